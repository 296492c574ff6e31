"""The form in Chromium, 360 x 740: the whole way with and without scripts, counted; every screen judged."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from flask import request
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, expect

from bench.pages import violations
from tests.form import journey
from tests.form.forms import Form, new_form, publish, serving
from tests.form.journey import Hand
from tests.shops import build, product, write_photo, write_shop
from tests.site.test_pages import OVERFLOW, SMALL_TARGETS

MOST_TAPS = 33
"""To a published shop with three products: each tap, and each field that is typed into."""
TOUCH = 48
SMALL_UPLOAD = 400_000


@pytest.fixture
def form(tmp_path: Path) -> Form:
    return new_form(tmp_path)


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo as a phone takes it: 12 megapixels, about 4 MB, turned by its EXIF."""
    size = (4000, 3000)
    small = Image.frombytes("RGB", (100, 75), Random(1).randbytes(100 * 75 * 3))
    grain = Image.merge("RGB", [Image.effect_noise(size, 12) for _ in "RGB"])
    noisy = ImageChops.add(small.resize(size, Image.Resampling.BICUBIC), grain, offset=-128)
    exif = Image.Exif()
    exif[0x0112] = 6
    file = tmp_path_factory.mktemp("kamera") / "IMG_2041.jpg"
    noisy.save(file, quality=85, exif=exif)
    assert 3_000_000 < file.stat().st_size < 7_000_000
    return file


@contextmanager
def phone(browser: Browser, *, script: bool = True, dark: bool = False) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        java_script_enabled=script,
        color_scheme="dark" if dark else "light",
        locale="id-ID",
        timezone_id="Asia/Jakarta",
    )
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_link_to_a_shop_with_three_products(
    browser: Browser, form: Form, tmp_path: Path, script: bool
) -> None:
    form.begin("dapur-bu-siti")
    shots = []
    for number, shade in enumerate(("#884422", "#228844", "#442288")):
        write_photo(tmp_path, f"{number}.jpg", shade)
        shots.append(tmp_path / "foto" / f"{number}.jpg")
    with serving(form) as url, phone(browser, script=script) as page:
        faults: list[str] = []
        page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        hand = Hand(page, script)
        journey.open_link(hand, url + form.link(slug="dapur-bu-siti"))
        journey.up_to_products(hand)
        journey.one_product(hand, "Rendang Sapi", "95rb", shots[0])
        journey.one_product(hand, "Sambal Terasi", "25.000", shots[1])
        journey.one_product(hand, "Telur Balado", "18000", shots[2], last=True)
        journey.to_the_end(hand)
        whole = hand.taps + hand.typed
        assert "Toko Anda sudah terbit" in page.inner_text("main")
        assert faults == []
    assert whole <= MOST_TAPS + (0 if script else 3), "each photo is sent by a button of its own"
    code, answer = build(form.context.root)
    assert (code, answer["sellers"]["built"]) == (0, 1)
    html = (form.context.root / "build" / "site" / "dapur-bu-siti" / "index.html").read_text("utf-8")
    assert [name in html for name in ("Rendang Sapi", "Sambal Terasi", "Telur Balado", "Rp95.000")] == [
        True
    ] * 4
    assert html.count("<img") >= 3


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_a_price_is_two_taps_and_its_digits(browser: Browser, form: Form, script: bool) -> None:
    write_shop(form.context.root, "satu")
    with serving(form) as url, phone(browser, script=script) as page:
        hand = Hand(page, script)
        page.goto(url + form.link(slug="satu"))
        hand.tap("Buka")
        hand.taps = 0
        hand.tap(page.get_by_role("link", name="Ganti harga Kopi Susu"))
        assert page.evaluate("document.activeElement.name") == "harga" if script else True
        if script:
            page.keyboard.type("21000")  # the price is selected: typing replaces it
        else:
            page.get_by_label("Harga dalam rupiah").fill("21000")
        hand.tap("Simpan")
        assert hand.taps == 2
        assert "Rp21.000" in page.inner_text("#p-kopi")
        hand.taps = 0
        hand.tap(page.get_by_role("button", name="Kopi Susu: Pesan dulu"))
        assert hand.taps == 1
        assert page.get_by_role("button", name="Pesan dulu", pressed=True).count() == 1
    assert b"stok: pesan dulu" in (form.context.root / "sellers" / "satu" / "produk" / "kopi.md").read_bytes()
    assert b"21.000" in (form.context.root / "sellers" / "satu" / "produk" / "kopi.md").read_bytes()


