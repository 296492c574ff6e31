"""The click list as a table, for a spreadsheet: out to the mentors, and back as their report.

Spreadsheets change what they save: commas become semicolons, UTF-8 becomes UTF-16, ISO dates become
21/11/2028 or 47078, columns get lost or added.  So columns are found by their names, and only four are read.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from generator.content import fields
from generator.content.fields import FieldError
from generator.content.visible import plain
from generator.hosting.cells import safe_cell
from generator.hosting.clicklist_days import DayError, DoubtfulError, month_first, read_day

COLUMNS = (
    *("slug", "pemberitahuan", "berakhir", "kecamatan", "nama", "whatsapp", "tautan", "pesan"),
    "terkirim",
)
"""Slug, kind of notice, end of the term, kecamatan, shop, number, link, text, whether it is handed over."""

_NEEDED = ("slug", "pemberitahuan", "berakhir")
_SENT = {
    "",
    "ya",
    "y",
    "iya",
    "yes",
    "sudah",
    "udah",
    "ok",
    "oke",
    "v",
    "✓",
    "✔",
    "true",
    "benar",
    "terkirim",
}
_NOT_SENT = {"tidak", "tdk", "tak", "t", "n", "no", "belum", "blm", "x", "-", "0", "false", "gagal"}
_SEP = re.compile(r'"?sep=([^"\r\n])"?[,;\t ]*(?:\r\n|\r|\n)', re.IGNORECASE)
"""A first line by which Excel is told what parts the cells."""
_BOM = "\ufeff"


class CsvRow(Struct, frozen=True):
    """One shop on a list."""

    slug: str
    kind: str
    expires_on: date
    """Of a changed address: the day since which it is on the lists."""
    kecamatan: str
    """Its name."""
    name: str
    whatsapp: str
    """As people write it: a spreadsheet would turn plain digits into 6.28E+12."""
    link: str
    """Opens a chat with the text ready to send."""
    text: str


class Reported(Struct, frozen=True):
    """One row of a mentor's report."""

    line: int
    """Where it starts in the file, from 1."""
    slug: str
    kind: str
    expires_on: date
    on: date | None
    """The day it was handed over; None: not told."""


class Unreadable(Struct, frozen=True):
    """A row that cannot be used."""

    line: int
    slug: str
    """Empty when it is none."""
    reason: str


class ReportError(Exception):
    """A whole file that cannot be used; the message says why."""


def table(rows: Iterable[CsvRow]) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes it for another encoding; lines end in CRLF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        cells = (row.slug, row.kind, row.expires_on.isoformat(), row.kecamatan, row.name, row.whatsapp)
        writer.writerow(map(safe_cell, (*cells, row.link, row.text, "")))
    return out.getvalue().encode("utf-8-sig")


def read(data: bytes) -> Iterator[Reported | Unreadable]:
    """The rows of a report that say that something was handed over, in their order.

    Raises:
        ReportError: not a table, or one without the columns `slug`, `pemberitahuan` and `berakhir`.
    """
    try:
        rows = list(_rows(_decoded(data)))
    except csv.Error as error:
        raise ReportError(f"this is not a table in CSV: {error}") from error
    doubt = month_first(row.get(name, "") for _, row in rows for name in ("berakhir", "terkirim"))
    for line, row in rows:
        if found := _row(line, row, doubt=doubt):
            yield found


def _decoded(data: bytes) -> str:
    """Text of Excel's "CSV UTF-8", "Unicode Text" (UTF-16), or of any other: what matters is ASCII."""
    head = data[:2]
    if head in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return data.decode("utf-16", "replace").lstrip(_BOM)
    if 0 in head:
        return data.decode("utf-16-be" if head[0] == 0 else "utf-16-le", "replace")
    return data.decode("utf-8", "replace").lstrip(_BOM)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that hold something, each with the line on which it starts."""
    lines, delimiters = 0, ",;\t"
    if told := _SEP.match(text):
        text, lines, delimiters = text[told.end() :], 1, told[1] + delimiters
    head = io.StringIO(text, newline="")
    for delimiter in delimiters:
        head.seek(0)
        reader = csv.reader(head, delimiter=delimiter)
        names = [_bare(name).casefold() for name in next(filter(None, reader), [])]
        if all(name in names for name in _NEEDED):
            break
    else:
        raise ReportError(f"its first line has no columns {', '.join(_NEEDED)}")
    before = reader.line_num
    for cells in reader:
        line, before = before + 1, reader.line_num  # a text between quotes may have many lines
        row = dict(zip(names, map(_bare, cells), strict=False))
        if any(row.values()):
            yield lines + line, row


def _row(line: int, row: dict[str, str], *, doubt: bool) -> Reported | Unreadable | None:
    """What a row reports; None: it was not handed over."""
    slug, kind, sent = (row.get(name, "") for name in ("slug", "pemberitahuan", "terkirim"))
    if sent.casefold() in _NOT_SENT:
        return None
    try:
        fields.seller_slug(slug)
    except FieldError:
        return Unreadable(line, "", "there is no slug in it")
    column, or_words = "terkirim", "ya, tidak, belum or "
    try:
        on = None if sent.casefold() in _SENT else read_day(sent, doubt=doubt)
        column, or_words = "berakhir", ""
        return Reported(line, slug, kind, read_day(row.get("berakhir", ""), doubt=doubt), on)
    except DoubtfulError:
        reason = (
            f"{column} may be one of two days, because this file has others with the month first; "
            "write it like 2028-11-21"
        )
    except DayError:
        reason = f"{column} takes {or_words}a date"
    return Unreadable(line, slug, reason)


def _bare(cell: str) -> str:
    """A cell without the apostrophe that disarmed it, and without spaces around it."""
    return plain(cell).removeprefix("'").strip()
