"""What reports share: where they take things from, and how they are written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from generator.commands.common import GOOD, SOME_FAILED, RefusalError
from generator.commands.hosting.common import load_settings, open_hubs_ledger
from generator.commands.problems import in_english
from generator.content import places
from generator.content.fields import FieldError
from generator.content.model import Place
from generator.disk import atomic_file
from generator.hosting.batches import batches
from generator.many import first_lines
from generator.reports.shops import Sources
from generator.terminal import json_text, note, say

Command = TypeVar("Command", bound=Callable[..., Any])

_AT_ONCE = 500
"""Rows that are written together."""


def page_options(command: Command) -> Command:
    """`--html FILE` and `--csv`; the command gets `html` and `as_csv`."""
    html = click.option(
        "--html",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Write a page that opens on a phone and prints.",
    )
    as_csv = click.option("--csv", "as_csv", is_flag=True, help="Print CSV for a spreadsheet.")
    return html(as_csv(command))


def one_answer(html: Path | None, *, as_csv: bool, as_json: bool) -> None:
    """There is one answer at a time.  Raises `click.UsageError`."""
    if (html is not None) + as_csv + as_json > 1:
        raise click.UsageError("--html, --csv and --json exclude each other")


def place_of(typed: str) -> Place | None:
    """The kecamatan meant; None for all.  Raises `click.BadParameter`."""
    try:
        return places.kecamatan(typed) if typed else None
    except FieldError as error:
        raise click.BadParameter(in_english(error), param_hint="--kecamatan") from error


@contextmanager
def sources(root: Path, jobs: int, *, waiting: bool = False) -> Iterator[Sources]:
    """What reports are made of; `waiting`: also what waits for mentors, where there is a form.

    Raises `RefusalError`, `UnusableError` and `OSError`.
    """
    hub = load_settings(root)
    with open_hubs_ledger(root, hub) as ledger:
        yield Sources(root, hub, ledger, jobs, _waiting(root) if waiting else {})


def _waiting(root: Path) -> Mapping[str, int]:
    from generator.form import approvals
    from generator.form.context import FOLDER
    from generator.form.database import open_database

    file = root / FOLDER / "form.db"
    if not file.is_file():
        return {}
    database = open_database(file)
    try:
        return approvals.counts(database)
    finally:
        database.close()


def print_rows(head: Mapping[str, Any], key: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object with a long list as its last value, written piece by piece."""
    say(f'{json_text(head)[:-1]}, "{key}": [', end="")
    comma = ""
    for some in batches(rows, _AT_ONCE):
        say(comma, ", ".join(map(json_text, some)), end="")
        comma = ", "
    say("]}")


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table, written piece by piece."""
    head: list[Sequence[str]] = [columns]
    for some in chain([head], batches(rows, _AT_ONCE)):
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows(some)
        say(out.getvalue(), end="")


def write_page(file: Path, page: bytes, *, personal: bool) -> None:
    """A page in the place that was asked for; one with numbers of persons is its owner's alone.

    Raises `RefusalError` where its folder is not there, and `OSError`.
    """
    if not file.parent.is_dir():
        raise RefusalError(f"there is no folder {file.parent}: make it first")
    atomic_file.write(file, page, durable="no", readers="owner" if personal else "umask")
    note(f"{file} is written: open it in a browser")


def end(broken: Sequence[str]) -> NoReturn:
    """Name the shops whose folders have errors, and exit."""
    reason = "has mistakes in its files"
    told = [(f"{slug}: {reason} (etalase check {slug})", reason) for slug in broken]
    for line in first_lines(told, "all with etalase check"):
        say(line, err=True)
    raise SystemExit(SOME_FAILED if broken else GOOD)
