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
    import segno  # 20 ms that a build without a code does not need

    # Without ECI, which payment apps do not know: check numbers inside a text are of its UTF-8 bytes.
    code = segno.make(text, error="m", boost_error=False, micro=False, mode="byte", encoding="utf-8")
    out = BytesIO()
    code.save(out, kind="png", border=QUIET, scale=-(-SIDE // (len(code.matrix) + 2 * QUIET)))
    return out.getvalue()


def qr_svg(text: str) -> bytes:
    """An SVG without a size of its own: dark modules on white, error correction M.

    A row is one stroke for each run of dark modules.  Raises `ValueError`: more text than a code holds.
    """
    import zxingcpp  # 20 ms that a build without a code does not need

    said = {} if text.isascii() else {"eci": "UTF-8"}  # readers would guess at the letters otherwise
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", **said)
    picture: Any = code.to_image(scale=1, add_quiet_zones=False)  # a buffer, which its types do not tell
    modules = bytes(memoryview(picture))  # 0 is dark
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
