"""The poster of a stall, and the sign for its tables."""

from __future__ import annotations

from msgspec import Struct

from generator.printing.fitting import Fitted
from generator.printing.sheet import GREY, HEIGHT, INK, WIDTH, Box, Sheet, fit
from generator.printing.shop import PrintedShop

_MARGIN = 36
_INNER = WIDTH - 2 * _MARGIN
_BAND = 190
_GAP = 14
_PRICES = 6
"""That a poster without photos shows."""
_CODE = 250
_TENT = HEIGHT / 2


def poster(sheet: Sheet, shop: PrintedShop) -> None:
    """One page: who it is, what it looks like, and how to order."""
    with sheet.page():
        _band(sheet, shop)
        middle = Box(_MARGIN, _BAND + 20, _INNER, 272)
        if shop.photos:
            _photos(sheet, shop, middle)
        elif shop.prices:
            _some_prices(sheet, shop, middle)
        if shop.photos or shop.prices:
            _order(sheet, shop, Box(_MARGIN, middle.top + middle.height + 26, _INNER, _CODE), _CODE)
        else:
            _large_code(sheet, shop, _BAND + 36, 360)
        _foot(sheet, shop)


def tent(sheet: Sheet, shop: PrintedShop) -> None:
    """One page to be folded in its middle: the same on both sides, each the right way up when it stands."""
    with sheet.page():
        with sheet.upside_down():
            _side(sheet, shop)
        _side(sheet, shop)
        sheet.rule(0, WIDTH, _TENT, dashed=True)


def how_to_order(sheet: Sheet, shop: PrintedShop, box: Box, most: float) -> None:
    """The words beside a code for orders: what to do, and the number; all of them as large as fits."""
    size, found = most, _words(shop, box.width, most)
    while sum(text.height + part.after for part, text in found) > box.height:
        size *= 0.95
        found = _words(shop, box.width, size)
    top = box.top
    for part, text in found:
        place = Box(box.left, top, box.width, text.height)
        sheet.lines(text, place, bold=part.bold, colour=part.colour)
        top += text.height + part.after


class _Part(Struct, frozen=True):
    """One of those words."""

    text: str
    size: float
    bold: bool
    colour: str
    after: float
    """The room below it."""


def _words(shop: PrintedShop, across: float, size: float) -> list[tuple[_Part, Fitted]]:
    _ = shop.words.gettext
    parts = (
        _Part(_("Order here"), size, True, shop.colours["accent-text"], size * 0.2),
        _Part(_("Point your phone's camera at this code."), size * 0.44, False, INK, size * 0.4),
        _Part(_("or on WhatsApp"), size * 0.4, False, GREY, size * 0.04),
        _Part(shop.number, size * 0.7, True, INK, 0),
    )
    return [(one, fit(one.text, across, one.size, least=6, lines=3, bold=one.bold)) for one in parts]


def _band(sheet: Sheet, shop: PrintedShop) -> None:
    under = shop.slogan or shop.place
    sheet.fill(Box(0, 0, WIDTH, _BAND), shop.colours["accent"])
    ink = shop.colours["on-accent"]
    name = Box(_MARGIN, 28, _INNER, 104)
    sheet.write(shop.name, name, 68, least=20, lines=3, bold=True, colour=ink, align="centre", middle=True)
    line = Box(_MARGIN, 134, _INNER, 42)
    sheet.write(under, line, 20, least=11, lines=2, colour=ink, align="centre", middle=True)


def _photos(sheet: Sheet, shop: PrintedShop, box: Box) -> None:
    """Beside each other, as wide as the place is."""
    count = len(shop.photos)
    across = (box.width - _GAP * (count - 1)) / count
    for number, file in enumerate(shop.photos):
        sheet.photo(file, Box(box.left + number * (across + _GAP), box.top, across, box.height))


def _some_prices(sheet: Sheet, shop: PrintedShop, box: Box) -> None:
    """The first products, in the place of photos."""
    found = [price for _title, prices in shop.prices for price in prices][:_PRICES]
    sheet.fill(box, shop.colours["accent-soft"], 14)
    row = (box.height - 32) / max(3, len(found))
    start = box.top + (box.height - row * len(found)) / 2
    for number, price in enumerate(found):
        line = start + number * row
        cost = Box(box.left + box.width - 20 - 170, line, 170, row)
        sheet.write(price.price, cost, min(38, row * 0.55), bold=True, align="right", middle=True)
        name = Box(box.left + 20, line, box.width - 40 - 182, row)
        sheet.write(price.name, name, min(38, row * 0.55), least=11, lines=2, middle=True)


def _order(sheet: Sheet, shop: PrintedShop, box: Box, side: float) -> None:
    """The code at the left, what to do with it at the right."""
    _code(sheet, shop, box.left, box.top, side)
    right = box.left + side + 26
    how_to_order(sheet, shop, Box(right, box.top + 4, box.left + box.width - right, side - 8), 50)


def _large_code(sheet: Sheet, shop: PrintedShop, top: float, side: float) -> None:
    """The code in the middle: for a shop that has nothing else to show yet."""
    _ = shop.words.gettext
    title = Box(_MARGIN, top, _INNER, 70)
    sheet.write(_("Order here"), title, 52, bold=True, colour=shop.colours["accent-text"], align="centre")
    _code(sheet, shop, (WIDTH - side) / 2, top + 76, side)
    told = Box(_MARGIN, top + 76 + side + 44, _INNER, 30)
    sheet.write(_("Point your phone's camera at this code."), told, 20, align="centre")
    number = Box(_MARGIN, told.top + 34, _INNER, 40)
    sheet.write(f"WhatsApp {shop.number}", number, 28, bold=True, align="centre")


def _code(sheet: Sheet, shop: PrintedShop, left: float, top: float, side: float) -> None:
    """The code for orders in its frame of the shop's colour, with the address below."""
    sheet.frame(Box(left, top, side, side), shop.colours["accent"], 3, 10)
    sheet.code(shop.address, left + 5, top + 5, side - 10)
    address = Box(left, top + side + 6, side, 40)
    sheet.write(shop.shown_address, address, 13, least=9, lines=3, align="centre")


def _foot(sheet: Sheet, shop: PrintedShop) -> None:
    left, right = (Box(at, HEIGHT - 32, _INNER / 2 - 8, 14) for at in (_MARGIN, WIDTH / 2 + 8))
    sheet.write(shop.place if shop.slogan else "", left, 11, least=7, colour=GREY)
    sheet.write(shop.hub, right, 11, least=7, colour=GREY, align="right")


def _side(sheet: Sheet, shop: PrintedShop) -> None:
    """The lower half of a page."""
    ink = shop.colours["on-accent"]
    sheet.fill(Box(0, _TENT + 16, WIDTH, 92), shop.colours["accent"])
    name = Box(_MARGIN, _TENT + 22, _INNER, 80)
    sheet.write(shop.name, name, 44, least=18, lines=2, bold=True, colour=ink, align="centre", middle=True)
    _order(sheet, shop, Box(_MARGIN, _TENT + 126, _INNER, 260), 236)
