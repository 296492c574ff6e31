"""What the form keeps of a shop that leaves its slug: it goes along to another one, or it is removed."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import delete, update

from generator.form.context import FOLDER, open_photo_cache, open_photo_codes
from generator.form.database import approvals, history, links, open_database, replies, sessions, shops
from generator.form.saving import lock_shop

_TABLES = (links, sessions, shops, history, approvals, replies)


def clashes(root: Path, old: str, new: str) -> bool:
    """Whether the form knows both slugs as shops, so that one cannot take the other's place."""
    drafts = root / FOLDER / "sellers"
    return (drafts / old).is_dir() and (drafts / new).is_dir()


def move(root: Path, old: str, new: str) -> None:
    """Let a shop go on under another slug: its draft, its photos, its history, and its links.

    May be done again. Raises `OSError`.
    """
    data_dir = root / FOLDER
    if not (data_dir / "form.db").is_file():
        return
    with lock_shop(data_dir, old):
        for below in (data_dir / room for room in ("sellers", "album", "approved")):
            if (below / old).is_dir():
                (below / old).rename(below / new)
        database = open_database(data_dir / "form.db")
        try:
            with database.writing() as connection:
                for table in _TABLES:
                    connection.execute(update(table).where(table.c.slug == old).values(slug=new))
        finally:
            database.close()


def forget(root: Path, slug: str) -> int:
    """Remove draft, photos, history, questions and links of a shop; returns how many rows and files went.

    The bytes of rows are overwritten (`secure_delete`); backups are the operator's. sellers/<slug> is not
    touched. Raises `OSError`.
    """
    data_dir = root / FOLDER
    if not (data_dir / "form.db").is_file():
        return 0
    count, photo_cache = 0, open_photo_cache(root)
    codes = open_photo_codes(root)
    rooms = [data_dir / room / slug for room in ("sellers", "approved", "album")]
    folders = (rooms[0] / "foto", rooms[1] / "foto", rooms[2])
    for photo in (file for folder in folders for file in folder.glob("*") if file.is_file()):
        photo_cache.drop(photo)
        codes.drop(photo)
    for folder in (
        *rooms,
        data_dir / "sellers" / f".{slug}.new",
        data_dir / "approved" / f".{slug}.new",
    ):
        if folder.is_symlink():
            folder.unlink()  # what it leads to is not the form's
        elif folder.is_dir():
            count += sum(1 for path in folder.rglob("*") if path.is_file())
            shutil.rmtree(folder)
    (data_dir / "locks" / slug).unlink(missing_ok=True)
    database = open_database(data_dir / "form.db")
    try:
        with database.writing() as connection:
            for table in _TABLES:
                count += connection.execute(delete(table).where(table.c.slug == slug)).rowcount
        database.settle()
    finally:
        database.close()
    return count
