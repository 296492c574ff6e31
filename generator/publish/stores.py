"""The one door to every kind of store: which one a target asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from generator.publish.errors import TargetError
from generator.publish.folder import FolderStore
from generator.publish.pace import FILES, MOST, Pace
from generator.publish.store import ReadOnly, Store
from generator.publish.target import Target
from generator.shortage import affordable


@contextmanager
def open_store(target: Target, *, dry_run: bool = False, transfers: int | None = None) -> Iterator[Store]:
    """The store of this target; it sends no request yet.

    `transfers` is how many uploads to a bucket there are at once, unless the line is too slow for them; None:
    as many as make sense.

    Raises:
        CredentialsError: AWS_PROFILE names a profile that does not exist.
    """
    store = _make(target, transfers)
    try:
        yield ReadOnly(store) if dry_run else store
    finally:
        store.close()


def _make(target: Target, transfers: int | None) -> Store:
    if target.folder is not None:
        return FolderStore(target.folder)
    if target.bucket:
        # boto3 takes a third of a second to load, so only a deploy to a bucket pays for it.
        from generator.publish.s3 import S3Store

        most = affordable(transfers or MOST, FILES)
        pace = Pace(most, most) if transfers else Pace(most)
        return S3Store(target.bucket, target.endpoint, pace)
    raise TargetError("a target has a bucket or a folder")
