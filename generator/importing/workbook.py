"""An XLSX workbook -> a file of CSV for each sheet, in a process of its own.

A workbook is a zip of XML: a few kilobytes may stand for gigabytes, and one cell in the last column of the
last row for a table of 17 thousand million cells. So it is measured first, without being unpacked anywhere,
and read by a process that may take only so much memory: whatever happens to that, this one goes on.
"""

from __future__ import annotations

import csv
import json
import re
import resource
import subprocess
import sys
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO

from generator.apart import environment, python_module
from generator.importing.tables import MAX_COLUMNS, Table, TableError

MAX_UNPACKED = 400_000_000
"""Bytes of all XML in a workbook; 50,000 registrations of 40 columns are 120 MB."""
MAX_CELLS = 5_000_000
"""Cells of a sheet's rectangle, empty ones included."""
MAX_SHEETS = 20
_MEMORY = 1_000_000_000
"""Bytes of addresses that the reading process may take; it touches a fifth of them at most."""
_SECONDS = 300
_CHUNK = 1 << 18
_OVERLAP = 64
_PLACE = re.compile(rb'\br="([A-Z]{1,7})([0-9]{1,9})"')
_CELL = re.compile(rb"<(?:\w+:)?c[ />]")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_EXACT = 10**15
"""From here on a spreadsheet has changed the last digits: it keeps fifteen."""
_TOO_LARGE = "this workbook is larger than a table of registrations can be: save the sheet alone, as CSV"


def sheets(file: Path, folder: Path) -> list[Table]:
    """The sheets of a workbook that hold anything, laid out in `folder`.

    Raises:
        TableError: it is no workbook, a hostile one, or one with macros.
    """
    _measure(file)
    command = python_module("generator.importing.workbook", str(file.resolve()), str(folder))
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, capture_output=True, timeout=_SECONDS, env=environment(), check=False
        )
    except subprocess.TimeoutExpired as error:
        raise TableError(f"this workbook took longer than {_SECONDS // 60} minutes to read") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [""]
        if done.returncode == _REFUSED:
            raise TableError(said[0])
        raise TableError(_TOO_LARGE if done.returncode < 0 else f"this workbook cannot be read: {said[0]}")
    names: list[str] = json.loads(done.stdout)
    return [
        Table(name, folder / f"{number}.csv", "utf-8", ",")
        for number, name in enumerate(names)
        if (folder / f"{number}.csv").is_file()
    ]


def _measure(file: Path) -> None:
    """Raises `TableError` for what is no plain workbook, or too large to be one of registrations."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            _refuse_others(names)
            if sum(one.file_size for one in archive.infolist()) > MAX_UNPACKED:
                raise TableError(_TOO_LARGE)
            room = MAX_UNPACKED
            for name in names:
                if name.casefold().endswith((".xml", ".rels")):
                    with archive.open(name) as part:
                        room -= _measure_part(part, room, is_sheet=bool(_SHEET.fullmatch(name)))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise TableError(f"this workbook is damaged: {error}") from error
    except RuntimeError as error:  # zipfile's word for a part with a password
        raise TableError("this file has a password: save it again without one") from error


def _refuse_others(names: list[str]) -> None:
    known = {name.casefold() for name in names}
    if any(name.endswith("vbaproject.bin") for name in known):
        raise TableError("this workbook has macros, which may do anything: save it again as .xlsx")
    if "mimetype" in known and "content.xml" in known:
        raise TableError("this is a workbook of LibreOffice (.ods): save it again as .xlsx or as CSV")
    if "xl/workbook.bin" in known:
        raise TableError("this is a binary workbook (.xlsb): save it again as .xlsx or as CSV")
    if "xl/workbook.xml" not in known:
        raise TableError("this is no workbook: save it again as .xlsx or as CSV")


def _measure_part(part: IO[bytes], room: int, *, is_sheet: bool) -> int:
    """The bytes of a part; of a sheet, its rectangle is looked at, too.  Nothing is kept."""
    size = cells = 0
    right, bottom = b"A", 1
    tail = b""
    while chunk := part.read(_CHUNK):
        size += len(chunk)
        if size > room:
            raise TableError(_TOO_LARGE)
        if is_sheet:
            text = tail + chunk
            for column, row in _PLACE.findall(text):
                right = max(right, column, key=lambda one: (len(one), one))
                bottom = max(bottom, int(row))
            cells += len(_CELL.findall(chunk))
            tail = chunk[-_OVERLAP:]
    width = _number(right)
    if width > MAX_COLUMNS:
        raise TableError(f"a sheet of this workbook has {width:,} columns; {MAX_COLUMNS} are too many")
    if width * bottom > MAX_CELLS or cells > MAX_CELLS:
        raise TableError(_TOO_LARGE)
    return size


def _number(column: bytes) -> int:
    """`A` is 1, `AA` is 27."""
    found = 0
    for letter in column:
        found = found * 26 + letter - 64
    return found


# What follows runs in the process of its own.

_REFUSED = 9
"""Its exit code where the last line of its errors is a sentence for the operator."""


def _convert(file: str, folder: Path) -> int:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        book = CalamineWorkbook.from_path(file)
        names = book.sheet_names[:MAX_SHEETS]
        for number in range(len(names)):
            _write_sheet(book, number, folder / f"{number}.csv")
    except PasswordError:
        return _refuse("this workbook has a password: save it again without one")
    except MemoryError:
        return _refuse(_TOO_LARGE)
    except CalamineError as error:
        return _refuse(f"this workbook is damaged: {error}")
    sys.stdout.write(json.dumps(names))
    return 0


def _write_sheet(book: object, number: int, target: Path) -> None:
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    assert isinstance(book, CalamineWorkbook)  # noqa: S101 - for types only; the import is this process's
    if book.sheets_metadata[number].typ != SheetTypeEnum.WorkSheet:
        return
    sheet = book.get_sheet_by_index(number)
    if sheet.start is None:
        return
    above, left = sheet.start
    with target.open("w", encoding="utf-8", errors="replace", newline="") as file:
        write = csv.writer(file).writerow
        for _ in range(above):
            write([])
        for cells in sheet.iter_rows():
            write([*[""] * left, *map(cell_text, cells)])


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return _REFUSED


def cell_text(value: object) -> str:
    """A cell as people would type it: whole numbers are their digits, days are ISO texts.

    An apostrophe in front keeps a text's own one. A number of more digits than a spreadsheet can hold has
    lost some, and is shown as spreadsheets show it, so that it is asked for.
    """
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case str():
            return f"'{value}" if value[:1] == "'" else value
        case int() | float():
            return _number_text(value)
        case datetime():
            if value.time() == time():
                return value.date().isoformat()
            return value.isoformat(sep=" ", timespec="seconds")
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M")
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60:02}:{minutes % 60:02}"
    return str(value)


def _number_text(value: float) -> str:
    if value != value or abs(value) == float("inf"):
        return ""
    if value != int(value):
        return repr(value)
    if abs(value) >= _EXACT:
        return f"{value:.14E}".replace(".", ",")
    return str(int(value))


if __name__ == "__main__":
    raise SystemExit(_convert(sys.argv[1], Path(sys.argv[2])))
