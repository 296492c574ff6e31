"""What lets a phone keep a shop: its manifest, its icons, and the hub's worker."""

from __future__ import annotations

import io
import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.building.export import export_shop
from generator.content.hub import load_hub
from generator.render import webapp
from generator.render.app_icon import SIZES, app_icon, app_icon_paths
from tests.shops import HUB, build, changed, new_workspace, product, site_files, write_product, write_shop

ICON = "aset/papan"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path, HUB.replace("hub.example", "hub.example/jakarta"))
    write_shop(tmp_path, "dapur-siti", nama="Dapur Siti Rendang Padang", warna='"#8a1c1c"')
    write_shop(tmp_path, "dodol-ani", nama="Dodol Ani", warna='"#8a1c1c"')
    build(tmp_path)
    return tmp_path


def manifest(root: Path, slug: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(site_files(root)[f"{slug}/app.webmanifest"])
    return found


def test_every_shop_is_an_app_of_its_own(root: Path) -> None:
    said = manifest(root, "dapur-siti")
    icons = said.pop("icons")
    assert said == {
        "id": "/jakarta/dapur-siti/",
        "name": "Dapur Siti Rendang Padang",
        "short_name": "Dapur Siti",
        "lang": "id",
        "scope": "./",
        "start_url": "index.html",
        "display": "standalone",
        "theme_color": "#8a1c1c",
        "background_color": "#fbf8f3",
    }
    for icon, size in zip(icons, SIZES, strict=True):
        assert (icon["type"], icon["sizes"]) == ("image/png", f"{size}x{size}")
        with Image.open(root / "build" / "site" / "dapur-siti" / icon["src"]) as picture:
            assert (picture.format, picture.size) == ("PNG", (size, size))
            assert len(picture.convert("RGB").getcolors() or []) > 8, "a letter and an awning are on it"
    assert manifest(root, "dodol-ani")["id"] != said["id"]
    for page in ("index.html", "kopi.html", "pesan.html"):
        html = site_files(root)[f"dapur-siti/{page}"].decode()
        assert '<link rel="manifest" href="app.webmanifest">' in html
        assert "manifest-src 'self'; worker-src 'self'" in html
    assert "manifest" not in site_files(root)["index.html"].decode()


def test_shops_of_one_look_share_their_icons_and_a_price_changes_no_file_of_the_app(root: Path) -> None:
    before = site_files(root)
    assert len([path for path in before if path.startswith(ICON)]) == len(SIZES)
    assert build(root)[1]["files"]["written"] == 0
    write_product(root / "sellers" / "dapur-siti", "kopi", product(harga="19.000"))
    build(root)
    paths = changed(before, site_files(root))
    assert "dapur-siti/kopi.html" in paths
    assert not [path for path in paths if path.startswith(ICON) or path.endswith((".webmanifest", "sw.js"))]
    write_shop(root, "dapur-siti", nama="Bakul Siti", warna='"#8a1c1c"')
    build(root)
    letters = {path[len(ICON) :].split("-")[2] for path in site_files(root) if path.startswith(ICON)}
    assert letters == {"b", "d"}
    write_shop(root, "dodol-ani", nama="Bolu Ani", warna='"#8a1c1c"')
    build(root)
    letters = {path[len(ICON) :].split("-")[2] for path in site_files(root) if path.startswith(ICON)}
    assert letters == {"b"}, "icons that no shop shows any more go"


def test_the_worker_is_asked_for_anew_and_the_manifest_has_its_type(root: Path) -> None:
    with sqlite3.connect(root / "build" / "state.db") as state:
        rows = state.execute("SELECT path, content_type, cache_control FROM files").fetchall()
    headers = {path: (kind, cache) for path, kind, cache in rows}
    assert headers["sw.js"] == ("text/javascript; charset=utf-8", "no-cache")
    assert headers["dapur-siti/app.webmanifest"] == ("application/manifest+json", "public, max-age=300")
    assert len(site_files(root)["sw.js"]) < 8_000


def test_a_shop_that_goes_elsewhere_is_no_app_of_the_hub(root: Path, tmp_path: Path) -> None:
    hub, _ = load_hub(root)
    assert hub
    packed = export_shop(root, hub, "dapur-siti", tmp_path, date(2026, 11, 21))
    with ZipFile(packed.path) as archive:
        names = archive.namelist()
        html = archive.read("toko-dapur-siti/situs/index.html").decode()
    assert not [name for name in names if name.endswith((".webmanifest", "sw.js")) or ICON in name]
    assert "manifest" not in html
    assert 'data-etalase="simpan"' not in html


@given(st.text(min_size=1, max_size=60), st.integers(0, 0xFFFFFF))
def test_any_name_and_colour_has_a_short_name_and_icons(name: str, colour: int) -> None:
    short = webapp.shortened(name)
    assert 0 < len(short) <= 12
    assert name.startswith(short)
    for path, size in zip(app_icon_paths(name, f"#{colour:06x}"), SIZES, strict=True):
        drawn = app_icon(path)
        assert drawn
        assert isinstance(drawn.content, bytes)
        with Image.open(io.BytesIO(drawn.content)) as picture:
            picture.load()
            assert picture.size == (size, size)


def test_the_icon_is_drawn_in_the_colours_of_the_shop() -> None:
    drawn = app_icon("aset/papan1-8a1c1c-d-512.png")
    assert drawn
    assert isinstance(drawn.content, bytes)
    with Image.open(io.BytesIO(drawn.content)) as picture:
        seen = picture.convert("RGB")
        assert seen.getpixel((5, 5)) == seen.getpixel((506, 5)) == (0x8A, 0x1C, 0x1C)
        assert seen.getpixel((128, 5)) == (255, 255, 255)
        assert seen.getpixel((256, 500)) == (0xF3, 0xE8, 0xE8)
    assert app_icon("aset/papan0-8a1c1c-d-512.png") is None
    assert app_icon("aset/ikon-0f226536.svg") is None
