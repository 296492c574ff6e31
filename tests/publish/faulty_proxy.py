"""A bad line to a good S3 server: a proxy that refuses, hangs up and loses replies, by a shuffled deck.

The deck has the exact shares of faults, so a test's numbers do not depend on luck, nor on which thread draws.
"""

from __future__ import annotations

import http.client
import random
import re
import socket
import struct
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any, Literal
from urllib.parse import urlsplit

from generator.publish.marker import NAME

Fault = Literal["", "busy", "reset", "lost"]
"""None; 503 without asking the server; hung up without asking it; hung up once it has done it all."""

_BUSY = b"<Error><Code>SlowDown</Code><Message>reduce your request rate</Message></Error>"
BLOCK = 4096
"""Bytes that a narrow line carries in a row for one connection."""
_LONG = 300
"""Seconds that a request is held at most: a test that has failed ends."""
_LISTED = re.compile(rb"(<ETag>)(?:&#34;|&quot;|\")?([0-9a-f]{32})(?:&#34;|&quot;|\")?(</ETag>)")
_KEY = re.compile(rb"<Key>(.*?)</Key>")


def deck(busy: float, reset: float, lost: float, *, seed: int, size: int = 1000) -> Iterator[Fault]:
    """Cards for ever; `reset` is the share of those that are not busy, `lost` that of the rest."""
    busies = round(size * busy)
    resets = round((size - busies) * reset)
    losses = round((size - busies - resets) * lost)
    counts: dict[Fault, int] = {"busy": busies, "reset": resets, "lost": losses}
    counts[""] = size - sum(counts.values())
    cards = [fault for fault, count in counts.items() for _ in range(count)]
    dice = random.Random(seed)
    while True:
        dice.shuffle(cards)
        yield from cards


@dataclass
class FaultyProxy:
    """How the line behaves; tests change it while it runs."""

    server: str
    endpoint: str = ""
    faults: Iterator[Fault] = field(default_factory=lambda: iter(()))
    """Drawn for each request; no fault once it is used up."""
    refuses: Callable[[str, str], bool] = lambda _method, _path: False
    """Requests (method and path) that always get a 500."""
    denies: Callable[[str, str], str] = lambda _method, _path: ""
    """The error (XML) with which a request gets a 403; empty for those that are let through."""
    ignores: tuple[str, ...] = ()
    """Conditions of a PUT, by their headers, that mean nothing here; see `overwrite`."""
    renames: Callable[[str], str | None] = lambda md5: f'"{md5}"'
    """What the store calls the bytes of this MD5 in its replies to PUTs; None: it does not say."""
    lists: Callable[[str], str] = lambda md5: f'"{md5}"'
    """The same in its listings."""
    endless: bool = False
    """Whether listings say that they go on, always from the same place."""
    keeps: Iterator[bool] = field(default_factory=lambda: iter(()))
    """Drawn for each key of a DeleteObjects: whether it stays, with an error in the reply."""
    delay: float = 0.0
    """Seconds before each PUT of a file is passed on."""
    holds: Event | None = None
    """Each PUT of a file that comes in meanwhile is passed on once this is set, however late that is."""
    rate: float = 0.0
    """Bytes a second that come in over all connections together; 0: as many as there are."""
    most_at_once: int = 0
    """PUTs that were under way at once."""
    under_way: int = 0
    narrow: Lock = field(default_factory=Lock)
    """Whoever holds it has the line to itself."""
    asked: Counter[str] = field(default_factory=Counter)
    """Requests by method, faulty ones included."""
    paths: Counter[str] = field(default_factory=Counter)
    """The same by path."""
    drawn: Counter[str] = field(default_factory=Counter)
    """Faults by kind."""
    lock: Lock = field(default_factory=Lock)


