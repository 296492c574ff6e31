"""What comes of twelve spreadsheets, to the letter; again; and after the rows that failed were corrected."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.importing.files import CASES, Case
from tests.importing.spreadsheets import write
from tests.shops import etalase, new_workspace


def fates(answer: dict[str, Any]) -> tuple[tuple[Any, ...], ...]:
    return tuple(
        (one["row"], one["slug"], one["action"], tuple(sorted(p["code"] for p in one["problems"])))
        for one in answer["shops"]
    )


def codes(rows: Iterable[list[dict[str, str]]]) -> list[list[tuple[str, str]]]:
    return [sorted((one["code"], one["message"]) for one in problems) for problems in rows]


def tree(root: Path) -> dict[str, tuple[str, int]]:
    """Every file below sellers/, with the moment it was written."""
    files = (path for path in (root / "sellers").rglob("*") if path.is_file())
    return {
        path.relative_to(root / "sellers").as_posix(): (path.read_text("utf-8"), path.stat().st_mtime_ns)
        for path in files
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_a_file_becomes_the_shops_it_says_and_a_rerun_changes_nothing(case: Case, tmp_path: Path) -> None:
    root = new_workspace(tmp_path)
    file = write(tmp_path / case.file, case.data)
    code, rehearsed = etalase(root, "import", str(file), "--dry-run")
    assert tree(root) == {}
    assert not (root / "import").exists()
    code, answer = etalase(root, "import", str(file))
    assert fates(answer) == case.fates
    failed = [fate for fate in case.fates if fate[2] == "failed"]
    assert code == (3 if failed else 0)
    assert (answer["rows"], answer["failed"]) == (len(case.fates), len(failed))
    assert answer["unused_columns"] == list(case.unused)
    assert rehearsed == answer | {"error_file": None}
    after = tree(root)
    assert {path: text for path, (text, _) in after.items()} == case.texts
    problems = [problem for one in answer["shops"] for problem in one["problems"]]
    assert {p["code"] for p in problems if not p["column"]} <= {"consent-missing", "import-row-twice"}

    _, again = etalase(root, "import", str(file))
    assert tree(root) == after
    assert (again["new"], again["updated"], again["failed"]) == (0, 0, len(failed))

    if failed:
        back = (root / answer["error_file"]).read_text("utf-8-sig")
        rows = list(csv.reader(io.StringIO(back, newline=""), delimiter=_delimiter(back)))
        assert rows[0][0] == "masalah"
        assert len(rows) == 1 + len(failed)
        assert all(row[0] for row in rows)
        assert all(cell[:1] not in set("=+-@") for row in rows for cell in row)
        _, third = etalase(root, "import", str(root / answer["error_file"]))
        alone = {"import-row-twice"}  # the other row is not in this file
        told = [one["problems"] for one in answer["shops"] if one["action"] == "failed"]
        assert codes(one["problems"] for one in third["shops"] if one["action"] == "failed") == codes(
            problems for problems in told if not alone & {one["code"] for one in problems}
        )
        for typed, correct in case.corrections.items():
            back = back.replace(typed, correct)
        file = write(root / answer["error_file"], back.encode("utf-8-sig"))
        code, last = etalase(root, "import", str(file))
        assert (code, last["failed"]) == (0, 0), [one["problems"] for one in last["shops"]]
        _, whole = etalase(root, "import", str(write(tmp_path / case.file, case.data)))
        asked = [one["row"] for one in whole["shops"] if one["action"] == "failed"]
        assert not asked or case.knows_nobody or alone & {p["code"] for row in told for p in row}
        now = {path: text for path, (text, _) in tree(root).items()}
        both = [*third["shops"], *last["shops"]]
        chosen = {one["slug"] for one in both if one["action"] == "updated"}
        kept = {path: text for path, text in case.texts.items() if path.partition("/")[0] not in chosen}
        assert now.items() >= kept.items()
        assert len(now) > len(case.texts) or chosen


def _delimiter(text: str) -> str:
    head = text.split("\n")[0]
    return max(",;\t|", key=head.count)
