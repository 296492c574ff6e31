"""What it costs that a build waits for the disk: `python -m bench.closing`.

Builds of a demo workspace in this process, with and without the waiting in turn; the best of each counts,
because other work on the machine only ever slows one down.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from datetime import date
from pathlib import Path
from unittest.mock import patch

from bench.tables import head, row
from generator.build import BuildOptions, build
from generator.building import durable
from generator.building.state import State
from generator.content.hub import load_hub

TODAY = date(2026, 11, 29)


def main() -> None:
    """Measure, and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sellers", type=int, default=40)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=".") as name:
        root = Path(name)
        demo = ["-c", "from generator.cli import main; main()", "--root", name, "demo"]
        subprocess.run([sys.executable, *demo, "--sellers", str(options.sellers)], check=True)
        head("seconds", "waiting for the disk", "not waiting", "ratio")
        _built(root)  # photos are made from here on
        _compare("every shop, photos made before", options.runs, lambda: _afresh(root))
        _compare("one shop", options.runs, lambda: _touch(root))
        _compare("nothing changed", options.runs, lambda: root)


def _compare(what: str, runs: int, prepare: Callable[[], Path]) -> None:
    best = {True: float("inf"), False: float("inf")}
    for number in range(runs * 2):
        waits = bool(number % 2)
        root = prepare()
        with nullcontext() if waits else _without_waiting():
            best[waits] = min(best[waits], _built(root))
    row(what, f"{best[True]:.3f}", f"{best[False]:.3f}", f"{best[True] / best[False]:.2f}")


def _without_waiting() -> AbstractContextManager[object]:
    def mark(state: State, key: str, value: str) -> None:
        state.set_meta(key, value)
        state.commit()

    with ExitStack() as patches:
        patches.enter_context(patch.object(durable, "_sync", lambda _folder: None))
        patches.enter_context(patch.object(State, "mark", mark))
        return patches.pop_all()


def _built(root: Path) -> float:
    hub, _ = load_hub(root)
    if hub is None:
        raise SystemExit("the demo's hub.yaml cannot be used")
    started = time.perf_counter()
    build(BuildOptions(root, hub, TODAY))
    return time.perf_counter() - started


def _afresh(root: Path) -> Path:
    for part in (root / "build").glob("s*"):  # site, stage and state; the cache stays
        shutil.rmtree(part) if part.is_dir() else part.unlink()
    return root


def _touch(root: Path) -> Path:
    page = next((root / "sellers").glob("*/produk/*.md"))
    page.write_text(page.read_text("utf-8") + "!", "utf-8")
    return root


if __name__ == "__main__":
    main()
