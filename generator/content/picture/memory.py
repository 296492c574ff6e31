"""A limit on what decoding a picture may take, in whatever process that happens."""

from __future__ import annotations

import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ONE_AT_A_TIME = threading.Lock()
"""The limit is the whole process's."""


@contextmanager
def memory_limit(more: int) -> Iterator[None]:
    """Let this process take so many bytes more than it has now, and no more.

    The limit counts from what is there: it is the same in a small worker and in a large server, and another
    process has its own. A stricter one that is set already stays. Other threads may still allocate, within
    the same bytes; other pictures wait. Without /proc (not Linux) nothing is limited.

    Raises:
        MemoryError: inside, where more was asked for.
    """
    with _ONE_AT_A_TIME:
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        here = _address_space()
        if here and (soft == resource.RLIM_INFINITY or here + more < soft):
            resource.setrlimit(resource.RLIMIT_AS, (here + more, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _address_space() -> int:
    """Bytes of this process's address space; 0 where nobody knows."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[0]
    except FileNotFoundError:
        return 0
    return int(pages) * resource.getpagesize()
