"""What a product can say beyond its name and price: offers, choices, sections, minimum, English, export."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from werkzeug.datastructures import MultiDict

from generator.content import writer
from generator.content.check_product import read_product
from generator.content.field_reader import SourceText
from generator.content.fields import FieldError
from generator.content.model import Product, Variant
from generator.form.answers import MissingAnswerError
from generator.form.product_details import DETAILS
from generator.form.product_questions import READ, settled
from tests.form.forms import NOW, Form, new_form, serving
from tests.form.journey import Hand
from tests.form.test_browser import phone as browser_phone
from tests.shops import build, product, write_shop

TODAY = NOW.date()
SIZES = "[{nama: Kecil, harga: 8.000}, {nama: Besar, harga: 12.000, en: Large}]"


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path)
    products = {"kopi": product(), "teh": product("Teh", "8.000", varian=SIZES)}
    write_shop(tmp_path, "satu", products)
    return form


def change(form: Form, what: str, data: dict[str, str], name: str = "kopi") -> tuple[int, str]:
    """The status and the text of an answer about a product."""
    answer = form.seller("satu").say(f"/t/satu/produk/{name}/ubah/{what}", data)
    return answer.status_code, answer.text


def told(page: str) -> str:
    """Why an answer was not taken."""
    return " ".join(re.findall(r'role="alert">.*?<p>(.*?)</p>', page, re.DOTALL))


def text(form: Form, name: str = "kopi", *, live: bool = True) -> str:
    repository = form.context.live if live else form.context.drafts
    return (repository.folder("satu") / "produk" / f"{name}.md").read_text("utf-8")


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_an_offer_is_five_taps_at_most_and_online_at_once(browser: Browser, form: Form, script: bool) -> None:
    with serving(form) as url, browser_phone(browser, script=script) as page:
        hand = Hand(page, script)
        page.goto(url + form.link(slug="satu"))
        hand.tap("Buka")
        hand.taps = 0
        hand.tap(page.get_by_role("link", name="Kopi Susu", exact=True))
        hand.tap(page.get_by_role("link", name="Promo"))
        hand.type("Harga promo dalam rupiah", "15rb")
        hand.tap("1 minggu")
        assert hand.taps <= 5
        assert "Rp15.000 sampai 27 November 2026" in page.inner_text("main")
    assert "harga_promo: 15.000\npromo_sampai: 2026-11-27\n" in text(form)
    build(form.context.root)
    html = (form.context.root / "build" / "site" / "satu" / "kopi.html").read_text("utf-8")
    assert "Rp15.000" in html


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_made_to_order_is_one_tap_and_stays_when_the_price_changes(
    browser: Browser, form: Form, script: bool
) -> None:
    with serving(form) as url, browser_phone(browser, script=script) as page:
        hand = Hand(page, script)
        page.goto(url + form.link(slug="satu"))
        hand.tap("Buka")
        hand.taps = 0
        hand.tap("Kopi Susu: Pesan dulu")
        assert hand.taps == 1
        pressed = page.locator("#p-kopi [aria-pressed=true]").inner_text()
        assert "Pesan dulu" in pressed
    change(form, "harga", {"harga": "20000"})
    assert "stok: pesan dulu" in text(form)
    assert "harga: 20.000" in text(form)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"promo": "18000", "siap": "2026-11-27"}, "Harga promo harus lebih murah dari harga biasa"),
        ({"promo": "tanya", "siap": "2026-11-27"}, "Harga ini belum terbaca: tanya."),
        ({"promo": "", "siap": "2026-11-27"}, "Ketik harga promonya dulu."),
        ({"promo": "15000"}, "Pilih hari terakhir"),
        ({"promo": "15000", "sampai": "2026-11-20"}, "Tanggal ini tidak cocok"),
    ],
)
def test_an_offer_that_is_none_is_refused_in_the_forms_words(
    form: Form, data: dict[str, str], sentence: str
) -> None:
    status, page = change(form, "promo", data)
    assert (status, sentence in page) == (400, True), told(page)
    assert "promo" not in text(form)


def test_an_offer_of_choices_is_the_choices_own(form: Form) -> None:
    data = {"promo-0": "", "promo-1": "10rb", "siap": "2026-11-27"}
    assert change(form, "promo", data, "teh")[0] == 302
    [small, large] = form.context.live.read("satu").product("teh").variants  # type: ignore[union-attr]
    assert (small.promo, large.promo, large.english) == (None, 10_000, "Large")
    assert change(form, "promo", {"selesai": "ya"}, "teh")[0] == 302
    assert "promo" not in text(form, "teh")


def test_a_price_below_its_offer_ends_the_offer_and_no_file_is_broken(form: Form) -> None:
    change(form, "promo", {"promo": "15000", "siap": "2026-11-27"})
    assert change(form, "harga", {"harga": "14000"})[0] == 302
    assert "promo" not in text(form)
    assert form.context.live.read("satu").problems == ()


def test_choices_are_added_renamed_and_taken_away(form: Form) -> None:
    data = {
        "nama-0": "Cup kecil", "harga-0": "8000", "nama-1": "", "harga-1": "", "nama-2": "Botol",
        "harga-2": "25rb", "nama-3": "Refill", "harga-3": "",
    }  # fmt: skip
    assert change(form, "pilihan", data, "teh")[0] == 302
    found = form.context.live.read("satu").product("teh")
    assert found
    assert [(one.name, one.price) for one in found.variants] == [
        ("Cup kecil", 8_000),
        ("Botol", 25_000),
        ("Refill", 8_000),
    ]
    twice = change(form, "pilihan", {"nama-0": "Botol", "nama-1": "botol"}, "teh")
    assert (twice[0], "Pilihan ini ada dua kali: botol." in twice[1]) == (400, True)
    nameless = change(form, "pilihan", {"nama-0": "", "harga-0": "9000"}, "teh")
    assert (nameless[0], "Ketik nama untuk setiap harga" in nameless[1]) == (400, True)


def test_section_minimum_english_and_first_place_are_written_as_files_say_them(form: Form) -> None:
    for what, data in (
        ("bagian", {"bagian": "Minuman"}),
        ("minimal", {"minimal": "10 cup"}),
        ("unggulan", {"unggulan": "ya"}),
        ("inggris", {"nama": "Milk Coffee", "cerita": "Sweet."}),
        ("ekspor", {"moq": "50 kg", "hs": "0901.21", "incoterm": "fob tanjung priok"}),
    ):
        assert change(form, what, data)[0] == 302, what
    kept = text(form, live=False)
    for line in ("bagian: Minuman", "minimal: 10", "unggulan: ya", "nama: Milk Coffee", "moq: 50 kg"):
        assert line in kept, line
    assert "FOB" in kept
    assert "bagian" not in text(form), "shown only with the next publication"
    offered = form.seller("satu").get("/t/satu/produk/teh/ubah/bagian").text
    assert '<button name="siap" value="Minuman">' in offered


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"moq": "banyak"}, "misalnya 50 kg"),
        ({"hs": "12"}, "Kode HS"),
        ({"kapasitas": "500 kg"}, "500 kg per bulan"),
        ({"incoterm": "FOB"}, "pelabuhan"),
    ],
)
def test_export_hints_speak_of_fields_and_not_of_keys(
    form: Form, data: dict[str, str], sentence: str
) -> None:
    status, page = change(form, "ekspor", data)
    note = told(page)
    assert (status, sentence in note) == (400, True), note
    assert not any(f"{key}:" in note for key in ("moq", "hs", "kapasitas", "incoterm")), note


def test_choices_have_words_in_english(form: Form) -> None:
    typed = {"nama": "Tea", "pilihan-0": "Small", "pilihan-1": "Big"}
    status, page = change(form, "inggris", typed, name="teh")
    assert status == 302, page
    teh = form.context.drafts.read("satu").product("teh")
    assert teh
    assert [one.english for one in teh.variants] == ["Small", "Big"]


def test_products_of_the_form_stand_in_the_order_of_entry(form: Form) -> None:
    form.begin("baru")
    seller = form.seller("baru")
    for name in ("Soto", "Ayam", "Martabak"):
        seller.say("/t/baru/produk/nama", {"nama": name, "harga": "5rb"})
    order = {one.name: one.order for one in form.context.drafts.read("baru").seller.products}
    assert order == {"Soto": 1, "Ayam": 2, "Martabak": 3}
    form.seller("satu").say("/t/satu/produk/nama", {"nama": "Air", "harga": "5rb"})
    assert form.context.drafts.read("satu").product("air").order is None  # type: ignore[union-attr]


def test_the_order_is_changed_without_leaving_the_list(browser: Browser, form: Form) -> None:
    with serving(form) as url, browser_phone(browser) as page:
        hand = Hand(page)
        page.goto(url + form.link(slug="satu"))
        hand.tap("Buka")
        hand.tap("Urutkan produk")
        hand.tap("Teh: Geser ke atas")
        assert page.url == f"{url}/t/satu/produk/#p-teh"
        assert [name.inner_text() for name in page.locator(".goods b").all()] == ["Teh", "Kopi Susu"]
        assert page.get_by_role("button", name="Teh: Geser ke atas").is_disabled()


prices = st.none() | st.integers(1_000, 90_000)
choices = st.lists(
    st.builds(Variant, st.sampled_from(["Kecil", "Sedang", "Besar"]), prices, prices),
    max_size=3,
    unique_by=lambda one: one.name,
)


@given(prices, prices, choices)
def test_a_settled_offer_is_one_that_files_can_say(
    price: int | None, promo: int | None, some: list[Variant]
) -> None:
    made = settled(
        Product("kopi", "Kopi", price, variants=tuple(some), promo=promo, promo_until=date(2026, 12, 1))
    )
    page = SourceText("", "", writer.product_text(made))
    read = read_product(page, "kopi", lambda _name: None, markdown=True)  # type: ignore[arg-type, return-value]
    assert [one.code for one in page.problems] == []
    assert read
    assert read.promo_until == made.promo_until
    assert settled(made) == made


@given(st.sampled_from(sorted({*DETAILS, *READ})), st.dictionaries(st.text(max_size=8), st.text(max_size=20)))
def test_no_answer_breaks_a_reader(what: str, typed: dict[str, str]) -> None:
    names = ("promo", "siap", "nama-0", "harga-0", "minimal", "moq", "hs", "bagian")
    answers = MultiDict(typed | dict(zip(names, typed.values(), strict=False)))
    with suppress(FieldError, MissingAnswerError):
        ({**DETAILS, **READ})[what](answers, TODAY)(Product("kopi", "Kopi", 18_000))
