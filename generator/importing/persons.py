"""Who a row is: somebody who was imported before, somebody new, or a question for a mentor.

Numbers are public, so a number alone proves nothing: a shop is known by the id of the response together with
the number. Where a table has no ids, the time stamp of the response stands for one, or else the shop's name.
"""

from __future__ import annotations

import re

from msgspec import Struct

from generator.content.fields import FieldError
from generator.importing.cells import Order, moment
from generator.importing.columns import words
from generator.importing.record import Imported, ImportRecord, digest
from generator.importing.registration import Registration

_SHORT = re.compile(r"[0-9]{1,5}")
"""An id that another table may have, too: a count of its rows."""


class Person(Struct, frozen=True):
    """What a row is known by, as digests."""

    id: str
    number: str
    name: str
    kind: str
    """`id`, `count`, `stamp` or `name`."""


class QuestionError(Exception):
    """What a mentor has to decide: a code and its values."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.error = FieldError(code, **values)


def person_of(found: Registration, order: Order) -> Person:
    """What a row is known by."""
    name = words(found.seller.name)
    if found.id:
        kind = "count" if _SHORT.fullmatch(found.id) else "id"
        known_by = f"id {' '.join(found.id.casefold().split())}"
    elif found.stamp:
        kind, known_by = "stamp", f"waktu {moment(found.stamp, order)}"
    else:
        kind, known_by = "name", f"nama {name}"
    return Person(digest(known_by), digest(found.seller.whatsapp), digest(name), kind)


def recognise(record: ImportRecord, person: Person, number: str) -> Imported | None:
    """The shop that was imported for this person; None for somebody new.

    Raises:
        QuestionError: the number is another shop's, or the id is.
    """
    before = record.of_id(person.id)
    known = next((one for one in before if one.number == person.number), None)
    if known:
        return known
    namesake = next((one for one in before if one.name == person.name), None)
    if namesake and person.kind in ("id", "stamp"):
        known = namesake  # another number: asked about like any other change of it
    elif before and (person.kind == "id" or (namesake and person.kind == "count")):
        other = (namesake or before[0]).slug
        raise QuestionError("import-id-taken", other=other)
    others = [slug for slug in record.owners(number) if known is None or slug != known.slug]
    if others:
        raise QuestionError("import-number-taken", number=f"0{number.removeprefix('62')}", other=others[0])
    return known
