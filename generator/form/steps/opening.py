"""When a shop is open, and when it is not."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from generator.content import fields, hours
from generator.content.fields import FieldError
from generator.content.model import WEEKDAYS, Closed, Hours, Seller, Span
from generator.form.answers import Answers, MissingAnswerError, text_of, wanted
from generator.form.context import FormContext
from generator.form.saving import ChangeOf
from generator.form.steps.day_hours import (
    CLOCKS,
    DayClocks,
    ask_about,
    doubtful,
    shown,
    stretches,
    with_break,
)
from generator.form.steps.step import Step

_MESSAGE = 160


class OpeningHours(Step):
    """A usual week in one tap, or days that all have the same hours."""

    name, next = "jam", "antar"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        ready = text_of(answers, "siap")
        week = hours.line(ready) if ready else _alike(answers)
        # a day that no preset names is a day off
        found = Hours(tuple(() if spans is None else spans for spans in week))
        return lambda seller: replace(seller, hours=found)

    def is_done(self, seller: Seller) -> bool:
        return seller.hours is not None

    def offers(self, seller: Seller, context: FormContext) -> dict[str, object]:
        return {"hours": hours_form(seller.hours)}


def _alike(answers: Answers) -> tuple[tuple[Span, ...], ...]:
    """Days that are ticked, with the same hours. Raises `FieldError` or `MissingAnswerError`."""
    open_days = set(answers.getlist("hari"))
    if not open_days:
        raise MissingAnswerError("hari")
    wanted(answers, "buka"), wanted(answers, "tutup")
    spans = stretches(tuple(text_of(answers, field) for field in CLOCKS))
    ask_about([doubtful(spans)], answers.getlist("besok"))
    closed: tuple[Span, ...] = ()
    return tuple(spans if day in open_days else closed for day in WEEKDAYS)


class HoursOfEachDay(Step):
    """Days that differ, with a break where there is one."""

    name = "jam-hari"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        typed = [tuple(text_of(answers, f"{day}-{field}") for field in CLOCKS) for day in WEEKDAYS]
        pause, resume = (text_of(answers, f"semua-{field}") for field in CLOCKS[2:])
        if pause or resume:
            typed = list(with_break(typed, pause, resume))
        found = [stretches(one, day) for one, day in zip(typed, WEEKDAYS, strict=True)]
        if not any(found):
            raise MissingAnswerError("hari")
        ask_about(map(doubtful, found, WEEKDAYS), answers.getlist("besok"))

        def change(seller: Seller) -> Seller:
            days = zip(_week(seller), typed, found, strict=True)
            # what a page cannot show stays while nobody touches it
            kept = (old if old and shown(old) == now else new for old, now, new in days)
            return replace(seller, hours=Hours(tuple(kept)))

        return change

    def is_done(self, seller: Seller) -> bool:
        return seller.hours is not None

    def offers(self, seller: Seller, context: FormContext) -> dict[str, object]:
        week = list(zip(WEEKDAYS, _week(seller), strict=True))
        return {
            "week": [(day, shown(spans)) for day, spans in week],
            "agreed": " ".join(filter(None, (doubtful(spans, day) for day, spans in week))),
        }


def _week(seller: Seller) -> tuple[tuple[Span, ...] | None, ...]:
    return seller.hours.days if seller.hours else (None,) * len(WEEKDAYS)


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


class HoursForm(Struct, frozen=True):
    """Opening hours as the page asks for them."""

    days: tuple[str, ...]
    clocks: DayClocks
    """As in `CLOCKS`."""
    irregular: bool
    """Whether the days differ in more than being open: then the page says so before they are lost."""
    agreed: str
    """What needs not be asked again: `-07:00`."""


def hours_form(found: Hours | None) -> HoursForm:
    """What to show of opening hours."""
    week = found.days if found else ()
    open_days = [(day, spans) for day, spans in zip(WEEKDAYS, week, strict=False) if spans]
    if not open_days:
        return HoursForm(WEEKDAYS[:6], ("08:00", "17:00", "", ""), irregular=False, agreed="")
    kinds = {spans for _, spans in open_days}
    usual = open_days[0][1]
    irregular = len(kinds) > 1 or len(usual) > 2
    return HoursForm(tuple(day for day, _ in open_days), shown(usual), irregular, doubtful(usual))
