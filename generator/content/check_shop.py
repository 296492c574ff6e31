"""toko.yaml -> a `Seller` without its story and products."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial

from generator.content import consent, fields, hours, places, qris, social
from generator.content.check_context import CheckContext
from generator.content.check_text import english
from generator.content.field_reader import FieldReader
from generator.content.fields import FieldError, suggest
from generator.content.model import (
    Category,
    Closed,
    English,
    Hours,
    Permits,
    Photo,
    Place,
    Qris,
    Seller,
    Span,
)
from generator.content.nodes import Node, ScalarNode, SequenceNode
from generator.content.visible import plain

DELIVERY = ("ambil sendiri", "ojek daring", "ekspedisi", "antar sendiri")
PAYMENT = ("tunai", "transfer", "qris", "dompet digital", "bayar di tempat")
"""The usual ways, which the form offers; a seller may have any other."""
_CLOSED_ALL_DAY: tuple[Span, ...] = ()


def read_shop(reader: FieldReader, slug: str, rules: CheckContext, photo: Callable[[str], Photo]) -> Seller:
    """Judge every key of toko.yaml; `photo` finds and judges a photo by the name a seller typed.

    Problems are noted on the sheet's page; where there are errors, the value returned is of no use.
    """
    for key in ("nama", "kategori", "kecamatan", "whatsapp"):
        reader.require(key)
    place = reader.one("kecamatan", places.kecamatan, Place("", "", "", ""))
    kelurahan = reader.one("kelurahan", partial(places.kelurahan, place=place), "") if place.code else ""
    reader.node("kelurahan")
    given, withdrawn = _consent(reader)
    in_english = reader.mapping("en")
    seller = Seller(
        slug=slug,
        name=reader.one("nama", fields.name, ""),
        slogan=reader.one("slogan", fields.text, ""),
        category=reader.one("kategori", partial(category, rules.categories), ""),
        kecamatan=place,
        kelurahan=kelurahan,
        whatsapp=reader.one("whatsapp", fields.whatsapp, ""),
        hours=_hours(reader),
        delivery=reader.many("pengiriman", partial(_usual, DELIVERY)),
        payment=reader.many("pembayaran", partial(_usual, PAYMENT)),
        qris=reader.one("qris", partial(_qris, photo), None),
        qris_amount=reader.one("qris_nominal", fields.yes_no, False),
        theme=reader.one("tema", partial(_theme, rules.themes), "warung"),
        colour=reader.one("warna", fields.colour, ""),
        follows=_follows(reader, slug, rules),
        permits=_permits(reader),
        socials=_socials(reader),
        closed=_closed(reader),
        email=reader.one("email", fields.email, ""),
        export_email=reader.one("email_ekspor", fields.email, ""),
        catalogue=reader.one("katalog", fields.yes_no, False),
        address=reader.one("alamat", fields.text, ""),
        moves_to=reader.one("pindah_ke", fields.web_address, ""),
        consent=given,
        withdrawn=withdrawn,
        english=english(in_english, "slogan", "tentang") if in_english else English(),
    )
    _days_outside(reader)
    reader.finish()
    return seller


def _consent(reader: FieldReader) -> tuple[date | None, bool]:
    """The day of consent, and whether the seller took it back."""
    node = reader.node("persetujuan")
    if isinstance(node, ScalarNode) and consent.takes_back(node.value):
        reader.page.report("consent-withdrawn", node, "warning")
        return None, True
    if node is None or (isinstance(node, ScalarNode) and consent.says_nothing(node.value)):
        reader.page.report("consent-missing", None, "warning")
        return None, False
    return reader.one("persetujuan", fields.day, None), False


def category(known: tuple[Category, ...], typed: str) -> str:
    """One of the hub's categories, by its slug or its name. Raises `FieldError` with the nearest."""
    word = fields.slugify(typed, 60)
    for one in known:
        if word in _words_for(one):
            return one.slug
    slugs = [one.slug for one in known]
    near = suggest(word, slugs, likeness=0.7)
    if near:
        raise FieldError("category-unknown", found=typed, known=", ".join(slugs), fix=near)
    raise FieldError("category-none", found=typed, known=", ".join(slugs))


@lru_cache(256)
def _words_for(one: Category) -> frozenset[str]:
    return frozenset({one.slug, fields.slugify(one.name, 60), fields.slugify(one.english, 60)})


def _theme(known: tuple[str, ...], typed: str) -> str:
    word = plain(typed)
    if word not in known:
        raise FieldError("theme-unknown", found=typed, known=", ".join(known))
    return word


def _qris(photo: Callable[[str], Photo], typed: str) -> Qris:
    if typed.strip().startswith("0002"):
        return qris.read(typed)
    return Qris(photo=photo(typed))


