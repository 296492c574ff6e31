from __future__ import annotations

import hashlib
import io
import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from generator.content import photofile
from generator.content.fields import FieldError
from generator.render.images import (
    MAX_ASPECT,
    SHARE_BYTES,
    SHARE_SIZE,
    WIDTHS,
    Made,
    PhotoCache,
    plan_variants,
    share_jpeg,
)
from tests.render import pictures


def made(tmp_path: Path, data: bytes, name: str = "a.jpg", *, share: bool = False) -> tuple[PhotoCache, Made]:
    """Judge an original and make all of it, as a build does."""
    path = tmp_path / name
    path.write_bytes(data)
    photo_cache = PhotoCache(tmp_path / "photos")
    return photo_cache, photo_cache.make(photo_cache.judge(path), path, share=share)


def largest(tmp_path: Path, data: bytes, name: str = "a.jpg") -> Image.Image:
    photo_cache, found = made(tmp_path, data, name)
    image = Image.open(photo_cache.variant_file(found.key, found.sizes[-1][0]))
    image.load()
    assert (image.format, image.mode, image.size) == ("WEBP", "RGB", found.sizes[-1])
    assert not {"exif", "icc_profile", "xmp", "comment"} & image.info.keys()
    return image


def refusal(data: bytes, name: str = "a.jpg") -> str:
    with pytest.raises(FieldError) as caught:
        photofile.judge(name, data)
    return caught.value.code


def near(pixel: object, wanted: tuple[int, int, int], distance: int = 24) -> bool:
    return isinstance(pixel, tuple) and all(
        abs(a - b) <= distance for a, b in zip(pixel, wanted, strict=True)
    )


# Arithmetic


@given(st.integers(1, 20_000), st.integers(1, 20_000))
def test_variants_are_planned_by_arithmetic(width: int, height: int) -> None:
    sizes = plan_variants(width, height)
    assert list(sizes) == sorted(set(sizes))
    assert {w for w, _ in sizes} <= {*WIDTHS, width, height * MAX_ASPECT}
    for w, h in sizes:
        assert 1 <= w <= min(width, WIDTHS[-1])
        assert 1 <= h <= max(height, 1)
        assert w <= h * MAX_ASPECT + MAX_ASPECT
        assert h <= w * MAX_ASPECT + 1


# Refused


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pictures.HEIC, "photo-heic"),
        (pictures.AVIF, "photo-avif"),
        (pictures.SVG, "photo-format"),
        (pictures.plain("GIF"), "photo-format"),
        (pictures.plain("BMP"), "photo-format"),
        (pictures.plain("TIFF"), "photo-format"),
        (pictures.plain("ICO"), "photo-format"),
        (b"", "photo-format"),
        (b"Ini bukan foto", "photo-format"),
        (b"%PDF-1.7", "photo-format"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "photo-format"),
        (b"\xff\xd8\xff", "photo-broken"),
        (b"\x89PNG\r\n\x1a\n", "photo-broken"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "photo-broken"),
        (pictures.bomb(60_000, 60_000), "photo-too-many-pixels"),
        (pictures.bomb(2**31 - 1, 2**31 - 1), "photo-too-many-pixels"),
        (pictures.bomb(8_000, 5_001), "photo-too-many-pixels"),
        (pictures.bomb(8_000, 5_000), "photo-broken"),  # small enough, but its pixels are not there
        (pictures.bomb(0, 0), "photo-broken"),
        (pictures.plain("JPEG")[:-200], "photo-broken"),
        (pictures.plain("PNG", (640, 480))[:-40], "photo-broken"),
        (pictures.plain("WEBP", (640, 480))[:-20], "photo-broken"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:12]),
)
def test_what_is_refused(data: bytes, code: str) -> None:
    started = time.process_time()
    assert refusal(data) == code
    assert time.process_time() - started < 2


