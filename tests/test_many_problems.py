"""The same mistake in 140 shops: the first problems are told in full, the rest by number; JSON has all."""

from __future__ import annotations

import json
import re
import shutil
from itertools import cycle
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.many import SHOWN, counted, first_lines, first_names
from generator.publish.report import DeployReport, FileFailure
from tests.shops import build, etalase, new_workspace, product, write_shop

SHOPS = 140
KECAMATAN = ("Tebet", "Cilandak", "Pal Merah")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """140 shops whose price cannot be read; in every tenth a photo is missing, too."""
    new_workspace(tmp_path)
    for number, place in zip(range(1, SHOPS + 1), cycle(KECAMATAN), strict=False):
        more = {"foto": "hilang.jpg"} if number % 10 == 0 else {}
        text = product(harga="dua puluh", **more)
        write_shop(tmp_path, f"toko-{number:03}", {"kopi": text}, kecamatan=place)
    return tmp_path


def run(root: Path, *arguments: str) -> tuple[int, str, str]:
    outcome = CliRunner().invoke(main, ["--root", str(root), *arguments])
    return outcome.exit_code, outcome.stdout, outcome.stderr


def numbers(line: str) -> dict[str, int]:
    """`  menurut jenis: price-unreadable 134, photo-missing 14`."""
    found = re.findall(r"([^,]+) (\d+)(?:, |$)", line.partition(": ")[2])
    return {name: int(number) for name, number in found}


def test_a_build_shows_twenty_problems_and_counts_the_rest(root: Path) -> None:
    code, _out, told = run(root, "build", "--jobs", "1", "--today", "2026-11-21")
    lines = told.splitlines()
    assert code == 3
    assert sum("kopi.md:3:8: salah: " in line for line in lines) == SHOWN - 1, "and one photo"
    assert lines.index(next(line for line in lines if "lagi" in line)) == 4 * SHOWN
    head, kinds, places, how = lines[4 * SHOWN : 4 * SHOWN + 4]
    assert head == "Masih ada 134 masalah lagi (salah: 134, peringatan: 0)"
    assert numbers(kinds) == {"price-unreadable": SHOPS - SHOWN + 1, "photo-missing": 13}
    assert numbers(places).keys() == {"Tebet", "Cilandak", "Pal Merah"}
    assert sum(numbers(places).values()) == 134
    assert how.strip() == "→ lihat semuanya: etalase check, atau etalase build --json"


def test_errors_are_shown_before_warnings(root: Path) -> None:
    for number in range(1, 140):
        write_shop(root, f"toko-{number:03}", warnaa="merah")
    _code, _out, told = run(root, "build", "--jobs", "1", "--today", "2026-11-21")
    assert "sellers/toko-140/produk/kopi.md:3:8: salah: " in told
    assert told.count(": peringatan: ") == SHOWN - 2
    quiet = run(root, "build", "--jobs", "1", "--today", "2026-11-21", "--quiet")[2]
    assert "peringatan" not in quiet
    assert "lagi" not in quiet


def test_json_and_check_keep_every_problem(root: Path) -> None:
    code, answer = build(root)
    checked_code, checked = etalase(root, "check", "--jobs", "1")
    assert (code, checked_code) == (3, 3)
    assert len(answer["failures"]) == SHOPS
    assert len(answer["diagnostics"]) == SHOPS + SHOPS // 10
    assert answer["diagnostics"] == checked["diagnostics"]
    _code, out, _told = run(root, "check", "--jobs", "1")
    assert out.count(": salah: ") == SHOPS + SHOPS // 10
    assert "lagi" not in out


def test_a_shop_that_lost_its_file_is_counted_where_it_was(tmp_path: Path) -> None:
    new_workspace(tmp_path)
    for number in range(30):
        write_shop(tmp_path, f"toko-{number:03}", kecamatan="Cilandak")
    build(tmp_path)
    for folder in (tmp_path / "sellers").iterdir():
        (folder / "toko.yaml").unlink()
    shutil.rmtree(tmp_path / "sellers" / "toko-029")
    write_shop(tmp_path, "toko-999", kecamatan="Entah")
    told = run(tmp_path, "build", "--jobs", "1", "--today", "2026-11-21")[2]
    [line] = [line for line in told.splitlines() if "menurut kecamatan" in line]
    assert numbers(line) == {"Cilandak": 9, "belum diketahui": 1}


def test_few_problems_are_told_as_ever(tmp_path: Path) -> None:
    new_workspace(tmp_path)
    for number in range(SHOWN):
        write_shop(tmp_path, f"toko-{number:03}", {"kopi": product(harga="dua puluh")})
    told = run(tmp_path, "build", "--jobs", "1", "--today", "2026-11-21")[2]
    assert told == run(tmp_path, "check", "--jobs", "1", "--quiet")[1]


def test_a_deploy_tells_of_many_files_and_shops_by_number() -> None:
    failed = tuple(FileFailure(f"toko-{n:03}/index.html", f"toko-{n:03}", "503 busy") for n in range(SHOPS))
    report = DeployReport(
        "file:///x/", False, "partial", failed=failed, held_back=tuple(f.seller for f in failed)
    )
    lines = list(report._remarks())
    assert len(lines) == SHOWN + 2
    assert lines[SHOWN] == f"and {SHOPS - SHOWN} more: 503 busy {SHOPS - SHOWN} (all with --json)"
    assert lines[-1].endswith(f"toko-019 and {SHOPS - SHOWN} more")
    assert len(json.loads(json.dumps(report.as_json()))["failed"]) == SHOPS


def test_hosting_tells_of_many_refusals_by_number(root: Path) -> None:
    slugs = [f"toko-{number:03}" for number in range(1, 31)]
    code, _out, told = run(root, "hosting", "renew", *slugs, "--today", "2026-11-21")
    assert code == 1
    assert len(told.splitlines()) == SHOWN + 1
    assert told.splitlines()[-1].startswith("and 10 more: ")
    assert told.endswith(" 10 (all with --json)\n")
    assert len(etalase(root, "hosting", "renew", *slugs, "--today", "2026-11-21")[1]["refused"]) == 30


def test_the_words_of_numbers() -> None:
    assert counted([]) == ""
    assert counted(["b", "a", "b", "c"]) == "b 2, a 1, c 1"
    assert counted(["b", "a", "b", "c"], 1) == "b 2, 2 others"
    assert list(first_lines([("x: y", "y")], "z")) == ["x: y"]
    assert first_names(["a", "b"]) == "a, b"
