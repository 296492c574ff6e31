"""QRIS codes: EMVCo merchant-presented QR text, read and verified, never edited as a string.

Source: EMV QRCPS merchant-presented mode; the Indonesian tags (51.02 NMID, currency 360) are QRIS's.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Sequence

from generator.content.fields import FieldError
from generator.content.model import Qris

MAX_LENGTH = 512
"""Characters; the EMVCo limit of a payload."""
MAX_AMOUNT = 10_000_000
"""Rupiah that one QRIS payment may be (Bank Indonesia)."""

_OF_PHOTOS = {"qris-not-rupiah": "qris-photo-currency", "qris-not-static": "qris-photo-dynamic"}


def crc16(data: bytes) -> int:
    """CRC-16/CCITT-FALSE: polynomial 1021, initial value FFFF, not reflected."""
    return binascii.crc_hqx(data, 0xFFFF)


def fields(payload: str) -> dict[str, str]:
    """The tags of a payload (two digits) with their values; lengths count characters.

    Raises `FieldError`: cut off, or a tag that stands twice.
    """
    found: dict[str, str] = {}
    at = 0
    while at < len(payload):
        tag, size = payload[at : at + 2], payload[at + 2 : at + 4]
        if not re.fullmatch(r"[0-9]{4}", tag + size) or tag in found:
            raise FieldError("qris-unreadable")
        value = payload[at + 4 : at + 4 + int(size)]
        if len(value) != int(size):
            raise FieldError("qris-unreadable")
        found[tag] = value
        at += 4 + int(size)
    return found


def read(payload: str) -> Qris:
    """Judge the text of a seller's own static code.

    Raises `FieldError`: unreadable, a wrong CRC, not rupiah, or a code made for a single amount.
    """
    text = payload.strip()
    if len(text) > MAX_LENGTH or not text.startswith("000201"):
        raise FieldError("qris-unreadable")
    tags = fields(text)
    if list(tags)[-1] != "63" or f"{crc16(text[:-4].encode()):04X}" != tags["63"]:
        raise FieldError("qris-crc")
    if tags.get("53") != "360" or tags.get("58") != "ID":
        raise FieldError("qris-not-rupiah")
    if tags.get("01", "11") != "11" or "54" in tags:
        raise FieldError("qris-not-static")
    nmid = fields(tags["51"]).get("02", "") if "51" in tags else ""
    return Qris(payload=text, merchant=tags.get("59", ""), city=tags.get("60", ""), nmid=nmid)


def in_photo(codes: Sequence[str]) -> Qris:
    """Judge what a photo of a seller's own static code shows: the texts of all codes in it.

    Raises `FieldError`: no code, more than one, or not a static one of QRIS in rupiah.
    """
    if not codes:
        raise FieldError("qris-photo-none")
    if len(codes) > 1:
        raise FieldError("qris-photo-many", found=str(len(codes)))
    try:
        return read(codes[0])
    except FieldError as error:
        raise FieldError(_OF_PHOTOS.get(error.code, "qris-photo-other")) from error


def with_amount(payload: str, rupiah: int) -> str:
    """A static code's text with an amount in rupiah in it, for one payment; empty where there is none.

    There is none for nothing, for more than `MAX_AMOUNT`, and where the text would be too long.  Fees (tags
    55 to 57) are never added.  Raises `FieldError` as `read` does.
    """
    tags = fields(read(payload).payload)
    if not 0 < rupiah <= MAX_AMOUNT:
        return ""
    del tags["63"]
    tags["01"] = "12"
    tags["54"] = str(rupiah)
    # A tag that was there stays where it was; a new one goes before the first that is above it.
    order = [tag for tag in fields(payload.strip()) if tag != "63"]
    for new in ("01", "54"):
        if new not in order:
            order.insert(next((at for at, tag in enumerate(order) if tag > new), len(order)), new)
    text = "".join(f"{tag}{len(tags[tag]):02}{tags[tag]}" for tag in order) + "6304"
    signed = f"{text}{crc16(text.encode()):04X}"
    return signed if len(signed) <= MAX_LENGTH else ""


def accounts(payload: str) -> list[str]:
    """Who the money goes to by a code that was judged: acquirer and merchant number of each account.

    Source: EMV QRCPS, merchant account information (tags 26 to 50; 00 is the acquirer, 01 the number).
    """
    found = []
    for tag, value in fields(payload).items():
        if "26" <= tag <= "50":
            try:
                said = fields(value)
            except FieldError:  # not for us to judge
                said = {}
            found.append(" ".join(said[key] for key in ("00", "01") if key in said) or value)
    return found
