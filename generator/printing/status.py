"""A picture for WhatsApp Status: 1080 x 1920 pixels, who it is, what it looks like, and where to order.

WhatsApp lays its own words over the uppermost and lowest parts of a Status, so nothing is written there.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path

from msgspec import Struct
from PIL import Image, ImageDraw, ImageOps

from generator.printing.fitting import LEADING, Fitted, fitted
from generator.printing.shop import Price, PrintedShop
from generator.printing.typeface import pixels
from generator.qr import QUIET, qr_rows

SIZE = (1080, 1920)
_MARGIN = 72
_INNER = SIZE[0] - 2 * _MARGIN
_STRIPE, _AWNING = 120, 130
"""Width of a stripe of the awning, and its height down to the scallops."""
_FREE = (252, 1690)
"""From where to where WhatsApp covers nothing."""
_CARD, _CODE = 336, 264
"""Height of the card with the code, and the code's side."""
_GAP = 36
_PRICES = 3
_LEAST = 24
_PHOTO = 320
"""Height that prices leave to a photo."""
_Row = tuple[int, int, int]
"""Size of the letters of a product, pixels from one to the next, and lines that its name may take."""
_BELOW_PHOTO: _Row = (38, 56, 2)
_ALONE: _Row = (54, 99, 3)
_PAPER, _INK, _GREY = "#fbf8f3", "#1c1713", "#5f5851"
_SMOOTH = 2
"""Shapes are drawn so many times larger, for smooth edges."""
_CORNER = 40


class _Line(Struct, frozen=True):
    """What is said of a product, with the size of its letters."""

    product: Price
    name: Fitted
    price: Fitted
    size: int
    height: int


def status_picture(shop: PrintedShop) -> bytes:
    """The picture as a JPEG."""
    image = _ground(shop)
    draw = ImageDraw.Draw(image)
    top = _words(draw, shop.name, _FREE[0], most=96, lines=2, bold=True)
    if shop.slogan:
        top = _words(draw, shop.slogan, top + 8, most=42, lines=2, colour=_GREY)
    card = _FREE[1] - _CARD
    top = round(top) + _GAP
    below = _prices(draw, shop, top + _PHOTO + _GAP, card - _GAP) if shop.photos else card
    middle = (_MARGIN, top, SIZE[0] - _MARGIN, below - _GAP)
    if shop.photos:
        _photo(image, shop.photos[0], middle)
    else:
        _list(draw, shop, middle)
    _card(image, shop, card)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()


def _ground(shop: PrintedShop) -> Image.Image:
    """Paper, the awning above, and the card below."""
    image = Image.new("RGB", (_SMOOTH * SIZE[0], _SMOOTH * SIZE[1]), _PAPER)
    draw = ImageDraw.Draw(image)
    radius = _STRIPE // 2
    for number, left in enumerate(range(-radius, SIZE[0], _STRIPE)):
        colour = shop.colours["accent"] if number % 2 else shop.colours["accent-soft"]
        stripe = (left, 0, left + _STRIPE, _AWNING)
        scallop = (left, _AWNING - radius, left + _STRIPE, _AWNING + radius)
        draw.rectangle([_SMOOTH * side for side in stripe], fill=colour)
        draw.ellipse([_SMOOTH * side for side in scallop], fill=colour)
    card = (_MARGIN, _FREE[1] - _CARD, SIZE[0] - _MARGIN, _FREE[1])
    draw.rounded_rectangle([_SMOOTH * side for side in card], _SMOOTH * _CORNER, fill=shop.colours["accent"])
    return image.resize(SIZE, Image.Resampling.LANCZOS)


def _photo(image: Image.Image, path: Path, box: tuple[int, int, int, int]) -> None:
    size = (box[2] - box[0], box[3] - box[1])
    with Image.open(path) as photo:
        shown = ImageOps.fit(photo.convert("RGB"), size, Image.Resampling.LANCZOS)
    mask = Image.new("L", (_SMOOTH * size[0], _SMOOTH * size[1]))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, *mask.size), _SMOOTH * _CORNER, fill=255)
    image.paste(shown, box[:2], mask.resize(size, Image.Resampling.LANCZOS))


def _prices(draw: ImageDraw.ImageDraw, shop: PrintedShop, top: int, bottom: int) -> int:
    """The first prices, up to a height, one at least; gives where they begin."""
    lines = _lines(shop, _BELOW_PHOTO)[:_PRICES]
    shown = lines[: max(1, _fitting(lines, bottom - top))]
    top = bottom - sum(line.height for line in shown)
    _rows(draw, shop, shown, top)
    return top


