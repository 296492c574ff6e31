"""Real photographs in the place of the samples' drawings, which are far lighter than what phones take.

Needs `pip install --no-deps scikit-image` in the project's environment, whose wheel ships some; none of its
code is run.
"""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from itertools import product
from pathlib import Path

from PIL import Image, ImageOps

from bench.tools import MissingToolError

NAMES = (
    "coffee.png",
    "astronaut.png",
    "motorcycle_left.png",
    "chelsea.png",
    "rocket.jpg",
    "hubble_deep_field.jpg",
)
"""A cup on a table, a person, a room, a cat, a night, and stars: from usual to hard to pack."""
LONG_SIDE = 1600
"""Pixels, as phones send photos by WhatsApp."""
_CUTS = (0.5, 0.0, 1.0)
"""Which part is shown where the shape is another one."""


def workspace_of_photographs(root: Path, into: Path) -> None:
    """Copy a workspace's sources; every photo becomes a photograph of the same shape, no two the same.

    Raises `MissingToolError`.
    """
    shutil.copy(root / "hub.yaml", into)
    shutil.copytree(root / "sellers", into / "sellers")
    photographs = [_opened(name) for name in NAMES]
    looks = [(cut, mirrored, shade) for shade, cut, mirrored in product(range(100), _CUTS, (False, True))]
    for number, file in enumerate(sorted((into / "sellers").glob("*/foto/*"))):
        if file.stem.startswith("qris"):
            continue
        with Image.open(file) as drawing:
            scale = LONG_SIDE / max(drawing.size)
            size = round(drawing.width * scale), round(drawing.height * scale)
        cut, mirrored, shade = looks[number // len(NAMES)]
        picture = ImageOps.fit(photographs[number % len(NAMES)], size, centering=(cut, cut))
        picture = ImageOps.mirror(picture) if mirrored else picture
        picture.putpixel((0, 0), (shade, 0, 0))
        picture.save(file, "JPEG", quality=88)


def _opened(name: str) -> Image.Image:
    package = find_spec("skimage")
    if package is None or package.origin is None:
        raise MissingToolError("scikit-image is missing: pip install --no-deps scikit-image")
    with Image.open(Path(package.origin).parent / "data" / name) as image:
        return image.convert("RGB")
