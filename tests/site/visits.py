"""Visits to pages in a real browser, and a record of everything that went wrong during one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route

from bench.pages import watch_layout_shifts
from generator.render.output import Output
from tests.browser import new_page
from tests.site.crawl import absolute_target
from tests.site.workspace import SITE

PAGES = {
    "shop": "dapur-bu-siti/index.html",
    "shop on holiday": "anyaman-marunda/index.html",
    "shop with one product": "satu-produk/index.html",
    "shop without products": "belum-ada/index.html",
    "shop with 40 products": "empat-puluh/index.html",
    "shop of long words": "kata-panjang/index.html",
    "product with choices": "dapur-bu-siti/rendang-sapi.html",
    "product with one photo": "kopi-tebet/biji-toraja.html",
    "product sold out": "kopi-tebet/es-cokelat.html",
    "product without photo": "satu-produk/keripik.html",
    "product of long words": "kata-panjang/panjang.html",
    "order list": "dapur-bu-siti/pesan.html",
    "export catalogue": "kopi-tebet/en/export.html",
    "ready for export": "en/export/index.html",
    "bazaar of long words": "bazar/pasar/index.html",
    "all bazaars": "bazar/index.html",
    "home": "index.html",
    "categories": "kategori/index.html",
    "category": "kategori/kuliner/index.html",
    "category in a kecamatan": "kategori/kuliner/cilandak/index.html",
    "all kecamatan": "kecamatan/index.html",
    "kecamatan": "kecamatan/cilandak/index.html",
    "search": "cari/index.html?q=sapi",
    "shop in English": "kopi-tebet/en/index.html",
    "hub in English": "en/index.html",
    "followed shops": "ikuti/index.html",
    "joining": "bergabung/index.html",
    "privacy": "privasi/index.html",
    "not found": "404.html",
}
"""One page of each type, and the shops that strain them."""

_REPORT_BLOCKED = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`blocked by the policy: ${event.violatedDirective} ${event.blockedURI}`);
});
"""


@dataclass
class Visit:
    """One page, opened."""

    page: Page
    home: str
    """Scheme and host of the pages visited; anything else is a stranger's."""
    faults: list[str] = field(default_factory=list)
    """Console errors and warnings, uncaught exceptions, what the policy blocked, requests that failed."""
    strangers: list[str] = field(default_factory=list)
    """Addresses elsewhere that were asked for."""

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(message.text)

    def miss(self, request: Request) -> None:
        """A file that did not come, unless the browser had already left for another page."""
        if "ERR_ABORTED" not in (request.failure or ""):
            self.faults.append(f"failed: {request.url}: {request.failure}")

    def note(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:")):
            self.strangers.append(request.url)


@contextmanager
def visit(
    browser: Browser,
    url: str,
    width: int = 360,
    *,
    dark: bool = False,
    script: bool = True,
    site: Path | None = None,
) -> Iterator[Visit]:
    """Open a page and wait until the network is quiet; `site` answers for the hub's real address."""
    parts = urlsplit(url)
    with new_page(browser, width, dark, script=script) as page:
        seen = Visit(page, f"{parts.scheme}://{parts.netloc}")
        page.on("console", seen.hear)
        page.on("pageerror", lambda error: seen.faults.append(str(error)))
        page.on("request", seen.note)
        page.on("requestfailed", seen.miss)
        if site:
            page.route(f"{SITE}/**", partial(_answer, site))
        page.add_init_script(_REPORT_BLOCKED)
        watch_layout_shifts(page)
        page.goto(url, wait_until="networkidle")
        yield seen


def visit_type(browser: Browser, address: str, site: Path, name: str) -> AbstractContextManager[Visit]:
    """Open the page of a type in `PAGES`; 404.html has absolute addresses, so it is shown at its real one."""
    if name == "not found":
        return visit(browser, f"{SITE}/{PAGES[name]}", site=site)
    return visit(browser, f"{address}/{PAGES[name]}")


def _answer(site: Path, route: Route) -> None:
    path = absolute_target(route.request.url)
    route.fulfill(body=(site / path).read_bytes(), content_type=Output(path, b"").content_type)
