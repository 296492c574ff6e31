"""`etalase report visits`: sums of shops, kecamatan and all, of which small ones are not told."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.shops import build, etalase, new_workspace, write_shop
from tests.visits.logs import Look, combined
from tests.visits.test_import import NOON, TODAY, put

SHOPS = {"kopi-satu": "Tebet", "kopi-dua": "Tebet", "teh-satu": "Pal Merah", "teh-dua": "Pal Merah"}
TOTAL = {"shops": 4, "visits": 23, "views": 30}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built hub; looks by 12, 6, 4 and 1 people, and 7 of them twice; one shop a month ago."""
    root = new_workspace(tmp_path_factory.mktemp("report") / "hub")
    for slug, kecamatan in SHOPS.items():
        write_shop(root, slug, kecamatan=kecamatan)
    assert build(root, today=TODAY.isoformat())[0] == 0
    people = (("kopi-satu", 12), ("kopi-dua", 6), ("teh-satu", 4), ("teh-dua", 1))
    looks = [
        Look(f"/{slug}/", at=NOON - timedelta(days=n % 3), address=f"203.0.113.{n}")
        for slug, count in people
        for n in range(count)
    ]
    looks += [
        Look("/kopi-satu/kopi.html", at=NOON - timedelta(days=n % 3), address=f"203.0.113.{n}")
        for n in range(7)
    ]
    bring(root, looks, 0)
    bring(
        root,
        [Look("/kopi-dua/", at=NOON - timedelta(days=50), address=f"203.0.113.{n}") for n in range(9)],
        50,
    )
    return root


def bring(root: Path, looks: list[Look], days: int) -> None:
    log = put(root.parent, "access.log", map(combined, looks))
    today = (TODAY - timedelta(days=days)).isoformat()
    assert etalase(root, "visits", "import", str(log), "--today", today)[0] == 0


def report(root: Path, *options: str) -> dict[str, Any]:
    code, answer = etalase(root, "report", "visits", "--today", TODAY.isoformat(), *options)
    assert code == 0
    return answer


def text(root: Path, *options: str) -> str:
    arguments = ["--root", str(root), "report", "visits", "--today", TODAY.isoformat(), *options]
    return CliRunner().invoke(main, arguments, catch_exceptions=False).stdout


def test_sums_are_of_exact_numbers_and_small_ones_are_hidden(root: Path) -> None:
    assert report(root) == {
        "version": 1,
        "from": "2026-11-03",
        "until": "2026-11-30",
        "total": TOTAL,
        "kecamatan": [
            {"slug": "pal-merah", "shops": 2, "visits": 5, "views": 5},
            {"slug": "tebet", "shops": 2, "visits": 18, "views": 25},
        ],
        "shops": [
            {"slug": "kopi-dua", "kecamatan": "tebet", "visits": 6, "views": 6},
            {"slug": "kopi-satu", "kecamatan": "tebet", "visits": 12, "views": 19},
            {"slug": "teh-dua", "kecamatan": "pal-merah", "visits": None, "views": None},
            {"slug": "teh-satu", "kecamatan": "pal-merah", "visits": None, "views": None},
        ],
    }


def test_a_period_and_a_kecamatan_may_be_chosen(root: Path) -> None:
    found = report(root, "--until", "2026-10-31")
    assert (found["from"], found["total"]) == ("2026-10-04", {"shops": 1, "visits": 9, "views": 9})
    assert report(root, "--from", "2026-10-01")["total"] == {"shops": 4, "visits": 32, "views": 39}
    one_day = report(root, "--from", "2026-11-28", "--until", "2026-11-28", "--kecamatan", "Palmerah")
    assert (one_day["total"]["visits"], [shop["slug"] for shop in one_day["shops"]]) == (None, ["teh-satu"])
    code, _ = wrong(root, "--from", "2026-11-30", "--until", "2026-11-29")
    assert code == 2


def wrong(root: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["--root", str(root), "report", "visits", *options])
    return done.exit_code, done.stderr


def test_csv_and_the_table_say_the_same(root: Path) -> None:
    rows = list(csv.reader(io.StringIO(text(root, "--csv"))))
    assert rows == [
        ["slug", "kecamatan", "visits", "views"],
        ["kopi-dua", "tebet", "6", "6"],
        ["kopi-satu", "tebet", "12", "19"],
        ["teh-dua", "pal-merah", "<5", "<5"],
        ["teh-satu", "pal-merah", "<5", "<5"],
    ]
    lines = [line.split() for line in text(root).splitlines() if line]
    assert lines == [
        ["visits", "views"],
        ["all", "shops", "23", "30"],
        ["Pal", "Merah", "5", "5"],
        ["Tebet", "18", "25"],
        ["kopi-satu", "12", "19"],
        ["kopi-dua", "6", "6"],
        ["teh-satu", "<5", "<5"],
        ["teh-dua", "<5", "<5"],
    ]


def test_where_nothing_was_counted_there_is_nothing(tmp_path: Path) -> None:
    root = new_workspace(tmp_path / "hub")
    nothing = report(root)
    assert nothing["total"] == {"shops": 0, "visits": None, "views": None}
    assert nothing["shops"] == []
    assert not (root / "visits").exists()
    (root / "visits").mkdir()
    (root / "visits" / "visits.db").write_bytes(b"bukan basis data" * 1000)
    code, answer = etalase(root, "report", "visits")
    assert (code, answer["shops"]) == (1, [])
    assert "visits.db" in answer["error"]
