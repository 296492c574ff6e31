"""A seller knows what buyers see: at once and at what time, only once she publishes, or not at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.form.pages.news import seen_at
from generator.form.terms import TermView
from tests.form.forms import HUB_WITH_MENTORS, NOW, Form, new_form, publish
from tests.shops import product, write_shop

QUARTERLY = HUB_WITH_MENTORS.replace("{pendaftaran: ya}", "{pendaftaran: ya, pembaruan_menit: 15}")


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path, QUARTERLY)
    write_shop(tmp_path, "satu", {"kopi": product(), "teh": "---\nnama: Teh\nharga: tanya\ndraf: ya\n---\n"})
    return form


def test_a_price_is_seen_at_a_time_and_a_name_once_it_is_published(form: Form) -> None:
    seller = form.seller("satu")
    seller.say("/t/satu/produk/kopi/ubah/harga", {"harga": "20rb"})
    assert "Tersimpan. Pembeli melihatnya sekitar 10.15." in seller.get("/t/satu/").text
    seller.say("/t/satu/produk/kopi/ubah/nama", {"nama": "Kopi Aren"})
    page = seller.get("/t/satu/produk/kopi").text
    assert "Tersimpan. Pembeli melihatnya setelah Anda terbitkan." in page
    assert "Terbitkan sekarang" in page, "on that screen"
    assert "Terbitkan sekarang" in seller.get("/t/satu/lain").text
    publish(seller, "satu")
    assert "Sudah terbit. Pembeli melihatnya sekitar 10.15." in seller.get("/t/satu/").text
    assert "Terbitkan sekarang" not in seller.get("/t/satu/produk/kopi").text


def test_an_undo_is_one_note(form: Form) -> None:
    seller = form.seller("satu")
    seller.say("/t/satu/produk/kopi/ubah/harga", {"harga": "20rb"})
    seller.get("/t/satu/riwayat")
    home = seller.get(seller.post("/t/satu/riwayat/1/kembalikan").location).text
    assert home.count('role="status"') == 1
    assert "Sudah dibatalkan. Pembeli melihatnya sekitar 10.15." in home


def test_a_price_beside_other_changes_is_told_as_what_it_is(form: Form) -> None:
    seller = form.seller("satu")
    seller.say("/t/satu/produk/kopi/ubah/nama", {"nama": "Kopi Aren"})
    seller.get("/t/satu/produk/kopi")
    seller.say("/t/satu/produk/kopi/ubah/harga", {"harga": "20rb"})
    assert "Pembeli melihatnya sekitar 10.15." in seller.get("/t/satu/").text
    seller.say("/t/satu/isi/libur", {"sampai": "2026-12-01"})
    assert "Pembeli melihatnya sekitar 10.15." in seller.get("/t/satu/").text


def test_without_a_word_of_the_hub_no_time_is_promised(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu")
    seller = form.seller("satu")
    seller.say("/t/satu/produk/kopi/ubah/harga", {"harga": "20rb"})
    assert "sekitar" not in seller.get("/t/satu/").text


def test_a_product_without_a_price_is_named_as_not_shown(form: Form) -> None:
    seller = form.seller("satu")
    assert "Tidak tampil: harga belum diisi." in seller.get("/t/satu/").text
    assert "Tidak tampil: harga belum diisi." in seller.get("/t/satu/produk/teh").text
    assert "Tidak tampil" not in seller.get("/t/satu/produk/kopi").text


@pytest.mark.parametrize(("last_day", "offered"), [(None, False), (date(2028, 11, 20), True)])
def test_a_link_is_offered_once_it_is_there(tmp_path: Path, last_day: date | None, offered: bool) -> None:
    state = "active" if last_day else "approved"
    form = new_form(tmp_path, terms=lambda _slug: TermView(state, last_day))  # type: ignore[arg-type]
    write_shop(tmp_path, "satu")
    page = form.seller("satu").get("/t/satu/").text
    assert ("Salin tautan" in page, "hub.example/satu/" in page) == (offered, offered)
    assert ("setelah halaman Anda tampil" in page) is not offered


@given(st.integers(0, 24 * 3600 - 1), st.integers(1, 999))
def test_the_time_is_never_too_early_and_at_most_five_minutes_late(second: int, minutes: int) -> None:
    now = NOW.replace(hour=0) + timedelta(seconds=second)
    at = seen_at(now, minutes)
    assert timedelta(0) <= at - (now + timedelta(minutes=minutes)) < timedelta(minutes=5)
    assert (at.minute % 5, at.second) == (0, 0)
    assert isinstance(at, datetime)
