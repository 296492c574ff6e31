"""Opening hours: `senin-jumat: 08.00-12.00, 13.00-17.00`, past midnight, `tutup`, `24 jam`."""

from __future__ import annotations

import itertools
import re

from generator.content.fields import FieldError, suggest
from generator.content.model import WEEKDAYS, Span
from generator.content.visible import plain

MINUTES_A_DAY = 24 * 60

_ALIASES = {
    "sen": 0, "sel": 1, "rab": 2, "kam": 3, "jum": 4, "jum'at": 4, "jumat": 4, "jum’at": 4, "sab": 5,
    "ming": 6, "min": 6, "mgg": 6, "ahad": 6, "senen": 0, "rebo": 2, "kemis": 3, "saptu": 5,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
_DAYS = {**{word: number for number, word in enumerate(WEEKDAYS)}, **_ALIASES}
_EVERY_DAY = {"setiap hari", "tiap hari", "semua hari", "harian"}
_TO = re.compile(r"\s*(?:-|s/d|s\.d\.|sampai)\s*")


def days(value: str) -> tuple[int, ...]:
    """The weekdays (Monday is 0) meant by `senin`, `senin-jumat` or `setiap hari`."""
    typed = plain(value).casefold()
    if typed in _EVERY_DAY:
        return tuple(range(7))
    ends = _TO.split(typed)
    numbers = [_DAYS.get(end) for end in ends]
    if len(ends) > 2 or None in numbers:
        unknown = next((end for end, n in zip(ends, numbers, strict=True) if n is None), typed)
        near = suggest(unknown, WEEKDAYS)
        fix = typed.replace(unknown, near) if near else "senin-jumat"
        raise FieldError("day-unknown", found=value, fix=fix)
    first, last = numbers[0] or 0, numbers[-1] or 0
    return tuple((first + n) % 7 for n in range((last - first) % 7 + 1))


def line(value: str) -> tuple[tuple[Span, ...] | None, ...]:
    """A week from one line: `08.00-17.00` for every day, or `Senin-Sabtu 08.00-17.00` for some."""
    typed = plain(value)
    named = re.fullmatch(r"([^\W\d][^\d:]*?)\s*:?\s+(\d.*|tutup|libur)", typed, re.IGNORECASE)
    if not named or typed.casefold().startswith("buka "):
        return (spans(typed),) * 7
    week: list[tuple[Span, ...] | None] = [None] * 7
    for day in days(named[1]):
        week[day] = spans(named[2])
    return tuple(week)


def spans(value: str) -> tuple[Span, ...]:
    """The open spans of a day in minutes; empty for `tutup`.

    Raises `FieldError`: unreadable, or spans that overlap.
    """
    typed = plain(value).casefold()
    if typed in {"tutup", "libur"}:
        return ()
    if typed in {"24 jam", "buka 24 jam"}:
        return ((0, MINUTES_A_DAY),)
    found = tuple(sorted(_span(part, value) for part in re.split(r"\s*(?:,|;|\bdan\b|&)\s*", typed)))
    for (_, end), (start, _) in itertools.pairwise(found):
        if start < end:
            raise FieldError("hours-overlap", found=value)
    if found[-1][1] - MINUTES_A_DAY > found[0][0]:
        raise FieldError("hours-overlap", found=value)
    return found


def _span(part: str, whole: str) -> Span:
    ends = _TO.split(part)
    if len(ends) != 2:
        raise FieldError("hours-unreadable", found=whole)
    start, end = (_minute(text, whole) for text in ends)
    if start in (MINUTES_A_DAY, end):
        raise FieldError("hours-unreadable", found=whole)
    return (start, end) if end > start else (start, end + MINUTES_A_DAY)


def _minute(text: str, whole: str) -> int:
    match = re.fullmatch(r"(?:pukul |jam )?(\d{1,2})(?:[.:](\d{2}))?(?: ?wib)?", text)
    if not match:
        raise FieldError("hours-unreadable", found=whole)
    minute = int(match[1]) * 60 + int(match[2] or 0)
    if minute > MINUTES_A_DAY or int(match[2] or 0) > 59:
        raise FieldError("hours-unreadable", found=whole)
    return minute


def write(found: tuple[Span, ...]) -> str:
    """The text a seller would type for the open spans of a day."""
    if not found:
        return "tutup"
    if found == ((0, MINUTES_A_DAY),):
        return "24 jam"
    return ", ".join(f"{_typed(start)}-{_typed(end)}" for start, end in found)


def _typed(minute: int) -> str:
    if minute > MINUTES_A_DAY:
        minute -= MINUTES_A_DAY
    return f"{minute // 60:02}.{minute % 60:02}"
