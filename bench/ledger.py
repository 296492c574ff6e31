"""The ledger at the size of all of Jakarta: `python -m bench.ledger`.

Every seller's first term has ended when the first sweep comes, on days spread over two years.  Each step is
a process of its own; its CPU seconds (user and system) count, with the start of Python and all imports.
On SQLite the first sweep is repeated from the same start, and the best counts: other work on the machine only
ever slows it down.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from generator.hosting.address import VARIABLE
from generator.hosting.contact import Contact
from generator.hosting.ledger import open_ledger

ALL_OF_JAKARTA = 281_812
SWEEP_BUDGET = 5.0
"""CPU seconds of the first sweep."""
FIRST = date(2026, 1, 1)
DAYS = 730
TODAY = date(2030, 1, 1)
"""Everybody's two years are over."""
_ETALASE = "from generator.cli import main; main()"
_SWEEP = """
import sys, datetime, pathlib
from generator.hosting.ledger import open_ledger
with open_ledger(sys.argv[1], pathlib.Path(sys.argv[2])) as ledger:
    swept = ledger.sweep(datetime.date.fromisoformat(sys.argv[3]))
print(sum(map(len, swept.values())))
"""
_TERMS = """
import sys, pathlib
from generator.hosting.ledger import open_ledger
from generator.hosting.terms import load_terms
def held():
    return int(pathlib.Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
before = held()
terms = load_terms(sys.argv[1], pathlib.Path(sys.argv[2]), "otomatis")
print(f"{len(terms.known)} known, {held() - before:.0f} MB")
"""


def main() -> None:
    """Measure, print a Markdown table, and exit with 1 when a budget is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sellers", type=int, default=ALL_OF_JAKARTA)
    parser.add_argument("--runs", type=int, default=3, help="of the first sweep; SQLite only")
    parser.add_argument("--url", default="sqlite:///ledger.db", help="an empty database; SQLite by default")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        shutil.copy(Path(__file__).parents[1] / "hub.yaml", root)
        (root / "sellers").mkdir()
        begin(options.url, root, options.sellers)
        steps = measured(options.url, root, options.runs)
    print("| step | CPU s | outcome |\n|---|---|---|")
    for step, (seconds, outcome) in steps.items():
        print(f"| {step} | {seconds:.2f} | {outcome} |")
    first, second = steps["first sweep"], steps["second sweep"]
    good = first[0] <= SWEEP_BUDGET and first[1] == str(options.sellers) and second[1] == "0"
    raise SystemExit(0 if good else 1)


def begin(url: str, root: Path, sellers: int) -> None:
    """Publish all shops for the first time, some on every day of two years."""
    with open_ledger(url, root) as ledger:
        for day in range(DAYS):
            ledger.start(
                [
                    Contact(f"toko-{number:06d}", f"Toko {number}", f"62800{number:08d}", "", "", "tebet")
                    for number in range(day, sellers, DAYS)
                ],
                FIRST + timedelta(days=day),
            )


def measured(url: str, root: Path, runs: int) -> dict[str, tuple[float, str]]:
    """CPU seconds and outcome of each step."""
    etalase = [sys.executable, "-c", _ETALASE, "--root", str(root), "hosting"]
    today = ["--today", TODAY.isoformat(), "--json"]
    sweep = [sys.executable, "-c", _SWEEP, url, str(root), TODAY.isoformat()]
    return {
        "first sweep": first_sweep(sweep, url, root, runs),
        "second sweep": run(sweep, url),
        "terms for a build": run([sys.executable, "-c", _TERMS, url, str(root)], url),
        "status of all, as JSON": _counted(run([*etalase, "status", *today], url), "sellers"),
        "status of one": _counted(run([*etalase, "status", "toko-000001", *today], url), "sellers"),
        "verify": _counted(run([*etalase, "verify", "--json"], url), "differences"),
    }


def first_sweep(sweep: list[str], url: str, root: Path, runs: int) -> tuple[float, str]:
    """The best of several, each on a copy of the ledger as it was before."""
    ledger, before = root / "ledger.db", root / "before.db"
    if not ledger.exists():
        return run(sweep, url)
    shutil.copy(ledger, before)
    found = []
    for _ in range(runs):
        shutil.copy(before, ledger)
        found.append(run(sweep, url))
    return min(found)


def run(command: list[str], url: str) -> tuple[float, str]:
    """CPU seconds of a process, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = os.environ | {VARIABLE: url}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, done.stdout.strip()


def _counted(step: tuple[float, str], key: str) -> tuple[float, str]:
    seconds, text = step
    return seconds, f"{len(json.loads(text)[key])} {key}"


if __name__ == "__main__":
    main()
