"""300 hostile sellers among good ones: none breaks the build, touches another, or acts in a browser."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from generator.content.reader import printable
from tests.hostile.folders import write_hostile_sellers, write_strange_folders
from tests.hostile.visitor import marks, misdeeds
from tests.render.catalogues import google_items, meta_items
from tests.shops import etalase, new_workspace, product, site_files, write_photo, write_shop
from tests.thorough import THOROUGH

GOOD = ("batik-ayu", "dapur-bu-siti", "kopi-tebet", "warung-cak-mat", "zaitun")
"""They come before and after the others, so some of them share a worker with them."""
TODAY = ("--today", "2026-11-21")
SOME = 3 if THOROUGH else 9
"""Every page is parsed by the browser; each so many is opened, and runs what it has."""


@dataclass(frozen=True)
class Built:
    """A workspace after `check` and `build`."""

    root: Path
    hostile: list[str]
    """Names of folders, as they can be shown."""
    check: tuple[int, dict[str, Any]]
    build: tuple[int, dict[str, Any]]

    @property
    def site(self) -> Path:
        return self.root / "build" / "site"

    @property
    def pages(self) -> list[Path]:
        """The pages of hostile sellers that passed."""
        shops = [self.site / slug for slug in self.hostile if (self.site / slug).is_dir()]
        return sorted(page for shop in shops for page in shop.rglob("*.html"))


def good_workspace(root: Path) -> Path:
    new_workspace(root)
    for number, slug in enumerate(GOOD):
        folder = write_shop(
            root,
            slug,
            {"kopi": product(foto="kopi.jpg"), "teh": product("Teh", "9.000", "**Hangat** & manis.")},
            warna='"#8a1c1c"',
            ikuti=f"[{GOOD[number - 1]}]",
        )
        write_photo(folder, "kopi.jpg")
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = good_workspace(tmp_path_factory.mktemp("jahat") / "work")
    names = write_hostile_sellers(root) + write_strange_folders(root)
    check = etalase(root, "check", "--jobs", "2")
    build = etalase(root, "build", "--jobs", "2", *TODAY)
    return Built(root, [printable(name) for name in names], check, build)


def test_the_run_ends_and_says_what_failed(built: Built) -> None:
    code, answer = built.build
    sellers = answer["sellers"]
    assert code == 3
    assert sellers["total"] == len(GOOD) + len(built.hostile)
    assert sellers["built"] + sellers["failed"] == sellers["total"]
    assert sellers["failed"] == len(answer["failures"])
    assert {row["slug"] for row in answer["failures"]} <= set(built.hostile)
    assert sellers["built"] > 150, "too few of them reach a page for the test to mean anything"


def test_every_hostile_folder_is_told_something_and_no_good_one(built: Built) -> None:
    code, answer = built.check
    assert code == 3
    assert {row["seller"] for row in answer["diagnostics"]} == set(built.hostile)
    assert not [row for row in answer["diagnostics"] if row["code"] in {"internal-error", "render-timeout"}]
    for row in answer["diagnostics"]:
        assert row["message"]
        assert row["hint"]


def test_check_and_build_agree_on_who_fails(built: Built) -> None:
    refused = {row["seller"] for row in built.check[1]["diagnostics"] if row["severity"] == "error"}
    assert {row["slug"] for row in built.build[1]["failures"]} == refused


def test_the_good_shops_are_as_if_the_others_were_not_there(built: Built, tmp_path: Path) -> None:
    root = good_workspace(tmp_path / "work")
    assert etalase(root, "build", "--jobs", "1", *TODAY)[0] == 0
    alone, among = site_files(root), site_files(built.root)
    shops = {path for path in alone if path.partition("/")[0] in {*GOOD, "aset"}}
    assert len(shops) > 30
    assert {path: among.get(path) for path in shops} == {path: alone[path] for path in shops}


def test_nothing_is_written_beside_the_site(built: Built) -> None:
    assert not Path("/tmp/pwned").exists()
    names = {path.name for path in built.root.iterdir()}
    assert names == {"hub.yaml", "sellers", "build"}
    for path in built.site.rglob("*"):
        assert path.resolve().is_relative_to(built.site.resolve())
        assert not path.is_symlink()
        relative = path.relative_to(built.site).as_posix()
        assert relative.isascii()
        assert not set(relative) & set("<>\"'`$&;?*\\ \n%")


def test_nothing_a_phone_knows_is_published(built: Built) -> None:
    photos = [p for p in built.site.rglob("*") if p.suffix in {".webp", ".jpg"} and "jahat" in p.as_posix()]
    assert photos
    assert not any(b"RAHASIA" in path.read_bytes() or b"Exif" in path.read_bytes() for path in photos)


def test_files_for_other_programs_keep_their_rules(built: Built) -> None:
    fed = sorted(built.site.glob("*/katalog"))
    assert len(fed) > 20
    for folder in fed:
        assert meta_items((folder / "meta.csv").read_bytes())
        assert google_items((folder / "google.xml").read_bytes())
    tables = sorted(built.site.glob("*/en/export.csv"))
    assert len(tables) > 20
    for table in tables:
        head, *rows = csv.reader(io.StringIO(table.read_text("utf-8-sig"), newline=""), strict=True)
        assert {len(row) for row in rows} == {len(head)}
        assert {row[1] for row in rows} == {"0901.21"}
        assert not [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell]


def test_the_visitor_notices_what_it_should(browser: Browser, tmp_path: Path) -> None:
    cases = {
        "script": "<script>__pwned=1</script>",
        "handler": "<img src=x onerror=__pwned=1>",
        "idle": "<p onclick='x'>",
        "link": "<a href=' javascript:x'>x</a>",
        "dialog": "<script>alert(1)</script>",
        "request": "<link rel=stylesheet href=https://jahat.example/x.css>",
        "policy": "<meta http-equiv=Content-Security-Policy content=\"script-src 'none'\"><script>x</script>",
        "json": "<script type=application/ld+json>{</script>",
    }
    pages = {name: tmp_path / f"{name}.html" for name in cases}
    for name, body in cases.items():
        pages[name].write_text(f"<!doctype html><title>x</title>{body}", "utf-8")
    told = misdeeds(browser, pages.values(), tmp_path, policy=True)
    assert {line.partition(".html")[0] for line in told} == set(cases)
    told = marks(browser, list(pages.values()), tmp_path)
    assert {line.partition(".html")[0] for line in told} == set(cases) - {"request"}
    quiet = tmp_path / "baik.html"
    quiet.write_text("<!doctype html><title>x</title><p>&lt;script&gt;", "utf-8")
    assert misdeeds(browser, [quiet], tmp_path, policy=True) == []


def test_nothing_is_injected_into_any_page(built: Built, browser: Browser) -> None:
    assert len(built.pages) > 400
    assert marks(browser, sorted(built.site.rglob("*.html")), built.site) == []


def test_escaping_alone_holds(built: Built, browser: Browser) -> None:
    pages = [page for page in built.pages if page.name != "404.html"]  # its links are absolute
    assert misdeeds(browser, pages[::SOME], built.site, policy=False) == []


def test_no_page_complains_under_its_own_policy(built: Built, browser: Browser) -> None:
    assert misdeeds(browser, built.pages[1 :: 2 * SOME], built.site, policy=True) == []


def test_the_hub_is_not_harmed_by_the_names_it_lists(built: Built, browser: Browser) -> None:
    shops = {*built.hostile, *GOOD}
    pages = [p for p in built.site.rglob("*.html") if p.relative_to(built.site).parts[0] not in shops]
    pages = [page for page in pages if page.name != "404.html"]  # its links are absolute
    assert len(pages) > 8
    assert misdeeds(browser, sorted(pages)[:: 1 if THOROUGH else 3], built.site, policy=False) == []
    assert misdeeds(browser, sorted(pages)[1::6], built.site, policy=True) == []
