from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageFile

from generator.render.colour import AA, DARK, LIGHT, contrast, scheme, style
from generator.render.cover import cover_jpeg
from generator.render.images import SHARE_BYTES, SHARE_SIZE

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#8a1c1c", "#8a1c1c") == 1


@given(colours)
@example("#000000")
@example("#ffffff")
@example("#ffff00")
@example("#0000ff")
@example("#808080")
@example("#171310")
@example("#fbf8f3")
def test_any_colour_of_a_seller_can_be_read(accent: str) -> None:
    for ground in (LIGHT, DARK):
        found = scheme(accent, ground)
        assert contrast(found["on-accent"], found["accent"]) >= AA
        for behind in (ground.paper, ground.surface, found["accent-soft"]):
            assert contrast(found["accent-text"], behind) >= AA


@given(colours)
def test_a_style_holds_colours_and_nothing_else(accent: str) -> None:
    rule = r"(--[a-z-]+:#[0-9a-f]{6};?)+"
    assert re.fullmatch(
        rf":root\{{{rule}\}}@media \(prefers-color-scheme:dark\)\{{:root\{{{rule}\}}\}}", style(accent)
    )


@given(colours)
def test_a_colour_that_can_be_read_is_not_changed_much(accent: str) -> None:
    if all(contrast(accent, paper) >= 5 for paper in (LIGHT.paper, LIGHT.surface, "#e8e0d8")):
        assert scheme(accent, LIGHT)["accent"] == accent


@pytest.mark.parametrize(
    "name",
    [
        "Dapur Bu Siti",
        "A",
        "W" * 60,
        "Warung Makan Nasi Uduk Betawi Asli Mpok Ijah Haji Naim",
        "寿司 🍣",
        "{{7*7}}",
    ],
)
def test_a_cover_has_the_name_whatever_its_length(name: str) -> None:
    data = cover_jpeg(name, "Cipete Selatan, Cilandak", "#8a1c1c")
    parser = ImageFile.Parser()
    parser.feed(data)
    image: Image.Image = parser.close()
    assert (image.format, image.size) == ("JPEG", SHARE_SIZE)
    assert len(data) <= SHARE_BYTES
    colours = image.getcolors(maxcolors=SHARE_SIZE[0] * SHARE_SIZE[1]) or []
    assert max(colours)[0] > 400_000  # the ground
    assert len(colours) > 50  # and something on it
