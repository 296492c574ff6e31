"""The marker in the store: read, judged, and replaced under a condition."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import timedelta
from threading import Thread

from msgspec import Struct

from generator.publish.errors import (
    CredentialsError,
    DeployRefusedError,
    LockedError,
    NoConditionsError,
    StoreError,
)
from generator.publish.marker import Claim, Holder, Marker, parse_marker
from generator.publish.store import Store

ATTEMPTS = 3
"""So often the marker is written, where replies are lost."""
_ROUNDING = 2.0
"""Seconds: a store tells when it wrote something, and what time it is, in whole seconds."""
_GLANCE = 0.5
"""Seconds after which somebody who waits for the lock looks who has it."""


class Found(Struct, frozen=True):
    """A marker as it lies in the store."""

    marker: Marker
    etag: str
    age: float
    """Seconds since it was written, by the store's clock."""

    def live(self) -> float:
        """Seconds for which its holder, if any, may still be at work."""
        return self.marker.lease + _ROUNDING - self.age if self.marker.holder else 0.0


def look(store: Store, claim: Claim) -> Found | None:
    """The marker as it is; None when the target has none.

    Raises:
        DeployRefusedError: `wrong-marker`.
        StoreError: the store did not answer, or does not let us in.
    """
    found = read(store, claim)
    if found and found.marker.hub != claim.hub and not claim.take_over:
        raise DeployRefusedError(
            "wrong-marker",
            f"{claim.url} belongs to the hub {found.marker.hub}, but this build is of {claim.hub}: correct "
            "the target, or pass --take-over if your hub has changed its address (hub.yaml's situs)",
        )
    return found


def read(store: Store, claim: Claim) -> Found | None:
    """The marker as it is, whosever it is; None when the target has none.

    Raises:
        DeployRefusedError: `wrong-marker`: something else lies there.
        StoreError: the store did not answer, or does not let us in.
    """
    found = store.get(claim.key)
    if found is None:
        return None
    try:
        return Found(parse_marker(found.body), found.etag, found.age)
    except ValueError as error:
        raise DeployRefusedError(
            "wrong-marker",
            f"{claim.key} at {claim.url} is not a marker that this version can read ({error}): deploy with "
            "the version that wrote it, or remove it if it is not etalase's",
        ) from error


def swap(store: Store, key: str, new: Marker, etag: str | None) -> str | None:
    """Replace the marker if it is still the one with this ETag: the new ETag, or None if it is not.

    After a lost reply nobody knows whether the marker was replaced, and the same request would fail by its
    own success: so it is read, and compared.  (So it is after a reply without an ETag.)
    """
    body = new.as_json()
    failure: StoreError | None = None
    for _ in range(ATTEMPTS):
        try:
            failure, written = None, store.put_if(key, body, etag=etag, content_type="application/json")
        except (CredentialsError, NoConditionsError):
            raise
        except StoreError as error:
            failure, written = error, None
        if written:
            return written
        found = store.get(key)
        if found and found.body == body:
            return found.etag
        if failure is None or (found.etag if found else None) != etag:
            return None
    raise failure or StoreError(f"{key} cannot be written")


def compete(store: Store, claim: Claim, new: Marker, etag: str | None) -> str | None:
    """`swap` for a lock that is free, or seems to be: a rival who was faster is noticed while this one waits.

    Some stores let rivals for one key queue for seconds (SeaweedFS asks for its own lock once a second).

    Raises:
        LockedError: a rival has it.
        StoreError: as in `swap`.
    """
    done: Future[str | None] = Future()

    def attempt() -> None:
        try:
            done.set_result(swap(store, claim.key, new, etag))
        except BaseException as error:
            done.set_exception(error)

    # If we leave before it has ended it cannot do harm: what it would replace is no longer there.
    Thread(target=attempt, daemon=True).start()
    while True:
        try:
            return done.result(_GLANCE)
        except TimeoutError:
            leave_to_others(look(store, claim), claim, new.holder)


def leave_to_others(found: Found | None, claim: Claim, us: Holder | None) -> None:
    """Go, if somebody else than `us` is at work.

    Raises:
        LockedError: it names who, and until when at most.
    """
    if found is None or found.marker.holder is None or found.live() <= 0:
        return
    holder = found.marker.holder
    if us is None or holder.token != us.token:
        until = (claim.now + timedelta(seconds=found.live())).strftime("%H:%M:%S")
        raise LockedError(
            f"another deploy to {claim.url} is at work ({described(holder)}): wait until it has finished. "
            f"If it has died, its lock ends at {until} at the latest"
        )


def described(holder: Holder) -> str:
    """Who it is, for people."""
    return f"{holder.who}, process {holder.pid}, since {holder.since}"
