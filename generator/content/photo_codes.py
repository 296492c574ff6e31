"""The texts of the QR codes that a photo shows: what a shopper's phone would open or pay."""

from __future__ import annotations

from pathlib import Path

from generator.content import photofile
from generator.content.fields import FieldError

_SIDE = 2_048
"""Pixels of each side that decoding keeps: twice what the largest picture of a page has."""


def photo_codes(path: Path) -> tuple[str, ...]:
    """The codes in an original, in no order; 1600 x 1200 pixels take 25 ms of CPU, 10 of them for looking.

    Raises `FieldError` as `photofile.read` and `photofile.decode` do.
    """
    return codes_in(path.name, photofile.read(path))


def codes_in(name: str, data: bytes) -> tuple[str, ...]:
    """The same of a picture's bytes. Raises `FieldError` as `photofile.decode` does."""
    import zxingcpp  # most builds have no photo to look at

    kinds = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.MicroQRCode])
    image = photofile.decode(name, data, _SIDE).convert("L")
    try:
        return tuple(code.text for code in zxingcpp.read_barcodes(image, formats=kinds))
    except (MemoryError, RuntimeError, ValueError) as error:  # what its binding lets escape
        raise FieldError("photo-broken", found=name) from error
