"""The typeface of everything printed, and the signs it can draw.

Bitstream Vera comes with reportlab, with its licence beside it: Latin letters and the signs of typography.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import reportlab
from PIL import ImageFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, BOLD = "Vera", "VeraBd"
_FOLDER = Path(reportlab.__file__).parent / "fonts"


def font_file(*, bold: bool) -> Path:
    """Where the typeface lies."""
    return _FOLDER / f"{BOLD if bold else PLAIN}.ttf"


@cache
def registered(*, bold: bool) -> str:
    """The name by which a PDF knows the typeface."""
    name = BOLD if bold else PLAIN
    registerFont(TTFont(name, str(font_file(bold=bold))))  # by its path: not one that lies where we stand
    return name


def width(text: str, size: float, *, bold: bool) -> float:
    """Points that a text takes."""
    return float(stringWidth(text, registered(bold=bold), size))


@cache
def pixels(size: float, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The typeface for pictures, so many pixels large."""
    return ImageFont.truetype(str(font_file(bold=bold)), round(size))


def drawable(text: str, otherwise: str = "") -> str:
    """A text in signs that can be drawn; where nothing is left of it, what to say instead.

    Letters in disguise (𝓓𝓪𝓹𝓾𝓻, ①, ạ) become plain ones, emoji and foreign scripts are left out: never a box.
    """
    signs = (sign if sign in _signs() else _plainer(sign) for sign in unicodedata.normalize("NFC", text))
    return " ".join("".join(signs).split()) or otherwise


def _plainer(sign: str) -> str:
    if sign.isspace():
        return " "
    return "".join(part for part in unicodedata.normalize("NFKD", sign) if part in _signs())


@cache
def _signs() -> frozenset[str]:
    """What both weights can draw."""
    both = [TTFont(name, str(_FOLDER / f"{name}.ttf")).face.charToGlyph for name in (PLAIN, BOLD)]
    return frozenset(sign for sign in map(chr, {*both[0]} & {*both[1]}) if sign.isprintable())
