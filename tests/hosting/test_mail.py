"""Letters, on a real SMTP server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.commands.common import JAKARTA
from generator.content.hub import Mail, load_hub
from generator.content.messages import word
from generator.hosting.letters import Letter
from generator.hosting.mail import Envelope, SmtpSender, deliverable, mailbox, write
from tests.hosting.mail_server import (
    HOST,
    PASSWORD,
    USER,
    MailServer,
    make_certificate,
    running_mail_server,
    silent_server,
)
from tests.shops import HUB

NOON = datetime(2028, 8, 23, 12, tzinfo=JAKARTA)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with running_mail_server() as running:
        yield running


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls"))


def letter_to(
    address: str, name: str = "Dapur Bu Siti", subject: str = "Halo", hub: str = "Hub Uji"
) -> EmailMessage:
    envelope = Envelope(
        mailbox(hub, "halo@etalase.example"),
        mailbox(name, address),
        "tim@hub.example",
        "dapur-bu-siti.2028-11-21.D+3",
        NOON,
    )
    return write(Letter(subject, "Halo, Dapur Bu Siti – apa kabar?\n.\nSalam\n"), envelope)


def test_a_letter_arrives_as_it_was_written(server: MailServer) -> None:
    with SmtpSender(server.settings) as room:
        assert room.send(letter_to("siti@contoh.example")).status == "accepted"
    (letter,) = server.letters
    assert server.to == ["siti@contoh.example"]
    assert letter["From"] == "Hub Uji <halo@etalase.example>"
    assert letter["To"] == "Dapur Bu Siti <siti@contoh.example>"
    assert letter["Reply-To"] == "tim@hub.example"
    assert letter["Message-ID"] == "<dapur-bu-siti.2028-11-21.D+3@etalase.example>"
    assert letter["Date"].datetime == NOON
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().replace("\r\n", "\n") == "Halo, Dapur Bu Siti – apa kabar?\n.\nSalam\n"


def test_many_letters_share_one_connection(server: MailServer) -> None:
    with SmtpSender(server.settings) as room:
        assert {room.send(letter_to(f"siti{n}@contoh.example")).status for n in range(20)} == {"accepted"}
    assert (len(server.letters), server.connections) == (20, 1)


WORDS = (
    "=?utf-8?q?=0d=0aBcc:_mallory=40evil.example?=",
    "=?UTF-8?B?DQpCY2M6IG1hbGxvcnlAZXZpbC5leGFtcGxl?=",
    "=?utf-8*id?q?=0d=0a=0d=0aBadan_surat?=",
    "=\u200b?utf-8?q?=0aX-Evil:_1?=",
    "\r\nBcc: mallory@evil.example",
    "\u2028Bcc: mallory@evil.example",
    ", Mallory <mallory@evil.example>, ",
    'Bu "Siti" (Tebet); ',
    "Dapur \\ Warung ",
    "Kopi Ñandú – ☕ ",
    "A" * 60,
)
hostile = st.one_of(
    st.text(max_size=80),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=12)), max_size=8).map("".join),
)


@given(name=hostile, hub=hostile, subject=hostile)
@example(*[WORDS[0]] * 3)
@example(*[WORDS[1]] * 3)
@example(*["A" * 70 + WORDS[6]] * 3)
@example(*["Á" + WORDS[6] * 5] * 3)
def test_no_name_breaks_out_of_a_header(name: str, hub: str, subject: str) -> None:
    wire = letter_to("siti@contoh.example", name, subject, hub).as_bytes()
    letter = message_from_bytes(wire, policy=default)
    assert sorted(letter.keys()) == sorted([
        *("From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
        *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
    ])  # fmt: skip
    read = message_from_bytes(wire)  # the older reader, which joins encoded words as RFC 2047 says
    for field, shown, address in (
        ("From", hub, "halo@etalase.example"),
        ("To", name, "siti@contoh.example"),
    ):
        assert [found.addr_spec for found in letter[field].addresses] == [address]
        assert str(make_header(decode_header(read[field]))).removesuffix(f"<{address}>").rstrip() == as_shown(
            shown
        )
    assert str(make_header(decode_header(read["Subject"]))) == as_shown(subject)
    head, _, body = wire.partition(b"\r\n\r\n")
    assert max(map(len, head.split(b"\r\n"))) <= 998  # RFC 5322, 2.1.1
    assert body.startswith(b"Halo, Dapur Bu Siti")


def as_shown(name: str) -> str:
    """One line of what can be seen; an encoded word is broken, because programs exist that read it twice."""
    seen = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    return seen.replace("=?", "= ?")


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("siti@contoh.example", True),
        ("siti+toko@contoh.co.id", True),
        ("", False),
        ("siti", False),
        ("siti@localhost", False),
        ("siti..s@contoh.id", False),
        ("siti@contoh.id\nBcc: x@y.id", False),
        ("siti@contoh.id, x@y.id", False),
        ("sïti@contoh.id", False),
        ("siti\x00@contoh.id", False),
        ("<siti@contoh.id>", False),
        (f"{'s' * 250}@contoh.id", False),
    ],
)
def test_which_addresses_get_letters(address: str, good: bool) -> None:
    assert deliverable(address) is good


@given(address=st.emails().filter(deliverable))
def test_whatever_is_deliverable_can_be_written_to(address: str) -> None:
    assert letter_to(address)["To"].addresses[0].addr_spec == address


def test_an_answer_for_good_or_for_now_and_never_with_an_address(server: MailServer) -> None:
    gone, full = "gone@contoh.example", "full@contoh.example"
    server.refuse = {
        gone: f"550 5.1.1 <{gone}> is not known here",
        full: f"450 4.2.2 <{full}> mailbox full",
    }
    with SmtpSender(server.settings) as room:
        answers = [room.send(letter_to(to)) for to in (gone, full, "siti@contoh.example")]
    assert [(answer.status, answer.reason) for answer in answers] == [
        ("refused", "the server answered 550 5.1.1"),
        ("delayed", "the server answered 450 4.2.2"),
        ("accepted", ""),
    ]
    assert server.connections == 1


def test_a_connection_that_drops_is_made_again(server: MailServer) -> None:
    dropped: list[str] = []

    def once(recipient: str) -> bool:
        dropped.append(recipient)
        return dropped.count(recipient) == 1 and recipient.startswith("siti2")

    server.drop = once
    with SmtpSender(server.settings) as room:
        answers = [room.send(letter_to(f"siti{n}@contoh.example")) for n in range(5)]
    assert [answer.status for answer in answers] == ["accepted"] * 5
    assert server.to == [f"siti{n}@contoh.example" for n in range(5)]
    assert server.connections == 2


def test_a_letter_that_always_drops_stays_due_and_stops_no_other(server: MailServer) -> None:
    server.drop = lambda recipient: recipient.startswith("siti1")
    with SmtpSender(server.settings) as room:
        answers = [room.send(letter_to(f"siti{n}@contoh.example")) for n in range(3)]
    assert [answer.status for answer in answers] == ["accepted", "delayed", "accepted"]
    assert answers[1].reason == f"{HOST}:{server.port} hung up"


def test_a_server_that_takes_few_letters_a_connection(server: MailServer) -> None:
    server.close_after = 3
    with SmtpSender(server.settings) as room:
        assert {room.send(letter_to(f"siti{n}@contoh.example")).status for n in range(10)} == {"accepted"}
    assert (len(server.letters), server.connections) == (10, 4)


def test_a_server_that_hangs_is_left_alone_after_a_while() -> None:
    with silent_server() as settings, SmtpSender(settings, seconds=0.05) as room:
        answers = [room.send(letter_to("siti@contoh.example")) for _ in range(5)]
    reason = f"{settings.server}:{settings.port} did not answer in 0.05 seconds"
    assert [answer.status for answer in answers] == ["delayed"] * 5
    assert [answer.reason for answer in answers] == [reason] * 3 + [f"not tried: {reason}"] * 2


def test_nobody_listens() -> None:
    with silent_server() as settings:
        pass
    with SmtpSender(settings) as room:
        answer = room.send(letter_to("siti@contoh.example"))
    assert answer.status == "delayed"
    assert f"{settings.server}:{settings.port} cannot be reached" in answer.reason


def test_a_login_is_encrypted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    with running_mail_server(certificate, login=True) as server:
        settings = replace(server.settings, user=USER)
        with SmtpSender(settings, PASSWORD) as room:
            assert room.send(letter_to("siti@contoh.example")).status == "accepted"
    assert server.encrypted == [True]


def test_without_a_login_an_offer_to_encrypt_is_taken(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    with running_mail_server(certificate) as server, SmtpSender(server.settings) as room:
        assert room.send(letter_to("siti@contoh.example")).status == "accepted"
    assert server.encrypted == [True]


def test_a_wrong_password_is_tried_once_and_never_told(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    with running_mail_server(certificate, login=True) as server:
        with SmtpSender(replace(server.settings, user=USER), f"{PASSWORD}-wrong") as room:
            answers = [room.send(letter_to("siti@contoh.example")) for _ in range(3)]
        assert server.connections == 1
    assert {answer.status for answer in answers} == {"delayed"}
    assert "login of surat.pengguna failed (535 5.7.8)" in answers[0].reason
    assert PASSWORD not in repr(answers)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
def test_a_password_never_travels_in_the_clear() -> None:
    with (
        running_mail_server(login=True) as server,
        SmtpSender(replace(server.settings, user=USER), PASSWORD) as room,
    ):
        answer = room.send(letter_to("siti@contoh.example"))
    assert (answer.status, server.letters) == ("delayed", [])
    assert answer.reason == "the server offers no STARTTLS, and a password is never sent in the clear"


def test_a_certificate_that_nobody_vouches_for(certificate: Path) -> None:
    with running_mail_server(certificate) as server, SmtpSender(server.settings) as room:
        answer = room.send(letter_to("siti@contoh.example"))
    assert (answer.status, server.letters) == ("delayed", [])
    assert f"the certificate of {HOST}:{server.port} is not valid" in answer.reason


def test_the_settings(tmp_path: Path) -> None:
    assert read_hub(tmp_path, "") == (None, [])
    mail, problems = read_hub(tmp_path, "surat: {server: smtp.example.com, pengirim: halo@etalase.example}")
    assert (mail, problems) == (Mail("smtp.example.com", 587, "halo@etalase.example"), [])
    mail, _ = read_hub(
        tmp_path,
        "surat: {server: smtp.example.com, port: 465, pengirim: halo@etalase.example, pengguna: halo}",
    )
    assert mail == Mail("smtp.example.com", 465, "halo@etalase.example", "halo")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("surat: {pengirim: halo@etalase.example}", "server belum diisi"),
        ("surat: {server: smtp.example.com}", "pengirim belum diisi"),
        ("surat: smtp.example.com", "surat diisi dengan kunci"),
        ("surat: {server: 'smtp.example.com:587', pengirim: a@b.id}", "ini bukan nama server surat"),
        ("surat: {server: smtp..example, pengirim: a@b.id}", "ini bukan nama server surat"),
        ("surat: {server: smtp.example.com, port: 70000, pengirim: a@b.id}", "ini bukan nomor port"),
        ("surat: {server: smtp.example.com, port: smtp, pengirim: a@b.id}", "ini bukan nomor port"),
        ("surat: {server: smtp.example.com, pengirim: a@b.id, sandi: rahasia}", "isian sandi tidak dikenal"),
    ],
)
def test_mistakes_in_the_settings(tmp_path: Path, typed: str, told: str) -> None:
    _, messages = read_hub(tmp_path, typed)
    assert [message for message in messages if told in message], messages


def read_hub(root: Path, line: str) -> tuple[Mail | None, list[str]]:
    from generator.language import language

    (root / "hub.yaml").write_text(f"{HUB}{line}\n", "utf-8")
    hub, problems = load_hub(root)
    return hub.mail if hub else None, [word(one, language("id").gettext)[0] for one in problems]
