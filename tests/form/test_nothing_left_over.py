"""After a mentor's answer nothing of what she answered is left as a change that was never published."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.form import approvals
from generator.form.editing import edit
from tests.form.forms import Form, Phone, new_form, publish
from tests.form.test_nobodys_number import CODE, THIEF
from tests.shops import product, write_shop

CODE_AND_AMOUNT = [("isi/qris", {}), ("isi/nominal", {"nominal": "ya"})]
OTHERS = [
    ("isi/whatsapp", {"whatsapp": THIEF}),
    ("isi/sosial", {"instagram": "penipu", "shopee": "penipu"}),
    ("isi/alamat", {"alamat": f"Jalan Mawar 3, telepon {THIEF}"}),
    ("isi/pindah", {"alamat": "https://penipu.example/"}),
    ("isi/ekspor", {"email": "penipu@contoh.example"}),
    ("isi/inggris", {"slogan": f"Call {THIEF}"}),
    ("isi/libur", {"sampai": "2026-12-31", "pesan": f"Telepon {THIEF}"}),
    ("produk/nama", {"nama": f"Teh {THIEF}", "harga": "5.000", "stok": "ada"}),
    ("produk/kopi/ubah/cerita", {"cerita": f"Telepon {THIEF}"}),
]
"""Screens on which somebody else's contact is typed."""


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu", {"kopi": product()}, nama="Warung Satu")
    form.seller("satu").get("/t/satu/")
    return form


def said(form: Form, screens: list[tuple[str, dict[str, str]]]) -> Phone:
    phone = form.seller("satu")
    for screen, answers in screens:
        with phone.client.session_transaction() as session:
            session["qris"] = ("satu", CODE)
        phone.say(f"/t/satu/{screen}", answers)
    return phone


def answered(form: Form, **answer: str) -> set[str]:
    """Which kinds of question that was."""
    mentor = form.mentor("tebet")
    asked = approvals.waiting(form.context.database, slug="satu")
    for one in asked:
        assert mentor.say(f"/pembina/tanya/{one.id}", answer).status_code == 302
    return {one.kind for one in asked}


def unpublished(form: Form) -> list[tuple[str, str, str]]:
    with edit(form.context, None, "satu") as shop:
        found = shop.status()
    assert not found.waiting
    return [(one.what, one.before, one.after) for one in (*found.pending, *found.held)]


def test_a_no_takes_back_all_that_belongs_to_it(form: Form) -> None:
    said(form, [*CODE_AND_AMOUNT, *OTHERS])
    assert answered(form, jawab="tolak", alasan="Belum jelas") == {"whatsapp", "qris", "content"}
    assert unpublished(form) == []


def test_a_yes_to_a_code_makes_it_a_way_to_pay(form: Form) -> None:
    said(form, CODE_AND_AMOUNT)
    answered(form, jawab="setuju")
    assert unpublished(form) == []
    text = (form.context.root / "sellers" / "satu" / "toko.yaml").read_text("utf-8")
    assert "qris_nominal: ya" in text
    assert "pembayaran:\n  - qris\n" in text


def test_a_no_to_another_code_leaves_the_way_to_pay_and_other_changes(form: Form) -> None:
    phone = form.seller("satu")
    phone.say("/t/satu/isi/antar", {"pengiriman": "ambil sendiri", "pembayaran": "qris"})
    publish(phone, "satu")
    said(form, CODE_AND_AMOUNT[:1])
    phone.say("/t/satu/isi/nama", {"nama": "Warung Dua"})
    answered(form, jawab="tolak", alasan="Belum jelas")
    assert unpublished(form) == [("name", "Warung Satu", "Warung Dua")]
    text = (form.context.root / "sellers" / "satu" / "toko.yaml").read_text("utf-8")
    assert "pembayaran:\n  - qris\n" in text
