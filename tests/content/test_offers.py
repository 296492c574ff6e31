"""What a product's file says of its price for a while, its section and its smallest order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.content.check_offer import minimum
from generator.content.fields import FieldError
from generator.content.model import Product
from tests.content.folders import codes, good_files, judge, write

DAY = "promo_sampai: 2026-12-31"
CHOICE = "varian: [{nama: A, harga: 50.000}]"
OWN = "varian: [{nama: A, harga: 50.000, harga_promo: %s}]"


def product(tmp_path: Path, *lines: str, price: str = "harga: 95.000") -> tuple[Product | None, list[str]]:
    """The product of these lines, and the codes of what is wrong with it."""
    text = "\n".join(("---", "nama: Rendang Sapi", price, *lines, "---", ""))
    write(tmp_path, good_files() | {"produk/rendang-sapi.md": text})
    seller, problems = judge(tmp_path)
    return (seller.products[0] if seller else None), codes(problems)


@pytest.mark.parametrize(
    ("lines", "price", "wrong"),
    [
        (["harga_promo: 80.000"], "harga: 95.000", ["promo-without-day"]),
        ([DAY], "harga: 95.000", ["promo-day-alone"]),
        (["harga_promo: 95.000", DAY], "harga: 95rb", ["promo-not-below"]),
        (["harga_promo: 95.001", DAY], "harga: 95.000", ["promo-not-below"]),
        (["harga_promo: 80.000", DAY], "harga: tanya", ["promo-of-no-price"]),
        (["harga_promo: tanya", DAY], "harga: 95.000", ["promo-without-price"]),
        (["harga_promo: 80", DAY], "harga: 95.000", ["price-too-small"]),
        (["harga_promo: 80.000", "promo_sampai: besok"], "harga: 95.000", ["date-unreadable"]),
        (["harga_promo: 80.000", DAY], "harga: lima", ["price-unreadable"]),
        (["harga_promo: 80.000", DAY], "harga: ''", ["missing"]),
        ([CHOICE, "harga_promo: 80.000", DAY], "harga: 95.000", ["promo-of-no-choice"]),
        ([OWN % "50.000", DAY], "harga: 95.000", ["promo-not-below"]),
        ([OWN.replace("50.000", "tanya") % "45.000", DAY], "harga: 95.000", ["promo-of-no-price"]),
        ([OWN % "45.000"], "harga: 95.000", ["promo-without-day"]),
        ([OWN % "x", DAY], "harga: 95.000", ["price-unreadable"]),
        (["hrga_promo: 80.000", DAY], "harga: 95.000", ["unknown-key", "promo-day-alone"]),
    ],
)  # fmt: skip
def test_an_offer_that_is_none_is_told(
    tmp_path: Path, lines: list[str], price: str, wrong: list[str]
) -> None:
    assert product(tmp_path, *lines, price=price)[1] == wrong


def test_an_offer_holds_until_its_last_day(tmp_path: Path) -> None:
    found, wrong = product(tmp_path, "harga_promo: 80rb", "promo_sampai: 31 Desember 2026")
    assert found
    assert wrong == []
    assert found.price_on(date(2026, 12, 31)) == 80_000
    assert found.price_on(date(2027, 1, 1)) == 95_000


def test_choices_at_the_usual_price_have_the_offer_and_others_have_their_own(tmp_path: Path) -> None:
    choices = (
        "varian: [{nama: 1 kg, harga: 185.000}, 500 g, {nama: 250 g, harga: 50.000, harga_promo: 45.000}]"
    )
    found, wrong = product(tmp_path, "harga_promo: 80.000", DAY, choices)
    assert found
    assert wrong == []
    assert [found.price_on(date(2026, 12, 1), one) for one in found.variants] == [185_000, 80_000, 45_000]


@pytest.mark.parametrize(("typed", "pieces"), [("10", 10), ("10 box", 10), ("1000", 1000), ("12pcs", 12)])
def test_the_smallest_order_is_a_number_of_pieces(typed: str, pieces: int) -> None:
    assert minimum(typed) == pieces


@pytest.mark.parametrize(
    "typed", ["0", "-3", "1001", "1,5", "50 kg", "selusin", "10-20", "10 x 500 g", "2 lusin"]
)
def test_what_is_no_number_of_pieces_is_asked_about(typed: str) -> None:
    with pytest.raises(FieldError) as refused:
        minimum(typed)
    assert refused.value.code == "minimum-unreadable"


def test_a_section_is_a_short_line(tmp_path: Path) -> None:
    found, wrong = product(tmp_path, "bagian:  Kue   Basah ", "minimal: 5")
    assert found
    assert (found.section, found.minimum, wrong) == ("Kue Basah", 5, [])
    assert product(tmp_path, f"bagian: {'x' * 41}")[1] == ["text-too-long"]


@pytest.mark.parametrize("name", ["pesan", "export"])
def test_a_product_in_the_place_of_a_page_of_the_shop_moves(tmp_path: Path, name: str) -> None:
    files = good_files()
    files[f"produk/{name}.md"] = files.pop("produk/rendang-sapi.md")
    write(tmp_path, files)
    seller, problems = judge(tmp_path)
    assert seller
    assert [product.slug for product in seller.products] == [f"{name}-1"]
    assert codes(problems) == ["product-slug-taken"]
