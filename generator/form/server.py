"""Serves the form with waitress, and answers in its own words where waitress would answer for it."""

from __future__ import annotations

import time
from typing import Any

from flask import Flask
from msgspec import Struct
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask
from waitress.utilities import RequestEntityTooLarge

from generator.form import errors, uploads

_THREADS = 16
_OVERHEAD = 64 * 1024
"""Bytes around a picture in a request."""
_CONNECTIONS = 1_000
"""Phones keep theirs open for a while; waitress takes 100 by itself."""


class Patience(Struct, frozen=True):
    """How long a connection may keep a place that others wait for; all in seconds but `slowest`."""

    headers: int = 20
    """From the connection, or the first byte of a request, to the end of its headers."""
    body: int = 40
    """More for a body, besides what `slowest` gives it."""
    slowest: int = 4 * 1024
    """Bytes of a body that earn another second: a phone on a bad line is not cut off."""
    idle: int = 60
    """Between two requests, and while an answer is not fetched."""
    look_every: int = 5


PATIENCE = Patience()


def serve_form(
    app: Flask, host: str, port: int, *, behind_proxy: bool, patience: Patience = PATIENCE
) -> BaseWSGIServer:
    """A server that is bound to its port; `run()` serves until it is closed.

    Behind one proxy, the last hop's `X-Forwarded-For` and `-Proto` are believed, and nothing before it.
    Raises `OSError` when the port cannot be used.
    """
    with app.test_request_context("/"):
        page, _status = errors.too_large()
    trusted: dict[str, Any] = {
        "trusted_proxy": "*",
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    }
    server = create_server(
        app,
        host=host,
        port=port,
        threads=_THREADS,
        connection_limit=_CONNECTIONS,
        ident="",
        max_request_body_size=uploads.MAX_BYTES + _OVERHEAD,
        channel_timeout=patience.idle,
        cleanup_interval=patience.look_every,
        clear_untrusted_proxy_headers=True,
        **(trusted if behind_proxy else {}),
    )
    server.channel_class = _channel(page.encode(), patience)
    return server


def _channel(page: bytes, patience: Patience) -> type[HTTPChannel]:
    """A body that is too large is refused by its announced length, with a page that helps; slow ones end.

    waitress closes what was quiet for `channel_timeout`, and any byte starts that anew.  So a request that is
    not whole yet counts as active until its time is over, whatever comes of it, and as quiet from then on.
    """

    class Refusal(ErrorTask):  # type: ignore[misc]  # waitress has no types
        def execute(self) -> None:
            if not isinstance(self.request.error, RequestEntityTooLarge):
                super().execute()
                return
            self.status = "413 Request Entity Too Large"
            self.response_headers.extend(
                [
                    ("Content-Type", "text/html; charset=utf-8"),
                    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'"),
                    ("X-Content-Type-Options", "nosniff"),
                    ("Cache-Control", "no-store"),
                ]
            )
            self.set_close_on_finish()
            self.content_length = len(page)
            self.write(page)

    class Channel(HTTPChannel):  # type: ignore[misc]
        error_task_class = Refusal

        def __init__(self, *arguments: Any, **more: Any) -> None:
            super().__init__(*arguments, **more)
            self._began = time.time()
            self._active_until(self._began + patience.headers)

        def received(self, data: bytes) -> bool:
            before = self.request
            taken: bool = super().received(data)
            request = self.request
            if request is not None:
                if request is not before:
                    self._began = time.time()
                until = self._began + patience.headers
                if request.headers_finished:
                    until += patience.body + request.body_bytes_received / patience.slowest
                self._active_until(until)
            return taken

        def _active_until(self, moment: float) -> None:
            self.last_activity = moment - patience.idle

    return Channel
