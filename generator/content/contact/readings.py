"""A text as people and browsers can read it, for those who look for numbers and links in it."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache
from urllib.parse import unquote

from generator.content.visible import fold

_TWINS = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0458\u043c\u0442\u043a\u0410\u0412\u0415\u041e\u0420"
    "\u0421\u0425\u0406\u041c\u0422\u041a\u03bf\u039f\u0399\u0391\u0392\u0395\u041b\u0131\u04cf\u3007\u25cb\u25ef\u2217",
    "aeopcyxisjmtkABEOPCXIMTKoOIABEJil000*",
)
"""Letters of other alphabets, circles and stars that are drawn like those of the keyboard."""
_BETWEEN = r"(?:strip|titik|spasi|dash|dot|garis|lanjut|sambung)"
_SAID = re.compile(rf"(?<=[0-9])\s*[(\[]?\s*(?:{_BETWEEN}\b\s*)+[)\]]?\s*(?=[0-9])", re.IGNORECASE)
"""`0812 strip 3456`"""
_TAG = re.compile(r"<[^<>]*>")
_TARGET = re.compile(r"\]\s?(?:\([^()]*\)|\[[^\[\]]*\])")
_LED = re.compile(r"(?:\]\s?\(|<)[^()<>]*")
"""The address of a link, from its bracket on."""
_MARK = re.compile(r"^[ \t>]*(?:[0-9]{1,2}[.)]|[-*+#]+)[ \t]+", re.MULTILINE)
"""What makes a line an item, a heading or a quotation."""


def readings(text: str) -> tuple[str, ...]:
    """The text with the keyboard's digits and letters: as typed, as a page shows it, as a link means it."""
    typed = _SAID.sub("-", _keyboard(fold(html.unescape(fold(text)))).replace("\\", ""))
    shown = _TAG.sub("", typed) if "<" in typed else typed
    shown = _MARK.sub("", _TARGET.sub("]", shown) if "]" in shown else shown)
    return tuple(dict.fromkeys((typed, shown, unquote(typed))))


def clicked(text: str) -> str:
    """The text as a browser takes the addresses in it: a backslash is `/`, and a break within one is nothing.

    Letters stay as they are: a host whose letters look like another's is another host.
    """
    typed = html.unescape(fold(text)).replace("\\", "/")
    return _LED.sub(lambda link: re.sub(r"[\t\r\n]", "", link[0]), typed)


def _keyboard(text: str) -> str:
    return text if text.isascii() else "".join(map(_key, text.translate(_TWINS)))


@cache
def _key(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    parts = unicodedata.normalize("NFKD", character).translate(_TWINS)
    return "".join(part for part in parts if unicodedata.category(part) not in {"Mn", "Me", "Cf"})
