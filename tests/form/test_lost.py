"""What sellers/<slug> loses by accident never reaches a draft; what a seller does in the form is meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.form.forms import HUB_WITH_MENTORS, Form, new_form, publish
from tests.shops import build, product, write_product, write_shop

CONSENT = "persetujuan: 2026-11-01"


@pytest.fixture
def form(tmp_path: Path) -> Form:
    made = new_form(tmp_path, hub=HUB_WITH_MENTORS)
    write_shop(made.context.root, "satu", kecamatan="Tebet")
    return made


def live(form: Form) -> Path:
    return form.context.root / "sellers" / "satu"


def page_of(form: Form) -> Path:
    return form.context.root / "build" / "site" / "satu" / "index.html"


def built(form: Form) -> int:
    return build(form.context.root)[0]


@pytest.mark.parametrize("loss", ["emptied", "consent", "products", "broken", "torn", "unreadable"])
def test_a_loss_stays_out_of_the_draft_and_can_be_brought_back(form: Form, loss: str) -> None:
    phone = form.seller("satu")
    phone.get("/t/satu/")
    assert built(form) == 0
    file = live(form) / "toko.yaml"
    before, good = form.context.drafts.read("satu").texts, file.read_text("utf-8")
    match loss:
        case "emptied":
            file.write_text("")
        case "consent":
            file.write_text(good.replace(f"{CONSENT}\n", ""))
        case "products":
            shutil.rmtree(live(form) / "produk")
        case "broken":
            file.write_text(good.split("kecamatan")[0])
        case "torn":
            file.write_text(good.replace("nama: ", 'nama: "'))
        case "unreadable":
            file.unlink()
    home = phone.get("/t/satu/").text
    assert "Ada isi toko" in home and "Persetujuan Anda ditarik" not in home and "Tidak tampil" not in home
    assert form.context.drafts.read("satu").texts == before
    phone.post("/t/satu/ambil")
    assert form.context.drafts.read("satu").texts == before
    assert built(form) == 3
    assert page_of(form).is_file()
    phone.get("/t/satu/")
    phone.post("/t/satu/terbitkan", {"timpa": "ya"})
    assert file.read_text("utf-8") == good
    assert file.with_name("toko.yaml.bak").exists() == (loss == "torn")
    assert built(form) == 0
    assert page_of(form).is_file()


@pytest.mark.parametrize("left", ["", "---\nnama: Te", "\x00" * 60])
def test_a_product_whose_file_says_nothing_any_more_is_lost_too(form: Form, left: str) -> None:
    for name in ("susu", "teh", "jahe"):
        write_product(live(form), name, product(name.title(), "5.000"))
    phone = form.seller("satu")
    phone.get("/t/satu/")
    file = live(form) / "produk" / "susu.md"
    good, before = file.read_bytes(), form.context.drafts.read("satu").texts
    file.write_text(left)
    home = phone.get("/t/satu/").text
    assert "Ada isi toko" in home and "ikut diterbitkan" not in home
    assert form.context.drafts.read("satu").texts == before
    phone.post("/t/satu/terbitkan", {"timpa": "ya"})
    assert file.read_bytes() == good


def test_what_goes_online_with_what_was_lost_is_said(form: Form) -> None:
    phone = form.seller("satu")
    phone.get("/t/satu/")
    phone.say("/t/satu/isi/nama", {"nama": 'Kopi "Baru" & Enak'})
    assert "%22Baru%22%20%26%20Enak" in phone.get("/t/satu/").text, "in a chat, a name is as it was typed"
    (live(form) / "toko.yaml").write_text("")
    assert "ikut diterbitkan" in phone.get("/t/satu/").text


def test_bringing_back_keeps_what_was_added_by_hand(form: Form) -> None:
    phone = form.seller("satu")
    phone.get("/t/satu/")
    (live(form) / "toko.yaml").write_text("")
    write_product(live(form), "susu", product("Susu", "5.000"))
    phone.get("/t/satu/")
    phone.post("/t/satu/terbitkan", {"timpa": "ya"})
    assert CONSENT in (live(form) / "toko.yaml").read_text("utf-8")
    assert (live(form) / "produk" / "susu.md").is_file()


def test_products_deleted_in_the_form_are_meant(form: Form) -> None:
    for number in range(7):
        write_product(live(form), f"kue-{number}", product(f"Kue {number}"))
    phone = form.seller("satu")
    phone.get("/t/satu/")
    assert built(form) == 0
    for slug in [path.stem for path in sorted((live(form) / "produk").glob("*.md"))][:-1]:
        phone.get("/t/satu/")
        phone.post(f"/t/satu/produk/{slug}/hapus")
    publish(phone, "satu")
    assert len(list((live(form) / "produk").glob("*.md"))) == 1
    assert built(form) == 0


def test_a_copy_that_was_left_out_stays_out_when_its_original_is_deleted(form: Form) -> None:
    write_product(live(form), "kue", product("Kue"))
    write_product(live(form), "kue (1)", product("Kue lama"))
    phone = form.seller("satu")
    assert "Kue lama" not in phone.get("/t/satu/").text
    assert built(form) == 0
    phone.post("/t/satu/produk/kue/hapus")
    publish(phone, "satu")
    assert sorted(path.name for path in (live(form) / "produk").glob("*.md")) == ["kopi.md", "kue (1).md"]
    assert built(form) == 0
    assert sorted(path.name for path in page_of(form).parent.glob("k*.html")) == ["kopi.html"]


def test_consent_can_be_withdrawn_from_a_file_that_cannot_be_read(form: Form) -> None:
    phone = form.seller("satu")
    assert built(form) == 0
    phone.get("/t/satu/isi/persetujuan")
    file = live(form) / "toko.yaml"
    file.write_text(f"nama: [\n{file.read_text('utf-8')}", "utf-8")
    phone.post("/t/satu/tarik")
    built(form)
    assert not page_of(form).exists()
    assert "nama: [" in file.read_text("utf-8")


def test_only_the_seller_gives_her_consent_back(form: Form) -> None:
    phone = form.seller("satu")
    phone.get("/t/satu/isi/persetujuan")
    phone.post("/t/satu/tarik")
    mentor = form.mentor("tebet")
    mentor.get("/t/satu/isi/persetujuan")
    mentor.post("/t/satu/isi/persetujuan", {"setuju": "ya"})
    mentor.get("/t/satu/")
    mentor.post("/t/satu/terbitkan", {"timpa": "ya"})
    assert "persetujuan: tidak" in (live(form) / "toko.yaml").read_text("utf-8")
    phone.get("/t/satu/isi/persetujuan")
    phone.post("/t/satu/isi/persetujuan", {"setuju": "ya"})
    phone.get("/t/satu/")
    phone.post("/t/satu/terbitkan", {"timpa": "ya"})
    assert "persetujuan: 20" in (live(form) / "toko.yaml").read_text("utf-8")
