"""A shop of the desk in words: what is the matter with it, what comes next, and a message to its seller."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from generator.content.contacts import contacts_in
from generator.content.hub import Hub
from generator.content.places import all_kecamatan
from generator.form.desk.order import is_quiet
from generator.form.desk.shop import DeskShop
from generator.language import Language
from generator.reports.mentors import NEAR, chat, next_step


class DeskLine(Struct, frozen=True):
    """A row of the list."""

    slug: str
    name: str
    urgent: str
    """What needs an answer soon; empty where nothing does."""
    matters: tuple[str, ...]
    """What else is the matter with it."""
    ready: int
    """Percent."""
    step: str
    """The next step; empty where nothing is left to do."""
    chat: str
    """A link that opens a message to the seller; empty without a number."""


def desk_line(shop: DeskShop, hub: Hub, today: date, words: Language, mentor: str) -> DeskLine:
    """What a mentor reads of a shop; `mentor` writes the message."""
    step = "" if shop.at_rest or shop.shop.broken else next_step(shop.shop, words)
    urgent = () if shop.at_rest else tuple(_urgent(shop, today, words))
    matters = tuple(_matters(shop, today, words))
    talk = chat(shop.shop, hub, words, mentor)
    return DeskLine(shop.row.slug, shop.name, ", ".join(urgent), matters, shop.ready, step, talk)


def place_name(slug: str) -> str:
    """A kecamatan's name."""
    return next((place.name for place in all_kecamatan() if place.slug == slug), slug)


def _urgent(shop: DeskShop, today: date, words: Language) -> Iterator[str]:
    _ = words.gettext
    if contacts_in(shop.name) and not shop.row.live:
        yield _("a contact in its name")
    if shop.shop.broken:
        yield _("something is wrong in its files")
    if ends := _ends(shop, today):
        yield _("free until %(day)s") % {"day": words.date(ends)}
    if shop.moves:
        yield _("moves to %(place)s") % {"place": place_name(shop.place)}
    if shop.shop.waiting:
        yield _("waits for you")


def _matters(shop: DeskShop, today: date, words: Language) -> Iterator[str]:
    _ = words.gettext
    if shop.at_rest:
        left = _("consent withdrawn") if shop.shop.withdrawn else _("has left")
        yield _("taken offline for cause") if shop.offline else left
        return
    if shop.row.step:
        yield _("still being filled in")
        if not shop.linked:
            yield _("has no link yet")
    elif not shop.shop.published:
        soon = shop.row.live and not shop.shop.broken
        yield _("online with the next update") if soon else _("not online")
    if shop.last_on and is_quiet(shop, today):
        yield _("quiet since %(day)s") % {"day": words.date(shop.last_on)}


def _ends(shop: DeskShop, today: date) -> date | None:
    """The last day of its two years, where that is near or over."""
    near = shop.shop.term.state == "suspended" or shop.shop.ends_by(today + NEAR)
    return shop.shop.term.last_day if near else None
