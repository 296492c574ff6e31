"""Uploads at once: fewer on a slow line, more on a fast one to a store far away."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from threading import Lock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.hub import load_hub
from generator.publish import pace as pace_module
from generator.publish import s3_http, steps
from generator.publish.pace import MOST, NEAR, START, Pace
from generator.publish.store import Store
from generator.publish.stores import open_store
from generator.publish.target import Target
from tests.publish.conftest import Place
from tests.publish.faulty_proxy import FaultyProxy, faulty_proxy
from tests.publish.test_command import as_json, invoke
from tests.publish.test_deploy import run
from tests.publish.workspace import HUB, Workspace
from tests.s3_server import S3Server

KBIT = 1000 / 8
"""Bytes a second."""


class Clock:
    now = 1000.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(pace_module, "monotonic", lambda: made.now)
    return made


def simulate(pace: Pace, clock: Clock, seconds: Callable[[int], float], rounds: int, patience: float) -> int:
    """So many rounds of requests, as many at once as are allowed; how many of the last round are answered."""
    answered = 0
    for _ in range(rounds):
        began, at_once = clock.now, pace.allowed
        clock.now += min(seconds(at_once), patience)
        good = seconds(at_once) <= patience
        for _ in range(at_once):
            (pace.answered if good else pace.timed_out)(began)
        answered = at_once * good
    return answered


@given(st.integers(1, 8))
def test_on_a_line_of_any_rate_a_few_rounds_find_how_many_get_through(fit: int) -> None:
    """So many of them get through in the time that a request has."""
    with pytest.MonkeyPatch.context() as patch:
        clock = Clock()
        patch.setattr(pace_module, "monotonic", lambda: clock.now)
        pace = Pace(MOST)
        second = 30 / fit
        assert simulate(pace, clock, lambda at_once: second * at_once, 12, patience=30) >= 1
        assert pace.allowed <= max(1, fit)


@pytest.mark.parametrize(
    ("latency", "most"), [(0.002, NEAR), (0.06, NEAR), (0.1, 100), (0.2, MOST), (1, MOST)]
)
def test_the_farther_away_a_store_is_the_more_go_out_at_once(clock: Clock, latency: float, most: int) -> None:
    pace = Pace(MOST)
    simulate(pace, clock, lambda _at_once: latency, 5, patience=30)
    assert pace.allowed == most
    asked = Pace(8, 8)
    simulate(asked, clock, lambda _at_once: latency, 5, patience=30)
    assert asked.allowed == 8


def test_a_store_that_asks_for_less_gets_less_and_more_again_when_it_answers(clock: Clock) -> None:
    pace = Pace(MOST)
    simulate(pace, clock, lambda _at_once: 0.2, 5, patience=30)
    for expected in (int(MOST * 0.7), int(MOST * 0.7**2), int(MOST * 0.7**3)):
        clock.now += 0.2
        for _ in range(pace.allowed):  # all that are under way together are one refusal
            pace.throttled(clock.now - 0.1)
        assert pace.allowed == expected
    for _ in range(100):
        clock.now += 0.2
        pace.throttled(clock.now - 0.1)
    assert pace.allowed == 1
    simulate(pace, clock, lambda _at_once: 0.2, 3 * MOST, patience=30)
    assert pace.allowed == MOST


def test_where_more_at_once_only_wait_for_each_other_there_are_not_more(clock: Clock) -> None:
    pace = Pace(MOST)
    pace.answered(clock.now - 0.005)  # alone
    simulate(pace, clock, lambda at_once: 0.005 * at_once, 50, patience=30)
    assert pace.allowed == START + 1


def test_one_time_out_of_many_that_were_under_way_together_counts_once(clock: Clock) -> None:
    pace = Pace(MOST)
    for began in (990.0, 991.0, 999.9):
        pace.timed_out(began)
    assert pace.allowed == START // 2
    clock.now += 30
    pace.timed_out(1001.0)
    assert pace.allowed == START // 4


def test_never_are_more_under_way_than_are_allowed() -> None:
    pace, lock = Pace(3), Lock()
    under_way, most = 0, 0

    def upload(_: int) -> None:
        nonlocal under_way, most
        with pace.turn():
            with lock:
                under_way += 1
                most = max(most, under_way)
            time.sleep(0.001)
            with lock:
                under_way -= 1

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(upload, range(100)))
    assert most == 3


@pytest.fixture
def line(s3_server: S3Server) -> Iterator[FaultyProxy]:
    with faulty_proxy(s3_server.endpoint) as line:
        yield line


def test_a_deploy_converges_on_a_line_of_512_kbit(
    workspace: Workspace, bucket: Place, line: FaultyProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A tenth of the time for a fifth of a photo: sixteen at once take five seconds, and have three.
    monkeypatch.setattr(s3_http, "CONNECT_SECONDS", 2)
    monkeypatch.setattr(s3_http, "READ_SECONDS", 3)
    monkeypatch.setattr(s3_http, "SLOWEST", 1e9)
    monkeypatch.setattr(pace_module, "SLOW", 1.0)
    here = Place(bucket.url, line.endpoint, bucket.contents, bucket.prefix)
    run(workspace.add("kopi"), here)
    for number in range(20):
        workspace.write(f"kopi/foto/{number}.webp", "x" * 20_000 + str(number))
    line.rate = 512 * KBIT
    report = run(workspace, here)
    assert (report.result, report.done.upload, report.failed) == ("done", 20, ())
    assert report.requests["PUT"] <= 2 + 4 * 20
    assert bucket.contents() == workspace.contents()


def test_a_body_that_takes_longer_to_send_than_to_connect_is_sent(
    workspace: Workspace, bucket: Place, line: FaultyProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3_http, "CONNECT_SECONDS", 0.5)
    here = Place(bucket.url, line.endpoint, bucket.contents, bucket.prefix)
    run(workspace.add("kopi"), here)
    workspace.write("kopi/foto/large.webp", "x" * 8_000_000)
    line.rate = 6_000_000
    report = run(workspace, here)
    assert (report.result, report.requests["PUT"]) == ("done", 2 + 1)


@pytest.mark.parametrize(("asked", "most"), [(None, MOST), (5, 5)])
def test_a_store_far_away_gets_as_many_at_once_as_were_asked_for(
    workspace: Workspace, bucket: Place, line: FaultyProxy, asked: int | None, most: int
) -> None:
    here = Place(bucket.url, line.endpoint, bucket.contents, bucket.prefix)
    run(workspace.add("kopi"), here)
    for number in range(4 * most):
        workspace.write(f"kopi/p-{number}.html", str(number))
    line.delay = 0.5
    report = run(workspace, here, transfers=asked)
    assert report.done.upload == 4 * most
    assert most * 0.7 <= line.most_at_once <= most + 1  # and a renewal of the lock


def test_the_option_wins_over_the_setting(
    workspace: Workspace, bucket: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int | None] = []

    def noted(target: Target, *, dry_run: bool, transfers: int | None) -> AbstractContextManager[Store]:
        seen.append(transfers)
        return open_store(target, dry_run=dry_run, transfers=transfers)

    monkeypatch.setattr(steps, "open_store", noted)
    workspace.add("kopi")
    for setting, arguments, expected in (
        ("", [], None),
        ("penerbitan: {transfers: 40}\n", [], 40),
        ("penerbitan: {transfers: 40}\n", ["--transfers", "64"], 64),
        ("penerbitan: [\n", ["--transfers", "64", "--no-gzip"], 64),
    ):
        (workspace.root / "hub.yaml").write_text(HUB + setting)
        as_json(workspace, bucket, "--verify", *arguments)
        assert seen.pop() == expected
    for wrong in ("0", "129", "many"):
        assert invoke(workspace, *bucket.arguments, "--transfers", wrong).exit_code == 2
        (workspace.root / "hub.yaml").write_text(f"{HUB}penerbitan: {{transfers: {wrong}}}\n")
        assert [problem.code for problem in load_hub(workspace.root)[1]] == ["limit-unreadable"]
