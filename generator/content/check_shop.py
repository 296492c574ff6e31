"""toko.yaml -> a `Seller` without its story and products."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial

from generator.content import consent, fields, hours, places, qris, social
from generator.content.check_text import english
from generator.content.fields import FieldError, suggest
from generator.content.frontmatter import Items, Node, Text
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
from generator.content.rules import Rules
from generator.content.sheet import Sheet
from generator.content.visible import plain

_DELIVERY = ("ambil sendiri", "ojek daring", "ekspedisi", "antar sendiri")
_PAYMENT = ("tunai", "transfer", "qris", "dompet digital", "bayar di tempat")
_CLOSED_ALL_DAY: tuple[Span, ...] = ()


def read_shop(sheet: Sheet, slug: str, rules: Rules, photo: Callable[[str], Photo]) -> Seller:
    """Judge every key of toko.yaml; `photo` finds and judges a photo by the name a seller typed.

    Problems are noted on the sheet's page; where there are errors, the value returned is of no use.
    """
    for key in ("nama", "kategori", "kecamatan", "whatsapp"):
        sheet.require(key)
    place = sheet.one("kecamatan", places.kecamatan, Place("", "", "", ""))
    kelurahan = sheet.one("kelurahan", partial(places.kelurahan, place=place), "") if place.code else ""
    sheet.node("kelurahan")
    given, withdrawn = _consent(sheet)
    in_english = sheet.sheet("en")
    seller = Seller(
        slug=slug,
        name=sheet.one("nama", fields.name, ""),
        slogan=sheet.one("slogan", fields.text, ""),
        category=sheet.one("kategori", partial(category, rules.categories), ""),
        kecamatan=place,
        kelurahan=kelurahan,
        whatsapp=sheet.one("whatsapp", fields.whatsapp, ""),
        hours=_hours(sheet),
        delivery=sheet.many("pengiriman", partial(_usual, _DELIVERY)),
        payment=sheet.many("pembayaran", partial(_usual, _PAYMENT)),
        qris=sheet.one("qris", partial(_qris, photo), None),
        theme=sheet.one("tema", partial(_theme, rules.themes), "warung"),
        colour=sheet.one("warna", fields.colour, ""),
        follows=_follows(sheet, slug, rules),
        permits=_permits(sheet),
        socials=_socials(sheet),
        closed=_closed(sheet),
        email=sheet.one("email", fields.email, ""),
        address=sheet.one("alamat", fields.text, ""),
        moves_to=sheet.one("pindah_ke", fields.web_address, ""),
        consent=given,
        withdrawn=withdrawn,
        english=english(in_english, "slogan", "tentang") if in_english else English(),
    )
    _days_outside(sheet)
    sheet.finish()
    return seller


def _consent(sheet: Sheet) -> tuple[date | None, bool]:
    """The day of consent, and whether the seller took it back."""
    node = sheet.node("persetujuan")
    if isinstance(node, Text) and consent.takes_back(node.value):
        sheet.page.report("consent-withdrawn", node, "warning")
        return None, True
    if node is None or (isinstance(node, Text) and consent.says_nothing(node.value)):
        sheet.page.report("consent-missing", None, "warning")
        return None, False
    return sheet.one("persetujuan", fields.day, None), False


def category(known: tuple[Category, ...], typed: str) -> str:
    """One of the hub's categories, by its slug or its name. Raises `FieldError` with the nearest."""
    word = fields.slugify(typed, 60)
    for one in known:
        if word in {one.slug, fields.slugify(one.name, 60), fields.slugify(one.english, 60)}:
            return one.slug
    slugs = [one.slug for one in known]
    near = suggest(word, slugs, likeness=0.7)
    if near:
        raise FieldError("category-unknown", found=typed, known=", ".join(slugs), fix=near)
    raise FieldError("category-none", found=typed, known=", ".join(slugs))


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


