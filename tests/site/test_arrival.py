"""Pages on a slow line: what has arrived is shown, and stays where it is when the rest comes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser

from bench.pages import watch_layout_shifts
from tests.browser import new_page
from tests.site.visits import PAGES

PAUSE = 0.15
"""Seconds between the two pieces: enough for a browser to paint the first."""

PIECES = 10


@pytest.mark.parametrize("name", ["shop", "product with choices", "home", "category"])
def test_nothing_moves_when_the_rest_of_a_page_arrives(browser: Browser, site: Path, name: str) -> None:
    body = (site / PAGES[name]).read_bytes()
    moved = {}
    with _slow_line(site) as (address, cut_at), new_page(browser) as page:
        watch_layout_shifts(page)
        for cut in _cuts(body):
            cut_at(cut)
            page.goto(f"{address}/{PAGES[name]}", wait_until="load")
            page.wait_for_timeout(50)
            if shift := page.evaluate("window.layoutShifts.reduce((sum, value) => sum + value, 0)"):
                moved[body[cut - 60 : cut].decode(errors="replace")] = shift
    assert moved == {}


def _cuts(body: bytes) -> list[int]:
    """Some ends of tags, all over what is shown."""
    ends = [match.end() for match in re.finditer(rb">", body) if match.start() > body.index(b"<body>")]
    return ends[:: len(ends) // PIECES]


@contextmanager
def _slow_line(site: Path) -> Iterator[tuple[str, Callable[[int], None]]]:
    """A host whose pages come in two pieces, and how to say where the cut is."""
    cuts = [0]

    class InPieces(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            file = Path(self.translate_path(self.path))
            if file.suffix != ".html":
                super().do_GET()
                return
            body = file.read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body[: cuts[-1]])
            time.sleep(PAUSE)
            self.wfile.write(body[cuts[-1] :])

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(InPieces, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", cuts.append
        finally:
            server.shutdown()
