"""Products on a sheet of their own: found by the id, the number or the name of the shop that they are of."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.disk.sqlite import connect
from generator.importing.cells import Cell, is_broken, number_of, says_nothing
from generator.importing.columns import words
from generator.importing.layout import Layout
from generator.importing.names import ID, PRODUCT
from generator.importing.products import ProductCells

_KEYS = (ID, "whatsapp", "nama")
"""By what a shop is found, the surest first."""


class ProductSheet:
    """The rows of a sheet, kept on the disk by their shops."""

    def __init__(self, layout: Layout, folder: Path) -> None:
        self._layout = layout
        self._key = next(key for key in _KEYS if layout.column(key))
        self._columns = {
            key: at for at, (key, number) in layout.keys.items() if key in PRODUCT and not number
        }
        self._names = {key: f"{layout.table.name}: {layout.names[at]}" for key, at in self._columns.items()}
        self._db = self._filled(folder / "products.db")

    def of(self, shop: Mapping[str, str]) -> Iterator[ProductCells]:
        """The products of a shop of which this is told; each is asked for once."""
        key = self._normal(shop.get(self._key, ""))
        found = self._db.execute(
            "SELECT row, cells FROM products WHERE shop = ? ORDER BY row", (key,)
        ).fetchall()
        self._db.execute("UPDATE products SET asked = 1 WHERE shop = ?", (key,))
        for row, cells in found:
            texts: dict[str, str] = json.loads(cells)
            yield ProductCells(
                row,
                {key: Cell(text, self._columns[key] + 1) for key, text in texts.items()},
                {key: f"{name} ({row})" for key, name in self._names.items()},
            )

    def left(self) -> int:
        """Rows that no shop has asked for."""
        (count,) = self._db.execute("SELECT count(*) FROM products WHERE NOT asked").fetchone()
        self._db.close()
        return int(count)

    def _filled(self, file: Path) -> sqlite3.Connection:
        db = connect(file)
        db.execute(
            "CREATE TABLE products(row INTEGER PRIMARY KEY, shop TEXT, cells TEXT, asked INTEGER DEFAULT 0)"
        )
        db.execute("BEGIN")
        at = next(at for at, key in self._layout.keys.items() if key == (self._key, 0))
        for row, cells in self._layout.rows():
            texts = {
                key: cells[place].strip()
                for key, place in self._columns.items()
                if place < len(cells) and not says_nothing(cells[place])
            }
            if texts:
                shop = self._normal(cells[at] if at < len(cells) else "")
                values = (row, shop, json.dumps(texts, ensure_ascii=False))
                db.execute("INSERT INTO products(row, shop, cells) VALUES (?, ?, ?)", values)
        db.execute("CREATE INDEX products_of ON products(shop)")
        db.execute("COMMIT")
        return db

    def _normal(self, typed: str) -> str:
        if is_broken(typed):
            return ""
        if self._key == "whatsapp":
            return number_of(typed) or typed.strip()
        return words(typed) if self._key == "nama" else " ".join(typed.casefold().split())
