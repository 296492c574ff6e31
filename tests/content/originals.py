"""Pictures byte by byte, with whatever cameras and programs put around the pixels."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Iterable

from PIL import Image

SIZE = (96, 64)


def grain(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """A picture in which every part differs from every other."""
    small = (size[0] // 4 + 1, size[1] // 4 + 1)
    noise = Image.frombytes("RGB", small, random.Random(str(size)).randbytes(small[0] * small[1] * 3))
    return noise.resize(size, Image.Resampling.BICUBIC).convert(mode)


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


# PNG


def chunk(name: bytes, content: bytes, crc: int | None = None) -> bytes:
    """A chunk; its checksum is right unless one is given."""
    right = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", right if crc is None else crc)


def png(
    header: tuple[int, int, int, int],
    rows: Iterable[bytes],
    *,
    before: bytes = b"",
    after: bytes = b"",
    end: bytes | None = None,
) -> bytes:
    """A PNG of width, height, depth and kind, with more chunks before and behind its pixels."""
    packed = zlib.compress(b"".join(b"\0" + row for row in rows))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", *header, 0, 0, 0))
        + before
        + chunk(b"IDAT", packed[:100])
        + chunk(b"IDAT", packed[100:])
        + after
        + (chunk(b"IEND", b"") if end is None else end)
    )


def grainy_png(**more: bytes) -> bytes:
    image = grain()
    pixels, stride = image.tobytes(), SIZE[0] * 3
    rows = (pixels[start : start + stride] for start in range(0, len(pixels), stride))
    return png((*SIZE, 8, 2), rows, **more)


# EXIF

ASCII, SHORT, LONG, RATIONAL, UNDEFINED, SSHORT, SLONG, SRATIONAL, FLOAT, DOUBLE = (
    2,
    3,
    4,
    5,
    7,
    8,
    9,
    10,
    11,
    12,
)
ORIENTATION, X_RESOLUTION = 0x0112, 0x011A


def exif(*entries: tuple[int, int, int, bytes], order: str = ">", orientation: int = 6) -> bytes:
    """A TIFF header with the orientation and other tags, each with type, count and its bytes as they are."""
    own = (ORIENTATION, SHORT, 1, struct.pack(f"{order}HH", orientation, 0))
    tags = sorted([own, *entries])
    head = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(f"{order}I", 8)
    place, table, values = 8 + 2 + 12 * len(tags) + 4, b"", b""
    for tag, kind, count, value in tags:
        here = value.ljust(4, b"\0")
        if len(value) > 4:
            here = struct.pack(f"{order}I", place + len(values))
            values += value
        table += struct.pack(f"{order}HHI", tag, kind, count) + here
    return head + struct.pack(f"{order}H", len(tags)) + table + bytes(4) + values


# JPEG


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    """A JPEG with more segments behind its start."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


# HEIF


def heif(brand: bytes, *others: bytes) -> bytes:
    """The first bytes of a HEIF file: its own brand, and those that it fits, too."""
    content = brand + bytes(4) + b"".join(others)
    return struct.pack(">I", len(content) + 8) + b"ftyp" + content + bytes(64)
