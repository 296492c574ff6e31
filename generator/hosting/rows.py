"""Terms, events and contacts as rows of the ledger's tables, within a transaction of somebody else's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import asdict, replace
from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from generator.hosting.contact import Contact, FormerAddress
from generator.hosting.rules import sweep_on
from generator.hosting.schema import contacts, events, former_addresses, remarks, terms
from generator.hosting.term import Event, Notice, Term, apply

TERM_COLUMNS = tuple(column for column in terms.c if column.name != "sweep_on")
"""The columns of a `Term`, in the order of its fields."""

HISTORY = (
    select(events, remarks.c.reason)
    .outerjoin(remarks, (remarks.c.seller == events.c.seller) & (remarks.c.seq == events.c.seq))
    .order_by(events.c.seller, events.c.seq)
)
"""Rows for `event_of`."""

_UPDATE_TERM = (
    update(terms)
    .where(terms.c.slug == bindparam("of"))
    .values({column.name: bindparam(column.name) for column in terms.c if column.name != "slug"})
)


def load(connection: Connection, slugs: Sequence[str]) -> dict[str, Term]:
    """The terms of these sellers, where there are any, by slug."""
    found = connection.execute(select(*TERM_COLUMNS).where(terms.c.slug.in_(slugs)))
    return {term.slug: term for term in map(term_of, found)}


def known_keys(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Which of these idempotency keys have been used."""
    return set(connection.scalars(select(events.c.key).where(events.c.key.in_(keys))))


def append(connection: Connection, before: Mapping[str, Term], found: Iterable[Event]) -> list[Event]:
    """Write events, the terms that they make of those `before`, and their reasons; returns them numbered."""
    after: dict[str, Term] = {}
    written = []
    for event in found:
        slug = event.seller
        term = after.get(slug) or before.get(slug) or Term(slug)
        numbered = replace(event, seq=term.seq + 1)
        after[slug] = apply(term, numbered)
        written.append(numbered)
    reasons = [{"seller": e.seller, "seq": e.seq, "reason": e.reason} for e in written if e.reason]
    new = [term_row(term) for slug, term in after.items() if slug not in before]
    old = [term_row(term) for slug, term in after.items() if slug in before]
    for row in old:
        row["of"] = row.pop("slug")
    for statement, rows in (
        (insert(events), [event_row(event) for event in written]),
        (insert(remarks), reasons),
        (insert(terms), new),
        (_UPDATE_TERM, old),
    ):
        if rows:
            connection.execute(statement, rows)
    return written


def put_contacts(connection: Connection, found: Sequence[Contact]) -> None:
    """Write contacts over those that are there; an e-mail address that is replaced will be told of it."""
    if found:
        _keep_former_addresses(connection, found)
        connection.execute(delete(contacts).where(contacts.c.slug.in_([one.slug for one in found])))
        connection.execute(insert(contacts), [asdict(one) for one in found])


def _keep_former_addresses(connection: Connection, found: Sequence[Contact]) -> None:
    """Note the addresses that are about to be replaced; of several changes in a row, the first one's.

    An address that has been told so needs no second letter: from then on the one after it is the former one.
    """
    slugs = [one.slug for one in found]
    before = _emails(connection, slugs)
    noted = {one.slug: one for one in former_addresses_of(connection, slugs)}
    for one in found:
        known = noted.get(one.slug)
        last = before.get(one.slug, "")
        changes = last.casefold() != one.email.casefold()
        if known is None:
            if last and changes:
                put_former_address(connection, FormerAddress(one.slug, last))
        elif known.email.casefold() == one.email.casefold():  # it is back: nothing is left to tell
            drop_former_addresses(connection, [one.slug])
        elif changes and known.listed_on:  # who has asked about the change before has not asked about this
            fresh = FormerAddress(one.slug, last) if known.told is not None and last else known
            put_former_address(connection, replace(fresh, listed_on=None))


def _emails(connection: Connection, slugs: Sequence[str]) -> dict[str, str]:
    found = connection.execute(select(contacts.c.slug, contacts.c.email).where(contacts.c.slug.in_(slugs)))
    return {row.slug: row.email for row in found}


def former_addresses_of(connection: Connection, slugs: Sequence[str] | None = None) -> list[FormerAddress]:
    """What is to be told yet of these sellers, or of all, by slug."""
    query = select(*former_addresses.c)
    if slugs is not None:
        query = query.where(former_addresses.c.slug.in_(slugs))
    found = [FormerAddress(*row) for row in connection.execute(query)]
    return sorted(found, key=lambda one: one.slug)


def put_former_address(connection: Connection, one: FormerAddress) -> None:
    """Write what is to be told of a seller over what was to be."""
    drop_former_addresses(connection, [one.slug])
    connection.execute(insert(former_addresses), [asdict(one)])


def drop_former_addresses(connection: Connection, slugs: Sequence[str]) -> None:
    """Forget replaced addresses."""
    connection.execute(delete(former_addresses).where(former_addresses.c.slug.in_(slugs)))


def contact_of(row: Sequence[Any]) -> Contact:
    """From a row of `contacts`."""
    return Contact(*row)


def event_row(event: Event) -> dict[str, Any]:
    """For `events`; the reason goes to `remarks`."""
    return {
        "seller": event.seller,
        "seq": event.seq,
        "key": event.key,
        "kind": event.kind,
        "on_day": event.on,
        "actor": event.actor,
        "details": json.dumps(dict(event.details), ensure_ascii=False) if event.details else "{}",
    }


def event_of(row: Row[Any]) -> Event:
    """From a row of `events` with its `reason`."""
    return Event(
        row.seller,
        row.kind,
        row.on_day,
        row.actor,
        row.key,
        row.reason or "",
        json.loads(row.details) if row.details != "{}" else {},
        row.seq,
    )


def term_row(term: Term) -> dict[str, Any]:
    """For `terms`."""
    return {
        "slug": term.slug,
        "state": term.state,
        "held": term.held,
        "starts_on": term.starts_on,
        "expires_on": term.expires_on,
        "grace_on": term.grace_on,
        "suspended_on": term.suspended_on,
        "ended_on": term.ended_on,
        "moved_to": term.moved_to,
        "notices": json.dumps([notice.as_list() for notice in term.notices]) if term.notices else "[]",
        "last_on": term.last_on,
        "seq": term.seq,
        "sweep_on": sweep_on(term),
    }


def term_of(row: Sequence[Any]) -> Term:
    """From a row of `TERM_COLUMNS`."""
    slug, state, held, starts, expires, grace, suspended, ended, moved_to, notices, last, seq = row
    known = notices_of(notices)
    return Term(slug, state, held, starts, expires, grace, suspended, ended, moved_to, known, last, seq)


def notices_of(text: str) -> tuple[Notice, ...]:
    """From the column `notices`."""
    return tuple(Notice.from_list(*found) for found in json.loads(text)) if text != "[]" else ()
