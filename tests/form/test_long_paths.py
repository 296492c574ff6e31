"""Photos with the longest names that a disk takes, in a workspace far down, go every way of the form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.form import shop_removal
from tests.form.forms import Form, Phone, new_form, publish
from tests.shops import product, write_photo, write_shop

LONGEST = 255
"""Bytes of a name on Linux."""
NAMES = {
    "letters": f"{'a' * (LONGEST - 4)}.jpg",
    "accents": f"{'é' * ((LONGEST - 5) // 2)}.jpeg",
    "pictures": f"{'🍜' * ((LONGEST - 4) // 4)}.png",
}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return NAMES[request.param]


@pytest.fixture
def form(tmp_path: Path, name: str) -> Form:
    root = tmp_path / ("d" * 150) / ("e" * 150)  # SQLite takes paths of 512 bytes
    form = new_form(root)
    folder = write_shop(root, "satu", {"kopi": product(foto=f"'{name}'"), "teh": product("Teh")})
    write_photo(folder, name)
    return form


def live_photos(form: Form) -> list[str]:
    return [photo.name for photo in form.context.live.read("satu").seller.products[0].photos]


def kopi(phone: Phone) -> str:
    return phone.get("/t/satu/produk/kopi").text


def test_a_photo_with_a_long_name_goes_every_way_of_the_form(form: Form, name: str) -> None:
    phone = form.seller("satu")
    [address] = re.findall(r'src="(/t/satu/foto/[^"]+)"', kopi(phone))[:1]
    assert phone.get(address).mimetype == "image/webp"
    phone.get("/t/satu/produk/kopi/ubah/harga")
    assert phone.post("/t/satu/produk/kopi/ubah/harga", {"harga": "20rb"}).status_code == 302
    assert live_photos(form) == [name]
    [turn] = re.findall(
        r'action="(/t/satu/produk/kopi/foto/[^"]+/putar)"', phone.get("/t/satu/produk/kopi").text
    )
    assert phone.post(turn).status_code == 302
    assert publish(phone, "satu").status_code in (200, 302)
    [turned] = live_photos(form)
    assert turned != name
    phone.get("/t/satu/riwayat")
    newest = max(map(int, re.findall(r"/riwayat/(\d+)/kembalikan", phone.page)))
    assert phone.post(f"/t/satu/riwayat/{newest}/kembalikan").status_code == 302
    assert publish(phone, "satu").status_code in (200, 302)
    assert live_photos(form) == [name]
    assert phone.get("/t/satu/unduh").mimetype == "application/zip"
    [gone] = re.findall(
        r'action="(/t/satu/produk/kopi/foto/[^"]+/hapus)"', phone.get("/t/satu/produk/kopi").text
    )
    assert phone.post(gone).status_code == 302
    assert publish(phone, "satu").status_code in (200, 302)
    assert live_photos(form) == []


def test_a_product_file_with_a_long_name_can_be_changed(form: Form) -> None:
    folder = form.context.root / "sellers" / "satu" / "produk"
    (folder / "teh.md").rename(folder / f"{'teh' * 84}.md")
    phone = form.seller("satu")
    page = phone.get("/t/satu/").text
    [slug] = re.findall(r"/t/satu/produk/(teh[a-z]+)\"", page)[:1]
    phone.get(f"/t/satu/produk/{slug}/ubah/harga")
    assert phone.post(f"/t/satu/produk/{slug}/ubah/harga", {"harga": "7rb"}).status_code == 302
    changed = form.context.live.read("satu").product(slug)
    assert changed and changed.price == 7_000


def test_a_shop_with_a_long_name_is_forgotten(form: Form, name: str) -> None:
    Phone(form.app.test_client()).open(form.link(slug="satu")).get("/t/satu/")
    assert (form.context.drafts.folder("satu") / "foto" / name).is_file()
    assert shop_removal.forget(form.context.root, "satu") > 0
    assert not form.context.drafts.folder("satu").exists()
