"""Totals of logs: who is counted and who is not, and that it is always the same."""

from __future__ import annotations

import gzip
import os
import random
import signal
import sqlite3
import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content.hub import load_hub
from generator.visits import record
from generator.visits.pages import Addresses
from generator.visits.record import VisitRecord
from generator.visits.run import LogReport, import_logs
from tests.shops import HUB, etalase, new_workspace
from tests.visits.logs import FORMATS, HEAD, JAKARTA, Look, caddy, combined, s3

TODAY = date(2026, 11, 30)
NOON = datetime(2026, 11, 30, 12, 0, tzinfo=JAKARTA)

Totals = dict[tuple[str, str, str], tuple[int, int]]
"""Day, shop, product -> views and visits."""


def workspace(root: Path, hub: str = HUB) -> Path:
    new_workspace(root, hub)
    for slug in ("kopi-satu", "kopi-dua"):
        (root / "sellers" / slug).mkdir()
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "hub")


def put(root: Path, name: str, lines: Iterable[str]) -> Path:
    file = root / name
    data = "".join(lines).encode()
    file.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return file


def bring(root: Path, *files: Path, today: date = TODAY) -> dict[str, Any]:
    code, answer = etalase(root, "visits", "import", *map(str, files), "--today", today.isoformat())
    assert code == (3 if answer["broken"] else 0)
    return answer


def totals(root: Path) -> Totals:
    with closing(sqlite3.connect(root / "visits" / "visits.db")) as db:
        found = db.execute("SELECT day, shop, product, views, visits FROM totals").fetchall()
    return {(date.fromordinal(day).isoformat(), shop, what): (a, b) for day, shop, what, a, b in found}


LOOKS = (
    Look(),
    Look("/kopi-satu/kopi.html", number=2),
    Look("/kopi-satu/en/kopi.html", number=3),
    Look("/kopi-satu/pesan.html", number=4),
    Look("/kopi-satu/en/", number=5, address="2001:db8::1", status=304),
    Look("/kopi-dua/index.html", number=6),
    Look("/kopi-satu/kopi.html", at=NOON - timedelta(days=1), number=7),
)
WANTED: Totals = {
    ("2026-11-30", "kopi-satu", ""): (5, 2),
    ("2026-11-30", "kopi-satu", "kopi"): (2, 1),
    ("2026-11-30", "kopi-dua", ""): (1, 1),
    ("2026-11-29", "kopi-satu", ""): (1, 1),
    ("2026-11-29", "kopi-satu", "kopi"): (1, 1),
}
NO_LOOKS = (
    Look("/"),
    Look("/kategori/kuliner/"),
    Look("/kopi-tiga/"),
    Look("/kopi-satu/atom.xml"),
    Look("/kopi-satu/foto/kopi-1.webp"),
    Look("/kopi-satu/", status=404),
    Look("/kopi-satu/", status=206),
    Look("/kopi-satu/", status=301),
    Look("/kopi-satu/", method="HEAD"),
    Look("/kopi-satu/", method="POST"),
    Look("/../kopi-satu/"),
    Look("/kopi-satu/../../etc/passwd.html"),
    Look("/" + "a" * 300 + "/"),
)


@pytest.mark.parametrize("name", FORMATS)
def test_looks_at_shops_are_counted_and_nothing_else(root: Path, name: str) -> None:
    lines = [FORMATS[name](look) for look in LOOKS + NO_LOOKS]
    answer = bring(root, put(root, f"{name}.log", [HEAD * (name == "cloudfront"), *lines]))
    assert totals(root) == WANTED
    assert (answer["counted"], answer["unreadable"], answer["bots"]) == (7, 0, 0)
    assert answer["days"] == [{"day": "2026-11-29", "counted": 1}, {"day": "2026-11-30", "counted": 6}]


