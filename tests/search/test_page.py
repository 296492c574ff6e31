"""What a shopper does on the search page: her own kecamatan, what she chooses besides, and the way back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.pages import layout_shift, watch_layout_shifts
from bench.search_hub import SearchHub
from bench.search_page import PAGE
from bench.server import serving
from generator.content.check_shop import DELIVERY
from generator.render.card import CardProduct, ShopCard
from tests.search.test_index import PLACES, card

FINDS = "#found a[data-etalase=hasil]"
EVERY = 7
"""Finds for `sate padang`: those with both words, and the products that have one of them."""
MONDAY_NOON = "2026-11-30T12:00:00+07:00"
_WATCH_ROWS = """
window.moved = 0;
addEventListener("DOMContentLoaded", () => {
  const tops = new Map();
  const look = () => {
    for (const row of document.querySelectorAll("#found li")) {
      if (tops.has(row) && tops.get(row) !== row.offsetTop) window.moved++;
      tops.set(row, row.offsetTop);
    }
    requestAnimationFrame(look);
  };
  look();
});
"""


def shop(slug: str, *products: str, price: int = 15_000, **keys: object) -> ShopCard:
    wares = tuple(CardProduct(f"p{n}", name, price, False) for n, name in enumerate(products))
    return card(slug, products=wares, **{"name": f"Toko {slug}", "place": "Jakarta"} | keys)


SHOPS = (
    shop("jauh", "Sate Padang", kecamatan="cilincing"),
    shop("kota", "Sate Padang", kecamatan="cilandak"),
    shop("dekat", "Sate Padang", kecamatan="tebet"),
    shop("dekat-potongan", "Sate Padangan", kecamatan="tebet"),
    shop("dekat-terpisah", "Sate Ayam", "Rendang Padang", kecamatan="tebet"),
    shop("buka", "Serabi", hours="480-1020,,,,,,", delivery=("ojek daring",), price=5_000),
    shop("tutup", "Serabi", hours="1020-1560,,,,,,1020-1560", delivery=("ekspedisi",), price=30_000),
    shop("libur", "Serabi", hours="480-1020,,,,,,", closed_until="2026-11-30", price=300_000),
    card(
        "promo",
        category="hilang",
        products=(CardProduct("getuk", "Getuk", 12_000, False, "", 9_000, False, "2026-12-30"),),
    ),
    shop("tanya", "Serabi", price=0, delivery=("perahu",)),
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SearchHub:
    made = SearchHub(tmp_path_factory.mktemp("page") / "hub")
    made.page()
    made.index.fill(SHOPS)
    made.index.publish(made.folder)
    return made


@contextmanager
def opened(browser: Browser, hub: SearchHub, asked: str = "", script: str = "") -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="id-ID")
    try:
        with serving(hub.site) as address:
            page = context.new_page()
            page.add_init_script(script or "0")
            page.clock.set_fixed_time(MONDAY_NOON)
            page.goto(f"{address}/{PAGE}{asked}")
            yield page
    finally:
        context.close()


def found(page: Page, count: int) -> list[str]:
    """The shops of the finds, when there are so many."""
    expect(page.locator(FINDS)).to_have_count(count)
    links = [str(link.get_attribute("href")) for link in page.locator(FINDS).all()]
    return [link.split("/")[1] for link in links]


def test_whole_words_then_one_product_then_the_own_kecamatan_then_its_kota(
    browser: Browser, small: SearchHub
) -> None:
    with opened(browser, small, "?q=sate+padang&kecamatan=tebet&urut=dekat") as page:
        wanted = ["dekat", "kota", "jauh", "dekat-terpisah", "dekat-potongan"]
        assert list(dict.fromkeys(found(page, EVERY))) == wanted


def test_the_own_kecamatan_is_chosen_once(browser: Browser, small: SearchHub) -> None:
    with opened(browser, small, "?q=sate+padang") as page:
        assert set(found(page, EVERY)[:3]) == {"dekat", "kota", "jauh"}
        page.locator("#kecamatan").select_option("cilandak")
        expect(page.locator(FINDS).first).to_have_attribute("href", "../kota/p0.html")
        page.goto(page.url.partition("?")[0] + "?q=sate+padang")
        assert page.locator("#kecamatan").input_value() == "cilandak", "it is remembered"
        assert found(page, EVERY)[0] == "kota"
        page.goto(page.url.partition("?")[0] + "?q=sate+padang&kecamatan=cilincing")
        assert found(page, 1) == ["jauh"], "an address says what it means"
        page.goto(page.url.partition("?")[0])
        assert page.locator("#kecamatan").input_value() == "cilandak"


def test_a_phone_that_keeps_nothing_searches_all_the_same(browser: Browser, small: SearchHub) -> None:
    no_storage = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
    with opened(browser, small, "?q=sate+padang", no_storage) as page:
        found(page, EVERY)
        page.locator("#kecamatan").select_option("cilincing")
        expect(page.locator(FINDS).first).to_have_attribute("href", "../jauh/p0.html")


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ("buka=1", {"buka"}),
        ("harga=-10000", {"buka"}),
        ("harga=25000-50000", {"tutup"}),
        ("harga=250000-", {"libur"}),
        ("kirim=ojek+daring", {"buka"}),
        ("kirim=ekspedisi&harga=25000-50000", {"tutup"}),
        ("kirim=ekspedisi&buka=1", set()),
    ],
)
@pytest.mark.parametrize("where", ["q=serabi", "kategori=kuliner", f"kategori=kuliner&kecamatan={PLACES[0]}"])
def test_finds_are_sifted(
    browser: Browser, small: SearchHub, where: str, chosen: str, wanted: set[str]
) -> None:
    with opened(browser, small, f"?{where}&{chosen}") as page:
        expect(page.locator(FINDS if wanted else "#nothing").first).to_be_visible()
        assert set(found(page, len(wanted))) == wanted
        assert page.locator("#sift").get_attribute("open") is not None
        if not wanted:
            expect(page.locator("#everywhere")).to_be_visible(visible="kategori" in where)
            page.locator("#unsifted").click()
            expect(page.locator(FINDS).first).to_be_visible()
            assert sorted(page.url.partition("?")[2].split("&")) == sorted(where.split("&"))


def test_a_night_counts_for_the_day_before(browser: Browser, small: SearchHub) -> None:
    with opened(browser, small) as page:
        for time, wanted in (("T01:30", {"tutup"}), ("T02:30", set()), ("T18:00", {"tutup"})):
            page.clock.set_fixed_time(f"2026-11-30{time}:00+07:00")
            page.goto(page.url.partition("?")[0] + "?q=serabi&buka=1")
            expect(page.locator("#nothing" if not wanted else FINDS)).to_be_visible()
            assert set(found(page, len(wanted))) == wanted


def test_an_offer_ends_by_itself(browser: Browser, small: SearchHub) -> None:
    with opened(browser, small) as page:
        for day, price, shown in (("30", "-10000", "Rp9.000"), ("31", "10000-25000", "Rp12.000")):
            page.clock.set_fixed_time(f"2026-12-{day}T23:59:00+07:00")
            page.goto(page.url.partition("?")[0] + f"?q=getuk&harga={price}")
            assert found(page, 1) == ["promo"]
            expect(page.locator("#found")).to_contain_text(shown)


def test_every_usual_way_can_be_chosen(browser: Browser, small: SearchHub) -> None:
    with opened(browser, small) as page:
        values = page.locator("#kirim option").evaluate_all("all => all.map(one => one.value)")
        assert set(values) == {"", *DELIVERY}


def test_rows_on_the_screen_stay_where_they_are_on_a_slow_line(browser: Browser, hub: SearchHub) -> None:
    with opened(browser, hub, script=_WATCH_ROWS) as page:
        watch_layout_shifts(page)
        line = page.context.new_cdp_session(page)
        line.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": 200, "downloadThroughput": 50_000, "uploadThroughput": 50_000},
        )
        page.goto(page.url + "?q=kebaya+katun")
        expect(page.locator(FINDS)).to_have_count(20)
        page.locator("#more").scroll_into_view_if_needed()
        page.locator("#more").click()
        expect(page.locator(FINDS)).to_have_count(40)
        page.locator("#q").fill("kebaya xqzwv")
        expect(page.locator("#progress")).to_contain_text("xqzwv")
        assert page.evaluate("window.moved") == 0
        assert layout_shift(page) == 0


def test_the_back_button_leads_to_the_same_place(browser: Browser, hub: SearchHub) -> None:
    with opened(browser, hub, "?q=kebaya") as page:
        page.route(
            re.compile(r"/[^/]+-\d+/[^/]+\.html$"), lambda route: route.fulfill(body="<title>a product")
        )
        page.locator("#more").click()
        expect(page.locator(FINDS)).to_have_count(40)
        link = page.locator(FINDS).nth(33)
        link.scroll_into_view_if_needed()
        before, address = page.evaluate("scrollY"), link.get_attribute("href")
        link.click()
        expect(page).to_have_title("a product")
        page.go_back()
        expect(page.locator(FINDS)).to_have_count(40)
        page.wait_for_function("top => Math.abs(scrollY - top) < 2", arg=before)
        assert page.locator(FINDS).nth(33).get_attribute("href") == address


def test_a_search_works_from_a_disk(browser: Browser, small: SearchHub) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto((small.site / PAGE).as_uri() + "?q=serabi&harga=25000-50000")
    assert found(page, 1) == ["tutup"]
    page.locator("#kecamatan").select_option("cilincing")
    page.locator(FINDS).first.click()
    context.close()
