"""Private links: who may open what. A token is shown once, and only its hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime
from typing import Literal

from msgspec import Struct
from sqlalchemy import Row, insert, select, update

from generator.form.database import Database, links, shops

Role = Literal["seller", "mentor", "operator", "partner"]
"""A partner reads reports without persons, and nothing else."""

TOKEN_BYTES = 18
"""144 random bits; 24 characters in an address."""


class PrivateLink(Struct, frozen=True):
    """A private link, and so whoever came by it."""

    id: int
    role: Role
    slug: str
    """Of a seller's link; else empty."""
    kecamatan: str
    """The slug of a mentor's kecamatan, or of a partner's; else empty."""
    expires_on: date | None
    """The first day on which it opens nothing; None: no end."""
    key: str
    """What sessions and previews hold of it: the token's hash. Numbers are given out again, this is not."""


def make_link(
    database: Database,
    now: datetime,
    role: Role,
    *,
    slug: str = "",
    kecamatan: str = "",
    expires_on: date | None = None,
) -> tuple[PrivateLink, str]:
    """A new link and its token, which nobody can tell again later."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    key = token_hash(token)
    row = {
        "token": key,
        "role": role,
        "slug": slug,
        "kecamatan": kecamatan,
        "created_at": now.isoformat(timespec="seconds"),
        "expires_on": expires_on.isoformat() if expires_on else None,
    }
    with database.writing() as connection:
        made = connection.execute(insert(links).values(**row)).inserted_primary_key
    if made is None:
        raise RuntimeError("SQLite gave no number for a new row")
    return PrivateLink(int(made[0]), role, slug, kecamatan, expires_on, key), token


def link_of_token(database: Database, token: str, today: date) -> PrivateLink | None:
    """The link a token opens; None for a token that is wrong, revoked or too old."""
    return link_of_key(database, token_hash(token), today)


def link_of_key(database: Database, key: str, today: date) -> PrivateLink | None:
    """The link behind a session or a preview, as long as it holds."""
    with database.reading() as connection:
        row = connection.execute(select(links).where(links.c.token == key)).one_or_none()
    return _valid(row, today)


def revoke(database: Database, now: datetime, role: Role, *, slug: str = "", kecamatan: str = "") -> int:
    """Revoke all links of a seller, or of a role in a kecamatan; returns how many."""
    here = (links.c.role == role, links.c.slug == slug, links.c.kecamatan == kecamatan)
    with database.writing() as connection:
        done = connection.execute(
            update(links)
            .where(*here, links.c.revoked_at.is_(None))
            .values(revoked_at=now.isoformat(timespec="seconds"))
        )
    return done.rowcount


def has_link(database: Database, slug: str, today: date) -> bool:
    """Whether a seller has a link that works."""
    with database.reading() as connection:
        rows = connection.execute(select(links).where(links.c.role == "seller", links.c.slug == slug))
        return any(_valid(row, today) for row in rows)


def invited_on(database: Database, today: date, kecamatan: str = "") -> dict[str, date]:
    """The sellers (of a kecamatan, or all) who have a link that works, each with the day it was made."""
    query = select(links).where(links.c.role == "seller", links.c.revoked_at.is_(None))
    if kecamatan:
        query = query.where(links.c.slug.in_(select(shops.c.slug).where(shops.c.kecamatan == kecamatan)))
    with database.reading() as connection:
        rows = connection.execute(query.order_by(links.c.id)).all()
    return {row.slug: date.fromisoformat(row.created_at[:10]) for row in rows if _valid(row, today)}


def linked_slugs(database: Database) -> list[str]:
    """Every shop that ever had a link."""
    with database.reading() as connection:
        return list(connection.scalars(select(links.c.slug).where(links.c.slug != "").distinct()))


def token_hash(token: str) -> str:
    """What is kept of a token. It is random, so a plain hash cannot be searched backwards."""
    return hashlib.sha256(token.encode()).hexdigest()


def _valid(row: Row[tuple[object, ...]] | None, today: date) -> PrivateLink | None:
    if row is None or row.revoked_at:
        return None
    expires_on = date.fromisoformat(row.expires_on) if row.expires_on else None
    if expires_on and today >= expires_on:
        return None
    return PrivateLink(row.id, row.role, row.slug, row.kecamatan, expires_on, row.token)
