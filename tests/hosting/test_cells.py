from __future__ import annotations

import csv
import io
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.hosting.cells import safe_cell

BLANKS = [" ", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u202e", "\x00", "\x0b", "\x1b", "\x9b", "\u0301"]
BLANKS += ["\u115f", "\u3164", "\u2800", "\u00ad", "\ufe0f", "\U000e0041"]
FORMULAS = [*"=+-@＝＋－＠﹦"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+62800", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\tKopi", " =1", '=HYPERLINK("x")']
)
def test_what_a_spreadsheet_would_compute_is_disarmed(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@given(st.lists(st.sampled_from(BLANKS), max_size=4).map("".join), st.sampled_from(FORMULAS))
def test_nothing_invisible_and_no_wide_sign_hides_a_formula(blank: str, sign: str) -> None:
    assert safe_cell(f"{blank}{sign}1") == f"'{blank}{sign}1"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Kopi Satu",
        "62800",
        "a=b",
        "Bu Siti - Tebet",
        "'kutip",
        "Kopi; Teh",
        "\u200bKopi",
        "dua\r\nbaris",
    ],
)
def test_plain_texts_stay(text: str) -> None:
    assert safe_cell(text) == text


@given(st.lists(st.sampled_from([*"=+-@;,\n'\" ", "＝", "\u200b", "a"]), max_size=9).map("".join))
def test_no_cell_is_computed_where_semicolons_part_cells(text: str) -> None:
    """An Excel that expects them takes quotes for text where they do not begin a line."""
    out = io.StringIO()
    csv.writer(out).writerow(["toko-a", safe_cell(f"Toko {text}"), "Tebet"])
    written = out.getvalue()
    as_commas = csv.reader(io.StringIO(written))
    as_semicolons = csv.reader(io.StringIO(written), delimiter=";", quoting=csv.QUOTE_NONE)
    for cell in chain.from_iterable([*as_commas, *as_semicolons]):
        assert not cell.strip(" \u200b\n").startswith(("=", "+", "-", "@", "＝")), cell