def test_the_limit_in_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(pictures.plain() + bytes(photofile.MAX_BYTES))
    with pytest.raises(FieldError) as caught:
        photofile.read(path)
    assert caught.value.code == "photo-too-large"
    path.write_bytes(pictures.plain().ljust(photofile.MAX_BYTES, b"\0"))
    assert photofile.judge("a.jpg", photofile.read(path)).width == 64


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_damaged_photos_are_refused_or_made_but_never_crash(tmp_path: Path, form: str) -> None:
    chance = random.Random(form)
    whole = pictures.saved(pictures.half_and_half(), form)
    for number in range(120):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if number % 3 == 0:
            del data[chance.randrange(len(data)) :]
        try:
            made(tmp_path, bytes(data), f"{number}.jpg", share=True)
        except FieldError as error:
            assert error.code.startswith("photo-")


def test_a_photo_that_changed_since_it_was_judged_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(pictures.plain())
    photo_cache = PhotoCache(tmp_path / "photos")
    photo = photo_cache.judge(path)
    path.write_bytes(pictures.plain(size=(60, 40)))
    with pytest.raises(FieldError):
        photo_cache.make(photo, path)
    path.unlink()
    path.symlink_to("/etc/passwd")
    with pytest.raises(FieldError):
        photo_cache.make(photo, path)


# Accepted


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("size", [(1, 1), (1, 40), (40, 1), (7, 7), (3_000, 2), (2, 3_000), (1_081, 800)])
def test_any_shape_becomes_pages(tmp_path: Path, form: str, size: tuple[int, int]) -> None:
    photo_cache, found = made(tmp_path, pictures.plain(form, size), share=True)
    assert found.sizes == plan_variants(*size)
    for width, height in found.sizes:
        assert Image.open(photo_cache.variant_file(found.key, width)).size == (width, height)
    assert Image.open(photo_cache.share_file(found.key)).size == SHARE_SIZE


@pytest.mark.parametrize("name", ["a.png", "a.heic", "a.svg", "a", "a.jpg.exe"])
def test_the_content_counts_and_not_the_ending(tmp_path: Path, name: str) -> None:
    assert largest(tmp_path, pictures.plain("JPEG"), name).size == (64, 48)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_png_of_every_kind(tmp_path: Path, mode: str) -> None:
    assert largest(tmp_path, pictures.plain("PNG", mode=mode)).size == (64, 48)


def test_cmyk_becomes_rgb(tmp_path: Path) -> None:
    assert near(largest(tmp_path, pictures.cmyk()).getpixel((20, 20)), (255, 0, 0), 40)


def test_16_bits_become_8(tmp_path: Path) -> None:
    image = largest(tmp_path, pictures.deep_png())
    assert near(image.getpixel((32, 6)), (0, 0, 0))
    assert near(image.getpixel((32, 42)), (128, 128, 128))


def test_transparency_becomes_white(tmp_path: Path) -> None:
    image = largest(tmp_path, pictures.see_through())
    assert near(image.getpixel((8, 24)), (255, 255, 255))
    assert near(image.getpixel((56, 24)), (255, 0, 0))


@pytest.mark.parametrize("form", ["WEBP", "PNG"])
def test_of_a_moving_picture_the_first_is_taken(tmp_path: Path, form: str) -> None:
    image = largest(tmp_path, pictures.moving(form))
    assert getattr(image, "n_frames", 1) == 1
    assert near(image.getpixel((32, 24)), (255, 0, 0))


