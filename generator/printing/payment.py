"""The payment code on a page of its own, which looks like no other: black, with the name of who is paid."""

from __future__ import annotations

from generator.printing.sheet import GREY, HEIGHT, WIDTH, Box, Sheet
from generator.printing.shop import Payment, PrintedShop

_BLACK, _WHITE = "#000000", "#ffffff"
_MARGIN = 48
_INNER = WIDTH - 2 * _MARGIN
_BAND = 150
_CODE = 380


def payment_page(sheet: Sheet, shop: PrintedShop, code: Payment) -> None:
    """A seller's QRIS as it was issued, without an amount."""
    _ = shop.words.gettext
    with sheet.page():
        sheet.fill(Box(0, 0, WIDTH, _BAND), _BLACK)
        title, under = Box(_MARGIN, 24, _INNER, 78), Box(_MARGIN, 102, _INNER, 34)
        sheet.write("QRIS", title, 68, bold=True, colour=_WHITE, align="centre")
        sheet.write(_("Pay here"), under, 24, colour=_WHITE, align="centre")
        sheet.frame(Box(18, 18, WIDTH - 36, HEIGHT - 36), _BLACK, 5)
        merchant = Box(_MARGIN, _BAND + 16, _INNER, 64)
        name = code.merchant or shop.name
        sheet.write(name, merchant, 40, least=16, lines=2, bold=True, align="centre", middle=True)
        if code.nmid:
            number = Box(_MARGIN, _BAND + 82, _INNER, 24)
            sheet.write(f"NMID: {code.nmid}", number, 18, least=9, align="centre")
        sheet.code(code.payload, (WIDTH - _CODE) / 2, _BAND + 110, _CODE)
        check = Box(_MARGIN, _BAND + 110 + _CODE + 6, _INNER, 60)
        told = _("Before you pay, check that your app shows this name: %(name)s") % {"name": name}
        sheet.write(told, check, 19, least=11, lines=3, align="centre", middle=True)
        apart = Box(_MARGIN, HEIGHT - 96, _INNER, 56)
        only = _("This code is only for paying. To order, scan the code on the poster of %(shop)s.")
        sheet.write(
            only % {"shop": shop.name}, apart, 15, least=10, lines=3, colour=GREY, align="centre", middle=True
        )
