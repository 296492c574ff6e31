"""Runs jobs in this process or in a pool of processes, a few at a time, so that memory does not grow."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from itertools import chain, islice

from generator.building.work import Job, Outcome, Recipe, build_sellers

FEW = 4
"""So few sellers are built in this process: starting a pool takes longer."""
BATCH = 10
"""Sellers of one task; large enough that sending it costs nothing beside the work."""


def usable_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(recipe: Recipe, jobs: Iterable[Job], workers: int) -> Iterator[tuple[Job, Outcome]]:
    """Build every job's seller; outcomes come in any order."""
    waiting = iter(jobs)
    first = list(islice(waiting, FEW + 1))
    if workers <= 1 or len(first) <= FEW:
        for job in chain(first, waiting):
            yield job, build_sellers(recipe, [job])[0]
        return
    # spawned, not forked: a fork of a process that holds threads (progress bar, file watcher) may hang
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield from _stream(pool, recipe, chain(first, waiting), workers)


def _stream(
    pool: Executor, recipe: Recipe, jobs: Iterator[Job], workers: int
) -> Iterator[tuple[Job, Outcome]]:
    running: dict[Future[list[Outcome]], tuple[Job, ...]] = {}
    batches = iter(lambda: tuple(islice(jobs, BATCH)), ())
    for batch in batches:
        running[pool.submit(build_sellers, recipe, batch)] = batch
        if len(running) >= workers * 3:
            yield from _finished(running)
    while running:
        yield from _finished(running)


def _finished(running: dict[Future[list[Outcome]], tuple[Job, ...]]) -> Iterator[tuple[Job, Outcome]]:
    done, _ = wait(running, return_when=FIRST_COMPLETED)
    for future in done:
        yield from zip(running.pop(future), future.result(), strict=True)
