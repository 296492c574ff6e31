"""PNG: the chunks that the pixels need (W3C Portable Network Graphics, third edition)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from generator.content.picture.exif import orientation
from generator.content.picture.original import BrokenPictureError, Original

START = b"\x89PNG\r\n\x1a\n"
_MAX_PROFILE = 16 << 20
"""Bytes of a colour profile; those of presses have 1 to 3 MB."""
_MAX_TEXT = 1 << 20
_TEXTS = {b"tEXt", b"zTXt"}
_RAW_EXIF = b"Raw profile type exif\0"
_HEADER = struct.Struct(">IIBBBBB")
_GREY, _COLOUR, _PALETTE = 0, 2, 3
_CHANNELS = {_GREY: 1, _COLOUR: 3, _PALETTE: 1, 4: 2, 6: 4}
_USUAL_SCREEN = 2.2
_TOO_LITTLE = 0.05
"""A correction that browsers leave out, too."""


def read(data: bytes) -> Original:
    """A PNG without its metadata and without what moves. Raises `BrokenPictureError`.

    The pixels of all pieces have a checksum of their own behind them, so that of a piece says nothing more.
    """
    before: dict[bytes, bytes] = {}
    pixels: list[bytes] = []
    exif = xmp = b""
    for name, content, right in _chunks(data):
        if name == b"IDAT":
            pixels.append(content)
        elif right and name == b"eXIf":
            exif = content
        elif right and name in _TEXTS and content.startswith(_RAW_EXIF):
            exif = exif or _raw_exif(name, content)
        elif right and name == b"iTXt" and content.startswith(b"XML:com.adobe.xmp\0"):
            xmp = _xmp(content)
        elif right and not pixels:
            before.setdefault(name, content)
    header = before.get(b"IHDR", b"")
    if len(header) != _HEADER.size or not pixels:
        raise BrokenPictureError
    width, height, depth, kind, *_ = _HEADER.unpack(header)
    if kind not in _CHANNELS or (kind == _PALETTE and b"PLTE" not in before):
        raise BrokenPictureError
    profile = _profile(before.get(b"iCCP", b""))
    colours_are_known = profile or b"sRGB" in before or b"cICP" in before
    kept = [(b"IHDR", header)]
    if kind == _PALETTE:
        kept += [(name, before[name]) for name in (b"PLTE", b"tRNS") if name in before]
    return Original(
        "PNG",
        (width, height),
        _file([*kept, (b"IDAT", b"".join(pixels))]),
        orientation(exif, xmp),
        profile,
        0.0 if colours_are_known else _exponent(before.get(b"gAMA", b"")),
        depth,
        _clear(before.get(b"tRNS", b""), kind, depth),
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bool]]:
    """Name, content, and whether its checksum is right; the last one may be cut."""
    place = len(START)
    while place + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        if not name.isalpha():
            return
        end = place + 8 + length
        content, checksum = data[place + 8 : end], data[end : end + 4]
        yield name, content, checksum == struct.pack(">I", zlib.crc32(content, zlib.crc32(name)))
        if name == b"IEND":
            return
        place = end + 4


def _file(chunks: list[tuple[bytes, bytes]]) -> bytes:
    return START + b"".join(
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(content, zlib.crc32(name)))
        for name, content in (*chunks, (b"IEND", b""))
    )


def _clear(chunk: bytes, kind: int, depth: int) -> tuple[int, ...]:
    count = {_GREY: 1, _COLOUR: 3}.get(kind, 0)
    if not count or len(chunk) < 2 * count:
        return ()
    return tuple(sample & (1 << depth) - 1 for sample in struct.unpack_from(f">{count}H", chunk))


def _exponent(chunk: bytes) -> float:
    """What a browser applies to samples: to 1/gamma of the file, seen on a usual screen."""
    gamma = int.from_bytes(chunk[:4]) / 100_000 if len(chunk) == 4 else 0.0
    correction = gamma * _USUAL_SCREEN
    return 1 / correction if correction and abs(correction - 1) > _TOO_LITTLE else 0.0


def _profile(chunk: bytes) -> bytes:
    """An embedded profile; empty for one that cannot be unpacked, or is larger than any real one."""
    _, _, rest = chunk.partition(b"\0")
    return _inflated(rest[1:], _MAX_PROFILE)


def _raw_exif(name: bytes, chunk: bytes) -> bytes:
    """EXIF as ImageMagick writes it: hexadecimal digits below a name and a length."""
    text = chunk.removeprefix(_RAW_EXIF)
    text = _inflated(text[1:], _MAX_TEXT) if name == b"zTXt" else text
    try:
        return bytes.fromhex(b"".join(text.split(b"\n")[3:]).decode("ascii"))
    except ValueError:
        return b""


def _xmp(chunk: bytes) -> bytes:
    packed = chunk[18:19] == b"\1"
    text = b"".join(chunk[20:].split(b"\0", 2)[2:])
    return _inflated(text, _MAX_TEXT) if packed else text


def _inflated(packed: bytes, limit: int) -> bytes:
    """Unpacked; empty when it is broken or longer than that."""
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(packed, limit)
    except zlib.error:
        return b""
    return found if unpacking.eof else b""
