"""An HTTP server that answers every S3 request as a test wants it to, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class BrokenStore:
    """`status` and `answer` are what every request gets."""

    status: int = 503
    answer: str = "<Error><Code>SlowDown</Code><Message>reduce your request rate</Message></Error>"
    endpoint: str = ""
    asked: list[tuple[str, Message, bytes]] = field(default_factory=list)
    """Method, headers and body of every request."""


@contextmanager
def broken_store(status: int, answer: str = "") -> Iterator[BrokenStore]:
    store = BrokenStore(status, answer) if answer else BrokenStore(status)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            store.asked.append((self.command, self.headers, body))
            self.send_response(store.status)
            self.send_header("Content-Length", str(len(store.answer)))
            self.end_headers()
            self.wfile.write(store.answer.encode())

        do_POST = do_PUT  # noqa: N815 - the standard library's spelling

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
