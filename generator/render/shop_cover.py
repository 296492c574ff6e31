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

from PIL import Image, ImageDraw, ImageFont

from generator.render.colour import LIGHT, scheme
from generator.render.images import SHARE_SIZE
from generator.render.output import FOREVER, Output

_DRAWING = "1"
"""Changes with how it is drawn, and with it every name: browsers keep a picture for a year."""
_PATH = re.compile(r"aset/tanda(\d+)-([0-9a-f]{6})-([0-9a-z]?)\.jpg")
_SCALE = 2
"""Drawn so many times larger, for smooth edges."""
_STRIPE, _AWNING, _SHADE = 100, 110, 6
"""Pixels: width of a stripe, height of the awning down to its scallops, and of its shade."""
_LETTER = 360
_PLACE = (400, 176)
"""Left and top of the part of the wall that a letter may cover: below the awning."""
_KEPT = 16
"""Pictures in memory, 30 KB each; of the walls, as large, the last two: they come by colour."""
_ROW = 16
"""Pixels of a row of a JPEG, each compressed by itself: so rows of two pictures can be put together."""
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
    """The wall, and on it the letter: only rows with something of it are compressed for each letter."""
    head, rows = _wall(accent)
    colours, (sign, (left, top)) = scheme(accent, LIGHT), _sign(letter)
    first, end = top // _ROW, -(-(top + sign.height) // _ROW)
    part = Image.new("RGB", (SHARE_SIZE[0], (end - first) * _ROW), colours["accent-soft"])
    part.paste(colours["accent-text"], (left, top - first * _ROW), sign)
    lettered = (*rows[:first], *_rows(part)[1], *rows[end:])
    marked = (row + bytes((0xFF, 0xD0 + number % 8)) for number, row in enumerate(lettered))
    return head + b"".join(marked)[:-2] + b"\xff\xd9"


@lru_cache(maxsize=2)
def _wall(accent: str) -> tuple[bytes, tuple[bytes, ...]]:
    return _rows(_front(accent))


def _rows(picture: Image.Image) -> tuple[bytes, tuple[bytes, ...]]:
    """A JPEG: what stands before its pixels, and these row by row (ITU-T T.81, annex B)."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, restart_marker_rows=1)
    data, at, marker = out.getvalue(), 2, b""
    while marker != _SCAN:
        marker, length = data[at : at + 2], data[at + 2 : at + 4]
        at += 2 + int.from_bytes(length)
    return data[:at], tuple(_MARKER.split(data[at:-2]))


@cache
def _sign(letter: str) -> tuple[Image.Image, tuple[int, int]]:
    """Where the letter is on the wall, and left and top of that; nowhere without one."""
    sign = Image.new("L", (SHARE_SIZE[0] - 2 * _PLACE[0], SHARE_SIZE[1] - _PLACE[1]))
    middle = (sign.width // 2, (SHARE_SIZE[1] + _AWNING) // 2 - _PLACE[1])
    ImageDraw.Draw(sign).text(middle, letter, fill=255, font=ImageFont.load_default(_LETTER), anchor="mm")
    left, top, right, bottom = sign.getbbox() or (0, 0, 1, 1)
    return sign.crop((left, top, right, bottom)), (_PLACE[0] + left, _PLACE[1] + top)


def _front(accent: str) -> Image.Image:
    """The awning in a colour, and the wall below."""
    colours = scheme(accent, LIGHT)
    picture = Image.new("RGB", SHARE_SIZE, colours["accent-soft"])
    stripes, awning, shade = _awning()
    picture.paste(colours["accent-text"], (0, _SHADE), shade)
    picture.paste(LIGHT.surface, (0, 0), awning)
    picture.paste(colours["accent"], (0, 0), stripes)
    return picture


@cache
def _awning() -> tuple[Image.Image, Image.Image, Image.Image]:
    """Where the coloured stripes are, the whole awning, and its shade."""
    width, radius = SHARE_SIZE[0], _STRIPE // 2
    size = width * _SCALE, (_AWNING + radius) * _SCALE
    stripes, awning = Image.new("L", size), Image.new("L", size)
    for number, left in enumerate(range(-radius, width, _STRIPE)):
        for mask in (awning, stripes)[: 2 - number % 2]:
            box = (
                left * _SCALE,
                -radius * _SCALE,
                (left + _STRIPE) * _SCALE - 1,
                (_AWNING + radius) * _SCALE - 1,
            )
            ImageDraw.Draw(mask).rounded_rectangle(box, radius * _SCALE, fill=255)
    small = (width, _AWNING + radius)
    stripes, awning = (mask.resize(small, Image.Resampling.BOX) for mask in (stripes, awning))
    return stripes, awning, awning.point(lambda light: light // 5)
