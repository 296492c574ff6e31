"""What the program compiles once and keeps beside its own compiled modules: templates, catalogues.

It can be made again at any time, so what is damaged, or made of something else, was never there.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path

from generator.disk import sealed


@cache
def program_folder() -> Path | None:
    """The folder for it; None where the program lies where it may not write."""
    folder = Path(__file__).parents[1] / "__pycache__" / "compiled"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder if os.access(folder, os.W_OK | os.X_OK) else None


def read(path: Path, made_of: str) -> bytes | None:
    """What was kept there by `write`; None where that was made of something else, or is not whole."""
    origin, _, found = (sealed.read(path) or b"").partition(b"\n")
    return found if origin == made_of.encode() else None


def write(path: Path, made_of: str, data: bytes) -> None:
    """Keep what was made of something, which a text of one line stands for; without room, nothing is kept."""
    with suppress(OSError):
        sealed.write(path, made_of.encode() + b"\n" + data)
