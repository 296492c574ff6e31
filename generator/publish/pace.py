"""How many uploads go out at once: fewer when the line or the store wants it, more while more cost no time.

On a line of 512 kbit/s sixteen uploads at once starve each other until all of them time out, and again when
they are repeated.  On a fast line with 200 ms to the store, sixteen take six times as long as a hundred.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, get_ident
from time import monotonic, sleep

START = 16
"""Uploads at once before anything is known of the line."""
NEAR = 64
"""... and at most where the store answers quickly."""
MOST = 128
"""... and at most, however far away the store is; nobody can ask for more."""
RATE = 1000
"""Uploads a second, more than one process can sign and send: what is under way for one round trip at this
rate (Little's law) is as many as there is any use for."""
FILES = 3
"""Open at once for an upload: its connection, the file, and what it takes to connect."""

SLOW = 10.0
"""Seconds after which an upload has been slow: a third of the time in which it has to be answered."""
_ALIKE = 2.5
"""Times the quickest request: so long, at most, others take while the line has room for more."""


class Pace:
    """Shared by all threads that upload.  Every upload takes its turn, and tells how it went."""

    def __init__(self, most: int, start: int = START) -> None:
        self.most = most
        self._allowed = float(min(most, start))
        self._under_way: set[int] = set()  # the threads whose turn it is
        self._quickest = float("inf")
        self._slowed = float("-inf")  # when there were fewer for the last time
        self._starting = True
        self._change = Condition()

    @property
    def allowed(self) -> int:
        """Uploads at once, as it is now; at least one."""
        return int(self._allowed)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until one more upload may be under way."""
        self._begin()
        try:
            yield
        finally:
            self._end()

    def step_aside(self, seconds: float) -> None:
        """Let others upload for so long, then wait for another turn; without a turn, just wait.

        A request that has timed out among too many would only be one too many again.
        """
        if get_ident() not in self._under_way:
            sleep(seconds)
            return
        self._end()
        try:
            sleep(seconds)
        finally:
            self._begin()

    def _begin(self) -> None:
        with self._change:
            self._change.wait_for(lambda: len(self._under_way) < self.allowed)
            self._under_way.add(get_ident())

    def _end(self) -> None:
        with self._change:
            self._under_way.remove(get_ident())
            self._change.notify()

    def answered(self, began: float) -> None:
        """A request that was sent at this moment (of `time.monotonic`) has succeeded now."""
        seconds = monotonic() - began
        with self._change:
            if seconds > SLOW:
                self._slow_down(began, 0.7)
                return
            self._quickest = min(self._quickest, seconds)
            if seconds <= _ALIKE * self._quickest and self._allowed < self._useful:
                more = 1 if self._starting else 1 / self._allowed
                self._allowed = min(self._useful, self._allowed + more)
                self._change.notify()

    def timed_out(self, began: float) -> None:
        """A request that was sent at this moment was not answered in time."""
        with self._change:
            self._slow_down(began, 0.5)

    def throttled(self, began: float) -> None:
        """The store refused a request that was sent at this moment because there are too many of them."""
        with self._change:
            self._slow_down(began, 0.7)

    @property
    def _useful(self) -> float:
        return min(self.most, max(NEAR, RATE * self._quickest))

    def _slow_down(self, began: float, share: float) -> None:
        # Once for all that were under way together: those sent before do not know of it yet.
        if began > self._slowed:
            self._allowed = max(1.0, self._allowed * share)
            self._slowed = monotonic()
            self._starting = False
