"""`etalase report programme`: figures without persons."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice
from pathlib import Path

import click

from generator.commands.common import (
    RefusalError,
    jobs_option,
    json_option,
    language_option,
    print_json,
    today_option,
)
from generator.commands.problems import refuse
from generator.commands.report.common import (
    end,
    one_answer,
    page_options,
    place_of,
    print_csv,
    sources,
    write_page,
)
from generator.errors import MISHAPS, reason_of
from generator.language import language
from generator.reports.programme import (
    programme,
    programme_cells,
    programme_json,
    programme_lines,
    programme_page,
)
from generator.reports.shops import report_shops
from generator.terminal import say


@click.command("programme")
@click.option("--kecamatan", metavar="NAME", default="", help="Only shops there, for example Cilandak.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Also count what has changed from that day on: shops first online, shops taken down.",
)
@page_options
@jobs_option
@today_option
@language_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    kecamatan: str,
    since: datetime | None,
    html: Path | None,
    as_csv: bool,
    jobs: int,
    today: date,
    lang: str,
    as_json: bool,
) -> None:
    """Count shops by city, kecamatan and category; nobody's name or number is in it.

    \b
    Examples:
      etalase report programme
      etalase report programme --html program.html --since 2026-01-01
      etalase report programme --json | jq .total
    """
    one_answer(html, as_csv=as_csv, as_json=as_json)
    place = place_of(kecamatan)
    root: Path = ctx.obj.root
    words = language(lang)
    try:
        with sources(root, jobs) as found:
            counted = programme(
                report_shops(found),
                found.hub,
                today,
                words,
                since=since.date() if since else None,
                kecamatan=place.slug if place else "",
            )
        if html:
            title = place.name if place else words.gettext("All kecamatan")
            write_page(html, programme_page(counted, found.hub, title, words), personal=False)
        elif as_csv:
            cells = programme_cells(counted)
            [names] = islice(cells, 1)
            print_csv(names, cells)
        elif as_json:
            print_json(programme_json(counted))
        else:
            lines = programme_lines(counted, words)
            width = max(len(text) for text, _ in lines)
            for text, value in lines:
                say(f"{text:{width}} {value:>9}")
    except BrokenPipeError:
        raise  # whoever reads has seen enough; Click ends the command quietly
    except (RefusalError, *MISHAPS) as error:
        refusal = error if isinstance(error, RefusalError) else RefusalError(reason_of(error))
        empty = {"version": 1, "today": today, "total": {}, "kota": [], "kecamatan": [], "categories": []}
        refuse(refusal, empty, lang, as_json=as_json)
    end(counted.broken)
