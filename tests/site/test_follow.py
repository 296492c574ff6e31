"""Following: a heart on the shop, its news on the hub's page; it stays on the phone, nothing is sent."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from bench.server import serving
from tests.shops import product, write_product, write_shop
from tests.site.visits import visit
from tests.site.workspace import REPOSITORY, SITE, build_site

NAME = 'Kopi "Satu" & <b>Kawan'

COUNTED = """
window.most = 0;
let now = 0;
const real = window.fetch;
window.fetch = async (...all) => {
  window.most = Math.max(window.most, ++now);
  try { return await real(...all); } finally { now--; }
};
"""
"""How many files are asked for at once."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub of shops without photos: it is built in a second."""
    root = tmp_path_factory.mktemp("follow")
    shutil.copy(REPOSITORY / "hub.yaml", root)
    write_shop(root, "kopi-satu", nama=f"'{NAME}'", jam_buka="24 jam", ikuti="[kopi-dua]")
    write_shop(root, "kopi-dua", ikuti="[kopi-satu]", jam_buka="{senin-minggu: tutup}")
    write_shop(root, "kopi-tiga", ikuti="[kopi-satu]")
    assert build_site(root).failures == []
    return root


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    with serving(root / "build" / "site") as url:
        yield url


def heart(page: Page) -> None:
    page.locator("[data-etalase=ikuti]").click()
    expect(page.locator("[data-etalase=ikuti]")).to_have_attribute("aria-pressed", "true")


def rows(page: Page) -> list[str]:
    page.locator("#shops li").first.wait_for()
    return page.locator("#shops li div").all_inner_texts()


def news(page: Page, address: str) -> list[str]:
    """What the hub's page says of each followed shop once it has looked at all."""
    page.goto(f"{address}/ikuti/index.html", wait_until="networkidle")
    expect(page.locator("#said")).to_contain_text(re.compile("[Aa]da yang baru"))
    return rows(page)


def keep(page: Page, shops: list[list[object]]) -> None:
    page.evaluate("list => localStorage.setItem('etalase-ikuti', JSON.stringify(list))", shops)


def test_a_followed_shops_new_product_is_told_once(browser: Browser, root: Path, address: str) -> None:
    with visit(browser, f"{address}/kopi-satu/index.html") as seen:
        page = seen.page
        heart(page)
        page.goto(f"{address}/kopi-dua/index.html")
        heart(page)
        assert [NAME in text and "Belum ada" in text for text in news(page, address)] == [False, True]
        write_product(root / "sellers" / "kopi-satu", "teh", product("Teh & <i>Tarik"))
        assert build_site(root).failures == []
        other, own = news(page, address)
        assert "Baru: Teh & <i>Tarik" in own
        assert "Buka sekarang" in own
        assert "Sedang tutup" in other
        assert "Baru" not in " ".join(news(page, address))
        page.locator("#shops .drop").first.click()
        assert len(rows(page)) == 1
        page.goto(f"{address}/kopi-dua/index.html")
        expect(page.locator("[data-etalase=ikuti]")).to_have_attribute("aria-pressed", "false")
        assert page.context.cookies() == []
        assert seen.faults == []
        assert seen.strangers == []


