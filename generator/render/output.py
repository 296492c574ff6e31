"""What rendering hands over: files by their path in the site, with the headers they are published with."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

FOREVER = "public, max-age=31536000, immutable"
"""For files whose name changes with their content."""
SHORT = "public, max-age=300"
"""For pages: a change is seen within five minutes."""
ALWAYS_ASKED = "no-cache"
"""For what has to be the newest at every use."""

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".png": "image/png",
}


class Output(Struct, frozen=True):
    """One file of the site."""

    path: str
    """Relative to the site's root, with `/`."""
    content: bytes | Path
    """The bytes, or a finished file to take them from."""
    cache_control: str = SHORT

    @property
    def content_type(self) -> str:
        """By the ending of the path; feeds have a type of their own."""
        if self.path.endswith("atom.xml"):
            return "application/atom+xml; charset=utf-8"
        return _TYPES[self.path[self.path.rindex(".") :]]


class ShopFiles:
    """The files of one shop, as they are made."""

    def __init__(self, slug: str) -> None:
        self._slug = slug
        self._found: dict[str, Output] = {}

    def add(self, name: str, content: str | bytes | Path) -> None:
        """A file of the shop's folder; photos keep their names only as long as what they show."""
        path = f"{self._slug}/{name}"
        data = content.encode() if isinstance(content, str) else content
        self._found[path] = Output(path, data, FOREVER if name.startswith("foto/") else SHORT)

    def all(self) -> tuple[Output, ...]:
        """All of them, each once."""
        return tuple(self._found.values())
