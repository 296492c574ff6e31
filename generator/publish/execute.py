"""Doing what was planned: stage after stage, several files at a time, recording what the store confirms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from hashlib import md5, sha256
from pathlib import Path

from generator.publish.errors import CredentialsError, StoreDownError, StoreError
from generator.publish.plan import UPLOAD_STAGES, Plan, Row
from generator.publish.record import Record, Tally
from generator.publish.stores import DELETE_BATCH, Store

LOST_AFTER = 16
"""So many failed requests in a row mean that the store is gone, and the rest is not tried."""

OnStep = Callable[[int, int], None]
"""Called with (steps taken, steps in all) as a deploy goes on."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One file that could not be published or removed."""

    key: str
    seller: str
    """The slug; empty for the hub and for shared assets."""
    error: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a plan."""

    done: Tally
    requests: Mapping[str, int]
    failed: tuple[Failure, ...] = ()
    held_back: frozenset[str] = frozenset()
    """Slugs (and '' for the hub) of which something was not even tried."""
    refusal: StoreError | None = None
    """Why the store took nothing at all; None once it has taken something."""


class _UnfitError(Exception):
    """The file on disk is not the one that was built."""


class _UntriedError(Exception):
    """The store was lost before this file's turn."""


def execute(
    plan: Plan, site: Path, store: Store, record: Record, *, now: datetime, on_step: OnStep | None = None
) -> Outcome:
    """Carry a plan out.  `site` is the folder of the built tree.

    Failures are part of the outcome; nothing is raised for them.
    """
    run = _Run(plan, site, store, record, on_step)
    refusal = None
    try:
        with ThreadPoolExecutor(store.concurrency) as pool:
            for stage in UPLOAD_STAGES:
                run.upload(plan.steps(stage), pool)
        run.delete(plan.steps("delete"))
        record.mark_gone(plan.returned, None)
        # The 24 hours start when the pages that no longer refer to it are online, not earlier.
        record.mark_gone([row.entry.path for row in plan.newly_gone if not run.holds(row)], now)
    except (StoreDownError, CredentialsError) as error:
        refusal = error
    finally:
        record.commit()
    return Outcome(record.tally, dict(store.requests), tuple(run.failed), frozenset(run.held_back), refusal)


class _Run:
    """One deploy under way: what has failed, and whom that holds back.  Only its main thread changes it."""

    def __init__(self, plan: Plan, site: Path, store: Store, record: Record, on_step: OnStep | None) -> None:
        self.failed: list[Failure] = []
        self.held_back: set[str] = set()
        self._site = site
        self._store = store
        self._record = record
        self._on_step = on_step
        self._total = plan.upload + plan.delete
        self._taken = 0
        self._answered = False  # the store has done at least one thing we asked for
        self._in_a_row = 0  # failed requests since the last success
        self._broken_sellers: set[str] = set()
        self._broken_assets = False
        self._broken_hub = False

    def holds(self, row: Row) -> bool:
        """Whether an earlier failure forbids this step."""
        return (
            self._lost
            or self._broken_assets  # every page refers to shared assets
            or row.seller in self._broken_sellers
            # A hub page that could not be renewed may still link to what would be deleted.
            or (row.stage == "delete" and self._broken_hub)
        )

    def upload(self, rows: Sequence[Row], pool: ThreadPoolExecutor) -> None:
        """Finish one stage.

        Raises:
            StoreDownError, CredentialsError: of the very first request: no other file would fare better.
        """
        rows = self._allowed(rows)
        start = 0
        while start < len(rows) and not self._lost:
            # The first request goes alone: wrong credentials are one failure then, not sixteen.
            size = self._store.concurrency * 8 if self._answered else 1
            batch = rows[start : start + size]
            start += size
            self._begin(batch)
            for row, error in zip(batch, pool.map(self._send, batch), strict=True):
                if not isinstance(error, _UnfitError | _UntriedError):
                    self._heard(error)
                if error is None:
                    self._record.uploaded(row.entry)
                self._note(row, error)
        self.held_back |= {row.seller for row in rows[start:]}

    def delete(self, rows: Sequence[Row]) -> None:
        """Remove what is gone.

        Raises:
            StoreDownError, CredentialsError: of the very first request.
        """
        rows = self._allowed(rows)
        for start in range(0, len(rows), DELETE_BATCH):
            batch = self._allowed(rows[start : start + DELETE_BATCH])
            self._begin(batch)
            for row, error in zip(batch, self._remove(batch), strict=True):
                if error is None:
                    self._record.deleted(row.entry)
                self._note(row, error)

    @property
    def _lost(self) -> bool:
        return self._in_a_row >= LOST_AFTER

    def _allowed(self, rows: Sequence[Row]) -> list[Row]:
        self.held_back |= {row.seller for row in rows if self.holds(row)}
        return [row for row in rows if not self.holds(row)]

    def _begin(self, batch: Sequence[Row]) -> None:
        self._record.commit()  # of the batch before
        self._record.begin(row.entry for row in batch)

    def _send(self, row: Row) -> StoreError | _UnfitError | _UntriedError | None:
        """Upload one file (in a thread of the pool); what goes wrong is returned."""
        if self._lost:
            return _UntriedError()
        entry = row.entry
        try:
            self._store.put(
                row.key,
                _read_as_built(self._site, entry.path, entry.sha256, entry.md5),
                content_type=entry.content_type,
                cache_control=entry.cache_control,
                md5=entry.md5,
            )
        except (StoreError, _UnfitError) as error:
            return error
        return None

    def _remove(self, batch: Sequence[Row]) -> list[StoreError | None]:
        """Delete a batch by one request: what went wrong with each of its rows."""
        try:
            failures = self._store.delete([row.key for row in batch])
        except StoreError as error:
            self._heard(error)
            return [error] * len(batch)
        self._heard(None)
        return [StoreError(failures[row.key]) if row.key in failures else None for row in batch]

    def _heard(self, error: StoreError | None) -> None:
        """Take in how a request went."""
        if error is None:
            self._answered, self._in_a_row = True, 0
            return
        self._in_a_row += 1
        if isinstance(error, StoreDownError | CredentialsError) and not self._answered:
            raise error

    def _note(self, row: Row, error: Exception | None) -> None:
        """Take in what became of a file."""
        self._taken += 1
        if self._on_step:
            self._on_step(self._taken, self._total)
        if error is None:
            return
        if isinstance(error, _UntriedError):
            self.held_back.add(row.seller)
            return
        self.failed.append(Failure(row.key, row.seller, str(error)))
        if row.seller:
            self._broken_sellers.add(row.seller)
        elif row.stage == "assets":
            self._broken_assets = True
        else:
            self._broken_hub = True


def _read_as_built(site: Path, path: str, sha256_hex: str, md5_hex: str) -> bytes:
    """The file's bytes, if they are what the manifest says: headers and hashes would lie otherwise."""
    try:
        body = (site / path).read_bytes()
    except OSError as error:
        raise _UnfitError(
            f"build/site/{path} cannot be read ({error.strerror}); run `etalase build --force`"
        ) from error
    if (sha256(body).hexdigest(), md5(body, usedforsecurity=False).hexdigest()) != (sha256_hex, md5_hex):
        raise _UnfitError(f"build/site/{path} differs from the build's manifest; run `etalase build --force`")
    return body
