"""Connections that keep a place without using it: real sockets, and a server that loses patience soon."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from generator.form.server import Patience
from tests.form.forms import new_form, serving

IMPATIENT = Patience(headers=2, body=2, slowest=1000, idle=3, look_every=1)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    with serving(new_form(tmp_path_factory.mktemp("lambat")), patience=IMPATIENT) as url:
        parts = urlsplit(url)
        assert parts.hostname and parts.port
        yield parts.hostname, parts.port


def seconds_open(connection: socket.socket, drop: bytes, every: float = 0.3, most: float = 12) -> float:
    """How long the server keeps a connection on which a drop comes now and then."""
    began = time.monotonic()
    connection.settimeout(every)
    while time.monotonic() - began < most:
        try:
            if connection.recv(1024) == b"":
                break
        except TimeoutError:
            pass
        except ConnectionError:
            break
        try:
            connection.sendall(drop)
        except OSError:
            break
    return time.monotonic() - began


BODY = b"POST /daftar HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 60000\r\n\r\n"


@pytest.mark.parametrize(
    ("beginning", "drop"),
    [(b"", b""), (b"GET / HTTP/1.1\r\n", b""), (b"GET / HTTP/1.1\r\nX: ", b"a"), (BODY, b""), (BODY, b"a")],
    ids=["nothing", "half-a-header", "slow-header", "half-a-body", "slow-body"],
)
def test_a_connection_that_sends_nothing_or_too_slowly_is_closed(
    address: tuple[str, int], beginning: bytes, drop: bytes
) -> None:
    with socket.create_connection(address) as connection:
        connection.sendall(beginning)
        assert seconds_open(connection, drop) < 11


def test_an_upload_on_a_bad_line_is_taken_though_it_takes_longer(address: tuple[str, int]) -> None:
    with socket.create_connection(address) as connection:
        size = 14_000
        connection.sendall(BODY.replace(b"60000", b"%d" % size))
        for _ in range(14):
            connection.sendall(b"a" * 1000)
            time.sleep(0.5)
        connection.settimeout(10)
        assert connection.recv(15).startswith(b"HTTP/1.1 400")  # no token against forgery: it was read


def test_a_browser_may_ask_again_on_its_connection(address: tuple[str, int]) -> None:
    connection = http.client.HTTPConnection(*address, timeout=10)
    for _ in range(3):
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert answer.status == 200
        assert answer.read()
        time.sleep(1)
    connection.close()


def test_while_slow_ones_wait_others_are_served(address: tuple[str, int]) -> None:
    waiting = [socket.create_connection(address) for _ in range(100)]
    try:
        for one in waiting:
            one.sendall(BODY)
        connection = http.client.HTTPConnection(*address, timeout=10)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
    finally:
        for one in waiting:
            one.close()
