"""Photos that registrations name: files of one folder; what is a link is told, and not fetched."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

from generator.content.checker import photo_named
from generator.content.fields import FieldError
from generator.content.model import Photo
from generator.content.reader import printable
from generator.render.images import PhotoCache

_LINK = re.compile(r"(?:https?://|www\.|drive\.google\.com)\S+", re.IGNORECASE)
_MOST_FILES = 1_000_000


class Photos:
    """The folder of `--photos`; there may be none."""

    def __init__(self, folder: Path | None, cache: PhotoCache) -> None:
        self._folder = folder
        self._cache = cache
        self._names = frozenset(_regular(folder)) if folder else frozenset[str]()

    def find(self, typed: str) -> tuple[Photo, Path]:
        """A photo by the name of its file, and where it lies.

        Raises `FieldError`: a link, no such file, or no photo that a page can show.
        """
        if _LINK.match(typed):
            raise FieldError("import-photo-link", found=typed)
        try:
            name = photo_named(typed, self._names)
        except FieldError as error:
            raise FieldError("import-photo-missing", found=printable(typed)) from error
        if self._folder is None:  # there are no names then
            raise FieldError("import-photo-missing", found=printable(typed))
        path = self._folder / name
        return self._cache.judge(path), path

    def named(self, cell: str) -> list[str]:
        """The names in a cell: one to a line, or with commas between them."""
        if cell.strip() in self._names:
            return [cell.strip()]
        return [name for part in re.split(r"[,;\n]", cell) if (name := part.strip())]


def _regular(folder: Path) -> list[str]:
    """Names of files; what is a link, a folder or a pipe is no photo."""
    found = (path for path in folder.iterdir() if not path.is_symlink() and path.is_file())
    return [path.name for path in islice(found, _MOST_FILES)]
