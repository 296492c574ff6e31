"""The price list: in large letters where there is little to list, on several pages where there is much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator.printing.fitting import LEADING, Fitted
from generator.printing.poster import how_to_order
from generator.printing.sheet import BASELINE, GREY, HEIGHT, WIDTH, Box, Sheet, fit
from generator.printing.shop import Price, PrintedShop
from generator.printing.typeface import width

_MARGIN = 36
_INNER = WIDTH - 2 * _MARGIN
_BAND = 104
_TOP = _BAND + 24
_CODE = 132
_BOTTOM = HEIGHT - _CODE - 62
"""Where the rows end."""
_SIZES = (40.0, 32.0, 26.0, 22.0, 19.0, 16.5, 14.5, 13.0)
"""Points of a row, the largest first."""
_LEAST = {"a4": 13.0, "a5": 16.5, "a6": 22.0}
"""The smallest that can be read on that paper, where everything is drawn smaller."""
_COST = 0.36
"""Share of a row that its price may take."""


class Row(Struct, frozen=True):
    """A line of the list, with what may stand below it."""

    name: Fitted
    note: Fitted | None = None
    beside: bool = False
    """Whether the note stands behind the name, not below."""
    cost: Fitted | None = None
    indent: float = 0
    heading: bool = False

    @property
    def height(self) -> float:
        """Points, with the room below."""
        below = self.note.height if self.note and not self.beside else 0
        return self.name.height + below + self.name.size * 0.45

    @property
    def is_even(self) -> bool:
        """Whether the price is as large as the name."""
        return self.cost is None or self.cost.size == self.name.size


Block = tuple[Row, ...]
"""Rows that stay on one page: a heading and its first product, a product and its choices."""


def price_list(sheet: Sheet, shop: PrintedShop, paper: str) -> None:
    """As many pages as it takes; none where there is nothing to list."""
    if not shop.prices:
        return
    least = _LEAST[paper]
    for size in (size for size in _SIZES if size >= least):
        found = blocks(shop, size)
        pages = paginated(found, _BOTTOM - _TOP)
        if len(pages) == 1 and all(row.is_even for block in found for row in block):
            break
    for number, page in enumerate(pages, 1):
        with sheet.page():
            _head(sheet, shop)
            _rows(sheet, shop, page)
            _foot(sheet, shop, number, len(pages))


def blocks(shop: PrintedShop, size: float) -> list[Block]:
    """The list in rows of this size."""
    found: list[Block] = []
    for title, prices in shop.prices:
        heading = fit(title, _INNER, size * 1.1, lines=2, bold=True) if title else None
        for number, price in enumerate(prices):
            rows = tuple(_of_product(price, size))
            above = (Row(heading, heading=True),) if heading and number == 0 else ()
            found.append((*above, *rows))
    return found


def paginated(found: Iterable[Block], room: float) -> list[list[Block]]:
    """Blocks on pages, in order; one that is longer than a page is cut between its rows."""
    pages: list[list[Block]] = [[]]
    left = room
    for block in found:
        high = _height(block)
        if high > left and pages[-1]:
            pages.append([])
            left = room
        while high > left:
            fitting = _fitting(block, left)
            pages[-1].append(block[:fitting])
            block = block[fitting:]
            pages.append([])
            left, high = room, _height(block)
        pages[-1].append(block)
        left -= high
    return pages


def _fitting(block: Block, room: float) -> int:
    """How many rows there is room for; at least one."""
    count = 1
    while count < len(block) and _height(block[: count + 1]) <= room:
        count += 1
    return count


def _height(block: Block) -> float:
    return sum(row.height for row in block)


def _of_product(price: Price, size: float) -> Iterator[Row]:
    across = _INNER * (1 if price.choices else 1 - _COST) - 12
    name = _fixed(price.name, across, size)
    note = fit(price.note, across, size * 0.78, least=8, lines=2) if price.note else None
    beside = note is not None and _width(name, note) <= across
    yield Row(name, note, beside, None if price.choices else _cost(price.price, size))
    for choice, amount in price.choices:
        indent = size * 1.2
        row = _fixed(f"– {choice}", _INNER * (1 - _COST) - 12 - indent, size * 0.92)
        yield Row(row, cost=_cost(amount, size * 0.92), indent=indent)


def _width(name: Fitted, note: Fitted) -> float:
    """Of both in one line; more than any page has where one of them needs several."""
    if len(name.lines) + len(note.lines) > 2:
        return float("inf")
    parts = ((text.lines[0], text.size) for text in (name, note))
    return sum(width(line, size, bold=False) for line, size in parts) + name.size * 0.5


def _fixed(text: str, across: float, size: float) -> Fitted:
    """In this size, in as many lines as it takes: equal things look equal."""
    return fit(text, across, size, least=size, lines=6)


def _cost(text: str, size: float) -> Fitted:
    return fit(text, _INNER * _COST, size, least=6, bold=True)


def _head(sheet: Sheet, shop: PrintedShop) -> None:
    ink, _ = shop.colours["on-accent"], shop.words.gettext
    sheet.fill(Box(0, 0, WIDTH, _BAND), shop.colours["accent"])
    label = Box(_MARGIN, 18, _INNER, 20)
    sheet.write(_("Price list"), label, 15, colour=ink)
    name = Box(_MARGIN, 36, _INNER, 58)
    sheet.write(shop.name, name, 36, least=15, lines=2, bold=True, colour=ink, middle=True)


def _rows(sheet: Sheet, shop: PrintedShop, page: Iterable[Block]) -> None:
    top: float = _TOP
    for block in page:
        for row in block:
            colour = {"colour": shop.colours["accent-text"]} if row.heading else {}
            place = Box(_MARGIN + row.indent, top, _INNER - row.indent, row.height)
            sheet.lines(row.name, place, bold=row.heading, **colour)
            if row.cost:
                sheet.lines(row.cost, place, bold=True, align="right")
            if row.note:
                sheet.lines(row.note, _note_place(row, row.note, place), colour=GREY)
            top += row.height
        sheet.rule(_MARGIN, WIDTH - _MARGIN, top - block[-1].name.size * 0.2, line=0.3)


def _note_place(row: Row, note: Fitted, place: Box) -> Box:
    """On the line of the name, or below."""
    if not row.beside:
        return Box(place.left, place.top + row.name.height, place.width, note.height)
    behind = width(row.name.lines[0], row.name.size, bold=False) + row.name.size * 0.5
    down = (row.name.size - note.size) * BASELINE
    return Box(place.left + behind, place.top + down, place.width - behind, note.height)


def _foot(sheet: Sheet, shop: PrintedShop, number: int, count: int) -> None:
    _, top = shop.words.gettext, HEIGHT - _CODE - 46
    sheet.frame(Box(_MARGIN, top, _CODE, _CODE), shop.colours["accent"], 2, 7)
    sheet.code(shop.address, _MARGIN + 3, top + 3, _CODE - 6)
    right = _MARGIN + _CODE + 20
    how_to_order(sheet, shop, Box(right, top + 2, WIDTH - _MARGIN - right, _CODE), 30)
    address = Box(_MARGIN, HEIGHT - 40, _INNER * 0.56, 30)
    sheet.write(shop.shown_address, address, 11, least=8, lines=2)
    said = _("Prices on %(day)s") % {"day": shop.day}
    if count > 1:
        said += " · " + _("page %(number)s of %(count)s") % {"number": number, "count": count}
    note = Box(_MARGIN + _INNER * 0.58, HEIGHT - 40, _INNER * 0.42, 11 * LEADING)
    sheet.write(said, note, 11, least=7, colour=GREY, align="right")
