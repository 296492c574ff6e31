"""The form in Chromium behind a line that is cut: nothing typed or chosen is lost, nothing is done twice."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bench.pages import violations
from generator.form import history
from tests.form.cut_line import Cut, Line, line_to
from tests.form.forms import Form, new_form, serving
from tests.form.journey import settled
from tests.shops import product, write_shop
from tests.site.test_pages import OVERFLOW, SMALL_TARGETS

expect.set_options(timeout=20_000)
STORY = "Resep ibu saya, dari Padang, sejak 1987."

WORKER_IS_THERE = """async () => {
  for (;;) {
    const [found] = await navigator.serviceWorker.getRegistrations();
    if (found && found.active) return;
    await new Promise((done) => setTimeout(done, 50));
  }
}"""


@dataclass
class Place:
    """A shop's form at the end of a line."""

    form: Form
    line: Line
    url: str

    def changes(self) -> int:
        return len(history.entries(self.form.context.database, "satu"))

    def photos(self) -> int:
        found = self.form.context.drafts.read("satu").product("kopi")
        return len(found.photos) if found else 0


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    form = new_form(tmp_path)
    for slug in ("satu", "dua"):
        write_shop(tmp_path, slug, {"kopi": product(), "teh": product("Teh", "8.000")})
    with serving(form) as url, line_to(url) as (line, address):
        yield Place(form, line, address)


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo that the script need not make smaller."""
    file = tmp_path_factory.mktemp("kamera") / "IMG_1.jpg"
    Image.effect_noise((600, 450), 60).convert("RGB").save(file, quality=70)
    assert 80_000 < file.stat().st_size < 300_000
    return file


@contextmanager
def phone(
    browser: Browser, place: Place, *, script: bool = True, worker: bool = False
) -> Iterator[BrowserContext]:
    """A phone on which the seller is in."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        java_script_enabled=script,
        service_workers="allow" if worker else "block",
        locale="id-ID",
    )
    context.set_default_timeout(20_000)
    try:
        enter(context.new_page(), place, "satu")
        yield context
    finally:
        context.close()


def enter(page: Page, place: Place, slug: str) -> Page:
    page.goto(place.url + place.form.link(slug=slug))
    page.get_by_role("button", name="Buka").click()
    page.wait_for_url(f"{place.url}/t/{slug}/")
    return page


def bar(page: Page) -> str:
    return page.locator("#kirim").inner_text()


def not_sent(page: Page) -> None:
    settled(page)
    expect(page.locator("#kirim")).to_contain_text("Belum terkirim, coba lagi")


def again(page: Page) -> None:
    page.locator("#kirim").get_by_role("button", name="Coba lagi").click()


def test_a_photo_that_is_cut_is_still_chosen_and_sent_again(
    browser: Browser, place: Place, camera: Path
) -> None:
    with phone(browser, place) as context:
        [page] = context.pages
        page.goto(f"{place.url}/t/satu/produk/kopi")
        place.line.cut = Cut(b"POST /t/satu/produk/kopi/foto", sent=30_000)
        page.locator("input[type=file]").set_input_files(camera)
        not_sent(page)
        assert place.line.cut.hits >= 1
        assert page.locator("input[type=file]").evaluate("(field) => field.files.length") == 1
        assert violations(page) == []
        again(page)
        not_sent(page)
        assert place.photos() == 0
        place.line.cut = None
        again(page)
        page.locator(".photos img").wait_for()
        assert (place.photos(), place.changes()) == (1, 1)
        page.goto(f"{place.url}/t/satu/")
        expect(page.locator(".queued")).to_have_count(0)


