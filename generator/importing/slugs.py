"""A new shop's slug, made of its name: never one that a shop has, or ever had."""

from __future__ import annotations

import os

from generator.content import fields
from generator.form import shops
from generator.form.context import FormContext
from generator.hosting.ledger import Ledger
from generator.hosting.term import OVER, Term
from generator.importing.record import ImportRecord


class Slugs:
    """Gives slugs away."""

    def __init__(self, context: FormContext, record: ImportRecord, ledger: Ledger) -> None:
        self._sellers = context.root / "sellers"
        self._record = record
        record.take_away(shops.slugs(context.database))
        record.take_away(term.slug for term in ledger.terms() if _had_a_term(term))

    def free(self, name: str) -> str:
        """A slug that nobody has; the same names in the same order get the same slugs."""
        stem = fields.slugify(name, 33)
        if len(stem) < 3 or stem in fields.RESERVED_SELLERS | fields.WINDOWS_NAMES:
            stem = f"toko-{stem}".rstrip("-")
        while True:
            number = self._record.next_number(stem)
            slug = stem if number == 1 else f"{stem}-{number}"
            if not self._record.is_taken(slug) and not os.path.lexists(self._sellers / slug):
                return slug


def _had_a_term(term: Term) -> bool:
    return bool(term.state in OVER or term.expires_on or term.moved_to)
