"""How fast is a first publication, and what do later ones cost? Beside s5cmd, rclone and hugo.

    python -m bench.deploy [--objects 20000] [--rounds 3]
    python -m bench.deploy --counts

Prints Markdown tables. Exit code 1 when a first publication takes longer than `MOST` times s5cmd's (the best
of all rounds), or when a count of requests is above what it may be.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench.deploy_counts import SIZES, count_requests
from bench.deploy_tree import change, make_tree
from bench.tables import head, requests_text, row
from bench.tools import MissingToolError
from bench.uploaders import Run, build, check_programs, etalase, hugo, make_hub, rclone, s5cmd
from tests.s3_server import S3Server, running_s3_server

MOST = 2.0
"""Times the wall time of s5cmd."""
MB = 1_000_000

Upload = Callable[[Path, str, S3Server], Run]

RACERS: dict[str, Upload] = {"etalase": etalase, "s5cmd": s5cmd, "rclone": rclone}
LATER: dict[str, Upload] = {"etalase": etalase, "rclone": rclone, "hugo": hugo}


def race(root: Path, server: S3Server, objects: int, rounds: int) -> Iterator[tuple[int, str, Run]]:
    """First publications, each to a place of its own; the order rotates from round to round."""
    names = list(RACERS)
    for number in range(rounds):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            done = RACERS[name](root, f"race-{number}-{name}", server)
            if done.requests["PUT"] < objects:
                raise SystemExit(
                    f"{name} published {done.requests['PUT']} of {objects} files:\n{done.output}"
                )
            yield number, name, done


def later(root: Path, server: S3Server) -> Iterator[tuple[str, str, Run]]:
    """What each program does where nothing, and where one page, has changed since its last run."""
    for name, upload in LATER.items():
        yield "first", name, upload(root, f"later-{name}", server)
    for name, upload in LATER.items():
        yield "nothing changed", name, upload(root, f"later-{name}", server)
    change(root)
    for name, upload in LATER.items():
        yield "one page changed", name, upload(root, f"later-{name}", server)


def main() -> int:
    """The command."""
    arguments = _arguments()
    try:
        check_programs()
    except MissingToolError as error:
        print(error, file=sys.stderr)
        return 2
    if arguments.counts:
        with _place() as (folder, server):
            return count_requests(folder, server, arguments.sellers)
    with _place() as (folder, server):
        root = folder / "hub"
        make_hub(root)
        build(root)
        make_tree(root, arguments.objects)
        good = _show_race(race(root, server, arguments.objects, arguments.rounds), arguments.objects)
        _show_later(later(root, server))
    return 0 if good else 1


def _show_race(runs: Iterable[tuple[int, str, Run]], objects: int) -> bool:
    found = [(number, name, run) for number, name, run in runs]
    reference = {number: run.seconds for number, name, run in found if name == "s5cmd"}
    print(f"First publication of {objects:,} small files\n")
    head("round", "program", "wall", "objects/s", "processor", "memory", "PUT", "to s5cmd")
    ratios: dict[str, list[float]] = {}
    for number, name, run in sorted(found, key=lambda one: one[0]):
        ratio = run.seconds / reference[number]
        ratios.setdefault(name, []).append(ratio)
        speed = f"{objects / run.seconds:,.0f}"
        cost = (f"{run.seconds:.1f} s", speed, f"{run.cpu:.1f} s", f"{run.memory / MB:.0f} MB")
        row(number + 1, name, *cost, run.requests["PUT"], f"{ratio:.2f}")
    ours = median(ratios["etalase"])
    print(f"\nMedian of etalase to s5cmd: {ours:.2f}, may be {MOST}")
    return ours <= MOST


def _show_later(runs: Iterable[tuple[str, str, Run]]) -> None:
    print("\nLater publications\n")
    head("what", "program", "wall", "processor", "memory", "requests at the server")
    for what, name, run in runs:
        cost = (f"{run.seconds:.2f} s", f"{run.cpu:.2f} s", f"{run.memory / MB:.0f} MB")
        row(what, name, *cost, requests_text(run.requests))


@contextmanager
def _place() -> Iterator[tuple[Path, S3Server]]:
    """An empty folder and an empty server, both gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="etalase-bench-") as name:
        folder = Path(name)
        with running_s3_server(folder / "weed") as server:
            yield folder, server


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.deploy",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--objects", type=int, default=20_000, help="files of the race")
    parser.add_argument("--rounds", type=int, default=3, help="of the race")
    parser.add_argument("--counts", action="store_true", help="count requests in hubs of real pages instead")
    parser.add_argument("--sellers", type=int, nargs="+", default=SIZES, help="sizes of the hubs to count in")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
