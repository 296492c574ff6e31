"""The approved copy is read as far as it can be, also where the hub moved on, and agrees to no more."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.content.approved import approved_folder, read_approved
from generator.content.check_context import CheckContext
from generator.content.hub import load_hub
from generator.content.model import Photo, Seller
from generator.render.images import PhotoCache
from tests.shops import new_workspace, product, write_photo, write_shop


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_workspace(tmp_path)


def approve(root: Path, **keys: str) -> Path:
    """A shop's folder as the approved copy of `satu`."""
    folder = write_shop(root, "satu", {"kopi": product(foto="[kopi.jpg]")}, **keys)
    write_photo(folder, "kopi.jpg", "#884422")
    copy = approved_folder(root, "satu")
    copy.parent.mkdir(parents=True)
    shutil.move(folder, copy)
    return copy


def read(root: Path) -> Seller | None:
    hub, problems = load_hub(root)
    assert hub, problems
    rules = CheckContext(hub.categories, ("warung",), lambda _slug: False, _not_asked)
    return read_approved(root, "satu", rules, PhotoCache(root / "cache").judge)


def _not_asked(_slug: str, name: str) -> Photo:
    raise AssertionError(f"{name} is looked for in sellers/")


def test_a_shop_without_an_approved_copy_is_not_governed(root: Path) -> None:
    write_shop(root, "satu")
    assert read(root) is None


def test_the_copy_is_read_with_its_own_photos(root: Path) -> None:
    approve(root)
    found = read(root)
    assert found
    assert found.whatsapp == "6280000000101"
    [kopi] = found.products
    assert [photo.name for photo in kopi.photos] == ["kopi.jpg"]


def test_a_value_that_the_hub_does_not_know_any_more_hides_no_number(root: Path) -> None:
    copy = approve(root)
    file = copy / "toko.yaml"
    file.write_text(file.read_text("utf-8").replace("kuliner", "sudah-tidak-ada"), "utf-8")
    (copy / "produk" / "rusak.md").write_bytes(b"\xff\xfe")
    found = read(root)
    assert found
    assert (found.whatsapp, found.category) == ("6280000000101", "")
    assert [one.slug for one in found.products] == ["kopi"]


@pytest.mark.parametrize("left", ["nama: [", "\x00"])
def test_a_copy_that_cannot_be_read_agrees_to_nothing(root: Path, left: str) -> None:
    (approve(root) / "toko.yaml").write_text(left, "utf-8")
    found = read(root)
    assert found is not None
    assert (found.whatsapp, found.products, found.qris, found.socials) == ("", (), None, ())
