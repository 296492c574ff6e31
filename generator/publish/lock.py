"""One deploy at a time: the lock of a target, taken and renewed by conditional PUTs on its marker.

A holder may write for the length of its lease and renews it in good time, so whoever stops working loses the
lock by itself.  Two clocks are enough, and they are never compared: the holder measures its lease from before
its PUT was sent, on a clock that also counts while the machine sleeps; others measure it from when the store
wrote the marker, by the store's own clock.

A record is right only while nobody else publishes.  `LockState` remembers what the marker said when it was;
where that is no longer so, `doubtful` tells the deploy to compare the record with the store first.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from secrets import token_hex
from threading import Lock as Mutex

from msgspec.structs import replace

from generator.publish.conditions import PROVEN, prove
from generator.publish.errors import DeployRefusedError, LockedError, StoreError
from generator.publish.marker import LEASE, Claim, Holder, Marker
from generator.publish.marker_io import (
    Found,
    compete,
    described,
    leave_to_others,
    look,
    read,
    swap,
)
from generator.publish.record import Record
from generator.publish.store import Store

Clock = Callable[[], float]
"""Seconds since some moment."""

_ATTEMPTS = 3


def sleepless_clock() -> float:
    """Seconds on a clock that never goes back, and that also counts while the machine sleeps."""
    # Linux has one of its own for that; on macOS the plain one does, unlike Python's time.monotonic.
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class Lock:
    """The lock of one target, held by this deploy.  `check` may be called from several threads at once."""

    def __init__(
        self, store: Store, claim: Claim, marker: Marker, etag: str, *, sent: float, clock: Clock
    ) -> None:
        self._store = store
        self._claim = claim
        self._marker = marker
        self._etag = etag
        self._until = sent + marker.lease
        self._clock = clock
        self._mutex = Mutex()
        self._lost: LockedError | None = None
        self._disturbed = False

    def check(self) -> None:
        """Make sure that this deploy may send a request now; renews the lease when half of it is gone.

        Raises:
            LockedError: another deploy has taken the lock over, because the lease had run out.
            StoreError: the store does not let the lease be renewed.
        """
        if self._fresh():
            return
        with self._mutex:
            if self._lost:
                raise self._lost
            if not self._fresh():
                self._renew()

    def release(self, record: Record, *, wrote: bool, hopeless: bool) -> None:
        """Leave the marker for the next deploy, and note in the record what it says.

        `wrote` tells whether anything was sent, `hopeless` that the store does not answer: then the lease is
        left to run out, and the next deploy from here takes its own lock over.
        """
        with suppress(StoreError):
            if not self._lost:
                generation = token_hex(8) if wrote else self._marker.generation
                # The record first: a deploy that ends here finds its own lock, and knows it.
                record.set_lock_state(replace(record.lock_state(), generation=generation))
                if not hopeless:
                    self._exchange(lambda marker: replace(marker, generation=generation, holder=None))
        if self._lost or self._disturbed:
            lock_state = record.lock_state()
            record.set_lock_state(replace(lock_state, doubtful=max(lock_state.doubtful, 1)))
        if self._lost:
            self._disturb()

    def _fresh(self) -> bool:
        return not self._lost and self._until - self._clock() > self._marker.lease / 2

    def _renew(self) -> None:
        sent = self._clock()
        self._exchange(Marker.renewed)
        self._until = sent + self._marker.lease

    def _exchange(self, change: Callable[[Marker], Marker]) -> None:
        """Change the marker while it is ours, also after the lease has run out and nobody came.

        Raises:
            LockedError: it is not ours any more.
        """
        for _ in range(_ATTEMPTS):
            new = change(self._marker)
            etag = swap(self._store, self._claim.key, new, self._etag)
            if etag is not None:
                self._marker, self._etag = new, etag
                return
            found = self._read()
            if found is None or not _same_deploy(found.marker.holder, self._marker.holder):
                break
            # Still ours: one that had lost its lock has left its note (see `_disturb`).
            self._marker, self._etag, self._disturbed = found.marker, found.etag, True
        self._lost = LockedError(
            f"another deploy took over the lock of {self._claim.url}, because this one had paused for longer "
            f"than {self._marker.lease:.0f} seconds: run deploy again when that one has finished"
            + (f" ({described(found.marker.holder)})" if found and found.marker.holder else "")
        )
        raise self._lost

    def _read(self) -> Found | None:
        try:
            return read(self._store, self._claim)
        except DeployRefusedError:  # what lies there now is no marker, so it is not ours either
            return None

    def _disturb(self) -> None:
        """Tell whoever published in the meantime that requests of ours may have arrived after theirs."""
        with suppress(StoreError):
            found = self._read()
            if found:
                late = replace(found.marker, generation=token_hex(8))
                swap(self._store, self._claim.key, late, found.etag)


def take(
    store: Store, claim: Claim, record: Record, *, lease: float = LEASE, clock: Clock = sleepless_clock
) -> Lock:
    """Take the lock of a target, or leave at once.

    The record's `LockState` tells afterwards whether the record must be compared with the store.

    Raises:
        DeployRefusedError: `wrong-marker`: the target belongs to another hub.
        LockedError: another deploy is at work; the message names it.
        NoConditionsError: the store was not yet seen to lock anybody out, and does not.
        StoreError: the store did not answer, or does not let us in.
    """
    for _ in range(_ATTEMPTS):
        found = look(store, claim)
        old = found.marker if found else Marker(claim.hub)
        lock_state = record.lock_state()
        ours = old.holder is not None and (old.holder.token, claim.place) == (
            lock_state.token,
            lock_state.place,
        )
        leave_to_others(found, claim, old.holder if ours else None)
        if old.holder and ours:  # a run from here that died
            holder = replace(old.holder, renewals=old.holder.renewals + 1)
        else:
            holder = Holder(token_hex(16), claim.who, claim.pid, claim.now.isoformat(timespec="seconds"))
            # Of a lease that ran out, requests may still be under way: the deploy after this looks again.
            doubts = 2 if old.holder else int(old.generation != lock_state.generation)
            doubtful = max(lock_state.doubtful, doubts)
            # Before the request: should this run die, the next one from here knows its token.
            record.set_lock_state(
                replace(lock_state, token=holder.token, place=claim.place, doubtful=doubtful)
            )
        marker = Marker(claim.hub, old.generation, lease, holder)
        sent = clock()
        etag = compete(store, claim, marker, found.etag if found else None)
        if etag is not None:
            if not claim.local and not record.lock_state().conditions:
                marker, etag = prove(store, claim, marker, etag, found)
                record.set_lock_state(replace(record.lock_state(), conditions=PROVEN))
            return Lock(store, claim, marker, etag, sent=sent, clock=clock)
    raise LockedError(f"other deploys to {claim.url} were faster, several times: run deploy again later")


def _same_deploy(one: Holder | None, other: Holder | None) -> bool:
    return one is not None and other is not None and one.token == other.token
