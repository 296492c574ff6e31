"""What a mentor has to be told of her shops: handed to her, taken offline by the operator, or put back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from generator.content.hub import Hub
from generator.content.offline import Offline
from generator.form.desk.shop import DeskShop
from generator.form.desk.telling import place_name
from generator.form.drafts import digest
from generator.hosting.clicklist import signer
from generator.language import Language
from generator.whatsapp import readable_number, whatsapp

BACK = "tayang-lagi"
"""In place of the key of what she was told: the operator has put that shop back since."""


class DeskNews(Struct, frozen=True):
    """A piece of news, which stays until she says that it is done."""

    slug: str
    name: str
    kind: Literal["handed", "offline", "back"]
    text: str
    """What has happened."""
    chat: str
    """A link that opens a message to the seller about it; empty without a number."""
    seen: str
    """What she says is done: comes back with her answer, so that later news is none of it."""


def desk_news(shops: Iterable[DeskShop], hub: Hub, kecamatan: str, words: Language) -> Iterator[DeskNews]:
    """What whoever looks after `kecamatan` has to be told of these shops; an operator has an empty one.

    An operator is told of shops that no mentor holds, and did what takes shops offline.
    """
    looks = signer(hub, kecamatan)
    for shop in shops:
        if shop.handed_from and signer(hub, shop.row.kecamatan) == looks:
            yield _handed(shop, hub, looks.name, words)
        told = shop.offline
        if kecamatan and told and told.by == "pengelola" and offline_key(told) != shop.row.offline_seen:
            yield _offline(shop, told, hub, looks.name, words)
        if kecamatan and told is None and shop.row.offline_seen == BACK:
            yield _back(shop, hub, looks.name, words)


def offline_key(told: Offline) -> str:
    """By which it is known whether she was told just this."""
    return digest(told.text().encode())


def _handed(shop: DeskShop, hub: Hub, mentor: str, words: Language) -> DeskNews:
    _, number = words.gettext, shop.shop.facts.whatsapp
    told = _("is with you now (from %(place)s): greet the seller first")
    hello = _("Hello, this is %(name)s from %(hub)s.") % {"name": mentor, "hub": hub.name}
    about = _("From now on I look after your shop %(shop)s. If you need help, just tell me.")
    text = f"{hello} {about % {'shop': shop.name}}"
    return DeskNews(
        shop.row.slug,
        shop.name,
        "handed",
        told % {"place": place_name(shop.handed_from)},
        whatsapp(number, text) if number else "",
        shop.handed_from,
    )


def _offline(shop: DeskShop, told: Offline, hub: Hub, mentor: str, words: Language) -> DeskNews:
    _ = words.gettext
    said = _("taken offline by the operator. The reason: %(reason)s.") % {"reason": told.reason or "–"}
    number, hello = shop.shop.facts.whatsapp, offline_message(shop.name, told, hub, mentor, words)
    return DeskNews(
        shop.row.slug,
        shop.name,
        "offline",
        said,
        whatsapp(number, hello) if number else "",
        offline_key(told),
    )


def _back(shop: DeskShop, hub: Hub, mentor: str, words: Language) -> DeskNews:
    _, number = words.gettext, shop.shop.facts.whatsapp
    hello = _("Hello, this is %(name)s from %(hub)s.") % {"name": mentor, "hub": hub.name}
    about = _(
        "The operator has put your shop %(shop)s back. Buyers see it with the next update at the latest."
    )
    text = f"{hello} {about % {'shop': shop.name}}"
    said = _("put back online by the operator")
    return DeskNews(shop.row.slug, shop.name, "back", said, whatsapp(number, text) if number else "", "")


def offline_message(name: str, told: Offline, hub: Hub, mentor: str, words: Language) -> str:
    """What a mentor writes to the seller of a shop that was taken offline."""
    _, known = words.gettext, {"name": mentor, "hub": hub.name}
    if told.by == "pengelola" and mentor != hub.operator.name:
        text = _(
            "Hello, this is %(name)s from %(hub)s. The operator (%(operator)s) has taken your shop %(shop)s "
            "offline. The reason: %(reason)s. Once that is mended, ask the operator on WhatsApp %(number)s "
            "to show it again; I gladly help."
        )
        operator = {"operator": hub.operator.name, "number": readable_number(hub.operator.whatsapp)}
        return text % {**known, **operator, "shop": name, "reason": told.reason or "–"}
    if told.reason:
        text = _(
            "Hello, this is %(name)s from %(hub)s. Your shop %(shop)s is offline for now. "
            "The reason: %(reason)s. Once that is mended, it can be seen again."
        )
        return text % {**known, "shop": name, "reason": told.reason}
    text = _("Your shop %(shop)s is offline for now. May I help you, so that it can be seen again?")
    return f"{_('Hello, this is %(name)s from %(hub)s.') % known} {text % {'shop': name}}"
