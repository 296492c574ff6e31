"""A store behind a lock: no request goes out unless this deploy may send one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from generator.publish.errors import StoreDownError
from generator.publish.lock import Clock, Lock, sleepless_clock, take
from generator.publish.marker import LEASE, Claim
from generator.publish.record import Record
from generator.publish.store import Forwarding, ObjectInfo, Store, StoredObject


class LockedStore(Forwarding):
    """Stands in front of any store and checks the lease before each request.

    What a call has under way when its lease runs out, its retries included, may still arrive; nothing new.
    """

    def __init__(self, store: Store, lock: Lock) -> None:
        super().__init__(store)
        self._lock = lock
        self.wrote = False
        """Whether anything was sent that changes what the store holds."""
        self.hopeless = False
        """Whether the newest answer was that the store is down."""

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
        """See `Store`; raises `LockedError` too."""
        with self._allowed():
            self.wrote = True
            return super().put(
                key,
                body,
                content_type=content_type,
                cache_control=cache_control,
                md5=md5,
                content_encoding=content_encoding,
            )

    def delete(self, keys: Sequence[str]) -> dict[str, str]:
        """See `Store`; raises `LockedError` too."""
        with self._allowed():
            self.wrote = True
            return self._store.delete(keys)

    def get(self, key: str) -> StoredObject | None:
        """See `Store`; raises `LockedError` too."""
        with self._allowed():
            return self._store.get(key)

    def put_if(self, key: str, body: bytes, *, etag: str | None, content_type: str) -> str | None:
        """See `Store`; raises `LockedError` too."""
        with self._allowed():
            self.wrote = True
            return self._store.put_if(key, body, etag=etag, content_type=content_type)

    def list(self, prefix: str, *, after: str = "", until: str = "") -> Iterator[ObjectInfo]:
        """See `Store`; raises `LockedError` too."""
        with self._allowed():
            for held in self._store.list(prefix, after=after, until=until):
                yield held
                self._lock.check()  # the next one may need a request

    def release(self, record: Record) -> None:
        """Let the next deploy in; `record` remembers what this one leaves."""
        self._lock.release(record, wrote=self.wrote, hopeless=self.hopeless)

    @contextmanager
    def _allowed(self) -> Iterator[None]:
        self._lock.check()
        try:
            yield
        except StoreDownError:
            self.hopeless = True
            raise
        self.hopeless = False


@contextmanager
def hold(
    store: Store, claim: Claim, record: Record, *, lease: float = LEASE, clock: Clock = sleepless_clock
) -> Iterator[LockedStore]:
    """The store while this deploy has its lock; the lock is released at the end, however it comes.

    Raises:
        DeployRefusedError, LockedError, StoreError: see `take`.
    """
    leased = LockedStore(store, take(store, claim, record, lease=lease, clock=clock))
    try:
        yield leased
    finally:
        leased.release(record)
