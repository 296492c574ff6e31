"""Whose number is whose: read from folders, and read again only where a file has changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from generator.content import fields
from generator.content.field_reader import FieldReader, SourceText
from generator.content.frontmatter import MAX_BYTES, decode, parse
from generator.content.reader import SHOP_FILE, named, read_regular, slugs
from generator.content.unreadable import UnreadableError
from generator.importing.record import ImportRecord, Place


def refresh(record: ImportRecord, root: Path) -> None:
    """Bring the numbers of all shops up to date, of those in sellers/ and of drafts in the form."""
    for place, folder in (("sellers", root / "sellers"), ("form", root / "form" / "sellers")):
        _refresh(record, "sellers" if place == "sellers" else "form", folder)


def stamp_of(folder: Path) -> str:
    """Changes with a shop's file; empty where there is none."""
    try:
        found = os.stat(folder / SHOP_FILE, follow_symlinks=False)  # noqa: PTH116 - 300,000 of them
    except OSError:
        try:
            found = named(folder, SHOP_FILE).stat(follow_symlinks=False)
        except OSError:
            return ""
    return f"{found.st_ino}.{found.st_size}.{found.st_mtime_ns}"


def _refresh(record: ImportRecord, place: Place, folder: Path) -> None:
    there = iter(slugs(folder)) if folder.is_dir() else iter(())
    changed: list[tuple[str, str]] = []
    gone: list[str] = []
    for slug, stamp in _side_by_side(there, record.stamps(place), gone):
        now = stamp_of(folder / slug)
        if now != stamp:
            changed.append((slug, now))
    for slug in gone:
        record.drop_number(place, slug)
    for slug, stamp in changed:
        record.put_number(place, slug, stamp, _number(folder / slug))


def _side_by_side(
    there: Iterator[str], known: Iterator[tuple[str, str]], gone: list[str]
) -> Iterator[tuple[str, str]]:
    """Each folder with the stamp that is known of it; both come in the order of slugs."""
    row = next(known, None)
    for slug in there:
        while row and row[0] < slug:
            gone.append(row[0])
            row = next(known, None)
        if row and row[0] == slug:
            yield row
            row = next(known, None)
        else:
            yield slug, ""
    while row:
        gone.append(row[0])
        row = next(known, None)


def _number(folder: Path) -> str:
    """The number that a shop's file names, whatever else is wrong with it; empty without one."""
    try:
        keys = parse(decode(read_regular(named(folder, SHOP_FILE), MAX_BYTES)))
    except (OSError, UnreadableError):
        return ""
    return FieldReader(SourceText("", ""), keys).one("whatsapp", fields.whatsapp, "")
