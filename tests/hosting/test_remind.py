"""`etalase hosting remind`: from the ledger to letters and lists, and the mentors' reports back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from generator.commands.common import JAKARTA
from generator.commands.hosting.remind import command
from generator.content.hub import Hub, load_hub
from generator.hosting.contact import Contact
from generator.hosting.ledger import Ledger, open_ledger
from generator.hosting.mail import SmtpSender
from generator.hosting.operations import OperatorAction
from generator.hosting.send_reminders import Round, Sender, collect, due_terms, send
from generator.hosting.term import Event, Kind, Term
from generator.language import language
from tests import shops
from tests.hosting.mail_server import PASSWORD, USER, MailServer, make_certificate, running_mail_server

TODAY = date(2028, 8, 23)
LEDGER = "sqlite:///ledger.db"
HUB = (
    shops.HUB + "pembina: {Cilandak: {nama: Ibu Ratna, whatsapp: 0800-0000-0011}}\n"
    "aktivasi: pembina\n"  # without it, a seller that nobody knows counts as active
)
PHONE = "62800000"
SECRETS = (PHONE, "0800", "contoh.example", "evil.example", PASSWORD)
"""What no output may hold."""

OFFSETS = {
    "s-91": -91,
    "s-90": -90,
    "s-60": -60,
    "s-30": -30,
    "s-7": -7,
    "s-1": -1,
    "s0": 0,
    "s3": 3,
    "s12": 12,
}
KINDS = {
    "s-90": "D-90",
    "s-60": "D-90",
    "s-30": "D-30",
    "s-7": "D-7",
    "s-1": "D-1",
    "s0": "D-1",
    "s3": "D+3",
    "s12": "D+10",
}


@pytest.fixture
def server() -> Iterator[MailServer]:
    with running_mail_server() as running:
        yield running


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shops.new_workspace(tmp_path / "w", HUB)


def use_mail(root: Path, server: MailServer, user: str = "") -> None:
    login = f", pengguna: {user}" if user else ""
    line = f"surat: {{server: localhost, port: {server.port}, pengirim: halo@etalase.example{login}}}\n"
    (root / "hub.yaml").write_text(HUB + line, "utf-8")


def slug(name: str, channel: str = "mail") -> str:
    return f"{channel}-{name.replace('s-', 'minus')}"


def contact_of(name: str, channel: str) -> Contact:
    email = f"{slug(name)}@contoh.example" if channel == "mail" else ""
    kecamatan = "cilandak" if channel == "list" else "tebet"
    return Contact(slug(name, channel), f"Toko {name}", f"{PHONE}00101", email, "", kecamatan)


def begin(root: Path, contacts: Iterable[tuple[Contact, int]]) -> None:
    """Terms that end so many days before TODAY, swept until today."""
    with open_ledger(LEDGER, root) as ledger:
        for contact, offset in contacts:
            end = TODAY - timedelta(days=offset)
            ledger.start([contact], end.replace(year=end.year - 2))
        for end in sorted({TODAY - timedelta(days=offset) for _, offset in contacts if offset >= 0}):
            ledger.sweep(end)


def all_terms() -> list[tuple[Contact, int]]:
    """One seller with and one without an address, at every offset."""
    return [(contact_of(name, channel), of) for name, of in OFFSETS.items() for channel in ("mail", "list")]


def remind(root: Path, *arguments: str, today: date = TODAY) -> tuple[int, dict[str, Any]]:
    outcome = CliRunner().invoke(
        command,
        ["--json", "--today", today.isoformat(), *arguments],
        obj=SimpleNamespace(root=root.resolve()),
        catch_exceptions=False,
    )
    for secret in SECRETS:
        assert secret not in outcome.output
    answer = json.loads(outcome.stdout)
    assert isinstance(answer, dict)
    return outcome.exit_code, answer


def notices(root: Path) -> dict[str, list[tuple[str, str]]]:
    with open_ledger(LEDGER, root) as ledger:
        return {
            term.slug: [(notice.kind, notice.channel) for notice in term.notices]
            for term in ledger.terms()
            if term.notices
        }


def expected(channel: str) -> dict[str, str]:
    return {slug(name, channel): kind for name, kind in KINDS.items()}


def kinds(rows: list[dict[str, str]]) -> dict[str, str]:
    return {row["slug"]: row["kind"] for row in rows}


def report(root: Path, name: str, changes: dict[str, str], delimiter: str = ",") -> Path:
    """A mentor's table with the column `terkirim` filled in for some."""
    source = root / "build" / "reminders" / TODAY.isoformat() / f"{name}.csv"
    rows = list(csv.DictReader(io.StringIO(source.read_text("utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0].keys(), delimiter=delimiter)
    writer.writeheader()
    for row in rows:
        writer.writerow(row | {"terkirim": changes.get(row["slug"], row["terkirim"])})
    file = root / "laporan.csv"
    file.write_text(out.getvalue(), "utf-8-sig", newline="")
    return file


# a round


def test_letters_for_those_with_an_address_and_a_list_for_the_others(root: Path, server: MailServer) -> None:
    use_mail(root, server)
    begin(root, all_terms())
    code, answer = remind(root)
    assert code == 0
    assert kinds(answer["sent"]) == expected("mail")
    assert kinds(answer["listed"]) == expected("list")
    assert {row["kecamatan"] for row in answer["listed"]} == {"cilandak"}
    assert answer["failed"] == []
    assert answer["files"] == [
        f"build/reminders/2028-08-23/{n}" for n in ("index.html", "cilandak.html", "cilandak.csv")
    ]
    assert sorted(server.to) == sorted(f"{one}@contoh.example" for one in expected("mail"))
    assert server.connections == 1
    assert notices(root) == {one: [(kind, "email")] for one, kind in expected("mail").items()}
    for letter in server.letters:
        assert letter["Reply-To"] == "tim@hub.example"
        body = letter.get_content()
        assert "Tim Uji" in body
        assert "https://hub.example/mail-" in body
        assert "https://wa.me/6280000000001?text=Halo%20Tim%20Uji" in body
    # what was accepted is not due again; what no mentor has reported is
    code, again = remind(root)
    assert (code, again["sent"], kinds(again["listed"])) == (0, [], expected("list"))
    assert len(server.letters) == len(expected("mail"))


def test_without_a_mail_server_everybody_is_on_a_list(root: Path) -> None:
    begin(root, all_terms())
    code, answer = remind(root)
    assert (code, answer["sent"], answer["failed"]) == (0, [], [])
    assert kinds(answer["listed"]) == expected("mail") | expected("list")
    assert notices(root) == {}
    assert "alamat" not in (root / "build/reminders/2028-08-23/tebet.html").read_text("utf-8")


def test_held_suspended_and_gone_sellers_are_left_alone(root: Path) -> None:
    shops_due = [(contact_of(name, "mail"), offset) for name, offset in OFFSETS.items()]
    begin(root, shops_due)
    ends: tuple[tuple[Kind, str], ...] = (
        ("held", slug("s-30")),
        ("left", slug("s-7")),
        ("suspended", slug("s3")),
        ("purged", slug("s12")),
    )
    with open_ledger(LEDGER, root) as ledger:
        for kind, who in ends:
            event = Event(who, kind, TODAY, "test", f"{kind}:{who}")
            ledger.record(who, partial(_at_once, event))
    _, answer = remind(root)
    assert set(kinds(answer["listed"])) == {slug(name) for name in ("s-90", "s-60", "s-1", "s0")}


def _at_once(event: Event, _term: Term | None) -> list[Event]:
    return [event]


def test_a_dry_run_shows_all_and_does_nothing(root: Path, server: MailServer) -> None:
    use_mail(root, server)
    begin(root, all_terms())
    code, answer = remind(root, "--dry-run")
    assert (code, answer["dry_run"], answer["files"]) == (0, True, [])
    assert (kinds(answer["sent"]), kinds(answer["listed"])) == (expected("mail"), expected("list"))
    assert (server.connections, notices(root)) == (0, {})
    assert not (root / "build").exists()
    outcome = CliRunner().invoke(
        command, ["--dry-run", "--today", TODAY.isoformat()], obj=SimpleNamespace(root=root)
    )
    assert "would send D-30 to mail-minus30 by e-mail\n" in outcome.stdout
    assert outcome.stdout.endswith("Nothing done. Due: 8 by e-mail, 8 on the lists, 0 failed.\n")


def test_refused_addresses_go_to_the_mentor_and_delays_stay_due(root: Path, server: MailServer) -> None:
    use_mail(root, server)
    begin(root, [(contact_of(name, "mail"), OFFSETS[name]) for name in ("s-90", "s-30", "s-7")])
    gone, full = (f"{slug(name)}@contoh.example" for name in ("s-90", "s-30"))
    server.refuse = {gone: f"550 5.1.1 <{gone}> unknown", full: f"452 4.2.2 <{full}> full"}
    code, answer = remind(root)
    assert code == 3
    assert kinds(answer["sent"]) == {slug("s-7"): "D-7"}
    assert kinds(answer["listed"]) == {slug("s-90"): "D-90"}
    reason = "the server answered 452 4.2.2; it stays due"
    assert answer["failed"] == [{"slug": slug("s-30"), "kind": "D-30", "error": reason}]
    assert "Tolong tanyakan alamat yang baru" in (root / "build/reminders/2028-08-23/tebet.html").read_text(
        "utf-8"
    )
    server.refuse = {}
    _, answer = remind(root)
    assert kinds(answer["sent"]) == {slug("s-90"): "D-90", slug("s-30"): "D-30"}
    assert (answer["listed"], answer["files"]) == ([], [])
    assert list((root / "build/reminders/2028-08-23").iterdir()) == []


def test_an_address_that_is_none_goes_to_the_mentor(root: Path, server: MailServer) -> None:
    use_mail(root, server)
    hostile = replace(contact_of("s-30", "mail"), email="siti@contoh.example\nBcc: x@evil.example")
    begin(root, [(hostile, -30)])
    code, answer = remind(root)
    assert (code, kinds(answer["listed"]), server.letters) == (0, {slug("s-30"): "D-30"}, [])


def test_a_seller_that_nobody_can_reach_is_told(root: Path) -> None:
    begin(root, [(contact_of("s-30", "mail"), -30), (contact_of("s-7", "list"), -7)])
    with open_ledger(LEDGER, root) as ledger:
        ledger.erase_person(slug("s-30"))
    code, answer = remind(root)
    assert (code, [row["slug"] for row in answer["failed"]]) == (3, [slug("s-30")])
    assert kinds(answer["listed"]) == {slug("s-7", "list"): "D-7"}


def test_the_address_comes_from_the_last_build(root: Path, server: MailServer) -> None:
    use_mail(root, server)
    shops.write_shop(root, "mail-minus30", email="baru@contoh.example")
    begin(root, [(contact_of("s-30", "mail"), -30)])
    assert shops.build(root, today="2028-08-01")[0] == 0
    assert kinds(remind(root)[1]["sent"]) == {"mail-minus30": "D-30"}
    assert server.to == ["baru@contoh.example", "mail-minus30@contoh.example"]  # the former one is told so


def test_killed_before_it_is_on_record_a_letter_goes_twice_and_is_shown_once(
    root: Path, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_mail(root, server)
    begin(root, [(contact_of("s-30", "mail"), -30)])
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Ledger, "record", _killed)
        round_of(root)
    assert (len(server.letters), notices(root)) == (1, {})
    round_of(root)
    round_of(root)
    assert notices(root) == {slug("s-30"): [("D-30", "email")]}
    assert [letter["Message-ID"] for letter in server.letters] == [
        "<mail-minus30.2028-09-22.D-30@etalase.example>"
    ] * 2


def _killed(*_arguments: object) -> None:
    raise KeyboardInterrupt


def round_of(root: Path, today: date = TODAY) -> Round:
    hub, _ = load_hub(root)
    assert isinstance(hub, Hub)
    assert hub.mail
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=JAKARTA)
    with open_ledger(LEDGER, root) as ledger, SmtpSender(hub.mail) as post:
        terms = due_terms(ledger, today)
        contacts = {one.slug: one for one in ledger.contacts(term.slug for term in terms)}
        due, _ = collect(terms, contacts, today, lambda found: f"{found}.zip")
        sender = Sender(hub, hub.mail, post, noon, language("id"))
        return send(due, sender, ledger, OperatorAction(today, "test"))


def test_day_by_day_every_notice_goes_out_once_on_its_day(root: Path, server: MailServer) -> None:
    use_mail(root, server)
    contact = contact_of("s-90", "mail")
    begin(root, [(contact, -90)])
    end = TODAY + timedelta(days=90)
    days = []
    for offset in range(-91, 45):
        with open_ledger(LEDGER, root) as ledger:
            ledger.sweep(end + timedelta(days=offset))
        if round_of(root, end + timedelta(days=offset)).sent:
            days.append(offset)
    assert days == [-90, -30, -7, -1, 3]
    with_export = [f"{contact.slug}.zip" in letter.get_content() for letter in server.letters]
    assert with_export == [False, True, True, True, True]
    with open_ledger(LEDGER, root) as ledger:
        found = ledger.term(contact.slug)
        assert isinstance(found, Term)
        assert found.state == "suspended"


# the server's settings


def test_a_login_needs_its_password(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    monkeypatch.delenv("ETALASE_SMTP_PASSWORD", raising=False)
    begin(root, [(contact_of("s-30", "mail"), -30), (contact_of("s-7", "list"), -7)])
    with running_mail_server(certificate, login=True) as server:
        use_mail(root, server, USER)
        code, answer = remind(root)
        assert (code, "ETALASE_SMTP_PASSWORD is not set" in answer["error"]) == (1, True)
        assert (server.connections, notices(root)) == (0, {})
        monkeypatch.setenv("ETALASE_SMTP_PASSWORD", f"{PASSWORD}-wrong")
        code, answer = remind(root)
        assert (code, kinds(answer["failed"])) == (3, {slug("s-30"): "D-30"})
        assert kinds(answer["listed"]) == {slug("s-7", "list"): "D-7"}  # the mentors need no mail server
        monkeypatch.setenv("ETALASE_SMTP_PASSWORD", PASSWORD)
        code, answer = remind(root)
        assert (code, kinds(answer["sent"]), server.encrypted) == (0, {slug("s-30"): "D-30"}, [True])
    for file in (file for file in root.rglob("*") if file.is_file()):
        assert PASSWORD.encode() not in file.read_bytes()


# where the lists go


def test_the_lists_never_go_where_they_would_be_published(root: Path, tmp_path: Path) -> None:
    begin(root, [(contact_of("s-7", "list"), -7)])
    code, answer = remind(root, "--out", str(root / "build" / "site" / "x"))
    assert (code, "telephone numbers" in answer["error"]) == (1, True)
    assert not (root / "build").exists()
    code, answer = remind(root, "--out", str(tmp_path / "elsewhere"))
    assert (code, answer["files"][0]) == (0, f"{tmp_path.resolve()}/elsewhere/index.html")
    assert (tmp_path / "elsewhere" / "cilandak.csv").is_file()


# reports


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_report_puts_on_record_what_was_sent(root: Path, delimiter: str) -> None:
    begin(root, [(contact_of(name, "list"), OFFSETS[name]) for name in ("s-90", "s-30", "s-7", "s3")])
    remind(root)
    changes = {slug("s-90", "list"): "belum", slug("s-7", "list"): "24/08/2028", slug("s3", "list"): "tidak"}
    file = report(root, "cilandak", changes, delimiter)
    later = TODAY + timedelta(days=2)
    code, answer = remind(root, "--handed-over", str(file), "--dry-run", today=later)
    assert (code, kinds(answer["recorded"]), notices(root)) == (
        0,
        {slug("s-30", "list"): "D-30", slug("s-7", "list"): "D-7"},
        {},
    )
    code, answer = remind(root, "--handed-over", str(file), "--actor", "ratna", today=later)
    assert code == 0
    assert answer["recorded"] == [
        {"slug": slug("s-7", "list"), "kind": "D-7", "channel": "list", "handed_over_on": "2028-08-24"},
        {"slug": slug("s-30", "list"), "kind": "D-30", "channel": "list", "handed_over_on": "2028-08-25"},
    ]
    with open_ledger(LEDGER, root) as ledger:
        event = ledger.events(slug("s-7", "list"))[-1]
    assert (event.kind, event.actor, event.on) == ("notice", "ratna", later)
    _, answer = remind(root, today=later)
    assert set(kinds(answer["listed"])) == {slug("s-90", "list"), slug("s3", "list")}
    # the same report once more: nothing new, and it says so
    code, answer = remind(root, "--handed-over", str(file), today=later)
    assert (code, answer["recorded"]) == (3, [])
    assert [row["error"] for row in answer["failed"]] == ["it is already on record"] * 2


def test_bad_rows_are_told_by_line_and_stop_no_good_one(root: Path) -> None:
    begin(root, [(contact_of("s-30", "list"), -30), (contact_of("s-7", "list"), -7)])
    lines = [
        "slug;pemberitahuan;berakhir;terkirim",
        "list-minus30;D-30;22/09/2028;besok",
        "0800-0000-0101;D-30;22/09/2028;ya",
        "toko-lain;D-30;22/09/2028;ya",
        "list-minus30;D-7;22/09/2028;ya",
        "list-minus30;D-30;22/09/2028;01/09/2028",
        "list-minus30;0800;22/09/2028;ya",
        "list-minus7;D-7;30/08/2028;23/08/2028",
        "list-minus30;D-30;22/09/2028;",
    ]
    file = root / "laporan.csv"
    file.write_bytes("\r\n".join(lines).encode())
    code, answer = remind(root, "--handed-over", str(file))
    assert code == 3
    assert kinds(answer["recorded"]) == {"list-minus7": "D-7", "list-minus30": "D-30"}
    assert [(row["line"], row["slug"], row["kind"], row["error"]) for row in answer["failed"]] == [
        (2, "list-minus30", "", "terkirim takes ya, tidak, belum or a date"),
        (3, "", "D-30", "there is no such shop with a term in the ledger"),
        (4, "toko-lain", "D-30", "there is no such shop with a term in the ledger"),
        (5, "list-minus30", "D-7", "it was not due before 2028-09-15"),
        (6, "list-minus30", "D-30", "2028-09-01 is in the future"),
        (7, "list-minus30", "", "there is no such notice"),
    ]
    outcome = CliRunner().invoke(
        command, ["--handed-over", str(file), "--today", "2028-08-23"], obj=SimpleNamespace(root=root)
    )
    assert outcome.exit_code == 3
    assert "line 3: D-30: there is no such shop" in outcome.stderr
    assert outcome.stdout == "On record: 0. Rows not taken: 8.\n"


def test_a_report_about_a_term_that_was_renewed_says_nothing_of_the_new_one(root: Path) -> None:
    begin(root, [(contact_of("s-30", "list"), -30)])
    remind(root)
    file = report(root, "cilandak", {slug("s-30", "list"): "ya"})
    who, until = slug("s-30", "list"), {"expires_on": "2030-09-22"}
    with open_ledger(LEDGER, root) as ledger:
        ledger.record(who, lambda _term: [Event(who, "renewed", TODAY, "test", "renewed:1", details=until)])
    code, answer = remind(root, "--handed-over", str(file))
    assert (code, notices(root)) == (3, {})
    assert "a term until 2028-09-22" in answer["failed"][0]["error"]


def test_what_is_no_report_is_refused(root: Path) -> None:
    file = root / "foto.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    code, answer = remind(root, "--handed-over", str(file))
    assert (code, "foto.csv: its first line has no columns" in answer["error"]) == (1, True)
