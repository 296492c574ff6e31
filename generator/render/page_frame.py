"""What all pages in the hub's theme share: their frame, their head, their addresses."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup
from msgspec import Struct

from generator.content.hub import Hub
from generator.language import Language
from generator.policy import content_security_policy
from generator.render.colour import style
from generator.render.cover import cover_jpeg
from generator.render.output import FOREVER, Output
from generator.render.theme import Theme
from generator.render.twins import ENGLISH, Alternate, Twin, alternates, twin
from generator.render.views import Head, HubLinks
from generator.templates import rendered
from generator.whatsapp import whatsapp

if TYPE_CHECKING:
    from jinja2 import Environment


class HubPages(Struct, frozen=True):
    """Makes pages in the hub's theme."""

    hub: Hub
    words: Language
    theme: Theme
    env: Environment
    folder: str = ""
    """`en/` for pages in English."""

    def cover(self) -> Output:
        """The share picture of the hub's pages."""
        data = _cover(self.hub.name, self.theme.accent)
        return Output(f"aset/sampul-{hashlib.sha256(data).hexdigest()[:8]}.jpg", data, FOREVER)

    def page(self, path: str, template: str, head: Head, **values: object) -> Output:
        """One page from a template of the theme."""
        saya = "../" * path.count("/") + self.theme.roles.get("saya", "")
        return Output(path, rendered(self.env, template, head=head, saya=saya, **values).encode())

    def head(
        self,
        path: str,
        *,
        title: str,
        description: str,
        json_ld: Markup | None = None,
        tints: str = "",
        data: str = "",
        root: str | None = None,
        index: bool = True,
        paired: bool = False,
    ) -> Head:
        """The head of the page at `path`; `root` leads to the site's root where a relative path cannot.

        `paired`: the same page is there in the other language.
        """
        up = "../" * path.count("/") if root is None else root
        rules = style(self.theme.accent) + tints
        return Head(
            lang=self.words.code,
            title=title,
            description=description,
            canonical=self.url(path),
            csp=content_security_policy(rules, json_ld or "", data, forms=True),
            style=Markup(rules),  # noqa: S704 - colours computed here, no text of a seller
            json_ld=json_ld or Markup(),
            og_type="website",
            og_image=f"{self.hub.site}/{self.cover().path}",
            feed=f"{up}atom.xml",
            feed_title=self.words.gettext("New shops on %(hub)s") % {"hub": self.hub.name},
            css=up + self.theme.roles["css"],
            js=up + self.theme.roles["js"],
            icon=up + self.theme.roles["ikon"],
            index=index,
            preview=False,
            hub=self.links(up),
            report=report_link(self.hub, self.words, self.url(path)),
            alternates=self._alternates(path) if paired and index else (),
            twin=self._twin(path, up) if paired else None,
        )

    def links(self, up: str) -> HubLinks:
        """The hub's pages; `up` leads to the site's root."""
        return hub_links(self.hub, self.words, up, self.folder)

    def _alternates(self, path: str) -> tuple[Alternate, ...]:
        name = path.removeprefix(self.folder)
        return alternates(self.url(name), self.url(ENGLISH + name))

    def _twin(self, path: str, up: str) -> Twin:
        name = path.removeprefix(self.folder)
        return twin("id", up + name) if self.folder else twin("en", up + ENGLISH + name)

    def url(self, path: str) -> str:
        """The absolute address of a page."""
        return f"{self.hub.site}/{path.removesuffix('index.html')}"


def hub_links(hub: Hub, words: Language, root: str, folder: str = "") -> HubLinks:
    """The hub's pages; `root` leads to the site's root, `folder` from there to those of a language.

    What is for sellers, and what a phone remembers, is in Indonesian only.
    """
    _, own = words.gettext, root + folder
    hello = _("Hello, I have a question about %(hub)s.") % {"hub": hub.name}
    return HubLinks(
        name=hub.name,
        home=f"{own}index.html",
        search=f"{own}cari/index.html",
        categories=f"{own}kategori/index.html",
        kecamatan=f"{own}kecamatan/index.html",
        join=f"{root}bergabung/index.html",
        followed=f"{root}ikuti/index.html",
        privacy=f"{own}privasi/index.html",
        operator=hub.operator.name,
        operator_whatsapp=whatsapp(hub.operator.whatsapp, hello),
        feed=f"{root}atom.xml",
    )


def report_link(hub: Hub, words: Language, here: str) -> str:
    """A WhatsApp link to the hub's operator about the page at the absolute address `here`."""
    report = words.gettext("Hello, I would like to report this page: %(url)s") % {"url": here}
    return whatsapp(hub.operator.whatsapp, report)


@cache
def _cover(name: str, accent: str) -> bytes:
    return cover_jpeg(name, "Jakarta", accent)
