"""A file is its old bytes or its new ones, wherever writing it ends, and nothing is left beside it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.disk import atomic_file
from generator.disk.atomic_file import Durable, Readers, is_draft, remove_drafts, write, write_new
from tests.small_disk import mounted


@contextmanager
def stopped_at(step: int, stop: Callable[[], None]) -> Iterator[None]:
    """Have `stop` called at the step with this number: a line of the module that is about to be run."""
    left = step

    def each(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal left
        if frame.f_code.co_filename != atomic_file.__file__:
            return None
        left -= event == "line"
        if left == 0:
            stop()
        return each

    before = sys.gettrace()
    sys.settrace(each)
    try:
        yield
    finally:
        sys.settrace(before)


def full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def beside(path: Path) -> set[str]:
    return {one.name for one in path.parent.iterdir()} - {path.name}


@settings(max_examples=150, deadline=None)
@given(
    old=st.none() | st.binary(max_size=20),
    new=st.binary(max_size=20) | st.just(b"x" * 100_000),
    durable=st.sampled_from(get_args(Durable)),
    readers=st.sampled_from(get_args(Readers)),
    step=st.integers(1, 40),
    only_new=st.booleans(),
)
def test_an_error_at_any_step_leaves_the_old_bytes_or_the_new_and_nothing_else(
    old: bytes | None, new: bytes, durable: Durable, readers: Readers, step: int, only_new: bool
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "toko.yaml")
        if old is not None:
            path.write_bytes(old)
        how = write_new if only_new else write
        failed = False
        try:
            with stopped_at(step, full):
                how(path, new, durable=durable, readers=readers)
        except OSError:
            failed = True
        found = path.read_bytes() if path.exists() else None
        kept = only_new and old is not None
        assert found in ((old, old if kept else new) if failed else (old if kept else new,))
        assert beside(path) == set()


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.disk.test_atomic_file import stopped_at
from generator.disk import atomic_file

folder = Path(sys.argv[1])
for step in range(1, 100):
    path = folder / str(step) / "toko.yaml"
    path.parent.mkdir()
    path.write_bytes(b"old")
    child = os.fork()
    if child == 0:
        with stopped_at(step, lambda: os.kill(os.getpid(), signal.SIGKILL)):
            atomic_file.write(path, b"new", durable="name", readers="everybody")
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        break
"""


def test_a_kill_at_any_step_leaves_the_old_bytes_or_the_new_and_at_most_a_draft(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=True, cwd=Path(__file__).parents[2])
    folders = sorted(tmp_path.iterdir(), key=lambda one: int(one.name))
    found = [(folder / "toko.yaml").read_bytes() for folder in folders]
    assert len(found) > 10, "each line is a step"
    assert found == sorted(found, reverse=True), "old, old, …, new: it changes once"
    assert set(found) == {b"old", b"new"}
    for folder in folders:
        left = beside(folder / "toko.yaml")
        assert len(left) <= 1
        assert all(map(is_draft, left))
        remove_drafts(folder)
        assert beside(folder / "toko.yaml") == set()


def test_writers_at_once_in_threads_and_processes_never_mix_their_bytes(tmp_path: Path) -> None:
    path = tmp_path / "toko.yaml"
    texts = [bytes([65 + number]) * (10_000 * (number + 1)) for number in range(6)]
    program = (
        "import sys; from pathlib import Path; from generator.disk.atomic_file import write\n"
        "for _ in range(60): write(Path(sys.argv[1]), sys.argv[2].encode() * int(sys.argv[3]), durable='no')"
    )
    others = [
        subprocess.Popen([sys.executable, "-c", program, str(path), text[:1].decode(), str(len(text))])
        for text in texts[:2]
    ]

    def sixty_times(text: bytes) -> None:
        for _ in range(60):
            write(path, text, durable="no")

    with ThreadPoolExecutor(4) as pool:
        done = [pool.submit(sixty_times, text) for text in texts[2:]]
        for _ in count():
            if path.exists():
                assert path.read_bytes() in texts
            if all(one.done() for one in done) and all(other.poll() is not None for other in others):
                break
    assert [one.exception() for one in done] == [None] * 4
    assert [other.returncode for other in others] == [0, 0]
    assert beside(path) == set()


def test_only_one_of_many_makes_a_new_file_and_nobody_sees_half_of_it(tmp_path: Path) -> None:
    path = tmp_path / "secret"

    def make(number: int) -> tuple[bool, bytes]:
        mine = write_new(path, bytes([number]) * 32, durable="bytes", readers="owner")
        return mine, path.read_bytes()

    with ThreadPoolExecutor(8) as pool:
        made, seen = zip(*pool.map(make, range(32)), strict=True)
    assert sum(made) == 1
    assert len(set(seen)) == 1
    assert len(seen[0]) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert beside(path) == set()


def test_a_full_disk_keeps_the_old_file_and_nothing_half_written(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "1m") as disk:
        path = disk.root / "toko.yaml"
        write(path, b"old", durable="name")
        disk.fill(free=20_000)
        with pytest.raises(OSError, match="No space left"):
            write(path, b"n" * 200_000, durable="name")
        assert path.read_bytes() == b"old"
        assert beside(path) == {".filler"}
        write(path, b"new", durable="name")
        assert path.read_bytes() == b"new"


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_who_may_read_a_file_is_said_by_whoever_writes_it(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        modes = {}
        for readers in get_args(Readers):
            write(tmp_path / readers, b"x", durable="no", readers=readers)
            modes[readers] = (tmp_path / readers).stat().st_mode & 0o777
    finally:
        os.umask(before)
    assert modes == {
        "umask": 0o666 & ~umask,
        "everybody": 0o644,
        "group": 0o640 & ~umask,
        "owner": 0o600,
    }


def test_a_folder_in_the_place_of_a_file_is_removed_only_where_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    (path / "below").mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        write(path, b"x", durable="no")
    assert (path / "below").is_dir()
    write(path, b"x", durable="no", over_folder=True)
    assert path.read_bytes() == b"x"
    assert beside(path) == set()


def test_a_link_is_replaced_and_what_it_leads_to_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "file").write_bytes(b"theirs")
    for target in ("there/file", "there"):
        path = tmp_path / "link"
        path.symlink_to(tmp_path / target)
        write(path, b"ours", durable="no", over_folder=True)
        assert (path.is_symlink(), path.read_bytes()) == (False, b"ours")
        path.unlink()
    assert (tmp_path / "there" / "file").read_bytes() == b"theirs"
