"""bazar/<slug>.yaml -> `Bazaar`: what a curator puts together, judged like a shop's file."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Literal

from msgspec import Struct

from generator.content import fields
from generator.content.check_shop import followed_slug
from generator.content.field_reader import FieldReader, SourceText
from generator.content.fields import FieldError
from generator.content.frontmatter import parse
from generator.content.model import Photo
from generator.content.nodes import MappingNode, ScalarNode
from generator.content.unreadable import UnreadableError
from generator.content.visible import plain

SUMMARY_LENGTH = 400
"""Characters of what a bazaar says of itself."""
Phase = Literal["announced", "live", "over"]

_SHOP = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_EXAMPLE = "[{judul: Makanan, toko: [kopi-tebet]}]"


@dataclass(frozen=True, slots=True)
class Pick:
    """A chosen shop, or one of its products."""

    shop: str
    """Its slug."""
    product: str = ""
    """The product's slug; empty for the whole shop."""
    section: str = ""
    """The heading that it stands below; empty above all headings."""
    at: tuple[int, int] = field(default=(0, 0), compare=False, repr=False)
    """Line and column."""

    def __str__(self) -> str:
        return f"{self.shop}/{self.product}" if self.product else self.shop


class Bazaar(Struct, frozen=True):
    """One event or collection."""

    slug: str
    """The name of its file, and of its address."""
    title: str
    summary: str
    starts: date
    ends: date
    """Its last day."""
    place: str
    """Where it is; empty for one that is on these pages only."""
    organiser: str
    curator: str
    """Who chose the shops."""
    picks: tuple[Pick, ...]
    """In the order of the page."""
    cover: Photo | None = None

    def phase(self, today: date) -> Phase:
        """Where it stands on a day."""
        if today < self.starts:
            return "announced"
        return "live" if today <= self.ends else "over"

    def shown(self, online: Mapping[str, Container[str]]) -> Iterator[Pick]:
        """What is online of its choice, in its order: `online` are shops with the slugs of their products."""
        for pick in self.picks:
            if pick.shop in online and (not pick.product or pick.product in online[pick.shop]):
                yield pick


class Badge(Struct, frozen=True):
    """What the pages of a chosen shop say while a bazaar runs."""

    slug: str
    """The bazaar's."""
    title: str
    until: date
    """Its last day."""


def bazaar_slug(stem: str) -> str:
    """The slug that a file's name gives a bazaar.  Raises `FieldError` with a name that would do."""
    slug = fields.slugify(stem, 60)
    if slug != stem or len(slug) < 2 or slug == "index":
        raise FieldError(
            "bazaar-name", found=stem, fix=slug if len(slug) > 1 and slug != "index" else "bazar-1"
        )
    return slug


def read_bazaar(page: SourceText, slug: str, photo: Callable[[str], Photo]) -> Bazaar | None:
    """Judge a bazaar's file; problems are noted on its page, and where one is an error there is no bazaar.

    `photo` finds and judges the cover by the name that a curator typed; it raises `FieldError`.
    """
    try:
        reader = FieldReader(page, parse(page.text))
    except UnreadableError as error:
        page.unreadable(error)
        return None
    for key in ("judul", "mulai", "selesai"):
        reader.require(key)
    starts, ends = reader.one("mulai", fields.day, None), reader.one("selesai", fields.day, None)
    if starts and ends and ends < starts:
        page.report("bazaar-dates", reader.node("selesai"), found=ends.isoformat(), start=starts.isoformat())
    bazaar = Bazaar(
        slug=slug,
        title=reader.one("judul", fields.name, ""),
        summary=reader.one("ringkas", partial(fields.text, limit=SUMMARY_LENGTH), ""),
        starts=starts or date.max,
        ends=ends or date.max,
        place=reader.one("tempat", fields.text, ""),
        organiser=reader.one("penyelenggara", fields.text, ""),
        curator=reader.one("kurator", fields.text, ""),
        cover=reader.one("sampul", photo, None),
        picks=_each_once(page, [*_picks(reader), *_sections(reader)]),
    )
    reader.finish()
    if not (bazaar.picks or page.problems):
        page.report("bazaar-empty")
    return None if any(problem.severity == "error" for problem in page.problems) else bazaar


def _sections(reader: FieldReader) -> Iterator[Pick]:
    for node in reader.items("bagian"):
        if not isinstance(node, MappingNode):
            reader.page.report("fields-expected", node, key="bagian", example=_EXAMPLE)
            continue
        below = FieldReader(reader.page, node)
        below.require("judul")
        title = below.one("judul", fields.name, "")
        yield from _picks(below, title)
        below.finish()


def _picks(reader: FieldReader, section: str = "") -> Iterator[Pick]:
    for key, parser in (("toko", _shop), ("produk", _product)):
        for node in reader.texts(key):
            if found := reader.judge(node, parser, None):
                yield Pick(*found, section=section, at=_place(node))


def _place(node: ScalarNode) -> tuple[int, int]:
    return node.line, node.column


def _shop(typed: str) -> tuple[str, str]:
    slug = followed_slug(typed)
    if not _SHOP.fullmatch(slug):
        raise FieldError("bazaar-shop-unreadable", found=typed)
    return slug, ""


def _product(typed: str) -> tuple[str, str]:
    found = plain(typed).removesuffix(".html").strip("/").casefold().rsplit("/", 2)
    if len(found) < 2 or not all(map(_SHOP.fullmatch, found[-2:])):
        raise FieldError("bazaar-product-unreadable", found=typed)
    return found[-2], found[-1]


def _each_once(page: SourceText, picks: list[Pick]) -> tuple[Pick, ...]:
    """What is chosen twice stands where it was first; a section arranges what stands above all."""
    arranged = {str(pick) for pick in picks if pick.section}
    known: dict[str, Pick] = {}
    for pick in picks:
        name = str(pick)
        if not pick.section and name in arranged and name not in known:
            continue
        first = known.setdefault(name, pick)
        if first is not pick:
            page.report("bazaar-twice", pick.at, "warning", found=name, first=str(first.at[0]))
    return tuple(known.values())
