"""Where files go: what every kind of store promises, and what may stand in front of one.

A store knows keys and bytes; it knows nothing of sellers, plans or records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from generator.publish.pace import Pace

VERBS = ("GET", "HEAD", "PUT", "LIST", "DELETE")
"""The kinds of requests that stores charge for."""

DELETE_BATCH = 1000
"""The most keys of one `delete` (source: the S3 API's DeleteObjects)."""

LIST_BATCH = 1000
"""The most keys of one LIST request (source: the S3 API's ListObjectsV2)."""


class ObjectInfo(Struct, frozen=True):
    """An object as a store lists it."""

    key: str
    etag: str
    """As `put` returned it: mostly the MD5 of its bytes in hex; empty when the store does not say."""
    size: int
    """Bytes, as stored."""


class StoredObject(Struct, frozen=True):
    """An object as a store hands it out."""

    body: bytes
    etag: str
    """Names this version of the object; only `put_if` reads meaning into it."""
    age: float
    """Seconds since it was written, by the store's own clock; never negative."""


class Store(Protocol):
    """Somewhere to put files.  Everything may be called from several threads at once."""

    @property
    def concurrency(self) -> int:
        """How many puts at once make sense at most."""

    @property
    def pace(self) -> Pace:
        """How many do at the moment: each put wants a turn."""

    @property
    def requests(self) -> Mapping[str, int]:
        """How many requests were sent, by verb; every attempt counts, because every attempt is charged."""

    def put(
        self,
        key: str,
        body: bytes,
        *,
        content_type: str,
        cache_control: str,
        md5: str,
        content_encoding: str = "",
    ) -> str:
        """Store these bytes (whose MD5 in hex is given), replacing what was there; return once confirmed.

        Returns:
            The ETag by which `list` will know them; empty when the store does not say.

        Raises:
            StoreError: what the store holds under this key is now unknown.
        """

    def delete(self, keys: Sequence[str]) -> dict[str, str]:
        """Remove at most `DELETE_BATCH` keys and return {key: error} of those that stay.

        A key that does not exist counts as removed.

        Raises:
            StoreError: the whole request failed.
        """

    def get(self, key: str) -> StoredObject | None:
        """What is stored under this key; None when there is no such key.

        Raises:
            StoreError: it cannot be told.
        """

    def put_if(self, key: str, body: bytes, *, etag: str | None, content_type: str) -> str | None:
        """Store these bytes if the object is still the one with this `etag`; with None, if there is none.

        Returns:
            The new ETag; None when the condition does not hold (any more) and nothing was stored.

        Raises:
            StoreError: the outcome is not known, because a reply was lost (the bytes may be stored, and
                repeating the request could contradict its own success: `get` and compare); or the store
                knows no conditions.
        """

    def list(self, prefix: str, *, after: str = "", until: str = "") -> Iterator[ObjectInfo]:
        """Objects with `after < key <= until` below a prefix, in the order of their keys' UTF-8 bytes.

        An empty `after` or `until` leaves that end open.  A stream: every `LIST_BATCH` objects are one LIST.

        Raises:
            StoreError: the rest cannot be listed.
        """

    def close(self) -> None:
        """Give connections back."""


class Forwarding:
    """Stands in front of a store and hands everything on; what is built on it changes a part of that."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.concurrency = store.concurrency
        self.pace = store.pace

    @property
    def requests(self) -> Mapping[str, int]:
        """What the store behind has sent."""
        return self._store.requests

    def put(
        self,
        key: str,
        body: bytes,
        *,
        content_type: str,
        cache_control: str,
        md5: str,
        content_encoding: str = "",
    ) -> str:
        """See `Store`."""
        return self._store.put(
            key,
            body,
            content_type=content_type,
            cache_control=cache_control,
            md5=md5,
            content_encoding=content_encoding,
        )

    def delete(self, keys: Sequence[str]) -> dict[str, str]:
        """See `Store`."""
        return self._store.delete(keys)

    def get(self, key: str) -> StoredObject | None:
        """See `Store`."""
        return self._store.get(key)

    def put_if(self, key: str, body: bytes, *, etag: str | None, content_type: str) -> str | None:
        """See `Store`."""
        return self._store.put_if(key, body, etag=etag, content_type=content_type)

    def list(self, prefix: str, *, after: str = "", until: str = "") -> Iterator[ObjectInfo]:
        """See `Store`."""
        return self._store.list(prefix, after=after, until=until)

    def close(self) -> None:
        """See `Store`."""
        self._store.close()


class ReadOnly(Forwarding):
    """A dry run: stands in front of any store and accepts everything without sending it."""

    def put(self, key: str, body: bytes, **_headers: str) -> str:
        """Send nothing."""
        return ""

    def delete(self, keys: Sequence[str]) -> dict[str, str]:
        """Send nothing, and no key fails."""
        return {}

    def put_if(self, key: str, body: bytes, *, etag: str | None, content_type: str) -> str | None:
        """Send nothing, and let the condition hold."""
        return "dry-run"
