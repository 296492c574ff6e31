"""What others ask of a build's `state.db`, which they never write to."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct

from generator.disk.sqlite import read_only


class ManifestEntry(Struct, frozen=True):
    """One file of the site."""

    path: str
    """Relative to the site's root, with `/`."""
    seller: str
    """The slug of the shop it belongs to; empty for the hub and for shared assets."""
    sha256: str
    """Of its bytes, in hex."""
    md5: str
    """Of its bytes, in hex: object stores verify an upload by it."""
    size: int
    """Bytes."""
    content_type: str
    """The Content-Type to serve it with."""
    cache_control: str
    """The Cache-Control to serve it with; may be empty."""


class JudgedShop(NamedTuple):
    """What a build made of a seller, and what it counted of the folder."""

    slug: str
    status: str
    signature: str
    """Of the folder, see `building/folder_fingerprint.py`."""
    online: bool
    """Whether it has a shop that is shown."""
    changed_on: str
    """The newest day (ISO) on which the shop or a product of it changed; empty where nobody knows."""
    facts: str
    """See `building/facts.py`; empty where the folder was not judged."""


class StateReader:
    """A build as it was left; every method may raise `sqlite3.Error`.

    Without a database it knows nothing.
    """

    def __init__(self, db: sqlite3.Connection | None) -> None:
        self._db = db

    # sellers

    def statuses(self) -> dict[str, str]:
        """What the build made of each seller: `built`, `failed`, `unpublished`, `suspended` and so on."""
        return dict(self._rows("SELECT slug, status FROM sellers"))

    def judged(self, first: str = "", last: str = "~") -> Iterator[JudgedShop]:
        """What reports need to know of sellers, by slug; a stream."""
        return self._judged("slug BETWEEN ? AND ? ORDER BY slug", first, last)

    def judged_among(self, slugs: Iterable[str]) -> Iterator[JudgedShop]:
        """The same of these sellers, as far as they are known; in no order."""
        return self._judged("slug IN (SELECT value FROM json_each(?))", json.dumps([*slugs]))

    def _judged(self, which: str, *values: str) -> Iterator[JudgedShop]:
        facts = "facts"
        if (facts,) not in self._rows("SELECT name FROM pragma_table_info('sellers')"):
            facts = "''"  # the build is of a version that did not count
        query = (
            "SELECT slug, status, signature, card IS NOT NULL AND status IN ('built', 'failed'),"  # noqa: S608 - ours
            " coalesce((SELECT max(value ->> '$[2]') FROM json_each(dates)), ''),"
            f" {facts} FROM sellers WHERE {which}"
        )
        return map(JudgedShop._make, self._rows(query, *values))

    def found_by(self, slugs: Iterable[str]) -> dict[str, str]:
        """Where these shops are and the names of their products, a line each; of those with a card."""
        query = (
            "SELECT slug, card ->> '$.place', (SELECT group_concat(value ->> '$[1]', char(10))"
            " FROM json_each(card, '$.products')) FROM sellers"
            " WHERE card IS NOT NULL AND slug IN (SELECT value FROM json_each(?))"
        )
        rows = self._rows(query, json.dumps([*slugs]))
        return {slug: "\n".join(filter(None, (place, products))) for slug, place, products in rows}

    def contacts(self, slugs: Iterable[str]) -> Iterator[dict[str, str]]:
        """How to reach these sellers, from their folders as they were; a stream."""
        query = "SELECT contact FROM sellers WHERE slug = ? AND contact IS NOT NULL"
        for slug in slugs if self._db else ():
            for (found,) in self._rows(query, slug):
                yield json.loads(found)

    def reached_on(self, number: str) -> list[str]:
        """Sellers with a WhatsApp number (digits), as their folders were."""
        query = "SELECT slug FROM sellers WHERE contact ->> '$.whatsapp' = ? ORDER BY slug"
        return [slug for (slug,) in self._rows(query, number)]

    def facts(self, slugs: Iterable[str], name: str) -> dict[str, str]:
        """What contacts or cards say of these sellers under one name, such as `kecamatan`."""
        query = "SELECT coalesce(contact ->> ?, card ->> ?) FROM sellers WHERE slug = ?"
        at = f"$.{name}"
        return {slug: found for slug in slugs for (found,) in self._rows(query, at, at, slug) if found}

    def cards(self, kecamatan: str = "") -> dict[str, dict[str, Any]]:
        """The public cards of all shops, as JSON has them; only those of a kecamatan where one is given."""
        query = "SELECT slug, card FROM sellers WHERE card IS NOT NULL"
        if kecamatan:
            found = self._rows(f"{query} AND card ->> '$.kecamatan' = ?", kecamatan)
        else:
            found = self._rows(query)
        return {slug: json.loads(card) for slug, card in found}

    def without_card(self) -> list[str]:
        """Slugs of sellers who have a folder and never had a shop: it has mistakes, or no consent."""
        query = "SELECT slug FROM sellers WHERE card IS NULL AND status IN ('failed', 'unpublished')"
        return [slug for (slug,) in self._rows(query)]

    def shown_products(self, slugs: Iterable[str]) -> dict[str, frozenset[str]]:
        """The slugs of the products of these sellers, where they have a shop online."""
        query = (
            "SELECT (SELECT json_group_array(value ->> '$[0]') FROM json_each(card, '$.products'))"
            " FROM sellers WHERE slug = ? AND status IN ('built', 'failed') AND card IS NOT NULL"
        )
        found = ((slug, names) for slug in slugs for (names,) in self._rows(query, slug))
        return {slug: frozenset(json.loads(names)) for slug, names in found}

    def has_card(self, slug: str) -> bool:
        """Whether there is a shop of this seller."""
        return any(self._rows("SELECT 1 FROM sellers WHERE slug = ? AND card IS NOT NULL", slug))

    def named(self, words: str, limit: int) -> list[tuple[str, str]]:
        """Slug and name of shops whose name holds `words`, whatever their apostrophes; by name."""
        query = (
            "SELECT slug, card ->> '$.name' AS name FROM sellers"
            " WHERE status IN ('built', 'failed') AND card IS NOT NULL"
            " AND instr(lower(replace(replace(name, ?, ''), ?, '')), ?) ORDER BY name, slug LIMIT ?"
        )
        plain = words.replace("’", "").replace("'", "").lower()
        return [(slug, name) for slug, name in self._rows(query, "’", "'", plain, limit)] if plain else []

    def followers(self, slug: str, limit: int) -> list[tuple[str, str]]:
        """Slug and name of shops with pages that follow this one, by name."""
        query = (
            "SELECT seller, card ->> '$.name' AS name FROM follows JOIN sellers ON slug = seller"
            " WHERE followed = ? AND status IN ('built', 'failed') AND card IS NOT NULL"
            " ORDER BY name, slug LIMIT ?"
        )
        return [(follower, name) for follower, name in self._rows(query, slug, limit)]

    def with_files(self) -> set[str]:
        """Sellers of whom the built site has files, of whatever kind."""
        return {slug for (slug,) in self._rows("SELECT DISTINCT seller FROM files WHERE seller <> ''")}

    def pages(self, slug: str) -> set[str]:
        """Paths of a seller's HTML pages."""
        query = "SELECT path FROM files WHERE seller = ? AND path LIKE '%.html'"
        return {path for (path,) in self._rows(query, slug)}

    def page_digests(self, slug: str) -> list[tuple[str, str]]:
        """Paths of a seller's HTML pages with the sha256 of their bytes, sorted."""
        query = "SELECT path, sha256 FROM files WHERE seller = ? AND path LIKE '%.html' ORDER BY path"
        return [(path, digest) for path, digest in self._rows(query, slug)]

    def of_hub(self, folder: str) -> list[str]:
        """Paths of the hub's own files in a folder, given with a slash at its end."""
        query = "SELECT path FROM files WHERE path > ? AND path < ? AND seller = ''"
        return [path for (path,) in self._rows(query, folder, folder[:-1] + "0")]

    # the manifest

    def entries(self) -> Iterator[ManifestEntry]:
        """Every file, ordered by path; a stream, because a hub holds millions."""
        for row in self._rows(
            "SELECT path, seller, sha256, md5, size, content_type, cache_control FROM files ORDER BY path"
        ):
            yield ManifestEntry(*row)

    def failed_sellers(self) -> frozenset[str]:
        """Slugs whose newest build failed, whether or not an earlier site of theirs was kept."""
        return frozenset(slug for (slug,) in self._rows("SELECT slug FROM sellers WHERE status = 'failed'"))

    @property
    def site(self) -> str:
        """The public address of the hub that was built; empty when the build did not say."""
        return self._meta("site")

    @property
    def bazaars(self) -> dict[str, dict[str, Any]]:
        """What bazaars said when they last were good; none where the build did not say."""
        return dict(json.loads(self._meta("bazaars") or "{}"))

    @property
    def numbers(self) -> dict[str, str]:
        """The WhatsApp numbers in hub.yaml, by whose they are; none where the build did not say."""
        return dict(json.loads(self._meta("numbers") or "{}"))

    @property
    def emails(self) -> dict[str, str]:
        """The e-mail addresses in hub.yaml, by their keys; none where the build did not say."""
        return dict(json.loads(self._meta("emails") or "{}"))

    @property
    def samples(self) -> tuple[str, ...]:
        """Slugs of shops online that came with the program."""
        return tuple(self._meta("samples").split())

    def shops_with_number(self, start: str) -> list[str]:
        """Slugs of sellers with pages whose WhatsApp number starts with these digits."""
        query = (
            "SELECT slug FROM sellers WHERE contact ->> '$.whatsapp' LIKE ? || '%' "
            "AND EXISTS (SELECT 1 FROM files WHERE seller = slug) ORDER BY slug"
        )
        return [slug for (slug,) in self._rows(query, start)]

    def every(self, count: int) -> list[str]:
        """Every `count`-th path, in order: where the whole can be cut into ranges."""
        rows = self._rows(
            "SELECT path FROM (SELECT path, row_number() OVER (ORDER BY path) AS number FROM files) "
            "WHERE number % ? = 0",
            count,
        )
        return [path for (path,) in rows]

    def over_sellers(self) -> frozenset[str]:
        """Slugs of which the hosting ledger says that there is no shop (any more)."""
        by_ledger = "SELECT slug FROM sellers WHERE status IN ('suspended', 'moved', 'retired')"
        return frozenset(slug for (slug,) in self._rows(by_ledger))

    def withdrawn_sellers(self) -> frozenset[str]:
        """Slugs of folders that are not to be shown: without consent, or waiting for a mentor's yes."""
        return frozenset(
            slug for (slug,) in self._rows("SELECT slug FROM sellers WHERE status = 'unpublished'")
        )

    def explained_sellers(self) -> frozenset[str] | None:
        """Slugs of shops whose pages go because somebody said so: the seller, or the operator at a build.

        None where the build is of a version that did not tell.
        """
        if ("explained",) not in self._rows("SELECT name FROM pragma_table_info('sellers')"):
            return None
        return frozenset(slug for (slug,) in self._rows("SELECT slug FROM sellers WHERE explained"))

    def waiting_sellers(self) -> frozenset[str]:
        """Slugs of shops of which something was held back until a mentor agrees to it.

        None of them where the build is of a version that did not tell.
        """
        if ("waiting",) not in self._rows("SELECT name FROM pragma_table_info('sellers')"):
            return frozenset()
        return frozenset(slug for (slug,) in self._rows("SELECT slug FROM sellers WHERE waiting <> ''"))

    def is_shop(self, slug: str) -> bool:
        """Whether its pages are those of a real shop: a page that says it is suspended is none."""
        return any(self._rows("SELECT 1 FROM sellers WHERE slug = ? AND status IN ('built', 'failed')", slug))

    def shops(self, kecamatan: str = "") -> list[str]:
        """Slugs of all sellers with such pages; only those of a kecamatan where one is given."""
        query = "SELECT slug FROM sellers WHERE status IN ('built', 'failed') AND card IS NOT NULL"
        if not kecamatan:
            return [slug for (slug,) in self._rows(f"{query} ORDER BY slug")]
        narrowed = f"{query} AND card ->> '$.kecamatan' = ? ORDER BY slug"
        return [slug for (slug,) in self._rows(narrowed, kecamatan)]

    def owner(self, path: str) -> str | None:
        """Whose file this would be: a seller's slug, '' for the hub; None for what is not ours."""
        folder, slash, _ = path.partition("/")
        if not slash:
            known = any(self._rows("SELECT 1 FROM files WHERE path = ? AND seller = ''", path))
            return "" if known else None
        if any(
            self._rows(
                "SELECT 1 FROM files WHERE path > ? AND path < ? AND seller = '' LIMIT 1",
                f"{folder}/",
                f"{folder}0",
            )
        ):
            return ""
        known = any(self._rows("SELECT 1 FROM sellers WHERE slug = ?", folder)) or any(
            self._rows("SELECT 1 FROM files WHERE seller = ? LIMIT 1", folder)
        )
        return folder if known else None

    def is_being_built(self) -> bool:
        """Whether a build is at work, or was killed: it writes 1 first and 0 last."""
        return self._meta("building") == "1"

    def has_file(self, path: str) -> bool:
        """Whether the site has this file."""
        return any(self._rows("SELECT 1 FROM files WHERE path = ?", path))

    def _meta(self, key: str) -> str:
        return next((value for (value,) in self._rows("SELECT value FROM meta WHERE key = ?", key)), "")

    def _rows(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        if self._db:
            yield from self._db.execute(sql, values)


@contextmanager
def reading_state(build: Path, *, in_closed_folder: bool = False) -> Iterator[StateReader]:
    """What is known of the build in this folder: nothing where there is none.

    `in_closed_folder` is for those who may not write there (see `read_only`).

    Raises:
        sqlite3.Error: it cannot be read.
    """
    path = build / "state.db"
    if not path.is_file():
        yield StateReader(None)
        return
    with read_only(path, in_closed_folder=in_closed_folder) as db:
        yield StateReader(db)
