"""Cells of CSV files that people open in a spreadsheet."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(text: str) -> str:
    """A text that a spreadsheet shows instead of computing it.

    A leading apostrophe disarms what would be taken for a formula (OWASP, "CSV Injection"); spaces before
    it, which spreadsheets drop, do not hide it.
    """
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
