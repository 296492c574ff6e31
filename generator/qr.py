"""QR codes, drawn."""

from __future__ import annotations

import re
from io import BytesIO
from math import isqrt
from typing import Any

QUIET = 4
"""Modules of quiet zone around a code (ISO/IEC 18004)."""
SIDE = 800
"""Pixels that a picture has at least: galleries and bank apps make small ones smaller."""


def qr_png(text: str) -> bytes:
    """A black and white PNG of `SIDE` pixels or a little more: UTF-8 bytes, error correction M, a quiet zone.

    Raises `ValueError`: more text than a code holds.
    """
    from PIL import Image

    modules = _modules(text) if text.isascii() else _modules_of_bytes(text)
    side = isqrt(len(modules))
    whole = side + 2 * QUIET
    code = Image.new("L", (whole, whole), 255)
    code.paste(Image.frombytes("L", (side, side), modules), (QUIET, QUIET))
    large = whole * -(-SIDE // whole)
    out = BytesIO()
    code.convert("1").resize((large, large), Image.Resampling.NEAREST).save(out, "PNG")
    return out.getvalue()


def _modules(text: str, **said: str) -> bytes:
    """A code's modules, row by row: 0 is dark."""
    import zxingcpp  # 20 ms that a build without a code does not need

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", **said)
    picture: Any = code.to_image(scale=1, add_quiet_zones=False)  # a buffer, which its types do not tell
    return bytes(memoryview(picture))


def _modules_of_bytes(text: str) -> bytes:
    """The same without ECI, which payment apps do not know: check numbers inside are of the UTF-8 bytes.

    zxing-cpp writes no such code, and segno takes ten times as long.
    """
    import segno

    code = segno.make(text, error="m", boost_error=False, micro=False, mode="byte", encoding="utf-8")
    return bytes(0 if dark else 255 for row in code.matrix for dark in row)


def qr_svg(text: str) -> bytes:
    """An SVG without a size of its own: dark modules on white, error correction M.

    A row is one stroke for each run of dark modules.  Raises `ValueError`: more text than a code holds.
    """
    said = {} if text.isascii() else {"eci": "UTF-8"}  # readers would guess at the letters otherwise
    modules = _modules(text, **said)
    side = isqrt(len(modules))
    whole = side + 2 * QUIET
    strokes = []
    for row in range(side):
        at = 0
        strokes.append(f"M{QUIET} {row + QUIET}.5")
        for run in re.finditer(b"\0+", modules[row * side : (row + 1) * side]):
            light, dark = run.start() - at, run.end() - run.start()
            strokes.append(f"m{light} 0h{dark}" if light else f"h{dark}")
            at = run.end()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}">'
        f'<path fill="#fff" d="M0 0h{whole}v{whole}h-{whole}z"/>'
        f'<path stroke="#000" d="{"".join(strokes)}"/></svg>\n'
    ).encode()