def test_a_hub_may_lie_below_a_folder_of_its_host_and_of_its_bucket(tmp_path: Path) -> None:
    hub = HUB.replace("https://hub.example", "https://hub.example/umkm")
    root = workspace(tmp_path / "hub", f"{hub}penerbitan: {{tujuan: s3://ember/toko/jakarta}}\n")
    looks = [
        combined(Look("/umkm/kopi-satu/")),
        combined(Look("/kopi-satu/")),
        s3(Look("/toko/jakarta/kopi-dua/", number=2)),
        s3(Look("/umkm/kopi-dua/", number=3)),
    ]
    assert bring(root, put(root, "a.log", looks))["counted"] == 2
    assert totals(root) == {
        ("2026-11-30", "kopi-satu", ""): (1, 1),
        ("2026-11-30", "kopi-dua", ""): (1, 1),
    }


def test_programs_are_left_out(root: Path) -> None:
    bots = ("WhatsApp/2.2 A", "TelegramBot (like TwitterBot)", "-")
    lines = [combined(Look(agent=agent, number=n)) for n, agent in enumerate(bots)]
    answer = bring(root, put(root, "a.log", [*lines, combined(Look())]))
    assert (answer["bots"], answer["counted"]) == (3, 1)


def test_a_line_that_comes_twice_is_one(root: Path) -> None:
    """Whatever was rotated, copied, or cut: what is the same to the last letter is one request."""
    lines = [combined(look) for look in LOOKS]
    put(root, "access.log", [*lines, lines[0]])
    first = bring(root, root / "access.log")
    assert (first["counted"], first["again"]) == (7, 1)
    (root / "access.log").rename(root / "access.log.1")
    put(root, "access.log.2.gz", lines[:5])
    put(root, "access.log", [lines[-1].rstrip("\n")])
    second = bring(root, *(root / name for name in ("access.log", "access.log.1", "access.log.2.gz")))
    assert (second["counted"], second["again"]) == (0, 14)
    assert totals(root) == WANTED


def test_a_folder_stands_for_its_files(root: Path) -> None:
    (root / "logs" / "2026" / "11").mkdir(parents=True)
    for number, look in enumerate(LOOKS):
        put(root, f"logs/2026/11/{number}.gz", [s3(look)])
    (root / "logs" / "link").symlink_to(root / "hub.yaml")
    answer = bring(root, root / "logs")
    assert (answer["files"], answer["lines"], answer["counted"]) == (7, 7, 7)
    (root / "empty").mkdir()
    assert bring(root, root / "empty")["lines"] == 0


def test_late_lines_are_counted_for_seven_days(root: Path) -> None:
    bring(root, put(root, "a.log", [combined(Look(at=NOON))]))
    late = put(root, "b.log", [combined(Look(at=NOON, address="203.0.113.8"))])
    assert bring(root, late, today=TODAY + timedelta(days=7))["counted"] == 1
    later = put(root, "c.log", [combined(Look(at=NOON, address="203.0.113.9"))])
    answer = bring(root, later, late, today=TODAY + timedelta(days=8))
    assert (answer["counted"], answer["again"], answer["late"]) == (0, 0, 2)
    assert answer["late_days"] == [{"day": "2026-11-30", "lines": 2}]
    assert totals(root) == {("2026-11-30", "kopi-satu", ""): (2, 2)}
    assert bring(root, later)["late"] == 1, "a clock that goes back opens no day that was closed"


def test_lines_of_tomorrow_count_and_later_ones_do_not(root: Path) -> None:
    looks = [Look(at=NOON + timedelta(days=days)) for days in (1, 2)]
    answer = bring(root, put(root, "a.log", map(combined, looks)))
    assert (answer["counted"], answer["ahead"]) == (1, 1)


def test_a_wrong_date_closes_no_day_that_was_never_open(root: Path) -> None:
    bring(root, put(root, "a.log", [combined(Look(at=NOON))]), today=date(2036, 1, 1))
    assert bring(root, root / "a.log")["counted"] == 1


