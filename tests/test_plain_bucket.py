"""A bucket without a front knows exact names only: its error page leads typed addresses to their pages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.addresses import HOSTILE, LOOSE
from tests.browser import new_page
from tests.shops import HUB, build, new_workspace, write_shop


class Bucket(SimpleHTTPRequestHandler):
    """Objects by their exact keys, an index document behind a slash, and an error document."""

    def __init__(self, *args: object, site: Path, prefix: str) -> None:
        self._site, self._prefix = site, prefix
        super().__init__(*args)  # type: ignore[arg-type]  # what the server passes

    def do_GET(self) -> None:
        key = urlsplit(self.path).path.removeprefix(self._prefix)
        key += "index.html" if key.endswith("/") or not key else ""
        names = {path.relative_to(self._site).as_posix(): path for path in self._site.rglob("*.*")}
        found = names.get(key, names["404.html"])
        body = found.read_bytes()
        self.send_response(200 if key in names else 404)
        self.send_header("Content-Type", self.guess_type(found))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@pytest.fixture(scope="module", params=["", "/Pasar"])
def bucket(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site in such a bucket, also below a prefix with a capital."""
    root = tmp_path_factory.mktemp("Kapital")
    handler = partial(Bucket, site=root / "build" / "site", prefix=f"{request.param}/")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        address = f"http://127.0.0.1:{server.server_address[1]}{request.param}"
        new_workspace(root, HUB.replace("https://hub.example", address))
        write_shop(root, "toko-a")
        assert build(root)[0] == 0
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield address
        server.shutdown()


def test_the_error_page_leads_to_the_page_that_was_meant(browser: Browser, bucket: str) -> None:
    with new_page(browser) as page:
        for asked, there in LOOSE.items():
            page.goto(f"{bucket}{asked}#x")
            page.wait_for_url(f"{bucket}{there}#x", timeout=5_000)
            assert not page.title().startswith("Halaman tidak ada")


def test_what_is_nowhere_stays_the_friendly_page(browser: Browser, bucket: str) -> None:
    with new_page(browser) as page:
        for path in ("/Tidak-Ada", "/tidak-ada/", "/toko-a/tidak-ada.html"):
            page.goto(bucket + path)
            page.wait_for_timeout(300)
            assert page.title().startswith("Halaman tidak ada")


def test_the_error_page_leads_to_no_other_site(browser: Browser, bucket: str) -> None:
    host = urlsplit(bucket).netloc
    with new_page(browser) as page:
        elsewhere: list[str] = []
        page.on("request", lambda sent: elsewhere.append(sent.url) if host not in sent.url else None)
        for asked in HOSTILE:
            page.goto(bucket + asked)
            page.wait_for_timeout(100)
        assert elsewhere == []


def test_the_error_page_on_a_disk_stays_where_it_is(browser: Browser, tmp_path: Path) -> None:
    root = new_workspace(tmp_path / "Kapital")
    write_shop(root, "toko-a")
    assert build(root)[0] == 0
    address = (root / "build" / "site" / "404.html").as_uri()
    with new_page(browser) as page:
        page.goto(address)
        page.wait_for_timeout(300)
        assert page.url == address