def test_the_price_reads_itself_back(browser: Browser, form: Form) -> None:
    write_shop(form.context.root, "satu")
    with serving(form) as url, phone(browser) as page:
        page.goto(url + form.link(slug="satu"))
        page.get_by_role("button", name="Buka").click()
        page.goto(f"{url}/t/satu/produk/kopi/ubah/harga")
        for typed, read in (
            ("15000", "Rp15.000"),
            ("15rb", "Rp15.000"),
            ("1,5jt", "Rp1.500.000"),
            ("abc", ""),
        ):
            page.get_by_label("Harga dalam rupiah").fill(typed)
            assert page.inner_text("#terbaca") == read


def test_a_photo_of_four_megabytes_is_sent_as_400_kb_on_slow_4g(
    browser: Browser, form: Form, camera: Path
) -> None:
    write_shop(form.context.root, "satu")
    sent: list[int] = []

    def weigh() -> None:
        if request.endpoint == "photos.add":
            sent.append(request.content_length or 0)

    form.app.before_request(weigh)
    with serving(form) as url, phone(browser) as page:
        page.goto(url + form.link(slug="satu"))
        page.get_by_role("button", name="Buka").click()
        page.goto(f"{url}/t/satu/produk/kopi")
        network = page.context.new_cdp_session(page)
        # Lighthouse's slow 4G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms
        network.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": 150,
                "downloadThroughput": 1.6e6 / 8,
                "uploadThroughput": 750e3 / 8,
            },
        )
        page.locator("input[type=file]").set_input_files(camera)
        page.locator(".photos img").wait_for(timeout=30_000)
    assert len(sent) == 1
    assert 20_000 < sent[0] <= SMALL_UPLOAD, sent
    [kept] = form.context.drafts.read("satu").seller.products[0].photos
    assert (kept.width, kept.height) == (1200, 1600)


def test_without_scripts_the_original_is_sent_and_made_smaller_here(
    browser: Browser, form: Form, camera: Path
) -> None:
    write_shop(form.context.root, "satu")
    with serving(form) as url, phone(browser, script=False) as page:
        page.goto(url + form.link(slug="satu"))
        page.get_by_role("button", name="Buka").click()
        page.goto(f"{url}/t/satu/produk/kopi")
        page.locator("input[type=file]").set_input_files(camera)
        page.get_by_role("button", name="Kirim fotonya").click()
        page.locator(".photos img").wait_for(timeout=30_000)
    [kept] = form.context.drafts.read("satu").seller.products[0].photos
    assert (kept.width, kept.height) == (1536, 2048)


def test_back_keeps_what_is_half_typed_until_it_is_sent(browser: Browser, form: Form) -> None:
    form.begin("baru", name="Warung Baru")
    with serving(form) as url, phone(browser) as page:
        hand, number = Hand(page), page.get_by_label("Nomor WhatsApp", exact=True)
        page.goto(url + form.link(slug="baru"))
        hand.tap("Buka")
        assert page.url == f"{url}/t/baru/isi/whatsapp"
        number.fill("0800-0000")
        hand.tap("Kembali")
        assert page.url == f"{url}/t/baru/isi/nama"
        assert page.get_by_role("link", name="Kembali").count() == 0, "home would lead to the number again"
        hand.tap("Lanjut")
        assert number.input_value() == "0800-0000"
        number.fill("0800-0000-0101")
        hand.tap("Lanjut")
        assert page.url == f"{url}/t/baru/isi/kategori"
        assert page.evaluate("sessionStorage.length") == 0


SELLER = [
    "isi/nama", "isi/whatsapp", "isi/cek", "isi/kategori", "isi/kecamatan", "isi/kelurahan", "isi/jam",
    "isi/antar", "isi/qris", "isi/warna", "isi/persetujuan", "isi/pratinjau", "isi/tentang", "isi/libur",
    "isi/jam-hari", "isi/sosial", "isi/izin", "isi/alamat", "isi/inggris", "isi/ekspor", "isi/nominal",
    "isi/pindah", "lain", "ikuti?cari=a",
    "produk/", "produk/baru", "produk/nama", "produk/kopi", "produk/kopi/ubah/nama", "produk/kopi/ubah/harga",
    "produk/kopi/ubah/cerita", "produk/kopi/ubah/stok", "produk/kopi/ubah/promo", "produk/teh/ubah/pilihan",
    "produk/kopi/ubah/bagian", "produk/kopi/ubah/minimal", "produk/kopi/ubah/unggulan",
    "produk/teh/ubah/inggris", "produk/kopi/ubah/ekspor", "", "riwayat", "cetak/", "cetak/status",
    "pratinjau", "produk/tidak-ada",
]  # fmt: skip
"""Every screen of a seller, below /t/satu/."""
MENTOR = [
    "", "?saring=menunggu&urut=nama", "?cari=bakso", "tanya/1", "undang", "toko/satu", "pengingat",
]  # fmt: skip


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Form:
    """A shop with everything that a screen can show: changes, a question to the mentor, sold out."""
    form = new_form(tmp_path_factory.mktemp("layar"))
    root = form.context.root
    products = {
        "kopi": product(foto="[kopi.jpg]", satuan="per gelas"),
        "teh": product("Teh Manis Panas Sekali", "8rb", stok="habis", varian="[Kecil, Besar]"),
    }
    folder = write_shop(root, "satu", products, kelurahan="Tebet Timur", slogan="Kopi dari Tebet")
    write_photo(folder, "kopi.jpg")
    seller = form.seller("satu")
    seller.say("/t/satu/isi/whatsapp", {"whatsapp": "0800-0000-0999"})
    publish(seller, "satu")
    seller.say("/t/satu/isi/nama", {"nama": "Warung Kopi Bu Siti dan Anak-anak"})
    seller.say("/t/satu/isi/warna", {"warna": "#1f6f54"})
    return form


