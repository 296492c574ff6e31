"""Letters over SMTP: one connection for many, bounded waits, and no address or password in any message."""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from types import TracebackType
from typing import Literal

from msgspec import Struct

from generator.content.hub import Mail
from generator.hosting.letters import Letter
from generator.hosting.mail_headers import AS_WRITTEN, line, one_line
from generator.hosting.mail_headers import mailbox as mailbox_header

PASSWORD = "ETALASE_SMTP_PASSWORD"  # noqa: S105 - the variable's name
"""The environment variable with the password of `surat.pengguna`."""
SECONDS = 20.0
"""How long one answer of the server may take."""
PATIENCE = 3
"""Letters in a row without any answer, after which the server is left alone."""

_ENCRYPTED_PORT = 465
_CLOSING = 421
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_ATOM}(\.{_ATOM})*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


class Envelope(Struct, frozen=True):
    """From whom, to whom, and when."""

    sender: Address
    to: Address
    reply_to: str
    """Where an answer goes; empty for the sender."""
    name: str
    """Of the notice: the same letter sent twice has the same Message-ID, and mailboxes show it once."""
    sent_at: datetime


class SmtpReply(Struct, frozen=True):
    """What a mail server said to one letter."""

    status: Literal["accepted", "refused", "delayed"]
    """`refused` is for good: another way has to be found.  `delayed` may work another time."""
    reason: str = ""
    """Without any address."""


class MailError(Exception):
    """The server takes no letter at all; the message says why, without any address."""


def deliverable(address: str) -> bool:
    """Whether it is a plain ASCII mailbox (RFC 5321, without quoted names), which every server takes."""
    return len(address) <= 254 and _ADDRESS.fullmatch(address) is not None


def mailbox(name: str, address: str) -> Address:
    """A name and an address for a header; a name cannot break out of it."""
    return Address(one_line(name), addr_spec=address)


