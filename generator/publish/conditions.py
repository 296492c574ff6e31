"""Conditional writes: whether a store means what it says about them, and what stands for them elsewhere.

Some stores ignore `If-None-Match` and `If-Match` without a word, and some know only one of the two.  A lock
on them would keep nobody out, so a store is refused until both have been seen to work, on the bucket itself.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import md5 as md5_of

from generator.publish.errors import CredentialsError, LockedError, NoConditionsError, StoreError
from generator.publish.marker import Claim, Marker
from generator.publish.marker_io import ATTEMPTS, Found, described, read, swap
from generator.publish.store import Forwarding, Store

PROVEN = "If-None-Match, If-Match"
"""What the record remembers of a store that passed."""

_STALE = '"00000000000000000000000000000000"'
"""An ETag that no object has."""


def prove(store: Store, claim: Claim, marker: Marker, etag: str, before: Found | None) -> tuple[Marker, str]:
    """Try both conditions on the marker, which is ours: where they must fail, and where they must hold.

    `before` is what lay there until then; it is put back if the store fails.  Returns the marker and its
    ETag, which have changed.

    Raises:
        NoConditionsError: the store wrote what it was told not to, or the other way round.
        LockedError: somebody else has taken the lock over.
        StoreError: the store did not answer.
    """
    try:
        tried = {"If-None-Match": None, "If-Match": _STALE}
        ignored = [name for name, stale in tried.items() if not _obeys(store, claim.key, marker, stale)]
        if ignored:
            raise NoConditionsError(f"the store of {claim.url} ignores conditions ({', '.join(ignored)})")
        renewed = marker.renewed()
        new = swap(store, claim.key, renewed, etag)
        if new is not None:
            return renewed, new
        found = read(store, claim)
        if found and found.marker != marker:
            whose = f" ({described(found.marker.holder)})" if found.marker.holder else ""
            raise LockedError(f"another deploy to {claim.url} was faster{whose}: run deploy again later")
        raise NoConditionsError(
            f"the store of {claim.url} refuses conditions that hold (If-Match, with the ETag it gave itself)"
        )
    except NoConditionsError:
        with suppress(StoreError):
            _put_back(store, claim.key, before)
        raise


def _obeys(store: Store, key: str, marker: Marker, etag: str | None) -> bool:
    """Whether the store refuses to write under a condition that does not hold."""
    failure = StoreError(f"{key} cannot be written")
    for _ in range(ATTEMPTS):
        try:
            return store.put_if(key, marker.as_json(), etag=etag, content_type="application/json") is None
        except (CredentialsError, NoConditionsError):
            raise
        except StoreError as error:  # a lost reply: written twice is the same marker
            failure = error
    raise failure


def _put_back(store: Store, key: str, before: Found | None) -> None:
    if before is None:
        store.delete([key])
        return
    body = before.marker.as_json()
    md5 = md5_of(body, usedforsecurity=False).hexdigest()
    store.put(key, body, content_type="application/json", cache_control="", md5=md5)


class Unconditional(Forwarding):
    """Stands in front of a store without conditions, of which only this machine changes anything.

    A conditional write becomes a look and a write; that nobody comes between is the business of a lock on
    this machine.
    """

    def put_if(self, key: str, body: bytes, *, etag: str | None, content_type: str) -> str | None:
        """Look, compare, and write without a condition."""
        found = self._store.get(key)
        if (found.etag if found else None) != etag:
            return None
        md5 = md5_of(body, usedforsecurity=False).hexdigest()
        self._store.put(key, body, content_type=content_type, cache_control="", md5=md5)
        written = self._store.get(key)
        return written.etag if written and written.body == body else None
