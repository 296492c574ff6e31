"""What search engines read of a product."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from generator.content.model import Category, Product, Seller, Variant
from generator.content.places import kecamatan
from generator.render.structured import product_data

URL = "https://hub.example/dapur/rendang.html"
DAY = date(2026, 11, 29)
ASK = Variant("1 kg", None)
FOOD = Category("kuliner", "Kuliner", "Food")


def said(product: Product, category: Category = FOOD) -> dict[str, Any]:
    seller = Seller("dapur", "Dapur", "kuliner", kecamatan("Tebet"), "6280000000101", products=(product,))
    graph = json.loads(product_data(seller, category, product, URL, [], "", [], DAY))["@graph"]
    found: dict[str, Any] = graph[0]
    return found


@pytest.mark.parametrize("variants", [(), (ASK,), (ASK, Variant("2 kg", None))])
def test_a_product_without_a_price_is_a_page(variants: tuple[Variant, ...]) -> None:
    found = said(Product("rendang", "Rendang", None, variants=variants))
    assert found == {"@type": "WebPage", "name": "Rendang", "url": URL}


def test_a_product_with_a_price_says_whose_it_is() -> None:
    found = said(Product("rendang", "Rendang", 95_000))
    assert (found["@type"], found["sku"]) == ("Product", "rendang")
    assert found["brand"] == {"@type": "Brand", "name": "Dapur"}
    offer = found["offers"]
    assert (offer["@type"], offer["price"], offer["priceCurrency"]) == ("Offer", 95_000, "IDR")
    assert offer["itemCondition"] == "https://schema.org/NewCondition"
    assert "priceValidUntil" not in offer  # nobody said until when


@pytest.mark.parametrize("prices", [(50_000, 95_000), (50_000, 50_000)])
def test_every_choice_with_a_price_is_an_offer(prices: tuple[int, int]) -> None:
    small, large = (
        Variant(name, price, price - 1_000) for name, price in zip(("250 g", "500 g"), prices, strict=True)
    )
    offer = said(Product("rendang", "Rendang", None, variants=(small, large, ASK), promo_until=DAY))["offers"]
    now = [price - 1_000 for price in prices]
    assert [(one["name"], one["price"]) for one in offer["offers"]] == [("250 g", now[0]), ("500 g", now[1])]
    assert (offer["lowPrice"], offer["highPrice"], offer["offerCount"]) == (min(now), max(now), 2)
    assert offer["priceValidUntil"] == "2026-11-29"


@pytest.mark.parametrize(
    "category",
    [
        Category("bekas", "Bekas", "Bekas"),
        Category("barang-bekas", "Barang", "Goods"),
        Category("baju", "Baju Thrift & Preloved", "Clothes"),
        Category("baju", "Baju Sayang", "Second-hand Clothes"),
        Category("buku", "Buku Seken", "Books"),
        Category("mebel", "Mebel", "Vintage Furniture"),
    ],
)
def test_second_hand_goods_are_not_said_to_be_new(category: Category) -> None:
    offer = said(Product("kemeja", "Kemeja", 95_000), category)["offers"]
    assert offer["price"] == 95_000
    assert "itemCondition" not in offer


def test_a_product_that_its_seller_calls_used_is_not_said_to_be_new() -> None:
    for product in (
        Product("kemeja", "Kemeja BEKAS", 95_000),
        Product("kemeja", "Kemeja", 95_000, section="Pre-loved"),
        Product("kemeja", "Kemeja thrifting", 95_000),
    ):
        assert "itemCondition" not in said(product)["offers"]
    for new in ("Bebek Asap", "Kusedap", "Secondang", "Loaknya"):
        assert "itemCondition" in said(Product("new", new, 95_000))["offers"]
