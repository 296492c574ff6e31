"""`etalase hosting status`: where sellers stand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.commands.common import NOTHING_DONE, RefusalError, json_option, today_option
from generator.commands.hosting.common import known_sellers, load_settings, open_hubs_ledger
from generator.commands.problems import in_english, refuse
from generator.commands.slugs import slug_argument
from generator.content import places
from generator.content.fields import FieldError
from generator.content.hub import Hub
from generator.errors import MISHAPS, reason_of
from generator.hosting import built
from generator.hosting.all_terms import all_terms, with_profiles
from generator.hosting.batches import batches
from generator.hosting.rules import effective_term
from generator.hosting.status import CSV_COLUMNS, Table, csv_row, status_row
from generator.hosting.term import Term
from generator.terminal import json_text, say

if TYPE_CHECKING:
    from generator.hosting.ledger import Ledger

Rows = Iterable[tuple[dict[str, Any], str]]
"""Of `status_row`, each with the shop's name."""

_AT_ONCE = 500
"""Rows that are written together."""


@click.command("status")
@slug_argument("slugs", nargs=-1, metavar="[SLUG…]")
@click.option("--kecamatan", metavar="NAME", default="", help="Only sellers there, for example Cilandak.")
@click.option(
    "--expiring",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="Only shops online whose term ends within so many days, or has ended; the first to end comes first.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV for a spreadsheet.")
@today_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    slugs: tuple[str, ...],
    kecamatan: str,
    expiring: int | None,
    as_csv: bool,
    today: date,
    as_json: bool,
) -> None:
    """Show where sellers stand: until when they are online, and what comes next.

    \b
    Examples:
      etalase hosting status
      etalase hosting status kopi-tebet
      etalase hosting status --kecamatan Cilandak --expiring 90 --csv > cilandak.csv
    """
    if as_csv and as_json:
        raise click.UsageError("--csv and --json exclude each other")
    place = _place(kecamatan)
    root: Path = ctx.obj.root
    try:
        hub = load_settings(root)
        with open_hubs_ledger(root, hub) as ledger:
            named = known_sellers(root, ledger, slugs)
            until = today + timedelta(days=expiring) if expiring is not None else None
            hidden = built.unpublished(root / "build")
            found = with_profiles(ledger, root, _terms(ledger, root, hub, named, until))
            rows = (
                (status_row(term, of.kecamatan, today) | {"unpublished": term.slug in hidden}, of.name)
                for term, of in found
                if place in ("", of.kecamatan)
            )
            (_print_csv if as_csv else _print_json if as_json else _print_table)(rows, today)
    except BrokenPipeError:
        raise  # whoever reads has seen enough; Click ends the command quietly
    except RefusalError as refusal:
        refuse(refusal, {"version": 1, "today": today, "sellers": []}, "en", as_json=as_json)
    except MISHAPS as error:
        answer = {"version": 1, "today": today, "sellers": []}
        reason = reason_of(error)
        refuse(RefusalError(reason), answer, "en", as_json=as_json)


def _place(typed: str) -> str:
    """The slug of a kecamatan."""
    try:
        return places.kecamatan(typed).slug if typed else ""
    except FieldError as error:
        raise click.BadParameter(in_english(error), param_hint="--kecamatan") from error


def _terms(ledger: Ledger, root: Path, hub: Hub, named: Sequence[str], until: date | None) -> Iterator[Term]:
    if named:
        known = {term.slug: term for term in ledger.some(named)}
        found = (effective_term(known.get(slug) or Term(slug), hub.activation) for slug in named)
        yield from (term for term in found if until is None or _ends(term, until))
    elif until is not None:
        yield from ledger.expiring(until)
    else:
        yield from all_terms(ledger, root, hub.activation)


def _ends(term: Term, until: date) -> bool:
    return term.state in ("active", "grace") and bool(term.expires_on and term.expires_on <= until)


def _print_json(rows: Rows, today: date) -> None:
    """One object, written piece by piece: a hub may have hundreds of thousands of sellers."""
    say(f'{{"version": 1, "today": "{today}", "sellers": [', end="")
    comma = ""
    try:
        for some in batches(rows, _AT_ONCE):
            say(comma, ", ".join(json_text({**row, "name": name}) for row, name in some), end="")
            comma = ", "
    except BrokenPipeError:
        raise
    except MISHAPS as error:  # the object has begun
        reason = reason_of(error)
        say(f"etalase: {reason}", err=True)
        say(f'], "error": {json_text(reason)}}}')
        raise SystemExit(NOTHING_DONE) from error
    say("]}")


def _print_csv(rows: Rows, _today: date) -> None:
    for some in batches(
        chain([CSV_COLUMNS], (csv_row({**row, "name": name}) for row, name in rows)), _AT_ONCE
    ):
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows(some)
        say(out.getvalue(), end="")


def _print_table(rows: Rows, today: date) -> None:
    table = Table(today)
    for some in batches(rows, _AT_ONCE):
        say("\n".join(table.lines(some)))
    for line in table.totals():
        say(line)
