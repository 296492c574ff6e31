"""How often Python looks for objects that hold each other in a ring, which nothing else frees."""

from __future__ import annotations

import gc

_ALLOCATIONS = 50_000
"""Objects more than at the last look; Python's own 700 took a tenth of a command's start, and a twentieth of
a build, for the few rings that they leave."""


def look_seldom() -> None:
    """For all of this process."""
    gc.set_threshold(_ALLOCATIONS)
