"""Files for the catalogues of Meta and Google: whatever a seller typed, they keep the platforms' rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.content.model import Category, Product, Seller, Variant
from generator.content.places import kecamatan
from generator.language import language
from generator.render.catalogue import catalogue_files, catalogue_id, catalogue_rows, feed_text
from tests.render.catalogues import google_items, meta_items

DAY = date(2026, 11, 30)
SHOP = Seller(
    "kopi-tebet", "Kopi Tebet", "kopi", kecamatan("Tebet"), "6281234567890", slogan="Kopi & <b>susu</b>"
)
BEANS = Product("biji-gayo", "Biji Kopi Gayo", 78_000, unit="200 g")
HOSTILE = [
    "=1+1",
    "+62 812",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    " =cmd|' /C calc'!A0",
    "＝1+1",
    "'=1+1",
    "a;=1+1",
    "a\t=1+1",
    "a\n=1+1",
    "a,b",
    'a"b',
    '"',
    '""',
    'a,"b",c',
    "<script>alert(1)</script>",
    "<b>Tebal</b>",
    "<<b>script>x",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt;",
    "&amp;lt;b&amp;gt;",
    "&#60;b&#62;",
    "&#x3c;b",
    "]]>",
    "<![CDATA[x]]>",
    "<!-- x -->",
    "a < b > c",
    "AT&T & R&B",
    "a\x0bb",
    "a\u2028b",
    "\u202eterbalik",
    "a\u200bb",
    "\ufeffa",
    "é́́́́́́",
    "😀👨‍👩‍👧",
    "\U0001fffe",
    "x" * 300,
    "kata " * 2_000,
    "\\",
    "%s %(x)s {x} {{x}}",
    "\x85a",
    "﹣2",
    "a\r\nb",
    "<a href='//x'",
    "&copy;",
]


def files(
    products: Sequence[Product], shop: Seller = SHOP, summaries: Sequence[str] = (), first: str = ""
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """What Meta and Google are told, judged by their rules."""
    dates = {product.slug: ("", "2026-11-01", "2026-11-20") for product in products}
    rows = list(
        catalogue_rows(
            shop,
            Category("kopi", "Kopi", "Coffee"),
            products,
            summaries or [product.description for product in products],
            dates,
            first_slug=first or shop.slug,
            address=f"https://hub.example/{shop.slug}/",
            picture=lambda product: f"https://hub.example/{product.slug}-share.jpg",
            words=language("id"),
            today=DAY,
        )
    )
    meta, google = (data for _, data in catalogue_files(shop, f"https://hub.example/{shop.slug}/", rows))
    return meta_items(meta), google_items(google)


def test_a_product_is_a_row_that_both_platforms_take() -> None:
    [meta], [google] = files([replace(BEANS, description="Arabika dari Bener Meriah.")])
    assert meta == {
        "id": "kopi-tebet_biji-gayo",
        "title": "Biji Kopi Gayo, 200 g",
        "description": "Arabika dari Bener Meriah.",
        "availability": "in stock",
        "condition": "new",
        "price": "78000 IDR",
        "link": "https://hub.example/kopi-tebet/biji-gayo.html",
        "image_link": "https://hub.example/biji-gayo-share.jpg",
        "brand": "Kopi Tebet",
        "item_group_id": "",
        "size": "",
        "sale_price": "",
        "sale_price_effective_date": "",
    }
    assert google == {name: text for name, text in meta.items() if text} | {
        "availability": "in_stock",
        "identifier_exists": "no",
    }


def test_choices_are_rows_of_one_group_with_ids_of_their_own() -> None:
    choices = (
        Variant("500 g", 185_000),
        Variant("500 G!", 180_000),
        Variant("🙂", 90_000),
        Variant("1 kg", None),
    )
    meta, google = files([replace(BEANS, variants=choices), BEANS_TWO])
    assert [one["id"] for one in meta[:2]] == ["kopi-tebet_biji-gayo_500-g", "kopi-tebet_biji-gayo_500-g-2"]
    assert [one["item_group_id"] for one in meta] == ["kopi-tebet_biji-gayo"] * 3 + [""]
    assert [one["size"] for one in meta] == ["500 g", "500 G!", "🙂", ""]
    assert [one["id"] for one in google] == [one["id"] for one in meta]


BEANS_TWO = Product("biji-toraja", "Biji Toraja", 92_000, stock="pesan dulu")


def test_what_has_no_price_and_what_is_a_draft_are_left_out() -> None:
    asked = Product("tanya", "Tanya", None)
    draft = Product("draf", "Draf", 5_000, draft=True)
    assert [one["id"] for one in files([asked, BEANS, draft])[0]] == ["kopi-tebet_biji-gayo"]
    assert files([asked, draft]) == ([], [])


def test_stock_condition_and_the_smallest_order_are_told_in_each_platforms_words() -> None:
    gone = Product("habis", "Kopi habis", 5_000, stock="habis", minimum=10)
    used = Product("bekas", "Cangkir bekas", 5_000)
    meta, google = files([gone, BEANS_TWO, used])
    assert [one["availability"] for one in meta] == ["out of stock", "available for order", "in stock"]
    assert [one["availability"] for one in google] == ["out_of_stock", "in_stock", "in_stock"]
    assert [one["condition"] for one in meta] == ["new", "new", "used"]
    assert meta[0]["description"] == "Minimal 10."


def test_an_offer_is_told_with_its_days_and_ends() -> None:
    offered = replace(BEANS, promo=70_000, promo_until=date(2026, 12, 5))
    [meta], _ = files([offered])
    assert (meta["price"], meta["sale_price"]) == ("78000 IDR", "70000 IDR")
    assert meta["sale_price_effective_date"] == "2026-11-20T00:00+0700/2026-12-05T23:59+0700"
    [over], _ = files([replace(offered, promo_until=date(2026, 11, 29))])
    assert (over["price"], over["sale_price"], over["sale_price_effective_date"]) == ("78000 IDR", "", "")


def test_an_id_survives_another_title_price_and_address_but_not_another_file() -> None:
    [[before], _], [[after], _] = (
        files([BEANS]),
        files(
            [replace(BEANS, name="Gayo", price=5_000, unit="")],
            replace(SHOP, slug="kopi-pak-dedi"),
            first="kopi-tebet",
        ),
    )
    assert before["id"] == after["id"]
    assert before["link"] != after["link"]
    assert files([replace(BEANS, slug="gayo")])[0][0]["id"] != before["id"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_breaks_no_rule_wherever_it_stands(text: str) -> None:
    name = f"{text[:50]} a"
    choices = (Variant(name[:40], 5_000), Variant(f"{name[:38]}b", 6_000, 5_500))
    products = [
        Product("satu", name, 9_000, unit=text[:40]),
        Product("dua", f"b{name}", 9_000, variants=choices, promo_until=DAY),
    ]
    meta, google = files(products, replace(SHOP, name=name, slogan=text), [text, text])
    assert len(meta) == len(google) == 3


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("<b>Tebal</b> sekali", "Tebal sekali"),
        ("5 < 6 <b", "5 < 6 b"),
        ("AT&amp;T &amp;amp; teman", "AT&T & teman"),
        ("=-+@ Kopi", "Kopi"),
        ("\u202eKopi\x0b\u200b susu\r\n", "Kopi susu"),
    ],
)
def test_what_is_left_of_a_text_is_what_a_reader_would_see(typed: str, told: str) -> None:
    assert feed_text(typed, 500) == told


slugs = st.from_regex(r"[a-z0-9]{2,30}(-[a-z0-9]{1,29})?", fullmatch=True)


@given(st.lists(st.tuples(slugs, slugs), min_size=2, max_size=6, unique=True))
def test_ids_are_short_and_never_the_same(pairs: list[tuple[str, str]]) -> None:
    ids = [catalogue_id(*pair) for pair in pairs]
    assert len(set(ids)) == len(ids)
    assert all(len(one) <= 50 for one in ids)


@given(st.text())
def test_a_text_is_made_plain_once_and_for_all(text: str) -> None:
    plain = feed_text(text, 500)
    assert feed_text(plain, 500) == plain
