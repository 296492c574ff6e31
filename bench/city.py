"""All of a city's shops, really built: what it takes, and what it takes once more after small changes.

    python -m bench.city [--sellers 281812] [--products 4] [--jobs 2] [--dir DIR]

Prints a Markdown table of wall time, processor time of all processes, the largest process and files written;
the folder needs about 0.2 MB and 23 inodes a shop.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from bench.tables import head, row
from bench.uploaders import Run, run

MB = 1_000_000
_ETALASE = [sys.executable, "-c", "from generator.cli import main; main()"]


def main() -> int:
    """Build, change, build again; one line for each."""
    options = _arguments()
    with tempfile.TemporaryDirectory(prefix="etalase-city-", dir=options.dir) as name:
        root = Path(name)
        counts = ["--sellers", str(options.sellers), "--products", str(options.products), "--photos", "0"]
        head("what", "wall", "CPU", "largest process", "files written", "deleted")
        _tell("demo", run([*_ETALASE, "--root", str(root), "demo", "-q", *counts]))
        for what in chain(["cold build"], _changes(root)):
            _tell(what, _build(root, options.jobs))
        for line in _sizes(root / "build"):
            print(line)
    return 0


def _changes(root: Path) -> Iterator[str]:
    """Make one small change at a time; the build that follows is named after it."""
    yield "nothing changed"
    product = next(iter(sorted(_first_shop(root).glob("produk/*.md"))))
    text = product.read_text("utf-8")
    product.write_text(re.sub(r"^harga: .*$", "harga: 98765", text, count=1, flags=re.MULTILINE), "utf-8")
    yield "one price changed"
    new = root / "sellers" / "toko-yang-baru"
    shutil.copytree(_first_shop(root), new)
    told = (new / "toko.yaml").read_text("utf-8")
    told = re.sub(r"^nama: .*$", "nama: Toko Yang Baru", told, flags=re.MULTILINE)
    (new / "toko.yaml").write_text(
        re.sub(r"^whatsapp: .*$", 'whatsapp: "0800-0000-9999"', told, flags=re.MULTILINE), "utf-8"
    )
    yield "one new shop"


def _first_shop(root: Path) -> Path:
    """The first published one as the folder itself lists them; to sort all takes seconds."""
    with os.scandir(root / "sellers") as entries:
        shops = (Path(entry.path) for entry in entries)
        return next(shop for shop in shops if (root / "build/site" / shop.name / "index.html").exists())


def _build(root: Path, jobs: int) -> Run:
    return run([*_ETALASE, "--root", str(root), "build", "--json", "--jobs", str(jobs)])


def _tell(what: str, took: Run) -> None:
    files = json.loads(took.output)["files"] if took.output.startswith("{") else {}
    row(
        what,
        f"{took.seconds:,.1f} s",
        f"{took.cpu:,.1f} s",
        f"{took.memory / MB:,.0f} MB",
        f"{files.get('written', 0):,}",
        f"{files.get('deleted', 0):,}",
    )


def _sizes(build: Path) -> Iterator[str]:
    with sqlite3.connect(f"file:{build / 'state.db'}?mode=ro", uri=True) as state:
        files, content = state.execute("SELECT count(*), sum(size) FROM files").fetchone()
        ours, hub = state.execute("SELECT count(*), sum(size) FROM files WHERE seller = ''").fetchone()
    yield (
        f"\n{files:,} files of {content / MB:,.0f} MB, of the hub {ours:,} of {hub / MB:,.0f} MB; "
        f"state.db {(build / 'state.db').stat().st_size / MB:,.0f} MB"
    )
    used = subprocess.run(
        ["du", "-s", "--block-size=1000000", build / "site"], capture_output=True, text=True, check=True
    )
    yield f"on the disk {int(used.stdout.split()[0]):,} MB"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sellers", type=int, default=281_812)
    parser.add_argument("--products", type=int, default=4)
    parser.add_argument("--jobs", type=int, default=2, help="worker processes of etalase build")
    parser.add_argument("--dir", default=None, help="where to build; the system's temporary folder")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
