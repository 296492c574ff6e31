"""The quick way to read YAML finds what the library finds, in whatever it dares to read."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.content import frontmatter
from generator.content.frontmatter import parse
from generator.content.full_yaml import MAX_EVENTS
from generator.content.nodes import MappingNode
from generator.content.plain_yaml import read_plain
from generator.content.unreadable import UnreadableError
from tests.content.test_frontmatter import PIECES

KEYS = ["nama", "harga", "senin-jumat", "sabtu s/d minggu", "setiap hari", "x_1", "NO", "null"]
VALUES = [
    "", "Kopi Susu", "150.000", "Rp 5,-", "+62812", "NO", "~", "a:b", "a#b", "https://x.example/a?b=c#d",
    "jum'at",
    "é", "e\u0301", "\ufb01", "😀", '"q, x: #"', "'s'", '""', "''", '"\u0301"', '"a" b', '"a\\n"', "'it''s'",
    "[a, b c]", "[a]", "[]", "[a, ]", "[a, , b]", "[[a]]", '[ "a", \'b\' ]', "[a: b]", "[a:b]",
    "[-a]", "[a?]",
    "{a: b}", "{a: 1, b: \"c\"}", "{a}", "{a: }", "{a:b}", "{}", "{a: [b]}", "[{nama: x, harga: 1}, {a: b}]",
    "[{a: b} ]", "[{a: b} c]", "{a: b} c", "\n  a: b\n  c: 'd'", "\n    - a\n    - {a: b}",
    '\n - "x"\n\n - y',
    "\n# c\n  a: b", "\n  a: b\n# - c: d\n  c: d", "\n  - a\n# c", "[a,\n# c\n b]",
    "'a\n# c\n b'", "a\n# c\n b", "|\n# c\n  a",
    "\n  a: b\n   c: d", "\n  a:\n  b: c", "\n  - a: b", "\n  - - a", "\n- a", "\n  a", "\n  a: b\n - c",
]  # fmt: skip
ENDS = ["", " ", "  ", " # c", "#c", "\t", "\n", "\n\n", "\n  ", "\n# c", "\n...", "\n---", "\n%x", ":", ","]

entries = st.tuples(
    st.sampled_from(KEYS), st.sampled_from([": ", ": ", ":  ", ":", " : "]), st.sampled_from(VALUES)
)
lines = st.tuples(entries.map("".join), st.sampled_from(["", "", "", *ENDS])).map("".join)
orderly = st.lists(lines, min_size=1, max_size=6).map("\n".join)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A file as people write it, with something put in, or left out, somewhere."""
    text = draw(orderly)
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(["", *PIECES])) + text[at + draw(st.integers(0, 3)) :]
    return text


def by_the_library(text: str, first_line: int) -> MappingNode:
    """The nodes as the library reads them."""
    with patch.object(frontmatter, "read_plain", lambda _text, _first: None):
        return parse(text, first_line=first_line)


@settings(max_examples=600)
@given(damaged(), st.integers(1, 9))
@example("a:\n\n\nb: c", 1)
@example("a:   \n", 1)
@example("# c\na:\n# - b\n  - c\n#d", 1)
@example("\n\n  \na: b", 1)
@example(f"a: {'x ' * 700}\nb: [{'y' * 1100}]", 1)
@example(f"{'a' * 40}: b", 1)
def test_the_quick_way_finds_the_same_values_at_the_same_places(text: str, first_line: int) -> None:
    found = read_plain(text, first_line)
    if found is not None:
        assert found == by_the_library(text, first_line)


@pytest.mark.parametrize(
    "text",
    [
        "nama: Kopi Susu\nharga: 18.000\nen: {nama: \"Milk Coffee\", deskripsi: 'Fresh, every day.'}\n",
        "jam_buka:\n  setiap hari: pukul 07.00 sampai 18.00 WIB\npengiriman: [ambil sendiri, ojek daring]\n",
        'warna: "#6f4e37"\nmedia_sosial: {instagram: "@kopi"}\nsitus: https://kopi.example/a#b\n',
        "# Toko saya\n#\nnama: Kopi\n# jam buka\njam_buka:\n# hari kerja\n  senin-jumat: 07.00-18.00\n#\n",
        "varian: [{nama: 250 g, harga: 50.000}, {nama: 1 kg, harga: 180.000}]\nfoto:\n  - a.jpg\n  - b.jpg\n",
    ],
)
def test_what_sellers_usually_write_is_read_the_quick_way(text: str) -> None:
    assert read_plain(text, 1) == by_the_library(text, 1)


@pytest.mark.parametrize(
    "text",
    [
        "nama: Kopi # enak",
        "nama: &a Kopi",
        "nama: *a",
        "nama: !x Kopi",
        "nama: |\n  Kopi",
        "nama: Kopi\n  Susu",
        "nama: Kopi: Susu",
        'nama: "Kopi\\u0007"',
        "nama:\tKopi",
        "nama: Kopi\x85",
        "---\nnama: Kopi",
        "",
    ],
)
def test_whatever_may_mean_something_else_is_left_to_the_library(text: str) -> None:
    assert read_plain(text, 1) is None


def test_too_many_values_are_refused_by_the_library_as_before() -> None:
    text = "".join(f"k{n}: v\n" for n in range(MAX_EVENTS))
    with pytest.raises(UnreadableError) as caught:
        parse(text)
    assert caught.value.code == "yaml-too-much"
