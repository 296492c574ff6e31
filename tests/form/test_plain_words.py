"""What people read in the form speaks of no file; names, links and photos are told as they are."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image
from playwright.sync_api import Browser

from generator.content.diagnostics import Diagnostic
from generator.content.fields import FieldError
from generator.content.messages import SENTENCES
from generator.content.prices import dotted, rupiah
from generator.form.plain_words import sentences, without_keys
from generator.language import language
from tests.form.forms import Form, new_form, publish, serving
from tests.form.test_browser import MENTOR, SELLER
from tests.form.test_browser import phone as browser_phone
from tests.shops import write_product, write_shop

NEEDED = ("nama", "whatsapp")
JARGON = re.compile(r"toko\.yaml|\.md\b|\bbaris\b|\b(?:persetujuan|harga|nama|stok|kategori|jam_buka|moq): ")


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu")
    return form


def shown(html: str) -> str:
    """What people read of a page."""
    return re.sub(r"<[^>]+>", " ", html.split("<main", 1)[1])


def test_no_screen_speaks_of_files(form: Form) -> None:
    seller, mentor = form.seller("satu"), form.mentor("tebet")
    seller.say("/t/satu/isi/whatsapp", {"whatsapp": "0800-0000-0999"})
    publish(seller, "satu")
    pages = {screen: seller.get(f"/t/satu/{screen}").text for screen in (*SELLER, "tarik")}
    pages |= {screen: mentor.get(f"/pembina/{screen}").text for screen in MENTOR}
    assert {screen: found for screen, page in pages.items() if (found := JARGON.findall(shown(page)))} == {}


def test_what_whatsapp_is_given_is_the_text_as_it_was_typed(form: Form) -> None:
    write_shop(form.context.root, "jumat", nama='"Nasi Jum\'at \\"Dewi\\" & Anak"')
    seller, mentor = form.seller("jumat"), form.mentor("tebet")
    form.begin("baru", name="Nasi Jum'at & Anak", whatsapp="6280000000155")
    pages = [seller.get(f"/t/jumat/{screen}").text for screen in ("", "tarik", "isi/cek")]
    pages += [mentor.get(f"/pembina/{screen}").text for screen in ("", "toko/jumat")]
    pages.append(form.seller("baru").get("/t/baru/isi/pratinjau").text)
    texts = [
        unquote(found) for page in pages for found in re.findall(r'https://wa\.me/\d*\?text=([^"]+)', page)
    ]
    assert len(texts) >= 5
    assert any('Nasi Jum\'at "Dewi" & Anak' in text for text in texts)
    assert [text for text in texts if re.search(r"&(?:#\d+|amp|quot|lt);", text)] == []


@pytest.mark.parametrize(
    "broken",
    [
        "nama Kopi\nharga: 5000",
        "nama: Kopi\nharga: 15",
        "nama: Kopi\n harga: 5000",
        "harga: 5000",
        "nama: Kopi\nfoto: x.jpg\nharga: 1000",
    ],
)
def test_a_file_broken_by_hand_is_told_without_its_lines(form: Form, broken: str) -> None:
    seller = form.seller("satu")
    seller.get("/t/satu/")
    write_product(form.context.root / "sellers" / "satu", "teh", f"---\n{broken}\n---\n")
    said = shown(seller.get("/t/satu/").text)
    assert not JARGON.search(said), said


def test_every_sentence_of_the_checker_becomes_one_without_files() -> None:
    names = re.findall(r"%\((\w+)\)", " ".join(text for pair in SENTENCES.values() for text in pair))
    values = dict.fromkeys(names, "5")
    for code in SENTENCES:
        problem = Diagnostic("form/sellers/satu/produk/teh-manis.md", 1, 1, code, values=values)
        [said] = sentences([problem], lambda text: text)
        assert said
        assert not re.search(r"\.yaml|\.md\b|(?:^|\s)[a-z_]+: ", said), said
    assert without_keys("type for example moq: 50 kg") == "type for example 50 kg"


def test_a_small_photo_and_a_changed_one_are_told(form: Form, tmp_path: Path) -> None:
    seller = form.seller("satu")
    for number, side in enumerate((300, 900)):
        file = tmp_path / f"{number}.jpg"
        Image.new("RGB", (side, side), (90, 60, 30 * number)).save(file)
        with file.open("rb") as photo:
            seller.say("/t/satu/produk/kopi/foto", {"foto": (photo, file.name)})
        page = seller.get("/t/satu/produk/kopi").text
        assert ("Foto ini kecil" in page) == (side < 400)
    publish(seller, "satu")
    with (tmp_path / "2.jpg").open("wb") as new:
        Image.new("RGB", (900, 900), (9, 9, 9)).save(new, "JPEG")
    old = form.context.drafts.read("satu").seller.products[0].photos[0].name
    seller.get("/t/satu/produk/kopi")
    seller.post(f"/t/satu/produk/kopi/foto/{old}/hapus")
    with (tmp_path / "2.jpg").open("rb") as photo:
        seller.say("/t/satu/produk/kopi/foto", {"foto": (photo, "2.jpg")})
    assert "Foto diganti" in seller.get("/t/satu/").text


@pytest.mark.parametrize("typed", ["mulai 15000", "Mulai Rp15rb", "dari 15.000"])
def test_a_price_to_begin_with_is_told_where_several_prices_go(form: Form, typed: str) -> None:
    answer = form.seller("satu").say("/t/satu/produk/kopi/ubah/harga", {"harga": typed})
    assert answer.status_code == 400
    assert "tanpa “mulai”" in answer.text
    assert "Ukuran atau rasa" in answer.text


AMOUNTS = (100, 999, 1_500, 15_000, 95_500, 1_250_000, 999_999_999)
SPELT = [
    f"{prefix}{spell(amount)}{ending}"
    for amount in AMOUNTS
    for prefix in ("", "Rp", "RP ", "Rp. ", "IDR ")
    for spell in (str, dotted, "{:,}".format, lambda amount: f"{amount:,}".replace(",", " "))
    for ending in ("", ",-", ".-", ",00", " ,-")
]
SHORT = [
    f"{count}{unit}" for count in ("15", "1,5", "1.25", "0,75", "7 ") for unit in ("rb", "ribu", "K", "jt")
]
ASKED = [
    "",
    "15",
    "0",
    "abc",
    "95.5",
    "1.250jt",
    "20.000-25.000",
    "25000.0",
    "8998887777",
    "1.250,500",
    "10000 15000",
]


def test_a_price_is_read_back_while_it_is_typed_as_it_will_be_understood(
    browser: Browser, form: Form
) -> None:
    def understood(typed: str) -> str:
        try:
            price = rupiah(typed)
        except FieldError:
            return ""
        return f"Rp{dotted(price)}" if price else ""

    typed = [*SPELT, *SHORT, *ASKED]
    with serving(form) as url, browser_phone(browser) as page:
        page.goto(url + form.link(slug="satu"))
        page.get_by_role("button", name="Buka").click()
        page.goto(f"{url}/t/satu/produk/kopi/ubah/harga")
        assert page.locator("#harga").get_attribute("inputmode") is None, "15rb needs letters"
        read = page.evaluate(
            """(all) => all.map((typed) => {
                const field = document.getElementById("harga");
                field.value = typed;
                field.dispatchEvent(new Event("input", { bubbles: true }));
                return document.getElementById("terbaca").textContent;
            })""",
            typed,
        )
    assert dict(zip(typed, read, strict=True)) == {one: understood(one) for one in typed}


def test_a_number_that_is_missing_is_called_what_people_call_it() -> None:
    lacks = [Diagnostic("s/satu/toko.yaml", None, None, "missing", values={"key": one}) for one in NEEDED]
    said = list(sentences(lacks, language("id").gettext))
    assert said == ["Nama belum diisi.", "Nomor WhatsApp belum diisi."]


def test_a_name_that_is_too_long_says_so_while_it_is_typed(browser: Browser, form: Form) -> None:
    with serving(form) as url, browser_phone(browser) as page:
        page.goto(url + form.link(slug="satu"))
        page.get_by_role("button", name="Buka").click()
        page.goto(f"{url}/t/satu/isi/nama")
        count = page.locator(".count")
        assert not count.is_visible()
        page.get_by_label("Nama toko").fill("Warung " * 8)
        assert count.inner_text() == "55 dari 60 huruf"
        page.get_by_label("Nama toko").fill("Warung " * 10)
        assert count.inner_text() == "69 dari 60 huruf"
        assert "over" in (count.get_attribute("class") or "")
        page.goto(f"{url}/t/satu/produk/kopi/ubah/harga")
        for price, read in (("15.000,-", "Rp15.000"), ("Rp 15rb", "Rp15.000"), ("15000,00", "Rp15.000")):
            page.get_by_label("Harga dalam rupiah").fill(price)
            assert page.inner_text("#terbaca") == read, price
