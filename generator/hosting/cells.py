"""Cells of CSV files that people open in a spreadsheet."""

from __future__ import annotations

import re
import unicodedata
from itertools import dropwhile

_FORMULA = frozenset("=+-@＝＋－＠﹦﹢﹣﹫")
"""What begins a formula; some spreadsheets take the wide and the small forms for it, too."""
_BREAKS = ("\t", "\r", "\n")
_EMPTY_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and a symbol by their category, blank on every screen."""
_OTHER_COMMAS = re.compile(r"([;\t\r\n])")
"""Where spreadsheets of some countries begin a cell, also between quotes that do not begin one."""


def safe_cell(text: str) -> str:
    """A text that a spreadsheet shows instead of computing it.

    A leading apostrophe disarms what would be taken for a formula (OWASP, "CSV Injection").  Spaces and what
    is invisible do not hide a formula, for spreadsheets drop some of it.  An Excel that expects semicolons
    (as in Indonesia) splits a text at them: there each part is disarmed.
    """
    shown = "".join(dropwhile(_blank, text))
    first, *others = _OTHER_COMMAS.split(shown)
    parts = [first, *(f"'{part}" if _begins_formula(part) else part for part in others)]
    hidden = text[: len(text) - len(shown)]
    disarmed = _begins_formula(first) or hidden.lstrip(" ")[:1] in _BREAKS
    return ("'" if disarmed else "") + hidden + "".join(parts)


def _begins_formula(text: str) -> bool:
    return next(dropwhile(_blank, text), "") in _FORMULA


def _blank(char: str) -> bool:
    """Whether a character shows nothing of its own: spaces, controls, direction marks, lone accents."""
    return unicodedata.category(char)[0] in "ZCM" or char in _EMPTY_LETTERS
