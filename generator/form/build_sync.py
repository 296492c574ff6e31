"""All shops of a kecamatan, also those that never opened the form: from what the last build knows of them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.dialects.sqlite import insert

from generator.form.database import Database, shops


def sync_from_build(database: Database, build: Path, kecamatan: str = "") -> int:
    """Remember the built shops of a kecamatan (of all, when it is empty); returns how many were new.

    A build that was never made, or is being made anew, adds nothing.
    """
    path = build / "state.db"
    if not path.is_file():
        return 0
    query = "SELECT slug, card FROM sellers WHERE card IS NOT NULL"
    # Where the folder is read-only, SQLite can open the file only as one that nobody writes: so it is
    # between two builds, when there is no log beside it.
    still = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro{still}", uri=True)) as db:
            if kecamatan:
                found = db.execute(f"{query} AND card ->> '$.kecamatan' = ?", (kecamatan,)).fetchall()
            else:
                found = db.execute(query).fetchall()
    except sqlite3.DatabaseError:
        return 0
    rows = [
        {
            "slug": slug,
            "kecamatan": card["kecamatan"],
            "name": card["name"],
            "origin": "files",
            "step": "",
            "ready": None,
            "live": "",
            "draft": "",
        }
        for slug, card in ((slug, json.loads(text)) for slug, text in found)
    ]
    if not rows:
        return 0
    with database.writing() as connection:
        return connection.execute(insert(shops).on_conflict_do_nothing(), rows).rowcount
