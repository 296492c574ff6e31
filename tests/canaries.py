"""Credentials that no output, log or file of a test run may contain, and the search for them.

The servers of the tests are given these passwords; whoever prints one or writes it down has leaked it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

S3_SECRET = "canary-3c1f7a-never-printed"
POSTGRES_PASSWORD = "canary-8e21b7-never-printed"
MAIL_PASSWORD = "canary-91c2-never-printed"
CANARIES = (S3_SECRET, POSTGRES_PASSWORD, MAIL_PASSWORD)


class Watch:
    """Listens to what the tests of a run print, and looks through what they leave behind."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        texts = [report.longreprtext, *(text for _name, text in report.sections)]
        if any(canary in text for canary in CANARIES for text in texts):
            self.found.append(f"the output of {report.nodeid}")

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        # pytest has no public name for the folder of a run; with xdist, the workers' folders are below it.
        folder = session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
        self.found += leaks(folder)
        if self.found:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
            for place in dict.fromkeys(self.found):
                print(f"\nFAILED: a password of a test server is in {place}")  # noqa: T201


def leaks(folder: Path) -> Iterator[str]:
    """Files below a folder that hold a canary, but for the servers' own."""
    needles = [canary.encode() for canary in CANARIES]
    for path in folder.rglob("*"):
        if (
            path.is_file()
            and not path.is_symlink()
            and not any(p.startswith(("weed", "postgres")) for p in path.parts)
        ):
            data = path.read_bytes()
            if any(needle in data for needle in needles):
                yield str(path)
