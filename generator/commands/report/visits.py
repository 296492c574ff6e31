"""`etalase report visits`: how often shops were looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from generator.commands.common import GOOD, RefusalError, json_option, today_option
from generator.commands.problems import refuse
from generator.commands.report.common import one_answer, place_of, print_csv, print_rows
from generator.content.places import all_kecamatan
from generator.errors import MISHAPS, reason_of
from generator.hosting import built
from generator.many import SHOWN
from generator.terminal import note, say
from generator.visits.period import FEW, Looks, by_place, looks_at_shops, sum_of

_DAYS = 28
_COLUMNS = ("slug", "kecamatan", "visits", "views")
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("visits")
@click.option(
    "--from", "first", type=_DAY, help=f"The first day.  [default: {_DAYS} days, the last included]"
)
@click.option("--until", "last", type=_DAY, help="The last day.  [default: today]")
@click.option("--kecamatan", metavar="NAME", default="", help="Only shops there, for example Cilandak.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV for a spreadsheet.")
@today_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    first: date | None,
    last: date | None,
    kecamatan: str,
    as_csv: bool,
    today: date,
    as_json: bool,
) -> None:
    """Tell how often shops were looked at: each, by kecamatan, and all of them.

    A visit is one person at one shop on one day, a view is one page. Numbers below five are told as that and
    no closer. They come from `etalase visits import`.

    \b
    Examples:
      etalase report visits
      etalase report visits --from 2026-11-01 --until 2026-11-30 --csv > kunjungan.csv
      etalase report visits --kecamatan Cilandak --json
    """
    one_answer(None, as_csv=as_csv, as_json=as_json)
    root: Path = ctx.obj.root
    place = place_of(kecamatan)
    until = _date(last) or today
    since = _date(first) or until - timedelta(days=_DAYS - 1)
    if since > until:
        raise click.UsageError("--from is a day after --until")
    head = {"version": 1, "from": since, "until": until}
    try:
        looks = looks_at_shops(root, since, until)
        places = built.kecamatan(root / "build", looks)
    except MISHAPS as error:
        empty = {**head, "total": _looks_json(sum_of(())), "kecamatan": [], "shops": []}
        refuse(RefusalError(reason_of(error)), empty, "id", as_json=as_json)
    if place:
        looks = {slug: one for slug, one in looks.items() if places.get(slug) == place.slug}
    _tell(looks, places, head, as_csv=as_csv, as_json=as_json)
    raise SystemExit(GOOD)


def _date(moment: date | None) -> date | None:
    """Click gives days as moments."""
    return date(moment.year, moment.month, moment.day) if moment else None


def _tell(
    looks: Mapping[str, Looks],
    places: Mapping[str, str],
    head: Mapping[str, Any],
    *,
    as_csv: bool,
    as_json: bool,
) -> None:
    if as_csv:
        rows = ((slug, places.get(slug, ""), *_cells(one)) for slug, one in looks.items())
        print_csv(_COLUMNS, rows)
    elif as_json:
        sums = {
            "total": _looks_json(sum_of(looks.values())),
            "kecamatan": [
                {"slug": slug, **_looks_json(one)} for slug, one in by_place(looks, places).items()
            ],
        }
        rows_json = (
            {"slug": slug, "kecamatan": places.get(slug, ""), **_numbers(one)} for slug, one in looks.items()
        )
        print_rows({**head, **sums}, "shops", rows_json)
    else:
        for line in _table(looks, places):
            say(line)
        if not looks:
            note("nothing was counted in these days: etalase visits import LOG… does that", err=True)


def _numbers(looks: Looks) -> dict[str, int | None]:
    return {"visits": None, "views": None} if looks.few else {"visits": looks.visits, "views": looks.views}


def _looks_json(looks: Looks) -> dict[str, int | None]:
    return {"shops": looks.shops, **_numbers(looks)}


def _cells(looks: Looks) -> tuple[str, str]:
    return (f"<{FEW}", f"<{FEW}") if looks.few else (f"{looks.visits}", f"{looks.views}")


def _table(looks: Mapping[str, Looks], places: Mapping[str, str]) -> Iterator[str]:
    """All of them, kecamatan, and the shops with the most visits."""
    names = {place.slug: place.name for place in all_kecamatan()}
    most = sorted(looks.items(), key=lambda found: (-found[1].visits, found[0]))[:SHOWN]
    width = max(map(len, (*names.values(), *(slug for slug, _ in most))))
    yield _line("", ("visits", "views"), width)
    yield _line("all shops", _cells(sum_of(looks.values())), width)
    for slug, one in by_place(looks, places).items():
        yield _line(names.get(slug, "not known where"), _cells(one), width)
    if most:
        yield ""
    for slug, one in most:
        yield _line(slug, _cells(one), width)
    if more := len(looks) - len(most):
        yield f"and {more:,} more shops (all with --csv or --json)"


def _line(name: str, cells: tuple[str, str], width: int) -> str:
    return f"{name:{width}}  {cells[0]:>8}  {cells[1]:>8}"
