"""A mentor's day in Chromium: she sifts, answers, comes back, takes a shop offline; screens are judged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.pages import violations
from generator.form import shops
from tests.form.forms import Form, new_form, publish, serving
from tests.form.journey import Hand
from tests.form.test_browser import TOUCH, judge
from tests.shops import write_shop
from tests.site.test_pages import OVERFLOW, SMALL_TARGETS

PHONE, DESK = (360, 740), (1280, 800)


@pytest.fixture
def form(tmp_path: Path) -> Form:
    """Thirty-two shops, of which two ask something."""
    form = new_form(tmp_path)
    for number in range(32):
        name = f"Warung Makan Keluarga Besar Ibu Hajah Siti Nomor {number:02}"
        write_shop(tmp_path, f"toko-{number:02}", nama=name, whatsapp=f"0800-0000-{number:04}")
    form.seller("toko-07").say("/t/toko-07/isi/whatsapp", {"whatsapp": "0800-0000-0999"})
    seller = form.seller("toko-21")
    said = {"slogan": "Telepon 0800-0000-0111", "cerita": "Atau 0800-0000-0222"}
    seller.say("/t/toko-21/isi/tentang", said)
    publish(seller, "toko-21")
    return form


@contextmanager
def mentor(browser: Browser, form: Form, url: str, size: tuple[int, int], *, script: bool) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, java_script_enabled=script, locale="id-ID"
    )
    try:
        page = context.new_page()
        page.goto(url + form.link("mentor", kecamatan="tebet"))
        page.get_by_role("button", name="Buka").click()
        yield page
    finally:
        context.close()


@pytest.mark.parametrize(("size", "script"), [(PHONE, True), (DESK, False)])
def test_a_mentors_day(browser: Browser, form: Form, size: tuple[int, int], script: bool) -> None:
    with serving(form) as url, mentor(browser, form, url, size, script=script) as page:
        hand = Hand(page, script)
        chips = page.locator(".sift")
        assert chips.evaluate("all => all.scrollWidth <= all.clientWidth"), "no chip is cut"
        hand.tap(page.get_by_role("link", name="Menunggu Anda 2"))
        assert page.locator(".shops li").count() == 2
        hand.tap(page.locator("details summary", has_text="Urutan:"))
        hand.tap(page.get_by_role("link", name="Nama, dari A ke Z"))
        here = f"{url}/pembina/?saring=menunggu&urut=nama"
        assert page.url == f"{here}#daftar"
        hand.tap(page.get_by_role("link", name="Nomor 07: Nomor WhatsApp"))
        hand.tap(page.locator("details summary", has_text="Tolak"))
        hand.tap(page.get_by_role("button", name="Tolak, dengan alasan ini"))
        assert page.get_by_role("alert").inner_text() == "Tulis dulu alasannya: penjual akan membacanya."
        page.get_by_label("Alasannya, untuk dibaca penjual").fill("Ibu bilang bukan nomor Ibu")
        hand.tap(page.get_by_role("button", name="Tolak, dengan alasan ini"))
        assert "Alasan Anda: Ibu bilang bukan nomor Ibu" in page.inner_text("main")
        hand.tap(page.locator("main").get_by_role("link", name="Meja pembina"))
        assert page.url == here
        assert page.locator(".shops li").count() == 1
        hand.tap(page.get_by_role("link", name="Nomor 21").first)
        for at, answer in enumerate(("Setuju", "Tolak")):
            page.locator(".verdict").nth(at).get_by_label(answer).check()
        page.get_by_label("Alasannya, untuk dibaca penjual").fill("Nomor siapa?")
        hand.tap(page.get_by_role("button", name="Kirim jawaban"))
        assert "Sudah disetujui" in page.inner_text("h1")
        hand.tap(page.locator("header").get_by_role("link", name="Meja pembina"))
        assert "Tidak ada, dan itu kabar baik." in page.inner_text("#daftar")
        hand.tap(page.get_by_role("link", name="Tampilkan semua"))
        hand.tap(page.get_by_role("link", name="Berikutnya", exact=True))
        assert page.locator(".shops li").count() == 2
        hand.tap(page.get_by_role("link", name="Nomor 31").first)
        hand.tap(page.locator("header").get_by_role("link", name="Meja pembina"))
        assert page.url == f"{url}/pembina/?hal=2&urut=nama#t-toko-31"
        assert page.locator("#t-toko-31").is_visible()
        page.get_by_label("Nama, nomor, produk, atau kelurahan").fill("nomro 12")
        hand.tap(page.get_by_role("button", name="Cari"))
        assert "Ini yang mirip:" in page.inner_text("#daftar")
        hand.tap(page.locator(".shops").get_by_role("link", name="Nomor 12").first)
        hand.tap(page.locator("details summary", has_text="Turunkan toko ini"))
        hand.tap(page.get_by_role("button", name="Turunkan toko"))
        assert page.get_by_role("alert").inner_text() == "Tulis dulu alasannya: penjual akan membacanya."
        page.get_by_label("Alasannya, untuk dibaca penjual").fill("Pesanan tidak dikirim")
        hand.tap(page.get_by_role("button", name="Turunkan toko"))
        expect(page.get_by_role("link", name="Kabari lewat WhatsApp")).to_be_in_viewport()
        assert "Alasannya: Pesanan tidak dikirim." in page.inner_text("main")
        hand.tap(page.get_by_role("button", name="Tampilkan lagi"))
        assert "Toko tayang lagi pada pembaruan berikutnya." in page.inner_text("main")


def test_the_desks_screens_are_accessible_and_fit_a_thumb(browser: Browser, form: Form) -> None:
    desk = form.mentor("tebet")
    desk.get("/pembina/toko/toko-12")
    desk.post("/pembina/toko/toko-12/turunkan", {"alasan": "Pesanan tidak dikirim " * 6})
    operator = form.operator()
    operator.get("/pembina/toko/toko-13")
    operator.post("/pembina/toko/toko-13/turunkan", {"alasan": "Foto milik toko lain " * 6})
    shops.note(form.context.database, "toko-14", handed_from="cilandak")
    screens = ("?cari=nomro", "tanya/2", "toko/toko-12", "toko/toko-13", "toko/toko-14")
    with serving(form) as url, mentor(browser, form, url, PHONE, script=True) as page:
        faults = [fault for screen in screens for fault in judge(page, f"{url}/pembina/{screen}")]
        faults += judge(page, f"{url}/t/toko-12/isi/jam")
        page.goto(f"{url}/pembina/undang")
        page.get_by_label("Nama toko").fill("Warung Makan Keluarga Besar Ibu Hajah Siti Nomor 12")
        page.get_by_role("button", name="Buat tautannya").click()
        assert "Sudah ada toko dengan nama ini" in page.get_by_role("alert").inner_text()
        faults += page.evaluate(OVERFLOW) + page.evaluate(SMALL_TARGETS, TOUCH) + violations(page)
        page.goto(url + form.link(slug="toko-12"))
        page.get_by_role("button", name="Buka").click()
        faults += judge(page, f"{url}/t/toko-12/")
    assert faults == []
