"""Shopping: finding a shop, looking at it, ordering; from the web, from a disk, and without JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.crawl import chat
from tests.site.visits import visit
from tests.site.workspace import SAMPLES


def follow(page: Page, selector: str, lands_on: str) -> None:
    """Click the first visible link of a kind, and wait for the page it leads to."""
    page.locator(selector).locator("visible=true").first.click()
    page.wait_for_url(f"**{lands_on}")


def results(page: Page) -> list[str]:
    """Addresses that the search shows, below the site's root."""
    page.locator("#found a").first.wait_for()
    found = page.locator("#found a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    return [str(address).removeprefix("../") for address in found]


def test_from_shop_to_search_and_back_on_a_disk(browser: Browser, site: Path) -> None:
    with visit(browser, (site / "dapur-bu-siti/index.html").as_uri()) as seen:
        page = seen.page
        follow(page, "main a[href='rendang-sapi.html']", "/dapur-bu-siti/rendang-sapi.html")
        follow(page, "header a[href='../index.html']", "/site/index.html")
        follow(page, "main a[href='kategori/kuliner/index.html']", "/kategori/kuliner/index.html")
        follow(page, "a[href='../../cari/index.html']", "/cari/index.html")
        page.locator("#q").fill("rendang")
        page.locator("#q").press("Enter")
        assert "dapur-bu-siti/index.html" in results(page)
        follow(
            page, "#found a[href='../dapur-bu-siti/nasi-rendang.html']", "/dapur-bu-siti/nasi-rendang.html"
        )
        expect(page.locator("h1")).to_have_text("Nasi Rendang Komplit")
        assert seen.faults == []
        assert seen.strangers == []


@pytest.mark.parametrize("start", ["web", "disk"])
def test_search_from_the_home_page(browser: Browser, site: Path, address: str, start: str) -> None:
    root = address if start == "web" else site.as_uri()
    with visit(browser, f"{root}/index.html") as seen:
        seen.page.locator("main input[type=search]").fill("kopi gayo")
        seen.page.locator("main form button").click()
        assert results(seen.page)[:2] == ["kopi-tebet/biji-gayo.html", "kopi-tebet/index.html"]
        assert seen.faults == []


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("rendang", "dapur-bu-siti/rendang-sapi"),  # a product
        ("BATIK AYU", "batik-ayu/index"),  # a name, in another case
        ("klep", "kue-mpok-ijah/klepon"),  # the start of a word
        ("lidah condet", "kebun-condet/sansevieria"),  # a product of a shop
        ("rendang cilandak", "dapur-bu-siti/rendang-sapi"),  # a product in a place
        ("kemayoran", "warung-cak-mat/index"),  # a place
        ("jahit", "jahit-bu-narti/index"),
        ("rendangnya", "dapur-bu-siti/rendang-sapi"),
        ("rendnag", "dapur-bu-siti/rendang-sapi"),  # two letters swapped
        ("rnedang", "dapur-bu-siti/rendang-sapi"),
        ("klpon", "kue-mpok-ijah/klepon"),  # one missing
        ("klepoon", "kue-mpok-ijah/klepon"),  # one too many
        ("sambel terasi", "dapur-bu-siti/sambal-terasi"),  # how others write it
    ],
)
def test_search_finds(browser: Browser, address: str, query: str, first: str) -> None:
    with visit(browser, f"{address}/cari/index.html") as seen:
        seen.page.locator("#q").fill(query)
        assert results(seen.page)[0] == f"{first}.html"


