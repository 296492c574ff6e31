"""The codes in photos: looked for once in each, in a process of its own, and kept by its digest."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from generator.content import photofile
from generator.content.fields import FieldError
from generator.content.photo_codes import READING
from generator.disk import atomic_file
from generator.form import photo_process

UNREADABLE = ("?",)
"""Of a photo in which nobody could look for codes: what it shows has to be looked at by a person."""


class PhotoCodes:
    """What is known of photos' codes, below one folder that may be removed at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, sha256: str, path: Path) -> tuple[str, ...]:
        """The texts of the codes in a photo, which is looked at if it never was."""
        file = self._file(sha256)
        try:
            return tuple(json.loads(file.read_bytes()))
        except (OSError, ValueError):
            pass
        try:
            answer, _ = photo_process.run("codes", photofile.read(path))
        except FieldError:
            return UNREADABLE
        return self.note(sha256, answer["codes"])

    def note(self, sha256: str, codes: list[str]) -> tuple[str, ...]:
        """Remember the codes in a photo."""
        self._folder.mkdir(parents=True, exist_ok=True)
        atomic_file.write(self._file(sha256), json.dumps(codes).encode(), durable="no", readers="owner")
        return tuple(codes)

    def drop(self, path: Path) -> None:
        """Forget the codes in a photo."""
        self._file(hashlib.sha256(path.read_bytes()).hexdigest()).unlink(missing_ok=True)

    def _file(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.{READING}"
