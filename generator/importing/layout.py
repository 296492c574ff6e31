"""Where a table says what: the row of its columns' names, and the column of each key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import islice

from msgspec import Struct

from generator.content.visible import plain
from generator.importing.column_map import ColumnMap, unique
from generator.importing.columns import Found, Key, known, match
from generator.importing.names import IGNORED, PRODUCT, REQUIRED
from generator.importing.tables import Table, TableError

_LOOKED_AT = 20
"""Rows among which the one with names is looked for: titles stand above it."""

Row = tuple[int, list[str]]


class Layout(Struct, frozen=True):
    """A table whose columns are known."""

    table: Table
    header: int
    """The number of the row with the names."""
    names: tuple[str, ...]
    keys: Mapping[int, Key]
    unused: tuple[str, ...]
    """Names of columns that nothing is imported of, although somebody might think so."""
    constants: Mapping[str, str]

    def rows(self) -> Iterator[Row]:
        """The rows below the names."""
        return (row for row in self.table.rows() if row[0] > self.header)

    def column(self, key: str, number: int = 0) -> str:
        """The name of the column that says this; empty where none does."""
        return next((self.names[at] for at, one in self.keys.items() if one == (key, number)), "")

    def says(self, key: str) -> bool:
        """Whether the table, or its map, says this of shops."""
        return key in self.constants or (key, 0) in self.keys.values()

    def has(self, key: str, number: int) -> bool:
        """Whether the table has a column for this of a product."""
        return (key, number) in self.keys.values()

    @property
    def missing(self) -> list[str]:
        """Required keys that nothing says."""
        return [key for key in REQUIRED if not self.says(key)]


def score(cells: Sequence[str]) -> int:
    """How like a row of names this is."""
    return known(cells)


def lay_out(table: Table, given: ColumnMap) -> Layout:
    """Find the names of a table's columns, and what they stand for.

    Raises:
        TableError: there is no such row, or the map speaks of other columns.
    """
    said = {plain(name) for name in given.columns}
    header, names = _names(table, said)
    found = match(names)
    keys = _corrected(names, found, given)
    titles = unique(names)
    meant = [name for name, key in given.columns.items() if key[0] != IGNORED]
    if meant and not set(meant) & set(titles):
        place = f"the sheet {table.name}" if table.name else "this table"
        raise TableError(f"the map speaks of columns that {place} has not: {', '.join(meant[:5])}")
    told = {titles[at] for at in found.unknown} - said
    unused = tuple(name for at, name in enumerate(titles) if name in told and at not in keys)
    return Layout(table, header, tuple(map(plain, names)), keys, unused, given.constants)


def _names(table: Table, said: Set[str]) -> Row:
    """The row that has the names: most of those that the map says, or else most that are known."""
    first = list(islice(table.rows(), _LOOKED_AT))
    if not first:
        raise TableError("this table is empty")
    return max(first, key=lambda row: (len(said & {*unique(row[1])}), score(row[1])))


def _corrected(names: Sequence[str], found: Found, given: ColumnMap) -> dict[int, Key]:
    """What was found, where the map says nothing else."""
    keys = dict(found.keys)
    for at, name in enumerate(unique(names)):
        if name in given.columns:
            key = given.columns[name]
            for other in [other for other, one in keys.items() if one == key]:
                del keys[other]
            keys.pop(at, None)
            if key[0] != IGNORED:
                keys[at] = key
    return keys


def choose(tables: Sequence[Table], given: ColumnMap) -> tuple[Layout, Layout | None]:
    """The table of shops among a workbook's sheets, and the one of their products, if there is one.

    Raises:
        TableError: no sheet is one of shops, or the map names a sheet that is not there.
    """
    if not tables:
        raise TableError("this workbook is empty")
    for wanted in filter(None, (given.sheet, given.product_sheet) if tables[0].name else ()):
        if wanted not in {table.name for table in tables}:
            names = ", ".join(table.name for table in tables)
            raise TableError(f"there is no sheet {wanted}; there are: {names}")
    plain_map = ColumnMap(constants=given.constants)
    shops = next((one for one in tables if given.sheet and one.name == given.sheet), None)
    best = shops or max(tables, key=lambda one: _shop_like(one, given))
    layout = lay_out(best, given)
    others = [lay_out(one, plain_map) for one in tables if one is not best and _has_rows(one)]
    if given.product_sheet:
        others = [one for one in others if one.table.name == given.product_sheet]
    return layout, next((one for one in others if _of_products(one)), None)


def _shop_like(table: Table, given: ColumnMap) -> tuple[int, int]:
    """How many columns a sheet has that the map speaks of, and how many that say something of a shop."""
    if not _has_rows(table):
        return -1, 0
    said = {plain(name) for name in given.columns}
    _, names = _names(table, said)
    keys = _corrected(names, match(names), given).values()
    return len(said & {*unique(names)}), len({key for key in keys if key[0] not in PRODUCT})


def _has_rows(table: Table) -> bool:
    return next(iter(table.rows()), None) is not None


def _of_products(layout: Layout) -> bool:
    keys = {name for name, _ in layout.keys.values()}
    return {"produk", "harga"} <= keys and bool(keys & {"id", "whatsapp", "nama"})
