"""What a picture's file says, apart from its pixels."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Format = Literal["JPEG", "PNG", "WEBP"]
"""What is opened at all, in Pillow's words."""


class BrokenPictureError(Exception):
    """Pixels are missing or wrong, or nobody can say where they are."""


class Original(Struct, frozen=True):
    """A picture, not decoded yet."""

    format: Format
    size: tuple[int, int]
    """Width and height in pixels, as they are stored."""
    pixels: bytes
    """A file of the same format with nothing in it but what the pixels need."""
    orientation: int = 1
    """How it has to be turned, 1 to 8 (EXIF 2.32, tag 0x0112)."""
    profile: bytes = b""
    """Its ICC colour profile; empty for sRGB."""
    gamma: float = 0.0
    """Exponent with which samples become those of a usual screen; 0 for none (PNG, gAMA)."""
    depth: int = 8
    """Bits of a sample."""
    clear: tuple[int, ...] = ()
    """The sample of each channel that stands for a transparent pixel (PNG, tRNS); empty for none."""
    doubtful: bool = False
    """Whether its end is not marked, so that decoding alone does not prove that all of it is there (JPEG)."""