def _list(draw: ImageDraw.ImageDraw, shop: PrintedShop, box: tuple[int, int, int, int]) -> None:
    """Prices in the place of a photo, as many as there is room for, in the middle of it."""
    room, lines = box[3] - box[1], _lines(shop, _ALONE)
    shown = lines[: _fitting(lines, room)]
    _rows(draw, shop, shown, box[1] + (room - sum(line.height for line in shown)) // 2)


def _lines(shop: PrintedShop, row: _Row) -> list[_Line]:
    return [_line(price, row) for _title, prices in shop.prices for price in prices]


def _line(product: Price, row: _Row) -> _Line:
    """A product in its size; its offer has a line of its own below the name."""
    size, step, lines = row
    price = _fit(product.offer or product.price, _INNER * 0.45, size, bold=True)
    beside = _INNER - pixels(price.size, bold=True).getlength(price.lines[0]) - 30
    name = _fit(product.name, beside, size, lines=lines)
    more = round(name.height - name.size * LEADING)
    return _Line(product, name, price, size, step + more + (size if product.offer else 0))


def _fitting(lines: list[_Line], room: int) -> int:
    """How many of them there is room for."""
    return bisect_right(list(accumulate(line.height for line in lines)), room)


def _rows(draw: ImageDraw.ImageDraw, shop: PrintedShop, lines: list[_Line], top: int) -> None:
    for line in lines:
        name, price = line.name, line.price
        draw.text((SIZE[0] - _MARGIN, top), price.lines[0], _INK, pixels(price.size, bold=True), anchor="ra")
        for number, said in enumerate(name.lines):
            draw.text((_MARGIN, top + round(number * name.size * LEADING)), said, _INK, pixels(name.size))
        if line.product.offer:
            below = top + round(max(name.height, line.size * LEADING))
            _offer(draw, line.product, shop.colours["accent-text"], below, round(line.size * 0.8))
        top += line.height


def _offer(draw: ImageDraw.ImageDraw, price: Price, colour: str, top: int, size: int) -> None:
    """Below a price: until when it holds, and the usual one, struck out."""
    until, usual = _fit(price.until, _INNER * 0.62, size), _fit(price.price, _INNER * 0.34, size)
    draw.text((_MARGIN, top), until.lines[0], colour, pixels(until.size))
    place, font = (SIZE[0] - _MARGIN, top), pixels(usual.size)
    draw.text(place, usual.lines[0], _GREY, font, anchor="ra")
    left, upper, right, lower = draw.textbbox(place, usual.lines[0], font, anchor="ra")
    middle = (upper + lower) // 2
    draw.line((left, middle, right, middle), _GREY, 3)


def _card(image: Image.Image, shop: PrintedShop, top: int) -> None:
    """The code, and beside it the same in words."""
    draw, side = ImageDraw.Draw(image), (_CARD - _CODE) // 2
    rows = qr_rows(shop.address)
    module = _CODE // (len(rows) + 2 * QUIET)
    code = Image.frombytes("L", (len(rows), len(rows)), b"".join(rows))
    code = code.resize((len(rows) * module, len(rows) * module), Image.Resampling.NEAREST)
    left = _MARGIN + side
    draw.rounded_rectangle((left, top + side, left + _CODE, top + side + _CODE), 20, fill="#ffffff")
    rest = (_CODE - code.width) // 2
    image.paste(code, (left + rest, top + side + rest))
    beside = left + _CODE + side
    _ = shop.words.gettext
    across = SIZE[0] - _MARGIN - side - beside
    told = [
        (_fit(text, across, most, lines=lines, bold=bold), bold)
        for text, most, lines, bold in (
            (_("Order here"), 56, 1, True),
            (shop.shown_address, 40, 3, False),
            (f"WhatsApp {shop.number}", 40, 2, False),
        )
    ]
    down = top + (_CARD - sum(said.height + 14 for said, _bold in told)) / 2
    for said, bold in told:
        for line in said.lines:
            draw.text((beside, down), line, shop.colours["on-accent"], pixels(said.size, bold=bold))
            down += said.size * LEADING
        down += 14


def _words(
    draw: ImageDraw.ImageDraw,
    text: str,
    top: float,
    *,
    most: int,
    lines: int,
    bold: bool = False,
    colour: str = _INK,
) -> float:
    """A text in the middle; gives where it ends."""
    said = _fit(text, _INNER, most, lines=lines, bold=bold)
    for line in said.lines:
        draw.text((SIZE[0] // 2, top), line, colour, pixels(said.size, bold=bold), anchor="ma")
        top += said.size * LEADING
    return top


def _fit(text: str, across: float, most: int, *, lines: int = 1, bold: bool = False) -> Fitted:
    return fitted(
        text,
        lambda said, size: pixels(size, bold=bold).getlength(said),
        across,
        most=most,
        least=_LEAST,
        lines=lines,
    )
