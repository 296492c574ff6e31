"""The texts of the codes that a photo shows: what a shopper's phone would open or pay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from generator.content import photofile
from generator.content.fields import FieldError

if TYPE_CHECKING:
    from PIL.Image import Image

_SIDE = 2_048
"""Pixels of each side that decoding keeps: twice what the largest picture of a page has."""


READING = "3"
"""How photos are looked through; another one, and what was found before is looked for again."""
_KINDS = ("QRCode", "MicroQRCode", "RMQRCode", "Aztec", "DataMatrix", "PDF417")
SHOWN = (320, 640, 960)
"""Pixels of width in which pages show a photo."""
_SMALL, _BLUR = 640, 1.5
"""Where a camera sees round or coloured modules as one surface: pixels of width, and of a blur's radius."""


def photo_codes(path: Path) -> tuple[str, ...]:
    """The codes in an original, in the order of their texts; 1600 x 1200 pixels take 0.1 to 0.4 s of CPU.

    Raises `FieldError` as `photofile.read` and `photofile.decode` do.
    """
    return codes_in(path.name, photofile.read(path))


def codes_in(name: str, data: bytes) -> tuple[str, ...]:
    """The same of a picture's bytes. Raises `FieldError` as `photofile.decode` does."""
    import zxingcpp  # most builds have no photo to look at

    kinds = zxingcpp.BarcodeFormats([getattr(zxingcpp.BarcodeFormat, kind) for kind in _KINDS])
    image = photofile.decode(name, data, _SIDE)
    try:
        found = {code.text for seen in _views(image) for code in zxingcpp.read_barcodes(seen, formats=kinds)}
    except (MemoryError, RuntimeError, ValueError) as error:  # what its binding lets escape
        raise FieldError("photo-broken", found=name) from error
    return tuple(sorted(found))


def _views(image: Image) -> Iterator[Image]:
    """A picture as it is kept and as pages show it, larger, blurred, and in the light of each colour.

    A code that one of them hides may be plain in another; a camera reads what it sees.
    """
    from PIL import ImageFilter
    from PIL.Image import Resampling

    def wide(one: Image, width: int) -> Image:
        return one.resize((width, max(1, round(one.height * width / one.width))), Resampling.LANCZOS)

    grey = image.convert("L")
    yield grey
    yield from (wide(grey, width) for width in SHOWN if width < grey.width)
    small = wide(image.convert("RGB"), _SMALL) if image.width > _SMALL else image.convert("RGB")
    plain, blur = small.convert("L"), ImageFilter.GaussianBlur(_BLUR)
    yield wide(plain, 2 * plain.width)
    yield plain.filter(blur)
    for colour in small.split():
        yield colour
        yield colour.filter(blur)
