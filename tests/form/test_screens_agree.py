"""What one screen says of a shop, the others say, too."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from generator.form import approvals
from generator.form.pages import desk
from tests.form.forms import Form, Phone, new_form
from tests.form.test_nobodys_number import CODE
from tests.shops import build, product, write_shop


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu", {"kopi": product()}, nama="Warung Satu")
    return form


def percent(page: str) -> str:
    return str(re.findall(r"\d+%", page)[0])


def test_a_mentor_reads_that_a_seller_withdrew_and_the_rest_is_as_ready_as_before(form: Form) -> None:
    seller, mentor = form.seller("satu"), form.mentor("tebet")
    seller.get("/t/satu/")
    ready = percent(mentor.get("/pembina/toko/satu").text)
    seller.say("/t/satu/tarik")
    desk, shop = mentor.get("/pembina/").text, mentor.get("/pembina/toko/satu").text
    assert f"<small>persetujuan ditarik</small><small>{ready} siap</small>" in desk
    assert "sudah terbit" not in desk
    assert "tidak, persetujuan ditarik" in shop
    assert percent(shop) == ready


def test_what_waits_is_named_whatever_part_of_the_list_is_shown(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    form.seller("satu").say("/t/satu/isi/whatsapp", {"whatsapp": "0800-0000-0055"})
    mentor = form.mentor("tebet")
    monkeypatch.setattr(desk, "_PAGE", 1)
    for query in ("", "?cari=bukan", "?hal=2"):
        assert "<b>Warung Satu</b>: Nomor WhatsApp" in mentor.get(f"/pembina/{query}").text, query


def test_a_mentor_goes_back_from_the_posters_to_her_own_screen(form: Form) -> None:
    back = '<a class="back" href="{}">'
    assert back.format("/pembina/toko/satu") in form.mentor("tebet").get("/t/satu/cetak/").text
    assert back.format("/t/satu/") in form.seller("satu").get("/t/satu/cetak/").text


@pytest.mark.parametrize(
    ("step", "answers"),
    [
        ("whatsapp", {"whatsapp": "0800-0000-0055"}),
        ("ekspor", {"email": "satu@example.com"}),
        ("sosial", {"instagram": "warung.satu"}),
    ],
)
def test_what_waits_for_a_mentor_is_not_said_to_be_published_by_the_seller(
    form: Form, step: str, answers: dict[str, str]
) -> None:
    seller, mentor = form.seller("satu"), form.mentor("tebet")
    landed = seller.say(f"/t/satu/isi/{step}", answers).location
    if step == "whatsapp":  # it is read out once more
        landed = seller.say(landed, {}).location
    saved, other = seller.get(landed).text, seller.get("/t/satu/lain").text
    assert "Tersimpan. Pembeli melihatnya setelah disetujui pembina Anda." in saved
    assert "Perubahan terakhir menunggu persetujuan pembina Anda." in other
    assert "Terbitkan" not in saved + other
    [asked] = approvals.waiting(form.context.database, slug="satu")
    mentor.say(f"/pembina/tanya/{asked.id}", {"jawab": "tolak", "alasan": "Belum saya tanyakan"})
    assert "Perubahan terakhir" not in seller.get("/t/satu/lain").text, "nothing is left to do"


def test_a_change_beside_what_waits_is_told_as_what_it_is(form: Form) -> None:
    seller = form.seller("satu")
    seller.say("/t/satu/isi/whatsapp", {"whatsapp": "0800-0000-0055"})
    seller.say("/t/satu/isi/nama", {"nama": "Warung Lain"})
    assert "Pembeli melihatnya setelah Anda terbitkan." in seller.get("/t/satu/").text
    assert "Terbitkan sekarang" in seller.get("/t/satu/lain").text


@pytest.mark.parametrize("bare", ["Dibuat dari", "Dibuat dari …", "Made from", "Dibuat dari. Rasanya"])
def test_a_story_that_only_begins_is_none(form: Form, bare: str) -> None:
    seller = form.seller("satu")
    for typed, kept in ((f"{bare} kopi.", f"{bare} kopi."), (bare, "")):
        seller.say("/t/satu/produk/kopi/ubah/cerita", {"cerita": typed})
        assert form.context.drafts.read("satu").seller.products[0].description.strip() == kept


def test_after_leaving_there_is_one_button_and_nothing_to_hand_out(form: Form) -> None:
    seller = form.seller("satu")
    seller.say("/t/satu/produk/kopi/ubah/nama", {"nama": "Kopi Aren"})
    before = seller.get("/t/satu/").text
    assert all(
        told in before for told in ("Supaya makin laku", "Salin tautan", "/t/satu/cetak/", ">Terbitkan<")
    )
    seller.say("/t/satu/tarik")
    home = seller.get("/t/satu/").text
    assert '<button class="button">Tampilkan lagi</button>' in home
    assert "Sampai 22 November 2026 pukul 10.00, satu ketukan" in home
    for told in ("Supaya makin laku", "Salin tautan", "qr.png", "/t/satu/cetak/", ">Terbitkan<"):
        assert told not in home, told
    form.clock.now += timedelta(days=2)
    assert '<a class="button" href="/t/satu/isi/persetujuan">Setujui lagi</a>' in seller.get("/t/satu/").text


def test_the_home_screen_tells_an_offer_and_what_is_usual(form: Form) -> None:
    seller = form.seller("satu")
    seller.say("/t/satu/produk/kopi/ubah/promo", {"promo": "15rb", "siap": "2026-11-27"})
    told = "promo sampai 27 November 2026, biasanya Rp18.000"
    assert told in seller.get("/t/satu/").text
    form.clock.now += timedelta(days=7)
    assert "promo sampai" not in seller.get("/t/satu/").text


def test_whoever_keeps_what_is_saved_is_told_so_in_the_shop(form: Form) -> None:
    one, other = form.seller("satu"), form.seller("satu")
    one.get("/t/satu/produk/kopi/ubah/harga")
    other.say("/t/satu/produk/kopi/ubah/harga", {"harga": "20rb"})
    answer = one.post("/t/satu/produk/kopi/ubah/harga", {"harga": "21rb"})
    assert answer.status_code == 409
    assert 'href="/t/satu/?tetap=ya"' in answer.text
    home = one.get("/t/satu/?tetap=ya").text
    assert "Yang tersimpan tetap dipakai." in home
    assert "Rp20.000" in home


def state(phone: Phone) -> str:
    """What stands below the shop's name."""
    said = phone.get("/t/satu/").text.partition('<p class="state">')[2].partition("</p>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", said).split())


