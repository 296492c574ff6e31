"""Pages in the place of a shop that is not there: suspended after its term, or moved to another address.

They are made from the stored card, never from the seller's folder, and stand at every address that the shop
had, so that links shared long ago still lead somewhere friendly.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from generator.render.card import LastWords
from generator.render.output import Output
from generator.render.page_frame import HubPages, hub_links
from generator.render.views import HubLinks, Link
from generator.whatsapp import whatsapp


class AbsentShops(HubPages, frozen=True):
    """Makes these pages in the hub's theme."""

    def links(self, up: str) -> HubLinks:
        """The hub's pages in Indonesian: those in English go with the last shop that speaks it."""
        return hub_links(self.hub, self.words, up)

    def suspended(self, slug: str, shop: LastWords, until: date | None, pages: Iterable[str]) -> list[Output]:
        """One friendly page at every address of a suspended shop; `until` is the day its data are kept to.

        `pages` are those in this language; they all lie in one folder.
        """
        _ = self.words.gettext
        name = shop.name or _("This shop")
        about = {"shop": name}
        index = f"{slug}/{self.folder}index.html"
        head = self.head(
            index,
            title=_("%(shop)s is not online at the moment") % about,
            description=_("The page of %(shop)s is not online at the moment.") % about,
            index=False,
        )
        hello = _("Hello %(shop)s, are you still selling? I was looking for your page on %(hub)s.")
        renew = _("Hello, I would like to renew the page of %(shop)s (%(url)s).")
        operator = self.hub.operator
        page = self.page(
            index,
            "suspended.html",
            head,
            name=shop.name,
            chat=whatsapp(shop.whatsapp, hello % (about | {"hub": self.hub.name})) if shop.whatsapp else "",
            moved=Link(urlsplit(shop.moves_to).netloc, shop.moves_to) if shop.moves_to else None,
            renew=whatsapp(operator.whatsapp, renew % (about | {"url": self.url(index)})),
            until=self.words.date(until) if until else "",
        )
        return [Output(path, page.content) for path in sorted({index, *pages})]

    def moved(self, slug: str, to: str, pages: Iterable[str], there: Iterable[str]) -> list[Output]:
        """Redirects from every address of a shop to the same page at its new one, else to its front page.

        `pages` are the paths it had in this language, `there` all those of the shop at the new address.
        """
        known = set(there)
        outputs = []
        for path in sorted({f"{slug}/{self.folder}index.html", *pages}):
            same, front = f"{to}/{path.removeprefix(f'{slug}/')}", f"{to}/{self.folder}index.html"
            target = next((one for one in (same, front) if one in known), f"{to}/index.html")
            head = self.head(
                target,
                title=self.words.gettext("This shop has moved"),
                description=self.words.gettext("The shop now has another address."),
                root="../" * path.count("/"),
                index=False,
            )
            link = Link(self.url(target), "../" * path.count("/") + target)
            outputs.append(self.page(path, "moved.html", head, link=link))
        return outputs
