"""What builds and deploys have left behind, as far as hosting needs it; only read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from generator.hosting.contact import Contact
from generator.hosting.errors import BuiltError, LedgerError
from generator.trouble import no_room, trouble

_REMEDIES = {
    "state.db": "build again",
    "published.db": "move it away; the next deploy to a bucket makes a new one from what lies there",
}


def contacts(build: Path, slugs: Iterable[str]) -> Iterator[Contact]:
    """How to reach these sellers, from their folders as they were at the last build."""
    query = "SELECT contact FROM sellers WHERE slug = ? AND contact IS NOT NULL"
    with _reading(build / "state.db") as db:
        for slug in slugs if db else ():
            for (found,) in _rows(db, query, slug):
                yield Contact(**json.loads(found))


def statuses(build: Path) -> dict[str, str]:
    """What the last build made of each seller: `built`, `failed`, `unpublished`, `suspended` and so on."""
    with _reading(build / "state.db") as db:
        return dict(_rows(db, "SELECT slug, status FROM sellers"))


def with_pages(build: Path) -> set[str]:
    """Sellers of whom the built site has pages, of whatever kind."""
    with _reading(build / "state.db") as db:
        return {slug for (slug,) in _rows(db, "SELECT DISTINCT seller FROM files WHERE seller <> ''")}


def kecamatan(build: Path, slugs: Iterable[str]) -> dict[str, str]:
    """The slug of the kecamatan of these sellers, where the last build knows it."""
    return _facts(build, slugs, "$.kecamatan")


def names(build: Path, slugs: Iterable[str]) -> dict[str, str]:
    """The names of these sellers' shops, where the last build knows them."""
    return _facts(build, slugs, "$.name")


def _facts(build: Path, slugs: Iterable[str], at: str) -> dict[str, str]:
    query = "SELECT coalesce(contact ->> ?, card ->> ?) FROM sellers WHERE slug = ?"
    with _reading(build / "state.db") as db:
        return {slug: found for slug in slugs for (found,) in _rows(db, query, at, at, slug) if found}


def online(build: Path) -> set[str]:
    """Sellers with an index page that a store holds, of whatever kind, as far as deploys have recorded it."""
    query = "SELECT DISTINCT seller FROM published WHERE path = seller || '/index.html' AND doubt = ''"
    with _reading(build / "published.db") as db:
        return {slug for (slug,) in _rows(db, query)}


def online_among(build: Path, slugs: Collection[str]) -> set[str]:
    """`online`, of these sellers only: a look at each instead of at everything that is published."""
    query = "SELECT 1 FROM published WHERE target IN (SELECT id FROM targets) AND path = ? AND doubt = ''"
    with _reading(build / "published.db") as db:
        return {slug for slug in slugs if any(_rows(db, query, f"{slug}/index.html"))}


def published_pages(build: Path, slug: str) -> set[str]:
    """Paths of a seller's HTML pages that a store holds, as far as deploys have recorded it."""
    query = (
        "SELECT path FROM published WHERE target IN (SELECT id FROM targets) AND path > ? AND path < ?"
        " AND path LIKE '%.html' AND seller = ? AND gone_since IS NULL"
    )
    with _reading(build / "published.db") as db:
        return {path for (path,) in _rows(db, query, f"{slug}/", f"{slug}0", slug)}


def is_online(build: Path, slug: str) -> bool:
    """Whether the last build has a shop of this seller, or a store has, as far as is on record."""
    with _reading(build / "state.db") as db:
        shown = any(_rows(db, "SELECT 1 FROM sellers WHERE slug = ? AND card IS NOT NULL", slug))
    return shown or bool(online_among(build, [slug]))


def products_online(build: Path, slug: str) -> set[str]:
    """Slugs of a shop's products with a page, as the last build left them, or else a deploy."""
    query = "SELECT path FROM files WHERE seller = ? AND path LIKE '%.html'"
    with _reading(build / "state.db") as db:
        pages = {path for (path,) in _rows(db, query, slug)}
    return product_slugs(slug, pages or published_pages(build, slug))


def product_slugs(slug: str, pages: Iterable[str]) -> set[str]:
    """The products that these pages of a shop show; pure."""
    names = (page.removeprefix(f"{slug}/").removesuffix(".html") for page in pages)
    return {name for name in names if name != "index" and "/" not in name}


def confirmed(build: Path) -> set[str]:
    """Sellers whose shop a bucket has confirmed to be online: their terms have begun."""
    with _reading(build / "published.db") as db:
        return {slug for (slug,) in _rows(db, "SELECT DISTINCT seller FROM starts")}


def targets(build: Path, slug: str) -> list[tuple[str, str]]:
    """Where files of a seller are published, as far as deploys have recorded it: address and endpoint."""
    query = "SELECT DISTINCT name FROM targets JOIN published ON target = id WHERE seller = ? ORDER BY name"
    with _reading(build / "published.db") as db:
        named = [name.partition(" at ") for (name,) in _rows(db, query, slug)]
    return [(url, endpoint) for url, _, endpoint in named]


def told(build: Path) -> int:
    """How many sellers' terms deploys from this workspace have begun."""
    with _reading(build / "published.db") as db:
        if not any(_rows(db, "SELECT 1 FROM sqlite_master WHERE name = 'starts'")):
            return 0  # written by a version that told no ledger
        return next((n for (n,) in _rows(db, "SELECT count(DISTINCT seller) FROM starts WHERE told")), 0)


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
def _reading(path: Path) -> Iterator[sqlite3.Connection | None]:
    """A database of this workspace, or None.

    Raises:
        BuiltError: it cannot be read.
    """
    if not path.is_file():
        yield None
        return
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            yield db
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


def _rows(db: sqlite3.Connection | None, query: str, *values: str) -> Iterable[Any]:
    return db.execute(query, values) if db else ()
