"""Leaving is deliberate: it is asked once, said what it means, and taken back for a day."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser

from tests.form.forms import Form, new_form, serving, tree
from tests.form.journey import Hand
from tests.form.test_browser import phone as browser_phone
from tests.shops import build, write_shop


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu")
    return form


def consent(form: Form) -> str:
    lines = (form.context.live.folder("satu") / "toko.yaml").read_text("utf-8").splitlines()
    return next(line for line in lines if line.startswith("persetujuan"))


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_consent_is_taken_back_after_a_question_and_given_again_by_one_tap(
    browser: Browser, form: Form, script: bool
) -> None:
    with serving(form) as url, browser_phone(browser, script=script) as page:
        hand = Hand(page, script)
        page.goto(url + form.link(slug="satu"))
        hand.tap("Buka")
        page.goto(f"{url}/t/satu/isi/persetujuan")
        hand.tap("Tarik persetujuan saya")
        assert "Halaman toko hilang dari internet" in page.inner_text("main")
        assert consent(form) == "persetujuan: 2026-11-01", "asked only"
        hand.tap("Tidak jadi")
        page.goto(f"{url}/t/satu/tarik")
        hand.tap("Ya, tarik persetujuan")
        assert consent(form) == "persetujuan: tidak"
        hand.taps = 0
        hand.tap("Tampilkan lagi")
        assert (hand.taps, consent(form)) == (1, "persetujuan: 2026-11-21")
        assert page.get_by_role("button", name="Tampilkan lagi").count() == 0
    assert build(form.context.root)[1]["sellers"]["built"] == 1


def test_after_a_day_and_for_anybody_else_there_is_no_way_back_by_one_tap(form: Form) -> None:
    seller, mentor = form.seller("satu"), form.mentor("tebet")
    seller.say("/t/satu/tarik")
    mentor.get("/t/satu/")
    assert mentor.post("/t/satu/tarik/batal").status_code == 409, "nobody else gives a consent back"
    form.clock.now += timedelta(days=1, minutes=1)
    assert "Tampilkan lagi" not in seller.get("/t/satu/").text
    assert seller.post("/t/satu/tarik/batal").status_code == 409
    assert consent(form) == "persetujuan: tidak"


def test_a_consent_that_was_never_taken_back_is_not_given_again(form: Form) -> None:
    seller = form.seller("satu")
    seller.get("/t/satu/")
    assert seller.post("/t/satu/tarik/batal").status_code == 409


def test_whoever_comes_back_finds_online_what_was_online_and_her_draft_as_it_was(form: Form) -> None:
    seller, live = form.seller("satu"), form.context.live.folder("satu")
    seller.say("/t/satu/isi/nama", {"nama": "Warung Lain"})
    before, drafted = tree(live), form.context.drafts.read("satu").seller
    seller.say("/t/satu/tarik")
    seller.get("/t/satu/")
    assert seller.post("/t/satu/tarik/batal").status_code == 302
    today = form.context.today
    assert tree(live) == {n: text.replace(b"2026-11-01", b"2026-11-21") for n, text in before.items()}
    assert form.context.drafts.read("satu").seller == replace(drafted, consent=today)
    assert "1 perubahan belum terbit" in seller.get("/t/satu/").text


def test_a_consent_is_neither_taken_back_nor_given_again_by_undoing(form: Form) -> None:
    seller = form.seller("satu")
    seller.say("/t/satu/isi/persetujuan", {"setuju": "ya", "surat": "ya", "email": "satu@contoh.example"})
    seller.say("/t/satu/tarik")
    past = seller.get("/t/satu/riwayat").text
    assert re.findall(r"/riwayat/(\d+)/kembalikan", past) == ["1"], "her e-mail only"
    seller.post("/t/satu/riwayat/2/kembalikan")
    assert form.context.drafts.read("satu").seller.withdrawn
    seller.get("/t/satu/")
    seller.post("/t/satu/tarik/batal")
    seller.get("/t/satu/riwayat")
    seller.post("/t/satu/riwayat/1/kembalikan")
    now = form.context.drafts.read("satu").seller
    assert (now.email, now.consent) == ("", form.context.today)
    assert consent(form) == "persetujuan: 2026-11-21"


def test_erasure_is_asked_of_the_operator_with_the_name_as_it_is(form: Form) -> None:
    write_shop(form.context.root, "dewi", nama='"Dewi & Anak"')
    page = form.seller("dewi").get("/t/dewi/tarik").text
    assert "wa.me/6280000000001?text=Halo%20Tim%20Uji" in page
    assert "Dewi%20%26%20Anak%20%28dewi%29" in page


def test_signing_out_asks_first(form: Form) -> None:
    seller = form.seller("satu")
    assert "Keluar dari HP ini?" in seller.get("/keluar").text
    assert seller.get("/t/satu/").status_code == 200
    seller.get("/keluar")
    assert seller.post("/keluar").status_code == 302
    assert seller.get("/t/satu/").status_code == 401
    assert seller.get("/keluar").status_code == 302
