"""A real browser for tests: the Chromium of the system, driven by Playwright.

Without Chromium, tests that
need it are skipped on a laptop and fail where CI=true.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

__all__ = ["browser", "new_page", "running_browser"]

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

_IDLE = (
    # Playwright's own list, which an argument of this name replaces
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    # the list below the address bar, which nobody sees here: half a second of two pages for every context
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
)
_ARGUMENTS = ("--no-sandbox", f"--disable-features={','.join(_IDLE)}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run; every page gets a context of its own."""
    with running_browser() as running:
        yield running


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Start a headless Chromium, and stop it afterwards."""
    program = _program()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        try:
            yield running
        finally:
            running.close()


@contextmanager
def new_page(
    browser: Browser, width: int = 360, dark: bool = False, *, script: bool = True
) -> Iterator[Page]:
    """A page `width` CSS pixels wide, in the light or the dark scheme, with or without JavaScript."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        java_script_enabled=script,
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def _program() -> str:
    system = Path("/usr/bin/chromium")
    program = str(system) if system.exists() else next(filter(None, map(shutil.which, _NAMES)), None)
    if program:
        return program
    if os.environ.get("CI") == "true":
        pytest.fail("CI must test in a real browser: install chromium")
    pytest.skip("no Chromium here: install chromium")
