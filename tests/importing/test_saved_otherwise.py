"""The same table, saved by another program: what it says is the same, so that it changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.importing.spreadsheets import Value, as_csv, as_xlsx, moment, write
from tests.importing.test_again import fate
from tests.shops import etalase, new_workspace

HEAD = (
    "Timestamp", "Nama Usaha", "WhatsApp", "Kategori", "Kecamatan", "Persetujuan", "Produk 1", "Harga 1"
)  # fmt: skip
CSV = (
    ("26/11/2026 00:00:00", "Dapur Ani", "0800-0000-0101", "Kuliner", "Tebet", "ya", "Soto", "Rp 20.000"),
    ("26/11/2026 12:30:00", "Kopi Budi", "0800-0000-0102", "Entah", "Tebet", "27/11/2026", "Kopi", "15.000"),
)
NOON, DAY = moment(2026, 11, 26, 12, 30), moment(2026, 11, 27)
XLSX: tuple[tuple[Value, ...], ...] = (
    (moment(2026, 11, 26), "Dapur Ani", 80000000101, "Kuliner", "Tebet", "ya", "Soto", 20000),
    (NOON, "Kopi Budi", 80000000102, "Entah", "Tebet", DAY, "Kopi", 15000),
)


def bring(root: Path, name: str, data: bytes) -> Any:
    return etalase(root, "import", str(write(root / name, data)))[1]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path)
    answer = bring(tmp_path, "daftar.csv", as_csv([HEAD, *CSV]))
    assert [one["action"] for one in answer["shops"]] == ["new", "failed"]
    return tmp_path


def test_what_csv_has_brought_and_what_was_corrected_stays_as_it_is_by_a_workbook(root: Path) -> None:
    errors = root / "import" / "daftar-masalah.csv"
    corrected = errors.read_text("utf-8-sig").replace("Entah", "Kopi")
    assert fate(bring(root, "import/daftar-masalah.csv", corrected.encode())) == ("new", [])
    answer = bring(root, "daftar.xlsx", as_xlsx({"Sheet1": [HEAD, *XLSX]}))
    assert (fate(answer, 2), fate(answer, 3)) == (("unchanged", []), ("unchanged", []))

    later = (*XLSX[1][:-1], 16000)
    answer = bring(root, "daftar.xlsx", as_xlsx({"Sheet1": [HEAD, XLSX[0], later]}))
    assert fate(answer, 3)[0] == "failed"
