"""What several commands share: options, the workspace's settings, and how problems are printed."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta, timezone
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from generator.content.diagnostics import Diagnostic
from generator.terminal import Bold, json_text, say
from generator.volume import Volume, volume

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


def refuse(refusal: RefusalError, empty: Mapping[str, Any], lang: str, *, as_json: bool) -> NoReturn:
    """Say why nothing could be done, in the shape of the command's own answer, and exit with 1."""
    print_diagnostics(refusal.diagnostics, lang, err=True)
    if refusal.message:
        say(f"etalase: {refusal.message}", err=True)
    if as_json:
        print_json({**empty, "error": refusal.message})
    raise SystemExit(NOTHING_DONE)


def known_slugs(root: Path, wanted: tuple[str, ...]) -> list[str]:
    """The sellers to work on: the named ones, or all. Raises `RefusalError` for an unknown name."""
    from generator.content import reader

    folder = root / "sellers"
    if not folder.is_dir():
        raise RefusalError(f"there is no folder sellers/ in {root}")
    found = list(reader.slugs(folder))
    wanted = tuple(Path(typed).name for typed in wanted)  # sellers/kopi-tebet/ is what a shell completes
    refuse_unknown(wanted, found)
    return [slug for slug in found if slug in wanted] if wanted else found


def refuse_unknown(slugs: Iterable[str], known: Collection[str]) -> None:
    """Raises `RefusalError` for the first of these sellers that is not known, with who was meant."""
    from generator.content.fields import suggest

    for slug in slugs:
        if slug not in known:
            near = suggest(slug, known)
            hint = f"; did you mean {near}?" if near else ""
            raise RefusalError(f"there is no seller {slug}{hint}")


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


def diagnostics_json(diagnostics: Iterable[Diagnostic], lang: str) -> list[dict[str, Any]]:
    """Diagnostics with their sentences, in the order of `ordered`."""
    from generator.content.diagnostics import ordered
    from generator.content.messages import word
    from generator.language import language

    translate = language(lang).gettext
    rows = []
    for problem in ordered(diagnostics):
        message, hint = word(problem, translate)
        rows.append(
            {
                "seller": problem.seller,
                "path": problem.path,
                "line": problem.line,
                "column": problem.column,
                "severity": problem.severity,
                "code": problem.code,
                "message": message,
                "hint": hint,
            }
        )
    return rows


def print_diagnostics(
    diagnostics: Iterable[Diagnostic], lang: str, *, err: bool = False, strict: bool = False
) -> None:
    """Each problem with its place, its line, and what to type instead; warnings not with `--quiet`.

    `strict`: warnings are errors.
    """
    from generator.content.diagnostics import ordered
    from generator.content.messages import word
    from generator.language import language

    translate = language(lang).gettext
    quiet = volume() == Volume.QUIET and not strict
    for problem in ordered(diagnostics):
        if quiet and problem.severity == "warning":
            continue
        message, hint = (" ".join(text.split("\n")) for text in word(problem, translate))
        place = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part)
        severity = translate("error") if problem.severity == "error" else translate("warning")
        colour = "red" if problem.severity == "error" else "yellow"
        say(f"{place}: ", Bold(severity, colour), f": {message}", err=err)
        if problem.excerpt.strip():
            shown, column = _window(problem.excerpt, problem.column or 1)
            say(f"    {shown}\n    {' ' * (column - 1)}^", err=err)
        say("  ", Bold("→"), f" {hint}", err=err)


def _window(line: str, column: int, width: int = 90) -> tuple[str, int]:
    """The part of a long line around a column, printable, and the column in it."""
    start = max(0, column - width // 2) if len(line) > width else 0
    shown = "".join(c if c.isprintable() else " " for c in line[start : start + width])
    return shown, column - start
