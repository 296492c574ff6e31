"""Prices as people type them: read when there is one way to read them, asked about when there are two."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from generator.content.fields import FieldError
from generator.content.prices import MAX_PRICE, dotted, rupiah

amounts = st.integers(100, MAX_PRICE)
prefixes = st.sampled_from(["", "Rp", "rp", "RP ", "Rp ", "Rp. ", "Rp\u00a0", "IDR ", "  "])
endings = st.sampled_from(["", ",-", ".-", ",00", " ", " ,-"])


units = st.sampled_from(["rb", " rb", "ribu", " ribu", "k", "K", "Rb", "jt", " jt", "juta"])


@given(amounts, prefixes, endings, st.sampled_from([str, dotted, "{:,}".format]))
@example(95_000, "Rp ", ",-", dotted)
def test_every_spelling_of_a_price_is_read(
    amount: int, prefix: str, ending: str, spell: Callable[[int], str]
) -> None:
    assert rupiah(f"{prefix}{spell(amount)}{ending}") == amount


@given(st.integers(1, 999), st.integers(0, 99), st.sampled_from(",."), prefixes, units)
@example(1, 50, ",", "", "jt")
def test_thousands_and_millions_with_a_fraction(
    whole: int, hundredths: int, comma: str, prefix: str, unit: str
) -> None:
    worth = 1_000_000 if "j" in unit else 1_000
    amount = whole * worth + hundredths * worth // 100
    assume(amount >= 100)
    typed = [f"{whole}{comma}{hundredths:02}"]
    typed += [f"{whole}{comma}{hundredths // 10}"] if hundredths % 10 == 0 else []
    typed += [str(whole)] if hundredths == 0 else []
    for number in typed:
        assert rupiah(f"{prefix}{number}{unit}") == amount


@given(st.integers(1_000, 9_999_999), prefixes, units, st.sampled_from([str, dotted, "{:,}".format]))
@example(1_250, "", "jt", dotted)
@example(12_500, "Rp", "k", dotted)
@example(25_000, "", "rb", str)
def test_thousands_of_thousands_are_asked_about(
    count: int, prefix: str, unit: str, spell: Callable[[int], str]
) -> None:
    # 12.500k: twelve and a half thousand, or twelve and a half million
    with pytest.raises(FieldError) as caught:
        rupiah(f"{prefix}{spell(count)}{unit}")
    assert caught.value.code == "price-ambiguous"
    readings = [int(caught.value.values[key].replace(".", "")) for key in ("one", "other")]
    assert readings[0] < readings[1]
    assert all(reading % count == 0 or count % 1_000 == 0 for reading in readings)


@pytest.mark.parametrize("typed", ["tanya", "Tanya", " tanya harga ", "TANYAKAN"])
def test_a_price_to_ask_for(typed: str) -> None:
    assert rupiah(typed) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("15", "price-too-small"),
        ("99", "price-too-small"),
        ("95.5", "price-unreadable"),
        ("95.00", "price-unreadable"),
        ("100.00", "price-unreadable"),
        ("95.0000", "price-unreadable"),
        ("1.000,5", "price-cents"),
        ("0", "price-not-positive"),
        ("Rp0,-", "price-not-positive"),
        ("0,00", "price-not-positive"),
        ("0rb", "price-not-positive"),
        ("0,0jt", "price-not-positive"),
        ("-1", "price-not-positive"),
        ("-95.000", "price-not-positive"),
        ("gratis", "price-not-positive"),
        ("dua puluh", "price-unreadable"),
        ("20.000-25.000", "price-range"),
        ("Rp 10.000 - 15.000", "price-range"),
        ("10rb–15rb", "price-range"),
        ("10.000 s/d Rp15.000", "price-range"),
        ("10000 15000", "price-unreadable"),
        ("10.000 15.000", "price-unreadable"),
        ("95.OOO", "price-unreadable"),
        ("25000.0", "price-cents"),
        ("25.000.00", "price-cents"),
        ("25,000.00", "price-cents"),
        ("25000.5", "price-cents"),
        ("２５０００", "digits-other"),
        ("٢٥٠٠٠", "digits-other"),
        ("Rp 25.٠٠٠", "digits-other"),
        ("$5", "price-unreadable"),
        ("1.250,500", "price-unreadable"),
        ("20.000/porsi", "price-with-unit"),
        ("25.000,-/pcs", "price-with-unit"),
        ("1e5", "price-unreadable"),
        ("0x10", "price-unreadable"),
        ("", "price-unreadable"),
        ("Rp", "price-unreadable"),
        ("9.999.999.999.999", "price-too-large"),
        ("8998887777", "price-too-large"),
        ("Rp1.000.000.000", "price-too-large"),
        ("10.000jt", "price-ambiguous"),
        ("9" * 40, "price-unreadable"),
    ],
)
def test_prices_that_are_refused(typed: str, code: str) -> None:
    with pytest.raises(FieldError) as caught:
        rupiah(typed)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("15", {"fix": "15.000"}),
        ("25000.0", {"fix": "25.000"}),
        ("25.000.00", {"fix": "25.000"}),
        ("1.250jt", {"one": "1.250.000", "other": "1.250.000.000"}),
        ("12.500k", {"one": "12.500", "other": "12.500.000"}),
        ("1.500rb", {"one": "1.500", "other": "1.500.000"}),
        ("２５.０００", {"fix": "25.000"}),
        ("25.000,-/pcs", {"price": "25.000,-", "unit": "per pcs"}),
    ],
)
def test_a_question_says_what_to_type(typed: str, said: dict[str, str]) -> None:
    with pytest.raises(FieldError) as caught:
        rupiah(typed)
    assert said.items() <= caught.value.values.items()


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("95 000", 95_000),
        ("1 500 000", 1_500_000),
        ("Rp. 1.500.000,00", 1_500_000),
        ("IDR 25,000", 25_000),
        ("2.50jt", 2_500_000),
        ("0,5jt", 500_000),
        ("Rp. 25 rb", 25_000),
        ("Rp95.000,–", 95_000),
        ("2500", 2_500),
    ],
)
def test_what_can_be_read_in_one_way_only_is_read(typed: str, amount: int) -> None:
    assert rupiah(typed) == amount
