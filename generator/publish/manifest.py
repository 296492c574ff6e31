"""What was built: the manifest that a build leaves in `build/state.db`, read only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.publish.errors import DeployRefusedError, LockedError
from generator.trouble import no_room, trouble


@dataclass(frozen=True, slots=True)
class ManifestEntry:
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


class Manifest:
    """All files of one finished build, as they were at one moment."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self._path = path

    def entries(self) -> Iterator[ManifestEntry]:
        """Every file, ordered by path; a stream, because a hub holds millions."""
        for row in self._query(
            "SELECT path, seller, sha256, md5, size, content_type, cache_control FROM files ORDER BY path"
        ):
            yield ManifestEntry(*row)

    def failed_sellers(self) -> frozenset[str]:
        """Slugs whose newest build failed, whether or not an earlier site of theirs was kept."""
        return frozenset(slug for (slug,) in self._query("SELECT slug FROM sellers WHERE status = 'failed'"))

    @property
    def site(self) -> str:
        """The public address of the hub that was built; empty when the build did not say."""
        return self._meta("site")

    @property
    def numbers(self) -> dict[str, str]:
        """The WhatsApp numbers in hub.yaml, by whose they are; none where the build did not say."""
        return dict(json.loads(self._meta("numbers") or "{}"))

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
        return [slug for (slug,) in self._query(query, start)]

    def every(self, count: int) -> list[str]:
        """Every `count`-th path, in order: where the whole can be cut into ranges."""
        rows = self._query(
            "SELECT path FROM (SELECT path, row_number() OVER (ORDER BY path) AS number FROM files) "
            "WHERE number % ? = 0",
            count,
        )
        return [path for (path,) in rows]

    def over_sellers(self) -> frozenset[str]:
        """Slugs of which the hosting ledger says that there is no shop (any more)."""
        by_ledger = "SELECT slug FROM sellers WHERE status IN ('suspended', 'moved', 'retired')"
        return frozenset(slug for (slug,) in self._query(by_ledger))

    def withdrawn_sellers(self) -> frozenset[str]:
        """Slugs of folders that are not to be shown: without consent, or waiting for a mentor's yes."""
        return frozenset(
            slug for (slug,) in self._query("SELECT slug FROM sellers WHERE status = 'unpublished'")
        )

    def explained_sellers(self) -> frozenset[str] | None:
        """Slugs of shops whose pages go because somebody said so: the seller, or the operator at a build.

        None where the build is of a version that did not tell.
        """
        if ("explained",) not in self._query("SELECT name FROM pragma_table_info('sellers')"):
            return None
        return frozenset(slug for (slug,) in self._query("SELECT slug FROM sellers WHERE explained"))

    def is_shop(self, slug: str) -> bool:
        """Whether its pages are those of a real shop: a page that says it is suspended is none."""
        return any(
            self._query("SELECT 1 FROM sellers WHERE slug = ? AND status IN ('built', 'failed')", slug)
        )

    def owner(self, path: str) -> str | None:
        """Whose file this would be: a seller's slug, '' for the hub; None for what is not ours."""
        folder, slash, _ = path.partition("/")
        if not slash:
            known = any(self._query("SELECT 1 FROM files WHERE path = ? AND seller = ''", path))
            return "" if known else None
        if any(
            self._query(
                "SELECT 1 FROM files WHERE path > ? AND path < ? AND seller = '' LIMIT 1",
                f"{folder}/",
                f"{folder}0",
            )
        ):
            return ""
        known = any(self._query("SELECT 1 FROM sellers WHERE slug = ?", folder)) or any(
            self._query("SELECT 1 FROM files WHERE seller = ? LIMIT 1", folder)
        )
        return folder if known else None

    def check(self) -> None:
        """Refuse what would empty or break the site.

        Raises:
            DeployRefusedError: `failed-build` while a build runs or after one was killed;
                `empty-build` without a home page.
        """
        # A build writes '1' here first and '0' last, so a killed one is recognised.
        if ("1",) in self._query("SELECT value FROM meta WHERE key = 'building'"):
            raise DeployRefusedError(
                "failed-build", "the build has not finished: run `etalase build` again, then deploy"
            )
        if not any(self._query("SELECT 1 FROM files WHERE path = 'index.html'")):
            raise DeployRefusedError(
                "empty-build", "the build has no index.html: run `etalase build`, then deploy"
            )

    def close(self) -> None:
        """Let go of `state.db`, so that a build may write to it; closing twice is fine."""
        self._db.close()

    def _meta(self, key: str) -> str:
        return next((value for (value,) in self._query("SELECT value FROM meta WHERE key = ?", key)), "")

    def _query(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._db.execute(sql, values)
        except sqlite3.Error as error:
            match trouble(error, self._path):
                case "full":
                    raise DeployRefusedError(None, no_room("build/state.db")) from error
                case "busy":
                    message = "build/state.db is in use by another program: try again when that has ended"
                    raise LockedError(message) from error
            raise DeployRefusedError(
                "failed-build", f"build/state.db cannot be read ({error}): run `etalase build` again"
            ) from error


@contextmanager
def open_manifest(build: Path) -> Iterator[Manifest]:
    """The manifest of the build in this folder, checked.

    Raises:
        DeployRefusedError: there is no build, or it must not be published.
    """
    state = build / "state.db"
    if not state.is_file():
        raise DeployRefusedError(
            "empty-build", "nothing has been built here: run `etalase build`, then deploy"
        )
    with closing(sqlite3.connect(f"{state.resolve().as_uri()}?mode=ro", uri=True)) as db:
        db.execute("BEGIN")  # all queries see one moment, even while another process builds
        manifest = Manifest(db, state)
        manifest.check()
        yield manifest
