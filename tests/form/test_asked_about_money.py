"""Another number or code: what a mentor is told and asked, and what reaches the seller on which number."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.form.forms import Form, Phone, new_form
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
