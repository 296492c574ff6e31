"""How long the steps of long work take: told with `--verbose`."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def timed(step: Callable[P, T]) -> Callable[P, T]:
    """Tell the log how long a step took, under its own name."""
    log = logging.getLogger(step.__module__)
    name = step.__name__.replace("_", " ")

    @wraps(step)
    def measured(*args: P.args, **kwargs: P.kwargs) -> T:
        started = time.monotonic()
        try:
            return step(*args, **kwargs)
        finally:
            log.info("%s: %.2f s", name, time.monotonic() - started)

    return measured
