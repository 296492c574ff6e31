"""What a table does not say by the names of its columns is said in a map, and an error file knows its map."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.spreadsheets import as_csv, as_xlsx, write
from tests.importing.test_again import fate
from tests.shops import etalase, new_workspace

HEAD = ("Usaha", "Kontak Resmi", "Golongan", "Wilayah", "Biaya", "Barang", "NIK", "Bersedia?")
ROWS = (
    (
        "Dapur Ani",
        "0800-0000-0101",
        "Makanan & Minuman",
        "Tebet",
        "95.000",
        "Rendang",
        "3174000000000001",
        "ya",
    ),
    ("Kopi Budi", "0800-0000-0102", "Minuman saja", "Tebet", "murah", "Kopi", "3174000000000002", "ya"),
)
MAP = """\
kolom:
  Usaha: nama
  "Kontak Resmi": whatsapp
  Golongan: kategori
  Biaya: harga 1
  Barang: produk 1
nilai:
  kategori: {"makanan dan minuman": kopi, Makanan & Minuman: kuliner, "Minuman saja": kopi}
tetap: {kecamatan: Tebet, waktu: 2026-11-01}
lembar: Form Responses 1
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / "daftar.csv", as_csv([HEAD, *ROWS]))
    return new_workspace(tmp_path)


def test_without_its_columns_nothing_is_imported_and_the_way_out_is_said(root: Path) -> None:
    code, answer = etalase(root, "import", str(root / "daftar.csv"))
    assert code == 1
    assert (answer["rows"], answer["shops"], answer["error_file"]) == (0, [], None)
    assert "kecamatan" in answer["error"]
    assert "--write-map" in answer["error"]
    assert list((root / "sellers").iterdir()) == []


def test_a_map_says_what_columns_and_words_mean_and_lies_beside_the_error_file(root: Path) -> None:
    (root / "kolom.yaml").write_text(MAP, "utf-8")
    code, answer = etalase(root, "import", str(root / "daftar.csv"), "--map", str(root / "kolom.yaml"))
    assert (code, answer["new"]) == (3, 1)
    assert answer["unused_columns"] == ["Wilayah"]
    assert (root / "sellers" / "dapur-ani" / "toko.yaml").read_text("utf-8") == (
        "nama: Dapur Ani\nkategori: kuliner\nkecamatan: Tebet\nwhatsapp: 080000000101\ntema: warung\n"
        "persetujuan: 2026-11-01\n"
    )
    back = root / answer["error_file"]
    assert back.stat().st_mode & 0o077 == 0
    text = back.read_text("utf-8-sig")
    assert "3174" not in text
    write(back, text.replace("murah", "18.000").encode())
    code, answer = etalase(root, "import", str(back))
    assert (code, fate(answer)) == (0, ("new", []))
    assert "harga: 18.000" in (root / "sellers" / "kopi-budi" / "produk" / "kopi.md").read_text("utf-8")
    assert etalase(root, "import", str(root / "daftar.csv"), "--map", str(root / "kolom.yaml"))[1]["new"] == 0


def test_a_map_that_the_program_writes_asks_what_it_does_not_know_and_imports_nothing(root: Path) -> None:
    write(
        root / "lain.csv",
        as_csv([
            ("Nama Usaha", "WA", "Kategori", "Kecamatan", "Entah", "Entah"),
            ("A: \"B\" #c", "0800-0000-0101", "Kuliner", "Tebet", "", ""),
            ("Toko", "0800-0000-0102", "Jasa: lain", "Tebet", "", ""),
        ]),
    )  # fmt: skip
    code, answer = etalase(root, "import", str(root / "lain.csv"), "--write-map", str(root / "kolom.yaml"))
    assert (code, answer["new"], answer["failed"]) == (3, 1, 1)
    assert list((root / "sellers").iterdir()) == []
    written = (root / "kolom.yaml").read_text("utf-8")
    assert '"Entah #2": ""' in written
    assert '"Jasa: lain": ""' in written
    (root / "kolom.yaml").write_text(written.replace('"Jasa: lain": ""', '"Jasa: lain": "kopi"'), "utf-8")
    code, answer = etalase(root, "import", str(root / "lain.csv"), "--map", str(root / "kolom.yaml"))
    assert (code, answer["new"]) == (0, 2)


def test_a_map_of_a_workbook_with_several_sheets_is_of_one_of_them(root: Path) -> None:
    shops = [("Nama Usaha", "WA", "Kategori", "Kecamatan"), ("Toko", "0800-0000-0101", "Kuliner", "Tebet")]
    notes = [("Kategori", "Kecamatan", "Slogan", "Email", "Nama"), ("Kuliner", "Tebet", "", "", "")]
    file = str(write(root / "dua.xlsx", as_xlsx({"Catatan": notes, "Jawaban": shops})))
    kolom = root / "kolom.yaml"
    kolom.write_text("kolom: {WA: whatsapp}", "utf-8")  # without a sheet: the one that has this column
    code, answer = etalase(root, "import", file, "--map", str(kolom), "--write-map", str(kolom))
    assert (code, answer["new"]) == (0, 1)
    assert '"lembar": "Jawaban"' in kolom.read_text("utf-8")
    code, answer = etalase(root, "import", file, "--map", str(kolom))
    assert (code, answer["new"]) == (0, 1)

    kolom.write_text("kolom: {Kontak: whatsapp}\nlembar: Jawaban", "utf-8")
    assert (
        "columns that the sheet Jawaban has not: Kontak"
        in etalase(root, "import", file, "--map", str(kolom))[1]["error"]
    )


@pytest.mark.parametrize(
    "text", ["kolom: {Usaha: hraga 1}", "kolom: [", "tetap: {nama}", "lembar: 1\nlain: 2\nlembar: 3"]
)
def test_a_map_that_cannot_be_used_imports_nothing(root: Path, text: str) -> None:
    (root / "kolom.yaml").write_text(text, "utf-8")
    assert etalase(root, "import", str(root / "daftar.csv"), "--map", str(root / "kolom.yaml"))[0] == 1
    assert list((root / "sellers").iterdir()) == []
