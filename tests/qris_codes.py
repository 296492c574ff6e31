"""QRIS texts for tests: nobody can pay into them."""

from __future__ import annotations

from generator.content.qris import crc16


def static_code(
    name: str = "KOPI SATU", nmid: str = "ID0000000000001", *, point: str = "11", currency: str = "360"
) -> str:
    """A static code in rupiah (EMV QRCPS); with another `point` or `currency` (ISO 4217) it is none."""
    account = tag("00", "ID.CO.EXAMPLE.WWW") + tag("01", "936000000000000001") + tag("03", "UMI")
    national = tag("00", "ID.CO.QRIS.WWW") + tag("02", nmid) + tag("03", "UMI")
    return signed(
        f"000201{tag('01', point)}{tag('26', account)}{tag('51', national)}{tag('52', '5812')}"
        f"{tag('53', currency)}{tag('58', 'ID')}{tag('59', name)}{tag('60', 'JAKARTA SELATAN')}"
    )


def tag(name: str, value: str) -> str:
    """One tag: lengths count characters."""
    return f"{name}{len(value):02}{value}"


def signed(text: str) -> str:
    """The text with its check number."""
    return f"{text}6304{crc16(f'{text}6304'.encode()):04X}"
