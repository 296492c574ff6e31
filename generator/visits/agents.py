"""Who asks: a person's browser, or a program."""

from __future__ import annotations

import re
from functools import lru_cache

from crawleruseragents import is_crawler

from generator.visits.lines import readable

_LONGEST = 1024
"""Bytes of a browser's name that are looked at."""
_BROWSER = ("Mozilla/", "Opera/", "UCWEB/")
"""How the names of all browsers begin, for whatever reason."""
_PROGRAM = re.compile(r"(?<!cu)bot\b|crawler|spider|preview", re.IGNORECASE)
"""What programs call themselves that the list does not know yet; Cubot makes phones."""


@lru_cache(maxsize=16384)
def is_person(agent: bytes) -> bool:
    """Whether this is what a browser calls itself; without a name, nobody knows."""
    name = readable(agent[:_LONGEST]).decode("utf-8", "replace")
    return name.startswith(_BROWSER) and not _PROGRAM.search(name) and not is_crawler(name)
