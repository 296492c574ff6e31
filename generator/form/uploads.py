"""Pictures that people send: made harmless in a process of their own, then kept under a name of ours."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from generator.content import photofile
from generator.content.fields import FieldError
from generator.content.model import Photo

MAX_BYTES = photofile.MAX_BYTES
"""Bytes of an upload."""
WALL_SECONDS = 30
"""After which a picture is given up."""
_AT_ONCE = 2
_PATIENCE_SECONDS = 20
SPARE = 60
"""Photos of a shop that nothing names any more, but undoing may ask for."""


class BusyError(Exception):
    """Too many pictures at once."""


class Uploads:
    """Runs the photo worker, a few at a time."""

    def __init__(self) -> None:
        self._slots = threading.BoundedSemaphore(_AT_ONCE)

    def keep(self, data: bytes, album: Path) -> Photo:
        """Take in a picture: the photo that was made of it lies in the album.

        Raises `FieldError`: no picture, too large, or broken; `BusyError`; `OSError`.
        """
        return self._kept("photo", data, album)

    def turn(self, photo: Path, album: Path) -> Photo:
        """The photo turned by a quarter, clockwise, under another name."""
        return self._kept("turn", photofile.read(photo), album)

    def codes(self, data: bytes) -> list[str]:
        """The texts of the QR codes in a picture. Raises as `keep` does."""
        answer, _ = self._run("codes", data)
        return [str(code) for code in answer["codes"]]

    def _kept(self, what: str, data: bytes, album: Path) -> Photo:
        answer, jpeg = self._run(what, data)
        sha256 = hashlib.sha256(jpeg).hexdigest()
        name = f"{sha256[:16]}.jpg"
        album.mkdir(exist_ok=True)
        if not (album / name).exists():
            part = album / f".{name}.{os.getpid()}.{threading.get_ident()}"
            try:
                with part.open("wb") as file:
                    file.write(jpeg)
                    file.flush()
                    os.fsync(file.fileno())
                part.replace(album / name)
            finally:
                part.unlink(missing_ok=True)
        width, height = answer["size"]
        return Photo(name, sha256, width, height)

    def _run(self, what: str, data: bytes) -> tuple[dict[str, Any], bytes]:
        if len(data) > MAX_BYTES:
            raise FieldError("photo-too-large", found="foto", limit=f"{MAX_BYTES // 2**20} MB")
        if not self._slots.acquire(timeout=_PATIENCE_SECONDS):
            raise BusyError
        try:
            done = subprocess.run(  # noqa: S603 - our own module; what people send is on stdin
                [sys.executable, "-m", "generator.form.photo_worker", what],
                input=data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=WALL_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise FieldError("photo-broken", found="foto") from error
        finally:
            self._slots.release()
        line, _, picture = done.stdout.partition(b"\n")
        if done.returncode or not line:  # a limit ended it
            raise FieldError("photo-broken", found="foto")
        answer = json.loads(line)
        if "error" in answer:
            raise FieldError(answer["error"], **answer["values"])
        return answer, picture


def is_ours(name: str) -> bool:
    """Whether the form gave a photo this name."""
    return re.fullmatch(r"[0-9a-f]{16}\.jpg", name) is not None


def tidy(album: Path, used: Iterable[str]) -> None:
    """Keep the album from growing for ever: of photos nobody uses, the newest `SPARE` stay."""
    if not album.is_dir():
        return
    kept = set(used)
    idle = [path for path in album.iterdir() if path.name not in kept]
    for path in sorted(idle, key=lambda path: path.stat().st_mtime, reverse=True)[SPARE:]:
        path.unlink(missing_ok=True)
