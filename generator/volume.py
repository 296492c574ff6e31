"""How much a command tells: `--quiet`, `--verbose`, or neither; kept with Click's own context."""

from __future__ import annotations

import logging
from collections.abc import Callable
from enum import IntEnum

import click

_KEY = "etalase.volume"
_log = logging.getLogger("generator")


class Volume(IntEnum):
    """How much is told; answers, JSON and errors always are."""

    QUIET = 0
    """Nothing else."""
    NORMAL = 1
    """What was done, progress, warnings, and what to do next."""
    VERBOSE = 2
    """Also how long each step took, and where in the program an error was met."""


def volume() -> Volume:
    """What the command that runs was told; NORMAL outside of a command."""
    context = click.get_current_context(silent=True)
    found = context.meta.get(_KEY) if context else None
    return found if isinstance(found, Volume) else Volume.NORMAL


def set_log(wanted: Volume) -> None:
    """Let the program's own log tell as much."""
    _log.setLevel(logging.INFO if wanted == Volume.VERBOSE else logging.WARNING)


def add_options(command: click.Command) -> click.Command:
    """Give a command `--quiet` and `--verbose`, once; they may stand before or behind its name."""
    if all(parameter.name != "quiet" for parameter in command.params):
        command.params += [
            click.Option(
                ["-q", "--quiet"],
                is_flag=True,
                expose_value=False,
                callback=_told(Volume.QUIET),
                help="Print answers and errors only.",
            ),
            click.Option(
                ["-v", "--verbose"],
                is_flag=True,
                expose_value=False,
                callback=_told(Volume.VERBOSE),
                help="Print how long each step takes, too.",
            ),
        ]
    return command


def _told(wanted: Volume) -> Callable[[click.Context, click.Parameter, bool], None]:
    def take(ctx: click.Context, _param: click.Parameter, given: bool) -> None:
        if not given or ctx.resilient_parsing:
            return
        if ctx.meta.get(_KEY, wanted) != wanted:
            raise click.UsageError("--quiet and --verbose exclude each other")
        ctx.meta[_KEY] = wanted
        set_log(wanted)

    return take
