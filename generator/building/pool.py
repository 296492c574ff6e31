"""Worker processes that start apart from the folder in which the operator stands."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing.context import SpawnContext, SpawnProcess

from generator.apart import apart


def worker_pool(workers: int) -> ProcessPoolExecutor:
    """A pool whose processes take no module from the current folder, whatever this one was told."""
    with apart():  # a helper of its own, which counts semaphores, starts at once
        return ProcessPoolExecutor(workers, mp_context=_Context())


class _Worker(SpawnProcess):
    def start(self) -> None:
        with apart():
            super().start()


class _Context(SpawnContext):
    """Spawned, not forked: a fork of a process that holds threads (progress bar, file watcher) may hang."""

    Process = _Worker
