"""The pure rules: what the calendar promises, whatever the order of things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.hosting import operations, periods, rules
from generator.hosting.operations import ActionRefusedError
from generator.hosting.term import Event, Notice, State, Term, apply, replay
from tests.hosting.histories import END, FIRST, handed_over, started
from tests.hosting.histories import action as acting

DAYS = st.dates(date(2026, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 11, 21), date(2028, 11, 21)),
        (date(2028, 2, 29), date(2030, 3, 1)),
        (date(2026, 2, 28), date(2028, 2, 28)),
    ],
)
def test_a_term_is_two_calendar_years(start: date, end: date) -> None:
    assert started(on=start).expires_on == end


@given(DAYS)
def test_a_term_is_never_below_730_days(day: date) -> None:
    term = started(on=day)
    assert term.expires_on
    assert (term.expires_on - day).days >= 730


@given(DAYS, st.integers(-90, 149))
def test_a_renewal_never_shortens_and_gives_two_years_more(day: date, offset: int) -> None:
    begun = started(on=day)
    assert begun.expires_on
    today = begun.expires_on + timedelta(days=offset)
    term = replace(begun, state="active" if offset < 0 else "grace" if offset < 30 else "suspended")
    [event] = operations.renew(term.slug, term, acting(today))
    renewed = apply(term, event)
    assert renewed.expires_on
    assert (renewed.expires_on - max(today, begun.expires_on)).days >= 730
    assert renewed.state == "active"
    assert renewed.notices == ()


def test_a_renewal_before_its_time_says_when() -> None:
    first = END - timedelta(days=90)
    with pytest.raises(ActionRefusedError, match=first.isoformat()):
        operations.renew("kopi-satu", started(), acting(first - timedelta(days=1)))
    assert operations.renew("kopi-satu", started(), acting(first))


def test_a_notice_on_two_channels_is_one_notice() -> None:
    term = replace(started(), state="grace", grace_on=END)
    for channel in ("email", "list"):
        term = apply(term, handed_over(term, "D+3", END + timedelta(days=3), channel))
    assert len(term.notices) == 2
    assert rules.sweep_on(term) is None


def test_a_late_report_of_the_term_before_says_nothing_of_this_one() -> None:
    term = started()
    late = handed_over(term, "D-90", END - timedelta(days=90))
    [event] = operations.renew(term.slug, term, acting(END - timedelta(days=80)))
    assert apply(apply(term, event), late).notices == ()


def test_what_is_over_cannot_be_changed() -> None:
    over = replace(started(), state="purged", ended_on=END)
    for operation in (operations.activate, operations.renew, operations.hold, operations.release):
        with pytest.raises(ActionRefusedError, match="not given again"):
            operation("kopi-satu", over, acting(END))
    assert rules.start(over, END, "deploy") is None


def test_a_term_moves_with_all_it_has() -> None:
    term = started()
    term = apply(term, handed_over(term, "D-90", END - timedelta(days=90)))
    term = replace(term, held=True)
    out, arrived = operations.move("kopi-satu", term, "kopi-dua", None, acting(END))
    left, there = apply(term, out), apply(Term("kopi-dua"), arrived)
    assert (left.state, left.moved_to) == ("left", "kopi-dua")
    assert replace(there, slug=term.slug, seq=term.seq, last_on=term.last_on) == term
    with pytest.raises(ActionRefusedError, match="moved to kopi-dua"):
        operations.hold("kopi-satu", left, acting(END))
    with pytest.raises(ActionRefusedError, match="reserved"):
        operations.move("kopi-dua", there, "kopi-satu", left, acting(END))


# sweeps on some days and on others

LIFE = [FIRST + timedelta(days=days) for days in range(700, 1100)]
"""From well before the end of a term until everything has happened."""
NOTICES = st.lists(st.tuples(st.sampled_from(["D-90", "D-30", "D-7", "D+3", "D+10"]), st.sampled_from(LIFE)))
SOME_DAYS = st.sets(st.sampled_from(LIFE), max_size=60)


def lived(days: Iterable[date], notices: Iterable[tuple[str, date]]) -> dict[str, date]:
    """When what happens to a term that is swept on these days; notices arrive in the morning."""
    term = started()
    found: dict[str, date] = {}
    waiting = sorted(notices, key=lambda notice: notice[1])
    for day in sorted(days):
        while waiting and waiting[0][1] <= day:
            term = apply(term, handed_over(term, *waiting.pop(0)))
        if event := rules.sweep(term, day):
            found[event.kind] = day
            term = apply(term, event)
        assert rules.sweep(term, day) is None, "a second sweep on the same day does nothing"
    return found


@given(NOTICES, SOME_DAYS)
def test_days_on_which_nothing_is_due_do_not_matter(
    notices: list[tuple[str, date]], others: set[date]
) -> None:
    daily = lived(LIFE, notices)
    assert lived({*daily.values(), *others}, notices) == daily


@given(NOTICES, SOME_DAYS)
def test_days_left_out_delay_and_never_compress(notices: list[tuple[str, date]], days: set[date]) -> None:
    daily, rare = lived(LIFE, notices), lived(days, notices)
    assert list(rare) == list(daily)[: len(rare)]
    assert all(day >= daily[kind] for kind, day in rare.items())
    check_distances(rare)


def check_distances(life: Mapping[str, date]) -> None:
    if "suspended" in life:
        assert life["suspended"] - life["grace"] >= periods.GRACE
    if "purged" in life:
        assert life["purged"] - life["suspended"] >= periods.KEPT


# what comes next

NOTICE = st.builds(
    Notice,
    st.sampled_from(["D-90", "D-30", "D-7", "D-1", "D+3", "D+10"]),
    st.sampled_from(["email", "list"]),
    st.sampled_from(LIFE),
)


@given(
    state=st.sampled_from(["active", "grace", "suspended"]),
    notices=st.lists(NOTICE, max_size=4),
    held=st.booleans(),
    today=st.sampled_from(LIFE),
)
def test_sweep_on_is_the_first_day_of_a_sweep(
    state: State, notices: list[Notice], held: bool, today: date
) -> None:
    term = replace(
        started(),
        state=state,
        held=held,
        notices=tuple(notices),
        grace_on=None if state == "active" else END,
        suspended_on=END + timedelta(days=40) if state == "suspended" else None,
    )
    due = rules.sweep_on(term)
    assert (rules.sweep(term, today) is not None) == (due is not None and today >= due)
    following = rules.next_step(term, today)
    assert not (held and following.action != "release")
    if following.action in ("grace", "suspend", "purge"):
        assert following.on == due


@pytest.mark.parametrize(
    ("term", "today", "action", "on"),
    [
        (Term("kopi-satu"), FIRST, "activate", None),
        (Term("kopi-satu", "active"), FIRST, "publish", None),
        (started(), FIRST, "notice D-90", END - timedelta(days=90)),
        (started(), END - timedelta(days=89), "notice D-90", END - timedelta(days=90)),
        (started(), END - timedelta(days=20), "notice D-30", END - timedelta(days=30)),
        (started(), END + timedelta(days=30), "grace", END),
        (replace(started(), state="grace", grace_on=END), END, "notice D-1", END - timedelta(days=1)),
        (
            replace(started(), state="grace", grace_on=END),
            END + timedelta(days=40),
            "notice D+38",
            END + timedelta(days=38),
        ),
        (replace(started(), state="purged"), END, "none", None),
        (replace(started(), held=True), END, "release", None),
    ],
)
def test_the_next_step(term: Term, today: date, action: str, on: date | None) -> None:
    found = rules.next_step(term, today)
    assert (found.action, found.on) == (action, on)


def test_a_clock_that_goes_back_is_noticed() -> None:
    term = replace(started(), last_on=END + timedelta(days=9))
    assert rules.sweep(term, END + timedelta(days=8)) is None
    assert rules.sweep(term, END + timedelta(days=9))
    with pytest.raises(ActionRefusedError, match="newest event"):
        operations.hold("kopi-satu", term, acting(END))


def test_old_terms_keep_their_promise_when_the_rules_change(monkeypatch: pytest.MonkeyPatch) -> None:
    event = rules.start(Term("kopi-satu"), FIRST, "deploy")
    assert event
    monkeypatch.setattr(periods, "TERM_YEARS", 1)
    assert replay("kopi-satu", [event]).expires_on == END


def test_an_unknown_kind_of_event_is_an_error() -> None:
    with pytest.raises(ValueError, match="no such kind"):
        apply(Term("kopi-satu"), Event("kopi-satu", "gone", FIRST, "test", "x"))  # type: ignore[arg-type]
