"""The twelve pictures on disk, handed out as hard links: a million photos take the space of twelve."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from generator.demo.pictures import PICTURES, draw
from generator.disk import atomic_file

_NO_LINKS = {errno.EXDEV, errno.EPERM, errno.ENOTSUP}
"""Another file system, or one that knows no hard links."""


class PicturePool:
    """A folder with the pictures; they are drawn when they are not there yet."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._paths = [folder / f"{number:02d}.jpg" for number in range(len(PICTURES))]
        for path, picture in zip(self._paths, PICTURES, strict=True):
            if not path.exists():
                _write(path, draw(picture))

    def put(self, number: int, target: str) -> None:
        """Give the picture another name: `target`, which must not exist. Copies where links cannot be made.

        Raises `OSError`.
        """
        source = self._paths[number]
        try:
            os.link(source, target)
        except OSError as error:
            if error.errno == errno.EMLINK:  # ext4 allows 65,000 names for one file; go on with a fresh one
                _write(source, source.read_bytes())
                os.link(source, target)
            elif error.errno in _NO_LINKS:
                shutil.copyfile(source, target)
            else:
                raise


def _write(path: Path, data: bytes) -> None:
    """Put a new file in place of whatever has this name; other names keep the old one."""
    atomic_file.write(path, data, durable="no")
