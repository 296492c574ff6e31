"""When a shop is open, and when it is not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from generator.content import fields, hours
from generator.content.fields import FieldError
from generator.content.hours import MINUTES_A_DAY
from generator.content.model import WEEKDAYS, Closed, Hours, Seller, Span
from generator.form.answers import Answers, MissingAnswerError, text_of, wanted
from generator.form.context import FormContext
from generator.form.saving import ChangeOf
from generator.form.steps.step import Step

_MESSAGE = 160


class OpeningHours(Step):
    """A usual week in one tap, or days that all have the same hours."""

    name, next = "jam", "antar"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        ready = text_of(answers, "siap")
        if ready:
            week = hours.line(ready)
        else:
            open_days = set(answers.getlist("hari"))
            if not open_days:
                raise MissingAnswerError("hari")
            spans = hours.spans(f"{_clock(answers, 'buka')}-{_clock(answers, 'tutup')}")
            closed: tuple[Span, ...] = ()
            week = tuple(spans if day in open_days else closed for day in WEEKDAYS)
        # a day that no preset names is a day off
        found = Hours(tuple(() if spans is None else spans for spans in week))
        return lambda seller: replace(seller, hours=found)

    def is_done(self, seller: Seller) -> bool:
        return seller.hours is not None

    def offers(self, seller: Seller, context: FormContext) -> dict[str, object]:
        return {"hours": hours_form(seller.hours)}


class HoursOfEachDay(Step):
    """Days that differ, with a break where there is one."""

    name = "jam-hari"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        typed = [tuple(text_of(answers, f"{day}-{field}") for field in _CLOCKS) for day in WEEKDAYS]
        found = [_of_a_day(one) for one in typed]
        if not any(found):
            raise MissingAnswerError("hari")

        def change(seller: Seller) -> Seller:
            days = zip(_week(seller), typed, found, strict=True)
            # what a page cannot show stays while nobody touches it
            kept = (old if old and _shown(old) == now else new for old, now, new in days)
            return replace(seller, hours=Hours(tuple(kept)))

        return change

    def is_done(self, seller: Seller) -> bool:
        return seller.hours is not None

    def offers(self, seller: Seller, context: FormContext) -> dict[str, object]:
        return {"week": [(day, _shown(spans)) for day, spans in zip(WEEKDAYS, _week(seller), strict=True)]}


_CLOCKS = ("buka", "tutup", "istirahat", "lanjut")
"""What is asked of each day: opens, closes, and where a break begins and ends."""


def _week(seller: Seller) -> tuple[tuple[Span, ...] | None, ...]:
    return seller.hours.days if seller.hours else (None,) * len(WEEKDAYS)


def _shown(spans: tuple[Span, ...] | None) -> tuple[str, ...]:
    """A day as its fields say it; of more than two stretches the first break."""
    if not spans:
        return ("",) * len(_CLOCKS)
    pause = (_time(spans[0][1]), _time(spans[1][0])) if len(spans) > 1 else ("", "")
    return (_time(spans[0][0]), _time(spans[-1][1]), *pause)


def _of_a_day(typed: tuple[str, ...]) -> tuple[Span, ...]:
    """The open stretches of a day; none where nothing is said. Raises `FieldError`."""
    opens, closes, pause, resume = (clock.replace(":", ".") for clock in typed)
    if not any(typed):
        return ()
    if opens == closes == "00.00":
        return hours.spans("24 jam")
    said = f"{opens}-{pause}, {resume}-{closes}" if pause or resume else f"{opens}-{closes}"
    return hours.spans(said)


class Holiday(Step):
    """Closed for a while."""

    name, at_once = "libur", True

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        if answers.get("buka") == "ya":
            return lambda seller: replace(seller, closed=None)
        typed, first = wanted(answers, "sampai"), text_of(answers, "mulai")
        until, start = fields.day(typed), fields.day(first) if first else None
        if not context.today <= until <= context.today + timedelta(days=366):
            raise FieldError("date-unreadable", found=typed)
        if start and start > until:
            raise FieldError("holiday-backwards", start=first, until=typed)
        message = fields.text(text_of(answers, "pesan"), _MESSAGE)
        return lambda seller: replace(seller, closed=Closed(until, message, start))


@dataclass(frozen=True, slots=True)
class HoursForm:
    """Opening hours as the page asks for them."""

    days: tuple[str, ...]
    opens: str
    """`08:00`"""
    closes: str
    irregular: bool
    """Whether the days differ in more than being open: then the page says so before they are lost."""


def hours_form(found: Hours | None) -> HoursForm:
    """What to show of opening hours."""
    week = found.days if found else ()
    open_days = [(day, spans) for day, spans in zip(WEEKDAYS, week, strict=False) if spans]
    if not open_days:
        return HoursForm(WEEKDAYS[:6], "08:00", "17:00", irregular=False)
    kinds = {spans for _, spans in open_days}
    start, end = open_days[0][1][0]
    irregular = len(kinds) > 1 or len(open_days[0][1]) > 1
    return HoursForm(tuple(day for day, _ in open_days), _time(start), _time(end), irregular)


def _time(minute: int) -> str:
    return f"{minute % MINUTES_A_DAY // 60:02}:{minute % 60:02}"


def _clock(answers: Answers, field: str) -> str:
    return wanted(answers, field).replace(":", ".")
