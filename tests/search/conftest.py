from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from bench.search_hub import SearchHub
from bench.search_page import SearchPage, searching

SHOPS, PRODUCTS = 2000, 4


@pytest.fixture(scope="package")
def hub(tmp_path_factory: pytest.TempPathFactory) -> SearchHub:
    """An index of 2,000 shops with its files; nobody changes it."""
    made = SearchHub(tmp_path_factory.mktemp("search") / "hub")
    made.page()
    made.fill(SHOPS, PRODUCTS)
    return made


@pytest.fixture(scope="package")
def page(browser: Browser, hub: SearchHub) -> Iterator[SearchPage]:
    """Its search page, opened."""
    with searching(browser, hub) as opened:
        yield opened
