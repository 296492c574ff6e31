"""Anything that operators, sweeps, mentors and crooked clocks can do, in any order: the promises hold."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from generator.hosting import operations, rules
from generator.hosting.ledger import open_ledger
from generator.hosting.operations import ActionRefusedError
from generator.hosting.term import Event, Kind, Term, apply
from tests.hosting.histories import FIRST, action, contact, handed_over
from tests.postgres_server import PostgresServer

SLUGS = ("kopi-satu", "kopi-dua", "kopi-tiga")
SWEEPS: tuple[Kind, ...] = ("grace", "suspended", "purged")
slugs = st.sampled_from(SLUGS)
SIMPLE = (operations.activate, operations.renew, operations.hold, operations.release)


class LedgerMachine(RuleBasedStateMachine):
    """Three sellers, one ledger, and a calendar that mostly goes on."""

    new_url: Callable[[], str] = staticmethod(lambda: "sqlite:///ledger.db")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.ledger = open_ledger(self.new_url(), Path(self.folder.name))
        self.today = FIRST
        self.seen: dict[str, list[Event]] = {}

    def teardown(self) -> None:
        self.ledger.close()
        self.folder.cleanup()

    @initialize(started=st.sets(slugs, min_size=1))
    def some_are_online(self, started: set[str]) -> None:
        self.ledger.start([contact(slug) for slug in sorted(started)], self.today)

    @rule(slug=slugs)
    def first_publication(self, slug: str) -> None:
        before = self.ledger.term(slug)
        begun = self.ledger.start([contact(slug)], self.today)
        assert bool(begun) == (before is None or not (before.starts_on or before.ended_on))

    @rule(days=st.sampled_from([1, 7, 30, 90, 200]))
    def time_goes_on(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(slug=slugs, days=st.integers(-95, 40))
    def time_goes_on_to_the_end_of_a_term(self, slug: str, days: int) -> None:
        term = self.ledger.term(slug)
        if term and term.expires_on:
            self.today = max(self.today, term.expires_on + timedelta(days=days))

    @rule(slug=slugs)
    def time_goes_on_to_the_next_step(self, slug: str) -> None:
        term = self.ledger.term(slug)
        due = rules.sweep_on(term) if term else None
        if due:
            self.today = max(self.today, due)

    @rule()
    def sweep(self) -> None:
        before = list(self.ledger.terms())
        steps = [step for term in before if (step := rules.sweep(term, self.today))]
        after = {term.slug: term for term in before}
        for step in steps:
            after[step.seller] = apply(after[step.seller], step)
        swept = self.ledger.sweep(self.today)
        assert {(slug, kind) for kind, found in swept.items() for slug in found} == {
            (step.seller, step.kind) for step in steps
        }
        assert list(self.ledger.terms()) == list(after.values()), "the database does what the rules say"
        for step in steps:
            assert self.ledger.events(step.seller)[-1].key == step.key
        assert self.ledger.sweep(self.today) == {}, "twice is once"

    @rule(days=st.integers(1, 400))
    def a_clock_goes_back(self, days: int) -> None:
        earlier = self.today - timedelta(days=days)
        newer = {term.slug for term in self.ledger.terms() if term.last_on and term.last_on > earlier}
        swept = self.ledger.sweep(earlier)
        assert not newer & {slug for found in swept.values() for slug in found}

    @rule(slug=slugs, operation=st.sampled_from(SIMPLE), reason=st.sampled_from(["", "why not"]))
    def an_operator_acts(
        self,
        slug: str,
        operation: Callable[[str, Term | None, operations.OperatorAction], list[Event]],
        reason: str,
    ) -> None:
        before = self.ledger.term(slug)
        try:
            written = self.ledger.record(slug, lambda term: operation(slug, term, action(self.today, reason)))
        except ActionRefusedError:
            assert self.ledger.term(slug) == before
            return
        assert [event.reason for event in written] == [reason] * len(written)
        again = self.ledger.record(slug, lambda _term: written)
        assert again == [], "a key is used once"

    @rule(slug=slugs, to=slugs)
    def a_shop_moves(self, slug: str, to: str) -> None:
        try:
            self.ledger.record(
                slug,
                lambda term: operations.move(slug, term, to, self.ledger.term(to), action(self.today)),
            )
        except ActionRefusedError:
            return
        moved = self.ledger.term(slug)
        assert moved
        assert moved.moved_to == to

    @rule(slug=slugs, channel=st.sampled_from(["email", "list"]), ago=st.sampled_from([0, 0, 1, 6, 30]))
    def a_notice_is_handed_over(self, slug: str, channel: str, ago: int) -> None:
        term = self.ledger.term(slug)
        kind = rules.due_notice(term, self.today) if term else None
        if term and kind:
            event = handed_over(term, kind, self.today - timedelta(days=ago), channel)
            self.ledger.record(slug, lambda _term: [event])

    @invariant()
    def replay_equals_projection(self) -> None:
        for slug, on_record, made in self.ledger.replays():
            assert on_record == made, slug

    @invariant()
    def events_are_only_added_and_keep_every_promise(self) -> None:
        keys = []
        for slug in SLUGS:
            events = self.ledger.events(slug)
            before = self.seen.get(slug, [])
            assert events[: len(before)] == before
            assert [event.seq for event in events] == list(range(1, len(events) + 1))
            self.seen[slug] = events
            keys += [event.key for event in events]
            term = Term(slug)
            for event in events:
                check_take_down(event, term)
                check_hold(event, term)
                check_length(event, term)
                term = apply(term, event)
        assert len(keys) == len(set(keys)), "nothing happens twice"


def check_take_down(event: Event, before: Term) -> None:
    """No take-down without two notices, the last a week old, and none before its time."""
    if event.kind == "suspended":
        assert len({notice.kind for notice in before.notices}) >= 2
        assert event.on - max(notice.handed_over_on for notice in before.notices) >= timedelta(days=7)
        assert before.grace_on
        assert event.on - before.grace_on >= timedelta(days=30)
        assert before.expires_on
        assert before.grace_on >= before.expires_on
    if event.kind == "purged":
        assert before.suspended_on
        assert event.on - before.suspended_on >= timedelta(days=90)


def check_hold(event: Event, before: Term) -> None:
    """No sweep touches a held seller."""
    assert not (before.held and event.kind in SWEEPS)


def check_length(event: Event, before: Term) -> None:
    """A term is never below 730 days, and a renewal never shortens."""
    if event.kind in ("started", "renewed"):
        until = date.fromisoformat(event.details["expires_on"])
        assert until - max(event.on, before.expires_on or event.on) >= timedelta(days=730)


def test_the_ledger_keeps_its_promises_on_sqlite() -> None:
    run_state_machine_as_test(LedgerMachine, settings=settings(max_examples=30, stateful_step_count=30))


def test_the_ledger_keeps_its_promises_on_postgresql(postgres: PostgresServer) -> None:
    class OnPostgres(LedgerMachine):
        new_url = staticmethod(postgres.fresh)

    run_state_machine_as_test(OnPostgres, settings=settings(max_examples=4, stateful_step_count=25))