def followed_slug(typed: str) -> str:
    """The slug a seller means who typed it, or the address of the shop."""
    return plain(typed).strip("/").rpartition("/")[2].casefold()


def _follows(reader: FieldReader, own: str, rules: CheckContext) -> tuple[str, ...]:
    found = []
    for node in reader.texts("ikuti"):
        slug = followed_slug(node.value)
        if slug == own:
            reader.page.report("follow-self", node, "warning")
        elif not re.fullmatch(r"[a-z0-9-]{3,40}", slug) or not rules.shop_exists(slug):
            reader.page.report("follow-unknown", node, "warning", found=node.value.strip())
        elif slug not in found:
            found.append(slug)
    return tuple(found)


def _usual(known: tuple[str, ...], typed: str) -> str:
    """One of the usual words in its usual spelling, or the seller's own words (at most 40 characters)."""
    word = fields.text(typed, 40)
    usual = plain(word).casefold()
    return usual if usual in known else word


def _hours(reader: FieldReader) -> Hours | None:
    node = reader.node("jam_buka")
    if node is None:
        return None
    week: list[tuple[Span, ...] | None] = [None] * 7
    if isinstance(node, ScalarNode):
        everyday: tuple[tuple[Span, ...] | None, ...] = (None,) * 7
        return Hours(reader.judge(node, hours.line, everyday))
    below = reader.mapping("jam_buka", lists=True)
    waiting: list[ScalarNode] = []
    for key, value in below.entries() if below else ():
        if isinstance(value, ScalarNode) and not value.value.strip():
            if re.match(r"\d|istirahat", key.value):
                reader.page.report("hours-need-quotes", key, found=key.value)
                continue
            if reader.page.line(key.line)[key.column - 1 + len(key.value) :].lstrip().startswith(","):
                waiting.append(key)  # {senin, rabu: 08.00-17.00}: the hours of the next key
                continue
        typed = _hours_text(value)
        if typed is None:
            reader.page.report("value-expected", value, key=key.value)
            continue
        spans = reader.judge(typed, hours.spans, _CLOSED_ALL_DAY)
        nothing: tuple[int, ...] = ()
        for named in (*waiting, key):
            for day in reader.judge(named, hours.days, nothing):
                if week[day] is not None:
                    reader.page.report("day-twice", named, found=named.value)
                week[day] = spans
        waiting.clear()
    for key in waiting:
        reader.page.report("value-expected", key, key=key.value)
    return Hours(tuple(week)) if any(day is not None for day in week) else None


def _days_outside(reader: FieldReader) -> None:
    """Days that are not indented stand beside jam_buka, not below it, and would be lost."""
    for key in reader.unasked():
        try:
            hours.days(key.value)
        except FieldError:
            continue
        reader.known(key.value.strip())
        reader.page.report("day-not-indented", key, fix=f"  {reader.page.line(key.line).strip()}")


def _hours_text(node: Node) -> ScalarNode | None:
    """A day's hours as one text; `[08.00-12.00, 13.00-17.00]` is as good as the text with a comma."""
    if isinstance(node, ScalarNode):
        return node
    if isinstance(node, SequenceNode):
        parts = [item.value for item in node.items if isinstance(item, ScalarNode)]
        if len(parts) == len(node.items):
            return ScalarNode(", ".join(parts), node.line, node.column)
    return None


def _permits(reader: FieldReader) -> Permits:
    below = reader.mapping("izin")
    if below is None:
        return Permits()
    permits = Permits(
        nib=below.one("nib", fields.nib, "", "warning"),
        pirt=below.one("pirt", fields.pirt, "", "warning"),
        halal=below.one("halal", fields.halal, "", "warning"),
    )
    below.finish()
    return permits


def _socials(reader: FieldReader) -> tuple[tuple[str, str], ...]:
    below = reader.mapping("media_sosial")
    if below is None:
        return ()
    found = []
    for network in social.NETWORKS:
        handle = below.one(network, partial(social.social, network), "")
        if handle:
            found.append((network, handle))
    below.finish()
    return tuple(found)


def _closed(reader: FieldReader) -> Closed | None:
    below = reader.mapping("libur")
    if below is None:
        return None
    below.require("sampai")
    start = below.one("mulai", fields.day, None)
    until = below.one("sampai", fields.day, None)
    message = below.one("pesan", fields.text, "")
    if start and until and start > until:
        first, last = start.isoformat(), until.isoformat()
        reader.page.report("holiday-backwards", below.node("mulai"), start=first, until=last)
    below.finish()
    return Closed(until, message, start) if until else None
