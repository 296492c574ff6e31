"""A table of texts: rows with the numbers a spreadsheet shows, read from a file of CSV one at a time.

A sheet of an XLSX becomes such a file first (`workbook`), so that everything behind has one kind of table.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from msgspec import Struct

from generator.errors import UnusableError

MAX_COLUMNS = 500
"""Columns of a table; a registration has some dozens."""
MAX_LINE = 1_000_000
"""Characters of one line of a file."""


class TableError(UnusableError):
    """A file that cannot be read as a table; the message says why, and what to do."""


class Table(Struct, frozen=True):
    """One sheet, or one file of CSV."""

    name: str
    """The sheet's name; empty for CSV."""
    path: Path
    encoding: str
    delimiter: str
    told: bool = False
    """Whether the first line only says what parts the cells (`sep=;`)."""

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Every row that holds something, with its number from 1.

        Raises:
            TableError: it is no table, or one without measure.
        """
        # what is not in the encoding is shown as such, in its own cell, and asked about there
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as file:
            if self.told:
                file.readline(MAX_LINE)
            reader = csv.reader(_lines(file), delimiter=self.delimiter)
            number = 0
            try:
                for number, cells in enumerate(reader, 1):
                    if len(cells) > MAX_COLUMNS:
                        raise TableError(f"row {number} has more than {MAX_COLUMNS} columns")
                    if any(cell.strip() for cell in cells):
                        yield number, [bare(cell) for cell in cells]
            except csv.Error as error:
                raise TableError(
                    f"row {number + 1} cannot be read as CSV ({error}): a quote may be open there"
                ) from error
            except UnicodeError as error:
                raise TableError(f"row {number + 1} cannot be read as text ({error})") from error


def _lines(file: TextIO) -> Iterator[str]:
    while line := file.readline(MAX_LINE + 1):
        if len(line) > MAX_LINE:
            raise TableError(f"a line of this file is longer than {MAX_LINE:,} characters: this is no table")
        yield line


def bare(cell: str) -> str:
    """A cell without the apostrophe by which a spreadsheet is told that it is a text."""
    return cell[1:] if cell[:1] == "'" else cell
