"""Broken and hostile files get one clear sentence, in little memory, and leave the workspace as it was."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.importing.files import GOOGLE_CSV
from tests.importing.spreadsheets import as_csv, as_xlsx, write, zipped
from tests.shops import etalase, new_workspace

HEAD = ("Nama Usaha", "WhatsApp", "Kategori", "Kecamatan")
ROW = ("Toko", "0800-0000-0101", "kuliner", "Tebet")
SHEET = "xl/worksheets/sheet1.xml"
_START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_END = b"</sheetData></worksheet>"
MEMORY = 300 * 1024
LARGEST = 20_000_000
"""Of these tests: what is larger takes a while to be made."""


def with_sheet(xml: bytes) -> bytes:
    """A workbook whose sheet is this XML."""
    good = zipfile.ZipFile(io.BytesIO(as_xlsx({"A": [HEAD]})))
    return zipped({name: good.read(name) for name in good.namelist()} | {SHEET: xml})


def ole(name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + name.encode("utf-16-le") + bytes(600)


def far_cell(place: str) -> bytes:
    return with_sheet(_START + f'<row><c r="{place}" t="str"><v>x</v></c></row>'.encode() + _END)


def unmarked_cells() -> bytes:
    """Twenty thousand cells in a row that do not say where they stand."""
    return with_sheet(_START + b"<row>" + b"<c><v>1</v></c>" * 20_000 + b"</row>" + _END)


def lying_sizes() -> bytes:
    """A part that is larger than it says."""
    data = bytearray(with_sheet(_START + b" " * 3_000_000 + _END))
    size = (len(_START) + 3_000_000 + len(_END)).to_bytes(4, "little")
    return bytes(data.replace(size, (100).to_bytes(4, "little")))


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "empty"),
    "blank": (lambda: b"\n \r\n", "empty"),
    "only names of columns": (lambda: as_csv([("Apa", "Ini"), ("1", "2")]), "no column says"),
    "photo": (lambda: b"\xff\xd8\xff\xe0" + bytes(100), "photo"),
    "pdf": (lambda: b"%PDF-1.7\n", "PDF"),
    "web page": (lambda: b"<html><table><tr><td>Nama</td></tr></table>", "web page"),
    "binary": (lambda: bytes(range(256)) * 20, "no table"),
    "old excel": (lambda: ole("Workbook"), ".xls"),
    "password": (lambda: ole("EncryptedPackage"), "password"),
    "macros": (lambda: as_xlsx({"A": [HEAD, ROW]}, extra={"xl/vbaProject.bin": b"x"}), "macros"),
    "libreoffice": (lambda: zipped({"mimetype": b"x", "content.xml": b"<a/>"}), ".ods"),
    "binary workbook": (lambda: zipped({"xl/workbook.bin": b"x"}), ".xlsb"),
    "other zip": (lambda: zipped({"foto.jpg": b"x"}), "no workbook"),
    "cut": (lambda: as_xlsx({"A": [HEAD, ROW]})[:-200], "damaged"),
    "damaged inside": (lambda: with_sheet(b"<worksheet><sheetData><row><c"), "damaged"),
    "empty workbook": (lambda: as_xlsx({"A": []}), "empty"),
    "bomb": (lambda: with_sheet(_START + b" " * (LARGEST + 1) + _END), "larger than"),
    "lying bomb": (lying_sizes, "damaged"),
    "last cell": (lambda: far_cell("XFD1048576"), "columns"),
    "last row": (lambda: far_cell("CV1048576"), "larger than"),
    "beyond the last column": (lambda: far_cell("ZZZZZZZ1"), "columns"),
    "unmarked cells": (unmarked_cells, "columns"),
    "million columns": (lambda: b"Nama Usaha," * 1_000_000, "longer than"),
    "thousand columns": (lambda: as_csv([HEAD, ["x"] * 1000]), "columns"),
    "line without end": (lambda: as_csv([HEAD]) + b"x" * 5_000_000, "longer than"),
    "open quote": (lambda: as_csv([HEAD]) + b'"Toko,' + b"x\n" * 200_000, "quote"),
}  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_workspace(tmp_path_factory.mktemp("hostile"))


Import = Callable[[str, Path], tuple[int, str, int]]
"""How, and of what file -> exit code, what it says, and the largest memory of a child in KiB."""


@pytest.fixture(scope="module")
def imported(root: Path) -> Iterator[Import]:
    """Imports in a small process, whose children's memory can be told."""
    program = [sys.executable, "-m", "tests.importing.small_process", str(root), str(LARGEST)]
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    ) as process:

        def ask(how: str, file: Path) -> tuple[int, str, int]:
            assert process.stdin and process.stdout
            process.stdin.write(f"{how} {file}\n")
            process.stdin.flush()
            code, said, memory = json.loads(process.stdout.readline())
            return code, said, memory

        yield ask


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_table_gets_one_sentence(name: str, root: Path, imported: Import) -> None:
    make, sentence = FILES[name]
    # the ending says nothing: what a file is, its bytes say
    code, said, memory = imported("measured", write(root / "anggota.csv", make()))
    assert code == 1
    assert sentence in said
    assert said.count("\n") == 1
    assert list((root / "sellers").iterdir()) == []
    assert memory < MEMORY


def test_a_workbook_that_is_too_large_is_refused_by_the_process_that_reads_it_too(
    root: Path, imported: Import
) -> None:
    """Whatever the measuring has missed."""
    code, said, memory = imported("unmeasured", write(root / "anggota.xlsx", far_cell("XFD1048576")))
    assert code == 1
    assert "columns" in said or "larger than" in said
    assert memory < MEMORY


def test_a_file_that_is_not_there_and_a_hub_that_cannot_be_used_are_said(tmp_path: Path) -> None:
    code, answer = etalase(new_workspace(tmp_path), "import", str(tmp_path / "tidak-ada.xlsx"))
    assert (code, answer["rows"]) == (1, 0)
    write(tmp_path / "a.csv", GOOGLE_CSV.data)
    (tmp_path / "hub.yaml").write_text("nama: [", "utf-8")
    assert etalase(tmp_path, "import", str(tmp_path / "a.csv"))[0] == 1


def test_an_error_of_a_formula_is_asked_about_and_not_taken_for_nothing(tmp_path: Path) -> None:
    rows = [(*HEAD, "Slogan"), (*ROW, "#N/A"), ("Lain", "0800-0000-0102", "#REF!", "Tebet", "")]
    file = write(new_workspace(tmp_path) / "a.xlsx", as_xlsx({"Lain": [("x",)], "A": rows}))
    _, answer = etalase(tmp_path, "import", str(file))
    told = [
        [p["column"] for p in one["problems"] if p["code"] == "import-cell-broken"] for one in answer["shops"]
    ]
    assert told == [["Slogan"], ["Kategori"]]
    assert answer["failed"] == 2
