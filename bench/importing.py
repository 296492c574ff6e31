"""What an import of a whole city's registrations takes: `python -m bench.importing` prints a Markdown table.

Exit code 1 when a budget is missed.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from bench.budgets import IMPORT_BYTES, IMPORT_SECONDS
from bench.tables import head, row
from generator.content.places import all_kecamatan
from generator.demo.dice import Dice

MIB = 1024 * 1024
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = (
    "Timestamp", "Email Address", "Nama Usaha", "Nomor WhatsApp yang aktif", "Kategori Usaha", "Kecamatan",
    "Kelurahan", "Jam Operasional", "Metode Pengiriman", "Metode Pembayaran", "Instagram", "NIB", "Alamat",
    "Nama Pemilik", "Tentang Usaha", "Produk 1", "Harga 1", "Satuan 1", "Apakah Anda setuju?",
)  # fmt: skip
_WAYS = ("Ambil sendiri, Ojek daring (Gojek, Grab)", "Ekspedisi", "Ambil sendiri, Ojek daring, Ekspedisi", "")
_DAYS = ("Senin - Sabtu, 08.00 - 17.00", "Setiap hari 09.00-21.00", "24 jam", "")


def registrations(count: int) -> Iterator[Sequence[str]]:
    """Rows as a form would have them; one in 50 has a number that a spreadsheet has destroyed."""
    dice = Dice("registrations")
    places = all_kecamatan()
    for number in range(count):
        place = dice.pick(places)
        digits = f"08{10_000_000 + number * 7:010}"
        moment = f"9:{number % 60:02}:{number // 60 % 60:02} AM GMT+7"
        yield (
            f"2026/{1 + number % 12:02}/{1 + number % 28:02} {moment}",
            f"anggota{number}@contoh.example",
            f"{dice.pick(('Dapur', 'Warung', 'Kopi', 'Batik', 'Kue'))} {_name(number)}",
            "8,12E+11" if number % 50 == 49 else digits,
            dice.pick(("Kuliner", "Kopi", "kuliner")),
            place.name,
            "",
            dice.pick(_DAYS),
            dice.pick(_WAYS),
            "Tunai, Transfer, QRIS",
            f"@usaha_{number}",
            f"{1_000_000_000_000 + number}",
            f"Jl. Mawar {number % 300}, RT 0{number % 9}",
            f"Ibu {_name(number)}",
            "Masakan rumah sejak 1998, dengan bumbu dari ibu." if number % 3 else "",
            "Rendang Sapi",
            f"{10 + number % 90}.000",
            "500 g",
            "Ya, saya setuju",
        )


def _name(number: int) -> str:
    syllables = ("sa", "ri", "mu", "de", "wi", "to", "na", "ka", "lu", "yo")
    return "".join(syllables[int(digit)] for digit in f"{number:06}").title()


def write_csv(file: Path, count: int) -> None:
    """As Google's download."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(_HEAD)
        writer.writerows(registrations(count))


def write_xlsx(file: Path, count: int) -> None:
    """As a workbook with inline texts, written row by row."""
    small = {
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>'
        '<sheet name="Form Responses 1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in small.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for number, cells in enumerate(_with_head(count), 1):
                texts = "".join(
                    f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
                    for at, cell in enumerate(cells)
                    if cell
                )
                sheet.write(f'<row r="{number}">{texts}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")


def _with_head(count: int) -> Iterator[Sequence[str]]:
    yield _HEAD
    yield from registrations(count)


def measured(root: Path, file: Path) -> tuple[float, float, float, dict[str, int]]:
    """Seconds, those of processors, MiB at most (of the largest process), and what the import says."""
    result, answer = root / "measured.json", root / "answer.json"
    program = [shutil.which("etalase") or str(Path(sys.executable).with_name("etalase")), "--root", str(root)]
    command = [sys.executable, "bench/measured.py", str(result), *program, "import", str(file), "--json"]
    with answer.open("wb") as out:
        subprocess.run(command, check=False, stdout=out, stderr=subprocess.DEVNULL)
    took = json.loads(result.read_text("utf-8"))
    counts = json.loads(answer.read_text("utf-8"))
    told = {name: counts[name] for name in ("new", "unchanged", "failed")}
    return took["seconds"], took["cpu"], took["memory"] / MIB, told


def main() -> None:
    """Measure, and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--csv", type=int, default=300_000, help="rows of CSV")
    options.add_argument("--xlsx", type=int, default=50_000, help="rows of XLSX")
    wanted = options.parse_args()
    missed = False
    head("file", "seconds", "of processors", "MiB", "new", "unchanged", "failed")
    for name, count, write in (("csv", wanted.csv, write_csv), ("xlsx", wanted.xlsx, write_xlsx)):
        if not count:
            continue
        with tempfile.TemporaryDirectory(prefix="etalase-bench-") as folder:
            root = Path(folder)
            shutil.copy("hub.yaml", root)
            (root / "sellers").mkdir()
            file = root / f"anggota.{name}"
            write(file, count)
            for again in ("", ", again"):
                seconds, cpu, memory, counts = measured(root, file)
                row(
                    f"{count:,} rows of {name}{again}",
                    f"{seconds:.0f}",
                    f"{cpu:.0f}",
                    f"{memory:.0f}",
                    *counts.values(),
                )
                missed |= seconds > IMPORT_SECONDS or memory * MIB > IMPORT_BYTES
    raise SystemExit(missed)


if __name__ == "__main__":
    main()
