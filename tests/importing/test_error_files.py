"""What a person has typed into an error file is never lost, and what is done with is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.importing.spreadsheets import as_csv, write
from tests.importing.test_again import ANI as GOOD
from tests.importing.test_again import BUDI as OTHER
from tests.importing.test_again import HEAD, bring, row
from tests.shops import etalase, new_workspace

BAD = row(OTHER, kategori="Entah")
FIRST, SECOND = "import/anggota-masalah.csv", "import/anggota-masalah-2.csv"


def files(answer: Any) -> tuple[str | None, str | None, str | None]:
    return answer["error_file"], answer["error_file_waiting"], answer["error_file_done"]


def correct(root: Path, name: str) -> bytes:
    """Type the right category into an error file."""
    text = (root / name).read_text("utf-8-sig")
    return write(root / name, text.replace("Entah", "Kopi").encode()).read_bytes()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path)
    assert files(bring(tmp_path, GOOD, BAD)) == (FIRST, None, None)
    return tmp_path


def test_a_corrected_file_stays_until_it_is_imported(root: Path) -> None:
    corrected = correct(root, FIRST)
    assert files(bring(root, GOOD, BAD)) == (SECOND, FIRST, None)
    assert files(bring(root, GOOD, BAD)) == (SECOND, FIRST, None)  # nobody has touched the second
    assert files(bring(root, GOOD)) == (None, FIRST, None)
    assert (root / FIRST).read_bytes() == corrected
    assert (root / SECOND).stat().st_mode & 0o777 == 0o600
    _, answer = etalase(root, "import", str(root / FIRST))
    assert (answer["new"], files(answer)) == (1, (None, None, FIRST))
    assert files(bring(root, GOOD, row(BAD, id_anggota="JKP-3"))) == (FIRST, None, None)


def test_what_an_import_has_written_or_just_read_is_replaced_in_its_place(root: Path) -> None:
    assert files(bring(root, GOOD, BAD)) == (FIRST, None, None)
    correct(root, FIRST)
    assert files(bring(root, GOOD, BAD)) == (SECOND, FIRST, None)
    text = (root / SECOND).read_text("utf-8-sig").replace("Entah", "Entah lagi")
    write(root / SECOND, text.encode())
    assert files(etalase(root, "import", str(root / SECOND))[1]) == (SECOND, None, None)
    assert "Entah lagi" in (root / SECOND).read_text("utf-8-sig")


def test_a_table_whose_name_only_looks_like_an_error_file_has_its_own(root: Path) -> None:
    file = write(root / "pasar-masalah-kota.csv", as_csv([HEAD, BAD]))
    assert etalase(root, "import", str(file))[1]["error_file"] == "import/pasar-masalah-kota-masalah.csv"


def test_a_file_that_nobody_knows_is_not_replaced(root: Path) -> None:
    theirs = write(root / "import" / "lain-masalah.csv", b"catatan sendiri")
    file = write(root / "lain.csv", as_csv([HEAD, BAD]))
    answer = etalase(root, "import", str(file))[1]
    assert files(answer) == ("import/lain-masalah-2.csv", "import/lain-masalah.csv", None)
    assert theirs.read_bytes() == b"catatan sendiri"
