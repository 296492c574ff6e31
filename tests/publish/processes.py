"""Deploys in processes of their own, which tests may kill, stop and race: what runs in them.

They are forked from a server process that has loaded everything and runs no threads.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path
from threading import Lock
from typing import Any
from unittest.mock import patch

from urllib3 import HTTPConnectionPool

import generator.publish.s3  # noqa: F401 - loaded once, before forking
from deploy import deploy
from generator.publish import steps
from generator.publish.folder import FolderStore
from generator.publish.locked_store import hold
from generator.publish.marker import LEASE
from generator.publish.report import DeployReport
from generator.publish.steps import DeployOptions
from generator.publish.store import Store
from generator.publish.stores import open_store
from generator.publish.target import Target, parse_target

FORKS = get_context("forkserver")
FORKS.set_forkserver_preload([__name__])


@dataclass(frozen=True)
class Job:
    """One deploy."""

    root: Path
    url: str
    endpoint: str
    now: datetime
    environment: Mapping[str, str]
    disk: Path | None = None
    """A folder that stands in for the bucket, lock and all, where a real one would be too slow."""
    who: str = "somebody"
    max_delete: int | None = None
    lease: float = LEASE

    def run(self, wrap: Callable[[Store], Any] = lambda store: store) -> DeployReport:
        """Deploy in this process, with a store that `wrap` has put something in front of."""
        os.environ.update(self.environment)
        target = parse_target(self.url, self.endpoint)

        @contextmanager
        def wrapped(target: Target, **_: bool) -> Iterator[Store]:
            with ExitStack() as stack:
                yield wrap(FolderStore(self.disk) if self.disk else stack.enter_context(open_store(target)))

        with (
            patch.object(steps, "open_store", wrapped),
            patch.object(steps, "hold", partial(hold, lease=self.lease)),
            patch.object(os, "fsync"),  # nobody loses power
        ):
            return deploy(
                self.root,
                target,
                now=self.now,
                options=DeployOptions(who=self.who, max_delete=self.max_delete),
            )


def killed(job: Job, request: int, *, after: bool) -> bool:
    """Run a deploy and SIGKILL it just before, or just after, a request; False if it ended before that."""
    process = start(_die_at, job, request, after)
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def start(function: Callable[..., None], *arguments: Any) -> BaseProcess:
    process = FORKS.Process(target=function, args=arguments, daemon=True)
    process.start()
    return process


def listen(function: Callable[..., None], *arguments: Any) -> tuple[BaseProcess, Connection]:
    """`start`, and the end of a line on which the process tells something; it breaks when that dies."""
    hears, tells = FORKS.Pipe(duplex=False)
    process = start(function, *arguments, tells)
    tells.close()
    return process, hears


@dataclass(frozen=True)
class Finish:
    """How one of several rivals fared."""

    who: str
    report: DeployReport
    seconds: float


def race(job: Job, barrier: Barrier, told: Connection) -> None:
    """Deploy at the same moment as others, and tell what came of it and how long it took.

    The clock starts when the first request goes out: how long sixteen programs need to load on two cores is
    not the question.
    """
    contact: list[float] = []
    urlopen = HTTPConnectionPool.urlopen

    def noticed(*arguments: Any, **named: Any) -> Any:
        contact.append(time.monotonic())
        return urlopen(*arguments, **named)

    barrier.wait()
    with patch.object(HTTPConnectionPool, "urlopen", noticed):
        report = job.run()
    told.send(Finish(job.who, report, time.monotonic() - contact[0]))


def tell(job: Job, told: Connection) -> None:
    """Deploy, and tell what came of it."""
    told.send(job.run())


def _die_at(job: Job, request: int, after: bool) -> None:
    report = job.run(lambda store: _Deadly(store, request, after))
    os._exit(0 if report.result == "done" else 1)


class _Deadly:
    """A store in front of which the process dies at a request."""

    def __init__(self, store: Store, request: int, after: bool) -> None:
        self._store = store
        self._left = request
        self._after = after
        self._lock = Lock()

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._store, name)
        if name not in ("put", "delete", "get", "put_if"):
            return found

        def counted(*arguments: Any, **named: Any) -> Any:
            with self._lock:
                self._left -= 1
                mine = self._left == 0
            if mine and not self._after:
                os.kill(os.getpid(), signal.SIGKILL)
            answer = found(*arguments, **named)
            if mine:
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

        return counted
