"""The rows that have to come back: as they were (but for a NIK), with what is wrong with each in front.

A spreadsheet must neither compute what stands in a cell nor take it for a number: it would show a WhatsApp
number as 6,28E+12, and keep no more of it than that.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.content.visible import plain
from generator.hosting.cells import safe_cell
from generator.importing.cells import Order, plain_stamp
from generator.importing.columns import words
from generator.importing.names import SECRET
from generator.importing.products import ProductCells

PROBLEMS = "masalah"
"""The name of the first column."""
_CHANGED = re.compile(r"[0-9][0-9.,:/ eE%+-]*|[.,][0-9]+")
_KEPT = re.compile(r"0|[1-9][0-9]{0,10}")
"""Numbers that a spreadsheet shows, and saves, as they are."""


class ErrorFile:
    """Takes in rows, one at a time; they wait on the disk until it is known how wide the table gets."""

    def __init__(self, spool: Path, names: Sequence[str], stamp: int | None, order: Order) -> None:
        self._spool = spool
        self._skip = 1 if names and plain(names[0]).casefold() == PROBLEMS else 0
        self._names = names[self._skip :]
        self._secret = [at for at, name in enumerate(names) if words(name) in SECRET]
        self._stamp = stamp
        self._order = order
        self._products: dict[tuple[int, str], None] = {}
        self.rows = 0

    def add(self, problems: str, cells: Sequence[str], products: Sequence[ProductCells] = ()) -> None:
        """One more row, and what another sheet says of its products."""
        texts = list(cells)
        if self._stamp is not None and self._stamp < len(texts):
            texts[self._stamp] = plain_stamp(texts[self._stamp], self._order)
        for at in self._secret:
            texts[at : at + 1] = [""]
        more = [
            (number, key, cell.text)
            for number, product in enumerate(products, 1)
            for key, cell in product.cells.items()
        ]
        self._products |= dict.fromkeys((number, key) for number, key, _ in more)
        with self._spool.open("a", encoding="utf-8") as file:
            file.write(json.dumps([problems, texts[self._skip :], more]) + "\n")
        self.rows += 1

    def lines(self, delimiter: str) -> Iterator[bytes]:
        """The whole file, line by line."""
        columns = sorted(self._products)
        named = [f"{key} {number}" for number, key in columns]
        yield codecs.BOM_UTF8 + _line([PROBLEMS, *self._names, *named], delimiter)
        width = len(self._names)
        with self._spool.open(encoding="utf-8") as file:
            for row in map(json.loads, file):
                problems, cells, more = row
                said = {(number, key): text for number, key, text in more}
                shown = [*cells, *[""] * width][:width]
                yield _line([problems, *shown, *(said.get(one, "") for one in columns)], delimiter)


def _line(cells: Sequence[str], delimiter: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerow(map(kept_cell, cells))
    return out.getvalue().encode("utf-8", "replace")


def kept_cell(text: str) -> str:
    """A cell that a spreadsheet leaves as it is; its apostrophe goes when it is imported again."""
    if text[:1] == "'":
        return f"'{text}"
    if _CHANGED.fullmatch(text) and not _KEPT.fullmatch(text):
        return f"'{text}"
    return safe_cell(text)
