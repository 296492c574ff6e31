"""A shop's QRIS code as people compare it: what it says, also where it is a photo.  Pure."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.content import qris
from generator.content.fields import FieldError

_FIRST, _LAST = "02", "51"
"""The tags that say whose account it is. Source: EMV QRCPS, merchant-presented mode, table 3.2."""


class ShownCode(Struct, frozen=True):
    """One side of a question about a code, or the code that a shop has."""

    texts: tuple[str, ...] = ()
    """What it says: its text, or those of all codes in its photo; none where none can be read."""
    photo: str = ""
    """The name of its photo; empty for a code of which only the text is known."""

    def __bool__(self) -> bool:
        return bool(self.texts or self.photo)

    @property
    def text(self) -> str:
        """What a shopper's phone would pay, or open; empty where nothing can be read."""
        paying = (text for text in self.texts if text.startswith("000201"))
        return next(paying, self.texts[0] if self.texts else "")

    @property
    def payee(self) -> str:
        """The name in it; empty where it has none."""
        return _tags(self.text).get("59", "").strip()

    @property
    def nmid(self) -> str:
        """The national merchant id in it; empty where it has none."""
        return _tags(_tags(self.text).get("51", "")).get("02", "")

    @property
    def accounts(self) -> list[str]:
        """Where the money goes: bank and number; none where it cannot be read."""
        return qris.accounts(self.text) if _tags(self.text) else []

    @property
    def told(self) -> str:
        """Who is paid, in a line: a name can be copied, so its number stands beside it. May be empty."""
        number = f"NMID {self.nmid}" if self.nmid else next(iter(self.accounts), "")
        return ", ".join(filter(None, [self.payee, number]))

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Who is paid (`payee`, `nmid`, `account`); of another code, what it says, under no name.

        Empty where nothing can be read.
        """
        if not _tags(self.text):
            return [("", text) for text in self.texts]
        who = [("payee", self.payee or "–"), *([("nmid", self.nmid)] if self.nmid else [])]
        others = [("", text) for text in self.texts if text != self.text]
        return [*who, *(("account", one) for one in self.accounts), *others]

    def is_namesake_of(self, other: ShownCode) -> bool:
        """Whether both have the same name, and pay different accounts."""
        same = self.payee.casefold() == other.payee.casefold()
        return bool(self.payee) and same and _paid(self.text) != _paid(other.text)


def _tags(text: str) -> Mapping[str, str]:
    try:
        return qris.fields(text)
    except FieldError:
        return {}


def _paid(text: str) -> Mapping[str, str]:
    return {tag: value for tag, value in _tags(text).items() if _FIRST <= tag <= _LAST}
