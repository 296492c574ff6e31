"""What one screen says of a shop, the others say, too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.form.pages import mentors
from tests.form.forms import Form, new_form
from tests.shops import product, write_shop


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
    assert f"persetujuan ditarik, {ready} siap" in desk
    assert "sudah terbit" not in desk
    assert "tidak, persetujuan ditarik" in shop
    assert percent(shop) == ready


def test_what_waits_is_named_whatever_part_of_the_list_is_shown(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    form.seller("satu").say("/t/satu/isi/whatsapp", {"whatsapp": "0800-0000-0055"})
    mentor = form.mentor("tebet")
    monkeypatch.setattr(mentors, "_PAGE", 1)
    for query in ("", "?cari=bukan", "?mulai=1"):
        assert "<b>Warung Satu</b>: Nomor WhatsApp" in mentor.get(f"/pembina/{query}").text, query


def test_a_mentor_goes_back_from_the_posters_to_her_own_screen(form: Form) -> None:
    back = '<a class="back" href="{}">'
    assert back.format("/pembina/toko/satu") in form.mentor("tebet").get("/t/satu/cetak/").text
    assert back.format("/t/satu/") in form.seller("satu").get("/t/satu/cetak/").text