@pytest.mark.parametrize(
    ("orientation", "red"),
    [
        (1, "left"),
        (2, "right"),
        (3, "right"),
        (4, "left"),
        (5, "top"),
        (6, "top"),
        (7, "bottom"),
        (8, "bottom"),
    ],
)
def test_a_photo_stands_upright(tmp_path: Path, orientation: int, red: str) -> None:
    image = largest(tmp_path, pictures.turned(orientation))
    width, height = image.size
    assert (width, height) == ((80, 40) if orientation < 5 else (40, 80))
    places = {
        "left": (5, height // 2),
        "right": (width - 5, height // 2),
        "top": (width // 2, 5),
        "bottom": (width // 2, height - 5),
    }
    for place, point in places.items():
        if place == red:
            assert near(image.getpixel(point), (255, 0, 0), 60)
    opposite = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}[red]
    assert near(image.getpixel(places[opposite]), (0, 0, 255), 60)


@pytest.mark.parametrize("data", [pictures.with_place(), pictures.png_with_text()], ids=["jpeg", "png"])
def test_nothing_a_phone_knows_is_published(tmp_path: Path, data: bytes) -> None:
    assert b"RAHASIA" in data
    photo_cache, found = made(tmp_path, data, share=True)
    files = [photo_cache.variant_file(found.key, width) for width, _ in found.sizes] + [
        photo_cache.share_file(found.key)
    ]
    for file in files:
        written = file.read_bytes()
        assert b"RAHASIA" not in written
        assert b"Exif" not in written
        assert b"EXIF" not in written
        assert not Image.open(io.BytesIO(written)).getexif()


def test_colours_of_another_profile_are_converted(tmp_path: Path) -> None:
    assert near(largest(tmp_path, pictures.wide_gamut()).getpixel((32, 24)), (30, 30, 200), 40)


def test_a_profile_that_makes_no_sense_is_ignored(tmp_path: Path) -> None:
    red = Image.new("RGB", (64, 48), (200, 30, 30))
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for form, profile in (("JPEG", b"omong kosong"), ("PNG", lab)):
        data = pictures.saved(red, form, icc_profile=profile)
        assert near(largest(tmp_path, data, form).getpixel((32, 24)), (200, 30, 30))


def test_a_photo_is_made_once_and_kept_by_its_content(tmp_path: Path) -> None:
    photo_cache, first = made(tmp_path, pictures.plain(), share=True)
    files = {path: path.stat().st_mtime_ns for path in (tmp_path / "photos").rglob("*-*")}
    _, second = made(tmp_path, pictures.plain(), "b.jpg", share=True)
    assert (first.fresh, second.fresh) == (True, False)
    assert (first.key, first.sizes, first.colour) == (second.key, second.sizes, second.colour)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "photos").rglob("*-*")} == files
    assert photo_cache.judge(tmp_path / "b.jpg").name == "b.jpg"


def test_what_another_shelf_has_made_is_copied_and_forgotten_on_its_own(tmp_path: Path) -> None:
    lender, there = made(tmp_path, pictures.plain(), share=True)
    path, own = tmp_path / "a.jpg", tmp_path / "own"
    photo_cache = PhotoCache(own, tmp_path / "photos")
    here = photo_cache.make(photo_cache.judge(path), path, share=True)
    assert (here.fresh, here.sizes, here.colour) == (False, there.sizes, there.colour)
    for width, _height in here.sizes:
        copied, original = photo_cache.variant_file(here.key, width), lender.variant_file(here.key, width)
        assert copied.read_bytes() == original.read_bytes()
        assert not copied.samefile(original)
    assert photo_cache.share_file(here.key).is_file()
    photo_cache.drop(path)
    assert [found for found in own.rglob("*") if found.is_file() and not found.name.startswith(".")] == []
    assert lender.variant_file(there.key, there.sizes[0][0]).is_file()


def test_the_same_photo_gives_the_same_bytes(tmp_path: Path) -> None:
    digests = []
    for name in ("satu", "dua"):
        (tmp_path / name).mkdir()
        photo_cache, found = made(tmp_path / name, pictures.turned(6), share=True)
        data = photo_cache.variant_file(found.key, found.sizes[0][0]).read_bytes()
        digests.append((found, hashlib.sha256(data).digest(), photo_cache.share_file(found.key).read_bytes()))
    assert digests[0] == digests[1]


def test_a_shared_picture_is_never_too_large_for_whatsapp() -> None:
    noise = Image.frombytes("RGB", SHARE_SIZE, random.Random(1).randbytes(SHARE_SIZE[0] * SHARE_SIZE[1] * 3))
    assert len(share_jpeg(noise)) <= SHARE_BYTES
