"""Lines of log files, plain or gzipped, however long they are."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

_LONGEST = 64 * 1024
"""Bytes of a line; a longer one is of no log, and is passed over without being kept."""
_BUFFER = 256 * 1024
_GZIP = b"\x1f\x8b"
TOO_LONG = b"\0"
"""Stands for such a line."""


class BrokenLogError(Exception):
    """The rest of a gzipped file cannot be read; lines before that have been given."""


def log_files(places: tuple[Path, ...]) -> list[Path]:
    """The named files, and all regular ones below the named folders, each once."""
    found: dict[Path, None] = {}
    for place in places:
        if place.is_dir():
            found |= dict.fromkeys(path for path in sorted(place.rglob("*")) if _is_regular(path))
        else:
            found[place] = None
    return list(found)


def _is_regular(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def lines(file: Path) -> Iterator[bytes]:
    """The lines of a file without their ends, empty ones left out.

    Raises:
        BrokenLogError: see there.
        OSError: it cannot be read.
    """
    with file.open("rb", buffering=_BUFFER) as raw:
        packed = isinstance(raw, io.BufferedReader) and raw.peek(2)[:2] == _GZIP
        with closing(io.BufferedReader(gzip.GzipFile(fileobj=raw), _BUFFER) if packed else raw) as opened:
            try:
                yield from _split(opened)
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise BrokenLogError(str(error)) from error


def _split(opened: BinaryIO | io.BufferedReader) -> Iterator[bytes]:
    while piece := opened.readline(_LONGEST):
        if piece[-1] != 10 and len(piece) == _LONGEST:
            while piece and piece[-1] != 10:
                piece = opened.readline(_LONGEST)
            yield TOO_LONG
        elif line := piece.rstrip(b"\r\n"):
            yield line