def test_a_save_that_is_cut_keeps_what_was_typed(browser: Browser, place: Place) -> None:
    with phone(browser, place) as context:
        [page] = context.pages
        page.goto(f"{place.url}/t/satu/isi/tentang")
        page.get_by_label("Cerita Anda").fill(STORY)
        place.line.cut = Cut(b"POST /t/satu/isi/tentang", sent=900)
        page.get_by_role("button", name="Simpan").click()
        not_sent(page)
        assert page.get_by_label("Cerita Anda").input_value() == STORY
        assert place.changes() == 0
        place.line.cut = None
        page.get_by_label("Dalam satu kalimat").fill("Baru")
        again(page)
        page.wait_for_url(f"{place.url}/t/satu/")
        assert "Tersimpan" in page.inner_text("main")
        expect(page.locator(".queued")).to_have_count(0)
    found = place.form.context.drafts.read("satu").seller
    assert (found.story, found.slogan, place.changes()) == (STORY, "Baru", 1)


@pytest.mark.parametrize("answered", [0, 40], ids=["before its first byte", "in the middle"])
def test_a_save_whose_answer_is_cut_is_recognised_as_done(
    browser: Browser, place: Place, answered: int
) -> None:
    with phone(browser, place) as context:
        [page] = context.pages
        page.goto(f"{place.url}/t/satu/produk/kopi/ubah/harga")
        page.get_by_label("Harga dalam rupiah").fill("21rb")
        place.line.cut = Cut(b"POST /t/satu/produk/kopi/ubah/harga", answered=answered)
        page.get_by_role("button", name="Simpan").click()
        not_sent(page)
        assert place.changes() == 1
        assert page.get_by_label("Harga dalam rupiah").input_value() == "21rb"
        place.line.cut = None
        again(page)
        page.wait_for_url(f"{place.url}/t/satu/#p-kopi")
        assert "Tersimpan" in page.inner_text("main")
        assert "Rp21.000" in page.inner_text("#p-kopi")
    assert place.changes() == 1


def test_a_photo_whose_answer_is_cut_is_there_once(browser: Browser, place: Place, camera: Path) -> None:
    with phone(browser, place) as context:
        [page] = context.pages
        page.goto(f"{place.url}/t/satu/produk/kopi")
        place.line.cut = Cut(b"POST /t/satu/produk/kopi/foto", answered=0)
        page.locator("input[type=file]").set_input_files(camera)
        not_sent(page)
        assert place.photos() == 1
        place.line.cut = None
        again(page)
        page.locator(".photos img").wait_for()
        assert (place.photos(), place.changes()) == (1, 1)


def test_a_photo_tells_how_far_it_is_and_can_be_stopped(browser: Browser, place: Place, camera: Path) -> None:
    with phone(browser, place) as context:
        [page] = context.pages
        page.goto(f"{place.url}/t/satu/produk/kopi")
        network = context.new_cdp_session(page)
        slow = {"offline": False, "latency": 50, "downloadThroughput": 1e6, "uploadThroughput": 40e3}
        network.send("Network.emulateNetworkConditions", slow)
        page.locator("input[type=file]").set_input_files(camera)
        expect(page.locator("#kirim")).to_contain_text("Mengirim foto…")
        expect(page.locator("#kirim")).to_contain_text(re.compile(r"[1-9]\d?%"))
        assert 0 < page.locator("#kirim progress").evaluate("(bar) => bar.value") < 100
        assert violations(page) == []
        page.locator("#kirim").get_by_role("button", name="Batal").click()
        expect(page.locator("#kirim")).to_have_count(0)
        assert place.photos() == 0
        network.send("Network.emulateNetworkConditions", {**slow, "latency": 0, "uploadThroughput": -1})
        page.goto(f"{place.url}/t/satu/produk/kopi")
        expect(page.locator(".queued")).to_have_count(0)
        page.locator("input[type=file]").set_input_files(camera)
        page.locator(".photos img").wait_for()
    assert place.photos() == 1


def test_without_a_signal_it_waits_and_is_sent_when_the_signal_is_back(
    browser: Browser, place: Place, camera: Path
) -> None:
    with phone(browser, place) as context:
        [page] = context.pages
        page.goto(f"{place.url}/t/satu/produk/kopi")
        context.set_offline(True)
        page.locator("input[type=file]").set_input_files(camera)
        expect(page.locator("#kirim")).to_contain_text("Tidak ada sinyal. Disimpan dulu di HP ini")
        context.set_offline(False)
        page.locator(".photos img").wait_for()
    assert (place.photos(), place.changes()) == (1, 1)


