"""Who is in on which phone. A cookie names a row here, so that going out ends what was copied of it, too."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from sqlalchemy import delete, insert, select

from generator.form.database import Database, sessions
from generator.form.links import PrivateLink, link_of_key, token_hash

_BYTES = 18
_LONGEST = timedelta(days=400)
"""After which the private link has to be opened again, however often the session was used."""


def begin_session(database: Database, now: datetime, link: PrivateLink) -> str:
    """A new session of whoever opened this link: what the cookie holds, and only its hash is kept."""
    name = secrets.token_urlsafe(_BYTES)
    row = {"id": token_hash(name), "link": link.key, "slug": link.slug, "began_at": _moment(now)}
    with database.writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.began_at < _moment(now - _LONGEST)))
        connection.execute(insert(sessions).values(**row))
    return name


def link_of_session(database: Database, name: str, today: date) -> PrivateLink | None:
    """The link behind a session, as long as both hold."""
    return link_of_session_key(database, token_hash(name), today)


def link_of_session_key(database: Database, session_key: str, today: date) -> PrivateLink | None:
    """The same for whoever knows a session's key only, which is its hash: a preview holds it."""
    with database.reading() as connection:
        key = connection.scalar(select(sessions.c.link).where(sessions.c.id == session_key))
    return link_of_key(database, key, today) if key else None


def end_session(database: Database, name: str) -> None:
    """Let this session open nothing any more, wherever its cookie is."""
    with database.writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.id == token_hash(name)))


def _moment(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
