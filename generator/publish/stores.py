"""Where files go: the one door to every kind of store.

A store knows keys and bytes; it knows nothing of sellers, plans or records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

from generator.publish.errors import TargetError
from generator.publish.target import Target

VERBS = ("GET", "HEAD", "PUT", "LIST", "DELETE")
"""The kinds of requests that stores charge for."""

DELETE_BATCH = 1000
"""The most keys of one `delete` (source: the S3 API's DeleteObjects)."""


class Store(Protocol):
    """Somewhere to put files.  `put` may be called from several threads at once."""

    @property
    def concurrency(self) -> int:
        """How many puts at once make sense."""

    @property
    def requests(self) -> Mapping[str, int]:
        """How many requests were sent, by verb; every attempt counts, because every attempt is charged."""

    def put(self, key: str, body: bytes, *, content_type: str, cache_control: str, md5: str) -> None:
        """Store these bytes (whose MD5 in hex is given), replacing what was there; return once confirmed.

        Raises:
            StoreError: what the store holds under this key is now unknown.
        """

    def delete(self, keys: Sequence[str]) -> dict[str, str]:
        """Remove at most `DELETE_BATCH` keys and return {key: error} of those that stay.

        A key that does not exist counts as removed.

        Raises:
            StoreError: the whole request failed.
        """

    def close(self) -> None:
        """Give connections back."""


class ReadOnly:
    """A dry run: stands in front of any store and accepts everything without sending it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.concurrency = store.concurrency

    @property
    def requests(self) -> Mapping[str, int]:
        """What the store behind has sent so far: nothing, unless something is read."""
        return self._store.requests

    def put(self, key: str, body: bytes, *, content_type: str, cache_control: str, md5: str) -> None:
        """Send nothing."""

    def delete(self, keys: Sequence[str]) -> dict[str, str]:
        """Send nothing, and no key fails."""
        return {}

    def close(self) -> None:
        """Close the store behind."""
        self._store.close()


@contextmanager
def open_store(target: Target, *, dry_run: bool = False) -> Iterator[Store]:
    """The store of this target; it sends no request yet.

    Raises:
        CredentialsError: AWS_PROFILE names a profile that does not exist.
    """
    store = _make(target)
    try:
        yield ReadOnly(store) if dry_run else store
    finally:
        store.close()


def _make(target: Target) -> Store:
    # boto3 takes a third of a second to load, so only a deploy to a bucket pays for it.
    if target.folder is not None:
        from generator.publish.folder import FolderStore

        return FolderStore(target.folder)
    if target.bucket:
        from generator.publish.s3 import S3Store

        return S3Store(target.bucket, target.endpoint)
    raise TargetError("a target has a bucket or a folder")
