"""What waits for a mentor: a new shop, another WhatsApp number or QRIS code, contacts in texts and photos."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct
from sqlalchemy import Row, Select, func, insert, select, update

from generator.form.database import Database, approvals, shops
from generator.form.links import PrivateLink

Kind = Literal["shop", "whatsapp", "qris", "content"]
MONEY: tuple[Kind, ...] = ("whatsapp", "qris")
"""Where orders and payments go."""
KINDS: tuple[Kind, ...] = ("shop", "whatsapp", "qris", "content")
Decision = Literal["approved", "declined", "replaced"]


class Approval(Struct, frozen=True):
    """One question to a mentor."""

    id: int
    slug: str
    kind: Kind
    before: str
    """The number (digits), or the text of the QRIS code; empty where there was none, and for `content`.

    For `shop`, the number for which it was invited, where it has another one now.
    """
    after: str
    """The same; for `shop` its name. For `content` a JSON list of what waits: path, text before and after,
    contacts in it."""
    asked_at: datetime
    outcome: Decision | None
    """None while it waits."""
    reason: str = ""
    """Why it was declined, in the mentor's words to the seller."""


def ask(
    database: Database,
    asked_by: int,
    now: datetime,
    slug: str,
    kind: Kind,
    values: tuple[str, str],
) -> None:
    """Ask, unless the same question waits already; an earlier question about the same is replaced.

    `asked_by` is a link, or 0 for none.
    """
    open_now = (approvals.c.slug == slug, approvals.c.kind == kind, approvals.c.outcome.is_(None))
    stamp = now.isoformat(timespec="seconds")
    with database.writing() as connection:
        same = select(approvals.c.id).where(
            *open_now, approvals.c.before == values[0], approvals.c.after == values[1]
        )
        if connection.execute(same).first():
            return
        connection.execute(update(approvals).where(*open_now).values(outcome="replaced", decided_at=stamp))
        connection.execute(
            insert(approvals).values(
                slug=slug,
                kind=kind,
                before=values[0],
                after=values[1],
                asked_at=stamp,
                asked_by=asked_by,
            )
        )


def decide(
    database: Database, number: int, actor: PrivateLink, now: datetime, outcome: Decision, reason: str = ""
) -> bool:
    """Answer a question, with the reason of a no; False when somebody has answered it before."""
    answer = {"outcome": outcome, "decided_by": actor.id, "reason": reason}
    with database.writing() as connection:
        done = connection.execute(
            update(approvals)
            .where(approvals.c.id == number, approvals.c.outcome.is_(None))
            .values(decided_at=now.isoformat(timespec="seconds"), **answer)
        )
    return done.rowcount == 1


def refuse_part(
    database: Database,
    asked: Approval,
    actor: PrivateLink,
    now: datetime,
    values: tuple[str, str],
    reason: str,
) -> None:
    """Let a question that waits be about the first of two `values`, and decline the second."""
    answer = {"decided_at": now.isoformat(timespec="seconds"), "decided_by": actor.id, "reason": reason}
    with database.writing() as connection:
        row = connection.execute(select(approvals).where(approvals.c.id == asked.id)).one()
        connection.execute(update(approvals).where(approvals.c.id == asked.id).values(after=values[0]))
        refused = {**row._mapping, "after": values[1], "outcome": "declined", **answer}
        del refused["id"]
        connection.execute(insert(approvals).values(**refused))


def withdraw(database: Database, slug: str, kind: Kind, now: datetime) -> None:
    """The seller went back to what there was: nothing to ask any more."""
    with database.writing() as connection:
        connection.execute(
            update(approvals)
            .where(approvals.c.slug == slug, approvals.c.kind == kind, approvals.c.outcome.is_(None))
            .values(outcome="replaced", decided_at=now.isoformat(timespec="seconds"))
        )


def approval(database: Database, number: int) -> Approval | None:
    """One question."""
    with database.reading() as connection:
        row = connection.execute(select(approvals).where(approvals.c.id == number)).one_or_none()
    return _approval(row) if row else None


def waiting(database: Database, kecamatan: str = "", slug: str = "") -> list[Approval]:
    """Questions that wait, oldest first: about a kecamatan's shops, about one shop, or all."""
    query: Select[tuple[object, ...]] = select(approvals).where(approvals.c.outcome.is_(None))
    if kecamatan:
        query = query.join(shops, shops.c.slug == approvals.c.slug).where(shops.c.kecamatan == kecamatan)
    if slug:
        query = query.where(approvals.c.slug == slug)
    with database.reading() as connection:
        return [_approval(row) for row in connection.execute(query.order_by(approvals.c.id))]


def counts(database: Database, kecamatan: str = "") -> dict[str, int]:
    """How many questions wait about each shop (of a kecamatan, or of all)."""
    waits = select(approvals.c.slug, func.count()).where(approvals.c.outcome.is_(None))
    if kecamatan:
        waits = waits.join(shops, shops.c.slug == approvals.c.slug).where(shops.c.kecamatan == kecamatan)
    with database.reading() as connection:
        return {row.slug: row[1] for row in connection.execute(waits.group_by(approvals.c.slug))}


def last_outcome(database: Database, slug: str, kind: Kind) -> Approval | None:
    """The newest question of a kind about a shop, answered or not."""
    newest = select(func.max(approvals.c.id)).where(approvals.c.slug == slug, approvals.c.kind == kind)
    with database.reading() as connection:
        row = connection.execute(
            select(approvals).where(approvals.c.id == newest.scalar_subquery())
        ).one_or_none()
    return _approval(row) if row else None


def replaced_number(database: Database, slug: str) -> str:
    """The number of a shop before the one to which a mentor agreed last; empty where there is none."""
    query = select(approvals.c.before).where(
        approvals.c.slug == slug, approvals.c.kind == "whatsapp", approvals.c.outcome == "approved"
    )
    with database.reading() as connection:
        return connection.scalar(query.order_by(approvals.c.id.desc()).limit(1)) or ""


def _approval(row: Row[tuple[object, ...]]) -> Approval:
    asked = datetime.fromisoformat(row.asked_at)
    return Approval(row.id, row.slug, row.kind, row.before, row.after, asked, row.outcome, row.reason)
