"""Links to the hub's own pages, as one page sees them."""

from __future__ import annotations

from generator.content.hub import Hub
from generator.language import Language
from generator.render.views import HubLinks
from generator.whatsapp import whatsapp


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
