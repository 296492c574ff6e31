"""A text is the same words here and in the browser: else what is in the index is never found."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bench.search_page import SearchPage
from generator.search.document import mask
from generator.search.words import catalogue, equal_words, folded, split

EQUAL = equal_words([*catalogue(), ("nasi kuning", "sego kuning"), ("baso", "bola daging")])
"""One more group, and one that joins a group of the catalogue."""

SIGNS = st.characters(exclude_categories=["Cs", "Cn", "Co"])
PIECES = st.sampled_from(
    (
        *" -,.'’/&+_",
        *("nya", "Kafé", "ñ", "İ", "ß", "ﬁ", "½", "②", "𝓫𝓪𝓴𝓼𝓸", "Ａ", "ä", "a\u0308", "ꦧ", "😀", "ǅ", "1½"),
        *("bakso", "baso", "es", "cendol", "kue", "ulang", "tahun", "KUENYA", "hanya", "t-shirt", "500"),
    )
)
TEXTS = st.lists(st.one_of(PIECES, st.text(SIGNS, max_size=6)), max_size=6).map("".join)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kafé Crème", ["kafe", "creme"]),
        ("KUENYA Bu Siti", ["kue", "bu", "siti"]),
        ("hanya punya tanya", ["hanya", "punya", "tanya"]),  # nothing would be left of them
        ("gado-gado 500g", ["gado", "gado", "500g"]),
        ("𝓫𝓪𝓽𝓲𝓴 Ａｙｕ", ["batik", "ayu"]),  # letters for show
        ("Mpok_Ijah’s", ["mpok", "ijah", "s"]),
        ("😀 ‼", []),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert split(text) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bakso", "baso"),
        ("Baso Aci", "bakso aci"),
        ("es cendol", "dawet"),
        ("kue ulang tahun", "kue tart"),
        ("sego kuning", "nasi kuning"),
        ("bola daging", "bakso"),
    ],
)
def test_equal_words_meet_in_one(one: str, other: str) -> None:
    assert set(EQUAL.index(one)) & set(EQUAL.index(other))


_BROWSER = """
([texts, equal]) => {
  const { folded, split, bit, equal: same } = window.etalaseKata;
  const { index } = same(equal);
  const bits = (text) => split(text).reduce((sum, word) => sum | bit(word), 0);
  return texts.map((text) => [folded(text), split(text), index(text), bits(text)]);
}
"""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=40, max_size=120))
@example(texts=["".join(chr(n) for n in range(start, start + 256)) for start in range(0, 0x3100, 256)])
def test_the_browser_reads_the_same_words(page: SearchPage, texts: list[str]) -> None:
    texts = ["".join(sign for sign in text if unicodedata.category(sign) != "Cn") for text in texts]
    equal = {
        "words": EQUAL.words,
        "phrases": {" ".join(phrase): word for phrase, word in EQUAL.phrases.items()},
    }
    there: list[list[Any]] = page.page.evaluate(_BROWSER, [texts, equal])
    here = [[folded(text), split(text), list(EQUAL.index(text)), mask(split(text))] for text in texts]
    assert there == here


def near(one: str, other: str) -> bool:
    """Whether one slip makes one of the other: tried out."""
    letters = set(one + other)
    ways = {one[:at] + one[at + 1 :] for at in range(len(one))}
    ways |= {one[:at] + letter + one[at:] for at in range(len(one) + 1) for letter in letters}
    ways |= {one[:at] + letter + one[at + 1 :] for at in range(len(one)) for letter in letters}
    ways |= {one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(len(one) - 1)}
    return other in ways and one != other


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(st.text("abc", max_size=5), st.text("abc", max_size=5)), min_size=60))
def test_one_slip_is_told_from_two(page: SearchPage, pairs: list[tuple[str, str]]) -> None:
    there = page.page.evaluate("(pairs) => pairs.map(([a, b]) => window.etalaseKata.near(a, b))", pairs)
    assert there == [near(one, other) for one, other in pairs]
