"""Tests do not lose power: nothing waits until a disk has what was written to it.

A test of what a power cut may take watches the calls themselves.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from generator.building import durable
from generator.disk import file_system


class _Connection(sqlite3.Connection):
    """One that never waits, where it is asked to be careful."""

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        answer = super().execute(statement, *values)
        if statement.startswith("PRAGMA synchronous"):
            super().execute("PRAGMA synchronous = OFF")
        return answer


def never_wait(patch: pytest.MonkeyPatch) -> None:
    """In this process, and in those that are forked from it."""
    connect: Callable[..., sqlite3.Connection] = partial(sqlite3.connect, factory=_Connection)
    patch.setattr(sqlite3, "connect", connect)
    patch.setattr(sqlite3.dbapi2, "connect", connect)
    patch.setattr(os, "fsync", os.fstat)  # refuses what is no open file, too
    patch.setattr(durable, "_sync", os.stat)
    patch.setattr(file_system, "wait_until_written", os.stat)
