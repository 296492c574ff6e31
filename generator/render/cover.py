"""The share picture of a shop that has no photo: its name on its colour."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

from generator.render.colour import LIGHT, scheme
from generator.render.images import SHARE_SIZE

_MARGIN = 90
"""Pixels."""


def cover_jpeg(name: str, place: str, accent: str) -> bytes:
    """A 1200x630 JPEG with the shop's name and place (Pillow's own font: Latin letters)."""
    colours = scheme(accent, LIGHT)
    image = Image.new("RGB", SHARE_SIZE, colours["accent"])
    draw = ImageDraw.Draw(image)
    ink = colours["on-accent"]
    width = SHARE_SIZE[0] - 2 * _MARGIN
    lines, font = _fitted(draw, name, width)
    line_height = round(font.size * 1.15)
    top = (SHARE_SIZE[1] - line_height * len(lines) - 70) // 2
    for number, line in enumerate(lines):
        draw.text((_MARGIN, top + number * line_height), line, fill=ink, font=font)
    draw.text((_MARGIN, top + line_height * len(lines) + 26), place, fill=ink, font=_font(38))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()


def _fitted(draw: ImageDraw.ImageDraw, name: str, width: int) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The name on at most three lines, in the largest size that fits."""
    for size in (120, 100, 84, 70, 58, 46):
        font = _font(size)
        lines = [""]
        for word in name.split():
            longer = f"{lines[-1]} {word}".strip()
            if draw.textlength(longer, font) <= width or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(word)
        if len(lines) <= 3 and all(draw.textlength(line, font) <= width for line in lines):
            break
    return lines[:3], font


def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType")  # no wheel of PyPI is
    return font
