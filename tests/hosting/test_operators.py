"""Two operators at the same time: the outcome is one that they could have had one after the other."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from threading import Barrier, Thread

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.hosting import operations, rules
from generator.hosting.ledger import Ledger, open_ledger
from generator.hosting.operations import ActionRefusedError, OperatorAction
from generator.hosting.term import Event, Term, apply
from tests.hosting.histories import END, FIRST, contact
from tests.postgres_server import PostgresServer

Deeds = Sequence[tuple[str, str]]
"""What an operator does, one after another: an operation and a slug."""

SLUGS = ("kopi-satu", "kopi-dua")
OPERATIONS: dict[str, Callable[[str, Term | None, OperatorAction], list[Event]]] = {
    "activate": operations.activate,
    "renew": operations.renew,
    "hold": operations.hold,
    "release": operations.release,
}
deeds = st.lists(
    st.tuples(st.sampled_from([*OPERATIONS, "move", "sweep"]), st.sampled_from(SLUGS)), min_size=1, max_size=3
)


def other(slug: str) -> str:
    return f"{slug}-baru"


def act(ledger: Ledger, name: str, slug: str, action: OperatorAction) -> None:
    """One action on the real ledger."""
    if name == "sweep":
        ledger.sweep(action.today, actor=action.actor)
        return

    def decide(term: Term | None) -> list[Event]:
        if name == "move":
            return operations.move(slug, term, other(slug), ledger.term(other(slug)), action)
        return OPERATIONS[name](slug, term, action)

    try:
        ledger.record(slug, decide)
    except ActionRefusedError:
        return


def imagine(terms: dict[str, Term], name: str, slug: str, action: OperatorAction) -> Iterator[Event]:
    """The same action on terms in memory."""
    if name == "sweep":
        found = [step for term in terms.values() if (step := rules.sweep(term, action.today, action.actor))]
    else:
        try:
            if name == "move":
                found = operations.move(slug, terms.get(slug), other(slug), terms.get(other(slug)), action)
            else:
                found = OPERATIONS[name](slug, terms.get(slug), action)
        except ActionRefusedError:
            return
    for event in found:
        terms[event.seller] = apply(terms.get(event.seller) or Term(event.seller), event)
        yield event


def told(events: Sequence[Event]) -> dict[str, list[tuple[str, str, str]]]:
    """Kinds, actors and keys of every seller's events."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for event in events:
        found.setdefault(event.seller, []).append((event.kind, event.actor, event.key))
    return found


def serial_outcomes(first: Deeds, second: Deeds) -> list[dict[str, list[tuple[str, str, str]]]]:
    """What can come of it, action by action in any order that keeps each operator's own."""
    outcomes = []
    places = range(len(first) + len(second))
    for chosen in combinations(places, len(first)):
        mine, theirs = iter(first), iter(second)
        terms: dict[str, Term] = {}
        events: list[Event] = []
        for slug in SLUGS:
            begun = rules.start(Term(slug), FIRST, "deploy")
            assert begun
            terms[slug] = apply(Term(slug), begun)
            events.append(begun)
        for place in places:
            actor = "ratna" if place in chosen else "dedi"
            name, slug = next(mine if place in chosen else theirs)
            events += imagine(terms, name, slug, OperatorAction(END, actor))
        outcomes.append(told(events))
    return outcomes


def check(url: str, root: Path, first: Deeds, second: Deeds) -> None:
    with open_ledger(url, root) as ledger:
        ledger.start([contact(slug) for slug in SLUGS], FIRST)
    together = Barrier(2)
    failures: list[BaseException] = []

    def work(actor: str, all_of_it: Deeds) -> None:
        try:
            with open_ledger(url, root) as ledger:
                together.wait(timeout=30)
                for name, slug in all_of_it:
                    act(ledger, name, slug, OperatorAction(END, actor))
        except BaseException as error:
            failures.append(error)
            raise

    threads = [Thread(target=work, args=args) for args in (("ratna", first), ("dedi", second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with open_ledger(url, root) as ledger:
        slugs = [term.slug for term in ledger.terms()]
        assert told([event for slug in slugs for event in ledger.events(slug)]) in serial_outcomes(
            first, second
        )
        assert all(on_record == made for _slug, on_record, made in ledger.replays())


@settings(max_examples=15)
@given(first=deeds, second=deeds)
def test_two_operators_on_sqlite(first: Deeds, second: Deeds) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check("sqlite:///ledger.db", Path(folder), first, second)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=deeds, second=deeds)
def test_two_operators_on_postgresql(postgres: PostgresServer, first: Deeds, second: Deeds) -> None:
    check(postgres.fresh(), Path("/nowhere"), first, second)


def test_many_who_renew_at_once_renew_once(url: str, root: Path) -> None:
    many = 8
    with open_ledger(url, root) as ledger:
        ledger.start([contact("kopi-satu")], FIRST)
    together = Barrier(many)

    def renew(number: int) -> None:
        with open_ledger(url, root) as ledger:
            together.wait(timeout=30)
            act(ledger, "renew", "kopi-satu", OperatorAction(END, f"operator-{number}"))

    threads = [Thread(target=renew, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_ledger(url, root) as ledger:
        assert [event.kind for event in ledger.events("kopi-satu")] == ["started", "renewed"]


def test_many_who_make_the_ledger_at_once_make_one(url: str, root: Path) -> None:
    many = 16
    together = Barrier(many)
    failures: list[BaseException] = []

    def begin(number: int) -> None:
        together.wait(timeout=30)
        try:
            with open_ledger(url, root) as ledger:
                ledger.start([contact(f"kopi-{number}")], FIRST)
        except BaseException as error:
            failures.append(error)
            raise

    threads = [Thread(target=begin, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with open_ledger(url, root) as ledger:
        assert len(list(ledger.terms())) == many


def test_readers_do_not_wait_for_writers(url: str, root: Path) -> None:
    with open_ledger(url, root) as ledger:
        ledger.start([contact(slug) for slug in SLUGS], FIRST)
        seen = []
        for term in ledger.terms():
            act(ledger, "hold", term.slug, OperatorAction(END, "ratna"))
            seen.append(term.held)
        assert seen == [False, False], "a stream shows one state of the ledger"
