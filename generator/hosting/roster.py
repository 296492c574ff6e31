"""All sellers of a hub with their terms: those in the ledger, and those that only have a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from generator.content import places, reader
from generator.content.fields import FieldError
from generator.content.frontmatter import MAX_BYTES, Text, UnreadableError, decode, parse
from generator.hosting import built
from generator.hosting.batches import batches
from generator.hosting.rules import standing
from generator.hosting.term import Term

if TYPE_CHECKING:
    from generator.content.hub import Activation
    from generator.hosting.ledger import Ledger

_AT_ONCE = 1_000
"""Sellers whose kecamatan are looked up together."""


def everybody(ledger: Ledger, root: Path, activation: Activation) -> Iterator[Term]:
    """Where every seller stands, by slug."""
    sellers = root / "sellers"
    folders = ((slug, 1, Term(slug)) for slug in (reader.slugs(sellers) if sellers.is_dir() else ()))
    on_record = ((term.slug, 0, term) for term in ledger.terms())
    for _slug, found in groupby(merge(on_record, folders, key=lambda one: one[:2]), key=lambda one: one[0]):
        yield standing(next(found)[2], activation)


def with_kecamatan(ledger: Ledger, root: Path, terms: Iterable[Term]) -> Iterator[tuple[Term, str]]:
    """Terms with the slugs of their kecamatan: from the ledger, the last build, or else the folder."""
    for batch in batches(terms, _AT_ONCE):
        slugs = [term.slug for term in batch]
        known = {contact.slug: contact.kecamatan for contact in ledger.contacts(slugs)}
        known |= built.kecamatan(root / "build", [slug for slug in slugs if slug not in known])
        for term in batch:
            place = known.get(term.slug)
            yield term, _in_folder(root, term.slug) if place is None else place


def _in_folder(root: Path, slug: str) -> str:
    """What toko.yaml says; empty where it says nothing that can be understood."""
    try:
        text = decode(reader.read_regular(reader.named(root / "sellers" / slug, reader.SHOP_FILE), MAX_BYTES))
        said = [
            node.value
            for key, node in parse(text).pairs
            if key.value == "kecamatan" and isinstance(node, Text)
        ]
        return places.kecamatan(said[0]).slug if said else ""
    except (OSError, UnreadableError, FieldError):
        return ""