def test_no_address_is_left_and_no_key_after_its_week(root: Path) -> None:
    looks = [replace(look, address="203.0.113.77", agent=f"{look.agent} Rahasia/1.0") for look in LOOKS]
    bring(root, put(root, "logs.txt", map(combined, looks)))
    file = root / "visits" / "visits.db"
    with closing(sqlite3.connect(file)) as db:
        keys = [key for (key,) in db.execute("SELECT key FROM days")]
        assert len(set(keys)) == 2
        assert db.execute("SELECT count(*) FROM seen").fetchone()[0] > 7
    left = b"".join(path.read_bytes() for path in (root / "visits").iterdir())
    assert all(key in left for key in keys)
    for secret in (b"203.0.113.77", b"Rahasia"):
        assert secret not in left
    assert file.stat().st_mode & 0o007 == 0
    counted = totals(root)
    bring(root, put(root, "empty.log", []), today=TODAY + timedelta(days=8))
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("SELECT count(*) FROM seen").fetchone()[0] == 0
    left = b"".join(path.read_bytes() for path in (root / "visits").iterdir())
    assert not any(key in left for key in keys)
    assert totals(root) == counted


def test_hostile_lines_stop_nothing_and_reach_no_terminal(root: Path) -> None:
    good = [combined(look).encode() for look in LOOKS]
    bad = [
        bytes(range(256)).replace(b"\n", b"") * 9 + b"\n",
        b"x" * 5_000_000 + b"\n",
        b'{"request": ' * 5_000 + b"\n",
        b"\x1b]0;owned\x07" + good[0].replace(b"kopi-satu", b"\x1b[31m"),
        b'203.0.113.9 - - [99/Zzz/2026:99:99:99 +9999] "GET / HTTP/1.1" 200 1 "-" "x"\n',
        good[0].replace(b"GET", b'GET" 200 1 "-" "Mozilla/5.0"\\n'),
        b"\n\r\n\n203.0.113.9\n",
    ]
    (root / "a.log").write_bytes(b"".join(one for pair in zip(good, bad, strict=False) for one in pair))
    with (root / "a.log").open("ab") as file:
        file.write(b"{" + b"y" * 200_000)
    answer = bring(root, root / "a.log")
    assert totals(root) == WANTED
    assert answer["first_unreadable"].endswith("a.log:2")
    assert answer["unreadable"] == 6


def test_a_file_that_is_cut_counts_as_far_as_it_goes_and_one_of_no_log_is_told(root: Path) -> None:
    whole = gzip.compress("".join(caddy(look) for look in LOOKS * 300).encode() + os.urandom(4000))
    (root / "cut.gz").write_bytes(whole[:-2000])
    (root / "photo.jpg").write_bytes(b"\xff\xd8\n#\xff\n" + os.urandom(5000))
    (root / "notgzip.gz").write_bytes(b"\x1f\x8b" + os.urandom(5000))
    answer = bring(
        root, root / "cut.gz", root / "photo.jpg", root / "notgzip.gz", put(root, "b.log", [caddy(Look())])
    )
    assert totals(root) == WANTED
    assert [Path(one["file"]).name for one in answer["broken"]] == ["cut.gz", "photo.jpg", "notgzip.gz"]
    assert answer["files"] == 4


def test_nothing_is_counted_without_a_hub_and_an_unknown_file_is_wrong_usage(tmp_path: Path) -> None:
    log = put(tmp_path, "a.log", [combined(Look())])
    code, answer = etalase(tmp_path, "visits", "import", str(log))
    assert (code, answer["error"], answer["counted"]) == (1, "hub.yaml cannot be used", 0)
    assert not (tmp_path / "visits").exists()


def count(root: Path, files: Sequence[Path]) -> LogReport:
    hub, _ = load_hub(root)
    assert hub
    return import_logs(root, Addresses(root, hub), tuple(files), TODAY, lambda _done, _of: None)


