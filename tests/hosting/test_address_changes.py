"""A changed e-mail address is told once to the one before it, and to the mentor until he has asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.hosting.contact import Contact, FormerAddress
from generator.hosting.ledger import Ledger, open_ledger
from tests import shops
from tests.hosting.mail_server import MailServer, running_mail_server
from tests.hosting.test_remind import LEDGER, use_mail

OLD, NEW, THIRD = (f"{name}@contoh.example" for name in ("siti", "pencuri", "ketiga"))
TODAY = "2026-12-01"
SLUG = "dapur-bu-siti"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with running_mail_server() as running:
        yield running


def ledger_of(root: Path) -> Ledger:
    return open_ledger(LEDGER, root)


def with_address(root: Path, email: str) -> None:
    """The shop says this address, and the build has seen it."""
    shops.write_shop(root, SLUG, kecamatan="Cilandak", email=email)
    assert shops.build(root)[0] == 0


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A shop whose term began with its first address."""
    root = shops.new_workspace(tmp_path / "w", shops.HUB)
    with_address(root, OLD)
    with ledger_of(root) as ledger:
        ledger.start(
            [Contact(SLUG, "Dapur Bu Siti", "6280000000101", OLD, "", "cilandak")], date(2026, 11, 20)
        )
    return root


def remind(root: Path, *arguments: str, today: str = TODAY) -> dict[str, Any]:
    hub = (root / "hub.yaml").read_text("utf-8")
    if "pembina" not in hub:
        mentor = "pembina: {Cilandak: {nama: Ibu Ratna, whatsapp: 0800-0000-0011}}\n"
        (root / "hub.yaml").write_text(hub + mentor, "utf-8")
    code, answer = shops.etalase(root, "hosting", "remind", "--today", today, *arguments)
    assert code == 0, answer
    return answer


def page(root: Path, name: str = "cilandak.html") -> str:
    return (root / "build" / "reminders" / TODAY / name).read_text("utf-8")


def put(root: Path, *emails: str) -> None:
    """The shop's contact says these addresses, one after the other."""
    with ledger_of(root) as ledger:
        for email in emails:
            ledger.put_contacts([Contact(SLUG, "Dapur Bu Siti", "6280000000101", email, "", "cilandak")])


def table(root: Path) -> Path:
    """What a mentor sends back: the list of today, moved away before the next round writes it anew."""
    copy = root / "laporan.csv"
    copy.write_bytes((root / "build" / "reminders" / TODAY / "cilandak.csv").read_bytes())
    return copy


CHANGED = [{"slug": SLUG, "kecamatan": "cilandak", "told": True, "listed_on": TODAY}]


def test_the_former_address_and_the_mentor_are_told(root: Path, server: MailServer) -> None:
    use_mail(root, server)
    with_address(root, NEW)
    assert remind(root)["address_changes"] == CHANGED
    assert server.to == [OLD]
    [letter] = server.letters
    body = letter.get_content()
    assert "alamat email" in letter["Subject"]
    assert "diganti" in body
    assert "kalau bukan anda" in body.lower()
    assert "https://wa.me/6280000000011?text=Halo%20Ibu%20Ratna" in body
    assert NEW not in body
    assert "Alamat email diganti" in page(root)
    assert "Dapur Bu Siti" in page(root)
    assert "https://wa.me/6280000000101?text=Halo" in page(root)
    assert OLD not in page(root)
    with ledger_of(root) as ledger:
        contact = ledger.contact(SLUG)
        assert contact and contact.email == NEW


def test_a_change_stays_on_the_lists_until_its_report_comes_back_and_its_letter_goes_once(
    root: Path, server: MailServer
) -> None:
    use_mail(root, server)
    with_address(root, NEW)
    first = remind(root)
    assert remind(root) == first  # the next round of the day
    assert "Alamat email diganti" in page(root)
    assert remind(root, today="2026-12-02")["address_changes"] == CHANGED
    assert server.to == [OLD]
    report = table(root)
    assert remind(root, "--handed-over", str(report), "--dry-run")["failed"] == []
    taken = remind(root, "--handed-over", str(report))["recorded"]
    assert [(one["slug"], one["channel"], one["handed_over_on"]) for one in taken] == [(SLUG, "list", TODAY)]
    again = remind(root)
    assert (again["address_changes"], again["files"]) == ([], [])
    with ledger_of(root) as ledger:
        assert ledger.former_addresses() == []
        for event in ledger.events(SLUG):
            assert "@" not in str(event)
    code, answer = shops.etalase(root, "hosting", "remind", "--handed-over", str(report), "--today", TODAY)
    assert (code, answer["failed"][0]["error"]) == (
        3,
        "it is already on record, or the former address is back",
    )


def test_a_report_about_one_change_says_nothing_of_the_next(root: Path, server: MailServer) -> None:
    use_mail(root, server)
    with_address(root, NEW)
    remind(root)
    report = table(root)
    with_address(root, THIRD)
    remind(root)
    assert server.to == [OLD, NEW]  # each address hears once that it is none any more
    code, answer = shops.etalase(root, "hosting", "remind", "--handed-over", str(report), "--today", TODAY)
    assert (code, answer["recorded"]) == (3, [])
    assert "changed once more" in answer["failed"][0]["error"]
    assert remind(root)["address_changes"] == CHANGED
    assert remind(root, "--handed-over", str(table(root)))["failed"] == []
    assert remind(root)["address_changes"] == []


