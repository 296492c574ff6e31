"""From a file to its tables: what it is, by its bytes and not by its name; what is none is refused here."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from generator.importing.tables import MAX_LINE, Table, TableError
from generator.importing.workbook import sheets

Score = Callable[[Sequence[str]], int]
"""How many of a row's cells are names of columns that are known."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAVE_AS = "open it in the program it is from, and save it as .xlsx or as CSV"
_OTHERS = (
    (b"%PDF", f"this is a PDF, not a table: {_SAVE_AS}"),
    (b"<", f"this is a web page, not a table (whatever its name says): {_SAVE_AS}"),
    (b"{\\rtf", f"this is a text document, not a table: {_SAVE_AS}"),
    (b"\x89PNG", "this is a picture, not a table: type it, or ask for the file it was made from"),
    (b"\xff\xd8\xff", "this is a photo, not a table: type it, or ask for the file it was made from"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Compound files: old .xls, and workbooks with a password (MS-OFFCRYPTO)."""
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_OTHER_LETTERS = re.compile(r"[^\x00-\x7f\ufffd]")
_DELIMITERS = ",;\t|"
_FIRST = 20
"""Rows among which the one with the columns' names is looked for."""
_CHUNK = 1 << 20


def open_tables(file: Path, folder: Path, score: Score) -> list[Table]:
    """The tables in a file; sheets are laid out in `folder`, which is empty.

    Raises:
        TableError: it is none, or a hostile one.
        OSError: it cannot be read.
    """
    if not file.is_file():
        raise TableError(f"there is no file {file}")
    with file.open("rb") as opened:
        head = opened.read(4096)
        if head.startswith(_ZIP):
            return sheets(file, folder)
        if head.startswith(_OLE):
            rest = opened.read(_CHUNK)
            if _PASSWORD in head or _PASSWORD in rest:
                raise TableError(
                    "this workbook has a password: take it off in Excel (File, Info, Protect Workbook)"
                )
            raise TableError(f"this is a workbook of an old kind (.xls): {_SAVE_AS}")
    for magic, sentence in _OTHERS:
        if head.lstrip(codecs.BOM_UTF8 + b" \t\r\n").startswith(magic):
            raise TableError(sentence)
    if not head.strip():
        raise TableError("this file is empty")
    return [_csv(file, _encoding(file, head), score)]


def _encoding(file: Path, head: bytes) -> str:
    """UTF-8, UTF-16 (Excel's "Unicode Text"), or else the one of Windows in Western countries.

    Raises:
        TableError: it is no text.
    """
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    if b"\0" in head:
        even, odd = head[::2].count(0), head[1::2].count(0)
        if max(even, odd) < len(head) // 8:
            raise TableError(f"this file is no table and no text: {_SAVE_AS}")
        return "utf-16-be" if even > odd else "utf-16-le"
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    lost = other = 0
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            if not chunk.isascii():
                text = decoder.decode(chunk)
                lost += text.count("\ufffd")
                other += len(_OTHER_LETTERS.findall(text))
    return "cp1252" if lost > other else "utf-8"  # a few that were lost do not spoil all the others


def _csv(file: Path, encoding: str, score: Score) -> Table:
    with file.open(encoding=encoding, errors="replace", newline="") as opened:
        first = opened.readline(MAX_LINE).strip("\ufeff \t\r\n").strip('"')
    told = first.casefold()
    if told.startswith("sep=") and len(told.rstrip(",; ")) <= 5:
        delimiter = first[4:5] or "\t"
        return Table("", file, encoding, delimiter, told=True)
    with file.open(encoding=encoding, errors="replace", newline="") as opened:
        head = [*islice(iter(lambda: opened.readline(MAX_LINE), ""), _FIRST)]
    best = max(_DELIMITERS, key=lambda one: _likeness(head, one, score))
    return Table("", file, encoding, best)


def _likeness(head: Sequence[str], delimiter: str, score: Score) -> tuple[int, int]:
    """How well a delimiter explains the first rows: by known columns, then by how many there are."""
    try:
        rows = list(csv.reader(io.StringIO("".join(head), newline=""), delimiter=delimiter))
    except csv.Error:
        return (0, 0)
    return max(((score(cells), len(cells)) for cells in rows if len(cells) > 1), default=(0, 0))
