"""`etalase visits`: how often shops are looked at."""

from __future__ import annotations

import click

from generator.commands.lazy import LazyGroup
from generator.commands.table import VISITS_COMMANDS


@click.group("visits", cls=LazyGroup, package=__name__, lines=VISITS_COMMANDS)
def command() -> None:
    """Count how often shops are looked at, without knowing by whom.

    \b
    Examples:
      etalase visits import /var/log/caddy/
    """
