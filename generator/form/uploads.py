"""Pictures that people send: made harmless in a process of their own, then kept under a name of ours."""

from __future__ import annotations

import hashlib
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from generator.content import photofile
from generator.content.fields import FieldError
from generator.content.model import Photo
from generator.disk import atomic_file
from generator.form import photo_process
from generator.form.photo_codes import PhotoCodes
from generator.render.images import PhotoCache

MAX_BYTES = photofile.MAX_BYTES
"""Bytes of an upload."""
_AT_ONCE = 2
_WAITING = 6
"""Pictures that wait for their turn; each holds one of the server's threads."""
_OF_ONE_SHOP = 2
"""Pictures of one shop, of which one is at work: nobody's phone keeps the others' waiting."""
_PATIENCE_SECONDS = 20
SPARE = 60
"""Photos of a shop that nothing names any more, but undoing may ask for."""


class UploadsBusyError(Exception):
    """Too many pictures at once."""


class Uploads:
    """Runs the photo worker, a few at a time; whoever waits for it stands `aside`."""

    def __init__(
        self,
        codes: PhotoCodes | None = None,
        aside: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._codes = codes
        self._aside = aside
        self._inside: Counter[str] = Counter()
        self._working: set[str] = set()
        self._change = threading.Condition()

    def keep(self, data: bytes, photo_store: Path) -> Photo:
        """Take in a picture: the photo that was made of it lies in the shop's album.

        Raises `FieldError`: no picture, too large, or broken; `UploadsBusyError`; `OSError`.
        """
        return self._kept("photo", data, photo_store)

    def turn(self, photo: Path, photo_store: Path) -> Photo:
        """The photo turned by a quarter, clockwise, under another name."""
        return self._kept("turn", photofile.read(photo), photo_store)

    def codes(self, data: bytes, photo_store: Path) -> list[str]:
        """The texts of the QR codes in a picture of the album's shop. Raises as `keep` does."""
        answer, _ = self._run("codes", data, photo_store.name)
        return [str(code) for code in answer["codes"]]

    def _kept(self, what: str, data: bytes, photo_store: Path) -> Photo:
        answer, jpeg = self._run(what, data, photo_store.name)
        sha256 = hashlib.sha256(jpeg).hexdigest()
        if self._codes:
            self._codes.note(sha256, answer["codes"])
        name = f"{sha256[:16]}.jpg"
        photo_store.mkdir(exist_ok=True)
        if not (photo_store / name).exists():
            atomic_file.write(photo_store / name, jpeg, durable="bytes")
        width, height = answer["size"]
        return Photo(name, sha256, width, height)

    @contextmanager
    def _turn_of(self, shop: str) -> Iterator[None]:
        """A place at work, one for each shop; whoever finds the queue full leaves at once.

        Raises `UploadsBusyError`.
        """
        with self._change:
            if self._inside.total() >= _AT_ONCE + _WAITING or self._inside[shop] >= _OF_ONE_SHOP:
                raise UploadsBusyError
            self._inside[shop] += 1
            try:
                if not self._change.wait_for(lambda: self._is_free(shop), _PATIENCE_SECONDS):
                    raise UploadsBusyError
                self._working.add(shop)
            except BaseException:
                self._leave(shop)
                raise
        try:
            yield
        finally:
            with self._change:
                self._working.remove(shop)
                self._leave(shop)

    def _is_free(self, shop: str) -> bool:
        return shop not in self._working and len(self._working) < _AT_ONCE

    def _leave(self, shop: str) -> None:
        self._inside[shop] -= 1
        self._inside += Counter()  # forgets who is at zero
        self._change.notify_all()

    def _run(self, what: str, data: bytes, shop: str) -> tuple[dict[str, Any], bytes]:
        if len(data) > MAX_BYTES:
            raise FieldError("photo-too-large", found="foto", limit=f"{MAX_BYTES // 2**20} MB")
        with self._aside(), self._turn_of(shop):
            return photo_process.run(what, data)


def is_ours(name: str) -> bool:
    """Whether the form gave a photo this name."""
    return re.fullmatch(r"[0-9a-f]{16}\.jpg", name) is not None


def tidy(photo_store: Path, used: Iterable[str], photo_cache: PhotoCache, codes: PhotoCodes) -> None:
    """Keep the album from growing for ever: of photos nobody uses, the newest `SPARE` stay.

    What was made of the others, and what is known of them, goes along.
    """
    if not photo_store.is_dir():
        return
    kept = set(used)
    idle: list[tuple[float, Path]] = []
    for path in photo_store.iterdir():
        if path.name not in kept and path.name[0] != ".":
            with suppress(FileNotFoundError):  # somebody else tidies up, too
                idle.append((path.stat().st_mtime, path))
    for _age, path in sorted(idle, reverse=True)[SPARE:]:
        with suppress(FileNotFoundError):
            photo_cache.drop(path)
            codes.drop(path)
            path.unlink()
