"""What is sent of a built file: its bytes as they are on disk, or gzipped.

Compression is decided by the kind of file alone and always gives the same bytes, so that a later deploy can
tell from an object's ETag whether it is the file it would send.
"""

from __future__ import annotations

import zlib
from hashlib import md5, sha256
from pathlib import Path

from msgspec import Struct

from generator.publish.manifest import ManifestEntry

_LEVEL = 6
_GZIP_FORMAT = 31  # zlib's name for: a window of 32 KB, with a gzip header that holds no name and no time

_TEXT = frozenset(
    {
        "application/javascript",
        "application/json",
        "application/manifest+json",
        "application/xml",
        "application/atom+xml",
        "application/rss+xml",
        "image/svg+xml",
    }
)


class UnfitError(Exception):
    """The file on disk is not the one that was built."""


class Body(Struct, frozen=True):
    """A file as it goes over the wire."""

    data: bytes
    md5: str
    """Of these bytes, in hex."""
    encoding: str
    """Its Content-Encoding: `gzip`, or empty."""


class Payloads(Struct, frozen=True):
    """The files of one built site, on their way out."""

    site: Path
    """The folder of the built tree."""
    compress: bool = False
    """Whether text is sent gzipped."""

    def encoding(self, entry: ManifestEntry) -> str:
        """The Content-Encoding this file is sent with: `gzip`, or empty."""
        kind = entry.content_type.partition(";")[0].strip().lower()
        return "gzip" if self.compress and (kind.startswith("text/") or kind in _TEXT) else ""

    def md5(self, entry: ManifestEntry) -> str:
        """The MD5 of the bytes that would be sent; empty when the file on disk is not the one built."""
        if not self.encoding(entry):
            return entry.md5
        try:
            return self.read(entry).md5
        except UnfitError:
            return ""

    def read(self, entry: ManifestEntry) -> Body:
        """The bytes to send, if the file is what the manifest says: headers and hashes would lie otherwise.

        Raises:
            UnfitError: it is missing, or has changed since it was built.
        """
        try:
            data = (self.site / entry.path).read_bytes()
        except OSError as error:
            raise UnfitError(
                f"build/site/{entry.path} cannot be read ({error.strerror}); run `etalase build --force`"
            ) from error
        if (sha256(data).hexdigest(), _md5(data)) != (entry.sha256, entry.md5):
            raise UnfitError(
                f"build/site/{entry.path} differs from the build's manifest; run `etalase build --force`"
            )
        if not self.encoding(entry):
            return Body(data, entry.md5, "")
        packed = zlib.compress(data, _LEVEL, _GZIP_FORMAT)
        return Body(packed, _md5(packed), "gzip")


def _md5(data: bytes) -> str:
    return md5(data, usedforsecurity=False).hexdigest()
