"""What builds and deploys have left behind, as far as hosting needs it; only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.hosting.contact import Contact
from generator.hosting.errors import BuiltError, LedgerError
from generator.losses import product_of
from generator.records.published_reader import PublishedReader, reading_published
from generator.records.state_reader import StateReader, reading_state
from generator.trouble import no_room, trouble

_REMEDIES = {
    "state.db": "build again",
    "published.db": "move it away; the next deploy to a bucket makes a new one from what lies there",
}


def contacts(build: Path, slugs: Iterable[str]) -> Iterator[Contact]:
    """How to reach these sellers, from their folders as they were at the last build."""
    with _state(build) as state:
        for found in state.contacts(slugs):
            yield Contact(**found)


def statuses(build: Path) -> dict[str, str]:
    """What the last build made of each seller: `built`, `failed`, `unpublished`, `suspended` and so on."""
    with _state(build) as state:
        return state.statuses()


def unpublished(build: Path) -> frozenset[str]:
    """Sellers that the last build did not show: without consent, or waiting for a mentor's yes."""
    with _state(build) as state:
        return state.withdrawn_sellers()


def has_state(build: Path) -> bool:
    """Whether a build has left what it knows."""
    return (build / "state.db").is_file()


def meant_to_go(build: Path) -> frozenset[str]:
    """Sellers without a shop because somebody said so: the seller, or the operator at a build."""
    with _state(build) as state:
        return frozenset(slug for slug in state.explained_sellers() or () if not state.has_card(slug))


def with_pages(build: Path) -> set[str]:
    """Sellers of whom the built site has pages, of whatever kind."""
    with _state(build) as state:
        return state.with_files()


def of_hub(build: Path, folder: str) -> list[str]:
    """Paths of the hub's own files in a folder, given with a slash at its end."""
    with _state(build) as state:
        return state.of_hub(folder)


def kecamatan(build: Path, slugs: Iterable[str]) -> dict[str, str]:
    """The slug of the kecamatan of these sellers, where the last build knows it."""
    with _state(build) as state:
        return state.facts(slugs, "kecamatan")


def names(build: Path, slugs: Iterable[str]) -> dict[str, str]:
    """The names of these sellers' shops, where the last build knows them."""
    with _state(build) as state:
        return state.facts(slugs, "name")


def online(build: Path) -> set[str]:
    """Sellers with an index page that a store holds, of whatever kind, as far as deploys have recorded it."""
    with _published(build) as published:
        return published.online()


def online_among(build: Path, slugs: Collection[str]) -> set[str]:
    """`online`, of these sellers only: a look at each instead of at everything that is published."""
    with _published(build) as published:
        return published.online_among(slugs)


def published_pages(build: Path, slug: str) -> set[str]:
    """Paths of a seller's HTML pages that a store holds, as far as deploys have recorded it."""
    with _published(build) as published:
        return published.pages(slug)


def is_online(build: Path, slug: str) -> bool:
    """Whether the last build has a shop of this seller, or a store has, as far as is on record."""
    with _state(build) as state:
        shown = state.has_card(slug)
    return shown or bool(online_among(build, [slug]))


def shows(build: Path, slug: str) -> bool:
    """Whether the last build has the shop of this seller: no page in its place, and nothing withdrawn."""
    with _state(build) as state:
        return state.is_shop(slug) and state.has_card(slug)


def shown(build: Path, kecamatan: str = "") -> list[str]:
    """The sellers whose shops the last build has, in order; only those of a kecamatan where one is given."""
    with _state(build) as state:
        return state.shops(kecamatan)


def products_online(build: Path, slug: str) -> set[str]:
    """Slugs of a shop's products with a page, as the last build left them, or else a deploy."""
    with _state(build) as state:
        pages = state.pages(slug)
    return product_slugs(slug, pages or published_pages(build, slug))


def product_slugs(slug: str, pages: Iterable[str]) -> set[str]:
    """The products that these pages of a shop show; pure."""
    found = (product_of(page) for page in pages if page.startswith(f"{slug}/"))
    return set(filter(None, found))


def confirmed(build: Path) -> set[str]:
    """Sellers whose shop a bucket has confirmed to be online: their terms have begun."""
    with _published(build) as published:
        return published.confirmed()


def targets(build: Path, slug: str) -> list[tuple[str, str]]:
    """Where files of a seller are published, as far as deploys have recorded it: address and endpoint."""
    with _published(build) as published:
        named = [name.partition(" at ") for name in published.targets(slug)]
    return [(url, endpoint) for url, _, endpoint in named]


def showing(build: Path, slug: str) -> list[tuple[str, str]]:
    """Where a seller's index page is published, as far as deploys have recorded it: address and endpoint."""
    with _published(build) as published:
        named = [name.partition(" at ") for name in published.showing(slug)]
    return [(url, endpoint) for url, _, endpoint in named]


def told(build: Path) -> int:
    """How many sellers' terms deploys from this workspace have begun."""
    with _published(build) as published:
        return published.told()


def refuse_lost_ledger(build: Path, ledger: str) -> None:
    """Stop where a ledger is empty that cannot be: purged shops would come back, and two years begin anew.

    Raises:
        LedgerError: deploys have told it of sellers; what to do is said.
    """
    if sellers := told(build):
        raise LedgerError(
            f"the ledger {ledger} is not there, but the terms of {sellers} shops have begun: is its address "
            "right (ETALASE_LEDGER, or ledger: in hub.yaml)? If so, restore it from a backup. Without one, "
            "`etalase deploy --verify` begins a new one with the shops that are online; take the folders of "
            "shops that are over out of sellers/ then"
        )


@contextmanager
def _state(build: Path) -> Iterator[StateReader]:
    with _in_plain_words(build / "state.db"), reading_state(build) as state:
        yield state


@contextmanager
def _published(build: Path) -> Iterator[PublishedReader]:
    with _in_plain_words(build / "published.db"), reading_published(build) as published:
        yield published


@contextmanager
def _in_plain_words(path: Path) -> Iterator[None]:
    """Raises `BuiltError` where a database of this workspace cannot be read."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = f"{path.parent.name}/{path.name}"
        match trouble(error, path):
            case "full":
                raise BuiltError(no_room(name)) from error
            case "busy":
                raise BuiltError(
                    f"{name} is in use by another program: try again when that has ended"
                ) from error
        raise BuiltError(f"{name} cannot be read ({error}): {_REMEDIES[path.name]}") from error
