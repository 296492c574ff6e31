"""Shops kept on a phone: a real worker on a local host, under a path of its own, whose line can be cut."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.build import BuildOptions
from generator.build import build as run_build
from generator.content.hub import load_hub
from generator.hosting.term import Term
from generator.hosting.terms import Terms
from generator.language import language
from generator.render.output import Output
from tests.browser import new_page
from tests.qris_codes import static_code
from tests.shops import (
    HUB,
    changed,
    new_workspace,
    product,
    site_files,
    write_photo,
    write_shop,
)

SHOPS = ("kopi-satu", "kopi-dua", "kopi-tiga", "kopi-empat", "kopi-lima")
JAKARTA = timezone(timedelta(hours=7))
END = date(2026, 11, 21)
ABSENT = {
    "kopi-dua": Term("", "suspended", expires_on=END, suspended_on=END),
    "kopi-tiga": Term("", "purged", expires_on=END, ended_on=END),
    "kopi-empat": Term("", "left", moved_to="kopi-satu"),
}

CACHES = """
async () => {
  const found = {};
  for (const name of await caches.keys()) {
    found[name] = (await (await caches.open(name)).keys()).map(({ url }) => url);
  }
  return found;
}
"""
TEXTS = """
async () => {
  let all = "";
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      if (/html/.test(answer.headers.get("Content-Type"))) all += await answer.text();
    }
  }
  return all;
}
"""
SCOPES = "async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope)"
AGED = """
async ([end, days]) => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (!request.url.endsWith(end)) continue;
      const answer = await cache.match(request);
      const headers = new Headers(answer.headers);
      headers.set("etalase-disimpan", Date.now() - days * 86400e3);
      await cache.put(request, new Response(await answer.text(), { headers }));
    }
  }
}
"""
TWENTY = """
async () => {
  for (let number = 1; number <= 20; number++) {
    const scope = new URL(`../toko-${number}/`, location).href;
    const used = new Response("", { headers: { "etalase-disimpan": String(1000 + ((number + 6) % 20)) } });
    await (await caches.open(`etalase ${scope}`)).put(`${scope}?dipakai`, used);
    const { installing } = await navigator.serviceWorker.register("../sw.js", { scope });
    await new Promise((done) => {
      installing.onstatechange = () => installing.state === "activated" && done();
    });
  }
}
"""


@dataclass
class Host:
    """A static host below /hub/ that does what hosts and lines do."""

    site: Path
    url: str = ""
    down: bool = False
    """Connections break before any answer."""
    stuck: threading.Event = field(default_factory=threading.Event)
    """While it is not set, pages stop in the middle."""
    instead: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Status and file that answer for a path."""
    short: bool = False
    """Whether it leads /kopi.html to /kopi, and /index.html to /."""
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stuck.set()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, host: Host) -> None:
        self._host = host
        super().__init__(*args)

    def do_GET(self) -> None:
        host = self._host
        path = urlsplit(self.path).path.removeprefix("/hub/")
        host.asked.append(path)
        if host.down:
            self.close_connection = True
            return
        if host.short and path.endswith(".html"):
            self.send_response(308)
            self.send_header("Location", f"/hub/{path.removesuffix('.html').removesuffix('index')}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        path += "index.html" if path.endswith("/") or not path else "" if "." in path else ".html"
        status, name = host.instead.get(path, (200, path))
        file = host.site / name
        if not file.is_file():
            status, name, file = 404, "404.html", host.site / "404.html"
        data = file.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", Output(name, b"").content_type)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "public, max-age=300")
        self.end_headers()
        if not host.stuck.is_set() and name.endswith(".html"):
            self.wfile.write(data[:500])
            host.stuck.wait(20)
            data = data[500:]
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Stay quiet."""


def build(root: Path, known: dict[str, Term] | None = None) -> None:
    hub, problems = load_hub(root)
    assert hub, problems
    report = run_build(BuildOptions(root, hub, date(2026, 11, 21), jobs=1, terms=Terms(known or {})))
    assert not report.failures


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_workspace(tmp_path_factory.mktemp("kept"), HUB.replace("hub.example", "hub.example/hub"))
    for slug in SHOPS:
        folder = write_shop(
            root,
            slug,
            {"kopi": product(foto="[kopi.jpg]"), "teh": product("Teh"), "susu": product("Susu")},
            qris=static_code(),
            qris_nominal="ya",
            pembayaran="[tunai, qris]",
            en="{slogan: Good coffee}" if slug == "kopi-dua" else "",
        )
        write_photo(folder, "kopi.jpg")
    build(root)
    return root


@pytest.fixture
def host(root: Path) -> Iterator[Host]:
    host = Host(root / "build" / "site")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, host=host))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    host.url = f"http://127.0.0.1:{server.server_address[1]}/hub"
    try:
        yield host
    finally:
        host.stuck.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with new_page(browser) as page:
        yield page


def keep(page: Page, host: Host, slug: str = "kopi-satu") -> None:
    page.goto(f"{host.url}/{slug}/index.html")
    page.get_by_role("button", name="Simpan toko").click()
    expect(page.get_by_text("Tersimpan di HP ini.")).to_be_visible(timeout=20_000)


def is_gone(page: Page) -> None:
    """Nothing of any shop is on this phone."""
    until(page, "(await caches.keys()).length === 0")
    until(page, "(await navigator.serviceWorker.getRegistrations()).length === 0")


def until(page: Page, condition: str) -> None:
    """Wait for what browsers do in their own time, such as asking for a newer worker after a page."""
    looking = f"""
    async () => {{
      for (let left = 300; left > 0; left--) {{
        if ({condition}) return true;
        await new Promise((done) => setTimeout(done, 100));
      }}
      return false;
    }}
    """
    assert page.evaluate(looking), condition


def test_nothing_is_kept_without_a_tap_and_then_that_shop_only(page: Page, host: Host) -> None:
    for path in ("index.html", "kopi-satu/index.html", "kopi-satu/kopi.html", "kopi-satu/pesan.html"):
        page.goto(f"{host.url}/{path}", wait_until="networkidle")
        assert page.evaluate(SCOPES) == []
    assert page.evaluate(CACHES) == {}
    assert not [path for path in host.asked if "sw.js" in path or "simpan" in path]
    keep(page, host)
    assert page.evaluate(SCOPES) == [f"{host.url}/kopi-satu/"]
    assert list(page.evaluate(CACHES)) == [f"etalase {host.url}/kopi-satu/"]
    controller = "() => Boolean(navigator.serviceWorker.controller)"
    for path, mine in (("kopi-satu/kopi.html", True), ("kopi-dua/index.html", False), ("index.html", False)):
        page.goto(f"{host.url}/{path}")
        assert page.evaluate(controller) is mine, path
    page.goto(f"{host.url}/kopi-satu/")
    page.get_by_role("button", name="Hapus dari HP ini").click()
    expect(page.get_by_text("Sudah dihapus dari HP ini.")).to_be_visible()
    is_gone(page)


def test_a_kept_shop_opens_without_a_line_says_its_day_and_shows_no_code(page: Page, host: Host) -> None:
    keep(page, host)
    page.goto(f"{host.url}/kopi-satu/kopi.html")
    page.goto(f"{host.url}/kopi-satu/pesan.html", wait_until="networkidle")
    host.down = True
    today = language("id").date(datetime.now(JAKARTA).date()).rpartition(" ")[0]
    for path in ("", "index.html?utm_source=wa", "kopi.html", "pesan.html"):
        page.goto(f"{host.url}/kopi-satu/{path}")
        expect(page.get_by_text(f"Disimpan {today}; mungkin sudah berubah.")).to_be_visible()
        expect(page.locator("h1")).not_to_have_text("Tidak ada sambungan")
        assert page.locator("[data-etalase=qris], [data-payload], img[src*=qris]").count() == 0, path
    page.goto(f"{host.url}/kopi-satu/index.html")
    assert page.evaluate("() => getComputedStyle(document.body).fontFamily.includes('system-ui')")
    page.wait_for_function("() => document.querySelector('.frame img').naturalWidth > 0")
    expect(page.get_by_text("Kode QRIS hanya tampil saat tersambung internet")).to_be_attached()
    kept = page.evaluate(TEXTS)
    assert "Kopi Susu" in kept
    assert static_code()[40:60] not in kept
    assert not [url for urls in page.evaluate(CACHES).values() for url in urls if "qris-" in url]
    page.goto(f"{host.url}/kopi-satu/susu.html")
    expect(page.get_by_role("heading", name="Tidak ada sambungan")).to_be_visible()
    page.get_by_role("link", name="Ke halaman toko").click()
    expect(page.get_by_role("heading", name="Kopi Satu", exact=True)).to_be_visible()
    host.down = False
    page.reload()
    expect(page.locator(".stale")).to_have_count(0)
    assert page.locator("[data-etalase=qris]").count() == 1


def test_a_shop_kept_in_english_opens_in_english(page: Page, host: Host) -> None:
    page.goto(f"{host.url}/kopi-dua/en/index.html")
    page.get_by_role("button", name="Keep shop").click()
    expect(page.get_by_text("Kept on this phone.")).to_be_visible(timeout=20_000)
    assert page.evaluate(SCOPES) == [f"{host.url}/kopi-dua/"]
    host.down = True
    page.goto(f"{host.url}/kopi-dua/en/index.html")
    today = language("en").date(datetime.now(JAKARTA).date()).rpartition(" ")[0]
    expect(page.get_by_text(f"Kept on {today}; it may have changed since.")).to_be_visible()
    expect(page.get_by_text("The QRIS code is shown with a connection only")).to_be_attached()
    page.goto(f"{host.url}/kopi-dua/en/pesan.html")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    page.get_by_role("link", name="To the shop").click()
    expect(page.get_by_role("heading", name="Kopi Dua", exact=True)).to_be_visible()


def test_hosts_that_shorten_addresses_are_understood(page: Page, host: Host) -> None:
    host.short = True
    keep(page, host)
    page.goto(f"{host.url}/kopi-satu/kopi.html")
    assert page.url == f"{host.url}/kopi-satu/kopi"
    host.down = True
    for path in ("kopi.html", "kopi", "index.html", ""):
        page.goto(f"{host.url}/kopi-satu/{path}")
        expect(page.get_by_text("mungkin sudah berubah")).to_be_visible()


def test_what_was_kept_31_days_ago_is_not_shown(page: Page, host: Host) -> None:
    keep(page, host)
    page.goto(f"{host.url}/kopi-satu/kopi.html")
    page.evaluate(AGED, ["/index.html", 31])
    page.evaluate(AGED, ["/kopi.html", 29])
    host.down = True
    page.goto(f"{host.url}/kopi-satu/kopi.html")
    expect(page.get_by_text("mungkin sudah berubah")).to_be_visible()
    page.goto(f"{host.url}/kopi-satu/index.html")
    expect(page.get_by_role("heading", name="Tidak ada sambungan")).to_be_visible()
    assert not [url for urls in page.evaluate(CACHES).values() for url in urls if url.endswith("/index.html")]


def test_a_page_that_stops_in_the_middle_is_shown_as_it_was_kept(page: Page, host: Host) -> None:
    keep(page, host)
    host.stuck.clear()
    page.goto(f"{host.url}/kopi-satu/index.html")
    expect(page.get_by_text("mungkin sudah berubah")).to_be_visible()


@pytest.mark.parametrize("status", [403, 410])
def test_a_shop_that_the_host_no_longer_has_is_forgotten(page: Page, host: Host, status: int) -> None:
    keep(page, host)
    host.instead = dict.fromkeys(("kopi-satu/kopi.html", "kopi-satu/index.html"), (status, "404.html"))
    page.goto(f"{host.url}/kopi-satu/kopi.html")
    is_gone(page)


def test_a_product_that_is_gone_or_a_host_in_trouble_leaves_the_shop(page: Page, host: Host) -> None:
    keep(page, host)
    page.goto(f"{host.url}/kopi-satu/kopi.html")
    host.instead = {"kopi-satu/kopi.html": (404, "404.html"), "kopi-satu/index.html": (503, "404.html")}
    page.goto(f"{host.url}/kopi-satu/kopi.html")
    expect(page.get_by_role("heading", name="Halaman ini tidak ada")).to_be_visible()
    page.goto(f"{host.url}/kopi-satu/index.html")
    expect(page.get_by_text("mungkin sudah berubah")).to_be_visible()
    assert [url for urls in page.evaluate(CACHES).values() for url in urls if url.endswith("kopi.html")] == []


def test_the_21st_shop_takes_the_place_of_the_one_not_used_for_longest(page: Page, host: Host) -> None:
    page.goto(f"{host.url}/kopi-satu/index.html")
    page.evaluate(TWENTY)
    keep(page, host)
    slugs = {f"toko-{number}" for number in range(1, 21) if number != 14} | {"kopi-satu"}
    assert {scope.rstrip("/").rpartition("/")[2] for scope in page.evaluate(SCOPES)} == slugs
    assert {name.rstrip("/").rpartition("/")[2] for name in page.evaluate(CACHES)} == slugs


def test_of_a_shop_60_files_are_kept_the_front_page_always(page: Page, host: Host) -> None:
    keep(page, host)
    worker = page.context.service_workers[0]
    shop = f"{host.url}/kopi-satu/"
    asset = f"{host.url}/aset/warung.css"
    pages = [f"{shop}produk-{number}.html" for number in range(58)]
    all_files = [f"{shop}index.html", asset, f"{shop}?dipakai", *pages]
    assert worker.evaluate("(all) => surplus(all)", all_files) == pages[:1]
    assert worker.evaluate("(all) => surplus(all)", all_files[:60]) == []
    fill = "(all) => Promise.all(all.map((one) => put(one, stamped(''))))"
    worker.evaluate(fill, pages)
    (urls,) = page.evaluate(CACHES).values()
    assert len(urls) <= 60
    assert f"{shop}index.html" in urls
    assert pages[-1] in urls


def test_on_a_disk_nothing_is_offered(page: Page, root: Path) -> None:
    page.goto((root / "build" / "site" / "kopi-satu" / "index.html").as_uri())
    page.wait_for_function("() => !document.querySelector('.keep')")
    assert page.locator("[data-etalase=simpan]").count() == 0


def test_the_browser_finds_no_fault_with_the_manifest(page: Page, host: Host) -> None:
    page.goto(f"{host.url}/kopi-satu/kopi.html")
    told = page.context.new_cdp_session(page).send("Page.getAppManifest")
    assert told["url"] == f"{host.url}/kopi-satu/app.webmanifest"
    assert told["errors"] == []


def test_shops_that_go_are_forgotten_and_the_kill_switch_ends_it_all(
    page: Page, host: Host, root: Path
) -> None:
    for slug in SHOPS:
        keep(page, host, slug)
    withdrawn = root / "sellers" / "kopi-lima" / "toko.yaml"
    withdrawn.write_text(withdrawn.read_text("utf-8").replace("2026-11-01", "tidak"), "utf-8")
    build(root, ABSENT)
    for slug in SHOPS[1:]:
        page.goto(f"{host.url}/{slug}/kopi.html")
        until(page, f"!(await caches.has('etalase {host.url}/{slug}/'))")
    page.goto(f"{host.url}/kopi-satu/index.html")
    assert page.evaluate(SCOPES) == [f"{host.url}/kopi-satu/"]

    before = site_files(root)
    (root / "hub.yaml").write_text((root / "hub.yaml").read_text("utf-8") + "simpan: tidak\n", "utf-8")
    build(root, ABSENT)
    assert changed(before, site_files(root)) == {"sw.js"}
    page.goto(f"{host.url}/kopi-satu/index.html")
    is_gone(page)
    page.goto(f"{host.url}/kopi-satu/index.html")
    page.get_by_role("button", name="Simpan toko").click()
    expect(page.get_by_text("Belum berhasil. Coba lagi nanti.")).to_be_visible()
    is_gone(page)
