"""What the form writes into sellers/ is checked as a whole first: no build will refuse it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.checker import check_seller
from generator.content.diagnostics import has_errors
from generator.content.reader import read_seller
from tests.form.forms import Form, new_form, tree
from tests.shops import product, write_product, write_shop


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path)
    write_shop(
        tmp_path, "satu", {name: product(name.title()) for name in ("kopi", "teh", "jahe", "susu", "roti")}
    )
    form.seller("satu").get("/t/satu/")
    return form


def live(form: Form) -> Path:
    return form.context.root / "sellers" / "satu"


def is_good(form: Form) -> bool:
    source = read_seller(form.context.root, "satu")
    return not has_errors(check_seller(source, form.context.live.rules)[1])


def test_bringing_back_a_loss_never_makes_two_products_of_one(form: Form) -> None:
    phone = form.seller("satu")
    file = live(form) / "toko.yaml"
    file.write_text("".join(line for line in file.open() if not line.startswith("persetujuan")))
    (live(form) / "produk" / "teh.md").unlink()
    (live(form) / "produk" / "teh.yaml").write_text("nama: Teh Poci\nharga: 9.000\n")
    before = tree(live(form))
    assert "Ada isi toko" in phone.get("/t/satu/").text
    answer = phone.post("/t/satu/terbitkan", {"timpa": "ya"})
    assert answer.status_code == 422
    assert "produk “teh”" in answer.text
    assert tree(live(form)) == before
    (live(form) / "produk" / "teh.yaml").unlink()
    phone.get("/t/satu/")
    assert phone.post("/t/satu/terbitkan", {"timpa": "ya"}).status_code in (200, 302)
    assert is_good(form)
    assert len(form.context.live.read("satu").seller.products) == 5


def test_a_tap_is_not_kept_out_by_somebody_elses_mistake_and_makes_none(form: Form) -> None:
    phone = form.seller("satu")
    write_product(live(form), "wedang", product("Wedang", "dua puluh"))
    phone.get("/t/satu/produk/kopi/ubah/harga")
    assert phone.post("/t/satu/produk/kopi/ubah/harga", {"harga": "20rb"}).status_code == 302
    kopi = form.context.live.read("satu").product("kopi")
    assert kopi and kopi.price == 20_000
    assert not is_good(form)  # as it was


def test_consent_can_be_withdrawn_whatever_else_is_wrong(form: Form) -> None:
    phone = form.seller("satu")
    write_product(live(form), "wedang", product("Wedang", "dua puluh"))
    (live(form) / "produk" / "teh.yaml").write_text("nama: Teh Poci\nharga: 9.000\n")
    phone.get("/t/satu/")
    assert phone.post("/t/satu/tarik").status_code == 302
    assert form.context.live.read("satu").seller.withdrawn
