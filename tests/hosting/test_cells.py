from __future__ import annotations

import pytest

from generator.hosting.cells import safe_cell


@pytest.mark.parametrize(
    "text", ["=1+1", "+62800", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", '=HYPERLINK("x")']
)
def test_what_a_spreadsheet_would_compute_is_disarmed(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Kopi Satu", "62800", "a=b", "Bu Siti - Tebet"])
def test_plain_texts_stay(text: str) -> None:
    assert safe_cell(text) == text
