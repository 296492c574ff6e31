"""All words that people read, from one gettext catalogue a language (`locale/*.po`), compiled by Babel.

English sentences are the message ids, so English needs no catalogue.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import date
from functools import cache, cached_property
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from generator import catalogue
from generator.disk import compiled

LANGUAGES = ("id", "en")
"""Indonesian first."""

_CATALOGUES = Path(__file__).parent / "locale"


class Language:
    """One language: its words, and how it writes dates, numbers and rupiah.

    The catalogue is read when the first word is asked for: most commands need none.
    """

    def __init__(self, code: str, catalogue: bytes = b"") -> None:
        self.code = code
        self.digest = hashlib.sha256(catalogue).hexdigest() if catalogue else ""
        """Changes with every word of the catalogue; empty where there is none."""
        self.currency = "Rp" if code == "id" else "IDR "
        """What stands before an amount of rupiah."""
        self._catalogue = catalogue

    @cached_property
    def gettext(self) -> Callable[[str], str]:
        """The translation of a message."""
        return self._words.gettext

    @cached_property
    def ngettext(self) -> Callable[[str, str, int], str]:
        """The translation of a message of one or several."""
        return self._words.ngettext

    @cached_property
    def _words(self) -> NullTranslations:
        if not self._catalogue:
            return NullTranslations()
        return GNUTranslations(io.BytesIO(self._compiled()))

    def _compiled(self) -> bytes:
        """The catalogue in the form of `.mo` files, which is read in a hundredth of the time."""
        folder = compiled.program_folder()
        kept = folder and folder / f"{self.code}.mo"
        found = kept and compiled.read(kept, self.digest)
        if found:
            return found
        made = catalogue.compiled(self._catalogue, self.code, f"generator/locale/{self.code}.po")
        if kept:
            compiled.write(kept, self.digest, made)
        return made

    def weekday(self, day: date) -> str:
        """`Senin 7 Des`: a day of these weeks."""
        from babel.dates import format_date

        return format_date(day, "EEEE d MMM", locale=self.code)

    def date(self, day: date) -> str:
        """`21 November 2026`."""
        from babel.dates import format_date

        return format_date(day, "d MMMM y", locale=self.code)

    def number(self, value: int) -> str:
        """`1.234` in Indonesian, `1,234` in English."""
        text = f"{value:,}"
        return text.replace(",", ".") if self.code == "id" else text

    def rupiah(self, price: int | None) -> str:
        """`Rp47.500`, in English `IDR 47,500`, or what stands instead of a price that has to be asked for."""
        if price is None:
            return self.gettext("Ask for the price")
        return f"{self.currency}{self.number(price)}"

    def clock(self, hour: int, minute: int) -> str:
        """`08.00` in Indonesian, `08:00` in English."""
        return f"{hour:02}{'.' if self.code == 'id' else ':'}{minute:02}"


@cache
def language(code: str) -> Language:
    """The language of a code in `LANGUAGES`."""
    file = _CATALOGUES / f"{code}.po"
    return Language(code, file.read_bytes() if file.is_file() else b"")
