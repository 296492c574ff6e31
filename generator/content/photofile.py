"""A photo as a seller left it: opened safely, and judged before anything is made of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PIL import Image

from generator.content.fields import FieldError
from generator.content.model import Photo
from generator.content.picture import jpeg, png, webp
from generator.content.picture.decode import upright
from generator.content.picture.kind import heif_kind, picture_format
from generator.content.picture.memory import memory_limit
from generator.content.picture.original import BrokenPictureError, Original
from generator.content.reader import PHOTO_BYTES, NotRegularError, read_regular

MAX_BYTES = PHOTO_BYTES
MAX_PIXELS = 40_000_000
"""Width times height of an original."""
MAX_SIDE = 20_000
"""Pixels of a side: decoders keep something for each row, whatever it holds."""
DECODING_BYTES = 800 << 20
"""What decoding may take (see docs/decisions/0006-photos.md for what it does take)."""

_READERS = {"JPEG": jpeg.read, "PNG": png.read, "WEBP": webp.read}
_ANY_SIZE = 1
_SWAPPED = {5, 6, 7, 8}
"""Orientations that swap width and height."""


def read(path: Path) -> bytes:
    """The bytes of an original. Raises `FieldError`: not a regular file, or more than `MAX_BYTES`."""
    try:
        data = read_regular(path, MAX_BYTES)
    except NotRegularError as error:
        raise FieldError("photo-not-regular", found=path.name) from error
    except OSError as error:
        raise FieldError("photo-broken", found=path.name) from error
    if len(data) > MAX_BYTES:
        raise FieldError("photo-too-large", found=path.name, limit=f"{MAX_BYTES // 2**20} MB")
    return data


def judge(name: str, data: bytes) -> Photo:
    """Decode an original once, as a page would, to be sure that one can be made of it.

    Raises `FieldError` as `decode` does.
    """
    original = _opened(name, data)
    _decoded(name, original, _ANY_SIZE)
    width, height = original.size
    if original.orientation in _SWAPPED:
        width, height = height, width
    return Photo(name, hashlib.sha256(data).hexdigest(), width, height)


def decode(name: str, data: bytes, least: int) -> Image.Image:
    """An original as a page shows it; a JPEG may be reduced, to no less than `least` pixels on each side.

    Raises `FieldError`: HEIC, AVIF or another format, too many pixels, broken, or too much for the memory.
    """
    return _decoded(name, _opened(name, data), least)


def refuse_size(name: str, width: int, height: int) -> None:
    """Raises `FieldError` for more pixels than we decode."""
    if width * height > MAX_PIXELS:
        raise FieldError("photo-too-many-pixels", found=name, limit=str(MAX_PIXELS // 10**6))
    if max(width, height) > MAX_SIDE:
        raise FieldError("photo-too-long", found=name, limit=str(MAX_SIDE // 1000))


def _opened(name: str, data: bytes) -> Original:
    form = picture_format(data)
    if form is None:
        kind = heif_kind(data)
        if kind:
            raise FieldError(f"photo-{kind.lower()}", found=name, fix=f"{Path(name).stem}.jpg")
        raise FieldError("photo-format", found=name)
    try:
        original = _READERS[form](data)
    except BrokenPictureError as error:
        raise FieldError("photo-broken", found=name) from error
    refuse_size(name, *original.size)
    return original


def _decoded(name: str, original: Original, least: int) -> Image.Image:
    with memory_limit(DECODING_BYTES):
        try:
            return upright(original, least)
        except MemoryError as error:
            raise FieldError("photo-too-heavy", found=name) from error
        except Exception as error:  # Pillow's decoders let ValueError, SyntaxError, struct.error … escape
            raise FieldError("photo-broken", found=name) from error
