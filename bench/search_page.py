"""The search page in a real browser: what it finds for a query, and what that takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from bench.plain_scan import Query
from bench.search_hub import SearchHub
from bench.server import serving, weight

PAGE = "cari/index.html"
_FIND = """
async ([text, place, category, nearest, files, limit]) => {
  const config = JSON.parse(document.getElementById("search-config").textContent);
  const { find, card } = window.etalaseTemuan(config);
  const found = await find(text, { place, category, nearest, files, deep: !limit });
  const first = [];
  for (const one of found.full) {
    if (first.length >= limit) break;
    const shown = await card(one, found.wanted);
    if (shown && shown.complete) first.push(one.id);
  }
  const ids = (some) => some.map(({ id }) => id);
  return { ...found, wanted: null, full: ids(found.full), partly: ids(found.partly), first };
}
"""
_ANSWERED = """
() => {
  const { searching } = document.getElementById("finds").dataset;
  return document.getElementById("progress").textContent !== searching;
}
"""


class SearchPage:
    """An opened search page."""

    def __init__(self, page: Page, hub: SearchHub) -> None:
        self.page = page
        self._hub = hub
        self.files: list[str] = []
        """The files of the search that were fetched."""
        page.on("request", lambda request: self._note(request.url))

    def find(self, query: Query, *, nearest: str = "", files: int = 99, first: int = 0) -> dict[str, Any]:
        """What a query finds, by numbers; `full` before any card was looked at, the `first` so many after."""
        settings = self._hub.settings
        place = settings.kecamatan[query.kecamatan] if query.kecamatan else None
        category = settings.categories[query.category][0] if query.category else None
        near = settings.kecamatan[nearest] if nearest else None
        found: dict[str, Any] = self.page.evaluate(_FIND, [query.text, place, category, near, files, first])
        return found

    def first(self, query: Query, limit: int) -> list[int]:
        """The numbers of the first finds, as they would be shown."""
        found: list[int] = self.find(query, files=2, first=limit)["first"]
        return found

    def bytes_fetched(self) -> int:
        """Bytes of the files fetched so far, after brotli."""
        return sum(weight(self._hub.site / file) for file in self.files)

    def shown(self) -> Sequence[str]:
        """The addresses of the finds that are shown, below the site's root."""
        links = self.page.locator("#found a[data-etalase=hasil]")
        return [str(link.get_attribute("href")).removeprefix("../") for link in links.all()]

    def _note(self, url: str) -> None:
        path = url.partition("?")[0]
        if "/cari/" in path and path.endswith(".js"):
            self.files.append(f"cari/{path.partition('/cari/')[2]}")


@contextmanager
def searching(browser: Browser, hub: SearchHub, *, asked: str = "") -> Iterator[SearchPage]:
    """Open the search page of a hub as a shopper does for the first time, with what she asks for (`?q=…`)."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, locale="id-ID")
    try:
        with serving(hub.site) as address:
            page = SearchPage(context.new_page(), hub)
            page.page.goto(f"{address}/{PAGE}{asked}", wait_until="networkidle")
            page.page.wait_for_function(_ANSWERED)
            yield page
    finally:
        context.close()
