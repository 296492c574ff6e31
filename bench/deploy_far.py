"""How fast is a first publication to a store far away? Beside s5cmd and rclone, in the same run.

    python -m bench.deploy_far [--objects 3000] [--rounds 3] [--delays 0 60 200]

Prints a Markdown table. Exit code 1 when etalase takes longer than `MOST` times s5cmd's wall time (median of
all rounds) at any delay.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from bench.deploy_tree import make_tree
from bench.far_proxy import far_proxy
from bench.tables import head, row
from bench.tools import MissingToolError
from bench.uploaders import Run, build, check_programs, etalase, make_hub, rclone, s5cmd
from tests.s3_server import S3Server, running_s3_server

MOST = 1.3
"""Times the wall time of s5cmd with its default of 256 workers."""
MB = 1_000_000
TRANSFERS = 64
"""Of rclone."""

RACERS: dict[str, Callable[[Path, str, S3Server], Run]] = {
    "etalase": etalase,
    "s5cmd": s5cmd,
    f"rclone, {TRANSFERS} transfers": lambda root, prefix, server: rclone(root, prefix, server, TRANSFERS),
}


def main() -> int:
    """The command."""
    arguments = _arguments()
    try:
        check_programs()
    except MissingToolError as error:
        print(error, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="etalase-bench-") as name:
        root = Path(name, "hub")
        make_hub(root)
        build(root)
        make_tree(root, arguments.objects)
        files = sum(path.is_file() for path in (root / "build" / "site").rglob("*"))
        print(
            f"First publication of {files:,} files; medians of {arguments.rounds} rounds, the order rotates\n"
        )
        head("delay", "program", "wall", "to s5cmd", "at worst", "processor", "memory", "PUT")
        good = [
            _race(root, Path(name, f"weed-{delay}"), delay, arguments.rounds) for delay in arguments.delays
        ]
    return 0 if all(good) else 1


def _race(root: Path, data: Path, delay: int, rounds: int) -> bool:
    """All programs so many times through a line with this delay; whether etalase is quick enough."""
    runs: dict[str, list[Run]] = {name: [] for name in RACERS}
    names = list(RACERS)
    with running_s3_server(data) as server, far_proxy(server.endpoint, delay) as endpoint:
        far = replace(server, endpoint=endpoint) if delay else server
        for number in range(rounds):
            for name in names[number % len(names) :] + names[: number % len(names)]:
                prefix = f"far-{number}-{names.index(name)}"
                runs[name].append(RACERS[name](root, prefix, far))
    for name in RACERS:
        ratios = [
            run.seconds / reference.seconds for run, reference in zip(runs[name], runs["s5cmd"], strict=True)
        ]
        row(
            f"{delay} ms",
            name,
            f"{median(run.seconds for run in runs[name]):.1f} s",
            f"{median(ratios):.2f}",
            f"{max(ratios):.2f}",
            f"{median(run.cpu for run in runs[name]):.1f} s",
            f"{max(run.memory for run in runs[name]) / MB:.0f} MB",
            runs[name][-1].requests["PUT"],
        )
        if name == "etalase":
            ours = median(ratios)
    return ours <= MOST


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.deploy_far",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--objects", type=int, default=3_000, help="files beside those of the hub")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--delays", type=int, nargs="+", default=[0, 60, 200], help="milliseconds a request")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
