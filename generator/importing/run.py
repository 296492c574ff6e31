"""`etalase import`: the story of an import, from a file to shops' folders."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.content.check_shop import category
from generator.content.fields import FieldError
from generator.content.hub import Hub
from generator.disk import atomic_file
from generator.errors import UnusableError
from generator.form.context import FormContext, open_form
from generator.form.drafts import ShopRepository
from generator.form.terms import ledger_terms
from generator.hosting.address import ledger_url
from generator.hosting.ledger import open_ledger
from generator.importing import numbers
from generator.importing.cells import Order, StampOrder, says_nothing
from generator.importing.column_map import ColumnMap, written
from generator.importing.columns import words
from generator.importing.error_file import ErrorFile
from generator.importing.error_place import ErrorFiles, ErrorPlace
from generator.importing.folders import tidy
from generator.importing.intake import Intake
from generator.importing.laying_out import laying_out
from generator.importing.layout import Layout, choose, score
from generator.importing.names import PRODUCT, TIME
from generator.importing.opening import open_tables
from generator.importing.photos import Photos
from generator.importing.product_sheet import ProductSheet
from generator.importing.record import FOLDER, open_record
from generator.importing.registration import RowReader
from generator.importing.report import Report
from generator.importing.slugs import Slugs
from generator.language import Language

_EVERY = 50
"""Rows between two moves of the progress bar."""
_LABELS = 50
"""Categories that a map asks about."""


class ImportRefusedError(UnusableError):
    """Nothing can be imported; the message says why."""


class ImportOptions(Struct, frozen=True):
    """What is to be imported, and how."""

    root: Path
    hub: Hub
    file: Path
    now: Callable[[], datetime]
    words: Language
    columns: ColumnMap
    map_file: Path | None = None
    """Where `columns` are from."""
    photos: Path | None = None
    dry_run: bool = False
    write_map: Path | None = None
    """Where a map is written; then nothing else is."""


class ImportOutcome(Struct, frozen=True):
    """What came of it."""

    report: Report
    files: ErrorFiles
    unused: tuple[str, ...]
    """Columns of which nothing was taken."""
    columns: Mapping[str, str]
    """Keys and the columns they were taken from."""
    products_without_shop: int
    """Rows of a product sheet that no shop's row goes with."""


@contextmanager
def importing(options: ImportOptions, progress: Callable[[int, int], None]) -> Iterator[ImportOutcome]:
    """Import a file; what came of it can be asked inside.

    Raises:
        UnusableError: the file is no table, columns are missing, or a database cannot be used.
        OSError: something cannot be read or written.
    """
    with tempfile.TemporaryDirectory(prefix="etalase-import-") as name:
        folder = Path(name)
        sheets = folder / "sheets"
        sheets.mkdir()
        tables = open_tables(options.file, sheets, score)
        layout, second = choose(tables, options.columns)
        total, order, labels = _survey(layout, options)
        if options.write_map:
            given = options.columns
            if len(tables) > 1:  # a map for one of several sheets says which
                given = replace(
                    given, sheet=layout.table.name, product_sheet=second.table.name if second else ""
                )
            _write_map(options.write_map, layout, given, labels)
        if layout.missing:
            raise ImportRefusedError(_missing(layout))
        with (folder / "rows").open("w+", encoding="utf-8") as spool:
            report = Report(spool, options.words)
            yield _import(options, report, layout, second, total, order, folder, progress)


