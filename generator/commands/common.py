"""What every command is made of: options, exit codes, and the shape of an answer.

The program loads this before it has turned away from the current folder, so only Click comes with it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta, timezone
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from generator.content.diagnostics import Diagnostic
from generator.terminal import json_text, say

Command = TypeVar("Command", bound=Callable[..., Any])

JAKARTA = timezone(timedelta(hours=7), "WIB")
"""UTC+7 all year."""

GOOD, NOTHING_DONE, SOME_FAILED = 0, 1, 3
"""Exit codes; 2, wrong usage, is Click's own."""
_JSON = "etalase.json"
"""Where a command notes for the program around it that its answer is JSON."""


class RefusalError(Exception):
    """A command that cannot do anything: exit code 1, with the reason said once."""

    def __init__(self, message: str, diagnostics: Iterable[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.diagnostics = list(diagnostics)


def json_option(command: Command) -> Command:
    """`--json` and its alias `--format json`; the command gets a flag `as_json`."""

    @click.option("--json", "json_flag", is_flag=True, help="Print one JSON object on stdout.")
    @click.option(
        "--format", "form", type=click.Choice(["text", "json"]), default="text", help="`json` is --json."
    )
    @wraps(command)
    def wrapped(*args: Any, json_flag: bool, form: str, **kwargs: Any) -> Any:
        as_json = json_flag or form == "json"
        click.get_current_context().meta[_JSON] = as_json
        return command(*args, as_json=as_json, **kwargs)

    return wrapped  # type: ignore[return-value]  # same command, other options


def wants_json(ctx: click.Context) -> bool:
    """Whether the command that runs, or has just ended, was told `--json`."""
    return bool(ctx.meta.get(_JSON))


def today_option(command: Command) -> Command:
    """`--today YYYY-MM-DD`, by default the date in Jakarta."""
    return click.option(
        "--today",
        type=click.DateTime(["%Y-%m-%d"]),
        envvar="ETALASE_TODAY",
        callback=lambda _ctx, _param, value: value.date() if value else datetime.now(JAKARTA).date(),
        help="The date to work with.  [default: today in Jakarta]",
    )(command)


def language_option(command: Command) -> Command:
    """`--lang id|en`: the language of diagnostics."""
    return click.option(
        "--lang",
        type=click.Choice(["id", "en"]),
        default="id",
        show_default=True,
        help="The language of diagnostics.",
    )(command)


def jobs_option(command: Command) -> Command:
    """`--jobs N`: worker processes."""
    return click.option(
        "--jobs",
        type=click.IntRange(min=1),
        default=lambda: len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2,
        help="Worker processes.  [default: one for each core]",
    )(command)


def print_json(document: Mapping[str, Any]) -> None:
    """The one object on stdout."""
    say(json_text(document))


def refuse_link(root: Path, slug: str) -> None:
    """What a link in sellers/ leads to is not the shop's: it is neither read, moved, packed nor removed.

    Raises:
        RefusalError: sellers/SLUG is one.
    """
    if (root / "sellers" / slug).is_symlink():
        raise RefusalError(
            f"sellers/{slug} is a link, which is not followed: nothing was done. "
            "Put the folder itself there, or remove the link"
        )


def give_up(reason: str, empty: Mapping[str, Any], *, as_json: bool) -> NoReturn:
    """Say why nothing could be done, in the shape of the command's own answer, and exit with 1."""
    if reason:
        say(f"etalase: {reason}", err=True)
    if as_json:
        print_json({**empty, "error": reason})
    raise SystemExit(NOTHING_DONE)
