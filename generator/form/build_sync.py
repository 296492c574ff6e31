"""All shops of a kecamatan, also those that never opened the form: from what the last build knows of them."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from sqlalchemy.dialects.sqlite import insert

from generator.form.approvals import waiting
from generator.form.context import FormContext
from generator.form.database import Database, shops
from generator.form.drafts import UnreadableDraftError
from generator.form.editing import edit
from generator.form.shops import shop_row
from generator.records.state_reader import reading_state


def sync_from_build(database: Database, build: Path, kecamatan: str = "") -> int:
    """Remember the built shops of a kecamatan (of all, when it is empty); returns how many were new.

    A build that was never made, or is being made anew, adds nothing.
    """
    try:
        with reading_state(build, in_closed_folder=True) as state:
            cards = state.cards(kecamatan)
    except sqlite3.DatabaseError:
        return 0
    rows = [
        {
            "slug": slug,
            "kecamatan": card["kecamatan"],
            "name": card["name"],
            "origin": "files",
            "step": "",
            "ready": None,
            "live": "",
            "draft": "",
        }
        for slug, card in cards.items()
    ]
    if not rows:
        return 0
    with database.writing() as connection:
        return connection.execute(insert(shops).on_conflict_do_nothing(), rows).rowcount


def ask_about_edits(context: FormContext) -> None:
    """Ask mentors about what the last build held back of shops whose files were edited by hand.

    Of a shop whose folder cannot be read just now, the next look asks.
    """
    try:
        with reading_state(context.root / "build", in_closed_folder=True) as state:
            slugs = state.waiting_sellers()
    except sqlite3.DatabaseError:
        return
    for slug in sorted(slugs):
        if shop_row(context.database, slug) and not waiting(context.database, slug=slug):
            with edit(context, None, slug) as shop, suppress(UnreadableDraftError):
                shop.begin()
                shop.status()
