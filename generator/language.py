"""All words that people read, from one gettext catalogue a language (`locale/*.po`), loaded through Babel.

English sentences are the message ids, so English needs no catalogue.
"""

from __future__ import annotations

import hashlib
import io
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LANGUAGES = ("id", "en")
"""Indonesian first."""

_CATALOGUES = Path(__file__).parent / "locale"


class Language:
    """One language: its words, and how it writes dates, numbers and rupiah."""

    def __init__(self, code: str, translations: NullTranslations, digest: str = "") -> None:
        self.code = code
        self.digest = digest
        """Changes with every word of the catalogue; empty where there is none."""
        self.gettext = translations.gettext
        self.ngettext = translations.ngettext

    def date(self, day: date) -> str:
        """`21 November 2026`."""
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

    @property
    def currency(self) -> str:
        """What stands before an amount of rupiah."""
        return "Rp" if self.code == "id" else "IDR "

    def clock(self, hour: int, minute: int) -> str:
        """`08.00` in Indonesian, `08:00` in English."""
        return f"{hour:02}{'.' if self.code == 'id' else ':'}{minute:02}"


@cache
def language(code: str) -> Language:
    """The language of a code in `LANGUAGES`."""
    file = _CATALOGUES / f"{code}.po"
    if not file.is_file():
        return Language(code, NullTranslations())
    written = file.read_bytes()
    catalogue = read_po(io.BytesIO(written), locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Language(code, Translations(compiled), hashlib.sha256(written).hexdigest())
