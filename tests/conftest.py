from __future__ import annotations

import os

from hypothesis import settings

from tests.browser import browser

__all__ = ["browser"]  # one for the whole run: Playwright starts once in a process

settings.register_profile(
    "etalase", deadline=None, max_examples=100, derandomize=os.environ.get("CI") == "true"
)
settings.load_profile("etalase")
