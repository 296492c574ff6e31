"""Where every seller stands, as a build needs to know it: read once, then without a database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from generator.content.hub import Activation
from generator.hosting.address import parse_address
from generator.hosting.built import refuse_lost_ledger
from generator.hosting.contact import Contact
from generator.hosting.rules import effective_term
from generator.hosting.term import State, Term

_RUNS = frozenset({"active", "grace"})


class Running(Struct, frozen=True):
    """Whose two years run; the ledger is asked only when a folder has lost something."""

    url: str = ""
    """The ledger's address; empty where there is none."""
    root: Path = Path()

    def among(self, slugs: Collection[str]) -> set[str]:
        """Those of these sellers whose term runs. Raises `HostingError`."""
        if not (self.url and slugs):
            return set()
        from generator.hosting.ledger import open_ledger

        with open_ledger(self.url, self.root, create=False) as ledger:
            return {term.slug for term in ledger.some(slugs) if term.state in _RUNS and term.starts_on}

    def started(self, slugs: Collection[str]) -> dict[str, date]:
        """When shops were first seen online, where that is on record. Raises `HostingError`."""
        if not (self.url and slugs):
            return {}
        from generator.hosting.ledger import open_ledger

        with open_ledger(self.url, self.root, create=False) as ledger:
            return {term.slug: term.starts_on for term in ledger.some(slugs) if term.starts_on}

    def all(self) -> Iterator[str]:
        """Everybody whose term runs. Raises `HostingError`."""
        if not self.url:
            return
        from generator.hosting.ledger import open_ledger

        with open_ledger(self.url, self.root, create=False) as ledger:
            for term in ledger.terms(besides=("pending", "suspended", "purged", "left")):
                if term.starts_on:
                    yield term.slug


class Terms(Struct, frozen=True):
    """The terms of a hub's sellers.  `Terms()` says: everybody is approved.

    A term from here holds what pages depend on: its state, and the dates and the new slug of one that is
    no longer plainly active.  Its notices and its number of events are left out, and an active seller has
    no dates, so that the first publication of a shop does not change its pages.
    """

    known: Mapping[str, Term] = field(default_factory=dict)
    """By slug; terms that are equal but for their slug are one object, and that has none."""
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    """Of suspended sellers, by slug, without e-mail address and NIB."""
    running: Running = Running()
    """Whose two years run."""
    activation: Activation = "otomatis"
    """What a seller that is not known is: approved, or pending."""
    former: Mapping[str, str] = field(default_factory=dict)
    """The slug of a shop that has moved -> the one it had before."""

    def of(self, slug: str) -> Term:
        """Where a seller stands."""
        known = self.known.get(slug)
        return replace(known, slug=slug) if known else effective_term(Term(slug), self.activation)

    def moved(self) -> Iterator[Term]:
        """The terms of slugs that have moved to another, which may have moved on: each needs a redirect."""
        return (replace(term, slug=slug) for slug, term in self.known.items() if term.moved_to)

    def new_slug(self, slug: str) -> str:
        """The slug under which a shop goes on that has moved, perhaps more than once; else empty."""
        to = self.of(slug).moved_to
        while to and (onward := self.of(to).moved_to):
            to = onward
        return to

    def first_slug(self, slug: str) -> str:
        """The slug under which a shop began: its own, unless it has moved."""
        while before := self.former.get(slug):
            slug = before
        return slug

    def contact(self, slug: str) -> Contact | None:
        """Name, WhatsApp number and forwarding address of a suspended seller."""
        return self.contacts.get(slug)


def load_terms(url: str, root: Path, activation: Activation) -> Terms:
    """Read the ledger (`generator.hosting.address.ledger_url` says which) of the workspace `root`.

    A SQLite file that is not there is an empty ledger: a hub has none before its first deploy.

    Raises:
        LedgerError: it cannot be read; then nothing may be built, because suspended shops would come back.
    """
    address = parse_address(url, root)
    if address.missing:
        refuse_lost_ledger(root / "build", address.shown)
        return Terms(activation=activation)
    from generator.hosting.ledger import open_ledger  # SQLAlchemy takes a while to load

    with open_ledger(url, root, create=False) as ledger:
        known = gather(ledger.terms(besides=_plain(activation)), activation)
        suspended = (slug for slug, term in known.items() if term.state == "suspended")
        contacts = {
            contact.slug: replace(contact, email="", nib="", kecamatan="")
            for contact in ledger.contacts(suspended)
        }
    former = {term.moved_to: slug for slug, term in known.items() if term.moved_to}
    return Terms(known, contacts, Running(url, root), activation, former)


def _plain(activation: Activation) -> tuple[State, ...]:
    """The states that an unknown seller has, too: the ledger need not tell of them."""
    return ("active", "pending") if activation == "otomatis" else ("pending",)


def gather(terms: Iterable[Term], activation: Activation) -> dict[str, Term]:
    """`Terms.known`: the terms that differ from an unknown seller's, each kept once for all that equal it."""
    unknown = effective_term(Term(""), activation)
    kept: dict[Term, Term] = {}
    known = {}
    for term in terms:
        plain = _for_pages(effective_term(term, activation))
        if plain != unknown:
            known[term.slug] = kept.setdefault(plain, plain)
    return known


def _for_pages(term: Term) -> Term:
    if term.state in ("active", "pending"):
        return Term("", term.state)
    return replace(term, slug="", held=False, notices=(), last_on=None, seq=0)
