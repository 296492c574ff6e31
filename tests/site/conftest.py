from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.server import serving
from generator.build import BuildReport
from tests.site import workspace
from tests.site.crawl import Document, read_documents

_PATIENCE = 300
"""Seconds until another worker has built the site."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """The built tree. Workers of pytest-xdist share it: who can create its folder builds it, others wait."""
    base = tmp_path_factory.getbasetemp()
    root = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "etalase"
    finished, told = root / "finished", root / "failures.txt"
    try:
        root.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + _PATIENCE
        while not finished.exists():
            assert time.monotonic() < deadline, "another worker should have built the site by now"
            time.sleep(0.2)
    else:
        told.write_text("the build broke off", "utf-8")
        try:
            report = _build(root, pytestconfig)
            told.write_text("\n".join(map(str, report.diagnostics)) if report.failures else "", "utf-8")
        finally:
            finished.touch()
    assert told.read_text("utf-8") == ""
    return root / "build" / "site"


def _build(root: Path, config: pytest.Config) -> BuildReport:
    workspace.set_up(root)
    # pytest keeps finished photos between runs (--cache-clear drops them); the shelf knows them by content
    (root / "build" / "cache").mkdir(parents=True)
    assert config.cache, "pytest's cache plugin is off"
    (root / "build" / "cache" / "photos").symlink_to(config.cache.mkdir("etalase-photos"))
    return workspace.build_site(root)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site on a local host, without a slash at the end."""
    with serving(site) as url:
        yield url


@pytest.fixture(scope="session")
def documents(site: Path) -> dict[str, Document]:
    """Every HTML file of the tree, by its path."""
    return read_documents(site)
