"""Pixels as a page shows them: upright, in sRGB, on white."""

from __future__ import annotations

import hashlib
import io
from functools import reduce

from PIL import Image, ImageChops, ImageCms

from generator.content.picture import jpeg
from generator.content.picture.original import BrokenPictureError, Original

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_AT_MOST = 8
"""Times that a side is reduced while decoding."""
_DEEP = 1 << 16
_UNPAINTED = (127, 128)
"""What a JPEG decoder leaves in each channel where it got no pixels."""


def upright(original: Original, least: int) -> Image.Image:
    """RGB pixels without any metadata, reduced where each side keeps at least `least` pixels.

    Raises `BrokenPictureError` where pixels are missing, and whatever Pillow raises.
    """
    image = _painted(_loaded(original, least), original, least)
    if original.profile:
        image = _to_srgb(image, original.profile)
    image = _in_mode("RGB", image)
    if original.orientation in _TURNS:
        image = image.transpose(_TURNS[original.orientation])
    image.info.clear()
    return image


def _loaded(original: Original, least: int) -> Image.Image:
    if original.format == "JPEG":
        image = _decoded(original, original.pixels, least)
        if (original.doubtful or _ends_unpainted(image)) and not _has_all_rows(original):
            raise BrokenPictureError
        return image
    return _decoded(original, original.pixels)


def _decoded(original: Original, pixels: bytes, least: int = 0, sample: str = "") -> Image.Image:
    """Decode a file's pixels; `sample` is how they are unpacked, if not in Pillow's usual way."""
    image = Image.open(io.BytesIO(pixels), formats=(original.format,))
    if image.size != original.size:
        raise BrokenPictureError
    if least:
        scale = least / min(image.size)
        image.draft(None, (max(1, round(image.width * scale)), max(1, round(image.height * scale))))
    if sample:
        image.tile = [tile._replace(args=sample) for tile in image.tile]
    image.load()
    return image.copy() if original.format == "WEBP" else image  # whose decoder keeps two more of its size


def _ends_unpainted(image: Image.Image) -> bool:
    last = image.getpixel((image.width - 1, image.height - 1))
    return all(channel in _UNPAINTED for channel in (last if isinstance(last, tuple) else (last,)))


def _has_all_rows(original: Original) -> bool:
    """Whether a JPEG's decoder needs nothing of what follows its pixels, to the last bit."""
    files = (original.pixels, jpeg.with_other_bits_behind(original.pixels))
    first, second = (hashlib.sha256(_decoded(original, file).tobytes()).digest() for file in files)
    return first == second


def _painted(image: Image.Image, original: Original, least: int) -> Image.Image:
    """On white where it is transparent, and as bright as a usual screen shows it."""
    gamma, clear = original.gamma, None
    if image.mode == "1":
        image = image.convert("L")
    if image.mode.startswith("I"):  # grey of 16 bits
        deep = image.convert("I")
        clear = _other(deep, original.clear) if original.clear else None
        image, gamma = deep.point(_curve(gamma or 1, _DEEP), "L"), 0
        del deep
    elif original.clear:
        clear = _clear(image, original)
    if clear:
        image = _on_white(image, clear)
    if image.has_transparency_data or image.mode == "P":
        image = _in_mode("RGBA" if image.has_transparency_data else "RGB", image)
    image = _reduced(image, least)
    if gamma:
        image = _in_mode("RGBA" if image.mode == "RGBA" else "RGB", image)
        curve = _curve(gamma, 256)
        image = image.point(curve * 3 + list(range(256)) if image.mode == "RGBA" else curve * 3)
    return _on_white(image, image) if image.mode == "RGBA" else image


def _reduced(image: Image.Image, least: int) -> Image.Image:
    """Fewer pixels to work on; a JPEG's decoder did that already."""
    factor = min(min(image.size) // least, _AT_MOST)
    return image.reduce(factor) if factor > 1 else image


def _clear(image: Image.Image, original: Original) -> Image.Image:
    """Black where every channel has the sample that stands for a transparent pixel, else white."""
    if original.depth == 16:  # Pillow keeps the upper half of a sample: the lower one is unpacked apart
        low = _decoded(original, original.pixels, sample="RGB;16L")
        return ImageChops.lighter(
            _other(image, tuple(level >> 8 for level in original.clear)),
            _other(low, tuple(level & 0xFF for level in original.clear)),
        )
    highest = (1 << original.depth) - 1
    return _other(image, tuple(level * 255 // highest for level in original.clear))


def _other(image: Image.Image, wanted: tuple[int, ...]) -> Image.Image:
    """White where a channel has another sample than this."""
    levels = _DEEP if image.mode == "I" else 256
    tables = ([255 * (level != one) for level in range(levels)] for one in wanted)
    masks = [channel.point(table, "L") for channel, table in zip(image.split(), tables, strict=True)]
    return reduce(ImageChops.lighter, masks)


def _curve(gamma: float, levels: int) -> list[int]:
    """What becomes of each level of a sample; with 1, the upper 8 bits of it."""
    if gamma == 1:
        return [level * 256 // levels for level in range(levels)]
    return [round(255 * (level / (levels - 1)) ** gamma) for level in range(levels)]


def _on_white(image: Image.Image, mask: Image.Image) -> Image.Image:
    canvas = Image.new("RGB", image.size, "white")
    canvas.paste(image, mask=mask)
    return canvas


def _in_mode(mode: str, image: Image.Image) -> Image.Image:
    return image if image.mode == mode else image.convert(mode)


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Convert from an embedded colour profile; a profile that makes no sense is ignored."""
    image = image if image.mode in {"RGB", "CMYK", "L"} else image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image
