"""QR codes in photos are read wherever a shopper's phone would read them."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
import segno
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from generator.content.fields import FieldError
from generator.content.photo_codes import photo_codes
from tests.content.test_contacts import QRIS


def scene(text: str, tmp_path: Path, *, scale: int = 5, angle: int = 0, light: str = "#f4ead5") -> Path:
    """A blurred photo with a printed code in it."""
    out = io.BytesIO()
    segno.make(text, micro=False, error="m").save(out, kind="png", scale=scale, border=4, light=light)
    code = Image.open(out).convert("RGB").rotate(angle, expand=True, fillcolor=light)
    picture = Image.effect_noise((1600, 1200), 60).convert("RGB")
    picture.paste(code, (500, 200))
    path = tmp_path / "foto.jpg"
    picture.filter(ImageFilter.GaussianBlur(1)).save(path, quality=80)
    return path


@pytest.mark.parametrize(
    "text", ["https://wa.me/6281234567890", "https://toko.example/", QRIS, "tel:+6281234567890"]
)
@pytest.mark.parametrize("angle", [0, 17])
def test_a_code_in_a_photo_is_read(tmp_path: Path, text: str, angle: int) -> None:
    assert photo_codes(scene(text, tmp_path, angle=angle)) == (text,)


def test_two_codes_are_both_read(tmp_path: Path) -> None:
    one, other = (Image.open(scene(text, tmp_path)).crop((480, 180, 900, 700)) for text in ("satu", "dua"))
    both = Image.new("RGB", (900, 600), "white")
    both.paste(one, (0, 0))
    both.paste(other, (450, 0))
    both.save(tmp_path / "dua.png")
    assert set(photo_codes(tmp_path / "dua.png")) == {"satu", "dua"}


LINK = "https://wa.me/6280000000999"


def dotted() -> Image.Image:
    """A code of round modules that touch nowhere."""
    rows = [list(row) for row in segno.make(LINK, error="h", micro=False).matrix]
    code = Image.new("RGB", ((len(rows) + 8) * 10,) * 2, "white")
    draw = ImageDraw.Draw(code)
    for y, row in enumerate(rows):
        for x in (x for x, dark in enumerate(row) if dark):
            draw.ellipse((x * 10 + 41, y * 10 + 41, x * 10 + 49, y * 10 + 49), fill="black")
    return code.resize((600, 600), Image.Resampling.LANCZOS)


def coloured() -> Image.Image:
    """A code whose ink is as bright as its paper."""
    out = io.BytesIO()
    segno.make(LINK, error="h", micro=False).save(out, kind="png", scale=10, dark="#c05050", light="#479047")
    return Image.open(out).convert("RGB")


def printed(kind: str) -> Image.Image:
    """A code of another kind."""
    code = zxingcpp.create_barcode(LINK, getattr(zxingcpp.BarcodeFormat, kind))
    pixels: Any = memoryview(cast(Any, zxingcpp.write_barcode_to_image(code, scale=4)))
    return Image.frombytes("L", (pixels.shape[1], pixels.shape[0]), pixels.tobytes())


HIDDEN: dict[str, Callable[[], Image.Image]] = {
    "round modules": dotted,
    "colours as bright as each other": coloured,
    **{kind: partial(printed, kind) for kind in ("Aztec", "DataMatrix", "PDF417", "RMQRCode")},
}


@pytest.mark.parametrize("how", HIDDEN)
def test_a_code_that_is_plain_only_in_what_a_page_shows_is_read(tmp_path: Path, how: str) -> None:
    picture = Image.new("RGB", (1200, 900), "#b08850")
    picture.paste(HIDDEN[how]().convert("RGB"), (300, 150))
    picture.save(tmp_path / "foto.jpg", quality=85)
    assert photo_codes(tmp_path / "foto.jpg") == (LINK,)


def test_a_photo_without_a_code_has_none(tmp_path: Path) -> None:
    Image.effect_noise((1600, 1200), 60).save(tmp_path / "foto.jpg")
    assert photo_codes(tmp_path / "foto.jpg") == ()


def test_what_is_no_photo_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "foto.jpg").write_bytes(b"GIF89a")
    with pytest.raises(FieldError, match="photo-format"):
        photo_codes(tmp_path / "foto.jpg")
