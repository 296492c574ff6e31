"""Prices as people type them -> whole rupiah; what can be read in two ways is asked about."""

from __future__ import annotations

import re

from generator.content.fields import FieldError, keyboard_digits

MAX_PRICE = 999_999_999
"""Rupiah; no small seller's product costs a billion, and a phone number has ten digits."""

_UNITS = {"rb": 1_000, "ribu": 1_000, "k": 1_000, "jt": 1_000_000, "juta": 1_000_000}
_CURRENCY = re.compile(r"^(rp|idr)\.? ?")
_LOOSE = re.compile(r"(?<![0-9]) | (?![0-9])")
_WHOLE = re.compile(r"([0-9]{1,12}|[0-9]{1,3}(?:([., ])[0-9]{3})(?:\2[0-9]{3})*)(?:,-|\.-|,00)?")
_COUNTED = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?(rb|ribu|k|jt|juta)")
_COUNTED_OR_WHOLE = re.compile(r"([0-9]{1,3}(?:[., ][0-9]{3})+|[0-9]{4,12})(rb|ribu|k|jt|juta)")
_CENTS = re.compile(r"([0-9]{4,12}|[0-9]{1,3}(?:[.,][0-9]{3})+)[.,][0-9]{1,2}")
_RANGE = re.compile(r"[0-9].*?(?:-|~|s/d|sampai|hingga) ?(?:rp|idr)?\.? ?[0-9]")
_BELOW_ZERO = re.compile(r"-[0-9][0-9.,]*|0+([.,]0+)*(,-)?|gratis|free|cuma-cuma")


def rupiah(value: str) -> int | None:
    """A price in rupiah: `95000`, `95.000`, `Rp 95.000,-`, `95rb`, `1,5jt`; None for `tanya`.

    Raises `FieldError`: unreadable, two prices, readable in two ways (`1.250jt`), with cents, not above zero,
    below Rp100 (a forgotten `.000`), or above `MAX_PRICE`.
    """
    typed = keyboard_digits(value)
    if typed.casefold() in {"tanya", "tanya harga", "tanyakan"}:
        return None
    bare = _CURRENCY.sub("", typed.casefold())
    if " " in bare:
        bare = _LOOSE.sub("", bare)  # a space between digits has to part thousands
    amount = _amount(bare)
    if amount == 0 or _BELOW_ZERO.fullmatch(bare):
        raise FieldError("price-not-positive", found=typed)
    if amount is None:
        raise _question(typed, bare)
    if amount < 100:
        raise FieldError("price-too-small", found=typed, fix=f"{amount}.000")
    if amount > MAX_PRICE:
        raise FieldError("price-too-large", found=typed)
    return amount


def _amount(bare: str) -> int | None:
    if match := _WHOLE.fullmatch(bare):
        return _digits(match[1])
    if match := _COUNTED.fullmatch(bare):
        unit, fraction = _UNITS[match[3]], (match[2] or "").ljust(2, "0")
        return int(match[1]) * unit + int(fraction) * unit // 100
    return None


def _question(typed: str, bare: str) -> FieldError:
    """What to ask about a price that cannot be read, or not in one way only."""
    if match := _COUNTED_OR_WHOLE.fullmatch(bare):
        digits, unit = _digits(match[1]), _UNITS[match[2]]
        smaller = digits * unit // 1_000 if digits < 1_000_000 else digits
        return FieldError("price-ambiguous", found=typed, one=dotted(smaller), other=dotted(digits * unit))
    if match := _CENTS.fullmatch(bare):
        return FieldError("price-cents", found=typed, fix=dotted(_digits(match[1])))
    if _RANGE.search(bare):
        return FieldError("price-range", found=typed)
    price, _, unit_name = typed.replace(" per ", "/").partition("/")
    if re.search(r"[0-9]", price) and unit_name.strip()[:1].isalpha():
        named = f"per {unit_name.strip()}"
        return FieldError("price-with-unit", found=typed, price=price.strip(), unit=named)
    return FieldError("price-unreadable", found=typed)


def _digits(number: str) -> int:
    return int("".join(filter(str.isdecimal, number)))


def dotted(amount: int) -> str:
    """An amount as people write it: `95.000`."""
    return f"{amount:,}".replace(",", ".")
