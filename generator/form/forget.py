"""Everything that the form keeps of a shop, removed: for a seller who wants to be forgotten."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import delete

from generator.form.context import FOLDER, open_shelf
from generator.form.database import approvals, history, links, open_database, shops


def forget(root: Path, slug: str) -> int:
    """Remove draft, photos, history, questions and links of a shop; returns how many rows and files went.

    The bytes of rows are overwritten (`secure_delete`); backups are the operator's. sellers/<slug> is not
    touched. Raises `OSError`.
    """
    room = root / FOLDER
    if not (room / "form.db").is_file():
        return 0
    count, shelf = 0, open_shelf(root)
    for photo in (*(room / "sellers" / slug / "foto").glob("*"), *(room / "album" / slug).glob("*")):
        shelf.drop(photo)
    for folder in (room / "sellers" / slug, room / "sellers" / f".{slug}.new", room / "album" / slug):
        if folder.is_dir():
            count += sum(1 for path in folder.rglob("*") if path.is_file())
            shutil.rmtree(folder)
    (room / "locks" / slug).unlink(missing_ok=True)
    database = open_database(room / "form.db")
    try:
        with database.writing() as connection:
            for table in (links, shops, history, approvals):
                count += connection.execute(delete(table).where(table.c.slug == slug)).rowcount
        database.settle()
    finally:
        database.close()
    return count
