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
from typing import IO, TYPE_CHECKING

from generator.apart import environment, python_module
from generator.importing.tables import MAX_COLUMNS, Table, TableError

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MAX_UNPACKED = 400_000_000
"""Bytes of all XML in a workbook; 50,000 registrations of 40 columns are 120 MB."""
MAX_CELLS = 5_000_000
"""Cells of a sheet's rectangle, empty ones included."""
MAX_SHEETS = 20
_MEMORY = 1_000_000_000
"""Bytes of addresses that the reading process may take; it touches a fifth of them at most."""
_SECONDS = 300
_CHUNK = 1 << 18
_OVERLAP = 512
_PLACE = re.compile(rb'\br="([A-Z]{1,7})([0-9]{1,9})"')
_ERROR = re.compile(rb'<(?:\w+:)?c [^>]*\bt="e"[^>]*>')
_MOST_ERRORS = 100_000
_NAMED_SHEET = re.compile(rb'<(?:\w+:)?sheet [^>]*\b\w+:id="([^"]+)"')
_TARGET = re.compile(rb"<(?:\w+:)?Relationship [^>]*>")
_ID, _PATH = re.compile(rb'\bId="([^"]+)"'), re.compile(rb'\bTarget="/?(?:xl/)?([^"]+)"')
_ERRORS = "errors.json"
_CELL = re.compile(rb"<(?:\w+:)?c[ />]")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
BROKEN = "#ERROR!"
"""What is shown of a cell in which a formula came to an error."""
_EXACT = 10**15
"""From here on a spreadsheet has changed the last digits: it keeps fifteen."""
_TOO_LARGE = "this workbook is larger than a table of registrations can be: save the sheet alone, as CSV"


def sheets(file: Path, folder: Path) -> list[Table]:
    """The sheets of a workbook that hold anything, laid out in `folder`.

    Raises:
        TableError: it is no workbook, a hostile one, or one with macros.
    """
    (folder / _ERRORS).write_text(json.dumps(_measure(file)), "utf-8")
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


def _measure(file: Path) -> list[list[str]]:
    """The cells in which a formula came to an error, sheet by sheet; the reader takes them for empty.

    Raises `TableError` for what is no plain workbook, or too large to be one of registrations.
    """
    errors: dict[str, list[str]] = {}
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
                        found = errors.setdefault(name, []) if _SHEET.fullmatch(name) else None
                        room -= _measure_part(part, room, found)
            return [errors.get(name, []) for name in _sheet_parts(archive)]
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


def _sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """The parts of the sheets, in their order."""
    book, links = (archive.read(name) for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))
    targets = {}
    for tag in _TARGET.findall(links):
        if (number := _ID.search(tag)) and (path := _PATH.search(tag)):
            targets[number[1]] = f"xl/{path[1].decode('utf-8', 'replace')}"
    return [targets.get(number, "") for number in _NAMED_SHEET.findall(book)]


def _measure_part(part: IO[bytes], room: int, errors: list[str] | None) -> int:
    """The bytes of a part; of a sheet, its rectangle and its `errors` are looked at, too."""
    size = cells = 0
    right, bottom = b"A", 1
    tail = b""
    while chunk := part.read(_CHUNK):
        size += len(chunk)
        if size > room:
            raise TableError(_TOO_LARGE)
        if errors is not None:
            text = tail + chunk
            for tag in _ERROR.findall(text):
                if (at := _PLACE.search(tag)) and len(errors) < _MOST_ERRORS:
                    errors.append((at[1] + at[2]).decode())
            for column, row in _PLACE.findall(text):
                right = max(right, column, key=lambda one: (len(one), one))
                bottom = max(bottom, int(row))
            cells += len(_CELL.findall(chunk))
            tail = chunk[-_OVERLAP:]
    if told := _too_large(_number(right), max(bottom, cells // MAX_COLUMNS)):
        raise TableError(told)
    return size


def _too_large(width: int, height: int) -> str:
    """What to say of a sheet of this size; empty where it is one of registrations."""
    if width > MAX_COLUMNS:
        return f"a sheet of this workbook has {width:,} columns; no more than {MAX_COLUMNS} can be read"
    return _TOO_LARGE if width * height > MAX_CELLS else ""


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
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    errors = json.loads((folder / _ERRORS).read_text("utf-8"))
    try:
        book = CalamineWorkbook.from_path(file)
        names = book.sheet_names[:MAX_SHEETS]
        for number in range(len(names)):
            broken = frozenset(errors[number]) if number < len(errors) else frozenset[str]()
            _write_sheet(book, number, folder / f"{number}.csv", broken)
    except TableError as error:
        return _refuse(str(error))
    except PasswordError:
        return _refuse("this workbook has a password: save it again without one")
    except MemoryError:
        return _refuse(_TOO_LARGE)
    except CalamineError as error:
        return _refuse(f"this workbook is damaged: {error}")
    sys.stdout.write(json.dumps(names))
    return 0


def _write_sheet(book: CalamineWorkbook, number: int, target: Path, broken: frozenset[str]) -> None:
    from python_calamine import SheetTypeEnum

    if book.sheets_metadata[number].typ != SheetTypeEnum.WorkSheet:
        return
    sheet = book.get_sheet_by_index(number)
    if sheet.start is None:
        return
    if told := _too_large(sheet.total_width, sheet.total_height):
        raise TableError(told)
    above, left = sheet.start
    with target.open("w", encoding="utf-8", errors="replace", newline="") as file:
        write = csv.writer(file).writerow
        for _ in range(above):
            write([])
        for at, cells in enumerate(sheet.iter_rows(), above + 1):
            texts = [*[""] * left, *map(cell_text, cells)]
            if broken:
                texts = [
                    text or (BROKEN if f"{_letters(column)}{at}" in broken else "")
                    for column, text in enumerate(texts, 1)
                ]
            write(texts)


def _letters(column: int) -> str:
    """1 is `A`, 27 is `AA`."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


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
