"""What a file is, by its first bytes; its name may say anything."""

from __future__ import annotations

from generator.content.picture import jpeg, png, webp
from generator.content.picture.original import Format

_AVIF = {b"avif", b"avis"}
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
_EITHER = {b"mif1", b"msf1", b"mif2", b"miaf"}


def picture_format(data: bytes) -> Format | None:
    """One of the formats that we open."""
    if data.startswith(jpeg.START + b"\xff"):
        return "JPEG"
    if data.startswith(png.START):
        return "PNG"
    return "WEBP" if webp.is_webp(data) else None


def heif_kind(data: bytes) -> str:
    """`AVIF`, or `HEIC` for it and other relatives; empty for anything else (ISO/IEC 23008-12)."""
    if data[4:8] != b"ftyp":
        return ""
    brands = [data[place : place + 4] for place in range(16, min(int.from_bytes(data[:4]), 256), 4)]
    for brand in (data[8:12], *brands):  # the first is the file's own word, the others are what it fits, too
        if brand in _AVIF | _HEIC:
            return "AVIF" if brand in _AVIF else "HEIC"
    return "HEIC" if data[8:12] in _EITHER else ""
