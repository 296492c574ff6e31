"""The questions: what comes back from a page -> what it changes in the shop, by the parsers of `content`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from werkzeug.datastructures import MultiDict

from generator.content import fields, hours, places
from generator.content.check_shop import category
from generator.content.check_text import check_markdown
from generator.content.field_reader import SourceText
from generator.content.fields import FieldError
from generator.content.hours import MINUTES_A_DAY
from generator.content.model import WEEKDAYS, Closed, Hours, Seller, Span
from generator.content.reader import SHOP_FILE, STORY_FILE
from generator.content.visible import control, fold
from generator.form.context import FormContext
from generator.form.saving import ChangeOf

Answers = MultiDict[str, str]

COLOURS = (
    "#a23b1e",
    "#8a1c1c",
    "#b0413e",
    "#c2571a",
    "#a8740f",
    "#4b6b2f",
    "#1f6f54",
    "#1f4f8f",
    "#5b3a8c",
    "#7a4a2b",
)
"""What the form offers; a file may have any other."""
MOST_CHOICES = 12
_MESSAGE = 160


class MissingAnswerError(Exception):
    """A question that wants an answer got none; `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Question:
    """One screen that asks for something of the shop itself."""

    name: str
    """In its address."""
    read: Callable[[Answers, FormContext], ChangeOf]
    """Raises `FieldError` or `MissingAnswerError`."""
    files: tuple[str, ...] = (SHOP_FILE,)
    """The files whose change by somebody else makes a conflict."""
    required: bool = False
    at_once: bool = False
    """Whether a published shop shows the change without another publication."""


WIZARD = (
    "nama", "whatsapp", "cek", "kategori", "kecamatan", "kelurahan", "produk",
    "jam", "antar", "qris", "warna", "persetujuan", "pratinjau",
)  # fmt: skip
"""The way to the first publication. `cek`, `produk`, `qris` and `pratinjau` have pages of their own."""


def after(step: str) -> str:
    """The wizard's next step; the last one stays."""
    return WIZARD[min(WIZARD.index(step) + 1, len(WIZARD) - 1)]


def before(step: str) -> str:
    """The wizard's step before; empty for the first."""
    at = WIZARD.index(step)
    return WIZARD[at - 1] if at else ""


def text_of(answers: Answers, field: str) -> str:
    """What was typed. Raises `FieldError` for characters no file may hold."""
    typed = fold(answers.get(field, "").replace("\r\n", "\n").replace("\r", "\n")).strip()
    if control(typed):
        raise FieldError("control-character", found=field)
    return typed


def markdown_of(answers: Answers, field: str) -> str:
    """A longer text. Raises `FieldError` for what the checker calls an error."""
    typed = text_of(answers, field)
    page = SourceText("", "", typed)
    check_markdown(page, typed, 1)
    for problem in page.problems:
        if problem.severity == "error":
            raise FieldError(problem.code, **problem.values)
    return typed


def _name(answers: Answers, _context: FormContext) -> ChangeOf:
    typed = text_of(answers, "nama")
    if not typed:
        raise MissingAnswerError("nama")
    name = fields.name(typed)
    return lambda seller: replace(seller, name=name)


def _whatsapp(answers: Answers, _context: FormContext) -> ChangeOf:
    typed = text_of(answers, "whatsapp")
    if not typed:
        raise MissingAnswerError("whatsapp")
    number = fields.whatsapp(typed)
    return lambda seller: replace(seller, whatsapp=number)


def _category(answers: Answers, context: FormContext) -> ChangeOf:
    typed = text_of(answers, "kategori")
    if not typed:
        raise MissingAnswerError("kategori")
    slug = category(context.hub.categories, typed)
    return lambda seller: replace(seller, category=slug)


def _kecamatan(answers: Answers, context: FormContext) -> ChangeOf:
    typed = text_of(answers, "kecamatan")
    if not typed:
        raise MissingAnswerError("kecamatan")
    place = places.kecamatan(typed)
    if context.hub.kecamatan and place.slug not in context.hub.kecamatan:
        raise FieldError("kecamatan-elsewhere", found=place.name)

    def change(seller: Seller) -> Seller:
        same = seller.kecamatan.code == place.code
        return replace(seller, kecamatan=place, kelurahan=seller.kelurahan if same else "")

    return change


def _kelurahan(answers: Answers, _context: FormContext) -> ChangeOf:
    typed = text_of(answers, "kelurahan")

    def change(seller: Seller) -> Seller:
        name = places.kelurahan(typed, seller.kecamatan) if typed and seller.kecamatan.code else ""
        return replace(seller, kelurahan=name)

    return change


def _hours(answers: Answers, _context: FormContext) -> ChangeOf:
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


def _clock(answers: Answers, field: str) -> str:
    typed = text_of(answers, field)
    if not typed:
        raise MissingAnswerError(field)
    return typed.replace(":", ".")


def _delivery(answers: Answers, _context: FormContext) -> ChangeOf:
    delivery, payment = (_choices(answers, field) for field in ("pengiriman", "pembayaran"))
    return lambda seller: replace(seller, delivery=delivery, payment=payment)


def _choices(answers: Answers, field: str) -> tuple[str, ...]:
    found = (fields.text(choice, 40) for choice in answers.getlist(field)[:MOST_CHOICES])
    return tuple(dict.fromkeys(filter(None, found)))


def _colour(answers: Answers, context: FormContext) -> ChangeOf:
    colour = fields.colour(answers.get("warna", COLOURS[0]))
    theme = answers.get("tema", "")
    if theme and theme not in context.drafts.rules.themes:
        raise FieldError("theme-unknown", found=theme, known=", ".join(context.drafts.rules.themes))
    return lambda seller: replace(seller, colour=colour, theme=theme or seller.theme)


def _consent(answers: Answers, context: FormContext) -> ChangeOf:
    if answers.get("setuju") != "ya":
        raise MissingAnswerError("setuju")
    wanted = answers.get("surat") == "ya"
    typed = text_of(answers, "email") if wanted else ""
    if wanted and not typed:
        raise MissingAnswerError("email")
    email = fields.email(typed) if typed else ""
    today = context.today
    return lambda seller: replace(seller, consent=seller.consent or today, withdrawn=False, email=email)


def _about(answers: Answers, _context: FormContext) -> ChangeOf:
    slogan, story = fields.text(text_of(answers, "slogan")), markdown_of(answers, "cerita")
    return lambda seller: replace(seller, slogan=slogan, story=story)


def _closed(answers: Answers, context: FormContext) -> ChangeOf:
    if answers.get("buka") == "ya":
        return lambda seller: replace(seller, closed=None)
    typed = text_of(answers, "sampai")
    if not typed:
        raise MissingAnswerError("sampai")
    until = fields.day(typed)
    if not context.today <= until <= context.today + timedelta(days=366):
        raise FieldError("date-unreadable", found=typed)
    message = fields.text(text_of(answers, "pesan"), _MESSAGE)
    return lambda seller: replace(seller, closed=Closed(until, message))


QUESTIONS: Mapping[str, Question] = {
    question.name: question
    for question in (
        Question("nama", _name, required=True),
        Question("whatsapp", _whatsapp, required=True),
        Question("kategori", _category, required=True),
        Question("kecamatan", _kecamatan, required=True),
        Question("kelurahan", _kelurahan),
        Question("jam", _hours),
        Question("antar", _delivery),
        Question("warna", _colour),
        Question("persetujuan", _consent, required=True),
        Question("tentang", _about, files=(SHOP_FILE, STORY_FILE)),
        Question("libur", _closed, at_once=True),
    )
}


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
