"""Static QRIS codes that nobody can pay into: the issuer is an example and every number starts with zeros."""

from __future__ import annotations

from generator.content.qris import crc16
from generator.demo.town import Keeper


def static_code(keeper: Keeper) -> str:
    """The text of a static code (EMV QRCPS, merchant-presented mode), with a valid CRC."""
    account = _tag(0, "ID.CO.EXAMPLE.WWW") + _tag(1, f"936000000{keeper.number:09d}")
    account += _tag(2, f"000000000{keeper.number:06d}") + _tag(3, "UMI")
    national = _tag(0, "ID.CO.QRIS.WWW") + _tag(2, f"ID0000000{keeper.number:06d}") + _tag(3, "UMI")
    text = (
        _tag(0, "01")
        + _tag(1, "11")
        + _tag(26, account)
        + _tag(51, national)
        + _tag(52, f"{keeper.trade.merchant_code:04d}")
        + _tag(53, "360")
        + _tag(58, "ID")
        + _tag(59, keeper.shop.upper()[:25].strip())
        + _tag(60, keeper.kecamatan.kota.upper()[:15].strip())
        + _tag(61, "10000")
        + _tag(62, _tag(7, "A01"))
        + "6304"
    )
    return f"{text}{crc16(text.encode()):04X}"


def _tag(tag: int, value: str) -> str:
    return f"{tag:02d}{len(value):02d}{value}"
