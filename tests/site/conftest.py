from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.server import serving
from tests.browser import browser
from tests.site import workspace
from tests.site.crawl import Document, read_documents

__all__ = ["browser"]

_PATIENCE = 300
"""Seconds until another worker has built the site."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """The built tree. Workers of pytest-xdist share it: who can create its folder builds it, others wait."""
    base = tmp_path_factory.getbasetemp()
    root = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "etalase"
    ready = root / "ready"
    try:
        root.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + _PATIENCE
        while not ready.exists():
            assert time.monotonic() < deadline, "the site was not built by another worker"
            time.sleep(0.2)
        return root / "build" / "site"
    workspace.set_up(root)
    # pytest keeps finished photos between runs (--cache-clear drops them); the shelf knows them by content
    (root / "build" / "cache").mkdir(parents=True)
    (root / "build" / "cache" / "photos").symlink_to(_kept_photos(pytestconfig))
    report = workspace.build_site(root)
    assert not report.failures, report.diagnostics
    ready.touch()
    return root / "build" / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site on a local host, without a slash at the end."""
    with serving(site) as url:
        yield url


@pytest.fixture(scope="session")
def documents(site: Path) -> dict[str, Document]:
    """Every HTML file of the tree, by its path."""
    return read_documents(site)


def _kept_photos(config: pytest.Config) -> Path:
    cache = config.cache
    assert cache, "pytest's cache plugin is off"
    return cache.mkdir("etalase-photos")
