"""Codes that phones have to read: drawn here, and read back from the drawing itself."""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.qr import QUIET, qr_png, qr_svg

DOT = 4
"""Pixels of a module."""


def stroked(svg: str) -> Image.Image:
    """The drawing, painted stroke by stroke."""
    root = ElementTree.fromstring(svg)
    side = int(root.attrib["viewBox"].split()[-1])
    picture = Image.new("L", (side * DOT, side * DOT), 255)
    for move, x, y, length in re.findall(r"([Mm])([\d]+) ([\d.]+)|h(\d+)", root[1].attrib["d"]):
        if move == "M":
            at, row = int(x), int(float(y))
        elif move == "m":
            at += int(x)
        else:
            box = (at * DOT, row * DOT, (at + int(length)) * DOT, (row + 1) * DOT)
            picture.paste(0, box)
            at += int(length)
    return picture


def painted(text: str, side: int = 1) -> Image.Image:
    """The drawing, as any program opens it."""
    with Image.open(BytesIO(qr_png(text, side))) as picture:
        picture.load()
        return picture.convert("L")


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=300),
    st.sampled_from([1, 300, 800]),
)
def test_what_is_drawn_is_what_is_read(text: str, side: int) -> None:
    picture = painted(text, side)
    assert picture.width == picture.height >= side
    for drawn in (picture, stroked(qr_svg(text))):
        read = zxingcpp.read_barcode(drawn)
        assert read is not None
        assert (read.bytes.decode(), read.ec_level) == (text, "M")


def test_a_code_keeps_its_quiet_zone() -> None:
    picture = painted("https://etalase-contoh.example/dapur-bu-siti/")
    module = picture.width // (33 + 2 * QUIET)
    left, top, right, bottom = picture.point(lambda light: 255 - light).getbbox() or (0, 0, 0, 0)
    assert (left, top) == (QUIET * module, QUIET * module)
    assert (right, bottom) == (picture.width - QUIET * module, picture.height - QUIET * module)


def test_more_than_a_code_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        qr_png("a" * 5000)
