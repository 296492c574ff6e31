"""What does not agree: the ledger with its own events, with the built site, and with what was published."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from generator.hosting import built
from generator.hosting.rules import effective_term
from generator.hosting.term import NO_SHOP, Term

if TYPE_CHECKING:
    from generator.content.hub import Activation
    from generator.hosting.ledger import Ledger

_REBUILD = "run etalase build"
_DEPLOY = "etalase deploy"
_TELL_AGAIN = "run etalase deploy --verify"


class Difference(Struct, frozen=True):
    """Two things that should agree about a seller, and do not."""

    slug: str
    between: Literal["events", "build", "store"]
    """What the term on record was compared with."""
    message: str
    """What differs, and what to do."""
    targets: tuple[str, ...] = ()
    """The addresses where a page is that should not be there."""


Place = tuple[str, str]
"""Where a deploy publishes: address and endpoint."""


class _Around(Struct, frozen=True):
    """What is there beside the ledger."""

    build: Path
    home: Place
    activation: Activation
    compared: tuple[str, ...]
    statuses: dict[str, str]
    with_pages: set[str]
    online: set[str]
    confirmed: set[str]


def compared(build: Path) -> tuple[Literal["events", "build", "store"], ...]:
    """What there is to compare the ledger with: a build or a record of deploys may be missing."""
    ways: tuple[tuple[Literal["build", "store"], str], ...] = (
        ("build", "state.db"),
        ("store", "published.db"),
    )
    return ("events", *(name for name, file in ways if (build / file).is_file()))


def differences(
    ledger: Ledger, build: Path, activation: Activation, home: Place = ("", "")
) -> Iterator[Difference]:
    """Everything that does not agree, by seller; `build` is the folder that builds and deploys write to.

    `home` is where `etalase deploy` publishes if it is not told otherwise.

    Raises:
        LedgerError: the ledger cannot be read.
        BuiltError: what a build or a deploy has left cannot be read.
    """
    around = _Around(
        build,
        home,
        activation,
        compared(build),
        built.statuses(build),
        built.with_pages(build),
        built.online(build),
        built.confirmed(build),
    )
    unknown = set(around.confirmed)
    for slug, on_record, made in ledger.replays():
        unknown.discard(slug)
        if on_record != made:
            yield Difference(slug, "events", _unlike(on_record, made))
        if on_record:
            now = effective_term(on_record, activation)
            yield from (Difference(slug, "build", message) for message in _build(now, around))
            yield from _store(now, around)
    for slug in sorted(unknown):
        yield Difference(slug, "store", f"its shop is online, but its term has not begun: {_TELL_AGAIN}")


def _unlike(on_record: Term | None, made: Term | None) -> str:
    if on_record is None or made is None:
        return "it has events, but no term on record" if made else "it has a term on record, but no events"
    pairs = ((name, getattr(on_record, name), getattr(made, name)) for name in Term.__struct_fields__)
    told = [f"{name} is {here}, its events make it {there}" for name, here, there in pairs if here != there]
    return "; ".join(told)


def _build(term: Term, around: _Around) -> Iterator[str]:
    if "build" not in around.compared:
        return
    status = around.statuses.get(term.slug, "")
    if term.state in NO_SHOP and not term.moved_to and term.slug in around.with_pages:
        yield f"it is {term.state}, but there are pages of it: {_REBUILD}"
    elif term.state == "suspended" and status != "suspended":
        yield f"it is suspended, but the build has no take-down page for it: {_REBUILD}"
    elif term.moved_to and status == "built":
        yield f"it has moved to {term.moved_to}, but its old shop is still built: {_REBUILD}"
    elif term.state in ("active", "grace") and status == "suspended":
        yield f"it is {term.state}, but the build still has its take-down page: {_REBUILD}"
    elif (
        term.state in ("active", "grace")
        and term.starts_on
        and status in ("", "failed", "retired")
        and term.slug not in around.with_pages
    ):
        yield (
            "its term runs, but there is no shop: its folder is missing (put it back, or run etalase "
            f"hosting erase {term.slug}) or has errors, or {_REBUILD}"
        )


def _store(term: Term, around: _Around) -> Iterator[Difference]:
    if "store" not in around.compared:
        return
    slug, online = term.slug, term.slug in around.online
    if slug in around.confirmed and not term.starts_on:
        yield Difference(slug, "store", f"its shop is online, but its term has not begun: {_TELL_AGAIN}")
    if term.state in NO_SHOP and not term.moved_to and online:
        yield _still_there(slug, f"it is {term.state}", around)
    elif online and around.statuses.get(slug) == "unpublished":
        yield _still_there(slug, "it is not to be shown (no consent, or taken offline)", around)
    elif term.starts_on and not online and slug in around.with_pages:
        yield Difference(slug, "store", f"it has pages, but they are not published: run {_DEPLOY}")


def _still_there(slug: str, state: str, around: _Around) -> Difference:
    """A page that should be gone: where it is, and the command for each of these places."""
    places = built.showing(around.build, slug)
    urls = tuple(url for url, _ in places)
    commands = " and ".join(_deploy_to(place, around.home) for place in places)
    message = f"{state}, but its page is still published at {' and '.join(urls)}: run {commands}"
    return Difference(slug, "store", message, urls)


def _deploy_to(place: Place, home: Place) -> str:
    if place == home:
        return _DEPLOY
    url, endpoint = place
    return f"{_DEPLOY} --to {shlex.quote(url)}" + (
        f" --endpoint-url {shlex.quote(endpoint)}" if endpoint else ""
    )