def judge(page: Page, url: str) -> list[str]:
    """Everything that is wrong with a screen: axe, overflow, and targets that are too small."""
    page.goto(url)
    found = page.evaluate(OVERFLOW) + page.evaluate(SMALL_TARGETS, TOUCH)
    found += violations(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {what}" for what in violations(page, colours=True)]
    page.emulate_media(color_scheme="light")
    return [f"{url}: {what}" for what in found]


def test_every_screen_is_accessible_and_fits_a_thumb(browser: Browser, furnished: Form) -> None:
    with serving(furnished) as url, phone(browser) as page:
        faults = [*judge(page, url), *judge(page, f"{url}/m/abc"), *judge(page, f"{url}/daftar")]
        for door, base, screens in (
            (furnished.link(slug="satu"), f"{url}/t/satu/", SELLER),
            (furnished.link("mentor", kecamatan="tebet"), f"{url}/pembina/", MENTOR),
        ):
            page.goto(url + door)
            page.get_by_role("button", name="Buka").click()
            for screen in screens:
                faults += judge(page, base + screen)
        assert faults == []


def test_answers_that_were_refused_are_accessible_too(browser: Browser, furnished: Form) -> None:
    with serving(furnished) as url, phone(browser) as page:
        page.goto(url + furnished.link(slug="satu"))
        page.get_by_role("button", name="Buka").click()
        page.goto(f"{url}/t/satu/isi/whatsapp")
        page.get_by_label("Nomor WhatsApp", exact=True).fill("12345")
        page.get_by_role("button", name="Simpan").click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert violations(page) == []
        page.goto(f"{url}/t/satu/isi/jam")
        page.locator("summary").click()
        page.get_by_label("Dari jam").fill("08:00")
        page.get_by_label("Sampai jam").fill("07:00")
        page.get_by_role("button", name="Simpan").click()
        page.get_by_role("button", name="Ya, sampai besoknya").wait_for()
        page.wait_for_timeout(600)
        assert page.locator(".sending").count() == 0, "it has been answered"
        assert violations(page) + page.evaluate(SMALL_TARGETS, TOUCH) + page.evaluate(OVERFLOW) == []
        page.goto(f"{url}/t/satu/isi/tentang")
        page.locator("[name=dasar]").evaluate("(field) => { field.value = 'x'; }")
        page.get_by_label("Cerita Anda").fill("Lain")
        page.get_by_role("button", name="Simpan").click()
        expect(page.locator("h1")).to_have_text("Isian ini sudah berubah")
        assert violations(page) == []
        assert page.evaluate(SMALL_TARGETS, TOUCH) == []


def test_english_by_a_switch(browser: Browser, furnished: Form) -> None:
    with serving(furnished) as url, phone(browser) as page:
        page.goto(url + furnished.link(slug="satu"))
        page.get_by_role("button", name="Buka").click()
        page.get_by_role("button", name="English").click()
        assert page.get_attribute("html", "lang") == "en"
        assert page.url == f"{url}/t/satu/?" or page.url == f"{url}/t/satu/"
        assert "Products" in page.inner_text("main")
        assert violations(page) == []


def test_the_preview_comes_in_under_a_second(furnished: Form) -> None:
    """Bounded loosely: the first time makes the photos; the numbers are in bench/form.py."""
    seller = furnished.seller("satu")
    text = seller.get("/t/satu/pratinjau").text
    address = text.split('src="')[-1].split('"')[0]
    page = seller.get(address)
    assert page.status_code == 200
    assert "Warung Kopi Bu Siti" in page.text
    with Image.open(io.BytesIO(seller.get(address.replace("index.html", _photo(page.text))).data)) as image:
        assert image.format == "WEBP"


def _photo(html: str) -> str:
    return html.split('src="foto/')[1].split('"')[0].join(["foto/", ""])
