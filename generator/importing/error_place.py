"""Where an error file goes: never over one that a person has corrected and nobody has imported yet."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from msgspec import Struct

from generator.disk import atomic_file
from generator.importing.error_file import PROBLEMS, ErrorFile
from generator.importing.record import ImportRecord

_OURS = re.compile(rf"-{PROBLEMS}(?:-[0-9]{{1,4}})?\Z")


class ErrorFiles(Struct, frozen=True):
    """What lies there after an import."""

    written: Path | None = None
    """The rows of it that failed."""
    waiting: Path | None = None
    """One that was corrected, and is not imported yet."""
    done: Path | None = None
    """One in which nothing is left to correct."""


class ErrorPlace:
    """The place for the error file of one import."""

    def __init__(self, folder: Path, source: Path) -> None:
        ours = _OURS.search(source.stem) if source.resolve().parent == folder.resolve() else None
        self._folder = folder
        self._stem = f"{_OURS.sub('', source.stem)}-{PROBLEMS}"
        self._first = folder / f"{source.stem if ours else self._stem}.csv"
        self._source = _digest(source)

    def settle(self, record: ImportRecord, errors: ErrorFile, delimiter: str) -> ErrorFiles:
        """Write an error file, if there are rows for it. Raises `OSError`."""
        free = self._is_free(self._first, record)
        waiting = None if free else self._first
        if not errors.rows:
            done = self._first if free and self._first.is_file() else None
            if done:
                record.wrote(done.name, _digest(done))
            return ErrorFiles(waiting=waiting, done=done)
        path = next(one for one in self._places() if self._is_free(one, record))
        found = hashlib.sha256()
        # only its owner may read it: it has numbers of persons in it
        with atomic_file.replacing(path, durable="name", readers="owner") as target:
            for line in errors.lines(delimiter):
                target.write(line)
                found.update(line)
        record.wrote(path.name, found.hexdigest())
        return ErrorFiles(written=path, waiting=waiting)

    def _places(self) -> Iterator[Path]:
        yield self._first
        yield from (self._folder / f"{self._stem}-{number}.csv" for number in count(2))

    def _is_free(self, path: Path, record: ImportRecord) -> bool:
        """Whether nothing lies there but what an import has written, or has just read."""
        if not os.path.lexists(path):
            return True
        return path.is_file() and _digest(path) in (self._source, record.written_file(path.name))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
