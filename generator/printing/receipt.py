"""Strips for a thermal printer of 58 mm: 384 dots wide, black or nothing."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from generator.printing.fitting import LEADING, Fitted, fitted
from generator.printing.shop import Payment, PrintedShop
from generator.printing.typeface import pixels
from generator.qr import QUIET, qr_rows

DOTS = 384
"""What a printer of 58 mm prints across: 48 mm of 8 dots."""
_DPI = 203.2
_MARGIN = 8
_INNER = DOTS - 2 * _MARGIN
_FEED = 48
"""Empty dots at the end, up to where paper is torn off."""
_LARGE, _NORMAL, _SMALL = 46, 26, 21
_COST = 0.4
"""Share of a line that its price may take."""
_HIGHEST = 20_000
"""Dots on which is drawn: more than any shop's list takes."""


@dataclass
class _Strip:
    """Paper that grows downwards."""

    image: Image.Image = field(default_factory=lambda: Image.new("1", (DOTS, _HIGHEST), 1))
    top: int = _MARGIN

    @property
    def draw(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image)  # on an image of one bit: no grey at edges

    def write(self, text: str, most: int, *, bold: bool = False, lines: int = 3) -> None:
        """A text in the middle."""
        found = _fit(text, _INNER, most, bold=bold, lines=lines)
        for line in found.lines:
            self.draw.text((DOTS // 2, self.top), line, 0, pixels(found.size, bold=bold), anchor="ma")
            self.top += round(found.size * LEADING)

    def band(self, text: str) -> None:
        """A text in white on black."""
        self.top += 8
        found = _fit(text, _INNER - 20, 40, bold=True, lines=1)
        self.draw.rectangle((0, self.top, DOTS, self.top + 58), fill=0)
        font = pixels(found.size, bold=True)
        self.draw.text((DOTS // 2, self.top + 29), found.lines[0], 1, font, anchor="mm")
        self.top += 66

    def row(self, name: str, cost: str, *, indent: int = 0) -> None:
        """A name at the left, its price at the right."""
        price = _fit(cost, round(_INNER * _COST), _NORMAL, bold=True, lines=1)
        across = round(_INNER * (1 - _COST if cost else 1)) - indent - 8
        said = _fit(name, across, _NORMAL, lines=9)
        for texts, at, anchor, bold in (
            (said, _MARGIN + indent, "la", False),
            (price, DOTS - _MARGIN, "ra", True),
        ):
            for number, line in enumerate(texts.lines):
                down = self.top + round(number * texts.size * LEADING)
                self.draw.text((at, down), line, 0, pixels(texts.size, bold=bold), anchor=anchor)
        self.top += round(max(said.height, price.height)) + 6

    def note(self, text: str) -> None:
        """What is to be known of the row above."""
        self.top -= 6
        for line in _fit(text, _INNER, _SMALL - 3, lines=3).lines:
            self.draw.text((_MARGIN, self.top), line, 0, pixels(_SMALL - 3), anchor="la")
            self.top += round((_SMALL - 3) * LEADING)
        self.top += 6

    def rule(self) -> None:
        """A dashed line across."""
        self.top += 8
        for at in range(_MARGIN, DOTS - _MARGIN, 16):
            self.draw.line((at, self.top, at + 8, self.top), fill=0, width=2)
        self.top += 12

    def code(self, text: str) -> None:
        """A QR code of whole dots, as wide as there is room for."""
        rows = qr_rows(text)
        module = DOTS // (len(rows) + 2 * QUIET)
        small = Image.frombytes("L", (len(rows), len(rows)), b"".join(rows))
        side = len(rows) * module
        large = small.resize((side, side), Image.Resampling.NEAREST)
        self.image.paste(large, ((DOTS - side) // 2, self.top + QUIET * module))
        self.top += side + 2 * QUIET * module

    def png(self) -> bytes:
        """The strip, cut where it ends."""
        out = io.BytesIO()
        self.image.crop((0, 0, DOTS, self.top + _FEED)).save(out, "PNG", dpi=(_DPI, _DPI), optimize=True)
        return out.getvalue()


def order_strip(shop: PrintedShop) -> bytes:
    """A PNG: who it is, the code for orders, and all prices."""
    strip, _ = _Strip(), shop.words.gettext
    strip.write(shop.name, _LARGE, bold=True)
    if shop.slogan:
        strip.write(shop.slogan, _NORMAL, lines=6)
    strip.band(_("Order here"))
    strip.code(shop.address)
    strip.write(shop.shown_address, _SMALL, lines=5)
    strip.write(f"WhatsApp {shop.number}", _NORMAL + 4, bold=True, lines=2)
    for title, prices in shop.prices:
        strip.rule()
        if title:
            strip.write(title, _NORMAL, bold=True, lines=2)
        for price in prices:
            strip.row(price.name, "" if price.choices else price.price)
            if price.note:
                strip.note(price.note)
            for name, cost in price.choices:
                strip.row(f"– {name}", cost, indent=16)
    if shop.prices:
        strip.rule()
        strip.write(_("Prices on %(day)s") % {"day": shop.day}, _SMALL, lines=2)
    return strip.png()


def payment_strip(shop: PrintedShop, code: Payment) -> bytes:
    """A PNG of the seller's QRIS, by itself."""
    strip, _ = _Strip(), shop.words.gettext
    strip.band(f"QRIS: {_('Pay here')}")
    strip.write(code.merchant or shop.name, _LARGE - 6, bold=True)
    if code.nmid:
        strip.write(f"NMID: {code.nmid}", _SMALL, lines=2)
    strip.code(code.payload)
    name = {"name": code.merchant or shop.name}
    strip.write(_("Before you pay, check that your app shows this name: %(name)s") % name, _SMALL, lines=5)
    return strip.png()


def _fit(text: str, across: int, most: int, *, bold: bool = False, lines: int) -> Fitted:
    least = min(most, 18)
    return fitted(
        text,
        lambda said, size: pixels(size, bold=bold).getlength(said),
        across,
        most=most,
        least=least,
        lines=lines,
    )