def _import(
    options: ImportOptions,
    report: Report,
    layout: Layout,
    second: Layout | None,
    total: int,
    order: Order,
    folder: Path,
    progress: Callable[[int, int], None],
) -> ImportOutcome:
    rehearse = options.dry_run or options.write_map is not None
    place = ErrorPlace(options.root / FOLDER, options.file)
    delimiter = ";" if layout.table.name else layout.table.delimiter
    stamp = next((at for at, key in layout.keys.items() if key == (TIME, 0)), None)
    errors = ErrorFile(folder / "errors", layout.names, stamp, order)
    with (
        open_record(options.root, rehearse=folder if rehearse else None) as record,
        _context(options, folder if rehearse else None) as context,
        laying_out(options.root / "sellers") as folders,
        open_ledger(ledger_url(options.hub.ledger), options.root, create=False) as ledger,
    ):
        if not rehearse:
            tidy(context)
        numbers.refresh(record, options.root)
        products = ProductSheet(second, folder) if second else None
        reader = RowReader(
            layout,
            replace(context.live.rules, shop_exists=lambda _slug: True),
            Photos(options.photos, context.photo_cache),
            shown=options.file.name,
            order=order,
            values=options.columns.values,
            products=products.of if products else lambda _told: (),
        )
        has_products = second is not None or any(key[0] in PRODUCT for key in layout.keys.values())
        slugs = Slugs(context, record, ledger)
        intake = Intake(context, record, slugs, layout, order, has_products, folders, rehearse)
        for row in layout.rows():
            found = reader.read(row)
            told = report.add(outcome := intake.take(found))
            if outcome.action == "failed":
                errors.add(told, row[1], found.others)
            if report.rows % _EVERY == 0 or report.rows == total:
                progress(report.rows, total)
        intake.finish()
        files = ErrorFiles() if rehearse else place.settle(record, errors, delimiter)
        if options.map_file and files.written:
            beside = map_beside(files.written)
            atomic_file.write(beside, options.map_file.read_bytes(), durable="name", readers="owner")
        left = products.left() if products else 0
    columns = {
        f"{name} {number}" if number else name: layout.column(name, number)
        for name, number in layout.keys.values()
    }
    return ImportOutcome(report, files, layout.unused, columns, left)


def _survey(layout: Layout, options: ImportOptions) -> tuple[int, Order, list[str]]:
    """How many rows there are, how their time stamps are to be read, and categories that nobody knows."""
    order, labels = StampOrder(), dict[str, None]()
    places = {key: at for at, (key, number) in layout.keys.items() if not number}
    known = options.columns.values.get("kategori", {})
    rows = 0
    for _, cells in layout.rows():
        rows += 1
        if (at := places.get(TIME, len(cells))) < len(cells):
            order.look(cells[at])
        if options.write_map and (at := places.get("kategori", len(cells))) < len(cells):
            label = cells[at].strip()
            if len(labels) < _LABELS and not says_nothing(label) and words(label) not in known:
                labels |= {} if _is_category(options.hub, label) else {label: None}
    return rows, order.order, list(labels)


def _is_category(hub: Hub, label: str) -> bool:
    try:
        category(hub.categories, label)
    except FieldError:
        return False
    return True


def _write_map(path: Path, layout: Layout, given: ColumnMap, labels: Iterable[str]) -> None:
    text = written(layout.names, layout.keys, given, labels)
    atomic_file.write(path, text.encode(), durable="name")


def _missing(layout: Layout) -> str:
    missing = ", ".join(layout.missing)
    return (
        f"no column says {missing} (row {layout.header} has the names: "
        f"{', '.join(filter(None, layout.names[:12]))}). Write a map with --write-map MAP.yaml, say in it "
        f"which column it is, or what is the same for all rows, and give it with --map"
    )


def map_beside(file: Path) -> Path:
    """Where the map lies that an error file was made with, so that the file can be imported by itself."""
    return file.with_suffix(".yaml")


@contextmanager
def _context(options: ImportOptions, rehearse: Path | None) -> Iterator[FormContext]:
    """The form's rooms; for a rehearsal, rooms of its own where the workspace has none yet."""
    root = options.root
    terms = ledger_terms(root, options.hub)
    if rehearse is None or (root / "form" / "form.db").is_file():
        context = open_form(root, options.hub, options.now, "", terms)
    else:
        context = open_form(rehearse, options.hub, options.now, "", terms)
        live = ShopRepository(
            root, options.hub, context.photo_cache, lambda slug: os.path.lexists(root / "sellers" / slug)
        )
        context = replace(context, root=root, live=live)
    try:
        yield context
    finally:
        context.database.close()
