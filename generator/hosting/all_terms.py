"""All sellers of a hub with their terms: those in the ledger, and those that only have a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.content import fields, places, reader
from generator.content.fields import FieldError
from generator.content.frontmatter import MAX_BYTES, decode, parse
from generator.content.nodes import ScalarNode
from generator.content.unreadable import UnreadableError
from generator.hosting import built
from generator.hosting.batches import batches
from generator.hosting.rules import effective_term
from generator.hosting.term import Term

if TYPE_CHECKING:
    from generator.content.hub import Activation
    from generator.hosting.ledger import Ledger

_AT_ONCE = 1_000
"""Sellers that are looked up together."""


class Profile(Struct, frozen=True):
    """Whose term it is, as far as it is known."""

    name: str
    """The shop's name."""
    kecamatan: str
    """Its slug."""


def all_terms(ledger: Ledger, root: Path, activation: Activation) -> Iterator[Term]:
    """Where every seller stands, by slug."""
    sellers = root / "sellers"
    folders = ((slug, 1, Term(slug)) for slug in (reader.slugs(sellers) if sellers.is_dir() else ()))
    on_record = ((term.slug, 0, term) for term in ledger.terms())
    for _slug, found in groupby(merge(on_record, folders, key=lambda one: one[:2]), key=lambda one: one[0]):
        yield effective_term(next(found)[2], activation)


def with_profiles(ledger: Ledger, root: Path, terms: Iterable[Term]) -> Iterator[tuple[Term, Profile]]:
    """Terms with whose they are: from the ledger, the last build, or else the folder."""
    for batch in batches(terms, _AT_ONCE):
        slugs = [term.slug for term in batch]
        contacts = {contact.slug: contact for contact in ledger.contacts(slugs)}
        names = built.names(root / "build", slugs)
        places_of = built.kecamatan(root / "build", [slug for slug in slugs if slug not in contacts])
        for term in batch:
            contact = contacts.get(term.slug)
            found = Profile(
                (contact.name if contact else "") or names.get(term.slug, ""),
                contact.kecamatan if contact else places_of.get(term.slug, ""),
            )
            yield (
                term,
                found if found.name and (contact or found.kecamatan) else _in_folder(root, term.slug, found),
            )


def _in_folder(root: Path, slug: str, known: Profile) -> Profile:
    """What is known, and for the rest what toko.yaml says; empty where it cannot be understood."""
    if (root / "sellers" / slug).is_symlink():
        return known
    try:
        text = decode(reader.read_regular(reader.named(root / "sellers" / slug, reader.SHOP_FILE), MAX_BYTES))
        said = {key.value: node.value for key, node in parse(text).pairs if isinstance(node, ScalarNode)}
    except (OSError, UnreadableError):
        return known
    return Profile(
        known.name or _judged(fields.name, said.get("nama", "")),
        known.kecamatan or _judged(lambda typed: places.kecamatan(typed).slug, said.get("kecamatan", "")),
    )


def _judged(parser: Callable[[str], str], typed: str) -> str:
    try:
        return parser(typed) if typed else ""
    except FieldError:
        return ""
