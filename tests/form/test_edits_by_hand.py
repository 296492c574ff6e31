"""What a seller and her mentor see of an edit by hand that waits, and of what became of it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from generator.content.model import (
    Closed,
    English,
    Export,
    Hours,
    Permits,
    Photo,
    Product,
    Qris,
    Seller,
    Variant,
)
from generator.content.places import all_kecamatan
from generator.form import history
from generator.form.changes import differences, told
from generator.form.terms import TermView
from tests.form.forms import Form, new_form, publish
from tests.form.test_compared_codes import FORGED, OWN, paint
from tests.form.test_second_person import asked, live, said
from tests.shops import product, write_photo, write_shop

NEW, OLD = "0800-0000-0777", "0800-0000-0101"


@pytest.fixture
def form(tmp_path: Path) -> Form:
    """A shop whose number, code, account and story were just edited by hand."""
    form = new_form(tmp_path)
    folder = write_shop(
        tmp_path, "satu", {"kopi": product(foto="[kopi.jpg]", body=f"WA {OLD}")}, qris="qris.png"
    )
    write_photo(folder, "kopi.jpg")
    paint(folder, "qris.png", OWN)
    form.seller("satu").get("/t/satu/")
    text = (
        said(form).replace(OLD, NEW).replace("qris.png", "baru.png")
        + "media_sosial: {instagram: kopi.lain}\n"
    )
    (folder / "toko.yaml").write_text(text, "utf-8")
    (folder / "tentang.md").write_text(f"Tanya {NEW}", "utf-8")
    paint(folder, "baru.png", FORGED)
    return form


def files(form: Form) -> dict[str, str]:
    return {name: (live(form) / name).read_text("utf-8") for name in ("toko.yaml", "tentang.md")}


def test_an_edit_that_waits_is_no_change_of_the_sellers(form: Form) -> None:
    before, phone = files(form), form.seller("satu")
    page = phone.get("/t/satu/").text
    assert "belum terbit" not in page
    assert "Terbitkan" not in page
    assert files(form) == before, "nobody pressed anything"
    [number] = re.findall(r"<small>Ganti nomor saya</small>(.*?)</span>", page, re.DOTALL)
    assert number.startswith(OLD), "the number that is online"
    assert f"Setelah pembina setuju: {NEW}" in number
    for waits in (NEW, "QRIS", "Instagram", "kopi.lain", "Cerita toko"):
        assert waits in page
    assert "Kontak di tulisan" not in page


def test_what_she_changes_herself_is_told_the_right_way_round(form: Form) -> None:
    phone = form.seller("satu")
    phone.get("/t/satu/")
    phone.say("/t/satu/isi/nama", {"nama": "Kopi Lain"})
    page = phone.get("/t/satu/").text
    assert "1 perubahan belum terbit" in page
    publish(phone, "satu")
    draft = form.context.drafts.read("satu").seller
    assert (draft.whatsapp, draft.story) == (NEW.replace("0800-", "62800").replace("-", ""), f"Tanya {NEW}")
    assert "belum terbit" not in phone.get("/t/satu/").text


def test_the_queue_names_each_field(form: Form) -> None:
    mentor = form.mentor("tebet")
    mentor.get("/t/satu/")
    for page in (mentor.get("/pembina/").text, mentor.get("/pembina/toko/satu").text):
        assert "Instagram" in page
        assert "Cerita toko" in page
        assert asked(form, "content") in page


def test_no_entry_of_the_history_is_empty(form: Form) -> None:
    mentor = form.mentor("tebet")
    mentor.get("/t/satu/")
    for kind in ("qris", "content", "whatsapp"):
        mentor.say(asked(form, kind), {"jawab": "tolak", "alasan": "Belum saya tanyakan"})
        if kind == "content":
            assert "Instagram" in mentor.page or "Instagram" in mentor.get(mentor_news(form)).text
    entries = history.entries(form.context.database, "satu")
    assert len(entries) >= 4
    assert all(entry.changes for entry in entries)
    page = form.seller("satu").get("/t/satu/riwayat").text
    assert '<ul class="changes"></ul>' not in page
    assert "Akun media sosial" in page


def mentor_news(form: Form) -> str:
    """The page of the answer to the newest question about texts."""
    from generator.form import approvals

    found = approvals.last_outcome(form.context.database, "satu", "content")
    assert found
    return f"/pembina/kabar/{found.id}"


def test_a_no_is_called_a_no(form: Form) -> None:
    mentor = form.mentor("tebet")
    mentor.get("/t/satu/")
    answer = mentor.say(asked(form, "whatsapp"), {"jawab": "tolak", "alasan": "Belum saya tanyakan"})
    assert "<h1>Ditolak</h1>" in mentor.get(answer.location).text


def test_the_old_number_in_her_texts_is_pointed_at(form: Form) -> None:
    mentor, phone = form.mentor("tebet"), form.seller("satu")
    mentor.get("/t/satu/")
    assert "masih tertulis" not in phone.get("/t/satu/").text
    mentor.say(asked(form, "whatsapp"), {"jawab": "setuju"})
    page = phone.get("/t/satu/").text
    assert f"Nomor lama {OLD} masih tertulis di:" in page
    assert '<a href="/t/satu/produk/kopi">Kopi Susu</a>' in page
    phone.say("/t/satu/produk/kopi/ubah/cerita", {"cerita": "Enak."})
    assert "masih tertulis" not in phone.get("/t/satu/").text


def test_an_address_from_before_a_rename_leads_to_the_shop_of_today(tmp_path: Path) -> None:
    moves = {"lama": "tengah", "tengah": "satu", "satu": ""}
    form = new_form(tmp_path, terms=lambda slug: TermView("active", None, moves.get(slug, "")))
    write_shop(tmp_path, "satu")
    write_shop(tmp_path, "dua", kecamatan="Cilandak")
    for who in (form.seller("satu"), form.mentor("tebet"), form.operator()):
        assert who.get("/t/lama/").location == "/t/satu/"
        assert who.get("/t/satu/").status_code == 200
        assert who.get("/t/lama/produk/kopi").location == "/t/satu/produk/kopi"
        assert who.post("/t/lama/produk/kopi/hapus").status_code == 404
    assert form.mentor("tebet").get("/pembina/toko/tengah").location == "/pembina/toko/satu"
    for stranger in (form.seller("dua"), form.mentor("cilandak")):
        stranger.get("/")
        assert stranger.get("/t/lama/").status_code == 404
    assert form.phone().get("/t/lama/").status_code == 401


PHOTO = Photo("a.jpg", "0" * 64, 9, 9)
OTHER: dict[str, Any] = {
    "hours": Hours((((0, 9),), *[()] * 6)),
    "delivery": ("kurir",),
    "payment": ("tunai",),
    "qris": Qris(photo=PHOTO),
    "follows": ("lain",),
    "permits": Permits(nib="1"),
    "socials": (("instagram", "x"),),
    "closed": Closed(date(2026, 12, 1), ""),
    "consent": date(2026, 12, 1),
    "withdrawn": True,
    "english": English(slogan="x"),
    "kecamatan": all_kecamatan()[1],
    "photos": (PHOTO,),
    "featured": True,
    "order": 3,
    "draft": True,
    "variants": (Variant("x", 1),),
    "price": 5,
    "stock": "habis",
    "promo": 4,
    "promo_until": date(2026, 12, 1),
    "minimum": 5,
    "qris_amount": True,
    "catalogue": True,
    "export": Export(hs="0901.21"),
}
SHOP = Seller("a", "A", "kuliner", all_kecamatan()[0], "6280", products=(Product("b", "B", None),))


@pytest.mark.parametrize("name", [n for n in Seller.__struct_fields__ if n not in ("slug", "products")])
def test_every_other_answer_of_a_shop_is_a_change(name: str) -> None:
    after = replace(SHOP, **{name: OTHER.get(name, "lain")})
    assert len(differences(SHOP, after)) == 1
    assert told(differences(SHOP, after))


@pytest.mark.parametrize("name", [name for name in Product.__struct_fields__ if name != "slug"])
def test_every_other_answer_of_a_product_is_a_change(name: str) -> None:
    other = replace(SHOP.products[0], **{name: OTHER.get(name, "lain")})
    assert len(told(differences(SHOP, replace(SHOP, products=(other,))))) == 1
    assert len(told(differences(replace(SHOP, products=(other,)), SHOP))) == 1


def test_other_bytes_under_the_same_name_are_a_change() -> None:
    one, other = (Qris(photo=replace(PHOTO, sha256=digit * 64)) for digit in "12")
    assert [c.what for c in differences(replace(SHOP, qris=one), replace(SHOP, qris=other))] == ["qris"]