def write(letter: Letter, envelope: Envelope) -> EmailMessage:
    """A letter as it goes over the wire."""
    written = EmailMessage(policy=AS_WRITTEN)
    written["From"] = mailbox_header("From", envelope.sender)
    written["To"] = mailbox_header("To", envelope.to)
    if envelope.reply_to:
        written["Reply-To"] = envelope.reply_to
    written["Subject"] = line("Subject", letter.subject)
    written["Date"] = format_datetime(envelope.sent_at)
    written["Message-ID"] = f"<{envelope.name}@{envelope.sender.domain}>"
    written["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    written.set_content(letter.body, cte="quoted-printable")
    return written


class SmtpSender:
    """A connection to the hub's mail server, made with the first letter and renewed when it drops."""

    def __init__(self, mail: Mail, password: str = "", seconds: float = SECONDS) -> None:
        self._mail = mail
        self._password = password
        self._seconds = seconds
        self._server: smtplib.SMTP | None = None
        self._silent = 0
        self._given_up = ""

    def __enter__(self) -> SmtpSender:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server:
            with suppress(smtplib.SMTPException, OSError):
                self._server.quit()
        self._hang_up()

    def send(self, letter: EmailMessage) -> SmtpReply:
        """Hand over one letter.  A connection that drops is made again once; then the letter may go twice."""
        if self._given_up:
            return SmtpReply("delayed", f"not tried: {self._given_up}")
        try:
            answer = self._send(letter)
        except MailError as error:
            self._given_up = str(error)
            return SmtpReply("delayed", str(error))
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError, OSError) as error:
            self._hang_up()
            self._silent += 1
            reason = self._silence(error)
            if self._silent >= PATIENCE:
                self._given_up = reason
            return SmtpReply("delayed", reason)
        self._silent = 0
        return answer

    def _send(self, letter: EmailMessage) -> SmtpReply:
        known = self._server is not None
        try:
            return self._deliver(letter)
        except (smtplib.SMTPServerDisconnected, ConnectionError) as error:
            if not known or isinstance(error.__context__, TimeoutError):
                raise
            self._hang_up()  # many servers hang up after some letters, or some idle time
            return self._deliver(letter)

    def _deliver(self, letter: EmailMessage) -> SmtpReply:
        server = self._server = self._server or self._connect()
        sender, to = letter["From"].addresses[0].addr_spec, letter["To"].addresses[0].addr_spec
        try:
            server.send_message(letter, sender, [to])
        except smtplib.SMTPRecipientsRefused as error:
            return self._refusal(*error.recipients[to])
        except smtplib.SMTPSenderRefused as error:
            if error.smtp_code >= 500:
                said = _said(error.smtp_code, error.smtp_error)
                raise MailError(f"the server takes no letters from surat.pengirim ({said})") from None
            return self._refusal(error.smtp_code, error.smtp_error)
        except smtplib.SMTPDataError as error:
            return self._refusal(error.smtp_code, error.smtp_error)
        return SmtpReply("accepted")

    def _refusal(self, code: int, text: bytes | str) -> SmtpReply:
        if code == _CLOSING:
            raise smtplib.SMTPServerDisconnected("closing")
        return SmtpReply("refused" if code >= 500 else "delayed", f"the server answered {_said(code, text)}")

    def _connect(self) -> smtplib.SMTP:
        mail, context = self._mail, ssl.create_default_context()
        # Without a name of our own, smtplib asks the DNS for one, for as long as that takes.
        own_name = mail.sender.rpartition("@")[2]
        server: smtplib.SMTP
        if mail.port == _ENCRYPTED_PORT:
            server = smtplib.SMTP_SSL(
                mail.server, mail.port, own_name, timeout=self._seconds, context=context
            )
        else:
            server = smtplib.SMTP(mail.server, mail.port, own_name, timeout=self._seconds)
        try:
            self._greet(server, context)
        except BaseException:
            server.close()
            raise
        return server

    def _greet(self, server: smtplib.SMTP, context: ssl.SSLContext) -> None:
        server.ehlo_or_helo_if_needed()
        encrypted = isinstance(server, smtplib.SMTP_SSL)
        if not encrypted and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
            encrypted = True
        if not self._mail.user:
            return
        if not encrypted:
            raise MailError("the server offers no STARTTLS, and a password is never sent in the clear")
        try:
            server.login(self._mail.user, self._password)
        except smtplib.SMTPAuthenticationError as error:
            said = _said(error.smtp_code, error.smtp_error)
            raise MailError(f"the login of surat.pengguna failed ({said}); check it and {PASSWORD}") from None
        except smtplib.SMTPNotSupportedError:
            raise MailError("the server offers no login; leave surat.pengguna out") from None
        except UnicodeError:
            raise MailError(f"surat.pengguna and {PASSWORD} have to be plain ASCII") from None

    def _silence(self, error: Exception) -> str:
        mail = self._mail
        where = f"{mail.server}:{mail.port}"
        if isinstance(error, ssl.SSLCertVerificationError):
            return f"the certificate of {where} is not valid for that name ({error.verify_message})"
        if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
            return f"{where} did not answer in {self._seconds:g} seconds"
        if isinstance(error, smtplib.SMTPServerDisconnected):
            return f"{where} hung up"
        if isinstance(error, smtplib.SMTPResponseException):
            return f"{where} answered {_said(error.smtp_code, error.smtp_error)}"
        reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        return f"{where} cannot be reached ({reason})"

    def _hang_up(self) -> None:
        if self._server:
            self._server.close()
        self._server = None


def _said(code: int, text: bytes | str) -> str:
    """A server's code, and its enhanced code (RFC 3463); the text after it may quote an address."""
    plain = text.decode("ascii", "replace") if isinstance(text, bytes) else text
    enhanced = re.match(r"[245]\.\d{1,3}\.\d{1,3}\b", plain)
    return f"{code} {enhanced[0]}" if enhanced else str(code)
