"""`etalase report mentors`: who needs help first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from generator.commands.common import RefusalError, jobs_option, json_option, language_option, today_option
from generator.commands.problems import refuse
from generator.commands.report.common import (
    end,
    one_answer,
    page_options,
    place_of,
    print_csv,
    print_rows,
    sources,
    write_page,
)
from generator.errors import MISHAPS, reason_of
from generator.language import Language, language
from generator.many import SHOWN
from generator.reports.mentors import COLUMNS, by_need, mentor_cells, mentor_json, mentor_page, next_step
from generator.reports.shops import ReportShop, report_shops
from generator.terminal import say


@click.command("mentors")
@click.option("--kecamatan", metavar="NAME", default="", help="Only shops there, for example Cilandak.")
@page_options
@jobs_option
@today_option
@language_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    kecamatan: str,
    html: Path | None,
    as_csv: bool,
    jobs: int,
    today: date,
    lang: str,
    as_json: bool,
) -> None:
    """List the shops that need help first, each with its readiness and one next step.

    Shops with mistakes in their files come first, then those whose two years end within 30 days, then those
    with a question that waits, then the least ready. What a build has judged is taken from there; only
    folders that have changed since are read.

    \b
    Examples:
      etalase report mentors
      etalase report mentors --kecamatan Cilandak --html cilandak.html
      etalase report mentors --csv > toko.csv
    """
    one_answer(html, as_csv=as_csv, as_json=as_json)
    place = place_of(kecamatan)
    root: Path = ctx.obj.root
    words = language(lang)
    try:
        with sources(root, jobs, waiting=True) as found:
            named = (place.slug,) if place else ()
            there = (shop for shop in report_shops(found) if not named or shop.facts.kecamatan in named)
            shops = by_need(there, today)
        broken = sorted(shop.slug for shop in shops if shop.broken)
        if html:
            title = place.name if place else words.gettext("All kecamatan")
            page = mentor_page(shops, found.hub, title, today, words, found.hub.site)
            write_page(html, page, personal=True)
        elif as_csv:
            print_csv(COLUMNS, (mentor_cells(shop, found.hub, words) for shop in shops))
        elif as_json:
            head = {"version": 1, "today": today, "failed": broken}
            print_rows(head, "shops", (mentor_json(shop, words) for shop in shops))
        else:
            for line in _table(shops, words):
                say(line)
    except BrokenPipeError:
        raise  # whoever reads has seen enough; Click ends the command quietly
    except (RefusalError, *MISHAPS) as error:
        refusal = error if isinstance(error, RefusalError) else RefusalError(reason_of(error))
        refuse(refusal, {"version": 1, "today": today, "shops": []}, lang, as_json=as_json)
    end(broken)


def _table(shops: Sequence[ReportShop], words: Language) -> Iterator[str]:
    """The first shops, and how many more there are."""
    shown = shops[:SHOWN]
    width = max((len(shop.slug) for shop in shown), default=0)
    for shop in shown:
        waits = f"  ({shop.waiting} waiting)" if shop.waiting else ""
        step = words.gettext("Taken offline for cause") if shop.offline else next_step(shop, words)
        yield f"{shop.slug:{width}}  {shop.facts.readiness:3}%  {step}{waits}"
    if more := len(shops) - len(shown):
        yield f"and {more:,} more shops (all with --html, --csv or --json)"
