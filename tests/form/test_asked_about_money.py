"""Another number or code: what a mentor is told and asked, and what reaches the seller on which number."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator.form.shown_code import ShownCode
from tests.form.forms import Form, Phone, new_form, publish
from tests.form.test_nobodys_number import CODE, THIEF
from tests.form.test_second_person import asked
from tests.shops import product, write_shop

REASON = "Belum saya tanyakan"


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu", {"kopi": product()}, nama="Warung Satu")
    form.seller("satu").get("/t/satu/")
    return form


def with_number(form: Form) -> Phone:
    phone = form.seller("satu")
    phone.say("/t/satu/isi/whatsapp", {"whatsapp": THIEF})
    return phone


def chats(page: str) -> list[tuple[str, str]]:
    """The messages that a page offers to write: to which number, and the text."""
    found = re.findall(r'href="https://wa\.me/(\d*)\?text=([^"]*)"', page)
    return [(number, html.unescape(unquote(text))) for number, text in found]


def decided(form: Form, mentor: Phone, kind: str, **answer: str) -> str:
    """The page after an answer."""
    return mentor.get(mentor.say(asked(form, kind), answer).location).text  # type: ignore[arg-type]


def test_the_old_number_hears_that_it_was_changed(form: Form) -> None:
    with_number(form)
    page = decided(form, form.mentor("tebet"), "whatsapp", jawab="setuju")
    assert "Kabari nomor baru" in page and "Kabari nomor lama" in page
    (new, _text), (old, text) = chats(page)
    assert (new, old) == ("6280000000999", "6280000000101")
    assert text == (
        "Halo, ini Ibu Ratna dari Hub Uji. Nomor WhatsApp toko Anda, Warung Satu, sudah diganti menjadi "
        f"{THIEF}. Kalau bukan Anda yang memintanya, segera balas pesan ini, nanti saya kembalikan."
    )


def test_a_no_is_told_on_the_one_number_that_stays(form: Form) -> None:
    with_number(form)
    page = decided(form, form.mentor("tebet"), "whatsapp", jawab="tolak", alasan=REASON)
    assert [number for number, _text in chats(page)] == ["6280000000101"]
    assert "Kabari nomor lama" not in page


def test_who_agrees_herself_is_told_that_it_is_used_at_once(form: Form) -> None:
    for phone, at_once in ((form.mentor("tebet"), True), (form.seller("satu"), False)):
        page = phone.get("/t/satu/isi/whatsapp").text
        assert (
            "Nomor baru langsung dipakai. Pastikan dulu ke penjualnya lewat nomor lama." in page
        ) is at_once
        assert ("disetujui pembina" in page) is not at_once
        with phone.client.session_transaction() as session:
            session["qris"] = ("satu", CODE)
        assert ("QRIS baru langsung dipakai." in phone.get("/t/satu/isi/qris").text) is at_once


def test_a_no_is_one_piece_of_news_to_the_seller(form: Form) -> None:
    seller, mentor = with_number(form), form.mentor("tebet")
    page = decided(form, mentor, "whatsapp", jawab="tolak", alasan=REASON)
    [(_number, text)] = chats(page)
    assert "Saya tidak menyetujui perubahan toko Warung Satu ini: Nomor WhatsApp." in text
    home = seller.get("/t/satu/").text
    assert "Pembina tidak menyetujui ini: <b>Nomor WhatsApp</b>" in home
    assert "Pembina Anda mengubah" not in home
    assert "<b>Tidak disetujui</b>" in seller.get("/t/satu/riwayat").text
    mentor.say("/t/satu/isi/nama", {"nama": "Warung Dua"})
    assert "Pembina Anda mengubah" in seller.get("/t/satu/").text, "what she did change is still told"


def test_a_question_to_the_seller_says_who_asks_and_about_what(form: Form) -> None:
    phone, mentor = with_number(form), form.mentor("tebet")
    with phone.client.session_transaction() as session:
        session["qris"] = ("satu", CODE)
    phone.say("/t/satu/isi/qris")
    sure = "Halo, ini Ibu Ratna dari Hub Uji. Saya mau memastikan dulu: apakah Anda sendiri yang"
    number = f"{sure} meminta nomor WhatsApp toko Warung Satu diganti menjadi {THIEF}?"
    assert ("6280000000101", number) in chats(mentor.get(asked(form, "whatsapp")).text)
    code = f"{sure} mengubah ini di toko Warung Satu: QRIS?"
    assert ("6280000000101", code) in chats(mentor.get(asked(form, "qris")).text)


def test_questions_about_money_come_first(form: Form) -> None:
    write_shop(form.context.root, "dua", {"kopi": product()}, nama="Warung Dua")
    other = form.seller("dua")
    other.say("/t/dua/isi/tentang", {"slogan": f"Telepon {THIEF}", "cerita": ""})
    publish(other, "dua")
    with_number(form)
    page = form.mentor("tebet").get("/pembina/").text
    at = [page.index(one) for one in ("<b>Warung Satu</b>: Nomor", "<b>Warung Dua</b>: Satu kalimat")]
    assert at == sorted(at)


def test_the_old_number_can_be_called(form: Form) -> None:
    with_number(form)
    mentor = form.mentor("tebet")
    page = mentor.get(asked(form, "whatsapp")).text
    assert re.findall(r'href="tel:([^"]*)">([^<]*)<', page) == [("+6280000000101", "Telepon 0800-0000-0101")]
    tapped = re.findall(r'<a [^>]*href="tel:([^"]*)">([^<]*)<', mentor.get("/pembina/toko/satu").text)
    assert tapped == [("+6280000000101", "0800-0000-0101")]


def test_whom_a_code_pays_is_named_on_every_screen(form: Form) -> None:
    phone, mentor = form.seller("satu"), form.mentor("tebet")
    with phone.client.session_transaction() as session:
        session["qris"] = ("satu", CODE)
    phone.say("/t/satu/isi/qris")
    code = ShownCode((CODE,))
    assert code.nmid and code.accounts
    account = f"Bank dan nomor rekening: {code.accounts[0]}"
    page = html.unescape(mentor.get(asked(form, "qris")).text)
    assert f"<small>NMID: {code.nmid}</small> <small>{account}</small>" in page
    home = html.unescape(phone.get("/t/satu/").text)
    assert home.count(f"{code.payee}, NMID {code.nmid}") == 2, "what waits, and the row of the list"
    assert f"NMID: {code.nmid}, {account}" in html.unescape(phone.get("/t/satu/riwayat").text)


def test_her_number_says_that_it_was_agreed_to(form: Form) -> None:
    phone, mentor = with_number(form), form.mentor("tebet")
    told = "Pembina sudah menyetujui nomor ini."
    assert told not in phone.get("/t/satu/isi/whatsapp").text
    mentor.say(asked(form, "whatsapp"), {"jawab": "setuju"})
    assert told in phone.get("/t/satu/isi/whatsapp").text
    assert told not in mentor.get("/t/satu/isi/whatsapp").text
