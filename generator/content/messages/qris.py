"""The code that buyers pay with."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "qris-unreadable": (
        "this is not the text of a QRIS code",
        "use a photo of the code instead: qris: qris.png",
    ),
    "qris-crc": (
        "this QRIS text is not complete (its check number is wrong)",
        "copy it again, or use a photo: qris: qris.png",
    ),
    "qris-not-rupiah": (
        "this QR code is not an Indonesian one in rupiah",
        "use the shop's own static QRIS",
    ),
    "qris-not-static": (
        "this QRIS code is for a single payment",
        "use the static code, the one that hangs on the wall",
    ),
    "qris-photo-none": (
        "no code can be read in the photo of the QRIS, so the page shows none",
        "take the photo again: straight, close, in good light, all four corners in it; or save the picture "
        "from the QRIS app",
    ),
    "qris-photo-many": (
        "%(found)s different codes are in the photo of the QRIS, so the page shows none",
        "cut the photo so that only the shop's own QRIS is left in it",
    ),
    "qris-photo-other": (
        "the code in the photo is not a QRIS (or damaged), so the page shows none",
        "use the photo of the QRIS that you got from your bank or e-wallet",
    ),
    "qris-photo-currency": (
        "the code in the photo is not an Indonesian one in rupiah, so the page shows none",
        "use the shop's own static QRIS",
    ),
    "qris-photo-dynamic": (
        "the code in the photo is for a single payment, so the page shows none",
        "use the static code, the one that hangs on the wall",
    ),
    "qris-nmid-shared": (
        "the QRIS has the NMID %(found)s, which %(other)s has, too",
        "check whose QRIS it is: buyers of both shops pay into one account",
    ),
}
"""Code -> message and hint."""
