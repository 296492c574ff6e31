"""One deploy at a time: the marker on a store in memory, whose clock the tests move."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.publish.errors import (
    CredentialsError,
    DeployRefusedError,
    LockedError,
    StoreDownError,
    StoreError,
)
from generator.publish.lock import Lock, sleepless_clock, take
from generator.publish.locked_store import LockedStore, hold
from generator.publish.marker import LEASE, Claim, Marker, parse_marker
from generator.publish.record import Record
from tests.publish.memory_store import MemoryStore

KEY = "toko/_etalase.json"
NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
SITI = Claim("s3://warung/toko/", KEY, "https://warung.example", "siti@laptop", 7, "siti@laptop:/srv", NOW)
DEDI = replace(SITI, who="dedi@office", pid=8, place="dedi@office:/srv")
OVER = LEASE + 3


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Callable[[str], Record]]:
    opened: dict[str, Record] = {}

    def record(name: str) -> Record:
        if name not in opened:
            opened[name] = Record(tmp_path / f"{name}.db", "s3://warung/toko/")
        return opened[name]

    yield record
    for one in opened.values():
        with one:
            pass


def locked(store: MemoryStore, claim: Claim, record: Record) -> Lock:
    return take(store, claim, record, clock=lambda: store.clock)


def deploy(store: MemoryStore, claim: Claim, record: Record) -> None:
    """A whole deploy that changes something and, where it must, compares the record first."""
    with hold(store, claim, record, clock=lambda: store.clock) as leased:
        lock_state = record.lock_state()
        record.set_lock_state(replace(lock_state, doubtful=max(lock_state.doubtful - 1, 0)))
        put(leased)


def put(store: LockedStore) -> None:
    store.put("toko/index.html", b"page", content_type="text/html", cache_control="", md5="")


def marker(store: MemoryStore) -> Marker:
    return parse_marker(store.objects[KEY])


def test_the_marker_names_the_hub_and_the_holder_and_is_free_afterwards(
    store: MemoryStore, records: Callable[[str], Record]
) -> None:
    with hold(store, SITI, records("siti"), clock=lambda: store.clock) as leased:
        facts = json.loads(store.objects[KEY])
        assert facts["version"] == 1
        assert (facts["hub"], facts["lease"]) == ("https://warung.example", 60)
        assert (facts["holder"]["who"], facts["holder"]["pid"]) == ("siti@laptop", 7)
        assert facts["holder"]["since"] == "2026-11-21T10:00:00+00:00"
        put(leased)
    assert marker(store).holder is None
    assert store.requests == {"GET": 1, "PUT": 6}  # three try, the first time, whether conditions hold
    assert records("siti").lock_state().generation == marker(store).generation != ""


def test_another_deploy_leaves_at_once_and_names_the_holder(
    store: MemoryStore, records: Callable[[str], Record]
) -> None:
    locked(store, SITI, records("siti"))
    store.clock += 20
    before = dict(store.requests)
    with pytest.raises(LockedError) as caught:
        locked(store, DEDI, records("dedi"))
    assert "siti@laptop, process 7, since 2026-11-21T10:00:00+00:00" in str(caught.value)
    assert "at 10:00:42 at the latest" in str(caught.value)  # 40 s, and 2 for whole seconds
    assert caught.value.reason == "locked"
    assert store.requests["GET"] - before["GET"] == 1
    assert store.requests["PUT"] == before["PUT"]


class Crowded(MemoryStore):
    """Siti is faster than whoever tries to take the lock; the others may have to wait for their answer."""

    marker = b""

    def __init__(self) -> None:
        super().__init__()
        self.answers = Event()

    def put_if(self, key: str, body: bytes, *, etag: str | None, content_type: str) -> str | None:
        super().put_if(KEY, self.marker, etag=None, content_type=content_type)
        self.answers.wait()
        return super().put_if(key, body, etag=etag, content_type=content_type)


@pytest.mark.parametrize("at_once", [True, False])
def test_who_is_a_moment_too_late_leaves_too(records: Callable[[str], Record], at_once: bool) -> None:
    """Also while the store still lets it wait."""
    elsewhere = MemoryStore()
    locked(elsewhere, SITI, records("siti"))
    store = Crowded()
    store.marker = elsewhere.objects[KEY]
    if at_once:
        store.answers.set()
    with pytest.raises(LockedError, match="siti@laptop"):
        locked(store, DEDI, records("dedi"))
    store.answers.set()


def test_a_lease_that_ran_out_by_the_stores_clock_is_taken_over(
    store: MemoryStore, records: Callable[[str], Record]
) -> None:
    old = locked(store, SITI, records("siti"))
    store.clock += OVER
    locked(store, DEDI, records("dedi"))
    assert records("dedi").lock_state().doubtful == 2  # now, and once more for what may arrive late
    with pytest.raises(LockedError, match="dedi@office"):
        old.check()
    with pytest.raises(LockedError):
        old.check()
    held = marker(store)
    old.release(records("siti"), wrote=True, hopeless=False)
    assert marker(store).holder == held.holder
    assert marker(store).generation != held.generation  # whoever comes next knows of late requests
    assert records("siti").lock_state().doubtful == 1


def test_a_note_of_who_lost_the_lock_does_not_disturb_who_has_it(
    store: MemoryStore, records: Callable[[str], Record]
) -> None:
    old = locked(store, SITI, records("siti"))
    store.clock += OVER
    new = locked(store, DEDI, records("dedi"))
    records("dedi").set_lock_state(
        replace(records("dedi").lock_state(), doubtful=0)
    )  # compared, and compared again
    with pytest.raises(LockedError):
        old.check()
    old.release(records("siti"), wrote=True, hopeless=False)
    store.clock += LEASE
    new.check()
    new.release(records("dedi"), wrote=True, hopeless=False)
    assert marker(store).holder is None
    assert records("dedi").lock_state().doubtful == 1


def test_a_lease_is_renewed_when_half_of_it_is_gone(
    store: MemoryStore, records: Callable[[str], Record]
) -> None:
    lock = locked(store, SITI, records("siti"))
    store.log.clear()
    for seconds in (10, 19, 2, 29, 2):
        store.clock += seconds
        lock.check()
    assert [what for what, _ in store.log] == ["put_if", "put_if"]
    with pytest.raises(LockedError):
        locked(store, DEDI, records("dedi"))


def test_a_lease_that_ran_out_is_taken_again_if_nobody_came(
    store: MemoryStore, records: Callable[[str], Record]
) -> None:
    lock = locked(store, SITI, records("siti"))
    store.clock += 10 * LEASE
    store.log.clear()
    lock.check()
    assert store.log == [("put_if", KEY)]


def test_who_came_and_went_has_taken_the_lock_all_the_same(
    store: MemoryStore, records: Callable[[str], Record]
) -> None:
    lock = locked(store, SITI, records("siti"))
    store.clock += OVER
    deploy(store, DEDI, records("dedi"))
    with pytest.raises(LockedError, match="run deploy again"):
        lock.check()


def test_a_marker_that_was_removed_is_a_lock_that_was_lost(
    store: MemoryStore, records: Callable[[str], Record]
) -> None:
    lock = locked(store, SITI, records("siti"))
    store.objects.clear()
    store.clock += LEASE
    with pytest.raises(LockedError):
        lock.check()


def test_a_run_that_died_here_does_not_keep_the_next_one_out(
    store: MemoryStore, records: Callable[[str], Record]
) -> None:
    locked(store, SITI, records("siti"))
    for _ in range(2):
        locked(store, replace(SITI, pid=9), records("siti"))
    assert records("siti").lock_state().doubtful == 0


def test_a_copy_of_the_folder_is_not_the_owner(store: MemoryStore, records: Callable[[str], Record]) -> None:
    locked(store, SITI, records("siti"))
    with pytest.raises(LockedError):
        locked(store, replace(SITI, place="siti@laptop:/copy"), records("siti"))


def test_a_run_that_died_before_it_had_compared_leaves_that_to_the_next(
    store: MemoryStore, records: Callable[[str], Record]
) -> None:
    deploy(store, DEDI, records("dedi"))
    locked(store, SITI, records("siti"))  # and dies
    assert records("siti").lock_state().doubtful == 1
    locked(store, SITI, records("siti"))
    assert records("siti").lock_state().doubtful == 1


def test_a_record_is_in_doubt_when_somebody_else_has_published(
    store: MemoryStore, records: Callable[[str], Record]
) -> None:
    deploy(store, SITI, records("siti"))
    locked(store, SITI, records("siti")).release(records("siti"), wrote=True, hopeless=False)
    assert records("siti").lock_state().doubtful == 0  # only we did
    deploy(store, DEDI, records("dedi"))
    locked(store, SITI, records("siti"))
    assert records("siti").lock_state().doubtful == 1


def test_who_changed_nothing_leaves_others_their_record(
    store: MemoryStore, records: Callable[[str], Record]
) -> None:
    deploy(store, SITI, records("siti"))
    with hold(store, DEDI, records("dedi"), clock=lambda: store.clock):
        pass
    locked(store, SITI, records("siti"))
    assert records("siti").lock_state().doubtful == 0


def test_a_bucket_that_was_emptied_puts_the_record_in_doubt(
    store: MemoryStore, records: Callable[[str], Record]
) -> None:
    deploy(store, SITI, records("siti"))
    store.objects.clear()
    locked(store, SITI, records("siti"))
    assert records("siti").lock_state().doubtful == 1


def test_another_hubs_bucket_is_refused(store: MemoryStore, records: Callable[[str], Record]) -> None:
    deploy(store, SITI, records("siti"))
    before = store.objects[KEY]
    elsewhere = replace(DEDI, hub="https://lain.example")
    with pytest.raises(
        DeployRefusedError, match=r"belongs to the hub https://warung\.example.*--take-over"
    ) as caught:
        locked(store, elsewhere, records("dedi"))
    assert (caught.value.reason, store.objects[KEY]) == ("wrong-marker", before)
    locked(store, replace(elsewhere, take_over=True), records("dedi"))
    assert (marker(store).hub, records("dedi").lock_state().doubtful) == ("https://lain.example", 1)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"version": 2}', b"\xff", b'{"version": 1, "holder": {"token": 1}}']
)
def test_something_else_in_its_place_is_left_alone(
    store: MemoryStore, records: Callable[[str], Record], body: bytes
) -> None:
    store.objects[KEY] = body
    with pytest.raises(DeployRefusedError, match="not a marker") as caught:
        locked(store, SITI, records("siti"))
    assert (caught.value.reason, store.objects) == ("wrong-marker", {KEY: body})


class Unreliable(MemoryStore):
    """Loses what `put_if` says about some requests, after they were done or before."""

    arrives = True
    losses = 1

    def put_if(self, key: str, body: bytes, *, etag: str | None, content_type: str) -> str | None:
        if not self.losses:
            return super().put_if(key, body, etag=etag, content_type=content_type)
        self.losses -= 1
        if self.arrives:
            super().put_if(key, body, etag=etag, content_type=content_type)
        raise StoreError("the reply was lost")


@pytest.mark.parametrize("arrives", [True, False])
def test_a_lost_reply_is_looked_up(records: Callable[[str], Record], arrives: bool) -> None:
    store = Unreliable()
    store.arrives = arrives
    lock = locked(store, SITI, records("siti"))
    store.losses, store.clock = 2, LEASE
    lock.check()
    store.losses = 1
    lock.release(records("siti"), wrote=True, hopeless=False)
    assert marker(store).holder is None
    assert marker(store).generation == records("siti").lock_state().generation
    assert records("siti").lock_state().doubtful == 0


def test_a_success_that_was_repeated_looks_like_a_failure_and_is_none(
    records: Callable[[str], Record],
) -> None:
    class Repeating(MemoryStore):
        def put_if(self, key: str, body: bytes, *, etag: str | None, content_type: str) -> str | None:
            super().put_if(key, body, etag=etag, content_type=content_type)
            return super().put_if(key, body, etag=etag, content_type=content_type)  # the client's own retry

    store = Repeating()
    with hold(store, SITI, records("siti"), clock=lambda: store.clock) as leased:
        store.clock += LEASE
        put(leased)
    assert marker(store).holder is None


def test_a_store_that_stays_silent_gives_no_lock(records: Callable[[str], Record]) -> None:
    with pytest.raises(StoreDownError):
        locked(MemoryStore(fail_at=lambda _key: StoreDownError("down")), SITI, records("siti"))
    mute = Unreliable()
    mute.arrives, mute.losses = False, 99
    with pytest.raises(StoreError, match="lost"):
        locked(mute, SITI, records("siti"))
    stranger = MemoryStore(fail_at=lambda _key: CredentialsError("who?"))
    with pytest.raises(CredentialsError):
        locked(stranger, SITI, records("siti"))
    assert stranger.requests == {"GET": 1}


def test_a_store_that_went_down_is_not_asked_to_release(records: Callable[[str], Record]) -> None:
    store = MemoryStore()
    with hold(store, SITI, records("siti"), clock=lambda: store.clock) as leased:
        store.fail_at = lambda _key: StoreDownError("down")
        with pytest.raises(StoreDownError):
            put(leased)
        store.log.clear()
    assert store.log == []
    store.fail_at = lambda _key: None
    deploy(store, SITI, records("siti"))  # our own: at once


def test_no_request_goes_out_without_a_lease(store: MemoryStore, records: Callable[[str], Record]) -> None:
    with hold(store, SITI, records("siti"), clock=lambda: store.clock) as leased:
        put(leased)
        listing = leased.list("toko/")
        next(listing)
        store.clock += OVER
        deploy(store, DEDI, records("dedi"))
        store.log.clear()
        asked: list[Callable[[], object]] = [
            lambda: put(leased),
            lambda: leased.delete(["toko/index.html"]),
            lambda: leased.get("toko/index.html"),
            lambda: leased.put_if("toko/x", b"", etag=None, content_type=""),
            lambda: next(listing),
        ]
        for ask in asked:
            with pytest.raises(LockedError):
                ask()
        assert {key for _, key in store.log} == {KEY}


def test_the_clock_never_goes_back() -> None:
    one = sleepless_clock()
    assert sleepless_clock() >= one


actions = st.lists(
    st.tuples(st.sampled_from([SITI, DEDI]), st.sampled_from(["take", "write", "release", "die"]))
    | st.sampled_from([1.0, 31.0, 59.0, 61.0, 63.0]),
    max_size=40,
)


@settings(derandomize=True, deadline=None, max_examples=80)
@given(actions)
def test_two_never_write_in_one_lease(script: list[tuple[Claim, str] | float]) -> None:
    """Whoever writes has had the lock since the other last wrote: no two ever take turns unnoticed."""
    store = MemoryStore()
    held: dict[str, Lock] = {}
    since: dict[str, int] = {}  # the number of the step at which each got its lock
    wrote: dict[str, int] = {}
    with TemporaryDirectory() as folder:
        records = {claim.who: Record(Path(folder, claim.who), "x") for claim in (SITI, DEDI)}
        for number, step in enumerate(script):
            if isinstance(step, float):
                store.clock += step
                continue
            claim, what = step
            me, other = claim.who, (DEDI if claim is SITI else SITI).who
            try:
                if what == "take" and me not in held:
                    held[me], since[me] = locked(store, claim, records[me]), number
                elif what == "write" and me in held:
                    held[me].check()
                    wrote[me] = number
                    assert wrote.get(other, -1) < since[me], "both wrote in the same lease"
                elif what == "release" and me in held:
                    held.pop(me).release(records[me], wrote=True, hopeless=False)
                elif what == "die":
                    held.pop(me, None)
            except LockedError:
                if what == "write":
                    held.pop(me).release(records[me], wrote=True, hopeless=False)
        for record in records.values():
            with record:
                pass