def test_a_shop_that_has_gone_is_said_to_be(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/ikuti/index.html") as seen:
        keep(seen.page, [["toko-hilang", "Toko Hilang", []], ["kopi-tiga", "Kopi Tiga", ["kopi"]]])
        gone, there = news(seen.page, address)
        assert "sudah tutup atau pindah" in gone
        assert "tutup atau pindah" not in there


def test_four_feeds_at_a_time_and_fifty_at_most(browser: Browser, address: str) -> None:
    asked: list[str] = []

    def feed(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<feed/>", content_type="application/xml")

    with visit(browser, f"{address}/ikuti/index.html") as seen:
        page = seen.page
        keep(page, [[f"toko-{number:02}", f"Toko {number}", []] for number in range(60)])
        page.route("**/ikuti/toko/*.js", lambda route: route.fulfill(body='etalaseCircle({"followers":0});'))
        page.route("**/toko-*/atom.xml", feed)
        page.add_init_script(COUNTED)
        assert len(news(page, address)) == 60
        assert sorted(asked) == [f"{address}/toko-{number:02}/atom.xml" for number in range(50)]
        assert page.evaluate("most") == 4
        expect(page.locator("#said")).to_contain_text("50 toko yang terakhir")


def test_a_list_goes_out_and_comes_in(browser: Browser, address: str, tmp_path: Path) -> None:
    with visit(browser, f"{address}/ikuti/index.html") as seen:
        page = seen.page
        expect(page.locator("#nobody")).to_be_visible()
        keep(page, [["kopi-satu", NAME, []], ["kopi-tiga", "Kopi Tiga", ["kopi"]]])
        page.reload(wait_until="networkidle")
        with page.expect_download() as download:
            page.locator("#out").click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        outlines = Xml.parse(file).getroot().findall(".//outline")
        assert [(one.get("title"), one.get("xmlUrl")) for one in outlines] == [
            (NAME, f"{SITE}/kopi-satu/atom.xml"),
            ("Kopi Tiga", f"{SITE}/kopi-tiga/atom.xml"),
        ]
        file.write_text(
            file.read_text("utf-8").replace(
                "</body>",
                '<outline title="x" xmlUrl="https://elsewhere.example/kopi-dua/atom.xml"/>'
                f'<outline title="y" xmlUrl="{SITE}/../kopi-dua/atom.xml"/>'
                '<outline text="javascript:" xmlUrl="javascript:alert(1)"/></body>',
            ),
            "utf-8",
        )
        page.evaluate("localStorage.clear()")
        page.reload(wait_until="networkidle")
        page.locator("#in").set_input_files(file)
        expect(page.locator("#said")).to_have_text("Ditambahkan: 2 toko")
        kept = json.loads(page.evaluate("localStorage.getItem('etalase-ikuti')"))
        assert [(slug, name) for slug, name, *_ in kept] == [("kopi-satu", NAME), ("kopi-tiga", "Kopi Tiga")]
        page.locator("#in").set_input_files(
            {"name": "x.opml", "mimeType": "text/xml", "buffer": b"<opml><body>"}
        )
        expect(page.locator("#said")).to_have_text("Tidak ada toko dari sini di daftar itu.")
        assert seen.faults == []


@pytest.mark.parametrize("stored", ["", "null", "{}", "[", '[["../x","y"]]', '[["kopi-satu"]]', "[1,null]"])
def test_what_is_no_list_is_an_empty_one(browser: Browser, address: str, stored: str) -> None:
    with visit(browser, f"{address}/ikuti/index.html") as seen:
        page = seen.page
        page.evaluate("text => localStorage.setItem('etalase-ikuti', text)", stored)
        page.reload(wait_until="networkidle")
        expect(page.locator("#nobody")).to_be_visible()
        page.goto(f"{address}/kopi-satu/index.html", wait_until="networkidle")
        heart(page)
        assert seen.faults == []


def test_on_a_disk_there_are_links_only(browser: Browser, root: Path) -> None:
    site = (root / "build" / "site").as_uri()
    with visit(browser, f"{site}/ikuti/index.html") as seen:
        page = seen.page
        keep(page, [["kopi-satu", NAME, []]])
        page.reload(wait_until="networkidle")
        page.locator("#shops a").click()
        page.wait_for_url("**/kopi-satu/index.html")
        page.locator("[data-etalase=ikuti]").wait_for()
        page.locator(".circle").scroll_into_view_if_needed()
        expect(page.locator(".circle .ring a")).to_have_count(2)
        assert seen.faults == []


def test_a_shop_shows_who_follows_it_and_who_is_beside_it(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/kopi-satu/index.html") as seen:
        page = seen.page
        page.locator(".circle").scroll_into_view_if_needed()
        expect(page.locator(".circle")).to_contain_text("Diikuti oleh 2 toko")
        assert page.locator(".circle .follows li").all_inner_texts()[0].split("\n")[-2:] == [
            "Kopi Dua",
            "saling mengikuti",
        ]
        assert "Kopi Tiga" in page.locator(".circle .follows li").last.inner_text()
        assert page.locator(".ring a").evaluate_all("all => all.map((one) => one.getAttribute('href'))") == [
            "../kopi-dua/index.html",
            "../kopi-tiga/index.html",
        ]
        assert seen.faults == []


def test_without_a_script_there_is_no_heart_but_the_shops_it_follows(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/kopi-satu/index.html", script=False) as seen:
        expect(seen.page.locator("[data-etalase=ikuti]")).to_be_hidden()
        expect(seen.page.locator("#ikuti .follows a")).to_have_attribute("href", "../kopi-dua/index.html")
        expect(seen.page.locator("#ikuti a[href='ikuti.opml']")).to_be_visible()
