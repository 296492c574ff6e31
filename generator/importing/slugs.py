"""A new shop's slug, made of its name: never one that a shop has, or ever had."""

from __future__ import annotations

import os
from collections.abc import Callable

from generator.content import fields
from generator.form import shops
from generator.form.context import FormContext
from generator.hosting.ledger import Ledger
from generator.hosting.term import OVER
from generator.importing.record import ImportRecord


class Slugs:
    """Gives slugs away."""

    def __init__(self, context: FormContext, record: ImportRecord, ledger: Ledger | None) -> None:
        self._context = context
        self._record = record
        self._ledger = ledger
        self._checks: tuple[Callable[[str], bool], ...] = (
            record.is_known,
            lambda slug: os.path.lexists(context.live.folder(slug)),
            lambda slug: shops.shop_row(context.database, slug) is not None,
            self._had_a_term,
        )

    def free(self, name: str) -> str:
        """A slug that nobody has; the same names in the same order get the same slugs."""
        stem = fields.slugify(name, 33)
        if len(stem) < 3 or stem in fields.RESERVED_SELLERS | fields.WINDOWS_NAMES:
            stem = f"toko-{stem}".rstrip("-")
        while True:
            number = self._record.next_number(stem)
            slug = stem if number == 1 else f"{stem}-{number}"
            if not any(taken(slug) for taken in self._checks):
                return slug

    def _had_a_term(self, slug: str) -> bool:
        if self._ledger is None:
            return False
        term = self._ledger.term(slug)
        return term is not None and bool(term.state in OVER or term.expires_on or term.moved_to)
