"""What nobody can see in a text, folded in this one place: for files, their names, forms and pages.

Word, WhatsApp and phones slip in marks, spaces and hyphens that look like nothing, or like those of the
keyboard; two texts that look the same mean the same here.  Source of what is invisible:
Default_Ignorable_Code_Point (Unicode, DerivedCoreProperties.txt).
"""

from __future__ import annotations

import html
import re
import sys
import unicodedata

MAX_MARKS = 3
"""Combining marks on one letter; no language of the hub's sellers needs more."""

_EMOJI = (
    "\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u27ff\u2900-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_INVISIBLE = re.compile(
    rf"(\U0001f3f4[\U000e0061-\U000e007a]{{2,6}}\U000e007f"  # the flag of a region
    rf"|(?:(?<=[{_EMOJI}])|(?<=[{_EMOJI}]\ufe0f))\u200d(?=[{_EMOJI}])"  # one picture made of several
    rf"|(?<=[{_EMOJI}])[\ufe0e\ufe0f]|(?<=[0-9#*])\ufe0f(?=\u20e3))"  # drawn in colour, or as a key
    r"|[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""What takes no room; the group is what stays, because an emoji is made of it."""
_BLANKS = str.maketrans(dict.fromkeys(
    "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f"
    "\u2800\u3000\u3164\uffa0",
    " ",
))  # fmt: skip
"""Spaces, line breaks and letters that are nothing but room."""
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\ufe58\ufe63\uff0d", "-"))
"""Hyphens that are drawn like the one of the keyboard."""
_DASHES = str.maketrans(dict.fromkeys("\u2012\u2013\u2014\u2015\u2043\u2212\u2e3a\u2e3b", "-"))
"""Dashes and minus signs: right in a sentence, but typed for a hyphen in numbers, hours and names."""
_LATIN = re.compile("[\n\x20-\x7e\xa1-\xac\xae-\u02ff\u2013\u2014\u2018-\u201f\u2022\u2026]*")
"""What nearly every text is made of: nothing here is folded, and no two of them are one letter."""
_MARKS = re.compile(rf"[^\x00-\u02ff]{{{MAX_MARKS + 1},}}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ENTITY = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,9}));")


def fold(text: str) -> str:
    """A text as it looks: what is invisible dropped, blanks made spaces, hyphens made `-`; lines stay.

    Accents are composed (NFC); more than `MAX_MARKS` marks on one letter are cut.  Dashes of a sentence stay,
    and so does what an emoji is made of.
    """
    if text.isascii() or _LATIN.fullmatch(text):
        return text
    seen = _INVISIBLE.sub(r"\1", text).translate(_BLANKS).translate(_HYPHENS)
    return _MARKS.sub(lambda run: _fewer_marks(run[0]), unicodedata.normalize("NFC", seen))


def plain(text: str) -> str:
    """A value that is read and not shown (a price, hours, a day): folded, every dash made `-`, trimmed."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(fold(text).translate(_DASHES).split())


def alike(name: str) -> str:
    """The same for names that look alike: whatever their blanks, dashes, capitals and accents are made of."""
    return same_letters(plain(name))


def same_letters(name: str) -> str:
    """The same for names that differ only in case or in how their accents are encoded."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def control(text: str) -> re.Match[str] | None:
    """The first character that no text may hold: control characters, halves of characters."""
    return None if text.isprintable() else _CONTROL.search(text)


def control_entity(markdown: str) -> re.Match[str] | None:
    """The first `&#1;` that a browser would make a control character of."""
    return next((found for found in _ENTITY.finditer(markdown) if _means_control(found)), None)


def printed(text: str) -> str:
    """A text for XML and pages: folded, and without what `control` finds, should an old record hold any."""
    return text if _LATIN.fullmatch(text) else _CONTROL.sub("", fold(text))


def _means_control(entity: re.Match[str]) -> bool:
    code = int(entity[1], 16) if entity[1] else int(entity[2])
    if code > sys.maxunicode:
        return False  # a browser shows a question mark
    return bool(_CONTROL.search(html.unescape(entity[0]) if 0x80 <= code < 0xA0 else chr(code)))


def _fewer_marks(run: str) -> str:
    kept, marks = [], 0
    for character in run:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if marks <= MAX_MARKS:
            kept.append(character)
    return "".join(kept)
