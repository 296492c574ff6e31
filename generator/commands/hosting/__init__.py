"""`etalase hosting`: the two free years of every seller."""

from __future__ import annotations

import click

from generator.commands.lazy import LazyGroup
from generator.commands.table import HOSTING_COMMANDS


@click.group("hosting", cls=LazyGroup, package=__name__, lines=HOSTING_COMMANDS)
def command() -> None:
    """Follow the two free years of every seller: who is online until when, and what comes next.

    \b
    Examples:
      etalase hosting status --expiring 90
      etalase hosting renew kopi-tebet --reason "stays with us"
      etalase hosting sweep
    """
