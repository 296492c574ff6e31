"""The record against the store itself: what a listing shows, compared key by key.

Nothing is repaired here: the record learns what is doubtful, and the plan that is made afterwards deals with
it as with any other change.  A record that was lost is rebuilt the same way, from nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from generator.publish.errors import ListingError
from generator.publish.manifest import Manifest, ManifestEntry
from generator.publish.marker import NAME
from generator.publish.merge_join import merge_join
from generator.publish.published import CUT_SHORT, DIFFERS, FOUND, MISSING, Published
from generator.publish.record import Record
from generator.publish.starts import Hosting
from generator.publish.store import ObjectInfo, Store

RANGE = 50_000
"""Keys that one thread compares in a row: fifty LIST requests."""

_SHARE = 4
"""So many uploads at once weigh as much as one range: it holds its differences, and opens the record anew."""

OnStep = Callable[[int, int], None]
"""Called with (ranges compared, ranges in all)."""


class Findings(Struct, frozen=True):
    """How the store differs from the record, in keys."""

    missing: int = 0
    """On record, but not in the store."""
    different: int = 0
    """In the store with other bytes than on record."""
    adopted: int = 0
    """In the store under a name that is ours, and not on record until now."""
    foreign: int = 0
    """In the store under names that are nobody's here; they are left alone."""


def verify(
    store: Store,
    prefix: str,
    record: Record,
    manifest: Manifest,
    *,
    hosting: Hosting | None = None,
    on_step: OnStep | None = None,
) -> Findings:
    """List everything below the target's prefix, and correct the record where it differs.

    Ranges of keys are listed side by side.  Memory grows with the differences in a few ranges.  `hosting`
    knows sellers who have left, and whose files may still lie there.

    Raises:
        StoreError: the store could not be listed to its end; what was found so far is on record.
    """
    total = Findings()
    whose = _Owners(manifest, prefix, hosting)
    ranges = list(pairwise(["", *manifest.every(RANGE), ""]))
    at_once = max(1, store.concurrency // _SHARE)
    with ThreadPoolExecutor(at_once) as pool:
        listing: deque[Future[list[_Difference]]] = deque()
        todo = iter(ranges)
        done = 0
        while done < len(ranges):
            for bounds in todo:
                listing.append(pool.submit(_compare, store, prefix, record, *bounds))
                if len(listing) > at_once:
                    break
            try:
                differences = listing.popleft().result()
            except ListingError as error:
                if error.ranges:
                    raise
                for other in listing:
                    other.cancel()
                # From its beginning, then; what was noted so far is no difference any more.
                ranges, done = [("", "")], 0
                differences = _compare(store, prefix, record, "", "")
            total = _note(total, differences, record, whose)
            done += 1
            if on_step:
                on_step(done, len(ranges))
    lock_state = record.lock_state()
    record.set_lock_state(replace(lock_state, doubtful=max(lock_state.doubtful - 1, 0)))
    return total


_Difference = tuple[Published | None, ObjectInfo | None]


def _compare(store: Store, prefix: str, record: Record, after: str, until: str) -> list[_Difference]:
    """What differs among the paths of one range (in a thread of the pool)."""
    listed = store.list(prefix, after=after and prefix + after, until=until and prefix + until)
    # Closed here, also when the listing fails: SQLite wants that by the thread that has opened it.
    with closing(record.between(after, until)) as recorded:
        pairs = merge_join(recorded, listed, lambda old: old.entry.path, partial(_path, prefix))
        return [(old, held) for old, held in pairs if _differs(old, held, prefix)]


def _differs(old: Published | None, held: ObjectInfo | None, prefix: str) -> bool:
    if old is None:
        return held is not None and held.key != prefix + NAME
    if old.doubt == CUT_SHORT:  # it is sent again whatever the store holds
        return False
    if held is None:
        return old.doubt != MISSING
    return old.etag != held.etag or old.doubt == MISSING or _has_another_size(old, held)


def _has_another_size(old: Published, held: ObjectInfo) -> bool:
    """Whether it cannot be what was built, whatever the store calls it: of gzipped text that is not known."""
    return not (old.doubt or old.encoding) and old.entry.size != held.size


def _only_named(old: Published, held: ObjectInfo) -> bool:
    """Whether the store tells only now what it calls the bytes it was sent; their number is all there is."""
    return not (old.etag or old.doubt) and (bool(old.encoding) or old.entry.size == held.size)


def _note(total: Findings, differences: Iterable[_Difference], record: Record, whose: _Owners) -> Findings:
    """Put the differences of one range on record, and count them."""
    corrections: list[Published] = []
    missing = different = adopted = foreign = 0
    for old, held in differences:
        if old is not None and held is None:
            missing += 1
            corrections.append(replace(old, doubt=MISSING))
        elif old is not None and held is not None and _only_named(old, held):
            corrections.append(replace(old, etag=held.etag))
        elif old is not None and held is not None:
            different += 1
            corrections.append(replace(old, doubt=DIFFERS, etag=held.etag))
        elif held is not None and (found := whose.adopt(held)):
            adopted += 1
            corrections.append(found)
        else:
            foreign += 1
    record.correct(corrections)
    return Findings(
        total.missing + missing,
        total.different + different,
        total.adopted + adopted,
        total.foreign + foreign,
    )


class _Owners:
    """Whose an object is that is not on record.  Remembers one folder: listings come in order."""

    def __init__(self, manifest: Manifest, prefix: str, hosting: Hosting | None) -> None:
        self._manifest = manifest
        self._prefix = prefix
        self._hosting = hosting
        self._newest: tuple[str, str | None] = ("", None)

    def adopt(self, held: ObjectInfo) -> Published | None:
        """The object as it goes on record; None when it is nobody's here."""
        path = _path(self._prefix, held)
        owner = self._of(path)
        if owner is None:
            return None
        return Published(ManifestEntry(path, owner, "", "", held.size, "", ""), etag=held.etag, doubt=FOUND)

    def _of(self, path: str) -> str | None:
        folder, slash, _ = path.partition("/")
        if not slash:
            return self._manifest.owner(path)
        if folder != self._newest[0]:
            owner = self._manifest.owner(path)
            if owner is None and self._hosting and self._hosting.knows(folder):
                owner = folder
            self._newest = (folder, owner)
        return self._newest[1]


def _path(prefix: str, held: ObjectInfo) -> str:
    return held.key.removeprefix(prefix)
