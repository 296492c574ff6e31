"""The click list as a table, for a spreadsheet: out to the mentors, and back as their report.

Spreadsheets change what they save: commas become semicolons, ISO dates become 21/11/2028, columns get
lost or added.  So columns are found by their names, and only four of them are read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.content import fields
from generator.content.fields import FieldError
from generator.hosting.cells import safe_cell

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
_TIME = re.compile(r"[ T]\d{1,2}[.:]\d{2}.*$")


@dataclass(frozen=True, slots=True)
class Row:
    """One shop on a list."""

    slug: str
    kind: str
    expires_on: date
    kecamatan: str
    """Its name."""
    name: str
    whatsapp: str
    """As people write it: a spreadsheet would turn plain digits into 6.28E+12."""
    link: str
    """Opens a chat with the text ready to send."""
    text: str


@dataclass(frozen=True, slots=True)
class Reported:
    """One row of a mentor's report."""

    line: int
    """Where it starts in the file, from 1."""
    slug: str
    kind: str
    expires_on: date
    on: date | None
    """The day it was handed over; None: not told."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that cannot be used."""

    line: int
    slug: str
    """Empty when it is none."""
    reason: str


class ReportError(Exception):
    """A whole file that cannot be used; the message says why."""


def table(rows: Iterable[Row]) -> bytes:
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
    # What matters is ASCII; a name in another encoding may be spoilt.
    text = data.decode("utf-8-sig", "replace")
    try:
        yield from _rows(text)
    except csv.Error as error:
        raise ReportError(f"this is not a table in CSV: {error}") from error


def _rows(text: str) -> Iterator[Reported | Unreadable]:
    head = io.StringIO(text, newline="")
    for delimiter in ",;\t":
        head.seek(0)
        reader = csv.reader(head, delimiter=delimiter)
        names = [_bare(name).casefold() for name in next(reader, [])]
        if all(name in names for name in _NEEDED):
            break
    else:
        raise ReportError(f"its first line has no columns {', '.join(_NEEDED)}")
    before = reader.line_num
    for cells in reader:
        line, before = before + 1, reader.line_num  # a text between quotes may have many lines
        row = dict(zip(names, map(_bare, cells), strict=False))
        if any(row.values()) and (found := _row(line, row)):
            yield found


def _row(line: int, row: dict[str, str]) -> Reported | Unreadable | None:
    """What a row reports; None: it was not handed over."""
    slug, kind, sent = (row.get(name, "") for name in ("slug", "pemberitahuan", "terkirim"))
    if sent.casefold() in _NOT_SENT:
        return None
    try:
        fields.seller_slug(slug)
    except FieldError:
        return Unreadable(line, "", "there is no slug in it")
    on = None
    try:
        if sent.casefold() not in _SENT:
            on = fields.day(_TIME.sub("", sent))
    except FieldError:
        return Unreadable(line, slug, "terkirim takes ya, tidak, belum or a date")
    try:
        return Reported(line, slug, kind, fields.day(_TIME.sub("", row.get("berakhir", ""))), on)
    except FieldError:
        return Unreadable(line, slug, "berakhir takes a date")


def _bare(cell: str) -> str:
    """A cell without the apostrophe that disarmed it, and without spaces around it."""
    return cell.strip().removeprefix("'").strip()
