"""QR codes, drawn."""

from __future__ import annotations

import re
import struct
import zlib
from functools import cache
from math import isqrt
from typing import Any

_MASK = 5
"""The same for each code: cameras read codes under any of the eight as well (`python -m bench.qr_masks`), and
trying all of them took more than everything else about a code."""
QUIET = 4
"""Modules of quiet zone around a code (ISO/IEC 18004)."""
SIDE = 800
"""Pixels that a picture has at least: galleries and bank apps make small ones smaller."""
_DARK, _LIGHT = b"\0", b"\xff"
_RUN = re.compile(rb"\xff*\0+")
_STEP = 8
"""Pixels of a module are a multiple of these: a module is whole bytes of a row then."""


def qr_png(text: str, side: int = SIDE) -> bytes:
    """A black and white PNG of `side` pixels or a little more: UTF-8 bytes, error correction M, a quiet zone.

    Text beyond ASCII is written without ECI, which payment apps do not know: check numbers inside are of the
    UTF-8 bytes.  Raises `ValueError`: more text than a code holds.
    """
    modules = _modules(text)
    inner = isqrt(len(modules))
    whole = inner + 2 * QUIET
    octets = -(-side // (whole * _STEP))
    quiet = _LIGHT * (QUIET * octets)
    wide, length = modules.replace(_DARK, _DARK * octets).replace(_LIGHT, _LIGHT * octets), inner * octets
    rows = (quiet + wide[at : at + length] + quiet for at in range(0, len(wide), length))
    pixels, same = whole * octets * _STEP, b"\x02" + bytes(whole * octets)  # filter 2: as the row above
    empty = b"\0" + _LIGHT * (whole * octets)  # filter 0: as it is
    margin = empty + same * (QUIET * octets * _STEP - 1)
    again = same * (octets * _STEP - 1)
    picture = b"".join((margin, *(b"\0" + row + again for row in rows), margin))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, data)
        for kind, data in (
            (b"IHDR", struct.pack(">2I5B", pixels, pixels, 1, 0, 0, 0, 0)),  # one bit a pixel, grey
            (b"IDAT", zlib.compress(picture, 3)),
            (b"IEND", b""),
        )
    )


def qr_svg(text: str) -> str:
    """An SVG without a size of its own, for within a page: dark modules on white, error correction M.

    A row is one stroke for each run of dark modules.  Raises `ValueError`: more text than a code holds.
    """
    modules = _modules(text)
    side = isqrt(len(modules))
    whole = side + 2 * QUIET
    strokes: list[str] = []
    for row in range(side):
        strokes.append(f"M{QUIET} {row + QUIET}.5")
        strokes += map(_stroke, _RUN.findall(modules, row * side, (row + 1) * side))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}">'
        f'<path fill="#fff" d="M0 0h{whole}v{whole}h-{whole}z"/>'
        f'<path stroke="#000" d="{"".join(strokes)}"/></svg>'
    )


def qr_rows(text: str) -> tuple[bytes, ...]:
    """The rows of the same code as in `qr_png`, without a quiet zone: a byte a module, 0 for a dark one.

    Raises `ValueError`: more text than a code holds.
    """
    modules = _modules(text)
    side = isqrt(len(modules))
    return tuple(modules[at : at + side] for at in range(0, len(modules), side))


@cache
def _stroke(run: bytes) -> str:
    """Over the light modules, along the dark ones."""
    light, dark = run.count(_LIGHT), run.count(_DARK)
    return f"m{light} 0h{dark}" if light else f"h{dark}"


def _chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG file (ISO/IEC 15948, 5.3)."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _modules(text: str) -> bytes:
    """A code's modules, row by row: 0 is dark, 255 light."""
    if not text.isascii():
        return _modules_of_bytes(text)
    import zxingcpp  # 20 ms that a build without a code does not need

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", data_mask=_MASK)
    picture: Any = code.to_image(scale=1, add_quiet_zones=False)  # a buffer, which its types do not tell
    return bytes(memoryview(picture))


def _modules_of_bytes(text: str) -> bytes:
    """The same without ECI: zxing-cpp writes no such code, and segno takes ten times as long."""
    import segno

    code = segno.make(
        text, error="m", boost_error=False, micro=False, mode="byte", encoding="utf-8", mask=_MASK
    )
    return bytes(0 if dark else 255 for row in code.matrix for dark in row)
