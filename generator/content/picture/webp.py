"""WebP: the chunks of its first picture (developers.google.com/speed/webp/docs/riff_container)."""

from __future__ import annotations

import struct

from generator.content.picture.exif import orientation
from generator.content.picture.original import BrokenPictureError, Original

_ANIMATION, _ALPHA = 0x02, 0x10
_STILL = (b"VP8 ", b"VP8L")


def is_webp(data: bytes) -> bool:
    """Whether a file starts like one."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def read(data: bytes) -> Original:
    """A WebP without its metadata and without what moves. Raises `BrokenPictureError`."""
    chunks = _chunks(data)
    header = chunks.get(b"VP8X", b"")
    size = struct.unpack("<HBHB", header[4:10]) if len(header) >= 10 else None
    still = next((name for name in _STILL if name in chunks), None)
    if b"ANMF" in chunks and size:
        flags = bytes([_ANIMATION | header[0] & _ALPHA, 0, 0, 0])
        pixels = [(b"VP8X", flags + header[4:10]), (b"ANIM", bytes(6)), (b"ANMF", chunks[b"ANMF"])]
    elif still and b"ALPH" in chunks and size:
        flags = bytes([_ALPHA, 0, 0, 0])
        pixels = [(b"VP8X", flags + header[4:10]), (b"ALPH", chunks[b"ALPH"]), (still, chunks[still])]
    elif still:
        pixels = [(still, chunks[still])]
        size = None
    else:
        raise BrokenPictureError
    return Original(
        "WEBP",
        (size[0] + (size[1] << 16) + 1, size[2] + (size[3] << 16) + 1) if size else _size(*pixels[0]),
        _file(pixels),
        orientation(chunks.get(b"EXIF", b""), chunks.get(b"XMP ", b"")),
        chunks.get(b"ICCP", b""),
    )


def _chunks(data: bytes) -> dict[bytes, bytes]:
    """The first chunk of each name; the length that the file claims counts for nothing."""
    found: dict[bytes, bytes] = {}
    place = 12
    while place + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, place)
        found.setdefault(name, data[place + 8 : place + 8 + length])
        place += 8 + length + length % 2
    return found


def _file(chunks: list[tuple[bytes, bytes]]) -> bytes:
    body = b"".join(
        name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2) for name, content in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _size(name: bytes, content: bytes) -> tuple[int, int]:
    """Width and height of a bare bitstream: RFC 6386, 9.1; RFC 9649, 3.4."""
    if name == b"VP8 " and content[3:6] == b"\x9d\x01\x2a" and len(content) >= 10:
        width, height = struct.unpack_from("<HH", content, 6)
        return width & 0x3FFF, height & 0x3FFF
    if name == b"VP8L" and content[:1] == b"\x2f" and len(content) >= 5:
        (bits,) = struct.unpack_from("<I", content, 1)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    raise BrokenPictureError
