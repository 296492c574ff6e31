"""A small workspace as a build leaves it: hub.yaml, `build/site/` and `build/state.db`."""

from __future__ import annotations

import json
import shutil
import sqlite3
from hashlib import md5, sha256
from pathlib import Path

from generator.publish.manifest import ManifestEntry

_SCHEMA = """
CREATE TABLE files (seller TEXT, path TEXT, sha256 TEXT, md5 TEXT, size INTEGER, content_type TEXT,
                    cache_control TEXT);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE sellers (slug TEXT PRIMARY KEY, status TEXT, contact TEXT);
"""
CONTENT_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "xml": "application/atom+xml; charset=utf-8",
    "jpg": "image/jpeg",
    "webp": "image/webp",
}
PAGE_CACHE = "public, max-age=300"
ASSET_CACHE = "public, max-age=31536000, immutable"

SITE = "https://warung.example"
"""The hub that the marker names."""

HUB = f"""\
nama: Warung Independen
situs: {SITE}
pengelola: {{nama: Dinas, whatsapp: 0800-0000-0001, email: hub@warung.example}}
kategori: [{{slug: kuliner, nama: Kuliner, en: Food}}]
"""

HUB_FILES = ("index.html", "aset/hub.css")
SHOP_FILES = ("index.html", "kopi.html", "foto/kopi-1.webp")


def entry(
    path: str, body: bytes = b"", *, seller: str | None = None, content_type: str = ""
) -> ManifestEntry:
    """The manifest's entry of a file; the seller is the first folder, unless it is one of the hub's."""
    folder = path.partition("/")[0] if "/" in path else ""
    asset = folder == "aset" or "/foto/" in path
    return ManifestEntry(
        path,
        seller if seller is not None else "" if folder == "aset" else folder,
        sha256(body).hexdigest(),
        md5(body).hexdigest(),
        len(body),
        content_type or CONTENT_TYPES[path.rpartition(".")[2]],
        ASSET_CACHE if asset else PAGE_CACHE,
    )


class Workspace:
    """A folder with a built site that tests change file by file; every change is a finished build."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = root / "build" / "site"
        new = not root.exists()
        self.site.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(root / "build" / "state.db", isolation_level=None)
        self._db.execute("PRAGMA synchronous = OFF")  # tests do not lose power
        self._db.execute("PRAGMA journal_mode = MEMORY")
        if new:
            (root / "hub.yaml").write_text(HUB)
            self._db.executescript(_SCHEMA)
            self.sql("INSERT INTO meta VALUES ('site', ?)", SITE)

    def copy(self, root: Path) -> Workspace:
        """The same workspace on another machine: build, record and all."""
        shutil.copytree(self.root, root)
        return Workspace(root)

    def add(self, *sellers: str) -> Workspace:
        for slug in sellers:
            contact = {"slug": slug, "name": slug.title(), "whatsapp": "628000000101", "email": "", "nib": ""}
            kept = json.dumps(contact | {"kecamatan": "tebet"})
            self.sql("INSERT OR REPLACE INTO sellers VALUES (?, 'built', ?)", slug, kept)
        for path in (*HUB_FILES, *(f"{slug}/{name}" for slug in sellers for name in SHOP_FILES)):
            self.write(path, f"{path}, first edition")
        return self

    def write(self, path: str, text: str, *, content_type: str = "") -> None:
        (self.site / path).parent.mkdir(parents=True, exist_ok=True)
        (self.site / path).write_bytes(text.encode())
        new = entry(path, text.encode(), content_type=content_type)
        self.sql("DELETE FROM files WHERE path = ?", path)
        self.sql(
            "INSERT INTO files (path, seller, sha256, md5, size, content_type, cache_control) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            *(new.path, new.seller, new.sha256, new.md5, new.size, new.content_type, new.cache_control),
        )

    def remove(self, path: str) -> None:
        (self.site / path).unlink()
        self.sql("DELETE FROM files WHERE path = ?", path)

    def contents(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in self.site.rglob("*")
            if path.is_file()
        }

    def sql(self, statement: str, *values: object) -> None:
        self._db.execute(statement, values)

    def close(self) -> None:
        self._db.close()