def test_a_page_that_was_closed_meanwhile_sends_when_the_shop_is_opened_again(
    browser: Browser, place: Place, camera: Path
) -> None:
    with phone(browser, place) as context:
        [page] = context.pages
        page.goto(f"{place.url}/t/satu/produk/baru")
        context.set_offline(True)
        page.locator("input[type=file]").set_input_files(camera)
        expect(page.locator("#kirim")).to_contain_text("Disimpan dulu")
        page.close()
        place.line.cut = Cut(b"POST /t/satu/foto-baru", sent=100)
        context.set_offline(False)
        page = context.new_page()
        page.goto(f"{place.url}/t/satu/")
        note = page.locator(".queued")
        expect(note).to_contain_text("1 belum terkirim: Foto produk Anda")
        assert violations(page) == []
        place.line.cut = None
        page.reload()
        expect(note).to_contain_text("Sudah terkirim: Foto produk Anda")
        note.get_by_role("link", name="Lanjutkan").click()
        page.get_by_label("Nama produk").fill("Rendang")
        page.get_by_label("Harga dalam rupiah").fill("95rb")
        page.get_by_role("button", name="Simpan", exact=True).click()
        page.wait_for_url("**/t/satu/#p-rendang")
        expect(page.locator(".queued")).to_have_count(0)
    [rendang] = [
        one for one in place.form.context.drafts.read("satu").seller.products if one.name == "Rendang"
    ]
    assert len(rendang.photos) == 1


def test_a_worker_sends_when_no_page_is_open(browser: Browser, place: Place) -> None:
    with phone(browser, place, worker=True) as context:
        [page] = context.pages
        page.evaluate(WORKER_IS_THERE)
        page.goto(f"{place.url}/t/satu/isi/tentang")
        page.get_by_label("Cerita Anda").fill(STORY)
        context.set_offline(True)
        page.get_by_role("button", name="Simpan").click()
        expect(page.locator("#kirim")).to_contain_text("dikirim sendiri begitu ada sinyal")
        other = context.new_page()
        page.close()
        context.set_offline(False)
        for _ in range(100):
            if place.changes():
                break
            other.wait_for_timeout(200)
        other.goto(f"{place.url}/t/satu/produk/kopi")
        note = other.locator(".queued")
        expect(note).to_contain_text("Sudah terkirim: Apa istimewanya toko Anda?")
        note.get_by_role("link", name="Lanjutkan").click()
        other.wait_for_url(f"{place.url}/t/satu/")
        expect(note).to_have_count(0)
    assert place.form.context.drafts.read("satu").seller.story == STORY


def test_a_page_without_a_signal_says_so_and_what_waits_is_still_there(
    browser: Browser, place: Place
) -> None:
    with phone(browser, place, worker=True) as context:
        [page] = context.pages
        page.evaluate(WORKER_IS_THERE)
        page.goto(f"{place.url}/t/satu/isi/tentang")
        page.get_by_label("Cerita Anda").fill(STORY)
        context.set_offline(True)
        page.get_by_role("button", name="Simpan").click()
        expect(page.locator("#kirim")).to_contain_text("dikirim sendiri begitu ada sinyal")
        page.goto(f"{place.url}/t/satu/")
        assert page.locator("h1").inner_text() == "Belum ada sinyal"
        assert "Yang sudah Anda simpan dan belum terkirim tetap ada di HP ini" in page.inner_text("main")
        assert page.evaluate(OVERFLOW) + page.evaluate(SMALL_TARGETS, 48) + violations(page) == []
        assert page.get_by_role("link").evaluate("(link) => getComputedStyle(link).display") == "block"
        context.set_offline(False)
        page.get_by_role("link", name="Coba lagi").click()
        expect(page.locator("h1")).to_have_text("Satu")
        expect(page.get_by_text(STORY).first).to_be_visible()
    assert place.form.context.drafts.read("satu").seller.story == STORY


