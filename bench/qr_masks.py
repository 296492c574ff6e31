"""Does a code's mask matter to a camera? `python -m bench.qr_masks [--codes 400]`.

Payment codes are drawn under the mask with the least penalty (ISO/IEC 18004, 7.8.3) and under each fixed one,
then photographed: turned, made small, blurred, with noise. Prints how many of each can be read back.
"""

from __future__ import annotations

import argparse
import random

import zxingcpp
from PIL import Image, ImageFilter

from bench.tables import head, row
from generator.content.qris import crc16
from generator.qr import QUIET

PHOTOS = ((4, 1.2), (4, 1.4), (5, 2.0), (3, 0.9))
"""Pixels of a module, and the radius of the blur in pixels: most can be read, or just so."""
_SHARP = 8
"""Pixels of a module before the photo."""


def main() -> int:
    """Print a table: a row for each kind of photo."""
    parser = argparse.ArgumentParser(prog="python -m bench.qr_masks", description=__doc__)
    parser.add_argument("--codes", type=int, default=400)
    codes = parser.parse_args().codes
    masks: list[int | None] = [None, *range(8)]
    head("pixels a module", "blur", "least penalty", *map(str, masks[1:]))
    for pixels, blur in PHOTOS:
        chance = random.Random(7)
        read = [0] * len(masks)
        for number in range(codes):
            text = _payment_code(chance)
            for at, mask in enumerate(masks):
                found = zxingcpp.read_barcode(_photo(_drawn(text, mask), pixels, blur, number))
                read[at] += found is not None and found.text == text
        row(str(pixels), str(blur), *(f"{count / codes:.1%}" for count in read))
    return 0


def _drawn(text: str, mask: int | None) -> Image.Image:
    choice = {} if mask is None else {"data_mask": mask}
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", **choice)
    modules = Image.fromarray(code.to_image(scale=1, add_quiet_zones=False))
    whole = Image.new("L", (modules.width + 2 * QUIET,) * 2, 255)
    whole.paste(modules, (QUIET, QUIET))
    return whole


def _photo(code: Image.Image, pixels: float, blur: float, seed: int) -> Image.Image:
    turned = code.resize((code.width * _SHARP,) * 2, Image.Resampling.NEAREST).rotate(
        random.Random(seed).uniform(-12, 12), Image.Resampling.BICUBIC, expand=True, fillcolor=255
    )
    side = round(turned.width * pixels / _SHARP)
    small = turned.resize((side, side), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(blur))
    return Image.blend(small, Image.effect_noise(small.size, 50), 0.25)


def _payment_code(chance: random.Random) -> str:
    """A static code as banks give it, with accounts that are none."""
    account = _tag(0, "ID.CO.EXAMPLE.WWW") + _tag(1, "936000" + _digits(chance, 12)) + _tag(3, "UMI")
    national = _tag(0, "ID.CO.QRIS.WWW") + _tag(2, "ID" + _digits(chance, 13)) + _tag(3, "UMI")
    shop = _tag(59, f"TOKO {_digits(chance, 6)}") + _tag(60, "JAKARTA SELATAN") + _tag(61, "10000")
    text = _tag(0, "01") + _tag(1, "11") + _tag(26, account) + _tag(51, national)
    text += _tag(52, "5812") + _tag(53, "360") + _tag(58, "ID") + shop + _tag(62, _tag(7, "A01")) + "6304"
    return f"{text}{crc16(text.encode()):04X}"


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choices("0123456789", k=count))


def _tag(number: int, value: str) -> str:
    return f"{number:02d}{len(value):02d}{value}"


if __name__ == "__main__":
    raise SystemExit(main())
