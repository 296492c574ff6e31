"""Addresses: WhatsApp links with a ready text, and the hub's pages as one page sees them."""

from __future__ import annotations

from urllib.parse import quote

from generator.content.hub import Hub
from generator.language import Language
from generator.render.views import HubLinks


def whatsapp(number: str, text: str) -> str:
    """A link that opens a chat with a text ready to send; without a number, the shopper picks the chat.

    Source: WhatsApp's click to chat, `https://wa.me/<number>?text=<percent-encoded>`.
    """
    return f"https://wa.me/{number}?text={quote(text, safe='')}"


def readable_number(number: str) -> str:
    """`6281234567890` as people write it: `0812-3456-7890`."""
    local = "0" + number.removeprefix("62")
    return "-".join(filter(None, (local[:4], local[4:8], local[8:12], local[12:])))


def hub_links(hub: Hub, words: Language, root: str, here: str) -> HubLinks:
    """The hub's pages from a page at the absolute address `here`; `root` leads to the site's root."""
    _ = words.gettext
    report = _("Hello, I would like to report this page: %(url)s") % {"url": here}
    hello = _("Hello, I have a question about %(hub)s.") % {"hub": hub.name}
    return HubLinks(
        name=hub.name,
        home=f"{root}index.html",
        search=f"{root}cari/index.html",
        categories=f"{root}kategori/index.html",
        kecamatan=f"{root}kecamatan/index.html",
        join=f"{root}bergabung/index.html",
        privacy=f"{root}privasi/index.html",
        report=whatsapp(hub.operator.whatsapp, report),
        operator=hub.operator.name,
        operator_whatsapp=whatsapp(hub.operator.whatsapp, hello),
        feed=f"{root}atom.xml",
    )
