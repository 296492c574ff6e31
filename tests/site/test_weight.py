"""What a shop with 24 products costs a shopper on a slow connection."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from bench import budgets
from bench.pages import PHONES, first_load
from bench.server import weight
from tests.site.crawl import Document, absolute_target, relative_target
from tests.site.visits import PAGES

HTML = {name: path.partition("?")[0] for name, path in PAGES.items() if name != "shop with 40 products"}


def test_the_shop_is_as_large_as_the_budgets_suppose(documents: dict[str, Document]) -> None:
    products = [path for path, d in documents.items() if path.startswith("dapur") and "Product" in d.things]
    assert len(products) == 24


@pytest.mark.parametrize("name", HTML)
def test_pages_are_light(site: Path, name: str) -> None:
    assert weight(site / HTML[name]) <= budgets.HTML_BYTES


def test_styles_are_light(site: Path) -> None:
    sheets = sorted(site.glob("aset/*.css"))
    assert sheets
    assert {file.name: weight(file) for file in sheets if weight(file) > budgets.CSS_BYTES} == {}


@pytest.mark.parametrize("name", HTML)
def test_scripts_are_light(site: Path, documents: dict[str, Document], name: str) -> None:
    page = documents[HTML[name]]
    addresses = [script.get("src") for script in page.all("script") if script.get("src")]
    if name == "not found":
        scripts = {site / absolute_target(address) for address in addresses}
    else:
        scripts = {site / relative_target(page.path, urlsplit(address).path) for address in addresses}
    limit = budgets.SEARCH_JS_BYTES if name == "search" else budgets.JS_BYTES
    assert sum(map(weight, scripts)) <= limit


FIRST_SCREEN = """
() => [...document.querySelectorAll("main img[loading=lazy]")].map((image) => image.getBoundingClientRect())
  .filter((box) => box.width && box.top < innerHeight && box.left < innerWidth).length
"""


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("shop", (360, 740)),
        ("shop", (1280, 800)),
        ("product with choices", (360, 740)),
        ("home", (360, 740)),
        ("category", (360, 740)),
    ],
)
def test_photos_of_the_first_screen_do_not_wait(
    browser: Browser, address: str, name: str, size: tuple[int, int]
) -> None:
    with browser.new_context(viewport={"width": size[0], "height": size[1]}) as context:
        page = context.new_page()
        page.goto(f"{address}/{PAGES[name]}")
        assert page.locator("main img").count()
        assert page.evaluate(FIRST_SCREEN) == 0


@pytest.mark.parametrize("phone", PHONES)
@pytest.mark.parametrize(
    "name", ["shop", "product with choices", "product with one photo", "home", "category"]
)
def test_first_load_is_light(browser: Browser, address: str, name: str, phone: str) -> None:
    load = first_load(browser, f"{address}/{PAGES[name]}", phone)
    assert load.bytes <= budgets.FIRST_LOAD_BYTES, load.urls
    assert load.requests <= budgets.REQUESTS, load.urls
