"""Runs jobs in this process or in a pool of processes, a few at a time, so that memory does not grow.

A worker process that dies takes nobody with it: the pool is made anew, the sellers it had in hand are tried
again one by one, and the one that ends a process a second time is reported as failed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from itertools import chain, islice

from generator import apart
from generator.building.job import BuildContext, Job, ShopOutcome, quarantined
from generator.building.pool import worker_pool, workers_are_possible
from generator.building.work import build_sellers

FEW = 4
"""So few sellers are built in this process: starting a pool takes longer."""
BATCH = 10
"""Sellers of one task; large enough that sending it costs nothing beside the work."""

Work = Callable[[BuildContext, Sequence[Job]], list[ShopOutcome]]
"""What a worker process does with a batch."""


def run(
    context: BuildContext, jobs: Iterable[Job], workers: int, work: Work = build_sellers
) -> Iterator[tuple[Job, ShopOutcome]]:
    """Build every job's seller; outcomes come in any order."""
    waiting = iter(jobs)
    first = list(islice(waiting, FEW + 1))
    if workers <= 1 or len(first) <= FEW or not apart.is_heard() or not workers_are_possible():
        for job in chain(first, waiting):
            yield job, work(context, [job])[0]
        return
    yield from run_apart(context, chain(first, waiting), workers, work)


def run_apart(
    context: BuildContext, jobs: Iterable[Job], workers: int, work: Work = build_sellers
) -> Iterator[tuple[Job, ShopOutcome]]:
    """The same, always in other processes."""
    waiting = batches(jobs, BATCH)
    lost: list[Job] = []
    while True:
        yield from _until_a_worker_dies(context, waiting, workers, work, lost)
        if not lost:
            return
        yield from _alone(context, lost, work)
        lost.clear()


def batches(jobs: Iterable[Job], size: int) -> Iterator[tuple[Job, ...]]:
    """Jobs by so many, each made when its batch is."""
    waiting = iter(jobs)
    while batch := tuple(islice(waiting, size)):
        yield batch


def _until_a_worker_dies(
    context: BuildContext, waiting: Iterator[tuple[Job, ...]], workers: int, work: Work, lost: list[Job]
) -> Iterator[tuple[Job, ShopOutcome]]:
    """Build batches in one pool; those it had in hand when a worker died are `lost`, the rest waits."""
    with worker_pool(workers) as pool:
        running: dict[Future[list[ShopOutcome]], tuple[Job, ...]] = {}
        for batch in waiting:
            try:
                running[pool.submit(work, context, batch)] = batch
            except BrokenExecutor:
                lost += batch
            if len(running) >= workers * 3:
                yield from _finished(running, lost)
            if lost:
                break
        while running:
            yield from _finished(running, lost)


def _finished(
    running: dict[Future[list[ShopOutcome]], tuple[Job, ...]], lost: list[Job]
) -> Iterator[tuple[Job, ShopOutcome]]:
    """The outcomes of the batches that are done; those of a worker that died are lost."""
    done, _ = wait(running, return_when=FIRST_COMPLETED)
    for future in done:
        batch = running.pop(future)
        try:
            outcomes = future.result()
        except BrokenExecutor:
            lost += batch
        else:
            yield from zip(batch, outcomes, strict=True)


def _alone(context: BuildContext, jobs: Iterable[Job], work: Work) -> Iterator[tuple[Job, ShopOutcome]]:
    """Try sellers again, each by itself."""
    pool: Executor | None = None
    try:
        for job in jobs:
            pool = pool or worker_pool(1)
            try:
                yield job, pool.submit(work, context, (job,)).result()[0]
            except BrokenExecutor:
                pool.shutdown()
                pool = None
                yield job, quarantined(job)
    finally:
        if pool:
            pool.shutdown()
