"""An import that is killed, wherever it is, and started again ends as one that was left alone."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
import warnings
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from generator.importing import intake
from tests.importing.spreadsheets import as_csv, write
from tests.importing.test_again import ANI, BUDI, HEAD, bring, row
from tests.shops import etalase, new_workspace
from tests.thorough import THOROUGH

POINTS = 100 if THOROUGH else 20
WRITES = ("os.mkdir", "os.rename", "os.remove", "os.link", "shutil.rmtree", "shutil.copytree")


def is_write(event: str, arguments: tuple[Any, ...]) -> bool:
    return event in WRITES or (event == "open" and bool(arguments[2] & (os.O_WRONLY | os.O_RDWR)))


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two shops that were imported, and a table with news of them and seven others."""
    root = new_workspace(tmp_path_factory.mktemp("before"))
    bring(root, ANI, BUDI)
    others = [
        row(ANI, id_anggota=f"JKP-{n}", nama_usaha="Warung Enak", whatsapp=f"0800-0000-02{n:02}")
        for n in range(10, 17)
    ]
    changed = [
        row(ANI, slogan="Baru", whatsapp="0800-0000-0111"),
        row(BUDI, slogan="Hitam", produk_1="Kopi", harga_1="9.000"),
    ]
    write(root / "anggota.csv", as_csv([HEAD, *others[:4], *changed, *others[4:]]))
    return root


def end(root: Path) -> tuple[dict[str, str], list[Any], list[Any]]:
    """What there is afterwards: files, the record, and questions to mentors."""
    folders = [root / "sellers", root / "form" / "sellers"]
    files = {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and not any(part[0] == "." for part in path.relative_to(root).parts)
    }
    with closing(sqlite3.connect(root / "import" / "import.db")) as db:
        record = db.execute(
            "SELECT slug, id, number, state, said, row FROM imported ORDER BY slug"
        ).fetchall()
    with closing(sqlite3.connect(root / "form" / "form.db")) as db:
        asked = db.execute("SELECT slug, kind, before, after FROM approvals WHERE outcome IS NULL").fetchall()
    agreed = (root / "form" / "approved" / "dapur-ani" / "toko.yaml").read_text("utf-8")
    return files, record, [*asked, [line for line in agreed.splitlines() if line.startswith("whatsapp")]]


def run(root: Path, kill_at: int = 0) -> tuple[int, int]:
    """An import in a process of its own: how it ended, and how often it wrote; the latter only if it did."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads that wait for this process's tests
        child = os.fork()
    if not child:
        seen = 0

        def watch(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal seen
            if is_write(event, arguments):
                seen += 1
                if seen == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        intake.AT_ONCE = 3
        code, _ = etalase(root, "import", str(root / "anggota.csv"))
        os.write(writing, f"{seen}".encode())
        os._exit(code)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as told:
        return os.waitstatus_to_exitcode(status), int(told.read() or b"0")


def test_killed_anywhere_and_started_again_it_ends_as_if_nothing_had_happened(
    before: Path, tmp_path: Path
) -> None:
    whole = Path(shutil.copytree(before, tmp_path / "whole"))
    code, writes = run(whole)
    assert code == 0
    assert writes > POINTS
    wanted = end(whole)
    for point in range(POINTS):
        root = Path(shutil.copytree(before, tmp_path / "killed"))
        at = 1 + point * (writes - 1) // (POINTS - 1)
        assert run(root, at)[0] == -signal.SIGKILL
        left = {path.name for path in (root / "sellers").iterdir() if path.name[0] != "."}
        assert left <= {path.name for path in (whole / "sellers").iterdir()}
        assert run(root)[0] == 0
        for found, expected in zip(end(root), wanted, strict=True):
            assert found == expected, f"killed at write {at} of {writes}"
        assert [path.name for path in (root / "sellers").iterdir() if path.name[0] == "."] == []
        shutil.rmtree(root)
