"""The pages of a shop in one language: Indonesian in the shop's folder, English in `en/` below it.

A page and its translation are twins: same name, same photos, same products, and each says where the other
lies. There is a twin only where the seller wrote English (`english.py`); nothing is translated by machine.
What a page needs to be right in either language is here: pass the edition on, and ask it.

- `words` has the sentences, dates, numbers and prices; `env` the theme's templates in that language.
- `up` leads from a page to the site's root, `home` to the shop's folder (photos, feed, manifest).
- `path` is where a page lies below the shop's folder, `url` its absolute address.
- `twins` is what `head.html` says to search engines, `other` the link for people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.language import Language
from generator.render.twins import ENGLISH, Alternate, Twin, alternates, twin

if TYPE_CHECKING:
    from jinja2 import Environment


class Edition(Struct, frozen=True):
    """One language of a shop."""

    words: Language
    env: Environment
    shop: str
    """The absolute address of the shop's folder, with a slash at the end."""
    folder: str = ""
    """`en/` for English."""
    paired: frozenset[str] = frozenset()
    """Names of the pages that have a twin: `index.html`, `rendang-sapi.html`."""

    @property
    def up(self) -> str:
        """From a page to the site's root."""
        return "../" * (1 + self.folder.count("/"))

    @property
    def home(self) -> str:
        """From a page to the shop's folder."""
        return "../" * self.folder.count("/")

    @property
    def hub(self) -> str:
        """Where the hub's pages in this language lie; a shop without twins is listed in Indonesian only."""
        return self.folder if self.paired else ""

    @property
    def address(self) -> str:
        """The absolute address of the shop in this language, with a slash at the end."""
        return self.shop + self.folder

    def path(self, page: str) -> str:
        """Where a page lies below the shop's folder."""
        return self.folder + page

    def url(self, page: str) -> str:
        """The absolute address of a page."""
        return self.address + ("" if page == "index.html" else page)

    def twins(self, page: str) -> tuple[Alternate, ...]:
        """The page in all its languages; empty where it has one only."""
        if page not in self.paired:
            return ()
        name = "" if page == "index.html" else page
        return alternates(self.shop + name, self.shop + ENGLISH + name)

    def other(self, page: str) -> Twin | None:
        """The same page in the other language."""
        if page not in self.paired:
            return None
        return twin("id", f"../{page}") if self.folder else twin("en", ENGLISH + page)