def test_search_tells_when_nothing_is_found(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/cari/index.html?q=zzzz") as seen:
        expect(seen.page.locator("#nothing")).to_be_visible()
        assert seen.page.locator("#found a").count() == 0


def test_search_by_kecamatan(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/cari/index.html?q=kopi") as seen:
        everywhere = results(seen.page)
        seen.page.locator("#kecamatan").select_option("tebet")
        assert results(seen.page)[0] == "kopi-tebet/index.html"
        seen.page.locator("#terdekat").uncheck()
        expect(seen.page.locator("#found a:not([href*=kopi-tebet])")).to_have_count(0)
        assert results(seen.page)[0] == "kopi-tebet/index.html"
        assert "kecamatan=tebet" in seen.page.url, "a search can be shared"
        assert "kopi-tebet/index.html" in everywhere
        seen.page.locator("#kecamatan").select_option("cilandak")
        expect(seen.page.locator("#found a[href*=tebet]")).to_have_count(0)


def test_a_kecamatan_chosen_once_is_used_by_home_lists_and_search(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/index.html") as seen:
        page, near = seen.page, seen.page.locator(".mine a")
        expect(near).to_have_attribute("href", "kecamatan/index.html")
        page.locator("#saya").select_option("tebet")
        expect(near).to_have_attribute("href", f"{address}/kecamatan/tebet/index.html")
        page.goto(f"{address}/kategori/kopi/index.html")
        expect(near).to_have_attribute("href", f"{address}/kategori/kopi/tebet/index.html")
        page.goto(f"{address}/kecamatan/cilandak/index.html")
        page.locator("[data-saya=cilandak]").click()
        expect(page.locator("[data-saya=cilandak]")).to_have_attribute("aria-pressed", "true")
        page.goto(f"{address}/index.html")
        expect(page.locator("#saya")).to_have_value("cilandak")
        page.locator("#q").fill("kopi")
        page.locator("#q").press("Enter")
        expect(page.locator("#kecamatan")).to_have_value("cilandak")
        expect(page.locator("#terdekat")).to_be_checked()
        assert seen.faults == []


def test_lists_are_sifted_by_the_search_and_a_find_is_one_tap_away(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/kategori/kuliner/index.html") as seen:
        page = seen.page
        page.locator("summary").first.click()
        page.locator("#kirim").select_option("ekspedisi")
        page.locator("main form button").click()
        page.wait_for_url("**/cari/index.html?*")
        assert "dapur-bu-siti/index.html" in results(page)
        page.locator("#q").fill("rendang sapi")
        page.locator("#found a[href='../dapur-bu-siti/rendang-sapi.html']").click()
        expect(page.locator("h1")).to_have_text("Rendang Sapi")
        assert seen.faults == []


def test_every_sample_is_found_by_its_name(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/cari/index.html") as seen:
        for slug in SAMPLES:
            seen.page.locator("#q").fill(slug.replace("-", " "))
            seen.page.locator(f"#found a[href='../{slug}/index.html']").wait_for()


def test_ordering_needs_no_script(browser: Browser, site: Path) -> None:
    with visit(browser, (site / "dapur-bu-siti/rendang-sapi.html").as_uri(), script=False) as seen:
        links = seen.page.locator("main a[href*='wa.me/628']")
        texts = [chat(str(link.get_attribute("href")))[1] for link in links.all() if link.is_visible()]
    for choice, price in (("250 g", "Rp50.000"), ("500 g", "Rp95.000"), ("1 kg", "Rp185.000")):
        assert any(f"Rendang Sapi, {choice}" in text and price in text for text in texts), choice


def test_looking_around_needs_no_script(browser: Browser, site: Path) -> None:
    with visit(browser, (site / "index.html").as_uri(), script=False) as seen:
        page = seen.page
        follow(page, "main a[href='kategori/kue/index.html']", "/kategori/kue/index.html")
        follow(page, "main a[href='../../kue-mpok-ijah/index.html']", "/kue-mpok-ijah/index.html")
        follow(page, "main a[href='klepon.html']", "/kue-mpok-ijah/klepon.html")
        expect(page.locator("main a[href*='wa.me/628']").locator("visible=true").first).to_be_visible()


def test_a_mouse_over_a_card_leaves_its_buttons_on_top(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/batik-ayu/index.html", width=1280) as seen:
        card = seen.page.locator(".card", has=seen.page.locator("[data-etalase=tambah]")).first
        card.hover(position={"x": 5, "y": 5})
        for _ in range(2):
            card.locator("[data-etalase=tambah]").click(timeout=5000)
        card.locator("[data-etalase=kurang]").click(timeout=5000)
        assert seen.page.url.endswith("/batik-ayu/index.html")


def test_filter_of_a_large_shop(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/dapur-bu-siti/index.html") as seen:
        page = seen.page
        page.locator("#produk input").fill("rendang")
        shown = page.locator("#produk li h3").locator("visible=true").all_inner_texts()
        assert shown
        assert all("rendang" in name.lower() for name in shown)
        for slip in ("rendnag", "rnedang", "rendag", "rendangg", "RENDANGNYA", "rendang spai", "réndang"):
            page.locator("#produk input").fill(slip)
            found = page.locator("#produk li h3").locator("visible=true").all_inner_texts()
            assert found, f"{slip}: the slips that the search forgives"
            assert set(found) <= set(shown)
        page.locator("#produk input").fill("xqzwv")
        expect(page.locator("#produk li h3").locator("visible=true")).to_have_count(0)
        page.locator("#produk input").fill("")
        expect(page.locator("#produk li h3").locator("visible=true")).to_have_count(24)
