"""What a build is told of the ledger."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from generator.content.hub import Activation
from generator.hosting import operations
from generator.hosting.errors import LedgerError
from generator.hosting.ledger import open_ledger
from generator.hosting.term import Event, Term
from generator.hosting.terms import Terms, gather, load_terms
from tests.hosting.histories import END, FIRST, action, contact, until_suspended

LEDGER = "sqlite:///ledger.db"


def move(slug: str, to: str, term: Term | None) -> list[Event]:
    return operations.move(slug, term, to, None, action(END))


def renew(slug: str, term: Term | None) -> list[Event]:
    return operations.renew(slug, term, action(END))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Sellers in every state."""
    with open_ledger(LEDGER, tmp_path) as ledger:
        ledger.start([contact(slug) for slug in ("aktif", "purna", "pergi", "lepas")], FIRST)
        ledger.start([contact("tenggang")], FIRST + timedelta(days=120))
        for slug, to in (("pergi", "pindah-lagi"), ("pindah-lagi", "baru")):
            ledger.record(slug, partial(move, slug, to))
        for slug in ("aktif", "lepas", "baru"):
            ledger.record(slug, partial(renew, slug))
        until_suspended(ledger, "purna")
        ledger.record("ditunda", lambda term: operations.hold("ditunda", term, action(END)))
        ledger.record("disetujui", lambda term: operations.activate("disetujui", term, action(END)))
        ledger.record("lepas", lambda term: operations.leave("lepas", term, action(END)))
        ledger.sweep(END + timedelta(days=120))
    return tmp_path


@pytest.mark.parametrize(("activation", "unknown"), [("otomatis", "active"), ("pembina", "pending")])
def test_where_everybody_stands(root: Path, activation: Activation, unknown: str) -> None:
    terms = load_terms(LEDGER, root, activation)
    states = {
        slug: terms.of(slug).state
        for slug in ("aktif", "baru", "tenggang", "purna", "lepas", "pergi", "disetujui", "ditunda", "entah")
    }
    assert states == {
        "aktif": "active",
        "baru": "active",
        "tenggang": "grace",
        "purna": "purged",
        "lepas": "left",
        "pergi": "left",
        "disetujui": "active",
        "ditunda": unknown,
        "entah": unknown,
    }
    assert {term.slug: term.moved_to for term in terms.moved()} == {
        "pergi": "pindah-lagi",
        "pindah-lagi": "baru",
    }


def test_pages_depend_on_the_dates_of_grace_only(root: Path) -> None:
    terms = load_terms(LEDGER, root, "otomatis")
    grace = terms.of("tenggang")
    assert (grace.slug, grace.expires_on) == ("tenggang", END + timedelta(days=120))
    assert grace.grace_on == END + timedelta(days=120)
    assert terms.of("aktif") == Term("aktif", "active"), "a start does not change pages"
    assert "aktif" not in terms.known


def test_the_contact_of_a_suspended_shop_is_there_without_what_pages_never_show(tmp_path: Path) -> None:
    with open_ledger(LEDGER, tmp_path) as ledger:
        ledger.start([contact("purna", nib="1234567890123"), contact("lain")], FIRST)
        until_suspended(ledger, "purna")
    found = load_terms(LEDGER, tmp_path, "otomatis").contact("purna")
    assert found
    assert (found.name, found.whatsapp, found.email, found.nib) == ("Purna", "6280000000101", "", "")
    assert load_terms(LEDGER, tmp_path, "otomatis").contact("lain") is None


def test_without_a_ledger_everybody_is_what_the_hub_says(tmp_path: Path) -> None:
    assert load_terms(LEDGER, tmp_path, "otomatis") == Terms()
    assert load_terms(LEDGER, tmp_path, "pembina").of("entah").state == "pending"
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_that_cannot_be_read_stops_a_build(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"damaged" * 1000)
    with pytest.raises(LedgerError):
        load_terms(LEDGER, tmp_path, "otomatis")


def test_without_a_ledger_no_database_library_is_loaded(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\nfrom generator.hosting.terms import load_terms\n"
        "load_terms('sqlite:///ledger.db', pathlib.Path(sys.argv[1]), 'otomatis')\n"
        "assert 'sqlalchemy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)


def test_equal_terms_are_one_object() -> None:
    grace = [Term(f"toko-{n}", "grace", expires_on=END, grace_on=END, seq=n) for n in range(100)]
    known = gather(grace, "otomatis")
    assert len(known) == 100
    assert len({id(term) for term in known.values()}) == 1
