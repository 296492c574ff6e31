"""Sellers built on other machines: Dask hands batches of them to workers that see the same workspace.

A worker builds its batch in a process of its own. There the time limit of a seller holds, which threads do
not hear, and a seller that ends its process is found and named as on one machine. What a worker writes lies
in a folder of its attempt below `stage/`, so that two attempts at the same batch never meet.
"""

from __future__ import annotations

import multiprocessing
import secrets
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from itertools import islice
from typing import Any

from msgspec.structs import replace

from generator import __version__
from generator.building import executor
from generator.building.job import BuildContext, Job, ShopOutcome, quarantined
from generator.building.work import build_sellers
from generator.errors import UnusableError

BATCH = 1000
"""Sellers of one task: a scheduler is not meant for many small ones."""
_AHEAD = 2
"""Batches under way for each thread of a worker."""
_PATIENCE = 60
"""Seconds without any worker, after which there will be none."""


def run(
    address: str, context: BuildContext, jobs: Iterable[Job], work: executor.Work = build_sellers
) -> Iterator[tuple[Job, ShopOutcome]]:
    """Build every job's seller on the cluster of a scheduler (`tcp://host:8786`); outcomes in any order.

    Raises `UnusableError`: Dask is not installed, the scheduler does not answer, no worker has joined, or one
    has another version of this program.
    """
    with _client(address) as client:
        from distributed.scheduler import KilledWorker

        pool = client.get_executor(pure=False)
        ahead = _AHEAD * _threads(client)
        waiting = executor.batches(jobs, BATCH)
        lost: list[Job] = []
        running: dict[Future[list[ShopOutcome]], tuple[Job, ...]] = {}
        while True:
            for batch in islice(waiting, ahead - len(running)):
                running[pool.submit(build_apart, __version__, work, context, batch)] = batch
            if not running:
                break
            for future in _done(running, client):
                batch = running.pop(future)
                try:
                    outcomes = future.result()
                except KilledWorker:
                    lost += batch
                else:
                    yield from zip(batch, outcomes, strict=True)
        for job in lost:
            try:
                outcome = pool.submit(build_apart, __version__, work, context, (job,)).result()[0]
            except KilledWorker:
                outcome = quarantined(job)
            yield job, outcome


def build_apart(
    version: str, work: executor.Work, context: BuildContext, jobs: Sequence[Job]
) -> list[ShopOutcome]:
    """What a worker of the cluster does with a batch.  Raises `UnusableError` for another version."""
    if version != __version__:
        raise UnusableError(f"a worker of the cluster has etalase {__version__}, and this is {version}")
    multiprocessing.current_process().daemon = False  # Dask's guard makes it one, which may start no process
    context = replace(context, attempt=secrets.token_hex(8))
    found = {job.slug: outcome for job, outcome in executor.run_apart(context, jobs, 1, work)}
    return [found[job.slug] for job in jobs]


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        import distributed
    except ImportError as error:
        raise UnusableError("a cluster needs Dask: pip install 'etalase[cluster]'") from error
    try:
        connect: Any = distributed.Client  # typed only where it is installed, and not wholly there
        client = connect(address, set_as_default=False)
    except (TimeoutError, OSError, ValueError) as error:
        raise UnusableError(f"the scheduler {address} does not answer: {error}") from error
    with client:
        yield client


def _threads(client: Any) -> int:
    """Threads of all workers.  Raises `UnusableError` where there is no worker."""
    found = sum(client.nthreads().values())
    if not found:
        raise UnusableError("no worker has joined the cluster: start one with `dask worker`")
    return int(found)


def _done(running: Iterable[Future[list[ShopOutcome]]], client: Any) -> set[Future[list[ShopOutcome]]]:
    """Batches that have ended; there is at least one."""
    while True:
        done, _ = wait(running, timeout=_PATIENCE, return_when=FIRST_COMPLETED)
        if done:
            return done
        _threads(client)