def test_the_badge_tells_what_waits_for_a_build_from_what_is_hidden(form: Form) -> None:
    root, phone = form.context.root, form.seller("satu")
    assert build(root)[0] == 0
    assert state(phone) == "Terbit"
    phone.get("/t/satu/tarik")
    phone.post("/t/satu/tarik")
    gone = "Persetujuan Anda ditarik."
    assert state(phone) == f"Segera tidak tampil {gone} Pembeli masih melihatnya sampai pembaruan berikutnya."
    build(root)
    assert state(phone) == f"Tidak tampil {gone}"
    phone.get("/t/satu/")
    phone.post("/t/satu/tarik/batal")
    assert state(phone) == "Segera tampil Halamannya bisa dibuka setelah pembaruan berikutnya."
    assert "Tautan, kode QR, dan poster ada di sini setelah halaman Anda tampil." in phone.page
    build(root)
    assert state(phone) == "Terbit"


def test_a_qris_that_is_ticked_without_a_code_is_told_where_it_is_ticked_and_at_home(form: Form) -> None:
    phone, told = form.seller("satu"), "Anda menerima QRIS, tetapi kodenya belum ada di toko."
    assert told not in phone.get("/t/satu/").text
    ways = {"pengiriman": "ambil sendiri", "pembayaran": ["tunai", "qris"]}
    assert phone.say("/t/satu/isi/antar", ways).location == "/t/satu/", "no block"
    assert told in phone.get("/t/satu/isi/antar").text
    assert phone.post("/t/satu/isi/antar", {**ways, "lalu": "qris"}).location == "/t/satu/isi/qris"
    home = phone.get("/t/satu/").text
    assert f'href="/t/satu/isi/qris"><span><small>{told}</small>' in home
    with phone.client.session_transaction() as session:
        session["qris"] = ("satu", CODE)
    phone.say("/t/satu/isi/qris")
    for screen in ("", "isi/antar"):
        assert told not in phone.get(f"/t/satu/{screen}").text
