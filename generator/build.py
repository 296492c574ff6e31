"""The recipe of a build: discover, select what changed, build each seller, renew the hub, report.

A seller is the unit: rebuilt whole or not at all. Its pages are laid out beside the old ones and swapped in;
what is known of it is written last. A seller with an error keeps its last good pages, unless it withdrew or
its hosting term ended.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

from generator.building.bazaars import read_bazaars
from generator.building.discovery import discover, settle_vanished
from generator.building.followers import rebuild_followers, write_redirects
from generator.building.hub_update import update_hub
from generator.building.intake import Intake, build_changed, settle
from generator.building.lifecycle import finish, prepare
from generator.building.report import BuildOptions, BuildReport, Progress
from generator.building.selection import select
from generator.building.setup import Setup, set_up
from generator.building.state import State
from generator.building.state_db import StateBusyError, in_plain_words

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
    with closing(State(options.root / options.folder / "state.db")) as state:
        setup = set_up(options, read_bazaars(options, state))
        intake = Intake(setup, state, progress)
        prepare(setup, state)
        _bring_up_to_date(setup, state, intake, progress)
        renewal = update_hub(setup, state)
        report = finish(setup, state, renewal, intake)
    report.seconds = round(time.monotonic() - started, 3)
    return report


def _bring_up_to_date(setup: Setup, state: State, intake: Intake, progress: Progress) -> None:
    """The sellers' own pages; whoever they are is forgotten before the hub takes its memory."""
    sellers = discover(setup, intake.net)
    settle_vanished(sellers.vanished, intake)
    selection = select(setup, state, sellers.found, progress)
    settle(selection, intake)
    build_changed(selection.jobs, intake)
    rebuild_followers(intake)
    write_redirects(intake)
    intake.tally.forget()
