"""Lists of a large hub in Chromium: choices and page numbers that any thumb can hit, on any screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, ViewportSize

from bench.lists import Hub
from bench.pages import layout_shift, violations
from bench.server import serving
from tests.site.test_pages import HEIGHT, OVERFLOW, SMALL_TARGETS, TOUCH, WIDTHS
from tests.site.visits import visit

LONG_NAME = "Warung Nasi Uduk dan Lauk Pauk Komplit Haji Muhammad Zainudin"[:60].strip()

PAGES = {
    "category of 12 pages": "kategori/kuliner/index.html",
    "kecamatan": "kecamatan/tebet/index.html",
    "the two together": "kategori/kuliner/tebet/index.html",
    "its third page": "kategori/kuliner/tebet/hal-3.html",
    "one shop with a long name": "kategori/kerajinan/kepulauan-seribu-selatan/index.html",
}


@pytest.fixture(scope="module")
def large_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a hub whose category of food has shops in every kecamatan, and many in one."""
    hub = Hub(tmp_path_factory.mktemp("large"))
    cards = [replace(hub.card(number), category="kuliner") for number in range(1, 400)]
    cards[:250] = [replace(card, kecamatan="tebet") for card in cards[:250]]
    cards += [replace(hub.card(number), category="kue", kecamatan="tebet") for number in range(400, 440)]
    last = replace(hub.card(440), category="kerajinan", kecamatan="kepulauan-seribu-selatan")
    for card in (*cards, replace(last, name=LONG_NAME)):
        hub.put(card)
    hub.renew()
    hub.state.close()
    with serving(hub.site) as url:
        yield url


@pytest.mark.parametrize("name", PAGES)
def test_a_list_is_for_everybody(browser: Browser, large_hub: str, name: str) -> None:
    with visit(browser, f"{large_hub}/{PAGES[name]}") as seen:
        assert layout_shift(seen.page) == 0
        assert seen.faults == []
        seen.page.eval_on_selector_all("details", "(all) => all.forEach((one) => { one.open = true })")
        assert seen.page.evaluate(SMALL_TARGETS, TOUCH) == []
        for width in WIDTHS:
            seen.page.set_viewport_size(ViewportSize(width=width, height=HEIGHT))
            assert seen.page.evaluate(OVERFLOW) == [], f"{width} px"
        for scheme in ("light", "dark"):
            seen.page.emulate_media(color_scheme=scheme)
            assert violations(seen.page, colours=scheme == "dark") == [], scheme


def test_a_shopper_walks_from_the_home_page_to_the_oldest_shop(browser: Browser, large_hub: str) -> None:
    with visit(browser, f"{large_hub}/index.html") as seen:
        page = seen.page
        page.locator(".tiles").get_by_text("Kuliner").click()
        page.get_by_text("Pilih kecamatan", exact=True).click()
        page.locator("#pilihan").get_by_role("link", name="Tebet").click()
        page.get_by_role("link", name="Paling lama").or_(
            page.get_by_role("link", name="1", exact=True)
        ).click()
        page.wait_for_url("**/kategori/kuliner/tebet/hal-1.html")
        assert page.locator(".page-facts").inner_text() == "Halaman 1: toko ke-1 sampai ke-24"
        assert page.locator(".card").count() == 24
        page.get_by_role("link", name="Toko yang lebih baru").click()
        page.wait_for_url("**/hal-2.html")