def waiting_story(page: Page, place: Place) -> Page:
    """A story that was typed without a signal, on a page that was closed then; gives another page."""
    page.goto(f"{place.url}/t/satu/isi/tentang")
    page.get_by_label("Cerita Anda").fill(STORY)
    page.context.set_offline(True)
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("#kirim")).to_contain_text("Disimpan dulu")
    other = page.context.new_page()
    page.close()
    other.context.set_offline(False)
    return other


def test_what_was_changed_elsewhere_meanwhile_is_shown_and_not_replaced(
    browser: Browser, place: Place
) -> None:
    with phone(browser, place) as context:
        [page] = context.pages
        page = waiting_story(page, place)
        assert place.changes() == 0
        place.form.seller("satu").say("/t/satu/isi/tentang", {"slogan": "", "cerita": "Dari HP lain"})
        page.goto(f"{place.url}/t/satu/")
        note = page.locator(".queued")
        expect(note).to_contain_text("1 belum tersimpan, perlu Anda lihat")
        assert place.form.context.drafts.read("satu").seller.story == "Dari HP lain"
        note.get_by_role("button", name="Lihat").click()
        expect(page.locator("h1")).to_have_text("Isian ini sudah berubah")
        assert "Dari HP lain" in page.inner_text("main")
        assert STORY in page.inner_text("main")
        page.get_by_role("button", name="Pakai isian saya").click()
        page.wait_for_url(f"{place.url}/t/satu/")
        expect(page.locator(".queued")).to_have_count(0)
    assert place.form.context.drafts.read("satu").seller.story == STORY


def test_what_waits_is_nobody_elses_and_goes_with_the_session(browser: Browser, place: Place) -> None:
    with phone(browser, place) as context:
        [page] = context.pages
        page = waiting_story(page, place)
        context.clear_cookies()
        enter(page, place, "dua")
        page.wait_for_timeout(300)
        expect(page.locator(".queued")).to_have_count(0)
        context.clear_cookies()
        place.line.cut = Cut(b"POST /t/satu/isi/tentang", sent=10)
        enter(page, place, "satu")
        expect(page.locator(".queued")).to_contain_text("1 belum terkirim")
        page.get_by_role("link", name="Keluar dari HP ini").click()
        expect(page.locator(".queued")).to_contain_text("Kalau Anda keluar sekarang, ini ikut terhapus.")
        page.get_by_role("button", name="Ya, keluar").click()
        page.wait_for_url(f"{place.url}/")
        place.line.cut = None
        enter(page, place, "satu")
        page.wait_for_timeout(300)
        expect(page.locator(".queued")).to_have_count(0)
    assert place.changes() == 0


def test_a_page_of_a_session_that_is_over_saves_with_the_new_one(browser: Browser, place: Place) -> None:
    with phone(browser, place) as context:
        [page] = context.pages
        page.goto(f"{place.url}/t/satu/isi/tentang")
        page.get_by_label("Cerita Anda").fill(STORY)
        other = context.new_page()
        other.goto(f"{place.url}/keluar")
        other.get_by_role("button", name="Ya, keluar").click()
        other.wait_for_url(f"{place.url}/")
        page.get_by_role("button", name="Simpan").click()
        expect(page.locator("#kirim")).to_contain_text("Buka dulu tautan pribadi Anda")
        assert page.get_by_label("Cerita Anda").input_value() == STORY
        enter(other, place, "satu")  # sends what waits, and tells the other page
        page.wait_for_url(f"{place.url}/t/satu/")
    assert place.form.context.drafts.read("satu").seller.story == STORY


