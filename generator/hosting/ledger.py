"""The ledger: what has happened to every seller's term, on SQLite or PostgreSQL.

Events are only ever added.  Every write is one transaction that no other can interleave with: the terms it
is about are read, pure rules decide, and the events are written together with the terms they make.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from heapq import merge
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from msgspec import Struct
from sqlalchemy import Connection, Engine, Select, delete, or_, select, update

from generator.hosting import built, rows, rules, sweeping
from generator.hosting import engine as database
from generator.hosting.address import Address, parse_address
from generator.hosting.batches import batches
from generator.hosting.contact import Contact, FormerAddress
from generator.hosting.errors import LedgerError
from generator.hosting.schema import contacts, events, former_addresses, remarks, terms
from generator.hosting.sweeping import Swept
from generator.hosting.term import OVER, Event, State, Term, replay

__all__ = ["Erased", "Ledger", "LedgerError", "Swept", "open_ledger"]

Decide = Callable[[Term | None], Iterable[Event]]
"""What somebody wants to happen, given a term as it is now; None when the ledger has none."""

T = TypeVar("T")
_NAMED = 1_000
"""Slugs in one query."""


class Erased(Struct, frozen=True):
    """What an erasure has removed."""

    slugs: tuple[str, ...]
    """The seller's slug, and those it had before."""
    contacts: int
    """Rows with name, WhatsApp number, e-mail address and NIB."""
    remarks: int
    """Reasons that operators gave."""


def open_ledger(
    url: str, root: Path, *, create: bool = True, dry_run: bool = False, afresh: bool = False
) -> Ledger:
    """Open the ledger of the workspace `root`; `with` closes it.

    A ledger that is not there is made; without `create` it is taken for empty and cannot be written to.
    With `dry_run` everything works, and nothing is kept.  `afresh` allows a new one where deploys from this
    workspace have told an earlier one of sellers.

    Raises:
        LedgerError: it cannot be opened, or it must have been lost; what to do is said.
    """
    address = parse_address(url, root)
    create = create and not dry_run
    with database.plain_errors(address):
        if address.missing and not afresh:
            built.refuse_lost_ledger(root / "build", address.shown)
        if address.missing and not create:
            return Ledger(address, database.empty(writable=dry_run), dry_run=dry_run)
        engine = database.connect(address)
        with database.reading(engine) as connection:
            found = database.has_ledger(connection)
            current = database.is_up_to_date(connection)
        if not (found or afresh):
            built.refuse_lost_ledger(root / "build", address.shown)
        if not found and not create:
            engine.dispose()
            engine = database.empty(writable=dry_run)
        elif not (current or dry_run):
            with database.writing(engine) as connection:
                database.bring_up_to_date(connection)
        return Ledger(address, engine, dry_run=dry_run)