STORIES = st.lists(
    st.builds(
        Look,
        path=st.sampled_from(["/kopi-satu/", "/kopi-satu/kopi.html", "/kopi-dua/teh.html", "/cari/"]),
        at=st.integers(0, 9 * 24).map(lambda hours: NOON - timedelta(hours=hours)),
        address=st.sampled_from(["203.0.113.1", "203.0.113.2", "2001:db8::3"]),
        number=st.integers(1, 3),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(
    looks=STORIES,
    name=st.sampled_from(sorted(FORMATS)),
    at_once=st.sampled_from([1, 3, 50_000]),
    chance=st.randoms(use_true_random=False),
)
def test_any_split_order_and_overlap_gives_the_totals_of_a_plain_recount(
    tmp_path_factory: pytest.TempPathFactory,
    looks: list[Look],
    name: str,
    at_once: int,
    chance: random.Random,
) -> None:
    root = workspace(tmp_path_factory.mktemp("split") / "hub")
    looks = [replace(look, number=looks.index(look)) for look in looks]
    lines = [FORMATS[name](look) for look in looks]
    starts = sorted(chance.randint(0, len(lines)) for _ in range(3))
    pieces = [
        lines[a : b + chance.randint(0, 2)] for a, b in zip([0, *starts], [*starts, len(lines)], strict=True)
    ]
    pieces += chance.choices(pieces, k=2)
    chance.shuffle(pieces)
    files = [put(root, f"{n}.log" + ".gz" * chance.randint(0, 1), piece) for n, piece in enumerate(pieces)]
    cut = chance.randint(0, len(files))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record, "_AT_ONCE", at_once)
        for some in (files[:cut], files[cut:]):
            count(root, some)
    assert totals(root) == recounted(dict(zip(lines, looks, strict=True)).values())


def recounted(looks: Iterable[Look]) -> Totals:
    """By sets of what is the same: no file, no key, no digest."""
    views: Counter[tuple[str, str, str]] = Counter()
    people: dict[tuple[str, str, str], set[str]] = {}
    for look in looks:
        shop, _, page = look.path[1:].partition("/")
        if shop == "cari" or (TODAY - look.at.date()).days > 7:
            continue
        for product in {"", page.removesuffix(".html")}:
            key = (look.at.date().isoformat(), shop, product)
            views[key] += 1
            people.setdefault(key, set()).add(look.address)
    return {key: (number, len(people[key])) for key, number in views.items()}


def test_killed_anywhere_and_run_again_it_has_the_same_totals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "_AT_ONCE", 2)
    for at in range(1, 21):
        root = workspace(tmp_path / f"hub-{at}")
        files = [put(root, f"{n}.log", [caddy(look), combined(look)]) for n, look in enumerate(LOOKS)]
        assert killed(root, files, at)
        report = count(root, files)
        assert report.counted + report.again == 14
        assert totals(root) == {key: (2 * views, visits) for key, (views, visits) in WANTED.items()}


def killed(root: Path, files: Sequence[Path], at: int) -> bool:
    """Whether a process that counts was killed before its n-th digest was kept."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads that wait for this process's tests
        child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    left, is_new = at, VisitRecord._is_new

    def counting(self: VisitRecord, day: int, digest: int) -> bool:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return is_new(self, day, digest)

    VisitRecord._is_new = counting  # type: ignore[method-assign]
    count(root, files)
    os._exit(0)


def test_a_renamed_shop_keeps_its_totals_and_an_erased_one_has_none(root: Path) -> None:
    bring(root, put(root, "a.log", map(combined, LOOKS)))
    record.rename(root, "kopi-satu", "kopi-dua")
    assert totals(root) == {
        ("2026-11-30", "kopi-dua", ""): (6, 3),
        ("2026-11-30", "kopi-dua", "kopi"): (2, 1),
        ("2026-11-29", "kopi-dua", ""): (1, 1),
        ("2026-11-29", "kopi-dua", "kopi"): (1, 1),
    }
    assert record.forget(root, "kopi-dua") == 4
    assert totals(root) == {}
    assert record.forget(root.parent, "kopi-dua") == 0
