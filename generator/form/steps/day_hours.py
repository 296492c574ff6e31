"""The hours of one day as a page asks for them: from, until, and a break between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.content import hours
from generator.content.fields import FieldError
from generator.content.hours import MINUTES_A_DAY
from generator.content.model import Span

CLOCKS = ("buka", "tutup", "istirahat", "lanjut")
"""What is asked of a day: opens, closes, and where a break begins and ends."""
DayClocks = tuple[str, ...]
"""What came for `CLOCKS`; empty where nothing is said."""
_MIDNIGHT = "00.00"
_LONG = 12 * 60
_MORNING = 6 * 60
"""Minutes: who is open through a night longer than that, or beyond this hour, has more likely mistyped."""


def stretches(typed: DayClocks, day: str = "") -> tuple[Span, ...]:
    """The open stretches of a day; none where nothing is said. Raises `FieldError`, which names the day."""
    if not any(typed):
        return ()
    opens, closes, pause, resume = (clock.replace(":", ".") for clock in typed)
    if not (opens and closes):
        raise FieldError("hours-half", day=day)
    if bool(pause) != bool(resume):
        raise FieldError("break-half", day=day)
    if opens == closes == _MIDNIGHT:
        return hours.spans("24 jam")
    try:
        [whole] = hours.spans(f"{opens}-{closes}")
        if not pause:
            return (whole,)
        [rest] = hours.spans(f"{pause}-{resume}")
        later = 0 if rest[0] > whole[0] else MINUTES_A_DAY  # a break of the small hours
        if rest[1] + later >= whole[1]:
            raise FieldError("hours-break", found=f"{pause}-{resume}")
        return hours.spans(f"{opens}-{pause}, {resume}-{closes}")
    except FieldError as error:
        raise FieldError(error.code, **{**error.values, "day": day}) from error


def with_break(days: Iterable[DayClocks], pause: str, resume: str) -> Iterator[DayClocks]:
    """Days that all have the same break, where they are open, and close at all."""
    for typed in days:
        closes = any(typed) and not typed[0] == typed[1] == _MIDNIGHT.replace(".", ":")
        yield (*typed[:2], pause, resume) if closes else typed


def shown(spans: tuple[Span, ...] | None) -> DayClocks:
    """A day as its fields say it; of more than two stretches the first break."""
    if not spans:
        return ("",) * len(CLOCKS)
    pause = (clock(spans[0][1]), clock(spans[1][0])) if len(spans) > 1 else ("", "")
    return (clock(spans[0][0]), clock(spans[-1][1]), *pause)


def clock(minute: int) -> str:
    """`08:00`, as a field for an hour has it."""
    return f"{minute % MINUTES_A_DAY // 60:02}:{minute % 60:02}"


def doubtful(spans: tuple[Span, ...] | None, day: str = "") -> str:
    """`senin-07:00` where it is more likely that closing was mistyped than that it is on the next day."""
    if not spans or spans[-1][1] <= MINUTES_A_DAY:
        return ""
    start, end = spans[0][0], spans[-1][1]
    unlikely = end - start > _LONG or end - MINUTES_A_DAY > _MORNING
    return f"{day}-{clock(end)}" if unlikely else ""


def ask_about(found: Iterable[str], known: Iterable[str]) -> None:
    """Raise `FieldError` for what is doubtful and nobody has said yes to."""
    agreed = {one for said in known for one in said.split()}
    asked = [one for one in found if one and one not in agreed]
    if asked:
        raise FieldError("closes-next-day", yes=" ".join(asked))
