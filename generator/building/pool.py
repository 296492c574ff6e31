"""Worker processes that start apart from the folder in which the operator stands."""

from __future__ import annotations

import multiprocessing.connection
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.context import SpawnContext, SpawnProcess

from generator.apart import apart
from generator.shortage import affordable
from generator.terminal import note

_FILES = 4
"""Pipes of one worker, while it starts."""


def worker_pool(workers: int) -> ProcessPoolExecutor:
    """A pool whose processes take no module from the current folder, whatever this one was told."""
    with apart():  # a helper of its own, which counts semaphores, starts at once
        return ProcessPoolExecutor(
            affordable(workers, _FILES), mp_context=_Context(), initializer=_end_with_parent
        )


def _end_with_parent() -> None:
    """In a worker: end as soon as the process is gone that gave it work, also where that was killed.

    Workers hold the pipes of one another open, and would wait for ever; and whoever reads what the command
    prints would wait for them.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_outlive, args=(parent.sentinel,), daemon=True).start()


def _outlive(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)


def workers_are_possible() -> bool:
    """Whether there can be other processes; where there cannot, that is told in a sentence.

    Some containers have no /dev/shm, where processes share their semaphores, or none that may be written to.
    """
    try:
        with apart():
            ProcessPoolExecutor(1, mp_context=_Context()).shutdown()
    except (OSError, ImportError, NotImplementedError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        note(
            f"processes cannot share semaphores here (/dev/shm: {reason}): all work is done in one process, "
            "which takes longer",
            err=True,
        )
        return False
    return True


class _Worker(SpawnProcess):
    def start(self) -> None:
        with apart():
            super().start()


class _Context(SpawnContext):
    """Spawned, not forked: a fork of a process that holds threads (progress bar, file watcher) may hang."""

    Process = _Worker
