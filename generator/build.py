"""The recipe of a build: discover, select what changed, build each seller, renew the hub, report.

A seller is the unit: rebuilt whole or not at all. Its pages are laid out beside the old ones and swapped in;
what is known of it is written last. A seller with an error keeps its last good pages, unless it withdrew or
its hosting term ended.
"""

from __future__ import annotations

import sqlite3
import time

from generator.building.report import BuildOptions, BuildReport, Progress
from generator.building.state_db import StateBusyError, in_plain_words
from generator.building.steps import Steps

__all__ = ["BuildOptions", "BuildReport", "StateBusyError", "build"]


def build(options: BuildOptions, progress: Progress = lambda _done, _of: None) -> BuildReport:
    """Bring the built site up to date; a seller's faults are reported.

    Raises `ThemeError`, `OSError` and `StateBusyError`: another build or a deploy is at work in the folder.
    """
    try:
        return _built(options, progress)
    except sqlite3.DatabaseError as error:
        raise in_plain_words(error, options.root / options.folder / "state.db") from error


def _built(options: BuildOptions, progress: Progress) -> BuildReport:
    started = time.monotonic()
    steps = Steps(options, progress)
    try:
        steps.begin()
        slugs = steps.discover()
        steps.first_look(slugs)
        steps.those_who_follow()
        steps.redirect_moved()
        steps.renew_hub()
        steps.finish()
    finally:
        steps.state.close()
    steps.report.seconds = round(time.monotonic() - started, 3)
    return steps.report
