"""How a camera was held: the one value of EXIF that a page needs."""

from __future__ import annotations

import re
import struct

_ORIENTATION = 0x0112
_FORMATS = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i"}
"""Whole numbers of TIFF; cameras write a SHORT, some programs another."""
_XMP = re.compile(rb"tiff:Orientation\s*(?:=\s*[\"']|>)\s*([1-8])")


def orientation(exif: bytes, xmp: bytes = b"") -> int:
    """1 to 8 from EXIF, or else from XMP; 1 where neither says something that makes sense.

    Nothing else is looked at, so nothing else can be wrong. Source: TIFF 6.0, section 2.
    """
    return _of_tiff(exif.removeprefix(b"Exif\0\0")) or _of_xmp(xmp) or 1


def _of_tiff(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return 0
    (start,) = struct.unpack_from(f"{order}I", tiff, 4)
    if start + 2 > len(tiff):
        return 0
    (entries,) = struct.unpack_from(f"{order}H", tiff, start)
    last = min(start + 2 + 12 * entries, len(tiff) - 11)
    for place in range(start + 2, last, 12):
        tag, kind = struct.unpack_from(f"{order}HH", tiff, place)
        if tag == _ORIENTATION:
            (value,) = struct.unpack_from(order + _FORMATS.get(kind, "B"), tiff, place + 8)
            return value if kind in _FORMATS and 1 <= value <= 8 else 0
    return 0


def _of_xmp(xmp: bytes) -> int:
    found = _XMP.search(xmp)
    return int(found[1]) if found else 0
