"""`etalase hosting`: the two free years of every seller."""

from __future__ import annotations

import click

from generator.commands.lazy import LazyGroup

_COMMANDS = {
    name: f"generator.commands.hosting.{name}:command"
    for name in (
        "status",
        "activate",
        "renew",
        "hold",
        "release",
        "rename",
        "sweep",
        "remind",
        "export",
        "erase",
        "verify",
    )
}
"""In the order of a shop's life."""


@click.group("hosting", cls=LazyGroup, modules=_COMMANDS)
def command() -> None:
    """Follow the two free years of every seller: who is online until when, and what comes next.

    \b
    Examples:
      etalase hosting status --expiring 90
      etalase hosting renew kopi-tebet --reason "stays with us"
      etalase hosting sweep
    """
