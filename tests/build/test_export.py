"""A shop to take along: it opens from a disk, holds everything of hers and nothing of anybody else."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.building.export import export_shop
from generator.content.hub import Hub, load_hub
from tests.shops import build, new_workspace, product, write_photo, write_product, write_shop
from tests.site.crawl import broken_links

TODAY = date(2028, 10, 22)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path)
    folder = write_shop(tmp_path, "kopi-satu", ikuti="[kopi-dua]", email="siti@contoh.example")
    write_photo(folder, "kopi.jpg")
    write_product(folder, "kopi", product(foto="[kopi.jpg]"))
    write_shop(tmp_path, "kopi-dua")
    return tmp_path


@pytest.fixture
def hub(root: Path) -> Hub:
    found, problems = load_hub(root)
    assert found is not None, problems
    return found


def unpacked(path: Path) -> Path:
    target = path.with_suffix("")
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        archive.extractall(target)
    (inner,) = target.iterdir()
    return inner


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*"):
        if path.suffix in {".html", ".xml"}:
            yield path.name, path.read_text("utf-8")


def test_the_file_holds_site_source_and_guide(root: Path, hub: Hub) -> None:
    made = export_shop(root, hub, "kopi-satu", root / "build" / "export", TODAY)
    assert made.path == root / "build" / "export" / "toko-kopi-satu.zip"
    assert made.has_site
    inner = unpacked(made.path)
    assert made.files == sum(path.is_file() for path in inner.rglob("*"))
    assert {path.name for path in inner.iterdir()} == {"BACA-DULU.html", "situs", "sumber"}
    original = root / "sellers" / "kopi-satu"
    for path in original.rglob("*"):
        if path.is_file():
            copy = inner / "sumber" / "kopi-satu" / path.relative_to(original)
            assert copy.read_bytes() == path.read_bytes()
    assert broken_links(inner / "situs") == []
    assert broken_links(inner) == []


def test_pages_lead_to_the_hub_by_full_address_and_to_no_neighbour(root: Path, hub: Hub) -> None:
    build(root)
    inner = unpacked(export_shop(root, hub, "kopi-satu", root, TODAY).path)
    for name, text in texts(inner / "situs"):
        assert "../" not in text, name
        assert "kopi-dua" not in text, name
    assert (
        'href="https://hub.example/kategori/kuliner/index.html"' in (inner / "situs/index.html").read_text()
    )


def test_with_a_forwarding_address_the_pages_speak_of_that(root: Path, hub: Hub) -> None:
    write_shop(root, "kopi-dua", pindah_ke="https://kopidua.example")
    inner = unpacked(export_shop(root, hub, "kopi-dua", root, TODAY).path)
    for name, text in texts(inner / "situs"):
        assert "hub.example/kopi-dua" not in text, name
    index = (inner / "situs" / "index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://kopidua.example/">' in index
    assert "kopidua.example" in (inner / "BACA-DULU.html").read_text("utf-8")


def test_equal_shops_make_equal_files(root: Path, hub: Hub) -> None:
    first = export_shop(root, hub, "kopi-satu", root / "a", TODAY).path.read_bytes()
    assert export_shop(root, hub, "kopi-satu", root / "b", TODAY).path.read_bytes() == first


def test_a_shop_with_errors_goes_along_without_its_site(root: Path, hub: Hub) -> None:
    write_shop(root, "kopi-satu", kecamatan="Cilndak")
    made = export_shop(root, hub, "kopi-satu", root, TODAY)
    assert not made.has_site
    assert [problem.code for problem in made.problems] == ["kecamatan-unknown"]
    inner = unpacked(made.path)
    assert not (inner / "situs").exists()
    assert (inner / "sumber" / "kopi-satu" / "foto" / "kopi.jpg").is_file()
    assert "Pembina bisa membantu" in (inner / "BACA-DULU.html").read_text("utf-8")


def test_what_a_link_points_to_stays_here(root: Path, hub: Hub) -> None:
    secret = root / "secret.txt"
    secret.write_text("rahasia")
    (root / "sellers" / "kopi-dua" / "foto").mkdir()
    (root / "sellers" / "kopi-dua" / "foto" / "x.jpg").symlink_to(secret)
    (root / "sellers" / "kopi-dua" / "lain").symlink_to(root / "sellers" / "kopi-satu")
    inner = unpacked(export_shop(root, hub, "kopi-dua", root, TODAY).path)
    names = {path.name for path in inner.rglob("*")}
    assert not {"x.jpg", "lain", "secret.txt"} & names
    assert not any(path.is_symlink() for path in inner.rglob("*"))


def test_a_failed_export_keeps_the_file_before(root: Path, hub: Hub) -> None:
    made = export_shop(root, hub, "kopi-satu", root, TODAY)
    before = made.path.read_bytes()
    with pytest.raises(OSError, match="kopi-hilang"):
        export_shop(root, hub, "kopi-hilang", root, TODAY)
    assert made.path.read_bytes() == before


def test_it_opens_from_a_disk_without_any_fault(root: Path, hub: Hub, browser: Browser) -> None:
    inner = unpacked(export_shop(root, hub, "kopi-satu", root, TODAY).path)
    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    faults: list[str] = []
    tab.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    tab.on("requestfailed", lambda request: faults.append(request.url))
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((inner / "BACA-DULU.html").as_uri())
    tab.get_by_role("link", name="Buka toko Anda").click()
    tab.get_by_role("link", name=re.compile("Kopi Susu")).first.click()
    assert tab.url == (inner / "situs" / "kopi.html").as_uri()
    tab.wait_for_load_state("networkidle")
    assert tab.evaluate("document.images.length && [...document.images].every(i => i.complete)")
    assert tab.evaluate("document.documentElement.scrollWidth") == 360
    assert faults == []
    assert all(url.startswith("file://") for url in asked)
    context.close()