@contextmanager
def faulty_proxy(
    server: str,
    delete: Callable[[list[str]], Any] | None = None,
    overwrite: Callable[[str, bytes], str] | None = None,
) -> Iterator[FaultyProxy]:
    """Run one in front of `server`.

    `delete` removes keys there, for replies with errors in them; `overwrite` puts an object there whatever
    the condition says, because a condition cannot be left out of what the client has signed.
    """
    proxy = FaultyProxy(server)
    upstream = urlsplit(server)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        connection: socket.socket
        line: http.client.HTTPConnection | None = None

        def do_GET(self) -> None:
            with self.counted():
                self.handle_one()

        @contextmanager
        def counted(self) -> Iterator[None]:
            with proxy.lock:
                proxy.under_way += self.command == "PUT"
                proxy.most_at_once = max(proxy.most_at_once, proxy.under_way)
            try:
                yield
            finally:
                with proxy.lock:
                    proxy.under_way -= self.command == "PUT"

        def take_in(self) -> bytes:
            left, body = int(self.headers.get("Content-Length") or 0), b""
            while proxy.rate and left:
                with proxy.narrow:
                    block = self.rfile.read(min(left, BLOCK))
                    time.sleep(len(block) / proxy.rate)
                if not block:
                    break
                left, body = left - len(block), body + block
            return body + self.rfile.read(left)

        def handle_one(self) -> None:
            body = self.take_in()
            with proxy.lock:
                proxy.asked[self.command] += 1
                proxy.paths[self.path] += 1
                fault = next(proxy.faults, "")
                proxy.drawn[fault] += 1
            if fault == "busy":
                self.reply(503, {}, _BUSY)
            elif fault == "reset":
                self.hang_up()
            elif proxy.refuses(self.command, self.path):
                self.reply(500, {}, b"<Error><Code>InternalError</Code></Error>")
            elif denied := proxy.denies(self.command, self.path):
                self.reply(403, {}, denied.encode())
            elif overwrite and any(name in self.headers for name in proxy.ignores):
                self.reply(200, {"ETag": overwrite(self.path, body)}, b"")
            elif self.command == "POST" and "delete" in self.path and delete:
                self.reply(200, {}, self.delete_some(body))
            else:
                if self.command == "PUT" and not self.path.endswith(NAME):
                    if proxy.holds:
                        proxy.holds.wait(_LONG)
                    time.sleep(proxy.delay)
                status, headers, answer = self.pass_on(body)
                answer = _LISTED.sub(
                    lambda found: found[1] + proxy.lists(found[2].decode()).encode() + found[3], answer
                )
                if proxy.endless:
                    more = b"<IsTruncated>true</IsTruncated><NextContinuationToken>x</NextContinuationToken>"
                    answer = answer.replace(b"<IsTruncated>false</IsTruncated>", more)
                if self.command == "PUT" and not self.path.endswith(NAME) and "ETag" in headers:
                    renamed = proxy.renames(headers["ETag"].strip('"'))
                    headers = {name: value for name, value in headers.items() if name != "ETag"}
                    headers |= {"ETag": renamed} if renamed is not None else {}
                if fault == "lost":
                    self.hang_up()
                else:
                    self.reply(status, headers, answer)

        do_PUT = do_POST = do_HEAD = do_GET  # noqa: N815 - the standard library's spelling

        def pass_on(self, body: bytes) -> tuple[int, Mapping[str, str], bytes]:
            # With the client's own Host, which it has signed.
            if self.line is None:
                self.line = http.client.HTTPConnection(str(upstream.hostname), upstream.port, timeout=60)
            self.line.request(self.command, self.path, body=body, headers=dict(self.headers))
            answer = self.line.getresponse()
            return answer.status, dict(answer.headers.items()), answer.read()

        def delete_some(self, body: bytes) -> bytes:
            keys = [key.decode() for key in _KEY.findall(body)]
            with proxy.lock:
                kept = [key for key in keys if next(proxy.keeps, False)]
            assert delete
            delete([key for key in keys if key not in kept])
            errors = "".join(f"<Error><Key>{key}</Key><Code>InternalError</Code></Error>" for key in kept)
            return f"<DeleteResult>{errors}</DeleteResult>".encode()

        def reply(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers.items():
                if name.lower() not in ("content-length", "connection", "transfer-encoding"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def hang_up(self) -> None:
            # Unread bytes are thrown away and the other side gets a reset.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()

        def finish(self) -> None:
            if self.line:
                self.line.close()
            if self.connection.fileno() != -1:
                super().finish()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client that was killed is no fault of ours."""

    running = Server(("127.0.0.1", 0), Handler)
    thread = Thread(target=running.serve_forever, args=(0.05,))
    thread.start()
    proxy.endpoint = f"http://127.0.0.1:{running.server_port}"
    try:
        yield proxy
    finally:
        running.shutdown()
        thread.join()
        running.server_close()
