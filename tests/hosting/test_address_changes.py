"""A changed e-mail address is told to the one before it and to the mentor, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.hosting.contact import Contact
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


def remind(root: Path, *arguments: str) -> dict[str, object]:
    hub = (root / "hub.yaml").read_text("utf-8")
    if "pembina" not in hub:
        mentor = "pembina: {Cilandak: {nama: Ibu Ratna, whatsapp: 0800-0000-0011}}\n"
        (root / "hub.yaml").write_text(hub + mentor, "utf-8")
    code, answer = shops.etalase(root, "hosting", "remind", "--today", TODAY, *arguments)
    assert code == 0, answer
    return answer


def page(root: Path) -> str:
    return (root / "build" / "reminders" / TODAY / "cilandak.html").read_text("utf-8")


CHANGED = [{"slug": SLUG, "kecamatan": "cilandak", "told": True}]


def test_the_former_address_and_the_mentor_are_told_once(root: Path, server: MailServer) -> None:
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
    assert remind(root)["address_changes"] == []
    assert server.to == [OLD]


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
    assert "dihapus" in server.letters[0].get_content()


def test_of_several_changes_the_address_that_was_told_last_hears(root: Path, server: MailServer) -> None:
    use_mail(root, server)
    with ledger_of(root) as ledger:
        for email in (NEW, THIRD):
            ledger.put_contacts([Contact(SLUG, "Dapur Bu Siti", "6280000000101", email, "", "cilandak")])
        assert ledger.former_addresses() == [(SLUG, OLD)]
    with_address(root, THIRD)
    remind(root)
    assert server.to == [OLD]


def test_nothing_is_told_of_an_address_that_came_back_or_is_spelled_otherwise(
    root: Path, server: MailServer
) -> None:
    use_mail(root, server)
    with ledger_of(root) as ledger:
        for email in (NEW, OLD.upper()):
            ledger.put_contacts([Contact(SLUG, "Dapur Bu Siti", "6280000000101", email, "", "cilandak")])
        assert ledger.former_addresses() == []
    assert remind(root)["address_changes"] == []
    assert server.to == []


def test_without_a_mail_server_the_mentor_alone_is_told(root: Path) -> None:
    with_address(root, NEW)
    assert remind(root)["address_changes"] == [CHANGED[0] | {"told": False}]
    assert "Alamat yang lama tidak bisa kami kabari" in page(root)
    assert remind(root)["address_changes"] == []


def test_a_server_that_is_down_delays_the_letter(root: Path, server: MailServer) -> None:
    use_mail(root, server)
    hub = (root / "hub.yaml").read_text("utf-8")
    (root / "hub.yaml").write_text(hub.replace(f"port: {server.port}", "port: 9"), "utf-8")
    with_address(root, NEW)
    code, answer = shops.etalase(root, "hosting", "remind", "--today", TODAY)
    assert code == 3
    assert [(one["slug"], one["kind"]) for one in answer["failed"]] == [(SLUG, "address")]
    (root / "hub.yaml").write_text(hub, "utf-8")
    assert remind(root)["address_changes"] == CHANGED
    assert server.to == [OLD]


def test_an_erasure_forgets_both_addresses(root: Path) -> None:
    with ledger_of(root) as ledger:
        ledger.put_contacts([Contact(SLUG, "Dapur Bu Siti", "6280000000101", NEW, "", "cilandak")])
        ledger.erase_person(SLUG)
        assert ledger.former_addresses() == []
        assert ledger.contact(SLUG) is None
    for file in root.glob("ledger.db*"):
        assert OLD.encode() not in file.read_bytes()
        assert NEW.encode() not in file.read_bytes()


def test_a_renamed_shop_takes_what_is_to_be_told_along(root: Path, server: MailServer) -> None:
    use_mail(root, server)
    with_address(root, NEW)
    with ledger_of(root) as ledger:
        ledger.put_contacts([Contact(SLUG, "Dapur Bu Siti", "6280000000101", NEW, "", "cilandak")])
    assert shops.etalase(root, "hosting", "rename", SLUG, "dapur-siti", "--today", TODAY)[0] == 0
    changes = remind(root)["address_changes"]
    assert changes == [CHANGED[0] | {"slug": "dapur-siti"}]
    assert server.to == [OLD]
