"""Ready-made answers beside what is typed: "Enter" sends what is typed, and going back changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.form.forms import Form, new_form, serving
from tests.form.journey import settled
from tests.shops import product, write_shop

QUESTIONS = [
    "isi/jam", "isi/jam-hari", "isi/antar", "isi/libur", "isi/tentang", "isi/warna", "isi/persetujuan",
    "produk/nama", "produk/kopi/ubah/harga", "produk/kopi/ubah/promo", "produk/kopi/ubah/bagian",
    "produk/kopi/ubah/cerita", "produk/teh/ubah/pilihan", "produk/kopi/ubah/minimal",
]  # fmt: skip
"""Where something is typed or ticked."""


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    form = new_form(tmp_path_factory.mktemp("siap"))
    offer = {"harga_promo": "15.000", "promo_sampai": "2026-12-20"}
    write_shop(form.context.root, "satu", {"kopi": product(bagian="Minuman"), "teh": product("Teh", **offer)})
    form.begin("baru", name="Warung Baru")
    return form


@pytest.fixture(scope="module")
def server(form: Form) -> Iterator[str]:
    with serving(form) as url:
        yield url


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(browser: Browser, form: Form, server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param, locale="id-ID", base_url=server)
    page = context.new_page()
    page.set_default_timeout(8000)
    page.goto(form.link(slug="satu"))
    page.get_by_role("button", name="Buka").click()
    settled(page)
    yield page
    context.close()


@pytest.mark.parametrize("path", QUESTIONS)
def test_the_first_button_of_a_question_says_nothing_of_its_own(form: Form, path: str) -> None:
    for slug in ("satu", "baru"):
        if slug == "baru" and "ubah" in path:
            continue
        html = form.seller(slug).get(f"/t/{slug}/{path}").text
        asked = re.search(r'<form method="post" class="ask"[ >].*?</form>', html, re.DOTALL)
        assert asked
        first = re.search(r'<button(?! type="button")[^>]*>', asked[0])
        assert first
        assert "name=" not in first[0]


def live(form: Form, path: str) -> str:
    return (form.context.root / "sellers" / "satu" / path).read_text("utf-8")


def test_enter_on_an_offer_keeps_its_last_day_and_asks_for_one(form: Form, page: Page) -> None:
    page.goto("/t/satu/produk/teh/ubah/promo")
    page.get_by_label("Harga promo dalam rupiah").fill("14rb")
    page.keyboard.press("Enter")
    page.wait_for_url("**/produk/teh")
    assert "harga_promo: 14.000\npromo_sampai: 2026-12-20\n" in live(form, "produk/teh.md")
    page.goto("/t/satu/produk/kopi/ubah/promo")
    page.get_by_label("Harga promo dalam rupiah").fill("14rb")
    page.keyboard.press("Enter")
    page.get_by_text("Pilih hari terakhirnya dulu.").wait_for()
    assert page.get_by_label("Harga promo dalam rupiah").input_value() == "14rb"
    assert "promo" not in live(form, "produk/kopi.md")


def test_enter_saves_the_hours_that_were_typed(form: Form, page: Page) -> None:
    page.goto("/t/satu/isi/jam")
    clock = page.get_by_label("Dari jam", exact=True)
    if not clock.is_visible():
        page.get_by_text("Atur hari dan jam sendiri").click()
    clock.fill("09:15")
    page.keyboard.press("Enter")
    page.wait_for_url("**/t/satu/")
    hours = form.context.drafts.read("satu").seller.hours
    assert hours
    assert {spans[0][0] for spans in hours.days if spans} == {9 * 60 + 15}


def test_going_back_keeps_the_colour_that_was_chosen(form: Form, page: Page) -> None:
    page.goto("/t/satu/isi/warna")
    for name in ("hijau botol", "biru laut"):
        page.get_by_label(name).check()
        page.get_by_role("button", name="Simpan").click()
        page.wait_for_url("**/t/satu/")
        settled(page)
        page.go_back()
        chosen = page.locator("[name=warna]:checked")
        assert name in chosen.locator("xpath=..").inner_text()
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url("**/t/satu/")
    assert form.context.drafts.read("satu").seller.colour == "#1f4f8f"


def test_colours_stand_in_one_order_whichever_is_chosen(form: Form) -> None:
    phone, path = form.seller("satu"), "/t/satu/isi/warna"
    orders = set()
    for colour in ("#1f4f8f", "#a23b1e"):
        phone.say(path, {"warna": colour})
        orders.add(tuple(re.findall(r'name="warna" value="(#\w+)"', phone.get(path).text)))
    assert len(orders) == 1
