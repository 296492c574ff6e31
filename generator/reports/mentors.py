"""Who needs help first: the shops of a mentor, each with one next step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from msgspec import Struct

from generator.content.hub import Hub
from generator.content.offline import Offline
from generator.content.places import all_kecamatan
from generator.hosting.cells import safe_cell
from generator.hosting.clicklist import signer
from generator.language import Language
from generator.reports.shops import ReportShop
from generator.reports.steps import lack_text, step_text
from generator.templates import lone_page
from generator.whatsapp import readable_number, whatsapp

SOON = timedelta(days=30)
"""So long before the end of its two years a shop stands before those that lack something."""
NEAR = timedelta(days=90)
"""So long before it the day is named, and somebody is to talk with the seller."""
MOST_ON_A_PAGE = 1_500
"""Shops on one page, who need help most: a phone that opens more of them becomes slow."""
PAGES = Path(__file__).parent / "pages"
COLUMNS = (
    "slug",
    "nama",
    "kecamatan",
    "kesiapan",
    "langkah_berikutnya",
    "belum_ada",
    "terakhir_berubah",
    "tayang",
    "gratis_sampai",
    "menunggu",
    "whatsapp",
    "tautan",
    "diturunkan",
)
"""Of the table that opens in a spreadsheet."""


def by_need(shops: Iterable[ReportShop], today: date) -> list[ReportShop]:
    """Whoever needs help first stands first; whoever left, or was taken offline for cause, comes last."""
    return sorted(shops, key=lambda shop: need(shop, today, waits=bool(shop.waiting), since=shop.changed_on))


def need(shop: ReportShop, today: date, *, waits: bool, since: str) -> tuple[object, ...]:
    """The order in which shops need help, for reports and the desk alike; the smallest comes first.

    Files with mistakes, then two years that end, then questions, then the least ready.
    Of equal ones, those whose two years end first, then those of which nothing is new since longest (`since`,
    a day in ISO), then by name.
    """
    ends = shop.term.expires_on
    return (
        shop.at_rest,
        not shop.broken,
        not (shop.ends_by(today + SOON) or shop.term.state == "suspended"),
        not waits,
        shop.facts.readiness,
        ends if ends and shop.ends_by(today + NEAR) else date.max,
        since,
        (shop.facts.name or shop.slug).casefold(),
        shop.slug,
    )


def missing(shop: ReportShop) -> tuple[tuple[str, str], ...]:
    """The steps left to a shop, the next one first, each with the product that it is about."""
    return (("repair", ""), *shop.facts.missing) if shop.broken else shop.facts.missing


def next_step(shop: ReportShop, words: Language) -> str:
    """The one thing to do; empty when nothing is left."""
    return next((step_text(*step, words) for step in missing(shop)), "")


def mentor_json(shop: ReportShop, words: Language) -> dict[str, Any]:
    """A shop in `report mentors --json`."""
    return {
        "slug": shop.slug,
        "name": shop.facts.name,
        "kecamatan": shop.facts.kecamatan,
        "category": shop.facts.category,
        "readiness": shop.facts.readiness,
        "next_step": next_step(shop, words),
        "missing": [step for step, _ in missing(shop)],
        "published": shop.published,
        "changed_on": shop.changed_on or None,
        "expires_on": shop.term.expires_on,
        "waiting": shop.waiting,
        "taken_offline": _offline_json(shop.offline) if shop.offline else None,
    }


def _offline_json(told: Offline) -> dict[str, Any]:
    by = "mentor" if told.by == "pembina" else "operator"
    return {"reason": told.reason, "since": told.since, "by": by}


def mentor_cells(shop: ReportShop, hub: Hub, words: Language) -> list[str]:
    """A shop as cells for `COLUMNS`; no spreadsheet computes their texts."""
    facts = shop.facts
    texts = (
        shop.slug,
        facts.name,
        facts.kecamatan,
        str(facts.readiness),
        next_step(shop, words),
        ", ".join(lack_text(step, "", words) for step, _ in missing(shop)),
        shop.changed_on,
        words.gettext("yes") if shop.published else words.gettext("no"),
        str(shop.term.last_day or ""),
        str(shop.waiting),
        readable_number(facts.whatsapp) if facts.whatsapp else "",
        chat(shop, hub, words),
        (shop.offline.reason or words.gettext("yes")) if shop.offline else "",
    )
    return [safe_cell(text) for text in texts]


def chat(shop: ReportShop, hub: Hub, words: Language, mentor: str = "") -> str:
    """A WhatsApp link to the seller, with a message about the next step; empty without a number.

    `mentor` is who writes; else the mentor of the shop's kecamatan.
    """
    facts = shop.facts
    if not facts.whatsapp:
        return ""
    _ = words.gettext
    text = _("Hello, this is %(mentor)s from %(hub)s. How is the shop %(shop)s?") % {
        "mentor": mentor or signer(hub, facts.kecamatan).name,
        "hub": hub.name,
        "shop": facts.name or shop.slug,
    }
    return whatsapp(facts.whatsapp, f"{text} {_request(shop, words)}".strip())


def _request(shop: ReportShop, words: Language) -> str:
    """What the next step asks of the seller; empty where it is the mentor's, or none is left."""
    _ = words.gettext
    if shop.offline:
        return _("It is offline for now. May I help you, so that it can be seen again?")
    step, product = next(iter(missing(shop)), ("", ""))
    if step in ("", "repair"):
        return ""
    if step == "consent":
        return _("Before buyers can see it, we need your consent. May I tell you what that means?")
    return _("What would help it most now: %(what)s. May I help?") % {"what": lack_text(step, product, words)}


