"""What shared links and search engines read of a price, and that it is right after an offer, too."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from generator.content.model import Product, Variant
from generator.render.price_tags import PriceTags, price_tags
from tests.shops import build, new_workspace, product, site_files, write_product, write_shop

DAY, LAST = date(2026, 12, 1), date(2026, 12, 5)
ASK = Variant("A", None)
OFFER = {"harga_promo": "15.000", "promo_sampai": LAST.isoformat()}


def tags(root: Path, page: str) -> dict[str, str]:
    """The `meta` elements of a page."""
    text = site_files(root)[page].decode()
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', text)
    return {name: unescape(content) for name, content in found}


def prices(found: dict[str, str]) -> dict[str, str]:
    """Those about a product."""
    return {name: content for name, content in found.items() if name.startswith("product:")}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_workspace(tmp_path_factory.mktemp("previews"))
    products = {
        "rendang": product("Rendang", "95.000", satuan="per porsi", body=f"Sapi. {'Empuk sekali. ' * 20}"),
        "teh": product("Teh", "20.000", body="", **OFFER),
        "bolu": product(
            "Bolu", "40.000", body="Lembut.", varian="[{nama: A, harga: 40.000}, {nama: B, harga: 35.000}]"
        ),
        "tumpeng": product("Tumpeng", "tanya", body="Untuk pesta."),
        "kue": product(
            "Kue",
            "95.000",
            varian="[{nama: Kecil, harga: 50.000}, {nama: Besar}]",
            harga_promo="80.000",
            promo_sampai=LAST.isoformat(),
        ),
    }
    write_shop(root, "kopi-satu", products)
    build(root, today=DAY.isoformat())
    return root


def test_an_offer_on_a_dearer_choice_says_its_last_day(shop: Path) -> None:
    page = site_files(shop)["kopi-satu/kue.html"].decode()
    assert "<b>mulai Rp50.000</b>" in page
    assert "Promo sampai 5 Desember 2026" in page
    small, large = re.findall(
        r'<li( data-offer="2026-12-05")?><span>(?:Kecil|Besar)</span><p>(.*?)</p>', page
    )
    assert "<s>" not in small[1]
    assert large[0]
    assert "<b>Rp80.000</b> <s>" in large[1]


@pytest.mark.parametrize(
    ("slug", "description", "amount"),
    [
        ("rendang", "Rp95.000 / porsi. Sapi. Empuk sekali.", "95000"),
        ("bolu", "Mulai Rp35.000. Lembut.", "35000"),
        ("tumpeng", "Untuk pesta.", None),
    ],
)
def test_a_shared_product_says_its_price(shop: Path, slug: str, description: str, amount: str | None) -> None:
    found = tags(shop, f"kopi-satu/{slug}.html")
    assert found["description"].startswith(description)
    assert found["og:description"] == found["description"]
    assert len(found["description"]) <= 155
    money = {"product:price:amount": amount, "product:price:currency": "IDR"}
    assert prices(found) == (money if amount else {})


def test_other_pages_of_a_shop_say_no_price(shop: Path) -> None:
    for page in ("index.html", "pesan.html"):
        found = tags(shop, f"kopi-satu/{page}")
        assert prices(found) == {}
        assert "Rp" not in found["description"]


def test_an_offer_is_told_with_its_last_day_and_leaves_nothing_behind(tmp_path: Path) -> None:
    root = new_workspace(tmp_path)
    folder = write_shop(root, "kopi-satu", {"teh": product("Teh", "20.000", body="", **OFFER)})
    build(root, today=LAST.isoformat())
    found = tags(root, "kopi-satu/teh.html")
    assert found["description"].startswith("Rp15.000 sampai 5 Desember 2026, sesudah itu Rp20.000. Teh dari ")
    assert prices(found) == {
        "product:price:amount": "20000",
        "product:price:currency": "IDR",
        "product:sale_price:amount": "15000",
        "product:sale_price:currency": "IDR",
        "product:sale_price_dates:end": "2026-12-05T23:59:59+07:00",
    }
    build(root, today="2026-12-06")
    after = tags(root, "kopi-satu/teh.html")
    assert after["description"].startswith("Rp20.000. Teh dari ")
    write_product(folder, "teh", product("Teh", "20.000", body=""))
    build(root, today="2026-12-06")
    assert tags(root, "kopi-satu/teh.html") == after, "as if there had been no offer"


@pytest.mark.parametrize(
    ("offered", "found"),
    [
        (Product("teh", "Teh", None), None),
        (Product("teh", "Teh", None, variants=(ASK,)), None),
        (Product("teh", "Teh", None, variants=(ASK, Variant("B", 500))), PriceTags(500, None, "")),
        (Product("teh", "Teh", 900, promo=700, promo_until=DAY), PriceTags(900, 700, "2026-12-01")),
        (Product("teh", "Teh", 900, promo=700, promo_until=date(2026, 11, 30)), PriceTags(900, None, "")),
        (
            Product("teh", "Teh", 500, variants=(Variant("A", 500), Variant("B", 900, 700)), promo_until=DAY),
            PriceTags(500, None, ""),
        ),
    ],
)  # fmt: skip
def test_the_price_is_the_usual_one_of_the_cheapest_choice(offered: Product, found: PriceTags | None) -> None:
    assert price_tags(offered, DAY) == found
