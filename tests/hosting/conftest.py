from __future__ import annotations

from pathlib import Path

import pytest

from tests.postgres_server import postgres

__all__ = ["postgres"]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of a ledger that is not there yet, on either database."""
    if request.param == "sqlite":
        return "sqlite:///ledger.db"
    fresh: str = request.getfixturevalue("postgres").fresh()
    return fresh


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty workspace."""
    return tmp_path
