"""What a seller is told after a tap: what came of it, and only what is so."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from generator.form.terms import TermView
from tests.content.test_qris import STATIC, VECTORS
from tests.form.forms import Form, Phone, new_form
from tests.form.test_news import QUARTERLY
from tests.shops import build, product, write_shop

SHOWN_AGAIN = "Pembeli melihatnya setelah toko tayang lagi."


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path, QUARTERLY)
    offer = product("Teh", harga_promo="15.000", promo_sampai="2026-12-20")
    write_shop(tmp_path, "satu", {"kopi": product(), "teh": offer})
    return form


def price(phone: Phone, name: str, typed: str) -> str:
    answer = phone.say(f"/t/satu/produk/{name}/ubah/harga", {"harga": typed})
    assert answer.status_code == 302, answer.text
    return phone.get("/t/satu/").text


def test_a_price_of_a_shop_without_consent_is_not_seen_soon(form: Form) -> None:
    phone = form.seller("satu")
    assert "Pembeli melihatnya sekitar" in price(phone, "kopi", "20rb")
    phone.say("/t/satu/tarik")
    page = price(phone, "kopi", "21rb")
    assert SHOWN_AGAIN in page
    assert "melihatnya sekitar" not in page


def test_nor_is_one_after_the_two_years(tmp_path: Path) -> None:
    over = TermView("suspended", date(2026, 11, 1))
    form = new_form(tmp_path, terms=lambda _slug: over)
    write_shop(tmp_path, "satu", {"kopi": product()})
    assert SHOWN_AGAIN in price(form.seller("satu"), "kopi", "20rb")


def test_a_price_that_ends_an_offer_says_so(form: Form) -> None:
    phone, ended = form.seller("satu"), "Promonya berakhir"
    assert ended not in price(phone, "teh", "17rb")
    assert ended in price(phone, "teh", "14rb")
    assert ended not in price(phone, "teh", "13rb")


def test_a_product_without_a_price_has_no_offer(form: Form) -> None:
    phone = form.seller("satu")
    assert phone.say("/t/satu/produk/teh/ubah/harga", {"tanya": "ya"}).status_code == 302
    assert "Promonya ikut berakhir" in phone.get("/t/satu/").text


def test_of_several_sizes_the_one_whose_offer_ended_is_named(form: Form) -> None:
    phone, at = form.seller("satu"), "/t/satu/produk/kopi/ubah"
    sizes = {"nama-0": "Kecil", "harga-0": "18rb", "nama-1": "Besar", "harga-1": "25rb"}
    phone.say(f"{at}/pilihan", sizes)
    phone.say(f"{at}/promo", {"promo-0": "15rb", "promo-1": "20rb", "siap": "2026-11-27"})
    assert phone.say(f"{at}/harga", {"harga-0": "14rb", "harga-1": "25rb"}).status_code == 302
    assert "Promo Kecil berakhir" in phone.get("/t/satu/").text


def test_an_offer_that_was_over_anyway_is_not_told(form: Form) -> None:
    form.clock.now = form.clock.now.replace(year=2027)
    assert "Promonya berakhir" not in price(form.seller("satu"), "teh", "14rb")


def test_an_email_without_its_tick_is_asked_about_and_stays(form: Form) -> None:
    phone, path = form.seller("satu"), "/t/satu/isi/persetujuan"
    answer = phone.say(path, {"setuju": "ya", "email": "siti@contoh.id"})
    assert answer.status_code == 400
    assert "Centang dulu bahwa Anda mau diingatkan" in answer.text
    assert 'value="siti@contoh.id"' in answer.text
    assert phone.say(path, {"setuju": "ya", "surat": "ya", "email": "siti@contoh.id"}).status_code == 302
    assert form.context.drafts.read("satu").seller.email == "siti@contoh.id"
    assert phone.say(path, {"setuju": "ya", "email": "siti@contoh.id"}).status_code == 302
    assert form.context.drafts.read("satu").seller.email == ""


def test_publishing_too_early_says_why_another_question_comes(form: Form) -> None:
    form.begin("baru", name="Warung Baru", whatsapp="+628000000101")
    phone = form.seller("baru")
    phone.get("/t/baru/isi/kategori")
    asked = phone.get(phone.post("/t/baru/terbitkan").location).text
    told = asked.partition("Sebelum terbit, isi dulu yang ini.")[0]
    assert told != asked
    assert told.rpartition("<p ")[2].startswith('class="note" role="status"')


def test_a_small_photo_is_a_warning(form: Form) -> None:
    small = io.BytesIO()
    Image.new("RGB", (300, 200), "#884422").save(small, "JPEG")
    small.seek(0)
    phone = form.seller("satu")
    phone.get("/t/satu/produk/kopi")
    phone.post("/t/satu/produk/kopi/foto", {"foto": (small, "kecil.jpg")})
    page = phone.get("/t/satu/produk/kopi").text
    assert page.partition("Foto ini kecil")[0].rpartition("<p ")[2].startswith('class="note" role="status"')


def test_a_shop_that_is_followed_already_is_found_as_such(form: Form) -> None:
    write_shop(form.context.root, "dua", {"teh": product("Teh")}, ikuti="[satu]")
    assert build(form.context.root)[0] == 0
    page = form.seller("dua").get("/t/dua/ikuti?cari=sat").text
    assert "Satu sudah Anda ikuti." in page
    assert "Tidak ada toko lain" not in page


def test_the_story_stands_for_a_shop_without_a_line(form: Form) -> None:
    (form.context.root / "sellers" / "satu" / "tentang.md").write_text("Berjualan sejak 1998.\n", "utf-8")
    assert "</small>Berjualan sejak 1998.</span>" in form.seller("satu").get("/t/satu/").text


def test_whoever_has_a_code_is_not_asked_whether_there_is_one(form: Form) -> None:
    write_shop(form.context.root, "tiga", {"teh": product("Teh")}, qris=f'"{VECTORS[STATIC[0]]}"')
    headings = {
        slug: form.seller(slug).get(f"/t/{slug}/isi/qris").text.partition("<h1>")[2].partition("</h1>")[0]
        for slug in ("satu", "tiga")
    }
    assert headings == {"satu": "Punya QRIS?", "tiga": "QRIS Anda"}
