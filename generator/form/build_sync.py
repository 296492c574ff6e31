"""All shops of a kecamatan, also those that never opened the form: from what the last build knows of them.

Those that never had a page are known from their folders.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from sqlalchemy.dialects.sqlite import insert

from generator.building.facts import shop_facts
from generator.content import reader
from generator.form.approvals import waiting
from generator.form.context import FormContext
from generator.form.database import shops
from generator.form.drafts import UnreadableDraftError
from generator.form.editing import edit
from generator.form.live_shop import found_by
from generator.form.shops import ShopRow, add_shop, shop_row, slugs
from generator.records.state_reader import reading_state

_AT_ONCE = 300
"""Folders that are read for one look at the desk: about a second."""


def sync_from_build(context: FormContext, kecamatan: str = "") -> None:
    """Remember the built shops of a kecamatan (of all, when it is empty), once for each build.

    A build that was never made, or is being made anew, adds nothing; then folders are looked into.
    """
    database, built = context.database, _build(context)
    if not built:
        _adopt(context, reader.slugs(context.root / "sellers"))
        return
    key = f"desk:{kecamatan}"
    if database.setting(key) == built:
        return
    try:
        with reading_state(context.root / "build", in_closed_folder=True) as state:
            cards, others = state.cards(kecamatan), state.without_card()
    except sqlite3.DatabaseError:
        return
    rows = [_row_of_card(card) for card in cards.values()]
    if rows:
        with database.writing() as connection:
            connection.execute(insert(shops).on_conflict_do_nothing(), rows)
    if _adopt(context, others):
        database.put_setting(key, built)


def _row_of_card(card: dict[str, Any]) -> dict[str, str]:
    known = {"slug": card["slug"], "kecamatan": card["kecamatan"], "name": card["name"]}
    return known | {"origin": "files", "step": "", "live": "", "draft": ""}


def _adopt(context: FormContext, found: Iterable[str]) -> bool:
    """Remember shops of which there is only a folder, some at a time; whether these were all."""
    known = {*slugs(context.database)}
    new = [*islice((slug for slug in found if slug not in known), _AT_ONCE)]
    for slug in new:
        add_shop(context.database, row_of_folder(context, slug))
    return len(new) < _AT_ONCE


def row_of_folder(context: FormContext, slug: str) -> ShopRow:
    """What is remembered of a shop that only has a folder in sellers/."""
    try:
        seller = context.live.read(slug).seller
    except UnreadableDraftError:
        return ShopRow(slug, "", slug, "files", "", None)
    place, facts = seller.kecamatan.slug, shop_facts(seller).to_json()
    return ShopRow(
        slug, place, seller.name, "files", "", None, facts=facts, words=found_by(seller), place=place
    )


def with_facts(context: FormContext, rows: Sequence[ShopRow]) -> list[ShopRow]:
    """The rows, each with what its draft has; of drafts that nobody has counted yet, some at a time."""
    old = (row.slug for row in rows if not row.facts and (row.step or row.ready is not None))
    counted = {slug: _counted(context, slug) for slug in islice(old, _AT_ONCE)}
    return [counted.get(row.slug) or row for row in rows]


def _counted(context: FormContext, slug: str) -> ShopRow | None:
    with edit(context, None, slug) as shop:
        shop.note_facts()
    return shop_row(context.database, slug)


def ask_about_edits(context: FormContext, kecamatan: str = "") -> None:
    """Ask mentors about what the last build held back of shops whose files were edited by hand.

    Once for each build and kecamatan (all, when it is empty), after its shops are known. Of a shop whose
    folder cannot be read just now, the next look asks.
    """
    key, built = f"edits:{kecamatan}", _build(context)
    if context.database.setting(key) == built:
        return
    try:
        with reading_state(context.root / "build", in_closed_folder=True) as state:
            slugs = state.waiting_sellers()
    except sqlite3.DatabaseError:
        return
    all_asked = True
    for slug in sorted(slugs):
        if shop_row(context.database, slug) and not waiting(context.database, slug=slug):
            all_asked &= _asked(context, slug)
    if all_asked and context.database.setting(f"desk:{kecamatan}") == built:
        context.database.put_setting(key, built)


def _asked(context: FormContext, slug: str) -> bool:
    """Ask about one shop; False where its folder cannot be read just now."""
    with edit(context, None, slug) as shop, suppress(UnreadableDraftError):
        shop.begin()
        live = shop.status().live
        return live is not None and not live.torn
    return False


def _build(context: FormContext) -> str:
    """What tells the last build from any other; empty where there is none."""
    try:
        return str((context.root / "build" / "state.db").stat().st_mtime_ns)
    except FileNotFoundError:
        return ""
