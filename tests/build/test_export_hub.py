"""The hub's list of shops that are ready for export: by category, as long as there is one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.render import export_directory
from tests.content.test_trade import WHOLE
from tests.shops import build, changed, new_workspace, product, site_files, write_product, write_shop

INDEX = "en/export/index.html"
SAID = WHOLE.removeprefix("ekspor: ")
READY = {"gayo": product("Kopi Gayo", ekspor=SAID, en="{nama: Gayo Coffee}")}
OWN = {"liwa": product("Kopi Liwa", ekspor=SAID)}


def html(root: Path, path: str = INDEX) -> str:
    return site_files(root)[path].decode()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = new_workspace(tmp_path)
    write_shop(root, "kopi-satu", READY, kategori="kopi", en="{slogan: Beans from the hills}")
    write_shop(root, "dapur-dua", OWN)
    write_shop(root, "dapur-tiga")
    assert build(root)[0] == 0
    return root


def test_ready_shops_stand_below_their_category_with_what_they_wrote(root: Path) -> None:
    page = html(root)
    assert '<html lang="en">' in page
    assert re.findall(r"<h2 id=\"(\w+)\">(.*?)</h2>", page) == [("kuliner", "Food"), ("kopi", "Coffee")]
    assert re.findall(r'<h3><a href="(.*?)">', page) == [
        "../../dapur-dua/en/export.html",
        "../../kopi-satu/en/export.html",
    ]
    for said in ("Beans from the hills", "Gayo Coffee", '<span lang="id">Kopi Liwa</span>', "Tebet"):
        assert said in page
    assert "dapur-tiga" not in page
    assert "https://hub.example/en/export/" in site_files(root)["sitemap-hub.xml"].decode()
    assert 'href="export/index.html"' in html(root, "en/index.html")
    assert 'href="../../en/export/index.html"' in html(root, "dapur-dua/en/export.html")


def test_the_page_comes_and_goes_with_the_shops(root: Path) -> None:
    before = site_files(root)
    write_product(root / "sellers" / "dapur-tiga", "kopi", product("Kopi", ekspor=SAID))
    build(root)
    new = changed(before, site_files(root))
    assert {INDEX, "dapur-tiga/en/export.html", "dapur-tiga/en/export.csv", "dapur-tiga/index.html"} <= new
    assert not [path for path in new if path.startswith(("kopi-satu", "dapur-dua", "kategori", "kecamatan"))]
    for slug in ("kopi-satu", "dapur-dua", "dapur-tiga"):
        for file in (root / "sellers" / slug / "produk").iterdir():
            write_product(root / "sellers" / slug, file.stem, product("Kopi"))
    build(root)
    assert not [path for path in site_files(root) if "export" in path]
    assert "export/index.html" not in html(root, "en/index.html")


def test_a_hub_without_other_english_leads_to_its_indonesian_pages(tmp_path: Path) -> None:
    root = new_workspace(tmp_path)
    write_shop(root, "dapur-dua", OWN)
    build(root)
    files = site_files(root)
    assert sorted(path for path in files if path.startswith("en/")) == [INDEX]
    for path in (INDEX, "dapur-dua/en/export.html"):
        base = Path(path).parent
        for href in re.findall(r'(?:href|src)="([^":#?]+)"', files[path].decode()):
            target = Path("/", base, href).resolve().relative_to("/").as_posix()
            assert target in files, (path, href)


def test_a_long_category_has_a_page_of_its_own(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.building.export_hub.FIRST", 1)
    monkeypatch.setattr(export_directory, "FIRST", 1)
    write_product(root / "sellers" / "dapur-tiga", "kopi", product("Kopi", ekspor=SAID))
    build(root)
    assert 'href="kuliner.html"' in html(root)
    assert re.findall(r'<h3><a href="(.*?)">', html(root, "en/export/kuliner.html")) == [
        "../../dapur-tiga/en/export.html",
        "../../dapur-dua/en/export.html",
    ]
    write_product(root / "sellers" / "dapur-tiga", "kopi", product("Kopi"))
    build(root)
    assert "en/export/kuliner.html" not in site_files(root)


def test_one_changed_term_leaves_the_hub_alone(root: Path) -> None:
    before = site_files(root)
    other = product("Kopi Liwa", ekspor=SAID.replace("50 kg", "70 kg"))
    write_product(root / "sellers" / "dapur-dua", "liwa", other)
    build(root)
    assert changed(before, site_files(root)) == {"dapur-dua/en/export.html", "dapur-dua/en/export.csv"}
