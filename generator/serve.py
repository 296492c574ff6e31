"""The preview: serves what was built on 127.0.0.1, and reloads the browser after a rebuild.

Shops without consent and draft products are shown too, marked as such, so it has a site of its own below
`build/preview/`.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from generator.build import BuildOptions, BuildReport, build
from generator.content.hub import HUB_FILE, PRIVACY_FILE
from generator.errors import MISHAPS, reason_of

FOLDER = "build/preview"
"""Below the workspace."""
_EVENTS = "/-/muat-ulang"
_SCRIPT = "/-/muat-ulang.js"
_CLIENT = f"""new EventSource("{_EVENTS}").onmessage = function () {{ location.reload(); }};\n"""
_PING_SECONDS = 20
_PAGE = re.compile(r"(/\w[\w.-]*)*/(\w[\w-]*/?|\w[\w.-]*\.html)", re.IGNORECASE | re.ASCII)
"""The address of a page or of a folder with one; what else there is was never typed by hand."""


class Reloads:
    """Counts rebuilds; whoever waits is woken by the next one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    @property
    def count(self) -> int:
        """Rebuilds so far."""
        return self._count

    def announce(self) -> None:
        """Something was rebuilt."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def wait_for_more_than(self, seen: int, seconds: float) -> int:
        """Wait until there was another rebuild, or for so long; returns the count."""
        with self._changed:
            self._changed.wait_for(lambda: self._count > seen, seconds)
            return self._count


class PreviewHandler(SimpleHTTPRequestHandler):
    """Static files, with the reload script put into pages; nothing is cached."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, site: Path, reloads: Reloads) -> None:
        self._reloads = reloads
        super().__init__(*args, directory=str(site))  # type: ignore[arg-type]  # what the server passes

    def do_GET(self) -> None:
        """A file, the reload script, or the stream of reloads."""
        path = self.path.partition("?")[0]
        if self._led_on(path):
            return
        if path == _EVENTS:
            self._stream()
        elif path == _SCRIPT:
            self._send(200, "text/javascript; charset=utf-8", _CLIENT.encode())
        elif path.endswith(("/", ".html")) or "." not in path.rpartition("/")[2]:
            self._page(path)
        else:
            super().do_GET()

    def do_HEAD(self) -> None:
        """As the base class, but for addresses that lead on."""
        if not self._led_on(self.path.partition("?")[0]):
            super().do_HEAD()

    def end_headers(self) -> None:
        """Never cached: it changes under the reader's hands."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Stay quiet; the command reports rebuilds."""

    def _led_on(self, path: str) -> bool:
        """Redirect where an address is not as links write it; tell whether it was so."""
        there = canonical(path)
        if there == path:
            return False
        self.send_response(301)
        self.send_header("Location", there + self.path[len(path) :])
        self.send_header("Content-Length", "0")
        self.end_headers()
        return True

    def _page(self, path: str) -> None:
        file = Path(self.translate_path(path))
        if path.endswith("/"):
            file /= "index.html"
        status = 200
        if not file.is_file():
            file, status = Path(self.translate_path("/404.html")), 404
        if not file.is_file():
            self._send(404, "text/plain; charset=utf-8", b"404\n")
            return
        html = file.read_text("utf-8")
        html = html.replace("</head>", f'<script src="{_SCRIPT}" defer></script>\n</head>', 1)
        self._send(status, "text/html; charset=utf-8", html.encode())

    def _send(self, status: int, content_type: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        seen = self._reloads.count
        try:
            while True:
                now = self._reloads.wait_for_more_than(seen, _PING_SECONDS)
                self.wfile.write(b"data: reload\n\n" if now > seen else b": ping\n\n")
                self.wfile.flush()
                seen = now
        except OSError:  # the browser went away
            self.close_connection = True


def canonical(path: str) -> str:
    """The address of a page as links write it: lower case, with the slash behind a folder.

    What is no plain path of one site is given back as it is, so that nobody is led elsewhere.
    """
    if not _PAGE.fullmatch(path):
        return path
    small = path.lower()
    return small if small.endswith(("/", ".html")) else f"{small}/"


def preview_server(site: Path, port: int, reloads: Reloads) -> ThreadingHTTPServer:
    """A server on 127.0.0.1; port 0 picks a free one. Raises `OSError` when the port is taken."""
    handler = partial(PreviewHandler, site=site, reloads=reloads)
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    return server


def with_hub_file(changes: Iterable[set[Path]], root: Path) -> Iterator[set[Path]]:
    """Add hub.yaml to what changed (privasi.md, too): editors replace the file, and a watch would go deaf.

    `changes` has to tell now and then that nothing changed, and so does this.
    """
    hub = root / HUB_FILE
    files = (hub, root / PRIVACY_FILE)
    seen = [_time_of(file) for file in files]
    for changed in changes:
        now = [_time_of(file) for file in files]
        if now != seen:
            seen = now
            yield {*changed, hub}
        else:
            yield changed


def rebuild_on_change(
    options: Callable[[tuple[str, ...]], BuildOptions | None],
    changes: Iterable[set[Path]],
    reloads: Reloads,
    root: Path,
    failed: Callable[[str], None],
) -> Iterator[BuildReport]:
    """Rebuild after each set of changed files: only the sellers they belong to, or everything.

    `options` loads the settings anew and takes the slugs to build; None when hub.yaml cannot be used.
    `failed` is told why a build came to nothing; the next change may mend it.
    """
    for changed in changes:
        slugs = affected(changed, root)
        if slugs is None:
            continue
        try:
            wanted = options(tuple(slug for slug in slugs if (root / "sellers" / slug).is_dir()))
            if wanted is None:
                continue
            if slugs and not wanted.only:
                wanted = options(()) or wanted  # a folder was removed: look at all
            report = build(wanted)
        except MISHAPS as error:
            failed(reason_of(error))
        else:
            yield report
            reloads.announce()


def _time_of(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def affected(changed: Iterable[Path], root: Path) -> tuple[str, ...] | None:
    """The sellers that changed files belong to; empty for all of them, None for none at all."""
    slugs: set[str] = set()
    touched = False
    for path in changed:
        try:
            parts = path.relative_to(root).parts
        except ValueError:  # a theme outside the workspace
            return ()
        if any(part.startswith(".") for part in parts) or parts[:1] == ("build",):
            continue
        touched = True
        if parts[0] != "sellers" or len(parts) < 3:
            return ()
        slugs.add(parts[1])
    return tuple(sorted(slugs)) if touched else None
