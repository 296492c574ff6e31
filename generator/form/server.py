"""Serves the form with waitress, and answers in its own words where waitress would answer for it."""

from __future__ import annotations

from typing import Any

from flask import Flask
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
_IDLE_SECONDS = 60


def serve_form(app: Flask, host: str, port: int, *, behind_proxy: bool) -> BaseWSGIServer:
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
        channel_timeout=_IDLE_SECONDS,
        clear_untrusted_proxy_headers=True,
        **(trusted if behind_proxy else {}),
    )
    server.channel_class = _channel(page.encode())
    return server


def _channel(page: bytes) -> type[HTTPChannel]:
    """A body that is too large is refused by its announced length, with a page that helps."""

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
                ]
            )
            self.set_close_on_finish()
            self.content_length = len(page)
            self.write(page)

    class Channel(HTTPChannel):  # type: ignore[misc]
        error_task_class = Refusal

    return Channel