class Entry(Struct, frozen=True):
    """A shop on the page."""

    shop: ReportShop
    place: str
    """The name of its kecamatan, where the page is about more than that one; else empty."""
    step: str
    lacks: tuple[str, ...]
    """What else is missing."""
    chat: str
    number: str
    """As people write it, for paper; may be empty."""
    tags: str
    """What filters look for, with spaces between."""
    ends: str
    """The last day of its term, where that is near or over; else empty."""
    changed: str
    """The day of its last change; may be empty."""


def mentor_page(
    shops: Sequence[ReportShop],
    hub: Hub,
    place: str,
    today: date,
    words: Language,
    address: str = "",
    *,
    desk: str = "",
) -> bytes:
    """The page that a mentor opens on a phone, or prints; `shops` in the order of `by_need`.

    `place` is what it is about, for its title.  `address` is where the shops' pages are, `desk` the way back
    to the desk where there is one.
    """
    places = {one.slug: one.name for one in all_kecamatan() if one.name != place}
    entries = [_entry(shop, hub, today, words, places) for shop in shops[:MOST_ON_A_PAGE]]
    return lone_page(
        PAGES,
        "mentors.html",
        words,
        style="report.css",
        script="mentors.js",
        language=words.code,
        entries=entries,
        counts=_counts(shops, today),
        total=len(shops),
        number=words.number,
        place=place,
        hub=hub.name,
        site=address,
        desk=desk,
        day=words.date(today),
    )


def _entry(shop: ReportShop, hub: Hub, today: date, words: Language, places: Mapping[str, str]) -> Entry:
    first, *rest = missing(shop) or [("", "")]
    ends = shop.term.last_day if shop.ends_by(today + NEAR) else None
    return Entry(
        shop,
        places.get(shop.facts.kecamatan, ""),
        step_text(*first, words),
        tuple(lack_text(step, "", words) for step, _ in rest),
        chat(shop, hub, words),
        readable_number(shop.facts.whatsapp) if shop.facts.whatsapp else "",
        " ".join(_tags(shop, today)),
        words.date(ends) if ends else "",
        words.date(date.fromisoformat(shop.changed_on)) if shop.changed_on else "",
    )


def _tags(shop: ReportShop, today: date) -> Iterator[str]:
    if shop.broken:
        yield "broken"
    if shop.waiting:
        yield "waiting"
    if not shop.published or shop.offline:
        yield "offline"
    if shop.ends_by(today + NEAR):
        yield "ending"


def _counts(shops: Iterable[ReportShop], today: date) -> Mapping[str, int]:
    """How many shops each filter finds."""
    found = dict.fromkeys(("broken", "waiting", "offline", "ending"), 0)
    for shop in shops:
        for tag in _tags(shop, today):
            found[tag] += 1
    return found