def test_without_scripts_the_same_sent_again_is_recognised_too(browser: Browser, place: Place) -> None:
    """As a browser does whose person reloads the page that never came: the same bytes once more."""
    with phone(browser, place, script=False) as context:
        [page] = context.pages
        page.goto(f"{place.url}/t/satu/isi/nama")
        hidden = {
            name: page.locator(f".ask [name={name}]").input_value() for name in ("tanda", "kunci", "dasar")
        }
        [cookie] = context.cookies()
        body = urlencode({**hidden, "nama": "Warung Pagi"})
        headers = {
            "Cookie": f"{cookie['name']}={cookie['value']}",
            "Content-Type": "application/x-www-form-urlencoded",
        }

        def send() -> http.client.HTTPResponse:
            with closing(
                http.client.HTTPConnection(place.url.removeprefix("http://"), timeout=20)
            ) as connection:
                connection.request("POST", "/t/satu/isi/nama", body, headers)
                return connection.getresponse()

        place.line.cut = Cut(b"POST /t/satu/isi/nama", answered=0)
        with pytest.raises(ConnectionError):
            send()
        assert place.changes() == 1
        place.line.cut = None
        answer = send()
        assert (answer.status, answer.getheader("Location")) == (302, "/t/satu/")
        assert place.changes() == 1
        page.reload()
        page.get_by_label("Nama toko").fill("Warung Sore")
        page.get_by_role("button", name="Simpan").click()
        page.wait_for_url(f"{place.url}/t/satu/")
        assert "Tersimpan" in page.inner_text("main")
    assert place.changes() == 2


def test_a_storage_that_is_full_is_told_on_the_same_screen(
    browser: Browser, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    with phone(browser, place) as context:
        [page] = context.pages
        page.goto(f"{place.url}/t/satu/isi/tentang")
        page.get_by_label("Cerita Anda").fill(STORY)
        with monkeypatch.context() as patch:
            patch.setattr(history, "record", full)
            page.get_by_role("button", name="Simpan").click()
            not_sent(page)
            assert "penyimpanan kami penuh" in bar(page)
        assert page.get_by_label("Cerita Anda").input_value() == STORY
        again(page)
        settled(page)
    assert place.form.context.drafts.read("satu").seller.story == STORY


def test_a_photo_that_is_none_is_said_on_the_page(browser: Browser, place: Place, tmp_path: Path) -> None:
    with phone(browser, place) as context:
        [page] = context.pages
        page.goto(f"{place.url}/t/satu/produk/kopi")
        (tmp_path / "catatan.jpg").write_bytes(b"bukan foto")
        page.locator("input[type=file]").set_input_files(tmp_path / "catatan.jpg")
        expect(page.locator("main [role=alert]")).to_contain_text("bukan foto")
        assert page.url == f"{place.url}/t/satu/produk/kopi"
        expect(page.locator(".queued")).to_have_count(0)
        page.reload()
        assert page.locator("h1").inner_text() == "Kopi Susu"


def test_a_refused_answer_leads_to_what_is_wrong(browser: Browser, place: Place) -> None:
    with phone(browser, place) as context:
        [page] = context.pages
        page.goto(f"{place.url}/t/satu/produk/kopi/ubah/ekspor")
        page.locator("[name=hs]").fill("sembilan")
        page.get_by_role("button", name="Simpan").click()
        alert = page.locator("main [role=alert]")
        expect(alert).to_be_focused()
        assert page.evaluate("scrollY") == 0
        expect(alert).to_be_in_viewport(ratio=1)
        page.goto(f"{place.url}/t/satu/produk/kopi/ubah/harga")
        page.locator("#harga").fill("murah")
        page.get_by_role("button", name="Simpan").click()
        expect(alert).to_be_in_viewport(ratio=1)
        expect(page.locator("#harga")).to_be_focused()


def test_a_tap_that_waits_is_called_by_what_it_says(browser: Browser, place: Place) -> None:
    with phone(browser, place) as context:
        [page] = context.pages
        context.set_offline(True)
        page.get_by_role("button", name="Kopi Susu: Habis").click()
        expect(page.locator("#kirim")).to_contain_text("Tidak ada sinyal.")
        titles = "async () => (await etalaseQueue.all()).map((one) => one.title)"
        assert page.evaluate(titles) == ["Kopi Susu: Habis"]
