"""Codes that phones have to read: drawn here, and read back from the drawing itself."""

from __future__ import annotations

from io import BytesIO

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.qr import QUIET, qr_png


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
    read = zxingcpp.read_barcode(picture)
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
