"""An end for work that never ends by itself: a seller's texts and photos get so much CPU time and no more."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

HARD_SECONDS = 5
"""CPU seconds more, after which a worker process that is deaf to its first timer is ended by the system."""


class TooLongError(BaseException):
    """The timer of a seller ran out; no room may take it for a fault of its own work."""


class Clock:
    """How much time there is."""

    def __init__(self, seconds: float, *, runs: bool) -> None:
        self.seconds = seconds
        """CPU seconds in all."""
        self._runs = runs

    def more(self, seconds: float) -> None:
        """Give the work inside so much more time."""
        self.seconds += seconds
        for timer in (signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
            left, _ = signal.getitimer(timer)
            if self._runs and left:
                signal.setitimer(timer, left + seconds)


@contextmanager
def time_limit(seconds: float) -> Iterator[Clock]:
    """End whatever runs inside after so much CPU time of this process; only its main thread can be timed.

    Python hears the timer between two of its own steps. A library that never comes back is ended with the
    worker process it runs in; the pool then retries its sellers alone.

    Raises:
        TooLongError: inside, when the time is up.
    """
    if threading.current_thread() is not threading.main_thread():
        yield Clock(seconds, runs=False)
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    if multiprocessing.parent_process() is not None:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds + HARD_SECONDS)
    try:
        yield Clock(seconds, runs=True)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGVTALRM, before)
