"""The command line: `etalase [--root DIR] COMMAND …`. Commands load only when they are called."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from generator import __version__
from generator.apart import leave_current_folder
from generator.commands.common import give_up, wants_json
from generator.commands.lazy import LazyGroup
from generator.commands.table import COMMANDS
from generator.errors import MISHAPS, reason_of
from generator.rings import look_seldom
from generator.terminal import LogHandler
from generator.volume import add_options, set_log, volume

_log = logging.getLogger(__name__)


class Workspace(Struct, frozen=True):
    """Where a command works."""

    root: Path
    """The folder that holds hub.yaml, sellers/ and build/."""


class _Program(LazyGroup):
    """The commands, and how a shell starts them."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run as a program; a caller within Python takes `main`, and keeps its module path."""
        look_seldom()
        leave_current_folder()
        return super().__call__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options in front of a command are the program's own; one of a command's is told its place."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            place = f"an option of a command stands behind its name: etalase COMMAND {error.option_name} …"
            raise click.UsageError(f"{error.format_message()} ({place})", ctx) from error

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; whatever cannot be used, and the command has not answered itself, is a sentence."""
        import sqlite3  # here, and not sooner: the folder in which the operator stands may have one, too

        started = time.monotonic()
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever reads has seen enough; Click ends the command quietly
        except MISHAPS as error:
            reason = reason_of(error)
            _log.info("where it was met:", exc_info=error)
        except sqlite3.DatabaseError as error:
            reason = f"a database of this workspace cannot be used: {error}"
            _log.info("where it was met:", exc_info=error)
        finally:
            _log.info("all of it: %.2f s", time.monotonic() - started)
        return give_up(reason, {"version": 1}, as_json=wants_json(ctx))


@click.group(
    cls=_Program,
    package="generator.commands",
    lines=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 good; 1 nothing could be done; 2 wrong usage; 3 finished, but a seller failed.",
)
@click.version_option(__version__, prog_name="etalase")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    envvar="ETALASE_ROOT",
    help="The workspace: a folder with hub.yaml, sellers/ and build/.  [default: the current folder]",
)
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Free little websites for small businesses: from sellers' folders to a site on object storage.

    \b
    Shell completion, of slugs too (bash; zsh and fish alike):
      eval "$(_ETALASE_COMPLETE=bash_source etalase)"
    """
    set_log(volume())
    LogHandler.install()
    ctx.obj = Workspace(root.resolve())


add_options(main)
