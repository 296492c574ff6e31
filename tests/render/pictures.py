"""Photos as they arrive one day, made by hand where no program would make them."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageCms

ORIENTATION = 0x0112
GPS = 0x8825
GPS_LATITUDE = 2


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def plain(form: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB") -> bytes:
    return saved(Image.new(mode, size, {"RGB": "#8a3b12"}.get(mode, 1)), form)


def half_and_half(size: tuple[int, int] = (80, 40)) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, "#ff0000")
    image.paste("#0000ff", (size[0] // 2, 0, *size))
    return image


def turned(orientation: int) -> bytes:
    """A JPEG that says in EXIF how it has to be turned."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return saved(half_and_half(), "JPEG", exif=exif, quality=95)


def with_place() -> bytes:
    """A JPEG with everything a phone writes into it: the place, its owner, a comment."""
    exif = Image.Exif()
    exif[0x010F] = "HP-RAHASIA"
    exif[0x013B] = "SITI-RAHASIA"
    exif.get_ifd(GPS).update({1: "S", GPS_LATITUDE: (6.0, 17.0, 11.5), 3: "E", 4: (106.0, 48.0, 1.0)})
    return saved(half_and_half(), "JPEG", exif=exif, comment=b"KOMENTAR-RAHASIA", dpi=(72, 72))


def png_with_text() -> bytes:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "SITI-RAHASIA")
    info.add_itxt("XML:com.adobe.xmp", "<x>RAHASIA</x>")
    return saved(half_and_half(), "PNG", pnginfo=info)


def cmyk() -> bytes:
    return saved(Image.new("CMYK", (64, 48), (0, 255, 255, 0)), "JPEG", quality=95)


def deep_png() -> bytes:
    """16 bits a channel: black above, half bright below."""
    pixels = b"\x00\x00" * (64 * 24) + b"\x00\x80" * (64 * 24)
    return saved(Image.frombytes("I;16", (64, 48), pixels), "PNG")


def see_through() -> bytes:
    """A palette with a transparent colour."""
    image = Image.new("P", (64, 48), 0)
    image.putpalette([0, 0, 0, 255, 0, 0] + [0] * 762)
    image.paste(1, (32, 0, 64, 48))
    return saved(image, "PNG", transparency=0)


def moving(form: str) -> bytes:
    frames = [Image.new("RGB", (64, 48), colour) for colour in ("#ff0000", "#00ff00", "#0000ff")]
    return saved(frames[0], form, save_all=True, append_images=frames[1:], duration=100)


def wide_gamut() -> bytes:
    """Full green of Adobe RGB-like primaries: in sRGB without conversion it would stay (0, 255, 0)."""
    profile = ImageCms.ImageCmsProfile(io.BytesIO(swapped_profile()))
    return saved(Image.new("RGB", (64, 48), (200, 30, 30)), "JPEG", icc_profile=profile.tobytes(), quality=95)


def swapped_profile() -> bytes:
    """The profile of sRGB with the red and blue primaries exchanged."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = data.index(b"rXYZ"), data.index(b"bXYZ")
    data[red : red + 4], data[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(data)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header says it is huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64)
AVIF = b"\0\0\0\x18ftypavif\0\0\0\0mif1avif" + bytes(64)
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="window.__pwned=1"/>'
