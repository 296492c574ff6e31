"""The share picture of shops without a photo: their first letter under an awning in their colour.

Shops that look alike share one file, whose path says all that it shows. So a build draws a picture for each
look, not for each shop, and a hub of all Jakarta publishes some hundreds of them.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from PIL import Image, ImageColor, ImageDraw, ImageFont

from generator.render.colour import LIGHT, scheme
from generator.render.images import SHARE_SIZE
from generator.render.output import FOREVER, Output

_DRAWING = "2"
"""Changes with how it is drawn, and with it every name: browsers keep a picture for a year."""
_PATH = re.compile(r"aset/tanda(\d+)-([0-9a-f]{6})-([0-9a-z]?)\.jpg")
_SCALE = 2
"""Drawn so many times larger, for smooth edges."""
_STRIPE, _AWNING, _SHADE = 100, 110, 6
"""Pixels: width of a stripe, height of the awning down to its scallops, and of its shade."""
_LETTER = 360
_KEPT = 16
"""Pictures in memory, 30 KB each."""
_ROW, _THIRD = 16, 400
"""Pixels of a row of a JPEG and of a third of it, which is compressed by itself: so two pictures can be put
together. The three are alike, four stripes each, but for the letter in the middle."""
_PLAIN = 11
"""The first row below the awning and its shade."""
_SCAN = b"\xff\xda"
_MARKER = re.compile(rb"\xff[\xd0-\xd7]")


def shop_cover_path(name: str, accent: str) -> str:
    """Where the picture of a shop of this name and colour (`#rrggbb`) lies in the site."""
    return f"aset/tanda{_DRAWING}-{look(name, accent)}.jpg"


def look(name: str, accent: str) -> str:
    """What a shop's sign shows, as a part of paths: its colour (`#rrggbb`) and its first letter, if Latin."""
    plain = unicodedata.normalize("NFKD", name).lower()
    letter = next((c for c in plain if c.isalnum()), "")
    return f"{accent[1:].lower()}-{letter if letter.isascii() else ''}"


@lru_cache(maxsize=_KEPT)
def shop_cover(path: str) -> Output | None:
    """The picture that lies at a path: a 1200x630 JPEG; None for other files, and for earlier drawings."""
    said = _PATH.fullmatch(path)
    if said is None or said[1] != _DRAWING:
        return None
    return Output(path, _draw(f"#{said[2]}", said[3].upper()), FOREVER)


def shop_covers(paths: Iterable[str]) -> Iterator[Output]:
    """Those pictures of shops that are among the shared files."""
    return filter(None, map(shop_cover, paths))


def _draw(accent: str, letter: str) -> bytes:
    """The wall, and on it the letter: only rows of the middle third are compressed for each letter."""
    wall, (sign, first) = _wall(accent), _sign(letter)
    sign = sign.copy()
    sign.putpalette(_shades(accent))
    lettered = _rows(sign.convert("RGB"))[1]
    middle = (*wall[:first], *lettered, *wall[first + len(lettered) :])
    thirds = (third for side, between in zip(wall, middle, strict=True) for third in (side, between, side))
    marked = (third + bytes((0xFF, 0xD0 + number % 8)) for number, third in enumerate(thirds))
    return _head() + b"".join(marked)[:-2] + b"\xff\xd9"


@lru_cache(maxsize=2)
def _wall(accent: str) -> tuple[bytes, ...]:
    """A third of it, row by row; of the plain rows one is compressed for all."""
    awning = _rows(_front(accent))[1]
    return awning + awning[-1:] * (-(-SHARE_SIZE[1] // _ROW) - len(awning))


@cache
def _head() -> bytes:
    return _rows(Image.new("RGB", SHARE_SIZE))[0]


def _rows(picture: Image.Image) -> tuple[bytes, tuple[bytes, ...]]:
    """A JPEG: what stands before its pixels, and these row by row of a third (ITU-T T.81, annex B)."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, restart_marker_blocks=_THIRD // _ROW)
    data, at, marker = out.getvalue(), 2, b""
    while marker != _SCAN:
        marker, length = data[at : at + 2], data[at + 2 : at + 4]
        at += 2 + int.from_bytes(length)
    return data[:at], tuple(_MARKER.split(data[at:-2]))


@lru_cache(maxsize=2)
def _shades(accent: str) -> bytes:
    """A palette: from the wall's colour to the letter's."""
    colours = scheme(accent, LIGHT)
    wall, ink = (ImageColor.getrgb(colours[name])[:3] for name in ("accent-soft", "accent-text"))
    pairs = tuple(zip(wall, ink, strict=True))
    return bytes(a + (b - a) * light // 255 for light in range(256) for a, b in pairs)


@cache
def _sign(letter: str) -> tuple[Image.Image, int]:
    """The rows of the middle third with something of the letter, and the number of the first of them."""
    sign = Image.new("L", (_THIRD, SHARE_SIZE[1]))
    middle = (_THIRD // 2, (SHARE_SIZE[1] + _AWNING) // 2)
    ImageDraw.Draw(sign).text(middle, letter, fill=255, font=ImageFont.load_default(_LETTER), anchor="mm")
    _, top, _, bottom = sign.getbbox() or (0, _PLAIN * _ROW, 0, _PLAIN * _ROW + 1)
    first, end = top // _ROW, -(-bottom // _ROW)
    return sign.crop((0, first * _ROW, _THIRD, end * _ROW)), first


def _front(accent: str) -> Image.Image:
    """A third of the awning in a colour, and one row of the wall below."""
    colours = scheme(accent, LIGHT)
    picture = Image.new("RGB", (_THIRD, (_PLAIN + 1) * _ROW), colours["accent-soft"])
    stripes, awning, shade = _awning()
    picture.paste(colours["accent-text"], (0, _SHADE), shade)
    picture.paste(LIGHT.surface, (0, 0), awning)
    picture.paste(colours["accent"], (0, 0), stripes)
    return picture


@cache
def _awning() -> tuple[Image.Image, Image.Image, Image.Image]:
    """Where a third's coloured stripes are, its whole awning, and the shade of that."""
    radius = _STRIPE // 2
    size = _THIRD * _SCALE, (_AWNING + radius) * _SCALE
    stripes, awning = Image.new("L", size), Image.new("L", size)
    for number, left in enumerate(range(-radius, _THIRD, _STRIPE)):
        for mask in (awning, stripes)[: 2 - number % 2]:
            box = (
                left * _SCALE,
                -radius * _SCALE,
                (left + _STRIPE) * _SCALE - 1,
                (_AWNING + radius) * _SCALE - 1,
            )
            ImageDraw.Draw(mask).rounded_rectangle(box, radius * _SCALE, fill=255)
    small = (_THIRD, _AWNING + radius)
    stripes, awning = (mask.resize(small, Image.Resampling.BOX) for mask in (stripes, awning))
    return stripes, awning, awning.point(lambda light: light // 5)
