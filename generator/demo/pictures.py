"""Twelve still lifes for made-up products: soft shapes on a table, drawn from a few numbers each."""

from __future__ import annotations

import io
from math import pi, sin
from typing import Literal

from msgspec import Struct
from PIL import Image, ImageColor, ImageDraw, ImageFilter

SIZE = (1200, 900)
"""Pixels of the finished picture."""

_CANVAS = (600, 450)
"""Pixels it is drawn with: soft shapes lose nothing, and time is a quarter."""

_QUALITY = 82
"""JPEG; keeps every picture below 60 KB."""
_TABLE = 0.62
"""Where the table begins, as a share of the height."""
_FLOATING = 0.75
"""What stands higher than this lies in or on something else, and throws no shadow on the table."""

Outline = Literal["ball", "bowl", "box", "bottle", "leaf"]


class Shape(Struct, frozen=True):
    """A thing on the table; lengths are shares of the picture's width."""

    outline: Outline
    x: float
    """Of its centre."""
    foot: float
    """Of where it stands, as a share of the height."""
    width: float
    height: float
    colour: str


class Picture(Struct, frozen=True):
    """One still life, from the back to the front."""

    wall: str
    table: str
    shapes: tuple[Shape, ...]


PICTURES = (
    Picture("#e8d8c0", "#b98d5e", (
        Shape("ball", 0.43, 0.66, 0.14, 0.14, "#b5452c"), Shape("ball", 0.55, 0.65, 0.16, 0.16, "#d98a2b"),
        Shape("bowl", 0.50, 0.82, 0.46, 0.20, "#2f6b5a"))),
    Picture("#d5e0d6", "#8c6a4a", (
        Shape("bottle", 0.36, 0.80, 0.14, 0.44, "#5a2f1c"), Shape("box", 0.60, 0.84, 0.26, 0.22, "#e6cf9c"))),
    Picture("#f0e2dc", "#caa27e", (
        Shape("box", 0.40, 0.80, 0.30, 0.26, "#9c3848"), Shape("ball", 0.68, 0.84, 0.17, 0.16, "#f0c36a"))),
    Picture("#cfdce6", "#6f7f86", (
        Shape("leaf", 0.40, 0.64, 0.14, 0.40, "#3f7d4a"), Shape("leaf", 0.58, 0.62, 0.15, 0.42, "#5b9a55"),
        Shape("bowl", 0.49, 0.84, 0.28, 0.24, "#b5633c"))),
    Picture("#f3e6c8", "#a9713f", (
        Shape("ball", 0.33, 0.80, 0.18, 0.17, "#8a3b1f"), Shape("ball", 0.50, 0.84, 0.20, 0.18, "#c9752d"),
        Shape("ball", 0.68, 0.81, 0.18, 0.17, "#e0a84a"))),
    Picture("#dfd6e6", "#7d6a86", (
        Shape("bottle", 0.42, 0.80, 0.15, 0.40, "#6b3a78"),
        Shape("bottle", 0.60, 0.84, 0.13, 0.34, "#b07ab0"))),
    Picture("#e4e2d4", "#94795a", (
        Shape("bowl", 0.38, 0.80, 0.30, 0.16, "#e9e4d8"), Shape("bowl", 0.62, 0.86, 0.30, 0.16, "#39597a"))),
    Picture("#d9e6df", "#5d7d6c", (
        Shape("box", 0.34, 0.80, 0.20, 0.30, "#d9b24c"), Shape("box", 0.56, 0.84, 0.22, 0.22, "#3b7a63"),
        Shape("ball", 0.74, 0.86, 0.11, 0.10, "#b33a3a"))),
    Picture("#f2dcd2", "#9f5f4c", (
        Shape("leaf", 0.43, 0.70, 0.09, 0.24, "#4e8a4a"), Shape("ball", 0.54, 0.70, 0.15, 0.15, "#d4502e"),
        Shape("bowl", 0.50, 0.84, 0.36, 0.18, "#f3ead9"))),
    Picture("#d2d9dc", "#586673", (
        Shape("bottle", 0.34, 0.82, 0.16, 0.36, "#d8c7a2"),
        Shape("bowl", 0.62, 0.85, 0.32, 0.20, "#8b5a3a"))),
    Picture("#e9e3f0", "#b59a86", (
        Shape("leaf", 0.50, 0.60, 0.13, 0.38, "#c25b7c"), Shape("leaf", 0.40, 0.64, 0.10, 0.30, "#e08aa0"),
        Shape("bottle", 0.48, 0.85, 0.18, 0.28, "#4a6f8f"))),
    Picture("#efe8d0", "#7a5b3a", (
        Shape("box", 0.50, 0.84, 0.40, 0.18, "#a8763e"), Shape("ball", 0.42, 0.66, 0.13, 0.12, "#7a8f3a"),
        Shape("ball", 0.58, 0.66, 0.13, 0.12, "#c7452f"))),
)  # fmt: skip
"""The pool that all made-up products choose from."""


