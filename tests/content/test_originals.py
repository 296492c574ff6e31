"""A picture is damaged only if its pixels are: whatever else is wrong in its file, it is shown as it is."""

from __future__ import annotations

import random
import resource
import struct
import subprocess
import sys
import threading
import time
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.content import photofile
from generator.content.fields import FieldError
from generator.content.picture.memory import memory_limit
from tests.content import originals
from tests.content.originals import chunk, grain, grainy_png, png, saved, segment, with_segments
from tests.render import pictures

LARGE = 1600
"""Pixels of a side; the pictures here are smaller, so that a JPEG is decoded as it is."""


@pytest.fixture(autouse=True)
def quiet(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """No library says anything on the terminal, in Python or in C."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
    assert capfd.readouterr() == ("", "")


def shown(data: bytes) -> Image.Image:
    """What a page shows; a check says the same of it."""
    image = photofile.decode("a.jpg", data, LARGE)
    photo = photofile.judge("a.jpg", data)
    assert (photo.width, photo.height) == image.size
    return image


def refusal(data: bytes) -> str:
    """The one code for which a check and a page refuse."""
    codes = set()
    for look in (lambda: photofile.judge("a.jpg", data), lambda: photofile.decode("a.jpg", data, LARGE)):
        with pytest.raises(FieldError) as caught:
            look()
        codes.add(caught.value.code)
    [code] = codes
    return code


def same(one: Image.Image, other: Image.Image) -> bool:
    return (one.size, one.tobytes()) == (other.size, other.tobytes())


# EXIF

EXIF = b"Exif\0\0" + originals.exif()
RAW = b"Raw profile type exif\0"
XMP = b'<rdf:Description tiff:Orientation="6"/>'
ODD_TAGS = {
    "signed resolution": (originals.X_RESOLUTION, originals.SRATIONAL, 1, struct.pack(">ii", -72, 1)),
    "resolution without a denominator": (originals.X_RESOLUTION, originals.RATIONAL, 1, bytes(8)),
    "resolution as a text": (originals.X_RESOLUTION, originals.ASCII, 9, b"72 dpi !\0"),
    "resolution as a float": (originals.X_RESOLUTION, originals.FLOAT, 1, b"\x7f\xc0\0\0"),
    "signed rational where a text belongs": (0x010F, originals.SRATIONAL, 1, struct.pack(">ii", -1, -1)),
    "signed short where a rational belongs": (0x829A, originals.SSHORT, 2, b"\xff\xff\xff\xff"),
    "negative width": (0x0100, originals.SLONG, 1, b"\xff\xff\xff\xff"),
    "not a number": (0x920A, originals.DOUBLE, 1, b"\x7f\xf8\0\0\0\0\0\0"),
    "an unknown type": (0x0131, 99, 7, b"abc"),
    "type zero": (0x0132, 0, 1, b"abc"),
    "more values than the file has": (0x0110, originals.ASCII, 0x7FFFFFFF, b"\0\0\0\x09"),
    "a value behind the end": (0x0110, originals.RATIONAL, 1, b"\xff\xff\xff\xf0"),
    "a camera's part that points to itself": (0x8769, originals.LONG, 1, b"\0\0\0\x08"),
    "a place that points nowhere": (0x8825, originals.LONG, 1, b"\xff\xff\xff\xff"),
    "a thumbnail's offset as a text": (0x0201, originals.ASCII, 4, b"abc\0"),
    "no values": (0x010E, originals.ASCII, 0, b""),
    "bytes that are no text": (0x013B, originals.UNDEFINED, 300, bytes(range(256)) + bytes(44)),
}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("tag", ODD_TAGS.values(), ids=ODD_TAGS)
def test_whatever_else_exif_says_the_picture_stands_upright(
    tag: tuple[int, int, int, bytes], order: str, form: str
) -> None:
    odd = originals.exif(tag, order=order)
    if form == "JPEG":
        plain = saved(grain(), "JPEG")
        data = with_segments(plain, segment(0xE1, b"Exif\0\0" + odd))
    elif form == "PNG":
        plain = grainy_png()
        data = grainy_png(before=chunk(b"eXIf", odd))
    else:
        plain = saved(grain(), "WEBP", lossless=True)
        data = saved(grain(), "WEBP", lossless=True, exif=odd)
    assert same(shown(data), shown(plain).transpose(Image.Transpose.ROTATE_270))


@pytest.mark.parametrize(
    "text",
    [
        chunk(b"zTXt", RAW + b"\0" + zlib.compress(b"\nexif\n    34\n" + EXIF.hex().encode() + b"\n")),
        chunk(b"tEXt", RAW + b"\nexif\n    34\n" + EXIF.hex("\n", 36).encode() + b"\n"),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(XMP)),
    ],
    ids=["packed digits", "digits", "XMP", "packed XMP"],
)
def test_a_png_says_elsewhere_how_it_was_held(text: bytes) -> None:
    wanted = shown(grainy_png()).transpose(Image.Transpose.ROTATE_270)
    assert same(shown(grainy_png(before=text)), wanted)
    assert same(shown(grainy_png(after=text)), wanted)


def test_a_png_with_nonsense_there_stands_as_it_is() -> None:
    for text in (b"", b"\n", b"\nexif\n9\nxyz", b"\nexif\n9\n\xff\xff"):
        assert same(shown(grainy_png(before=chunk(b"tEXt", RAW + text))), shown(grainy_png()))
        assert same(shown(grainy_png(before=chunk(b"zTXt", RAW + text))), shown(grainy_png()))


@pytest.mark.parametrize("wrong", [0, 9, 65_535])
def test_an_orientation_that_does_not_exist_turns_nothing(wrong: int) -> None:
    plain = saved(grain(), "JPEG")
    data = with_segments(plain, segment(0xE1, b"Exif\0\0" + originals.exif(orientation=wrong)))
    assert same(shown(data), shown(plain))


@given(st.binary(max_size=200), st.sampled_from([b"", b"MM\0*\0\0\0\x08", b"II*\0\x08\0\0\0"]))
def test_exif_of_any_bytes_harms_no_picture(rest: bytes, head: bytes) -> None:
    data = with_segments(JPEG, segment(0xE1, b"Exif\0\0" + head + rest))
    assert set(shown(data).size) == set(originals.SIZE)


# JPEG

JPEG = saved(grain(), "JPEG")
WAYS: dict[str, tuple[str, dict[str, object]]] = {
    "usual": ("RGB", {}),
    "full colour": ("RGB", {"subsampling": 0, "quality": 95}),
    "progressive": ("RGB", {"progressive": True}),
    "restarts": ("RGB", {"restart_marker_rows": 1}),
    "progressive with restarts": ("RGB", {"progressive": True, "restart_marker_rows": 1}),
    "grey": ("L", {}),
    "progressive grey": ("L", {"progressive": True}),
    "CMYK": ("CMYK", {"quality": 90}),
    "progressive CMYK": ("CMYK", {"progressive": True}),
}
BLOCK = b"\0\0\1\x0a\x0e\0\0\0Image_UTC_Data1795934400000"
TRAILERS = {
    "nothing": b"",
    "half of the end": b"\xff",
    "zeros": bytes(4_096),
    "a phone's own blocks": BLOCK + b"SEFHk\0\0\0\1\0\0\0" + b"\0\0\1\x0a" + bytes(8) + b"SEFT",
    "a whole picture": saved(grain(size=(32, 32)), "JPEG"),
    "a film": b"\0\0\0\x18ftypmp42" + random.Random(1).randbytes(20_000),
    "text": b"Dibuat di Jakarta\n" * 40,
}


@pytest.mark.parametrize("trailer", TRAILERS.values(), ids=TRAILERS)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_jpeg_needs_no_end_marker_and_nothing_behind_it_counts(
    way: tuple[str, dict[str, object]], trailer: bytes
) -> None:
    whole = saved(grain(way[0]), "JPEG", **way[1])
    assert whole.endswith(b"\xff\xd9")
    wanted = shown(whole)
    assert same(shown(whole + trailer), wanted)
    assert same(shown(whole[:-2] + trailer), wanted)


@pytest.mark.parametrize("end", [b"", b"\xff"], ids=["nothing", "half of the end"])
@pytest.mark.parametrize("part", [0.1, 0.4, 0.7, 0.9, 0.97])
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_jpeg_whose_pixels_are_cut_is_broken(
    way: tuple[str, dict[str, object]], part: float, end: bytes
) -> None:
    whole = saved(grain(way[0], (320, 240)), "JPEG", **way[1])
    start = whole.index(b"\xff\xda")
    assert refusal(whole[: start + round((len(whole) - start) * part)] + end) == "photo-broken"


@pytest.mark.parametrize("part", [0.2, 0.5, 0.8])
def test_an_end_marker_does_not_make_half_a_picture_whole(part: float) -> None:
    whole = saved(grain(size=(320, 240)), "JPEG")
    assert refusal(whole[: round(len(whole) * part)] + b"\xff\xd9") == "photo-broken"


def test_segments_that_no_pixel_needs_may_hold_anything() -> None:
    odd = [
        segment(0xE1, b"Exif\0\0"),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta"),
        segment(0xE2, b"ICC_PROFILE\0\1\3" + bytes(9)),
        segment(0xE2, b"ICC_PROFILE\0\7\2" + bytes(9)),
        segment(0xE2, b"MPF\0" + b"II*\0\xff\xff\xff\xff"),
        segment(0xED, b"Photoshop 3.0\0" + b"8BIM\4\4" + b"\xff" * 9),
        segment(0xEE, b"Adob"),
        segment(0xEE, b"Adobe"),
        segment(0xE0, b"JFIF\0"),
        segment(0xE0, b"JFXX\0\x10" + bytes(9)),
        segment(0xFE, b"\xff\xd9\xff\xd8\0"),
        *[segment(0xE1, b"Exif\0\0" + random.Random(n).randbytes(60_000)) for n in range(9)],
    ]
    assert same(shown(with_segments(JPEG, *odd)), shown(JPEG))


def test_a_jpeg_of_scans_without_number_is_refused_before_decoding() -> None:
    whole = saved(grain(), "JPEG", progressive=True)
    first = whole.index(b"\xff\xda")
    scan = whole[first : whole.index(b"\xff\xc4", first)]
    started = time.process_time()
    assert refusal(whole[:first] + scan * 20_000 + whole[first:]) == "photo-broken"
    assert time.process_time() - started < 1
    assert same(shown(whole[:first] + scan * 20 + whole[first:]), shown(whole))


def test_a_frame_that_claims_too_much_in_its_head_is_refused_before_decoding() -> None:
    frame = JPEG.index(b"\xff\xc0") + 5
    long = JPEG[:frame] + struct.pack(">HH", 8, 60_000) + JPEG[frame + 4 :]
    assert refusal(long) == "photo-too-long"


# PNG

PACKED = zlib.compress(bytes(60_000_000), 9)
"""60 kB that are 60 MB."""
NOISE = random.Random(2).randbytes(3_000_000)
EXTRA = {
    "much packed text": chunk(b"zTXt", b"a\0\0" + PACKED),
    "many packed texts": chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(900_000))) * 150,
    "much packed text of any language": chunk(b"iTXt", b"a\0\1\0\0\0" + PACKED),
    "much packed XMP": chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + PACKED),
    "much text": chunk(b"tEXt", b"a\0" + NOISE),
    "much text of any language": chunk(b"iTXt", b"a\0\0\0\0\0" + NOISE),
    "a large profile": chunk(b"iCCP", b"a\0\0" + zlib.compress(NOISE)),
    "a profile without end": chunk(b"iCCP", b"a\0\0" + PACKED),
    "a profile in an unknown packing": chunk(b"iCCP", b"a\0\7abc"),
    "an unknown chunk": chunk(b"abCd", NOISE),
    "chunks without content": b"".join(chunk(n, b"") for n in (b"zTXt", b"iCCP", b"pHYs", b"eXIf", b"sRGB")),
    "chunks of a wrong length": b"".join(
        chunk(n, b"x") for n in (b"cHRM", b"gAMA", b"pHYs", b"tRNS", b"acTL")
    ),
}
UNNEEDED = (
    b"pHYs",
    b"tEXt",
    b"zTXt",
    b"iTXt",
    b"eXIf",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"iCCP",
    b"tIME",
    b"bKGD",
    b"sBIT",
)


@pytest.mark.parametrize("extra", EXTRA.values(), ids=EXTRA)
def test_chunks_that_no_pixel_needs_may_hold_anything(extra: bytes) -> None:
    wanted = shown(grainy_png())
    started = time.process_time()
    assert same(shown(grainy_png(before=extra)), wanted)
    assert same(shown(grainy_png(after=extra)), wanted)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("name", UNNEEDED, ids=lambda name: name.decode())
def test_a_wrong_checksum_where_no_pixel_is_harms_nobody(name: bytes) -> None:
    wrong = chunk(name, bytes(9), crc=1)
    wanted = shown(grainy_png())
    assert same(shown(grainy_png(before=wrong)), wanted)
    assert same(shown(grainy_png(after=wrong)), wanted)


ENDS = {
    "nothing": b"",
    "a wrong checksum": chunk(b"IEND", b"", crc=1),
    "half of it": chunk(b"IEND", b"")[:6],
    "content": chunk(b"IEND", b"abc"),
    "half a text": chunk(b"tEXt", b"a\0" + bytes(99))[:50],
    "something behind it": chunk(b"IEND", b"") + b"PK\3\4" + bytes(999),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_png_needs_no_end(end: bytes) -> None:
    assert same(shown(grainy_png(end=end)), shown(grainy_png()))


def test_a_png_needs_nothing_behind_its_last_row() -> None:
    whole = grainy_png(end=b"")
    assert same(shown(whole[:-8]), shown(whole))  # without two checksums


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_png_whose_pixels_are_cut_is_broken(part: float) -> None:
    whole = grainy_png(end=b"")
    cut = whole[: round(len(whole) * part)]
    assert refusal(cut) == "photo-broken"
    assert refusal(cut + chunk(b"IEND", b"")) == "photo-broken"


@pytest.mark.parametrize("place", [300, 5_000, -40])
def test_a_png_with_a_wrong_bit_in_its_pixels_is_broken(place: int) -> None:
    data = bytearray(grainy_png(end=b""))
    data[place] ^= 0x10
    assert refusal(bytes(data)) == "photo-broken"


def gamma(value: float) -> bytes:
    return chunk(b"gAMA", struct.pack(">I", round(value * 100_000)))


def clear(*samples: int) -> bytes:
    return chunk(b"tRNS", struct.pack(f">{len(samples)}H", *samples))


COLOURS = chunk(b"PLTE", b"\x80\x40\xff")
LINEAR = (186, 137, 255)
"""What a usual screen shows for 0x80, 0x40 and 0xFF of linear light."""


@pytest.mark.parametrize(
    ("depth", "kind", "row", "before", "wanted"),
    [
        (8, 2, b"\x80\x40\xff", b"", (128, 64, 255)),
        (8, 2, b"\x80\x40\xff", gamma(0.45455), (128, 64, 255)),
        (8, 2, b"\x80\x40\xff", gamma(1), LINEAR),
        (8, 2, b"\x80\x40\xff", gamma(1) + chunk(b"sRGB", b"\0"), (128, 64, 255)),
        (8, 2, b"\x80\x40\xff", gamma(0), (128, 64, 255)),
        (8, 6, b"\x80\x40\xff\xff", gamma(1), LINEAR),
        (8, 6, b"\x80\x40\xff\0", gamma(1), (255, 255, 255)),
        (16, 2, b"\x80\0\x40\0\xff\xff", gamma(1), LINEAR),
        (8, 3, b"\0", gamma(1) + COLOURS, LINEAR),
        (8, 3, b"\0", gamma(1) + COLOURS + chunk(b"tRNS", b"\xff"), LINEAR),
        (8, 0, b"\x80", gamma(1), (186, 186, 186)),
        (16, 0, b"\x80\0", gamma(1), (186, 186, 186)),
        (8, 4, b"\x80\xff", gamma(1), (186, 186, 186)),
        (8, 0, b"\x80", gamma(0.45455), (128, 128, 128)),
    ],
)
def test_samples_are_as_bright_as_the_file_says(
    depth: int, kind: int, row: bytes, before: bytes, wanted: tuple[int, int, int]
) -> None:
    pixel = shown(png((1, 1, depth, kind), [row], before=before)).getpixel((0, 0))
    assert isinstance(pixel, tuple)
    assert max(abs(a - b) for a, b in zip(pixel, wanted, strict=True)) <= 3


@pytest.mark.parametrize(
    ("depth", "kind", "row", "before", "seen"),
    [
        (16, 0, struct.pack(">3H", 0x0101, 0x0102, 0x0201), clear(0x0101), "w.."),
        (16, 0, struct.pack(">3H", 0x0080, 0x8000, 0x8080), clear(0x8000), ".w."),
        (16, 2, struct.pack(">9H", 1, 2, 3, 0x101, 2, 3, 1, 2, 4), clear(1, 2, 3), "w.."),
        (
            16,
            2,
            struct.pack(">9H", *[0x1234] * 3, 0x1234, 0x1234, 0x1235, *[0x1200] * 3),
            clear(*[0x1234] * 3),
            "w..",
        ),
        (8, 0, b"\x10\x11\x10", clear(0x10), "w.w"),
        (8, 0, b"\x10\x11\x10", clear(0x8010), "w.w"),
        (8, 2, b"\1\2\3\1\2\4\1\2\3", clear(1, 2, 3), "w.w"),
        (4, 0, b"\x5a\x50", clear(5), "w.w"),
        (2, 0, b"\x64", clear(2), ".w."),
        (1, 0, b"\x40", clear(0), "www"),
        (1, 0, b"\x40", clear(1), ".w."),
        (8, 3, b"\0\1\0", chunk(b"PLTE", bytes(6)) + chunk(b"tRNS", b"\0"), "w.w"),
        (4, 3, b"\x01\x00", chunk(b"PLTE", bytes(6)) + chunk(b"tRNS", b"\xff\0"), ".w."),
        (8, 2, b"\1\2\3\1\2\4\1\2\3", clear(1, 2, 3) + gamma(1), "w.w"),
    ],
)
def test_one_colour_may_stand_for_a_clear_pixel(
    depth: int, kind: int, row: bytes, before: bytes, seen: str
) -> None:
    image = shown(png((3, 1, depth, kind), [row], before=before))
    assert "".join("w" if image.getpixel((x, 0)) == (255, 255, 255) else "." for x in range(3)) == seen


# WebP

WEBP = {
    "lossy": saved(grain(), "WEBP"),
    "lossless": saved(grain(), "WEBP", lossless=True),
    "clear in parts": saved(Image.merge("RGBA", (*grain().split(), grain("L"))), "WEBP"),
    "moving": saved(
        grain(), "WEBP", save_all=True, append_images=[grain().transpose(Image.Transpose.ROTATE_180)]
    ),
}


@pytest.mark.parametrize("data", WEBP.values(), ids=WEBP)
def test_chunks_of_a_webp_that_no_pixel_needs_may_hold_anything(data: bytes) -> None:
    wanted = shown(data)
    odd = b"".join(name + b"\4\0\0\0abcd" for name in (b"EXIF", b"XMP ", b"ICCP", b"ABCD"))
    assert same(shown(data + odd), wanted)
    assert same(shown(data + b"EXIF\xff\0\0\0half"), wanted)
    for claimed in (0, 20, 0x7FFFFFF0):
        assert same(shown(data[:4] + struct.pack("<I", claimed) + data[8:]), wanted)


@pytest.mark.parametrize("part", [0.2, 0.4])
@pytest.mark.parametrize("data", WEBP.values(), ids=WEBP)
def test_a_webp_whose_pixels_are_cut_is_broken(data: bytes, part: float) -> None:
    assert refusal(data[: round(len(data) * part)]) == "photo-broken"


# What is too much


@pytest.mark.parametrize("size", [(1, 39_000_000), (20_001, 1), (20_001, 1_900), (1_900, 20_001)])
def test_a_side_that_is_too_long_is_refused_before_decoding(size: tuple[int, int]) -> None:
    started = time.process_time()
    assert refusal(pictures.bomb(*size)) == "photo-too-long"  # its pixels are not there
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize("size", [(20_000, 2), (2, 20_000)])
def test_the_longest_side_is_decoded(size: tuple[int, int]) -> None:
    assert shown(png((*size, 8, 0), [bytes(size[0])] * size[1])).size == size


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_that_takes_too_much_memory_is_not_called_broken(form: str, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(saved(Image.new("RGB", (6_000, 4_000)), form))
    program = f"""if True:
        from pathlib import Path
        from generator.content import photofile
        from generator.content.fields import FieldError
        data = Path({str(path)!r}).read_bytes()
        print(photofile.decode("a", data, 9_999).size)
        photofile.DECODING_BYTES = 10 << 20
        try:
            photofile.decode("a", data, 9_999)
        except FieldError as error:
            print(error.code)
    """
    fresh = [sys.executable, "-c", program]  # this process has free memory of its own to decode in
    done = subprocess.run(fresh, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["(6000, 4000)", "photo-too-heavy"]


def test_what_a_picture_may_take_is_limited_and_given_back() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    with memory_limit(100 << 20):
        assert len(bytearray(50 << 20)) == 50 << 20
        with pytest.raises(MemoryError):
            bytearray(200 << 20)
        waiting = threading.Thread(target=lambda: photofile.judge("a.png", grainy_png()))
        waiting.start()
    waiting.join(timeout=20)
    assert not waiting.is_alive()
    assert resource.getrlimit(resource.RLIMIT_AS) == before


# Other formats


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (originals.heif(b"avif", b"mif1", b"miaf"), "photo-avif"),
        (originals.heif(b"avis", b"msf1"), "photo-avif"),
        (originals.heif(b"mif1", b"avif", b"miaf"), "photo-avif"),
        (originals.heif(b"mif1", b"miaf", b"MA1B", b"avif"), "photo-avif"),
        (originals.heif(b"heic", b"mif1"), "photo-heic"),
        (originals.heif(b"heix"), "photo-heic"),
        (originals.heif(b"hevc", b"msf1"), "photo-heic"),
        (originals.heif(b"mif1", b"heic"), "photo-heic"),
        (originals.heif(b"msf1", b"hevc", b"heic"), "photo-heic"),
        (originals.heif(b"mif1"), "photo-heic"),
        (originals.heif(b"isom", b"mp42"), "photo-format"),
        (originals.heif(b"qt  "), "photo-format"),
        (originals.heif(b"crx ", b"isom"), "photo-format"),
    ],
)
def test_a_format_is_called_by_its_name(data: bytes, code: str) -> None:
    assert refusal(data) == code


@given(
    st.sampled_from([JPEG, saved(grain(), "JPEG", progressive=True), grainy_png(), *WEBP.values()]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=4),
    st.floats(0, 1.5),
)
def test_a_check_and_a_page_agree_about_every_file(
    whole: bytes, changes: list[tuple[float, int]], length: float
) -> None:
    data = bytearray(whole)
    for place, value in changes:
        data[min(int(place * len(data)), len(data) - 1)] = value
    cut = bytes(data[: max(16, round(length * len(data)))])
    try:
        photofile.judge("a.jpg", cut)
    except FieldError:
        refusal(cut)
    else:
        shown(cut)
