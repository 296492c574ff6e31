"""A program for test_killed.py: sweeps that are killed at one point after another, each followed by a rerun.

`python -m tests.hosting.killed_sweep FOLDER STEP URL…`: one URL for each point, of ledgers that are not there
yet; STEP 1 tries every point.
Prints the point at which one came through.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, event

from generator.hosting.ledger import open_ledger
from tests.hosting.histories import END, FIRST, contact, handed_over, until_suspended

SLUGS = ("kopi-dua", "kopi-satu", "kopi-tiga")
TODAY = END + timedelta(days=121)
"""On this day two shops are taken down, and a third is purged."""


def prepare(url: str, root: Path) -> None:
    """Three terms, of which one is suspended and two will be."""
    with open_ledger(url, root) as ledger:
        ledger.start([contact("kopi-satu")], FIRST)
        until_suspended(ledger, "kopi-satu")
        later = END + timedelta(days=90)
        ledger.start([contact("kopi-dua"), contact("kopi-tiga")], FIRST + timedelta(days=90))
        ledger.sweep(later)
        for term in ledger.some(["kopi-dua", "kopi-tiga"]):
            for days in (3, 10):
                told = handed_over(term, f"D+{days}", later + timedelta(days=days))
                ledger.record(term.slug, lambda _term, told=told: [told])  # type: ignore[misc]


def sweep_until(url: str, root: Path, point: int) -> None:
    """Sweep, and kill this very process at a point: before or after a statement, or before a commit."""
    passed = 0

    def pass_by(*_arguments: object) -> None:
        nonlocal passed
        passed += 1
        if passed == point:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, name, pass_by)
    with open_ledger(url, root) as ledger:
        ledger.sweep(TODAY)
        pass_by()


def check(url: str, root: Path) -> None:
    """After a rerun, everything that was due has happened exactly once."""
    with open_ledger(url, root) as ledger:
        ledger.sweep(TODAY)
        kinds = {slug: [event.kind for event in ledger.events(slug)] for slug in SLUGS}
        life = ["started", "grace", "notice", "notice", "suspended"]
        assert kinds == {"kopi-satu": [*life, "purged"], "kopi-dua": life, "kopi-tiga": life}, kinds
        assert all(on_record == made for _slug, on_record, made in ledger.replays())


def main() -> None:
    """Kill at the first point, the second, … until a sweep comes through."""
    root = Path(sys.argv[1])
    step = int(sys.argv[2])
    for point, url in zip(range(1, 1_000, step), sys.argv[3:], strict=False):
        prepare(url, root)
        child = os.fork()
        if child == 0:
            sweep_until(url, root, point)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        check(url, root)
        if not os.WIFSIGNALED(status):
            sys.stdout.write(f"{point}\n")
            return
    raise SystemExit("there are more points than ledgers")


if __name__ == "__main__":
    main()
