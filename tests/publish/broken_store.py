"""An HTTP server that answers every S3 request as a test wants it to, and remembers what it was asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple


class Asked(NamedTuple):
    """One request, as it arrived."""

    method: str
    headers: Message
    body: bytes
    target: str


@dataclass(frozen=True)
class Reply:
    status: int = 200
    answer: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


LOST = None
"""In place of a reply: the request was taken in, and the connection breaks."""


@dataclass
class BrokenStore:
    """`status` and `answer` are what every request gets for which `first` holds nothing (any more)."""

    status: int = 503
    answer: str = "<Error><Code>SlowDown</Code><Message>reduce your request rate</Message></Error>"
    first: deque[Reply | None] = field(default_factory=deque)
    endpoint: str = ""
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def broken_store(
    status: int, answer: str = "", first: tuple[Reply | None, ...] = ()
) -> Iterator[BrokenStore]:
    store = BrokenStore(status, first=deque(first))
    if answer or status == 200:
        store.answer = answer

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            store.asked.append(Asked(self.command, self.headers, body, self.path))
            reply = store.first.popleft() if store.first else Reply(store.status, store.answer)
            if reply is LOST:
                self.close_connection = True
                return
            # A reply may have a date of its own, of a clock that is wrong.
            (self.send_response_only if "Date" in reply.headers else self.send_response)(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.answer)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(reply.answer.encode())

        do_GET = do_HEAD = do_POST = do_PUT  # noqa: N815 - the standard library's spelling

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    store.endpoint = f"http://127.0.0.1:{server.server_port}"
    try:
        yield store
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
