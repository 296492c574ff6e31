"""Draw the sample shops' pictures again: `python sellers/draw.py [PATTERN ...]`.

Every picture comes out the same each time, so running this changes nothing unless the code changed.
A pattern such as `kopi-tebet/*` or `*/rendang*` draws only what it matches; `--qris` prints and checks the
shops' synthetic QRIS texts instead.
"""

from __future__ import annotations

import argparse
import os
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from fnmatch import fnmatch
from pathlib import Path

os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # two processes share the work; more threads only get in the way

from _drawing import qris
from _drawing.catalogue import catalogue, draw

HERE = Path(__file__).parent


def main() -> int:
    """Read the arguments and draw; 1 if a QRIS text in a shop's file is not the expected one."""
    options = argparse.ArgumentParser(description="Draw the sample shops' pictures.")
    options.add_argument("patterns", nargs="*", default=["*"], help="shop/photo, with * and ?")
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--scale", type=float, default=1.0, help="0.25 for a quick look")
    options.add_argument("--oversample", type=float, default=1.0, help="below 1 is faster and softer")
    options.add_argument("--into", type=Path, default=HERE, help="another folder for the result")
    options.add_argument("--qris", action="store_true", help="print and check the synthetic QRIS texts")
    chosen = options.parse_args()
    return check_qris() if chosen.qris else draw_all(chosen)


def draw_all(chosen: argparse.Namespace) -> int:
    """Draw every picture that matches."""
    wanted = [
        (shop, photo)
        for shop, photos in catalogue().items()
        for photo in photos
        if any(fnmatch(f"{shop}/{photo}", pattern) for pattern in chosen.patterns)
    ]
    begun, size = time.monotonic(), 0
    with ProcessPoolExecutor(chosen.jobs) as pool:
        tasks = [
            pool.submit(draw, shop, photo, chosen.into, chosen.scale, chosen.oversample)
            for shop, photo in wanted
        ]
        for done, task in enumerate(as_completed(tasks), 1):
            path = task.result()
            size += path.stat().st_size
            print(
                f"{done}/{len(tasks)} {path.parent.parent.name}/{path.name} {path.stat().st_size // 1000} kB"
            )
    print(f"{len(wanted)} pictures, {size / 1e6:.1f} MB, {time.monotonic() - begun:.0f} s")
    return 0


def check_qris() -> int:
    """Print every shop's QRIS text and compare it with the shop's file."""
    wrong = 0
    for merchant in qris.MERCHANTS:
        payload = qris.static_payload(merchant)
        used = (HERE / merchant.slug / "toko.yaml").read_text(encoding="utf-8")
        good = qris.is_intact(payload) and f'qris: "{payload}"' in used
        wrong += not good
        print(f"{'ok   ' if good else 'WRONG'} {merchant.slug}: {payload}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
