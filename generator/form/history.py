"""Every saved change of a draft: who, when, what, and the texts before and after, so that it can be undone.

A row is written before the files are replaced. When a save is killed between the two, its row speaks of a
version that never came to be: the next save finds it, and takes it away.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import datetime
from itertools import takewhile

from msgspec import Struct
from sqlalchemy import Row, delete, func, insert, select

from generator.content.readiness import REQUIRED
from generator.form.changes import REFUSED, Change, from_json, to_json, told
from generator.form.database import Database, history, shops
from generator.form.links import PrivateLink

KEPT = 300
"""Changes of one shop that are kept, newest first."""

_NEWS = 20

Texts = Mapping[str, tuple[str | None, str | None]]
"""A file -> its text before and after; None where there was no file."""


class HistoryEntry(Struct, frozen=True):
    """One saved change."""

    number: int
    at: datetime
    role: str
    """Who saved it: `seller`, `mentor` or `operator`; `files` for an edit by hand."""
    link: int
    """By which link; 0 for none."""
    changes: tuple[Change, ...]
    texts: Texts

    @property
    def can_be_undone(self) -> bool:
        """Whether anything of it comes back by one tap: a consent has pages of its own.

        The first answer to what every shop needs is changed, and not taken back.
        """
        return bool(self.texts) and (not self.changes or not all(map(_stays, self.changes)))

    @property
    def told(self) -> list[Change]:
        """What people read of it: never nothing."""
        return told(self.changes)


def _stays(change: Change) -> bool:
    return change.what == "consent" or (change.what in REQUIRED and not change.before and not change.thing)


def record(
    database: Database,
    slug: str,
    actor: PrivateLink | None,
    now: datetime,
    changes: list[Change],
    versions: tuple[str, str],
    texts: Texts,
) -> int:
    """Write down a change that is about to be made, and return its number."""
    with database.writing() as connection:
        last = connection.scalar(select(func.max(history.c.number)).where(history.c.slug == slug)) or 0
        connection.execute(
            insert(history).values(
                slug=slug,
                number=last + 1,
                at=now.isoformat(timespec="seconds"),
                role=actor.role if actor else "files",
                link=actor.id if actor else 0,
                what=to_json(changes),
                before=versions[0],
                after=versions[1],
                files=zlib.compress(json.dumps(texts).encode()),
            )
        )
        connection.execute(delete(history).where(history.c.slug == slug, history.c.number <= last - KEPT))
    return last + 1


def reconcile(database: Database, slug: str, version: str) -> None:
    """Forget the last change if it never came to be; `version` is the draft's, and nobody may be saving."""
    newest = select(history.c.number, history.c.before, history.c.after).where(history.c.slug == slug)
    with database.reading() as connection:
        row = connection.execute(newest.order_by(history.c.number.desc()).limit(1)).one_or_none()
    if row and row.after != version and row.before == version:
        with database.writing() as connection:
            here = (history.c.slug == slug, history.c.number == row.number)
            connection.execute(delete(history).where(*here))


def entries(database: Database, slug: str, *, limit: int = 50) -> list[HistoryEntry]:
    """The newest changes of a shop, newest first."""
    query = select(history).where(history.c.slug == slug).order_by(history.c.number.desc()).limit(limit)
    with database.reading() as connection:
        return [_entry(row) for row in connection.execute(query)]


def last_signs(database: Database, kecamatan: str = "") -> dict[str, str]:
    """When sellers last changed something themselves (ISO): of a kecamatan, or of all."""
    query = select(history.c.slug, func.max(history.c.at)).where(history.c.role == "seller")
    if kecamatan:
        query = query.where(history.c.slug.in_(select(shops.c.slug).where(shops.c.kecamatan == kecamatan)))
    with database.reading() as connection:
        return {row.slug: row[1] for row in connection.execute(query.group_by(history.c.slug))}


def by_others(database: Database, slug: str) -> list[HistoryEntry]:
    """What mentors or operators changed since the seller's last change of her own, newest first.

    What their no took back is none: she reads of that as of an answer.
    """
    newest = takewhile(lambda one: one.role != "seller", entries(database, slug, limit=_NEWS))
    return [one for one in newest if _is_news(one)]


def _is_news(one: HistoryEntry) -> bool:
    return one.role in ("mentor", "operator") and bool(one.texts) and REFUSED not in one.changes


def entry(database: Database, slug: str, number: int) -> HistoryEntry | None:
    """One change of a shop."""
    query = select(history).where(history.c.slug == slug, history.c.number == number)
    with database.reading() as connection:
        row = connection.execute(query).one_or_none()
    return _entry(row) if row else None


def _entry(row: Row[tuple[object, ...]]) -> HistoryEntry:
    texts = {path: (old, new) for path, (old, new) in json.loads(zlib.decompress(row.files)).items()}
    at = datetime.fromisoformat(row.at)
    return HistoryEntry(row.number, at, row.role, row.link, from_json(row.what), texts)
