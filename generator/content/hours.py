"""Opening hours: `senin-jumat: 08.00-12.00, 13.00-17.00`, past midnight, `tutup`, `24 jam`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from generator.content.fields import FieldError, keyboard_digits, suggest
from generator.content.model import WEEKDAYS, Span
from generator.content.visible import plain

MINUTES_A_DAY = 24 * 60

_ALIASES = {
    "sen": 0, "sel": 1, "rab": 2, "kam": 3, "jum": 4, "jum'at": 4, "jum’at": 4, "sab": 5, "ming": 6,
    "min": 6, "mgg": 6, "ahad": 6, "senen": 0, "rebo": 2, "kemis": 3, "saptu": 5,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_DAYS = {**{word: number for number, word in enumerate(WEEKDAYS)}, **_ALIASES}
_EVERY_DAY = {"setiap hari", "tiap hari", "semua hari", "harian"}
_TO = re.compile(r"\s*(?:-|\bs/d\b|\bs\.d\b\.?|\bsd\b|\bsampai(?: dengan)?\b|\bhingga\b)\s*")
_AND = re.compile(r"\s*(?:[,;]\s*(?:dan|serta)\b|[,;&+/]|\bdan\b|\bserta\b)\s*")
_WORD = re.compile(r"(?<=[0-9])\s*(pagi|siang|sore|malam|am|pm)\b")
_BUT = re.compile(r"[\s,(]*\b(?:kecuali|selain)\b[\s:]*")
_BREAK = re.compile(r"(.*[^\s,;(])[\s,;(]+(?:istirahat|rehat|break)\b[\s:]*([^()]*[^()\s])\)?")


def days(value: str) -> tuple[int, ...]:
    """The weekdays (Monday is 0) meant by `senin`, `senin-jumat`, `senin, rabu, jumat` or `setiap hari`.

    Raises `FieldError`: an unknown day, or an exception (`kecuali rabu`), with the days to type.
    """
    typed = keyboard_digits(value).casefold()
    some, *exception = _BUT.split(typed, maxsplit=1)
    if exception:
        raise FieldError("day-exception", found=value, fix=_without_days(some, exception[0].rstrip(")")))
    found = [day for part in _AND.split(_TO.sub("-", typed)) for day in _stretch(part, value)]
    return tuple(dict.fromkeys(found))


def _stretch(part: str, whole: str) -> tuple[int, ...]:
    if part in _EVERY_DAY:
        return tuple(range(7))
    ends = part.split("-")
    numbers = [_DAYS.get(end) for end in ends]
    if len(ends) > 2 or None in numbers:
        unknown = next((end for end, n in zip(ends, numbers, strict=True) if n is None), part)
        near = suggest(unknown, WEEKDAYS)
        fix = plain(whole).casefold().replace(unknown, near) if near else "senin-jumat"
        raise FieldError("day-unknown", found=whole, fix=fix)
    first, last = numbers[0] or 0, numbers[-1] or 0
    return tuple((first + n) % 7 for n in range((last - first) % 7 + 1))


def _without_days(some: str, others: str) -> str:
    """What to type for days with an exception; an example where they cannot be read either."""
    try:
        closed = days(others)
        return ", ".join(WEEKDAYS[day] for day in days(some or "setiap hari") if day not in closed)
    except FieldError:
        return "senin, selasa, kamis"


def line(value: str) -> tuple[tuple[Span, ...] | None, ...]:
    """A week from one line: `08.00-17.00` for every day, or `Senin-Sabtu 08.00-17.00` for some."""
    typed = keyboard_digits(value)
    named = re.fullmatch(r"([^\W\d][^\d:]*?)\s*:?\s+(\d.*|tutup|libur)", typed, re.IGNORECASE)
    if not named or typed.casefold().startswith(("buka ", "pukul ", "jam ")):
        return (spans(typed),) * 7
    week: list[tuple[Span, ...] | None] = [None] * 7
    for day in days(named[1]):
        week[day] = spans(named[2])
    return tuple(week)


def spans(value: str) -> tuple[Span, ...]:
    """The open spans of a day in minutes; empty for `tutup`.

    Raises `FieldError`: unreadable, spans that overlap, a break outside of them, or hours of a clock with
    twelve.
    """
    typed = keyboard_digits(value).casefold()
    if typed in {"tutup", "libur"}:
        return ()
    if typed in {"24 jam", "buka 24 jam"}:
        return ((0, MINUTES_A_DAY),)
    if broken := _BREAK.fullmatch(typed):
        return _with_break(spans(broken[1]), spans(broken[2]), value)
    parts = re.split(r"\s*(?:,|;|\bdan\b|&)\s*", typed)
    if _WORD.search(typed):
        raise _without_words(parts, value)
    found = tuple(sorted(_span(part, value) for part in parts))
    for (_, end), (start, _) in itertools.pairwise(found):
        if start < end:
            raise FieldError("hours-overlap", found=value)
    if found[-1][1] - MINUTES_A_DAY > found[0][0]:
        raise FieldError("hours-overlap", found=value)
    return found


def _with_break(opened: tuple[Span, ...], breaks: tuple[Span, ...], whole: str) -> tuple[Span, ...]:
    """Open spans without their breaks; each has to lie within one of them."""
    found = list(opened)
    for pause, resume in breaks:
        around = next(((start, end) for start, end in found if start < pause and resume < end), None)
        if around is None:
            raise FieldError("hours-break", found=whole)
        found.remove(around)
        found += [(around[0], pause), (resume, around[1])]
    return tuple(sorted(found))


def _span(part: str, whole: str) -> Span:
    ends = _TO.split(part)
    if len(ends) != 2:
        raise FieldError("hours-unreadable", found=whole)
    start, end = (_minute(text, whole) for text in ends)
    if end <= start <= MINUTES_A_DAY // 2 and re.match(r"\D*[1-9](?!\d)", ends[1]):
        evening = f"{_typed(start)}-{_typed(end + MINUTES_A_DAY // 2)}"
        raise FieldError("hours-twelve", found=whole, fix=evening)
    if start in (MINUTES_A_DAY, end):
        raise FieldError("hours-unreadable", found=whole)
    return (start, end) if end > start else (start, end + MINUTES_A_DAY)


def _without_words(parts: Sequence[str], whole: str) -> FieldError:
    """What to say of `6 pagi - 9 malam`: the hours that it means, where all of them are clear."""
    try:
        found = [tuple(_of_day(text, whole) for text in _TO.split(part)) for part in parts]
    except FieldError as error:
        return error
    if any(len(ends) != 2 or ends[0] == ends[1] for ends in found):
        return FieldError("hours-unreadable", found=whole)
    return FieldError(
        "hours-words", found=whole, fix=", ".join("-".join(map(_typed, ends)) for ends in found)
    )


def _of_day(text: str, whole: str) -> int:
    """The minute that an hour with a part of the day means: `7 malam` is 19.00."""
    word = _WORD.search(text)
    minute = _minute(_WORD.sub("", text).strip(), whole)
    noon = MINUTES_A_DAY // 2
    match word[1] if word else "":
        case "pagi" | "am":
            return minute % noon if noon <= minute < noon + 60 else minute
        case "siang" | "sore" | "pm" if minute < (10 if word and word[1] == "siang" else 12) * 60:
            return minute + noon
        case "malam" if 5 * 60 < minute <= noon:
            return minute + noon
    return minute


def _minute(text: str, whole: str) -> int:
    match = re.fullmatch(r"(?:pukul |jam )?([0-9]{1,2})(?:[.:]([0-9]{2}))?(?: ?wib)?", text)
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
