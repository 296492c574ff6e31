"""A page and the same page in the other language: what both say of each other.

Sources: Google, "Tell Google about localized versions of your page" (each lists all, itself too); RFC 5646.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

ENGLISH = "en/"
"""The folder of English pages: of a shop, and of the hub."""
_NAMES = {"id": "Indonesia", "en": "English"}
"""Languages as they call themselves."""


class Alternate(Struct):
    """A page in one of its languages, as search engines are told."""

    lang: str
    """`id`, `en`, or `x-default` for readers of neither."""
    url: str
    """Absolute."""


class Twin(Struct):
    """The same page in the other language."""

    lang: str
    url: str
    text: str
    """The language, as it calls itself."""


def alternates(indonesian: str, english: str) -> tuple[Alternate, ...]:
    """Both absolute addresses of a page, and the one for readers of neither language."""
    return Alternate("id", indonesian), Alternate("en", english), Alternate("x-default", english)


def pairs(paths: Iterable[str], folder: str = "") -> dict[str, str]:
    """Of the pages below a folder those in Indonesian that have a twin, and those: both as paths.

    Numbered pages of lists are no twins, as the lists differ.
    """
    known = set(paths)
    start = folder + ENGLISH
    english = [path for path in known if path.startswith(start) and "/hal-" not in path]
    found = {folder + path.removeprefix(start): path for path in english}
    return {path: other for path, other in found.items() if path in known}


def twin(code: str, url: str) -> Twin:
    """A link to a page in another language, named in that language."""
    return Twin(code, url, _NAMES[code])