def test_a_change_that_nobody_reports_leaves_the_lists_after_a_month(root: Path) -> None:
    with_address(root, NEW)
    untold = [CHANGED[0] | {"told": False}]
    assert remind(root)["address_changes"] == untold
    assert remind(root, today="2026-12-30")["address_changes"] == untold
    assert remind(root, today="2026-12-31")["address_changes"] == []
    with ledger_of(root) as ledger:
        assert ledger.former_addresses() == []


def test_a_change_that_was_taken_back_leaves_the_lists_at_once(root: Path) -> None:
    with_address(root, NEW)
    remind(root)
    with_address(root, OLD)
    assert remind(root)["address_changes"] == []


def test_a_mail_server_that_comes_later_still_tells_the_former_address(
    root: Path, server: MailServer
) -> None:
    with_address(root, NEW)
    assert remind(root)["address_changes"] == [CHANGED[0] | {"told": False}]
    use_mail(root, server)
    assert remind(root)["address_changes"] == CHANGED
    assert server.to == [OLD]


def test_an_address_that_is_refused_is_not_tried_again(root: Path, server: MailServer) -> None:
    use_mail(root, server)
    with_address(root, NEW)
    server.refuse = {OLD: f"550 5.1.1 <{OLD}> unknown"}
    for _round in range(2):
        assert remind(root)["address_changes"] == [CHANGED[0] | {"told": False}]
    assert "Baru Anda yang tahu" in page(root)
    server.refuse = {}
    remind(root)
    assert server.to == []


def test_what_is_said_of_a_change_is_so(root: Path) -> None:
    """The counts of page, index and command; and no letter is claimed where no mail server is."""
    with_address(root, NEW)
    told = CliRunner().invoke(main, ["--root", str(root), "hosting", "remind", "--today", TODAY, "--dry-run"])
    assert f"would list that the e-mail address of {SLUG} was changed\n" in told.output
    told = CliRunner().invoke(main, ["--root", str(root), "hosting", "remind", "--today", TODAY])
    assert "changed: 1 on the lists until a mentor has asked, 0 former ones told just now.\n" in told.output
    assert "1 toko perlu dikabari" in page(root)
    assert "1 toko ·" in page(root, "index.html")
    assert "Riwayat perubahan” toko itu dan tekan “Batalkan”" in page(root)


def test_a_rehearsal_tells_what_would_be_told_and_changes_nothing(root: Path, server: MailServer) -> None:
    use_mail(root, server)
    with_address(root, NEW)
    assert remind(root, "--dry-run")["address_changes"] == CHANGED
    assert server.to == []
    assert remind(root)["address_changes"] == CHANGED
    assert server.to == [OLD]


def test_an_address_that_was_taken_out_is_told_so(root: Path, server: MailServer) -> None:
    use_mail(root, server)
    with_address(root, "")
    assert remind(root)["address_changes"] == CHANGED
    for text in (
        server.letters[0].get_content(),
        server.letters[0]["Subject"],
        page(root).split("shops")[-1],
    ):
        assert "hapus" in text
        assert "diganti" not in text
        assert "mengganti" not in text


def test_of_several_changes_the_address_that_was_told_last_hears(root: Path, server: MailServer) -> None:
    use_mail(root, server)
    put(root, NEW, THIRD)
    with ledger_of(root) as ledger:
        assert ledger.former_addresses() == [FormerAddress(SLUG, OLD)]
    with_address(root, THIRD)
    remind(root)
    assert server.to == [OLD]


def test_nothing_is_told_of_an_address_that_came_back_or_is_spelled_otherwise(
    root: Path, server: MailServer
) -> None:
    use_mail(root, server)
    put(root, NEW, OLD.upper())
    with ledger_of(root) as ledger:
        assert ledger.former_addresses() == []
    assert remind(root)["address_changes"] == []
    assert server.to == []


def test_without_a_mail_server_the_mentor_alone_is_told(root: Path) -> None:
    with_address(root, NEW)
    assert remind(root)["address_changes"] == [CHANGED[0] | {"told": False}]
    assert "Alamat yang lama tidak bisa kami kabari" in page(root)


def test_a_server_that_is_down_delays_the_letter(root: Path, server: MailServer) -> None:
    use_mail(root, server)
    hub = (root / "hub.yaml").read_text("utf-8")
    (root / "hub.yaml").write_text(hub.replace(f"port: {server.port}", "port: 9"), "utf-8")
    with_address(root, NEW)
    code, answer = shops.etalase(root, "hosting", "remind", "--today", TODAY)
    assert code == 3
    assert [(one["slug"], one["kind"]) for one in answer["failed"]] == [(SLUG, "address")]
    assert answer["address_changes"] == [CHANGED[0] | {"told": False}]  # the mentor need not wait for it
    (root / "hub.yaml").write_text(hub, "utf-8")
    assert remind(root)["address_changes"] == CHANGED
    assert server.to == [OLD]


def test_an_erasure_forgets_both_addresses(root: Path) -> None:
    put(root, NEW)
    with ledger_of(root) as ledger:
        ledger.erase_person(SLUG)
        assert ledger.former_addresses() == []
        assert ledger.contact(SLUG) is None
    for file in root.glob("ledger.db*"):
        assert OLD.encode() not in file.read_bytes()
        assert NEW.encode() not in file.read_bytes()


def test_a_renamed_shop_takes_what_is_to_be_told_along(root: Path, server: MailServer) -> None:
    use_mail(root, server)
    with_address(root, NEW)
    put(root, NEW)
    assert shops.etalase(root, "hosting", "rename", SLUG, "dapur-siti", "--today", TODAY)[0] == 0
    changes = remind(root)["address_changes"]
    assert changes == [CHANGED[0] | {"slug": "dapur-siti"}]
    assert server.to == [OLD]
