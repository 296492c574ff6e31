"""A small static host that answers as a CDN does: right types, brotli or gzip for text, long-lived photos."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli  # type: ignore[import-untyped]  # ships no type information

from generator.render.output import FOREVER, SHORT, Output

_COMPRESSIBLE = ("text/", "application/xml", "application/atom+xml", "image/svg+xml")


@contextmanager
def serving(site: Path, port: int = 0) -> Iterator[str]:
    """Serve a folder on 127.0.0.1 and give its address, `http://localhost:12345`; port 0 picks a free one."""
    handler = partial(_Handler, site=site.resolve())
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def weight(file: Path) -> int:
    """Bytes of a text file after brotli, as a CDN sends it."""
    return len(_compressed(file, "br", file.stat().st_mtime_ns))


@lru_cache(maxsize=4096)
def _compressed(file: Path, encoding: str, changed_at: int) -> bytes:  # noqa: ARG001 - part of the key
    """A file as a CDN keeps it: `br` and `gzip` at their best level, made once; anything else as it is."""
    data = file.read_bytes()
    if encoding == "br":
        return bytes(brotli.compress(data))
    return gzip.compress(data, 9, mtime=0) if encoding == "gzip" else data


class _Handler(BaseHTTPRequestHandler):
    """GET and HEAD of files below `site`."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave in one packet
    disable_nagle_algorithm = True
    timeout = 30
    """Seconds until an idle connection is closed."""

    def __init__(self, *args: object, site: Path) -> None:
        self._site = site
        super().__init__(*args)  # type: ignore[arg-type]  # what the server passes

    def do_GET(self) -> None:
        """A file, or 404.html."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """The headers of a file."""
        self._answer(body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Stay quiet."""

    def _answer(self, *, body: bool) -> None:
        path = unquote(urlsplit(self.path).path).lstrip("/")
        if not path or path.endswith("/"):
            path += "index.html"
        status, file = HTTPStatus.OK, (self._site / path).resolve()
        if not file.is_relative_to(self._site) or not file.is_file():
            status, path, file = HTTPStatus.NOT_FOUND, "404.html", self._site / "404.html"
        content_type = Output(path, b"").content_type
        encoding = self._encoding() if content_type.startswith(_COMPRESSIBLE) else ""
        data = _compressed(file, encoding, file.stat().st_mtime_ns)
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(data)))
        forever = path.startswith("aset/") or "/foto/" in path
        self.send_header("Cache-Control", FOREVER if forever else SHORT)
        if encoding:
            self.send_header("Content-Encoding", encoding)
            self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        if body:
            self.wfile.write(data)

    def _encoding(self) -> str:
        accepted = {
            part.partition(";")[0].strip() for part in self.headers.get("Accept-Encoding", "").split(",")
        }
        return next((encoding for encoding in ("br", "gzip") if encoding in accepted), "")
