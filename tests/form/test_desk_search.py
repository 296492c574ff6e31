"""Finding a shop at the mentor's desk: one slip, apostrophes, accents, and a number in any way of writing."""

from __future__ import annotations

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.form.desk.search import Findable, found, named_first, one_slip
from generator.whatsapp import readable_number

SITI = Findable(("Warung Bu Siti", "warung-bu-siti", "Cipete Selatan", "Rendang Sapi"), "6280000000101")
JUMAT = Findable(
    ("Katering Jum’at Berkah", "katering-jumat-berkah", "Tebet Timur", "Nasi Bento"), "628123450199"
)
CAFE = Findable(("Café Éclair", "cafe-eclair", "Menteng", "Kopi 1998"), "6287811112222")
MADUN = Findable(("Dapoer Madun", "dapoer-madun", "Tjipta Djajan", "Jaja"), "")
SHOPS = (SITI, JUMAT, CAFE, MADUN)


def finds(typed: str) -> list[Findable]:
    return found(SHOPS, typed)[0]


@pytest.mark.parametrize(
    ("typed", "wanted", "near"),
    [
        ("", [SITI, JUMAT, CAFE, MADUN], False),
        ("   ", [SITI, JUMAT, CAFE, MADUN], False),
        ("siti", [SITI], False),
        ("BU SITI", [SITI], False),
        ("siti warung", [SITI], False),
        ("warungbusiti", [SITI], False),
        ("rendang", [SITI], False),
        ("rend", [SITI], False),
        ("cipete", [SITI], False),
        ("jumat", [JUMAT], False),
        ("jum'at", [JUMAT], False),
        ("Jum`at", [JUMAT], False),
        ("cafe eclair", [CAFE], False),
        ("CAFÉ", [CAFE], False),
        ("1998", [CAFE], False),
        ("rendnag", [SITI], True),
        ("katring jumat", [JUMAT], True),
        ("wurung", [SITI], True),
        ("ecclair", [CAFE], True),
        ("sti", [], False),
        ("bakso", [], False),
        ("siti kopi", [], False),
        ("0800-0000-0101", [SITI], False),
        ("+62 800 0000 0101", [SITI], False),
        ("0062 800-0000-0101", [SITI], False),
        ("62 0800 0000 0101", [SITI], False),
        ("8000000", [SITI], False),
        ("0199", [JUMAT], False),
        ("62812", [JUMAT], False),
        ("siti 0101", [SITI], False),
        ("https://wa.me/6280000000101", [SITI], False),
        ("wa.me/6280000000101?text=Halo%2C+kopi", [SITI], False),
        ("https://api.whatsapp.com/send?phone=6280000000101&text=Halo", [SITI], False),
        ("wa.me/", [], False),
        ("dapur madun", [MADUN], False),
        ("dapoer madun", [MADUN], False),
        ("cipta", [MADUN], False),
        ("jajan", [MADUN], False),
        ("djaya", [MADUN], True),
        ("12", [], False),
        ("?!", [], False),
    ],
)
def test_what_is_found(typed: str, wanted: list[Findable], near: bool) -> None:
    assert found(SHOPS, typed) == (wanted, near)


def test_a_shop_of_that_name_stands_before_one_that_only_sells_it() -> None:
    sold = Findable(("Bu Siti", "bu-siti", "Rendang Sapi"), "")
    named = Findable(("Rendang Uda", "rendang-uda", "Dendeng"), "")
    assert named_first([sold, named], "rendang") == [named, sold]
    assert named_first([sold, named], "0101") == [sold, named]


LETTERS = st.text(string.ascii_lowercase, min_size=4, max_size=12)
NATIONAL = st.from_regex(r"8[0-9]{8,11}", fullmatch=True)
WAYS = st.sampled_from(["0", "62", "+62 ", "+62-", "0062", "0062 0", "62 0", "+62 (0) "])


def slipped(word: str, kind: str, at: int, letter: str) -> str:
    at %= len(word) - 1
    match kind:
        case "dropped":
            return word[:at] + word[at + 1 :]
        case "added":
            return word[:at] + letter + word[at:]
        case "wrong":
            return word[:at] + letter + word[at + 1 :]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


@example("soerabaja", "wrong", 2, "a")
@given(
    LETTERS,
    st.sampled_from(["dropped", "added", "wrong", "swapped"]),
    st.integers(0, 20),
    st.sampled_from(string.ascii_lowercase),
)
def test_a_word_with_one_slip_is_found(word: str, kind: str, at: int, letter: str) -> None:
    typed = slipped(word, kind, at, letter)
    assert one_slip(typed, word)
    assert one_slip(word, typed)
    if len(typed) >= 4:
        shop = Findable((f"Toko {word}", "x"), "")
        assert found([shop], f"toko {typed}")[0] == [shop]


@given(LETTERS, st.integers(1, 11), st.sampled_from("'’`‘ʼ′"), st.sampled_from("'’`‘ʼ′"))
def test_apostrophes_do_not_matter(word: str, at: int, one: str, other: str) -> None:
    shop = Findable((f"Bu {word[:at]}{one}{word[at:]}",), "")
    for typed in (word, f"{word[:at]}{other}{word[at:]}", word.upper()):
        assert found([shop], typed) == ([shop], False)


@given(st.text("aeiouy", min_size=3, max_size=8), st.sampled_from(["\u0301", "\u0300", "\u0308", "\u0302"]))
def test_accents_do_not_matter(word: str, accent: str) -> None:
    shop = Findable(("".join(f"{letter}{accent}" for letter in word),), "")
    assert found([shop], word) == ([shop], False)
    assert found([Findable((word,), "")], shop.texts[0])[0]


@given(NATIONAL, WAYS, st.lists(st.integers(0, 11), max_size=4), st.sampled_from([" ", "-", ".", ""]))
def test_a_number_is_found_however_it_is_written(
    national: str, way: str, cuts: list[int], between: str
) -> None:
    shop = Findable(("Toko",), f"62{national}")
    typed = national
    for cut in sorted(cuts, reverse=True):
        typed = typed[:cut] + between + typed[cut:]
    assert found([shop], f"{way}{typed}") == ([shop], False)
    assert found([shop], readable_number(shop.number)) == ([shop], False)
    assert found([shop], national[-5:]) == ([shop], False)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    there, near = found(SHOPS, typed)
    assert set(there) <= set(SHOPS)
    assert there or not near
