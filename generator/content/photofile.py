"""A photo as a seller left it: opened safely, and judged before anything is made of it."""

from __future__ import annotations

import hashlib
import io
import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from generator.content.fields import FieldError
from generator.content.model import Photo
from generator.content.reader import NotRegularError, read_regular

MAX_BYTES = 12 * 1024 * 1024
"""Bytes of an original."""
MAX_PIXELS = 40_000_000
"""Width times height of an original."""
FORMATS = ("JPEG", "PNG", "WEBP")
"""What is opened at all; the file's content counts, not its ending."""

_UPSIDE = {5, 6, 7, 8}
"""EXIF orientations that swap width and height."""
_ORIENTATION = 0x0112
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"}


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
    """Decode an original once, to be sure that a page can be made of it.

    Raises `FieldError`: HEIC or another format, too many pixels, or broken.
    """
    image = open_image(name, data)
    try:
        width, height = image.size
        image.draft("RGB", (max(1, width // 8), max(1, height // 8)))  # a JPEG is read in full, but cheaply
        image.load()
        swapped = image.getexif().get(_ORIENTATION) in _UPSIDE
    except Exception as error:  # Pillow's decoders let ValueError, SyntaxError, struct.error … escape
        raise FieldError("photo-broken", found=name) from error
    if swapped:
        width, height = height, width
    return Photo(name, hashlib.sha256(data).hexdigest(), width, height)


def open_image(name: str, data: bytes) -> Image.Image:
    """Open an original, not decoded yet. Raises `FieldError` for a format, size or header we refuse."""
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        raise FieldError("photo-heic", found=name, fix=f"{Path(name).stem}.jpg")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is stricter
            image = Image.open(io.BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError as error:
        code = "photo-broken" if _looks_known(data) else "photo-format"
        raise FieldError(code, found=name) from error
    except Image.DecompressionBombError as error:
        raise FieldError("photo-too-many-pixels", found=name, limit=str(MAX_PIXELS // 10**6)) from error
    except Exception as error:  # as in `judge`: a broken header raises almost anything
        raise FieldError("photo-broken", found=name) from error
    if image.width * image.height > MAX_PIXELS:
        raise FieldError("photo-too-many-pixels", found=name, limit=str(MAX_PIXELS // 10**6))
    return image


def _looks_known(data: bytes) -> bool:
    return data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n" or data[8:12] == b"WEBP"
