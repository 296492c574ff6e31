"""A real SMTP server for tests (aiosmtpd) that keeps what it takes, and misbehaves on cue."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
from asyncio import WriteTransport
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from generator.content.hub import Mail
from tests import canaries

HOST = "localhost"

USER = "halo"
PASSWORD = canaries.MAIL_PASSWORD


@dataclass
class MailServer:
    """What it has taken, and what it does wrong."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    """The envelopes' recipients, in the order of `letters`."""
    connections: int = 0
    encrypted: list[bool] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    """Recipient -> the answer to its RCPT."""
    drop: Callable[[str], bool] = lambda _recipient: False
    """Whether to hang up instead of answering that recipient's DATA."""
    close_after: int = 0
    """Answer 421 and hang up after so many letters on one connection; 0: never."""
    on_connection: int = 0

    @property
    def settings(self) -> Mail:
        return Mail(HOST, self.port, "halo@etalase.example")

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        if session.ssl is None:
            self.connections += 1
            self.on_connection = 0
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.close_after and self.on_connection >= self.close_after:
            return "421 4.7.0 too many letters on this connection"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        recipient = envelope.rcpt_tos[0]
        if self.drop(recipient):
            assert isinstance(server.transport, WriteTransport)
            server.transport.abort()
            return "451 gone"
        assert isinstance(envelope.content, bytes)
        letter = message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.to.append(recipient)
        self.encrypted.append(session.ssl is not None)
        self.on_connection += 1
        return "250 OK"


@contextmanager
def running_mail_server(tls: Path | None = None, *, login: bool = False) -> Iterator[MailServer]:
    """Start it on a free port; `tls` is a folder with `cert.pem` and `key.pem`."""
    inbox = MailServer(_free_port())
    options: dict[str, Any] = {}
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls / "cert.pem", tls / "key.pem")
        options["tls_context"] = context
    if login:
        options |= {
            "authenticator": _authenticate,
            "auth_required": True,
            "auth_require_tls": tls is not None,
        }
    controller = Controller(inbox, hostname=HOST, port=inbox.port, **options)
    controller.start()
    inbox.connections = 0
    try:
        yield inbox
    finally:
        controller.stop()


@contextmanager
def silent_server() -> Iterator[Mail]:
    """Takes connections and never says a word."""
    with socket.create_server((HOST, 0)) as listening:
        yield Mail(HOST, listening.getsockname()[1], "halo@etalase.example")


def make_certificate(folder: Path) -> Path:
    """A self-made certificate for localhost: `cert.pem` and `key.pem` in the folder."""
    program = shutil.which("openssl")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI must test encrypted mail: install openssl")
        pytest.skip("no openssl here")
    subprocess.run(
        [
            *(program, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem"), "-days", "2"),
            *("-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"),
        ],
        check=True,
        capture_output=True,
    )
    return folder


def _authenticate(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: object
) -> AuthResult:
    good = isinstance(given, LoginPassword) and (given.login, given.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=good, handled=False)


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as free:
        port: int = free.getsockname()[1]
    return port