def draw(picture: Picture) -> bytes:
    """The picture as a JPEG file."""
    canvas = _room(picture)
    for shape in picture.shapes:
        _place(canvas, shape)
    file = io.BytesIO()
    canvas.resize(SIZE, Image.Resampling.BICUBIC).save(file, "JPEG", quality=_QUALITY, optimize=True)
    return file.getvalue()


def _room(picture: Picture) -> Image.Image:
    """A wall that grows darker towards the top, and a table."""
    width, height = _CANVAS
    light = Image.linear_gradient("L").resize(_CANVAS)
    canvas = Image.composite(_flat(picture.wall), _flat(picture.wall, 0.78), light)
    edge = int(_TABLE * height)
    table = Image.composite(_flat(picture.table, 1.15), _flat(picture.table, 0.8), light)
    mask = Image.new("L", _CANVAS)
    ImageDraw.Draw(mask).rectangle((0, edge, width, height), fill=255)
    canvas.paste(table, mask=mask.filter(ImageFilter.GaussianBlur(1)))
    return canvas


def _place(canvas: Image.Image, shape: Shape) -> None:
    """Put a shape down, lit from the left, with its shadow on the table."""
    width, height = _CANVAS
    w, h = shape.width * width, shape.height * width
    left, foot = shape.x * width - w / 2, shape.foot * height
    if shape.foot > _FLOATING:
        shadow = Image.new("L", _CANVAS)
        ImageDraw.Draw(shadow).ellipse((left, foot - h * 0.08, left + w * 1.25, foot + h * 0.10), fill=120)
        canvas.paste(_flat("#201810"), mask=shadow.filter(ImageFilter.GaussianBlur(7)))
    mask = Image.new("L", _CANVAS)
    _outline(ImageDraw.Draw(mask), shape.outline, (left, foot - h, left + w, foot))
    box = mask.getbbox() or (0, 0, *_CANVAS)
    shade = Image.linear_gradient("L").rotate(90).resize((box[2] - box[0], box[3] - box[1]))
    lit = Image.composite(_flat(shape.colour, 0.55), _flat(shape.colour, 1.3), _padded(shade, box))
    canvas.paste(lit, mask=mask.filter(ImageFilter.GaussianBlur(0.7)))


def _outline(pen: ImageDraw.ImageDraw, outline: Outline, box: tuple[float, float, float, float]) -> None:
    left, top, right, foot = box
    w, h = right - left, foot - top
    if outline == "bowl":
        pen.pieslice((left, top - h, right, foot), 0, 180, fill=255)
        pen.rectangle((left + w * 0.35, foot - h * 0.12, right - w * 0.35, foot), fill=255)
    elif outline == "bottle":
        pen.rounded_rectangle((left, top + h * 0.35, right, foot), w * 0.25, fill=255)
        pen.rounded_rectangle((left + w * 0.32, top, right - w * 0.32, foot - h * 0.3), w * 0.08, fill=255)
    elif outline == "box":
        pen.rounded_rectangle(box, w * 0.06, fill=255)
    elif outline == "leaf":
        bulge = [(sin(pi * step / 20) * w / 2, top + h * step / 20) for step in range(21)]
        middle = left + w / 2
        pen.polygon([(middle + x, y) for x, y in bulge] + [(middle - x, y) for x, y in bulge[::-1]], fill=255)
    else:
        pen.ellipse(box, fill=255)


def _padded(shade: Image.Image, box: tuple[int, int, int, int]) -> Image.Image:
    canvas = Image.new("L", _CANVAS)
    canvas.paste(shade, box)
    return canvas


def _flat(colour: str, brightness: float = 1.0) -> Image.Image:
    """One colour, made brighter (above 1) or darker (below 1)."""
    red, green, blue = ImageColor.getrgb(colour)[:3]
    mixed = tuple(min(255, int(part * brightness)) for part in (red, green, blue))
    return Image.new("RGB", _CANVAS, mixed)
