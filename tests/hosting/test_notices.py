"""Which notice is due, what it says, and what may go on record.  Pure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.hosting import periods
from generator.hosting.contact import Contact
from generator.hosting.letters import Signatory, letter, message
from generator.hosting.notices import HandedOver, NotTakenError, Reminder, event, reminder, take
from generator.hosting.operations import OperatorAction
from generator.hosting.rules import sweep, sweep_on
from generator.hosting.term import Notice, State, Term, apply
from generator.language import language

END = date(2028, 11, 21)
SITI = Contact("dapur-bu-siti", "Dapur Bu Siti", "6280000000101", "siti@contoh.example", "", "cilandak")
RATNA = Signatory("Ibu Ratna", "6280000000011", "Tim Uji", "Hub Uji")
STATES: tuple[State, ...] = ("pending", "active", "grace", "suspended", "purged", "left")
offsets = st.integers(-100, 200)


def term(state: State = "active", **changes: object) -> Term:
    made = Term(SITI.slug, state, starts_on=date(2026, 11, 21), expires_on=END)
    if state == "grace":
        made = replace(made, grace_on=END)
    return replace(made, **changes)  # a test's own values


def due(offset: int, known: Term | None = None, export_name: str | None = None) -> Reminder:
    found = reminder(known or term("grace" if offset >= 0 else "active"), SITI, day(offset), export_name)
    assert found
    return found


def day(offset: int) -> date:
    return END + timedelta(days=offset)


def whatsapp(reminder: Reminder) -> str:
    return message(reminder, RATNA, language("id"))


def email(reminder: Reminder) -> str:
    found = letter(reminder, RATNA, "https://hub.example/x/", "https://wa.me/6280000000011", language("id"))
    return f"{found.subject}\n{found.body}"


@pytest.mark.parametrize(
    ("offset", "kind", "tone"),
    [
        *[(-90, "D-90", "early"), (-31, "D-90", "early"), (-30, "D-30", "month"), (-7, "D-7", "week")],
        *[(-1, "D-1", "last"), (3, "D+3", "over"), (9, "D+3", "over"), (10, "D+10", "later")],
        (2, "D-1", "over"),  # late: the term is over by now, and the text must know
    ],
)
def test_a_reminder_speaks_for_its_day(offset: int, kind: str, tone: str) -> None:
    found = due(offset)
    assert (found.kind, found.tone, found.last_day) == (kind, tone, date(2028, 11, 20))


@pytest.mark.parametrize("state", [state for state in STATES if state not in ("active", "grace")])
def test_nobody_else_is_reminded(state: State) -> None:
    assert reminder(term(state), SITI, day(3)) is None
    assert reminder(term(held=True), SITI, day(-7)) is None


@given(offset=st.integers(-90, 60), late=st.integers(0, 60), noticed=st.integers(0, 3))
def test_no_shop_goes_offline_by_the_date_it_was_told(offset: int, late: int, noticed: int) -> None:
    notices = tuple(Notice(kind, "list", day(offset)) for kind in ("D-90", "D-30", "D-7")[:noticed])
    known = term(notices=notices)
    if offset >= late:
        known = replace(known, state="grace", grace_on=day(late))
    found = reminder(known, SITI, day(offset))
    if found is None:
        return
    assert found.online_until > day(offset), "a date in the past helps nobody"
    told = HandedOver(known.slug, found.kind, END, day(offset), "email")
    known = apply(known, event(told, OperatorAction(day(offset), "test")))
    today = day(offset)
    while known.state != "suspended":
        due_on = sweep_on(known)
        if due_on is None:
            return  # it waits for a further notice
        today = max(today, due_on)
        step = sweep(known, today)
        assert step
        known = apply(known, step)
    assert today > found.online_until


def test_every_text_names_who_writes_the_shop_and_the_date() -> None:
    for offset in (-90, -30, -7, -1, 3, 10):
        for text in (whatsapp(due(offset)), email(due(offset))):
            assert "Dapur Bu Siti" in text
            assert "Ibu Ratna" in text
            assert "Hub Uji" in text
            assert "20 November 2028" in text
            assert ("20 Desember 2028" in text) is (offset > -7)
        assert "https://wa.me/6280000000011" in email(due(offset))


def test_from_the_second_notice_on_the_shop_can_be_taken_along() -> None:
    for write in (whatsapp, email):
        assert "dibawa" not in write(due(-90))
        assert "toko.zip" not in write(due(-90, export_name="toko.zip"))
        assert "boleh dibawa" in write(due(-30))
        assert "satu berkas, toko.zip" in write(due(3, export_name="toko.zip"))


@pytest.mark.parametrize(
    ("notice", "known", "told"),
    [
        (("D-30", -30), None, "no such shop"),
        (("D-30", -30), term(expires_on=None), "no such shop"),
        (("D-30", -30), term("suspended"), "the shop is suspended"),
        (("D-30", -30), term("left"), "the shop is left"),
        (("D-30", -30), term(expires_on=END + timedelta(days=731)), "a term until 2028-11-21"),
        (("D-30", -31), term(), "not due before 2028-10-22"),
        (("D-30", 4), term(), "in the future"),
        (("D-30", -20), term(notices=(Notice("D-30", "email", day(-30)),)), "already on record"),
        (("D-31", -20), term(), "no such notice"),
        (("D+4", 4), term(), "no such notice"),
        (("D-030", -20), term(), "no such notice"),
        (("tiga", -20), term(), "no such notice"),
        (("D+", -20), term(), "no such notice"),
    ],
)
def test_what_is_not_taken(notice: tuple[str, int], known: Term | None, told: str) -> None:
    kind, offset = notice
    with pytest.raises(NotTakenError, match=told):
        take(known, HandedOver(SITI.slug, kind, END, day(offset), "list"), OperatorAction(day(3), "test"))


@given(offset=offsets, later=st.integers(0, 30))
def test_whatever_was_due_can_be_reported_once(offset: int, later: int) -> None:
    known = term("grace" if offset > 0 else "active")
    found = reminder(known, SITI, day(offset))
    if found is None:
        assert offset < periods.NOTICES[0]
        return
    told = HandedOver(found.slug, found.kind, found.expires_on, day(offset), "list")
    taken = take(known, told, OperatorAction(day(offset + later), "ratna"))
    assert taken.key == f"notice:{SITI.slug}:{END}:{found.kind}"
    assert (taken.on, taken.actor) == (day(offset + later), "ratna")
    known = apply(known, taken)
    assert known.notices == (Notice(found.kind, "list", day(offset)),)
    with pytest.raises(NotTakenError, match="already"):
        take(known, told, OperatorAction(day(offset + later), "ratna"))
