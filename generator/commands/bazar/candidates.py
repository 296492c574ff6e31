"""`etalase bazar candidates`: shops that could be in a bazaar."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from generator.commands.common import RefusalError, jobs_option, json_option, print_json, today_option
from generator.commands.problems import in_english, refuse
from generator.commands.report.common import place_of, sources
from generator.content.check_shop import category as read_category
from generator.content.fields import FieldError
from generator.content.hub import Hub
from generator.errors import MISHAPS, reason_of
from generator.hosting.clicklist import signer
from generator.language import LANGUAGES, language
from generator.reports.shops import ReportShop, report_shops
from generator.terminal import Bold, note, say
from generator.whatsapp import whatsapp


@click.command("candidates")
@click.option(
    "--min-readiness",
    "least",
    type=click.IntRange(0, 100),
    default=80,
    show_default=True,
    metavar="PERCENT",
    help="What shops have to have of what sells, as the form and reports count it.",
)
@click.option("--category", "kind", default="", help="Only shops of this category, by its slug or its name.")
@click.option("--kecamatan", metavar="NAME", default="", help="Only shops there, for example Cilandak.")
@click.option("--links", is_flag=True, help="Below each, a WhatsApp link that asks its seller.")
@jobs_option
@today_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    least: int,
    kind: str,
    kecamatan: str,
    links: bool,
    jobs: int,
    today: date,
    as_json: bool,
) -> None:
    """List the shops that could be in a bazaar, the most ready first: published, and without errors.

    What a build has judged is taken from there; only folders that have changed since are read. The last line
    is ready to be pasted into the bazaar's file.

    \b
    Examples:
      etalase bazar candidates
      etalase bazar candidates --min-readiness 80 --category kuliner
      etalase bazar candidates --kecamatan Tebet --links
      etalase bazar candidates --kecamatan Tebet --json | jq '.candidates[].slug'
    """
    place = place_of(kecamatan)
    root: Path = ctx.obj.root
    answer: dict[str, Any] = {"version": 1, "today": today, "min_readiness": least, "candidates": []}
    try:
        with sources(root, jobs) as found:
            category = _category(found.hub, kind)
            shops = [
                shop
                for shop in report_shops(found)
                if shop.published
                and not shop.broken
                and shop.facts.readiness >= least
                and category in ("", shop.facts.category)
                and (place is None or place.slug == shop.facts.kecamatan)
            ]
    except (RefusalError, *MISHAPS) as error:
        refusal = error if isinstance(error, RefusalError) else RefusalError(reason_of(error))
        refuse(refusal, answer, "en", as_json=as_json)
    rows = [
        _row(shop, found.hub) for shop in sorted(shops, key=lambda shop: (-shop.facts.readiness, shop.slug))
    ]
    if as_json:
        print_json(answer | {"candidates": rows})
        return
    for row in rows:
        lacks = f" (missing: {', '.join(row['missing'])})" if row["missing"] else ""
        say(f"{row['readiness']:3}% ", Bold(row["slug"]), f": {row['name']}, {row['kecamatan']}{lacks}")
        if links and row["chat"]:
            say(f"      {row['chat']}")
    note(f"Shops that qualify: {len(rows)}.")
    if rows:
        say(f"toko: [{', '.join(row['slug'] for row in rows)}]")


def _category(hub: Hub, typed: str) -> str:
    """The slug of the category meant; empty for all.  Raises `RefusalError`."""
    try:
        return read_category(hub.categories, typed) if typed else ""
    except FieldError as error:
        raise RefusalError(in_english(error)) from error


def _row(shop: ReportShop, hub: Hub) -> dict[str, Any]:
    return {
        "slug": shop.slug,
        "name": shop.facts.name,
        "category": shop.facts.category,
        "kecamatan": shop.facts.kecamatan,
        "readiness": shop.facts.readiness,
        "missing": [step for step, _ in shop.facts.missing],
        "chat": _invitation(shop, hub),
    }


def _invitation(shop: ReportShop, hub: Hub) -> str:
    """A WhatsApp link that asks a seller, in her language; empty without a number."""
    facts, words = shop.facts, language(LANGUAGES[0])
    text = words.gettext(
        "Hello, this is %(name)s from %(hub)s. "
        "The shop %(shop)s could be in our next bazaar. Would you like to take part?"
    )
    said = {"name": signer(hub, facts.kecamatan).name, "hub": hub.name, "shop": facts.name}
    return whatsapp(facts.whatsapp, text % said) if facts.whatsapp else ""
