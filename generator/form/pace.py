"""A few requests compute at a time; the others wait for their turn.

Python runs one thread at a time. A save makes hundreds of small calls to the system, and after each of them
its thread stands in line for Python again: with sixteen threads at work, most of a save was standing in line
(`python -m bench.form`).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 2
"""One computes while the other waits for the disk."""


class Pace:
    """The places of those that compute."""

    def __init__(self) -> None:
        self._places = threading.Semaphore(AT_ONCE)

    @contextmanager
    def computing(self) -> Iterator[None]:
        """Hold a place, once there is one."""
        with self._places:
            yield

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Leave one's place to others, while a picture is at work: elsewhere, or without Python.

        Nobody who holds a shop's lock does: others wait for that at their places.
        """
        self._places.release()
        try:
            yield
        finally:
            self._places.acquire()
