from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tests.browser import browser
from tests.canaries import Watch

__all__ = ["browser"]  # one for the whole run: Playwright starts once in a process

settings.register_profile(
    "etalase", deadline=None, max_examples=100, derandomize=os.environ.get("CI") == "true"
)
settings.load_profile("etalase")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # the one process that hears of all tests
        config.pluginmanager.register(Watch())