def _follows(sheet: Sheet, own: str, rules: Rules) -> tuple[str, ...]:
    found = []
    for node in sheet.texts("ikuti"):
        slug = followed_slug(node.value)
        if slug == own:
            sheet.page.report("follow-self", node, "warning")
        elif not re.fullmatch(r"[a-z0-9-]{3,40}", slug) or not rules.shop_exists(slug):
            sheet.page.report("follow-unknown", node, "warning", found=node.value.strip())
        elif slug not in found:
            found.append(slug)
    return tuple(found)


def _usual(known: tuple[str, ...], typed: str) -> str:
    """One of the usual words in its usual spelling, or the seller's own words (at most 40 characters)."""
    word = fields.text(typed, 40)
    usual = plain(word).casefold()
    return usual if usual in known else word


def _hours(sheet: Sheet) -> Hours | None:
    node = sheet.node("jam_buka")
    if node is None:
        return None
    week: list[tuple[Span, ...] | None] = [None] * 7
    if isinstance(node, Text):
        everyday: tuple[tuple[Span, ...] | None, ...] = (None,) * 7
        return Hours(sheet.judge(node, hours.line, everyday))
    below = sheet.sheet("jam_buka")
    waiting: list[Text] = []
    for key, value in below.entries() if below else ():
        if isinstance(value, Text) and not value.value.strip():
            if re.match(r"\d|istirahat", key.value):
                sheet.page.report("hours-need-quotes", key, found=key.value)
                continue
            if sheet.page.line(key.line)[key.column - 1 + len(key.value) :].lstrip().startswith(","):
                waiting.append(key)  # {senin, rabu: 08.00-17.00}: the hours of the next key
                continue
        typed = _hours_text(value)
        if typed is None:
            sheet.page.report("value-expected", value, key=key.value)
            continue
        spans = sheet.judge(typed, hours.spans, _CLOSED_ALL_DAY)
        nothing: tuple[int, ...] = ()
        for named in (*waiting, key):
            for day in sheet.judge(named, hours.days, nothing):
                if week[day] is not None:
                    sheet.page.report("day-twice", named, found=named.value)
                week[day] = spans
        waiting.clear()
    for key in waiting:
        sheet.page.report("value-expected", key, key=key.value)
    return Hours(tuple(week)) if any(day is not None for day in week) else None


def _days_outside(sheet: Sheet) -> None:
    """Days that are not indented stand beside jam_buka, not below it, and would be lost."""
    for key in sheet.unasked():
        try:
            hours.days(key.value)
        except FieldError:
            continue
        sheet.known(key.value.strip())
        sheet.page.report("day-not-indented", key, fix=f"  {sheet.page.line(key.line).strip()}")


def _hours_text(node: Node) -> Text | None:
    """A day's hours as one text; `[08.00-12.00, 13.00-17.00]` is as good as the text with a comma."""
    if isinstance(node, Text):
        return node
    if isinstance(node, Items):
        parts = [item.value for item in node.items if isinstance(item, Text)]
        if len(parts) == len(node.items):
            return Text(", ".join(parts), node.line, node.column)
    return None


def _permits(sheet: Sheet) -> Permits:
    below = sheet.sheet("izin")
    if below is None:
        return Permits()
    permits = Permits(
        nib=below.one("nib", fields.nib, "", "warning"),
        pirt=below.one("pirt", fields.pirt, "", "warning"),
        halal=below.one("halal", fields.halal, "", "warning"),
    )
    below.finish()
    return permits


def _socials(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    below = sheet.sheet("media_sosial")
    if below is None:
        return ()
    found = []
    for network in social.NETWORKS:
        handle = below.one(network, partial(social.social, network), "")
        if handle:
            found.append((network, handle))
    below.finish()
    return tuple(found)


def _closed(sheet: Sheet) -> Closed | None:
    below = sheet.sheet("libur")
    if below is None:
        return None
    below.require("sampai")
    until = below.one("sampai", fields.day, None)
    message = below.one("pesan", fields.text, "")
    below.finish()
    return Closed(until, message) if until else None
