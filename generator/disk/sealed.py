"""Files that can be made again, and say by themselves whether they are whole: a damaged one was never there.

A power cut leaves files empty or cut, a failing disk or a careless hand leaves others in their place. What is
kept only to save time is never worth an error.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.disk import atomic_file


def digest(data: bytes) -> str:
    """What a file of these bytes is known by."""
    return hashlib.sha256(data).hexdigest()


def read(path: Path) -> bytes | None:
    """What was kept there by `write`; None where that is not there, or not whole any more."""
    found = content(path) or b""
    seal, _, data = found.partition(b"\n")
    return data if seal == digest(data).encode() else None


def write(path: Path, data: bytes) -> None:
    """Keep bytes, whole or not at all, with what tells later whether they are whole."""
    write_plain(path, digest(data).encode() + b"\n" + data)


def content(path: Path) -> bytes | None:
    """The bytes of a file; None where there is none, or none that can be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def write_plain(path: Path, data: bytes) -> None:
    """Write a whole file or nothing, whatever lies there now."""
    atomic_file.write(path, data, durable="no", over_folder=True)
