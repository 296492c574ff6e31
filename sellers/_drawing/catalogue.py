"""Which picture belongs to which shop, and how one file is made."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from .render import render
from .scene import Builder
from .scenes import anyaman, batik, dapur, jahit, kebun, kopi, kue, sembako

QUALITY = (86, 82, 78, 74, 70, 64, 58, 50, 42)
LIMIT = 78_000
"""Bytes; the first quality that stays below it is used."""
HARD_LIMIT = 118_000
"""Bytes; a picture that is larger even so (batik, close) is softened a little."""


def catalogue() -> dict[str, dict[str, Builder]]:
    """Shop -> photo name -> how to build its scene."""
    return {
        "dapur-bu-siti": {**dapur.scenes(), **kopi.drinks_of_siti()},
        "kopi-tebet": kopi.scenes(),
        "kue-mpok-ijah": kue.scenes(),
        "batik-ayu": batik.scenes(),
        "jahit-bu-narti": jahit.sewing_scenes(),
        "anyaman-marunda": anyaman.scenes(),
        "kebun-condet": kebun.scenes(),
        "warung-cak-mat": sembako.scenes(),
    }


def draw(shop: str, photo: str, folder: Path, scale: float = 1.0, oversample: float = 1.0) -> Path:
    """Draw one photo into `folder`/<shop>/foto and return its path; the same every time."""
    chance = np.random.default_rng(zlib.crc32(photo.encode()))
    image = render(catalogue()[shop][photo](chance), scale, oversample)
    packed = _packed(image)
    while len(packed) > HARD_LIMIT:
        image = image.filter(ImageFilter.GaussianBlur(1.0))
        packed = _packed(image)
    path = folder / shop / "foto" / f"{photo}.jpg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed)
    return path


def _packed(image: Image.Image) -> bytes:
    """`image` as JPEG: the best quality that stays below the limit, or else the lowest."""
    for quality in QUALITY:
        packed = io.BytesIO()
        image.save(packed, "JPEG", quality=quality, optimize=True, progressive=True)
        if packed.tell() <= LIMIT:
            break
    return packed.getvalue()
