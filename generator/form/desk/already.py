"""Shops that an invitation may be about already: on the number that was typed, or with the name."""

from __future__ import annotations

import sqlite3

from msgspec import Struct

from generator.form import shops
from generator.form.build_sync import row_of_folder, sync_from_build
from generator.form.context import FormContext
from generator.form.desk.search import same_name
from generator.form.shops import ShopRow
from generator.records.state_reader import reading_state

_MOST = 5


class Already(Struct, frozen=True):
    """What there is."""

    by_number: tuple[ShopRow, ...] = ()
    by_name: tuple[ShopRow, ...] = ()
    """Those on other numbers."""

    def __bool__(self) -> bool:
        return bool(self.by_number or self.by_name)


def already(context: FormContext, name: str, number: str, kecamatan: str) -> Already:
    """Shops on a number (digits, may be empty), and shops that people would take for one called `name`.

    By number they are found wherever they are; by name in this kecamatan (everywhere, when it is empty), and
    where a desk was opened.
    """
    sync_from_build(context, kecamatan)
    reached = _reached_on(context, number) if number else []
    known = {row.slug for row in reached}
    called = shops.called(context.database, lambda one: same_name(one, name), _MOST)
    return Already(tuple(reached), tuple(row for row in called if row.slug not in known))


def _reached_on(context: FormContext, number: str) -> list[ShopRow]:
    built = _built_on(context, number)
    for slug in built[:_MOST]:
        if shops.shop_row(context.database, slug) is None:
            shops.add_shop(context.database, row_of_folder(context, slug))
    return shops.reached_on(context.database, number, built, _MOST)


def _built_on(context: FormContext, number: str) -> list[str]:
    """The shops that the last build knows on a number; none where there was no build."""
    try:
        with reading_state(context.root / "build", in_closed_folder=True) as state:
            return state.reached_on(number)
    except sqlite3.DatabaseError:
        return []
