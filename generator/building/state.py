"""build/state.db: what is known of the built site. Generated: it may be deleted, and the next build is clean.

Tables that others read (their columns are stable):

- `files(seller, path, sha256, md5, size, content_type, cache_control)`: the manifest; hub files have the
  seller `''`, paths are relative to `build/site/`.
- `sellers(slug, status, card, contact, …)`: `built`, `failed` (its last good site is kept, if there was one),
  `unpublished`; by the hosting ledger `suspended` (one friendly page), `moved` (redirects) or `retired`.
  `contact` is for the ledger only, `facts` for reports; `waiting` is what a mentor has to agree to before it
  is shown: a JSON list of path, value before, value after and contacts, as `content/contacts.py` has them.
- `meta(key, value)`: `building` is `1` from the start of a build until all of it is in place; `site` is the
  public address it was built for, `numbers` who is named with which number in hub.yaml (JSON), `emails` its
  e-mail addresses by their keys (JSON), `samples` the shops online that came with the program.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from msgspec.structs import asdict, astuple

from generator.building.changes import Changes
from generator.building.circles import Circles
from generator.building.deferred import DeferredShops
from generator.building.list_positions import ListPositions
from generator.building.rows import FileRow, Glance, SellerRow
from generator.building.state_db import StateBusyError, StateNewerError, open_database
from generator.content.contact.waiting import Waiting
from generator.hosting.batches import batches
from generator.hosting.contact import Contact
from generator.occupied import OccupiedError, occupy
from generator.render.card import FollowedShop, ShopCard
from generator.render.known_dates import Dates
from generator.search.settings import SearchSettings
from generator.search.update import SearchIndex

T = TypeVar("T")
_COMMIT_EVERY = 200
"""Sellers between two commits."""
_CARDS = 48
"""Cards that are read at once: those of a page."""
_COLUMNS = (
    "slug,status,signature,content,context,fresh_from,fresh_until,"
    "card,dates,assets,followed_shops,term_digest,contact,explained,waiting,facts"
)
_FILES = "files"
"""Meta key: how many files the site has; empty where that is to be counted."""
_HAS_CARD = "typeof(card) = 'text'"
"""As `card IS NOT NULL`, for which SQLite would read the card."""
_PUT_FILE = (
    "INSERT OR REPLACE INTO files(seller,path,sha256,md5,size,content_type,cache_control)"
    " VALUES(?,?,?,?,?,?,?)"
)


class State:
    """The state of one build folder, for one process at a time.

    Raises `StateBusyError`, `StateNewerError` and `OSError`.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock = occupy(path.parent, "a build")
        except OccupiedError as error:
            raise StateBusyError(str(error)) from error
        try:
            self._db = open_database(path)
        except (StateBusyError, StateNewerError, OSError):
            self._lock.close()
            raise
        self._counted = True
        self.places = ListPositions(self._db)
        self.circles = Circles(self._db, self.places)
        self.changes = Changes(self._db)
        self.deferred = DeferredShops(self._db)

    def close(self) -> None:
        """Commit and let go."""
        try:
            if self._db.in_transaction:  # a full disk may have ended it
                self._db.execute("COMMIT")
        finally:
            self._db.close()
            self._lock.close()

    def commit(self) -> None:
        """Make everything so far last, and go on."""
        self._db.execute("COMMIT")
        self._db.execute("BEGIN IMMEDIATE")

    def committing(self, work: Iterable[T]) -> Iterator[T]:
        """Do a long piece of work, and make it last from time to time."""
        for number, part in enumerate(work, 1):
            yield part
            if number % _COMMIT_EVERY == 0:
                self.commit()

    def mark(self, key: str, value: str) -> None:
        """Remember a value, and everything before it, so that a power cut does not take it along."""
        self._db.execute("COMMIT")
        self._db.execute("PRAGMA synchronous=FULL")  # the disk has all that was written ahead of this, too
        self._db.execute("BEGIN IMMEDIATE")
        self.set_meta(key, value)
        self._db.execute("COMMIT")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute("BEGIN IMMEDIATE")

    def meta(self, key: str) -> str:
        """A remembered value; empty when there is none."""
        found = self._db.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        return found[0] if found else ""

    def set_meta(self, key: str, value: str) -> None:
        """Remember a value."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES(?,?)", (key, value))

    def search(self, settings: SearchSettings) -> SearchIndex:
        """The index of the search, for a hub's settings."""
        return SearchIndex(self._db, settings)

    # sellers

    def seller(self, slug: str) -> SellerRow | None:
        """What is known of a seller."""
        found = self._db.execute(
            f"SELECT {_COLUMNS} FROM sellers WHERE slug=?",  # noqa: S608 - our own names
            (slug,),
        ).fetchone()
        if not found:
            return None
        slug, status, signature, content, context, fresh_from, fresh_until = found[:7]
        card, dates, assets, followed_shops, term_digest, contact, explained, waiting, facts = found[7:]
        return SellerRow(
            slug,
            status,
            signature,
            content,
            context,
            fresh_from,
            fresh_until,
            card=ShopCard.from_json(card) if card else None,
            dates={product: tuple(known) for product, known in json.loads(dates).items()},
            assets=tuple(json.loads(assets)),
            followed_shops=followed_shops,
            term_digest=term_digest,
            contact=Contact(**json.loads(contact)) if contact else None,
            explained=bool(explained),
            waiting=tuple(
                Waiting(path, before, after, tuple(known))
                for path, before, after, known in json.loads(waiting or "[]")
            ),
            facts=facts,
        )

    def dates(self, slug: str) -> Dates:
        """When a seller's shop and products were first online and last changed."""
        found = self._db.execute("SELECT dates FROM sellers WHERE slug=?", (slug,)).fetchone()
        return {name: tuple(known) for name, known in json.loads(found[0]).items()} if found else {}

    def put_seller(self, row: SellerRow) -> None:
        """Remember a seller."""
        self._db.execute(
            f"INSERT OR REPLACE INTO sellers({_COLUMNS}) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                row.slug,
                row.status,
                row.signature,
                row.content,
                row.context,
                row.fresh_from,
                row.fresh_until,
                row.card.to_json() if row.card else None,
                json.dumps(row.dates),
                json.dumps(row.assets),
                row.followed_shops,
                row.term_digest,
                json.dumps(asdict(row.contact), ensure_ascii=False) if row.contact else None,
                int(row.explained),
                json.dumps([astuple(one) for one in row.waiting], ensure_ascii=False) if row.waiting else "",
                row.facts,
            ),
        )

    def refresh_signature(self, slug: str, signature: str) -> None:
        """A seller's files were touched, and say what they said before."""
        self._db.execute("UPDATE sellers SET signature=? WHERE slug=?", (signature, slug))

    def forget_seller(self, slug: str) -> None:
        """Drop what is known of a seller; its places in the hub's lists are the hub's to clear."""
        self._db.execute("DELETE FROM sellers WHERE slug=?", (slug,))
        self.put_follows(slug, ())
        self.put_files(slug, ())

    def doubt(self, slug: str) -> None:
        """Have every page of a seller (of the hub: `''`) made anew by the next build that looks at it."""
        if slug:
            self._db.execute("UPDATE sellers SET context='' WHERE slug=?", (slug,))
        else:
            self.set_meta("hub_context", "")

    def glances(self, first: str) -> Iterator[Glance]:
        """What decides whether sellers have to be built, from a slug on, in order: cards stay unread.

        It has no last slug, for which SQLite would read each row whole.
        """
        found = self._db.execute(
            f"SELECT slug,status,signature,content,context,fresh_from,fresh_until,{_HAS_CARD},"  # noqa: S608
            "term_digest FROM sellers WHERE slug >= ? ORDER BY slug",
            (first,),
        )
        return map(Glance._make, found)

    def slugs(self) -> set[str]:
        """All sellers that are known."""
        return {row[0] for row in self._db.execute("SELECT slug FROM sellers")}

    def cards(self, slugs: Iterable[str]) -> Iterator[ShopCard]:
        """The cards of these sellers, in this order, where they have a shop online."""
        for some in batches(slugs, _CARDS):
            texts = {row[0]: row[1] for row in self._shown("card", some)}
            yield from (ShopCard.from_json(texts[slug]) for slug in some if slug in texts)

    def whereabouts(self, slugs: Iterable[str]) -> dict[str, tuple[str, str, bool, bool]]:
        """Category and kecamatan of shops that are online, whether in English, whether ready for export."""
        what = ("category", "kecamatan", "english", "export[0][1]")
        found = self._shown(", ".join(f"card ->> '$.{one}'" for one in what), list(slugs))
        return {slug: (kind, place, bool(english), bool(sold)) for slug, kind, place, english, sold in found}

    def _shown(self, what: str, slugs: list[str]) -> Iterable[tuple[str, ...]]:
        return self._db.execute(
            f"SELECT slug, {what} FROM json_each(?) JOIN sellers ON slug = value"  # noqa: S608 - our own names
            " WHERE status IN ('built','failed') AND card IS NOT NULL",
            (json.dumps(slugs),),
        )

    def used_assets(self) -> set[str]:
        """Shared files that any shop's pages use."""
        found = self._db.execute(f"SELECT DISTINCT assets FROM sellers WHERE {_HAS_CARD}")  # noqa: S608 - ours
        return {path for row in found for path in json.loads(row[0])}

    # who follows whom

    def put_follows(self, slug: str, followed: Iterable[str]) -> None:
        """Remember whom a seller follows; these and those of before have another circle now."""
        self.circles.mark_followed(slug)
        self._db.execute("DELETE FROM follows WHERE seller=?", (slug,))
        self._db.executemany("INSERT INTO follows VALUES(?,?)", [(slug, other) for other in followed])
        self.circles.mark_followed(slug)

    def follows(self, slug: str) -> tuple[str, ...]:
        """Whom a seller follows."""
        found = self._db.execute("SELECT followed FROM follows WHERE seller=? ORDER BY followed", (slug,))
        return tuple(row[0] for row in found)

    def followers(self, slug: str) -> tuple[str, ...]:
        """Who follows a seller."""
        found = self._db.execute("SELECT seller FROM follows WHERE followed=? ORDER BY seller", (slug,))
        return tuple(row[0] for row in found)

    def followed_shops(self, slugs: Iterable[str]) -> tuple[FollowedShop, ...]:
        """What others may say of these sellers, where they have pages."""
        wanted = list(slugs)
        found = self._shown("card ->> '$.name', card ->> '$.category', card ->> '$.place'", wanted)
        shops = {row[0]: FollowedShop(*row) for row in found}
        return tuple(shops[slug] for slug in wanted if slug in shops)

    # files

    def files(self, seller: str) -> dict[str, FileRow]:
        """The files of a seller (of the hub: `''`) by path."""
        found = self._db.execute(
            "SELECT path,sha256,md5,size,content_type,cache_control FROM files WHERE seller=?", (seller,)
        )
        return {row[0]: FileRow(*row) for row in found}

    def file(self, path: str) -> FileRow | None:
        """One file."""
        found = self._db.execute(
            "SELECT path,sha256,md5,size,content_type,cache_control FROM files WHERE path=?", (path,)
        ).fetchone()
        return FileRow(*found) if found else None

    def put_files(self, seller: str, rows: Iterable[FileRow]) -> None:
        """Replace all files of a seller."""
        self._recount()
        self._db.execute("DELETE FROM files WHERE seller=?", (seller,))
        self._db.executemany(_PUT_FILE, [(seller, *row) for row in rows])

    def put_file(self, seller: str, row: FileRow) -> None:
        """Remember one file."""
        self._recount()
        self._db.execute(_PUT_FILE, (seller, *row))

    def forget_file(self, path: str) -> None:
        """Drop one file."""
        self._recount()
        self._db.execute("DELETE FROM files WHERE path=?", (path,))

    def pages(self, seller: str) -> list[str]:
        """Paths of a seller's HTML pages, sorted."""
        found = self._db.execute(
            "SELECT path FROM files WHERE seller=? AND path LIKE '%.html' ORDER BY path", (seller,)
        )
        return [row[0] for row in found]

    def paths(self, start: str) -> list[str]:
        """Paths of the hub's files that start with a text, sorted."""
        found = self._db.execute(
            "SELECT path FROM files WHERE path >= ? AND path < ? AND seller='' ORDER BY path",
            (start, start + "\uffff"),
        )
        return [row[0] for row in found]

    def file_count(self) -> int:
        """How many files the site has: counted again only when one has come or gone."""
        if not (known := self.meta(_FILES)):
            (known,) = self._db.execute("SELECT count(*) FROM files").fetchone()
            self.set_meta(_FILES, str(known))
            self._counted = True
        return int(known)

    def _recount(self) -> None:
        if self._counted:
            self.set_meta(_FILES, "")
            self._counted = False
