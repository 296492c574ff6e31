"""Files for the catalogues of Meta and Google, as they are published: never shorter by an accident."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from generator.losses import product_of
from generator.render.catalogue import GOOGLE, META
from tests.render.catalogues import google_items, meta_items
from tests.shops import build, changed, etalase, new_workspace, product, site_files, write_photo, write_shop

SLUG = "kopi-tebet"
FILES = {f"{SLUG}/{META}", f"{SLUG}/{GOOGLE}"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = new_workspace(tmp_path)
    folder = write_shop(
        root,
        SLUG,
        {
            "gayo": product("Gayo", "78.000", foto="[a.jpg]"),
            "toraja": product("Toraja", "92.000"),
            "tanya": product("Luwak", "tanya"),
            "nanti": product("Nanti", draf="ya"),
        },
        katalog="ya",
    )
    write_photo(folder, "a.jpg")
    write_shop(root, "kopi-lain")
    assert build(root)[0] == 0
    return root


def ids(root: Path, slug: str = SLUG) -> list[str]:
    files = site_files(root)
    meta, google = meta_items(files[f"{slug}/{META}"]), google_items(files[f"{slug}/{GOOGLE}"])
    assert [one["id"] for one in meta] == [one["id"] for one in google]
    for one in google:
        assert one["link"].removeprefix("https://hub.example/") in files
        assert one["image_link"].removeprefix("https://hub.example/") in files
    return [one["id"] for one in meta]


def test_who_wants_it_has_both_files_with_all_that_has_a_price(root: Path) -> None:
    assert ids(root) == [f"{SLUG}_gayo", f"{SLUG}_toraja"]
    assert not [path for path in site_files(root) if "katalog" in path and path not in FILES]
    with closing(sqlite3.connect(root / "build" / "state.db")) as state:
        found = dict(
            state.execute("SELECT path, content_type FROM files WHERE path LIKE '%/katalog/%'").fetchall()
        )
    assert found == {
        f"{SLUG}/{META}": "text/csv; charset=utf-8",
        f"{SLUG}/{GOOGLE}": "application/xml; charset=utf-8",
    }
    assert {product_of(path) for path in FILES} == {""}


def test_one_price_rewrites_its_page_and_the_files_and_another_place_nothing_more(root: Path) -> None:
    before = site_files(root)
    write_shop(root, SLUG, {"toraja": product("Toraja", "93.000")}, katalog="ya")
    build(root)
    after = site_files(root)
    rest = {path for path in changed(before, after) if path.startswith(f"{SLUG}/")}
    assert rest == FILES | {
        f"{SLUG}/{name}" for name in ("index.html", "toraja.html", "pesan.html", "atom.xml")
    }
    build(root, today="2026-12-24")
    assert changed(after, site_files(root)) == set()


def test_a_build_that_fails_or_keeps_a_shop_leaves_the_files_whole(root: Path) -> None:
    whole = ids(root)
    write_shop(root, SLUG, {"toraja": product("Toraja", "lima")}, katalog="ya")
    assert build(root)[0] == 3
    assert ids(root) == whole
    for name in ("gayo", "toraja", "tanya", "nanti"):
        (root / "sellers" / SLUG / "produk" / f"{name}.md").unlink()
    assert build(root)[0] == 3
    assert ids(root) == whole


def test_another_address_of_the_shop_keeps_the_ids_another_name_of_a_file_does_not(root: Path) -> None:
    for old, new in ((SLUG, "kopi-dua"), ("kopi-dua", "kopi-tiga")):
        assert etalase(root, "hosting", "rename", old, new, "--reason", "nama baru")[0] == 0
    folder = root / "sellers" / "kopi-tiga" / "produk"
    (folder / "toraja.md").rename(folder / "toraja-sapan.md")
    build(root)
    assert ids(root, "kopi-tiga") == [f"{SLUG}_gayo", f"{SLUG}_toraja-sapan"]
    assert etalase(root, "hosting", "export", "kopi-tiga")[0] == 0
    with zipfile.ZipFile(root / "build" / "export" / "toko-kopi-tiga.zip") as taken:
        meta = meta_items(taken.read(f"toko-kopi-tiga/situs/{META}"))
    assert [one["id"] for one in meta] == ids(root, "kopi-tiga"), "also where she takes her shop"


def test_who_no_longer_wants_it_has_no_files(root: Path) -> None:
    before = site_files(root)
    write_shop(root, SLUG, {})
    build(root)
    gone = before.keys() - site_files(root).keys()
    assert gone >= FILES
    assert {path for path in gone if not path.endswith("-share.jpg")} == FILES
