"""Doing what was planned: stage after stage, several files at a time, recording what the store confirms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, datetime
from queue import Empty, SimpleQueue
from time import monotonic

from msgspec import Struct

from generator.publish.errors import CredentialsError, LockedError, StoreDownError, StoreError
from generator.publish.payloads import Payloads, UnfitError
from generator.publish.plan import UPLOAD_STAGES, Plan, PlannedFile
from generator.publish.published import Published
from generator.publish.record import Record
from generator.publish.report import DeployOutcome, FileFailure
from generator.publish.store import DELETE_BATCH, Store

OnStep = Callable[[int, int], None]
"""Called with (steps taken, steps in all) as a deploy goes on."""

LOST_AFTER = 16
"""So many failed requests in a row mean that the store is gone, and the rest is not tried."""

LOST_SECONDS = 120.0
"""... and so does a failed request, if none has succeeded for so long."""

INTENTS = 1000
"""So many files are noted by one write to the disk before the first of them is sent."""
CONFIRMATIONS = 32
"""So many confirmed files at most are not on record yet, should this process be killed …"""
PATIENCE = 0.02
"""… or those of so many seconds, while the store is slow."""
BUNDLE = 4
"""Files that a thread sends, where there are many, before it reports: to wake the main thread costs time."""
AHEAD = 2
"""Bundles for each thread, one of them waiting, so that none is idle while the main thread writes."""
ROUNDS = 5
"""How often a key that the store did not remove is tried."""


class _Landed(Struct, frozen=True):
    """What became of one upload."""

    row: PlannedFile
    file: Published | None = None
    """As the store confirmed it; None when it did not."""
    size: int = 0
    """Bytes as they were sent."""
    error: StoreError | UnfitError | None = None
    """Why it was not confirmed; None (without a file) when it was not even tried."""


def execute(
    plan: Plan,
    payloads: Payloads,
    store: Store,
    record: Record,
    *,
    now: datetime,
    answers: bool = False,
    starts_on: date | None = None,
    on_step: OnStep | None = None,
) -> DeployOutcome:
    """Carry a plan out.

    `answers` tells whether the store is known to be there: if not, the first request decides.  `starts_on` is
    the day of sellers whose index page is confirmed for the first time (see `Record.uploaded`).
    Failures are part of the outcome; nothing is raised for them.
    """
    run = _Execution(plan, payloads, store, record, answers, starts_on, on_step)
    try:
        with ThreadPoolExecutor(store.concurrency) as pool:
            for stage in UPLOAD_STAGES:
                run.upload(plan.steps(stage), pool)
        run.delete(plan.steps("delete"))
        settle(plan, record, now=now, starts_on=starts_on, holds=run.holds)
    finally:
        record.commit()
    return DeployOutcome(record.tally, tuple(run.failed), frozenset(run.held_back), run.stopped)


def settle(
    plan: Plan,
    record: Record,
    *,
    now: datetime,
    starts_on: date | None = None,
    holds: Callable[[PlannedFile], bool] = lambda _row: False,
) -> None:
    """What a plan wants noted, without any request; `holds` tells which rows an earlier failure forbids."""
    record.recognised(plan.recognised, starts_on)
    record.mark_gone(plan.returned, None)
    # The 24 hours start when the pages that no longer refer to it are online, not earlier.
    record.mark_gone([row.entry.path for row in plan.newly_gone if not holds(row)], now)


class _Execution:
    """One deploy under way: what has failed, and whom that holds back.  Only its main thread changes it."""

    def __init__(
        self,
        plan: Plan,
        payloads: Payloads,
        store: Store,
        record: Record,
        answers: bool,
        starts_on: date | None,
        on_step: OnStep | None,
    ) -> None:
        self.failed: list[FileFailure] = []
        self.held_back: set[str] = set()
        self.stopped: StoreError | None = None
        self._payloads = payloads
        self._store = store
        self._record = record
        self._starts_on = starts_on
        self._on_step = on_step
        self._total = plan.upload + plan.delete
        self._taken = 0
        self._interrupted = False
        self._answered = answers  # the store has done at least one thing we asked for
        self._in_a_row = 0  # failed requests since the last success
        self._last_success = monotonic()
        self._broken_sellers: set[str] = set()
        self._broken_assets = False
        self._broken_hub = False

    def holds(self, row: PlannedFile) -> bool:
        """Whether an earlier failure forbids this step."""
        return (
            self.stopped is not None
            or self._broken_assets  # every page refers to shared assets
            or row.seller in self._broken_sellers
            # A hub page that could not be renewed may still link to what would be deleted.
            or (row.stage == "delete" and self._broken_hub)
        )

    def upload(self, rows: Sequence[PlannedFile], pool: ThreadPoolExecutor) -> None:
        """Finish one stage: nothing of it is under way any more when this returns."""
        rows = self._allowed(rows)
        threads = self._store.concurrency
        bundle = max(1, min(BUNDLE, len(rows) // threads))
        landed: SimpleQueue[Future[list[_Landed]]] = SimpleQueue()
        sent = begun = under_way = 0
        try:
            while sent < len(rows):
                # The first request goes alone: a store that is down is one failure then, not sixteen.
                window, size = (threads * AHEAD, bundle) if self._answered else (1, 1)
                while under_way >= window or not landed.empty():
                    under_way -= 1
                    self._take_in(landed)
                if self.stopped:
                    break
                if sent == begun:
                    begun = min(sent + INTENTS, len(rows))
                    self._begin(rows[sent:begun])
                chosen = rows[sent : min(sent + size, begun)]
                pool.submit(self._send_all, chosen).add_done_callback(landed.put)
                sent += len(chosen)
                under_way += 1
            while under_way:
                under_way -= 1
                self._take_in(landed)
        except BaseException:
            self._interrupted = True
            for _ in range(under_way):  # what is still confirmed need not be sent again
                if not (last := landed.get()).exception():
                    self._note_all(last.result())
            raise
        self.held_back |= {row.seller for row in rows[sent:]}

    def delete(self, rows: Sequence[PlannedFile]) -> None:
        """Remove what is gone; a store that is busy removes some keys only when asked again."""
        left = self._allowed(rows)
        refused: dict[str, StoreError] = {}
        for _ in range(ROUNDS):
            tried, left = left, []
            for start in range(0, len(tried), DELETE_BATCH):
                batch = self._allowed(tried[start : start + DELETE_BATCH])
                if batch:
                    self._begin(batch)
                    stay = self._remove(batch)
                    left += [row for row in batch if row.key in stay]
                    refused |= stay
            if not left:
                return
        for row in left:
            self._fail(row, refused[row.key])

    def _allowed(self, rows: Sequence[PlannedFile]) -> list[PlannedFile]:
        self.held_back |= {row.seller for row in rows if self.holds(row)}
        return [row for row in rows if not self.holds(row)]

    def _begin(self, rows: Sequence[PlannedFile]) -> None:
        self._record.begin(Published(row.entry, encoding=row.encoding) for row in rows)

    def _send_all(self, rows: Sequence[PlannedFile]) -> list[_Landed]:
        """Upload a bundle, one file after the other (in a thread of the pool)."""
        return [self._send(row) for row in rows]

    def _send(self, row: PlannedFile) -> _Landed:
        if self.stopped or self._interrupted:
            return _Landed(row)
        try:
            with self._store.pace.turn():
                if self.stopped or self._interrupted:
                    return _Landed(row)
                # Read in its turn: threads that wait hold no files in memory.
                body = self._payloads.read(row.entry)
                etag = self._store.put(
                    row.key,
                    body.data,
                    content_type=row.entry.content_type,
                    cache_control=row.entry.cache_control,
                    md5=body.md5,
                    content_encoding=body.encoding,
                )
        except (StoreError, UnfitError) as error:
            return _Landed(row, error=error)
        return _Landed(row, Published(row.entry, encoding=body.encoding, etag=etag), len(body.data))

    def _take_in(self, landed: SimpleQueue[Future[list[_Landed]]]) -> None:
        """Wait for one bundle, and note what became of it."""
        try:
            one = landed.get(timeout=PATIENCE if self._record.waiting else None)
        except Empty:
            self._record.commit()
            one = landed.get()
        self._note_all(one.result())
        if self._record.waiting >= CONFIRMATIONS:
            self._record.commit()

    def _note_all(self, uploads: Sequence[_Landed]) -> None:
        for upload in uploads:
            self._note(upload)

    def _note(self, upload: _Landed) -> None:
        if upload.file:
            self._heard(None)
            self._record.uploaded(upload.file, upload.size, self._starts_on)
            self._step()
        elif isinstance(upload.error, UnfitError):
            self._fail(upload.row, upload.error)
        elif upload.error is None or self._heard(upload.error):
            self.held_back.add(upload.row.seller)
        else:
            self._fail(upload.row, upload.error)

    def _remove(self, batch: Sequence[PlannedFile]) -> dict[str, StoreError]:
        """Delete a batch by one request: {key: error} of what is worth another try."""
        try:
            failures = self._store.delete([row.key for row in batch])
        except StoreError as error:
            if self._heard(error):
                self.held_back |= {row.seller for row in batch}
            else:
                for row in batch:
                    self._fail(row, error)
            return {}
        self._heard(None)
        for row in batch:
            if row.key not in failures:
                self._record.deleted(row.entry)
                self._step()
        return {key: StoreError(failure) for key, failure in failures.items()}

    def _heard(self, error: StoreError | None) -> bool:
        """Take in how a request went: whether it says nothing of its file, but ends the whole deploy."""
        if error is None:
            self._answered, self._in_a_row, self._last_success = True, 0, monotonic()
            return False
        self._in_a_row += 1
        at_once = isinstance(error, LockedError) or (
            isinstance(error, StoreDownError | CredentialsError) and not self._answered
        )
        # A store that went silent is asked for one file at a time, so sixteen failures would take an hour.
        silent = isinstance(error, StoreDownError) and monotonic() - self._last_success > LOST_SECONDS
        if at_once or silent or self._in_a_row >= LOST_AFTER:
            self.stopped = self.stopped or error
        return at_once

    def _fail(self, row: PlannedFile, error: Exception) -> None:
        self._step()
        self.failed.append(FileFailure(row.key, row.seller, str(error)))
        if row.seller:
            self._broken_sellers.add(row.seller)
        elif row.stage == "assets":
            self._broken_assets = True
        else:
            self._broken_hub = True

    def _step(self) -> None:
        self._taken += 1
        if self._on_step:
            self._on_step(self._taken, self._total)
