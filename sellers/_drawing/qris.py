"""Static QRIS texts for the fictional shops: the right structure and checksum, and no account behind them.

A QRIS text is a row of fields, each a two-digit tag, a two-digit length in characters and the value
(EMVCo merchant-presented mode). The merchant numbers below are invented.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Merchant:
    """What a sample shop's QRIS says about it."""

    slug: str
    name: str
    """In capitals, at most 25 characters."""
    city: str
    """In capitals, at most 15 characters."""
    postal_code: str
    number: int
    """1 to 8; the last digit of the invented merchant number."""


MERCHANTS = (
    Merchant("dapur-bu-siti", "DAPUR BU SITI", "JAKARTA SELATAN", "12410", 1),
    Merchant("kopi-tebet", "KOPI TEBET", "JAKARTA SELATAN", "12820", 2),
    Merchant("batik-ayu", "BATIK AYU", "JAKARTA PUSAT", "10240", 3),
    Merchant("kue-mpok-ijah", "KUE MPOK IJAH", "JAKARTA BARAT", "11480", 4),
    Merchant("kebun-condet", "KEBUN CONDET", "JAKARTA TIMUR", "13530", 6),
    Merchant("warung-cak-mat", "WARUNG CAK MAT", "JAKARTA PUSAT", "10650", 8),
)


def crc16(text: str) -> str:
    """CRC-16/CCITT-FALSE of `text` as four upper-case hex digits."""
    crc = 0xFFFF
    for byte in text.encode("ascii"):
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return f"{crc:04X}"


def is_intact(payload: str) -> bool:
    """Whether the checksum at the end of `payload` fits the rest of it."""
    return payload[-8:-4] == "6304" and crc16(payload[:-4]) == payload[-4:]


def static_payload(merchant: Merchant) -> str:
    """The static QRIS text (no amount) of one fictional shop."""
    account = (
        _field("00", "ID.CO.EXAMPLE.WWW")
        + _field("01", f"93600000000000000{merchant.number}")
        + _field("02", f"{merchant.number:015d}")
        + _field("03", "UMI")
    )
    national = (
        _field("00", "ID.CO.QRIS.WWW") + _field("02", f"ID102{merchant.number:010d}") + _field("03", "UMI")
    )
    text = (
        _field("00", "01")
        + _field("01", "11")
        + _field("26", account)
        + _field("51", national)
        + _field("52", "5812")
        + _field("53", "360")
        + _field("58", "ID")
        + _field("59", merchant.name)
        + _field("60", merchant.city)
        + _field("61", merchant.postal_code)
        + _field("62", _field("07", "A01"))
        + "6304"
    )
    return text + crc16(text)


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"
