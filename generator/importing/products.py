"""The products of a row, from numbered columns or from rows of another sheet -> judged products."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path

from msgspec import Struct, field

from generator.content import fields
from generator.content.check_product import judge_product
from generator.content.checker import MAX_PRODUCTS
from generator.content.diagnostics import Diagnostic
from generator.content.field_reader import FieldReader, SourceText
from generator.content.fields import FieldError
from generator.content.model import Photo, Product
from generator.content.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.importing.cells import Cell, variants_node
from generator.importing.columns import Key
from generator.importing.names import PRODUCT
from generator.importing.photos import Photos

_KEYS = {"produk": "nama"}
_COLUMNS = {"nama": "produk"}
ELSEWHERE = 1000
"""From here on products of another sheet are numbered."""


class ProductCells(Struct, frozen=True):
    """What another sheet says of one product."""

    row: int
    cells: Mapping[str, Cell]
    names: Mapping[str, str]
    """A key -> where it stands, as a person finds it."""


class Products(Struct):
    """What was read."""

    products: tuple[Product, ...] = ()
    problems: list[tuple[str | Key, Diagnostic]] = field(default_factory=list)
    """With the column's name or key; empty where the diagnostic has the column's number."""
    photos: dict[str, Path] = field(default_factory=dict)
    without_photos: frozenset[int] = frozenset()
    numbers: dict[int, str] = field(default_factory=dict)


def read_products(
    row: int,
    cells: Mapping[tuple[str, int], Cell],
    others: Iterable[ProductCells],
    photos: Photos,
    shown: str,
) -> Products:
    """Judge the products of a row; a group of columns in which nothing stands is none."""
    read = Products()
    found: list[Product] = []
    without: set[int] = set()
    groups: dict[int, dict[str, Cell]] = {}
    for (key, number), cell in cells.items():
        if key in PRODUCT:
            groups.setdefault(number, {})[key] = cell
    taken: set[str] = set()

    def take(number: int, line: int, group: Mapping[str, Cell]) -> list[Diagnostic]:
        page = SourceText(shown, "")
        slug = _slug(group["produk"].text if "produk" in group else "", taken)
        taken.add(slug)
        names, whole = _photos(group.get("foto"), line, photos, page, read.photos)
        if not whole:
            without.add(number)
        known = {photo.name: photo for photo in names}
        reader = FieldReader(page, MappingNode(tuple(_pairs(group, line, names)), line))
        found.append(judge_product(reader, slug, known.__getitem__))
        read.numbers[number] = slug
        return page.problems

    for number, group in sorted(groups.items()):
        for problem in take(number, row, group):
            key = _COLUMNS.get(problem.values.get("key", ""), problem.values.get("key", ""))
            read.problems.append(("", problem) if problem.column else ((key, number), problem))
    for place, other in enumerate(others, 1):
        if len(found) >= MAX_PRODUCTS:
            page = SourceText(shown, "")
            page.report("too-many-products", limit=str(MAX_PRODUCTS), found=f"> {MAX_PRODUCTS}")
            read.problems += [("", one) for one in page.problems]
            break
        by_column = {cell.column: other.names[key] for key, cell in other.cells.items()}
        for problem in take(ELSEWHERE + place, other.row, other.cells):
            key = _COLUMNS.get(problem.values.get("key", ""), problem.values.get("key", ""))
            name = by_column.get(problem.column or 0) or other.names.get(key, "")
            read.problems.append((name, problem))
    read.products = tuple(sorted(found, key=lambda product: product.slug))
    read.without_photos = frozenset(without)
    return read


def _pairs(group: Mapping[str, Cell], row: int, photos: Iterable[Photo]) -> Iterable[tuple[ScalarNode, Node]]:
    for key, cell in group.items():
        node: Node = cell.node(row)
        if key == "foto":
            shown = (ScalarNode(photo.name, row, cell.column, quoted=True) for photo in photos)
            node = SequenceNode(tuple(shown), row, cell.column)
        elif key == "varian":
            node = variants_node(cell, row)
        elif key == "stok" and cell.text.isdecimal():  # a count of what is there
            node = ScalarNode("ada" if int(cell.text) else "habis", row, cell.column, quoted=True)
        yield ScalarNode(_KEYS.get(key, key), row, cell.column, quoted=True), node


def _photos(
    cell: Cell | None, row: int, photos: Photos, page: SourceText, found: dict[str, Path]
) -> tuple[list[Photo], bool]:
    """The photos of a product, and whether they are all the files that the cell names."""
    if cell is None:
        return [], True
    shown: list[Photo] = []
    whole = True
    for name in photos.named(cell.text):
        try:
            photo, path = photos.find(name)
        except FieldError as error:
            page.field_error(error, cell.node(row), "warning")
            whole = whole and error.code == "import-photo-link"
            continue
        found[photo.name] = path
        if photo not in shown:
            shown.append(photo)
    return shown, whole


def _slug(name: str, taken: set[str]) -> str:
    """The product's address, made of its name; with a number where another product has it."""
    stem = fields.slugify(name, 50)
    if (
        len(stem) < 2
        or stem in fields.RESERVED_PRODUCTS | fields.LATER_RESERVED_PRODUCTS
        or stem in fields.WINDOWS_NAMES
    ):
        stem = f"produk-{stem}".rstrip("-")
    if stem not in taken:
        return stem
    return next(slug for number in count(2) if (slug := f"{stem}-{number}") not in taken)
