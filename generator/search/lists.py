"""A list of finds as text, as short as a browser can read it without help.

    tier|tier|tier|tier     names of shops, products, places with categories, slogans
    4000*acA3Bk2C           count (rounded down) * the best finds, of a tier that has more than are listed
    acA3Bk2C!x_3aB.…        all finds of a tier ! their words' bits, three digits each

A find is `block step` (base 26, a to z; none within the same block), `product` (decimal; none for the shop
itself) and `place in the block` (one sign, which ends it).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import ascii_lowercase, ascii_uppercase, digits

from generator.search.document import mask_of, place_of

CAPS = (200, 600, 200, 100)
"""Finds that are listed of each tier."""

_SLOTS = ascii_uppercase + "()+-.,"
_STEPS = ascii_lowercase
_BITS = ascii_uppercase + ascii_lowercase + digits + "-_"


def list_text(rows: Sequence[Sequence[int]], counts: Sequence[int]) -> str:
    """A list from the numbers of its documents by tier, of which there are so many."""
    parts = []
    for found, count, cap in zip(rows, counts, CAPS, strict=True):
        shown = _finds(found[:cap])
        if count > cap:
            parts.append(f"{rounded(count)}*{shown}")
        else:
            parts.append(f"{shown}!{''.join(map(_bits, found))}" if found else "")
    return "|".join(parts).rstrip("|")


def is_common(counts: Sequence[int]) -> bool:
    """Whether a list leaves finds out: what is found of it in one kecamatan has a list of its own, then."""
    return any(count > cap for count, cap in zip(counts, CAPS, strict=True))


def rounded(count: int) -> int:
    """4,000 for 4,711: so that a count is not news."""
    step = int(10 ** (len(str(count)) - 1))
    return count // step * step


def _finds(rows: Iterable[int]) -> str:
    parts = []
    before = 0
    for row in rows:
        block, product, slot = place_of(row)
        if block != before:
            parts.append(_step(block - before))
            before = block
        parts.append(f"{product}{_SLOTS[slot]}" if product else _SLOTS[slot])
    return "".join(parts)


def _step(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, 26)
        text = _STEPS[digit] + text
    return text


def _bits(row: int) -> str:
    bits = mask_of(row)
    return _BITS[bits >> 12] + _BITS[bits >> 6 & 63] + _BITS[bits & 63]
