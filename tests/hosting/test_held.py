"""A ledger on PostgreSQL that another program holds: nobody waits for ever."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import psycopg
import pytest

from generator.hosting import engine
from generator.hosting.contact import Contact
from generator.hosting.ledger import LedgerError, open_ledger
from tests.postgres_server import PostgresServer


@pytest.mark.parametrize("lock", [f"SELECT pg_advisory_lock({engine._LOCK})", "LOCK TABLE contacts"])
def test_a_postgresql_ledger_that_is_held_is_given_up_after_the_same_time(
    postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lock: str
) -> None:
    monkeypatch.setattr(engine, "PATIENCE_SECONDS", 1.0)
    url = postgres.fresh()
    contact = Contact("kopi-satu", "Kopi", "628000000101", "", "tebet", "")
    with open_ledger(url, tmp_path) as ledger, psycopg.connect(url) as other:
        other.execute(lock)
        began = time.monotonic()
        with pytest.raises(LedgerError, match="keeps it locked; try again when that has ended"):
            ledger.start([contact], date(2026, 11, 21))
        assert 0.9 < time.monotonic() - began < 20
        other.rollback()
        other.execute("SELECT pg_advisory_unlock_all()")
        assert [term.slug for term in ledger.start([contact], date(2026, 11, 21))] == ["kopi-satu"]
