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
from generator.whatsapp import whatsapp


class DeskLine(Struct, frozen=True):
    """A row of the list."""

    slug: str
    name: str
    urgent: str
    """What needs an answer soon; empty where nothing does."""
    matters: tuple[str, ...]
    """What else is the matter with it."""
    broken: bool
    """Whether there are mistakes in its files: then nobody knows how ready it is."""
    ready: int
    """Percent."""
    step: str
    """The next step; empty where nothing is left to do."""
    heard: str
    """The day of the last sign of its seller; empty where there was none."""
    chat: str
    """A link that opens a message to the seller; empty without a number."""


def desk_line(shop: DeskShop, hub: Hub, today: date, words: Language, mentor: str) -> DeskLine:
    """What a mentor reads of a shop; `mentor` writes the message."""
    step = "" if shop.at_rest or shop.shop.broken else next_step(shop.shop, words)
    urgent = () if shop.at_rest else tuple(_urgent(shop, today, words))
    matters = tuple(_matters(shop, today, words))
    talk = _talk(shop, hub, today, words, mentor)
    heard = words.date(shop.last_on) if shop.last_on and shop.heard else ""
    broken = shop.shop.broken and not shop.at_rest
    return DeskLine(
        shop.row.slug, shop.name, ", ".join(urgent), matters, broken, shop.ready, step, heard, talk
    )


def place_name(slug: str) -> str:
    """A kecamatan's name."""
    return next((place.name for place in all_kecamatan() if place.slug == slug), slug)


def _talk(shop: DeskShop, hub: Hub, today: date, words: Language, mentor: str) -> str:
    """A link that opens a message about what is the matter, else about the next step."""
    number, about = shop.shop.facts.whatsapp, _about(shop, today, words)
    if not number or not about:
        return chat(shop.shop, hub, words, mentor)
    hello = words.gettext("Hello, this is %(name)s from %(hub)s.") % {"name": mentor, "hub": hub.name}
    return whatsapp(number, f"{hello} {about}")


def _about(shop: DeskShop, today: date, words: Language) -> str:
    """What is the matter, as it is said to the seller; empty where nothing is."""
    _, ends = words.gettext, _ends(shop, today)
    if shop.offline:
        text = _("Your shop %(shop)s is offline for now. May I help you, so that it can be seen again?")
    elif shop.at_rest:
        text = _("Your shop %(shop)s is not on the internet any more. If you want it back, just tell me.")
    elif shop.shop.broken:
        text = _("Something in your shop %(shop)s cannot be read, so its page stays as it was. May I help?")
    elif ends and ends < today:
        text = _("The free time of your shop %(shop)s ended on %(day)s. May we talk about how it goes on?")
    elif ends:
        text = _("The free time of your shop %(shop)s ends on %(day)s. May we talk about how it goes on?")
    else:
        return ""
    return text % {"shop": shop.name, "day": words.date(ends) if ends else ""}


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
    if shop.handed_from:
        yield _("from %(place)s, not greeted yet") % {"place": place_name(shop.handed_from)}
    if shop.shop.waiting:
        yield _("waits for you")


def _matters(shop: DeskShop, today: date, words: Language) -> Iterator[str]:
    _ = words.gettext
    if shop.at_rest:
        left = _("consent withdrawn") if shop.shop.withdrawn else _("has left")
        yield _("taken offline for cause") if shop.offline else left
        return
    if shop.reminded_on(today):
        yield _("reminded today")
    if shop.mended:
        yield _("mended, seen with the next update")
    if shop.row.step:
        yield _("still being filled in")
        if not shop.linked:
            yield _("has no link yet")
    elif not shop.shop.published and not shop.mended:
        soon = shop.row.live and not shop.shop.broken
        yield _("online with the next update") if soon else _("not online")
    if shop.last_on and is_quiet(shop, today):
        yield _("quiet since %(day)s") % {"day": words.date(shop.last_on)}


def _ends(shop: DeskShop, today: date) -> date | None:
    """The last day of its two years, where that is near or over."""
    near = shop.shop.term.state == "suspended" or shop.shop.ends_by(today + NEAR)
    return shop.shop.term.last_day if near else None
