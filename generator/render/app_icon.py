"""The icon of a shop on a phone's home screen: its sign, the first letter under an awning in its colour.

Shops that look alike share one file of each size, whose path says all that it shows. The pixels are numbers
in a palette and the same for every colour, so they are drawn and packed once for a letter; a colour only
exchanges the palette (measured: 4 ms for a letter, 0.1 ms for one more colour).
"""

from __future__ import annotations

import io
import re
import zlib
from functools import lru_cache

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

from generator.render.colour import LIGHT, scheme
from generator.render.output import FOREVER, Output
from generator.render.shop_cover import look

SIZES = (192, 512)
"""Pixels of each side: what phones ask for."""
_DRAWING = "1"
"""Changes with how it is drawn, and with it every name: browsers keep a picture for a year."""
_PATH = re.compile(r"aset/papan(\d+)-([0-9a-f]{6})-([0-9a-z]?)-(192|512)\.png")
_INKS, _EDGES = 8, 3
"""Steps from the wall to the letter, and to each of the awning's two colours: 4 bits a pixel."""
_STRIPES = 4
"""In the width; the first and the last are one, cut in half, so that both edges are alike."""
_AWNING = 0.2
"""Share of the side above the scallops. All that matters is within the circle to which phones may cut it."""
_LETTER, _MIDDLE = 0.5, 0.64
"""Shares of the side: height of the letter's line, and where its middle is."""
_BOLD = 0.012
"""Share of the side by which the letter's strokes are thicker, for small screens in the sun."""


def app_icon_paths(name: str, accent: str) -> tuple[str, ...]:
    """Where the icons of a shop of this name and colour (`#rrggbb`) lie in the site, by `SIZES`."""
    return tuple(f"aset/papan{_DRAWING}-{look(name, accent)}-{size}.png" for size in SIZES)


def app_icon(path: str) -> Output | None:
    """The PNG that lies at a path; None for other files, and for earlier drawings."""
    said = _PATH.fullmatch(path)
    if said is None or said[1] != _DRAWING:
        return None
    before, after = _drawn(said[3].upper(), int(said[4]))
    chunk = b"PLTE" + _palette(f"#{said[2]}")
    return Output(path, before + chunk + zlib.crc32(chunk).to_bytes(4, "big") + after, FOREVER)


@lru_cache(maxsize=64)
def _palette(accent: str) -> bytes:
    """The colours of the pixels' numbers: the wall, its steps to the letter, to the white, to the stripes."""
    colours = scheme(accent, LIGHT)
    wall = colours["accent-soft"]
    steps = [
        *(_between(wall, colours["accent-text"], number / (_INKS - 1)) for number in range(_INKS)),
        *(_between(wall, LIGHT.surface, number / _EDGES) for number in range(1, _EDGES + 1)),
        *(_between(wall, colours["accent"], number / _EDGES) for number in range(1, _EDGES + 1)),
    ]
    return bytes(channel for step in steps for channel in step).ljust(48, b"\0")


def _between(one: str, other: str, share: float) -> tuple[int, ...]:
    pairs = zip(ImageColor.getrgb(one), ImageColor.getrgb(other), strict=True)
    return tuple(round(a + (b - a) * share) for a, b in pairs)


@lru_cache(maxsize=37 * len(SIZES))
def _drawn(letter: str, size: int) -> tuple[bytes, bytes]:
    """A PNG up to its palette, and from behind it."""
    numbers = Image.new("L", (size, size))
    if letter:
        font = ImageFont.load_default(round(size * _LETTER))
        ImageDraw.Draw(numbers).text(
            (size // 2, round(size * _MIDDLE)),
            letter,
            255,
            font,
            anchor="mm",
            stroke_width=round(size * _BOLD),
        )
        numbers = numbers.point([round(light / 255 * (_INKS - 1)) for light in range(256)])
    numbers = ImageChops.lighter(numbers, _awning(size))
    picture = Image.new("P", (size, size))
    picture.putpalette(bytes(48))
    picture.paste(numbers)
    out = io.BytesIO()
    picture.save(out, "PNG", bits=4, compress_level=3)
    data = out.getvalue()
    start = data.index(b"PLTE")
    return data[:start], data[start + 4 + 48 + 4 :]


@lru_cache(maxsize=len(SIZES))
def _awning(size: int) -> Image.Image:
    """The numbers of the awning's pixels."""
    numbers = Image.new("L", (size, size))
    for coloured in (False, True):
        first = _INKS + _EDGES * coloured
        steps = [round(light / 255 * _EDGES) for light in range(256)]
        stripes = _stripes(size, coloured=coloured).point([first + step - 1 if step else 0 for step in steps])
        numbers = ImageChops.lighter(numbers, stripes)
    return numbers


def _stripes(size: int, *, coloured: bool) -> Image.Image:
    """Where the awning is coloured, or white."""
    scale = 2  # for smooth edges
    mask = Image.new("L", (size * scale, size * scale // 2))
    stripe, height = size * scale // _STRIPES, round(size * scale * _AWNING)
    draw = ImageDraw.Draw(mask)
    for number in range(_STRIPES + 1):
        if (number % 2 == 0) is coloured:
            left = round((number - 0.5) * stripe)
            box = (left, -stripe, left + stripe - 1, height + stripe // 2)
            draw.rounded_rectangle(box, stripe // 2, fill=255)
    small = Image.new("L", (size, size))
    small.paste(mask.reduce(scale))
    return small
