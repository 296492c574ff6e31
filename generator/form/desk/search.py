"""Finding a shop by what a mentor remembers of it: a name, a number, a product, a kelurahan.  Pure.

Apostrophes, accents, capitals and the old spelling (Dapoer, Djoko, Tjipto) do not matter, and each word may
have one slip.  A link to WhatsApp counts as its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from generator.search.words import folded

T = TypeVar("T", bound="Findable")

_APOSTROPHES = re.compile("['`´‘’‛ʹʻʼʽʾʿˈ′＇]")
_NUMBER = re.compile(r"\+?[\d\s().-]+")
_CHAT = re.compile(
    r"(?:https?://)?(?:wa\.me/|(?:api|web)\.whatsapp\.com/send/?\?phone=)(\+?\d+)\S*", re.IGNORECASE
)
_OLD_SPELLING = re.compile("oe|dj|tj")
_NEW = {"oe": "u", "dj": "j", "tj": "c"}
"""As letters are written since 1947 and 1972. That a j became a y is within one slip."""
_NO_DIGIT = re.compile(r"\D")
_ABROAD = re.compile(r"(?:00)?620?|0")
"""What stands before the national number: 0812 and +62 812, also 0062 and 62 0812."""
_SHORTEST_NUMBER = 3
_SHORTEST_SLIP = 4
"""Letters of a word that may have a slip: of shorter ones, each is like many others."""


@dataclass(frozen=True)
class Findable:
    """A shop as a search sees it."""

    texts: Sequence[str]
    """Name, slug, kelurahan, products."""
    number: str
    """WhatsApp, digits starting with 62; may be empty."""

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of its texts, in its own spelling and in today's."""
        return frozenset(way for text in self.texts for word in _as_typed(text) for way in _spellings(word))

    @cached_property
    def run_together(self) -> str:
        """Its texts without spaces, a line each."""
        return "\n".join("".join(_words(text)) for text in self.texts)

    @cached_property
    def names_run_together(self) -> str:
        """The same of its name and slug alone."""
        return "\n".join("".join(_words(text)) for text in self.texts[:2])

    @cached_property
    def local_number(self) -> str:
        """The number as it is dialled in Indonesia."""
        return f"0{self.number.removeprefix('62')}" if self.number else ""


def found(shops: Iterable[T], typed: str) -> tuple[list[T], bool]:
    """The shops that hold what was typed, in their order; and whether they do only with a slip.

    A slip counts only where no shop holds it as it is.
    """
    everything = list(shops)
    typed = _CHAT.sub(r"\1", typed)
    if not typed.strip():
        return everything, False
    exact = [shop for shop in everything if _holds(shop, typed, slips=False)]
    near = [] if exact else [shop for shop in everything if _holds(shop, typed, slips=True)]
    return exact or near, bool(near)


def named_first(shops: Iterable[T], typed: str) -> list[T]:
    """Those whose name or slug holds what was typed stand before the others; else they keep their order."""
    words = _words(typed)
    return sorted(shops, key=lambda shop: not all(word in shop.names_run_together for word in words))


def same_name(one: str, other: str) -> bool:
    """Whether people would take two names for one."""
    return bool(one) and "".join(_words(one)) == "".join(_words(other))


def _holds(shop: Findable, typed: str, *, slips: bool) -> bool:
    if _NUMBER.fullmatch(typed) and _holds_number(shop, typed):
        return True
    words = _as_typed(typed)
    return bool(words) and all(_holds_word(shop, word, slips=slips) for word in words)


def _holds_word(shop: Findable, word: str, *, slips: bool) -> bool:
    if _new(word) in shop.run_together or _holds_number(shop, word):
        return True
    if not slips or len(word) < _SHORTEST_SLIP:
        return False
    return any(one_slip(way, other) for way in _spellings(word) for other in shop.words)


def _holds_number(shop: Findable, typed: str) -> bool:
    digits = _NO_DIGIT.sub("", typed)
    if len(digits) < _SHORTEST_NUMBER or not _NUMBER.fullmatch(typed):
        return False
    return digits in shop.local_number or f"0{_ABROAD.sub('', digits, count=1)}" in shop.local_number


def one_slip(typed: str, word: str) -> bool:
    """Whether a word became another by one letter too much, too few, wrong, or two that changed places."""
    if abs(len(typed) - len(word)) > 1:
        return False
    start = _alike(typed, word)
    end = _alike(typed[start:][::-1], word[start:][::-1])
    here, there = typed[start : len(typed) - end], word[start : len(word) - end]
    return max(len(here), len(there)) <= 1 or (len(here) == len(there) == 2 and here == there[::-1])


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def _words(text: str) -> list[str]:
    """In today's spelling."""
    return [_new(word) for word in _as_typed(text)]


def _as_typed(text: str) -> list[str]:
    return list(folded(_APOSTROPHES.sub("", text)))


def _spellings(word: str) -> set[str]:
    """A slip may stand in the very letters that are written otherwise today."""
    return {word, _new(word)}


def _new(word: str) -> str:
    return _OLD_SPELLING.sub(lambda old: _NEW[old[0]], word)
