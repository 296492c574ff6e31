"""A file as it is on record: what the store holds, as far as it is known."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from generator.publish.manifest import ManifestEntry

CUT_SHORT = "an earlier deploy was cut short"
MISSING = "missing in the store"
DIFFERS = "differs in the store"
FOUND = "found in the store"


class Published(Struct, frozen=True):
    """What one key holds, or may hold."""

    entry: ManifestEntry
    """What was published, or was about to be."""
    gone_since: datetime | None = None
    """When a deploy first found it missing from the build; None while it is in use."""
    encoding: str = ""
    """The Content-Encoding it was sent with: `gzip`, or empty."""
    etag: str = ""
    """What the store calls the bytes it holds: mostly their MD5, in hex; empty when it did not say."""
    doubt: str = ""
    """Why it is not known what the store holds, one of the four above; empty once the store has confirmed."""