class Ledger:
    """An open ledger.  Every method may raise `LedgerError` when the database fails."""

    def __init__(self, address: Address, engine: Engine, *, dry_run: bool) -> None:
        self._address = address
        self._engine = engine
        self._rehearsal: Connection | None = None
        self._open = ExitStack()
        self._open.callback(engine.dispose)
        if dry_run:
            with database.plain_errors(address):
                self._rehearsal = self._open.enter_context(database.rehearsing(engine))
                database.bring_up_to_date(self._rehearsal)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._open.close()

    # what is on record

    def term(self, slug: str) -> Term | None:
        """Where a seller stands; None when the ledger does not know it."""
        return next(self.some([slug]), None)

    def terms(self, *, besides: Collection[State] = ()) -> Iterator[Term]:
        """All terms but those in the states `besides`, by slug; a stream."""
        query = select(*rows.TERM_COLUMNS).where(terms.c.state.not_in(besides)).order_by(terms.c.slug)
        return self._stream(query, rows.term_of)

    def some(self, slugs: Iterable[str]) -> Iterator[Term]:
        """The terms of these sellers, as far as they are known; in no order."""
        for named in batches(slugs, _NAMED):
            with self._reading() as connection:
                yield from rows.load(connection, named).values()

    def expiring(self, until: date) -> Iterator[Term]:
        """Terms that end on or before that day and are online yet, by their end and slug; a stream."""
        online = terms.c.state.in_(("active", "grace"))
        query = select(*rows.TERM_COLUMNS).where(terms.c.expires_on <= until, online)
        return self._stream(query.order_by(terms.c.expires_on, terms.c.slug), rows.term_of)

    def events(self, slug: str) -> list[Event]:
        """A seller's history, oldest first."""
        return list(self._stream(rows.HISTORY.where(events.c.seller == slug), rows.event_of))

    def event(self, key: str) -> Event | None:
        """The event with this key; None where there is none."""
        return next(self._stream(rows.HISTORY.where(events.c.key == key), rows.event_of), None)

    def replays(self) -> Iterator[tuple[str, Term | None, Term | None]]:
        """For every slug, the term on record and the one that its events make; a stream, by slug."""
        histories = groupby(self._stream(rows.HISTORY, rows.event_of), key=lambda event: event.seller)
        made = ((slug, 1, replay(slug, history)) for slug, history in histories)
        on_record = ((term.slug, 0, term) for term in self.terms())
        for slug, both in groupby(merge(on_record, made), key=lambda found: found[0]):
            found = {which: term for _slug, which, term in both}
            yield slug, found.get(0), found.get(1)

    def contact(self, slug: str) -> Contact | None:
        """How to reach a seller; None when that is not known, or erased."""
        return next(self.contacts([slug]), None)

    def contacts(self, slugs: Iterable[str] | None = None) -> Iterator[Contact]:
        """How to reach these sellers, or all of them by slug; a stream."""
        if slugs is None:
            yield from self._stream(select(contacts).order_by(contacts.c.slug), rows.contact_of)
            return
        for named in batches(slugs, _NAMED):
            yield from self._stream(select(contacts).where(contacts.c.slug.in_(named)), rows.contact_of)

    def same_person(self, contact: Contact) -> list[Contact]:
        """Other sellers with the same WhatsApp number or NIB, by slug."""
        same = [contacts.c.whatsapp == contact.whatsapp]
        if contact.nib:
            same.append(contacts.c.nib == contact.nib)
        query = select(contacts).where(contacts.c.slug != contact.slug, or_(*same)).order_by(contacts.c.slug)
        return list(self._stream(query, rows.contact_of))

    # what happens

    def record(self, slug: str, decide: Decide, contact: Contact | None = None) -> list[Event]:
        """Let `decide` say what happens to a seller, and write that, with its `contact` if given.

        `decide` sees the term under the write lock, and what it raises leaves everything as it was.  It may
        give events of other sellers too.  Events whose key has been used are left out.

        Returns:
            The events that were written, numbered.
        """
        with self._writing() as connection:
            wanted = list(decide(rows.load(connection, [slug]).get(slug)))
            used = rows.known_keys(connection, [event.key for event in wanted])
            new = [event for event in wanted if event.key not in used]
            before = rows.load(connection, list({event.seller for event in new}))
            written = rows.append(connection, before, new)
            for event in written:
                if event.kind == "moved-out":
                    here = contacts.c.slug == event.seller
                    connection.execute(update(contacts).where(here).values(slug=event.details["to"]))
                    here = former_addresses.c.slug == event.seller
                    connection.execute(update(former_addresses).where(here).values(slug=event.details["to"]))
            if contact:
                rows.put_contacts(connection, [contact])
            return written

    def start(self, found: Iterable[Contact], on: date, actor: str = "deploy") -> list[Term]:
        """The shops of these sellers are online: begin the terms that have not begun.

        Their contacts are brought up to date, except for sellers whose term is over.

        Returns:
            The terms that have just begun.
        """
        begun: list[Term] = []
        for batch in batches(found, _NAMED):
            slugs = [contact.slug for contact in batch]
            with self._writing() as connection:
                before = rows.load(connection, slugs)
                first = [rules.start(before.get(slug) or Term(slug), on, actor) for slug in slugs]
                written = rows.append(connection, before, filter(None, first))
                over = {slug for slug, term in before.items() if term.state in OVER}
                rows.put_contacts(connection, [one for one in batch if one.slug not in over])
                begun += rows.load(connection, [event.seller for event in written]).values()
        return begun

    def sweep(
        self, today: date, *, only: Collection[str] = (), actor: str = "sweep", reason: str = ""
    ) -> Swept:
        """Take every step that is due today, of all sellers or the named ones; all of them, or none.

        Returns:
            By kind of event, the slugs of the sellers it has happened to.  A second sweep finds none.
        """
        with self._writing() as connection:
            return sweeping.sweep(connection, today, only, actor, reason)

    def put_contacts(self, found: Iterable[Contact]) -> None:
        """Keep how to reach sellers."""
        for batch in batches(found, _NAMED):
            with self._writing() as connection:
                rows.put_contacts(connection, batch)

    def former_addresses(self) -> list[FormerAddress]:
        """E-mail addresses that were replaced, and of which somebody is to hear yet, by slug."""
        with self._reading() as connection:
            return rows.former_addresses_of(connection)

    def keep_former_addresses(self, found: Iterable[FormerAddress]) -> None:
        """Write how far telling has come; a change that has come meanwhile is left as it is."""
        for batch in batches(found, _NAMED):
            with self._writing() as connection:
                slugs = [one.slug for one in batch]
                now = {one.slug: one.email for one in rows.former_addresses_of(connection, slugs)}
                for one in batch:
                    if now.get(one.slug) == one.email:
                        rows.put_former_address(connection, one)

    def drop_former_addresses(self, slugs: Iterable[str]) -> None:
        """Forget replaced addresses, of which everybody has heard."""
        for batch in batches(slugs, _NAMED):
            with self._writing() as connection:
                rows.drop_former_addresses(connection, batch)

    def all_slugs(self, slug: str) -> list[str]:
        """A seller's slug, and those it had before."""
        with self._reading() as connection:
            return _all_slugs(connection, slug)

    def erase_person(self, slug: str) -> Erased:
        """Remove what is known of the person behind a slug, also under the slugs it had before.

        The bytes are gone from the database's files when this returns; backups are the operator's.  Events
        stay: they name nobody.
        """
        return self.erase_people([slug])

    def erase_people(self, named: Iterable[str]) -> Erased:
        """`erase_person` for several at once."""
        with self._writing() as connection:
            slugs = list(dict.fromkeys(one for slug in named for one in _all_slugs(connection, slug)))
            gone = [
                connection.execute(delete(table).where(column.in_(slugs))).rowcount
                for table, column in ((contacts, contacts.c.slug), (remarks, remarks.c.seller))
            ]
            connection.execute(delete(former_addresses).where(former_addresses.c.slug.in_(slugs)))
        if not self._rehearsal:
            with database.plain_errors(self._address), database.outside(self._engine) as connection:
                database.forget_deleted(connection)
        return Erased(tuple(slugs), *gone)

    # transactions

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with database.plain_errors(self._address):
            if self._rehearsal:
                yield self._rehearsal
                return
            with database.reading(self._engine) as connection:
                yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with database.plain_errors(self._address):
            if self._rehearsal:
                with self._rehearsal.begin_nested():
                    yield self._rehearsal
                return
            with database.writing(self._engine) as connection:
                yield connection

    def _stream(self, query: Select[Any], make: Callable[[Any], T]) -> Iterator[T]:
        with self._reading() as connection:
            yield from map(make, connection.execute(query, execution_options={"yield_per": _NAMED}))


def _all_slugs(connection: Connection, slug: str) -> list[str]:
    slugs = [slug]
    for one in slugs:  # grows on the way
        slugs += connection.scalars(select(terms.c.slug).where(terms.c.moved_to == one))
    return slugs
