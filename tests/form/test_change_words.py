"""Changes are told in words: rupiah, days and names as people write them, never the words of a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.content.model import Category, Product, Seller
from generator.content.places import NOWHERE
from generator.form.change_words import ChangeWords
from generator.form.changes import differences
from generator.language import language
from tests.form.forms import new_form, publish
from tests.shops import product, write_product, write_shop

WORDS = {
    code: ChangeWords(
        language(code), [Category("kuliner", "Kuliner", "Food")], lambda _slugs: {"kopi-tebet": "Kopi Tebet"}
    )
    for code in ("id", "en")
}


@pytest.mark.parametrize(
    ("what", "text", "said"),
    [
        ("price", "25000", "Rp25.000"),
        ("price", "", ""),
        ("promo", "25000 – 2026-12-06", "Rp25.000 sampai 6 Desember 2026"),
        ("promo", "Isi 10 5000, Besar 7000 – 2026-12-06",
         "Isi 10 Rp5.000, Besar Rp7.000 sampai 6 Desember 2026"),
        ("choices", "Isi 10 5000, Besar –", "Isi 10 Rp5.000, Besar –"),
        ("closed", "2026-12-24 – 2026-12-31 Pulang – kampung",
         "dari 24 Desember 2026 sampai 31 Desember 2026: Pulang – kampung"),
        ("closed", "2026-12-31", "sampai 31 Desember 2026"),
        ("consent", "2026-11-21", "21 November 2026"),
        ("consent", "tidak", "dicabut"),
        ("category", "kuliner", "Kuliner"),
        ("follows", "kopi-tebet, batik-ayu", "Kopi Tebet, Batik Ayu"),
        ("socials", "instagram dapur.siti, tiktok siti", "Instagram dapur.siti, TikTok siti"),
        ("payment", "tunai, qris, ayam", "Tunai, QRIS, ayam"),
        ("hours", "senin-jumat 08.00-12.00, 13.00-17.00; sabtu tutup; minggu 24 jam",
         "Senin–Jumat 08.00–12.00, 13.00–17.00; Sabtu tutup; Minggu 24 jam"),
        ("export", "moq 50 kg, berat 5,4 kg, hs 0901.21",
         "Pesanan terkecil untuk luar negeri: 50 kg, Berat satu kemasan: 5,4 kg, Kode HS: 0901.21"),
        ("stock", "pesan dulu", "Pesan dulu"),
        ("featured", "", "tidak"),
        ("catalogue", "ya", "ya"),
        ("colour", "#4b6b2f", "hijau daun"),
        ("colour", "#123456", "warna Anda sendiri"),
        ("qris", "qris-ab12.png", "Foto kodenya"),
        ("qris", "DAPUR SITI, ID10200", "DAPUR SITI, ID10200"),
        ("name", "Dapur – 2026-12-06", "Dapur – 2026-12-06"),
    ],
)  # fmt: skip
def test_a_value_is_said_as_people_write_it(what: str, text: str, said: str) -> None:
    assert WORDS["id"].say(what, text) == said


@pytest.mark.parametrize(
    ("what", "text", "said"),
    [
        ("promo", "25000 – 2026-12-06", "IDR 25,000 until 6 December 2026"),
        ("hours", "senin-jumat 08.00-17.00; sabtu tutup", "Monday–Friday 08.00–17.00; Saturday closed"),
        ("category", "kuliner", "Food"),
        ("colour", "#4b6b2f", "leaf green"),
    ],
)
def test_a_value_is_said_in_english(what: str, text: str, said: str) -> None:
    assert WORDS["en"].say(what, text) == said


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a" * 200, "a" * 200),
        ("a" * 201, "a" * 200 + " …"),
        ("Kopi " * 39 + "enak sekali", "Kopi " * 39 + "enak …"),
        ("Kopi, " * 40, ("Kopi, " * 33)[:-2] + " …"),
    ],
)
def test_a_long_text_ends_with_a_word_and_says_that_it_goes_on(typed: str, kept: str) -> None:
    before = Seller("a", "A", "kuliner", NOWHERE, "", products=(Product("b", "B", None),))
    after = Seller("a", "A", "kuliner", NOWHERE, "", products=(Product("b", "B", None, description=typed),))
    assert [change.after for change in differences(before, after)] == [kept]


def test_the_history_of_a_shop_holds_no_word_of_a_file(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu", {"kopi": product()})
    seller = form.seller("satu")
    seller.say("/t/satu/isi/warna", {"warna": "#1f6f54"})
    seller.say("/t/satu/isi/libur", {"mulai": "2026-12-24", "sampai": "2026-12-31"})
    seller.say("/t/satu/isi/ekspor", {"email": "satu@contoh.example", "katalog": "ya"})
    seller.say("/t/satu/produk/kopi/ubah/promo", {"promo": "15rb", "siap": "2026-11-27"})
    seller.say("/t/satu/produk/kopi/ubah/ekspor", {"moq": "50 kg", "hs": "0901.21"})
    seller.say("/t/satu/produk/kopi/ubah/unggulan", {"unggulan": "ya"})
    publish(seller, "satu")
    write_product(tmp_path / "sellers" / "satu", "kopi", "---\nnama: Kopi Hitam\nharga: 19000\n---\n")
    seller.get("/t/satu/")
    page = seller.get("/t/satu/riwayat").text
    shown = re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1])
    assert not re.search(r"berkas|\b\d{4}-\d\d-\d\d|#[0-9a-f]{6}|\b[1-9]\d{4,}\b|\b(?:hs|moq) ", shown), shown
    for told in (
        "hijau botol",
        "Rp15.000 sampai 27 November 2026",
        "di luar formulir ini",
        "Kode HS: 0901.21",
    ):
        assert told in shown, shown
