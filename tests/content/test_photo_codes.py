"""QR codes in photos are read wherever a shopper's phone would read them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import segno
from PIL import Image, ImageFilter

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


def test_a_photo_without_a_code_has_none(tmp_path: Path) -> None:
    Image.effect_noise((1600, 1200), 60).save(tmp_path / "foto.jpg")
    assert photo_codes(tmp_path / "foto.jpg") == ()


def test_what_is_no_photo_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "foto.jpg").write_bytes(b"GIF89a")
    with pytest.raises(FieldError, match="photo-format"):
        photo_codes(tmp_path / "foto.jpg")
