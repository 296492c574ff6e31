"""A line between a phone and the form that can be cut at any byte: a TCP proxy on 127.0.0.1."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_CHUNK = 4096


@dataclass
class Cut:
    """Where the line breaks in every request that begins like this, as long as it is not mended."""

    request: bytes
    """For example `POST /t/satu/isi/nama`."""
    sent: int | None = None
    """Bytes of the request that still arrive."""
    answered: int | None = None
    """Bytes of the answer that still arrive; the request does as a whole."""
    hits: int = 0


@dataclass
class Line:
    """A line that is sound until it is cut."""

    target: tuple[str, int]
    cut: Cut | None = None
    _open: set[socket.socket] = field(default_factory=set)

    def serve(self, listener: socket.socket) -> None:
        """Take connections until the listener is closed."""
        while True:
            try:
                phone, _ = listener.accept()
            except OSError:
                return
            try:
                form = socket.create_connection(self.target)
            except OSError:
                phone.close()
                continue
            self._open |= {phone, form}
            wire = _Wire(self, phone, form)
            for pump in (wire.to_form, wire.to_phone):
                threading.Thread(target=pump, daemon=True).start()

    def drop_all(self) -> None:
        """Break every connection there is."""
        for one in list(self._open):
            _reset(one)
        self._open.clear()


class _Wire:
    """One connection, which may carry several requests one after another."""

    def __init__(self, line: Line, phone: socket.socket, form: socket.socket) -> None:
        self._line, self._phone, self._form = line, phone, form
        self._cut: Cut | None = None
        self._passed = 0

    def to_form(self) -> None:
        with suppress(OSError):
            while data := self._phone.recv(_CHUNK):
                cut = self._line.cut
                if cut and cut.request in data:
                    self._cut, self._passed = cut, 0
                    cut.hits += 1
                if self._cut and self._cut.sent is not None:
                    data = self._rest(data, self._cut.sent)
                self._form.sendall(data)
                if self._cut and self._passed == self._cut.sent:
                    time.sleep(0.05)  # what was sent arrives before the end does
                    break
        self._end()

    def to_phone(self) -> None:
        with suppress(OSError):
            while data := self._form.recv(_CHUNK):
                if self._cut and self._cut.answered is not None:
                    data = self._rest(data, self._cut.answered)
                self._phone.sendall(data)
                if self._cut and self._passed == self._cut.answered:
                    break
        self._end()

    def _rest(self, data: bytes, most: int) -> bytes:
        data = data[: most - self._passed]
        self._passed += len(data)
        return data

    def _end(self) -> None:
        for one in (self._phone, self._form):
            self._line._open.discard(one)
            _reset(one)


def _reset(connection: socket.socket) -> None:
    """End a connection as a dead line does: no goodbye."""
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


@contextmanager
def line_to(url: str) -> Iterator[tuple[Line, str]]:
    """A line to a form that is served on this machine, and the address at its other end."""
    host, _, port = url.removeprefix("http://").partition(":")
    line = Line((host, int(port)))
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=line.serve, args=[listener], daemon=True).start()
    try:
        yield line, f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()
        line.drop_all()
