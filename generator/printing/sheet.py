"""Paper: the pages of one PDF, drawn in points of an A4 page from its upper left corner.

A5 and A6 have the shape of A4, so what is drawn for the one is drawn for the others, only smaller. Texts are
drawn as they are: reportlab's own paragraphs would read a seller's words as markup, which opens files.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from msgspec import Struct
from PIL import Image, ImageOps
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from generator.printing.fitting import LEADING, Fitted, fitted
from generator.printing.typeface import registered, width
from generator.qr import QUIET, qr_rows

WIDTH, HEIGHT = 595.276, 841.89
"""Points of A4 (ISO 216: 210 x 297 mm)."""
SCALES = {"a4": 1.0, "a5": 0.70711, "a6": 0.5}
"""Sizes of paper, and how much smaller everything is on them."""
INK, GREY, PAPER = "#1c1713", "#5f5851", "#ffffff"
BASELINE = 0.95
"""Sizes from the top of a line to where its letters stand."""
_QUALITY = 88


class Box(Struct, frozen=True):
    """A place on a page."""

    left: float
    top: float
    width: float
    height: float


class Sheet:
    """Draws pages one after another."""

    def __init__(self, size: str, title: str, author: str) -> None:
        self._scale = SCALES[size]
        self._out = io.BytesIO()
        self._canvas = Canvas(
            self._out,
            pagesize=(WIDTH * self._scale, HEIGHT * self._scale),
            invariant=True,  # equal shops make equal files
            pageCompression=1,
            initialFontName=registered(bold=False),
            lang="id",
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self.pages = 0

    @contextmanager
    def page(self) -> Iterator[None]:
        """A new page, drawn inside."""
        self._canvas.scale(self._scale, self._scale)
        yield
        self._canvas.showPage()
        self.pages += 1

    def finished(self) -> bytes:
        """The PDF."""
        self._canvas.save()
        return self._out.getvalue()

    @contextmanager
    def upside_down(self) -> Iterator[None]:
        """What is drawn inside stands on its head, in the page's other half."""
        self._canvas.saveState()
        self._canvas.translate(WIDTH, HEIGHT)
        self._canvas.rotate(180)
        yield
        self._canvas.restoreState()

    def fill(self, box: Box, colour: str, radius: float = 0) -> None:
        """Paint a place."""
        self._canvas.setFillColor(HexColor(colour))
        bottom = HEIGHT - box.top - box.height
        self._canvas.roundRect(box.left, bottom, box.width, box.height, radius, stroke=0, fill=1)

    def frame(self, box: Box, colour: str, line: float, radius: float = 0) -> None:
        """A line around a place."""
        self._canvas.setStrokeColor(HexColor(colour))
        self._canvas.setLineWidth(line)
        bottom = HEIGHT - box.top - box.height
        self._canvas.roundRect(box.left, bottom, box.width, box.height, radius, stroke=1, fill=0)

    def rule(self, left: float, right: float, top: float, *, dashed: bool = False, line: float = 0.6) -> None:
        """A grey line across."""
        self._canvas.saveState()
        self._canvas.setStrokeColor(HexColor(GREY))
        self._canvas.setLineWidth(line)
        if dashed:
            self._canvas.setDash(5, 4)
        self._canvas.line(left, HEIGHT - top, right, HEIGHT - top)
        self._canvas.restoreState()

    def write(
        self,
        text: str,
        box: Box,
        most: float,
        *,
        least: float = 9,
        lines: int = 1,
        bold: bool = False,
        colour: str = INK,
        align: str = "left",
        middle: bool = False,
    ) -> None:
        """A text as large as its place allows, in lines that are aligned left, centre or right."""
        found = fit(text, box.width, most, least=least, lines=lines, bold=bold, height=box.height)
        top = box.top + (box.height - found.height) / 2 if middle else box.top
        self.lines(found, Box(box.left, top, box.width, box.height), bold=bold, colour=colour, align=align)

    def lines(
        self, text: Fitted, box: Box, *, bold: bool = False, colour: str = INK, align: str = "left"
    ) -> None:
        """A text that was fitted."""
        self._canvas.setFillColor(HexColor(colour))
        self._canvas.setFont(registered(bold=bold), text.size)
        draw, across = {
            "left": (self._canvas.drawString, box.left),
            "centre": (self._canvas.drawCentredString, box.left + box.width / 2),
            "right": (self._canvas.drawRightString, box.left + box.width),
        }[align]
        for number, line in enumerate(text.lines):
            draw(across, HEIGHT - box.top - text.size * (number * LEADING + BASELINE), line)

    def code(self, text: str, left: float, top: float, side: float) -> None:
        """A QR code on white, its quiet zone included in `side`."""
        rows = qr_rows(text)
        module = side / (len(rows) + 2 * QUIET)
        self.fill(Box(left, top, side, side), PAPER)
        path = self._canvas.beginPath()
        for down, row in enumerate(rows, QUIET):
            for start, end in _runs(row):
                across = left + (start + QUIET) * module
                bottom = HEIGHT - top - (down + 1) * module
                path.rect(across, bottom, (end - start) * module, module)
        self._canvas.setFillColor(HexColor("#000000"))
        self._canvas.drawPath(path, stroke=0, fill=1)

    def photo(self, file: Path, box: Box) -> None:
        """A picture of ours, cut to its place."""
        with Image.open(file) as image:
            scale = min(image.width / box.width, image.height / box.height)  # never enlarged
            pixels = (round(box.width * scale), round(box.height * scale))
            cut = ImageOps.fit(image.convert("RGB"), pixels, Image.Resampling.LANCZOS)
        jpeg = io.BytesIO()
        cut.save(jpeg, "JPEG", quality=_QUALITY)
        jpeg.seek(0)
        bottom = HEIGHT - box.top - box.height
        self._canvas.drawImage(ImageReader(jpeg), box.left, bottom, box.width, box.height)


def fit(
    text: str,
    across: float,
    most: float,
    *,
    least: float = 9,
    lines: int = 1,
    bold: bool = False,
    height: float = float("inf"),
) -> Fitted:
    """A text in this typeface, as large as its place allows."""
    measure = partial(width, bold=bold)
    return fitted(text, measure, across, most=most, least=least, lines=lines, height=height)


def _runs(row: bytes) -> Iterator[tuple[int, int]]:
    """Where dark modules begin and end."""
    start = row.find(0)
    while start >= 0:
        end = next((at for at in range(start, len(row)) if row[at]), len(row))
        yield start, end
        start = row.find(0, end)
