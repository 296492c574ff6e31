"""Edits that fall into a build, and edits that hide: none is lost, whenever and however a file is changed."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import generator.build
from generator.building import folder_fingerprint, judging, stage, work
from generator.content import reader
from tests.shops import build, new_workspace, product, site_files, write_photo, write_product, write_shop

Edit = Callable[[Path], None]

POINTS = (
    (folder_fingerprint, "signature"),
    (work, "read_seller"),
    (reader, "read_seller"),
    (judging, "check_seller"),
    (folder_fingerprint, "photo_digests"),
    (work, "render_shop"),
    (stage, "stage_files"),
    (stage, "promote"),
    (generator.build, "rebuild_followers"),
)
"""Between which steps of a build a file may change."""


class Meanwhile:
    """Runs edits at chosen moments of a build: before or after one of its steps."""

    def __init__(self, edits: Mapping[tuple[str, int, str], Edit], root: Path) -> None:
        self._edits = dict(edits)
        self._root = root
        self._calls: dict[str, int] = {}
        self._patches = ExitStack()

    def __enter__(self) -> None:
        for room, name in POINTS:
            self._patches.enter_context(patch.object(room, name, self._around(name, getattr(room, name))))

    def __exit__(self, *_error: object) -> None:
        self._patches.close()

    def _around(self, name: str, step: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*args: object, **kwargs: object) -> object:
            number = self._calls[name] = self._calls.get(name, -1) + 1
            self._edit(name, number, "before")
            found = step(*args, **kwargs)
            self._edit(name, number, "after")
            return found

        return wrapped

    def _edit(self, name: str, number: int, when: str) -> None:
        if edit := self._edits.pop((name, number, when), None):
            edit(self._root / "sellers" / "kopi-satu")


def in_place(path: Path, data: bytes) -> None:
    """Other bytes under the same time: what an editor, `rsync --inplace --times` or `touch -d` leaves."""
    before = path.stat() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    if before:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def price(text: str) -> Edit:
    return lambda folder: in_place(folder / "produk" / "kopi.md", product(harga=text).encode())


def photo(colour: str) -> Edit:
    def edit(folder: Path) -> None:
        write_photo(folder, "baru.png", colour, (64, 48))
        data = (folder / "foto" / "baru.png").read_bytes()
        (folder / "foto" / "baru.png").unlink()
        in_place(folder / "foto" / "kopi.png", data)

    return edit


def another_product(folder: Path) -> None:
    write_product(folder, "teh", product("Teh"))


def no_other_product(folder: Path) -> None:
    (folder / "produk" / "teh.md").unlink(missing_ok=True)


def name(text: str) -> Edit:
    return lambda folder: write_shop_file(folder, nama=text)


def follow(slug: str) -> Edit:
    return lambda folder: write_shop_file(folder, ikuti=slug and f"[{slug}]")


def write_shop_file(folder: Path, **keys: str) -> None:
    write_shop(folder.parents[1], folder.name, {}, **keys)


EDITS: Mapping[str, Edit] = {
    "18.000": price("18.000"),
    "21.000": price("21.000"),
    "red": photo("#880000"),
    "green": photo("#008800"),
    "another": another_product,
    "no other": no_other_product,
    "renamed": name("Kopi Lain"),
    "follows": follow("teh-dua"),
    "follows nobody": follow(""),
    "broken": lambda folder: in_place(folder / "toko.yaml", b"nama"),
}


def workspace(root: Path) -> Path:
    folder = write_shop(new_workspace(root), "kopi-satu", {"kopi": product(foto="kopi.png")})
    write_shop(root, "teh-dua")
    photo("#880000")(folder)
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path)


def shops(root: Path) -> dict[str, bytes]:
    """The shops' own files: a clean build may number the hub's lists in another order."""
    return {path: data for path, data in site_files(root).items() if path.startswith(("kopi-", "teh-"))}


def clean_build(root: Path) -> dict[str, bytes]:
    """What a build makes of the same folders that knows nothing of any other."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = new_workspace(Path(folder) / "hub")
        shutil.copytree(root / "sellers", fresh / "sellers", dirs_exist_ok=True)
        build(fresh)
        return shops(fresh)


def test_what_is_saved_while_a_shop_is_built_is_online_after_the_next_build_at_the_latest(root: Path) -> None:
    edits = cycle(["another", "21.000", "green", "no other", "18.000", "red"])
    for number, (_, step) in enumerate(POINTS):
        write_shop_file(root / "sellers" / "kopi-satu", nama=f"Kopi {number}")
        with Meanwhile({(step, 0, "after"): EDITS[next(edits)]}, root):
            build(root)
        build(root)
        assert shops(root) == clean_build(root), step


def test_what_is_saved_between_two_files_that_are_read_is_in_the_same_build(root: Path) -> None:
    with Meanwhile({("read_seller", 0, "after"): another_product}, root):
        build(root)
    assert b"Teh" in site_files(root)["kopi-satu/index.html"]


def test_a_folder_that_never_stands_still_is_looked_at_by_the_next_build(root: Path) -> None:
    restless = {
        ("check_seller", number, "after"): price(f"{20 + number}.000") for number in range(work.READINGS)
    }
    with Meanwhile(restless, root):
        _, answer = build(root)
    assert answer["sellers"]["built"] == 2
    _, answer = build(root)
    assert answer["sellers"]["built"] == 1
    assert shops(root) == clean_build(root)


def test_whom_a_shop_follows_may_change_between_its_two_looks(root: Path) -> None:
    write_shop(root, "teh-tiga")
    follow("teh-tiga")(root / "sellers" / "kopi-satu")
    with Meanwhile({("rebuild_followers", 0, "before"): follow("teh-dua")}, root):
        build(root)
    build(root)
    assert shops(root) == clean_build(root)


moments = st.tuples(
    st.sampled_from([name for _, name in POINTS]), st.integers(0, 3), st.sampled_from(["before", "after"])
)


@settings(max_examples=12)
@given(
    first=st.dictionaries(moments, st.sampled_from(sorted(EDITS)), max_size=4),
    between=st.lists(st.sampled_from(sorted(EDITS)), max_size=2),
    second=st.dictionaries(moments, st.sampled_from(sorted(EDITS)), max_size=4),
)
def test_any_edits_at_any_moments_of_two_builds_are_online_after_a_third(
    first: dict[tuple[str, int, str], str], between: list[str], second: dict[tuple[str, int, str], str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = workspace(Path(folder) / "hub")
        for edits in (first, second):
            with Meanwhile({at: EDITS[edit] for at, edit in edits.items()}, root):
                build(root)
            for edit in between:
                EDITS[edit](root / "sellers" / "kopi-satu")
        if (root / "sellers" / "kopi-satu" / "toko.yaml").read_bytes() == b"nama":
            write_shop_file(root / "sellers" / "kopi-satu")
        build(root)
        assert shops(root) == clean_build(root)


def copied_with_times(path: Path, data: bytes) -> None:
    """`cp -p`, a restored backup, or a file that an archive brings: another file with the old one's times."""
    other = path.with_name("baru")
    other.write_bytes(data)
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    other.replace(path)


def under_another_clock(path: Path, data: bytes) -> None:
    """Times in whole seconds, long ago, as some disks and archives know them."""
    path.write_bytes(data)
    os.utime(path, (1_000_000_000, 1_000_000_000))


@pytest.mark.parametrize("pause", [0, 3_600])
@pytest.mark.parametrize("write", [in_place, copied_with_times, under_another_clock])
def test_an_edit_that_keeps_size_and_time_is_seen(
    root: Path,
    write: Callable[[Path, bytes], None],
    pause: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = root / "sellers" / "kopi-satu" / "produk" / "kopi.md"
    os.utime(file, (1_000_000_000, 1_000_000_000))
    monkeypatch.setattr(folder_fingerprint, "time", Later(pause))
    build(root)
    write(file, product(harga="21.000", foto="kopi.png").encode())
    assert file.stat().st_mtime == 1_000_000_000
    build(root)
    assert b"21.000" in site_files(root)["kopi-satu/index.html"]


class Later:
    """A clock that is ahead: nothing looks as if it had changed just now."""

    def __init__(self, pause: int) -> None:
        self._pause = pause

    def time_ns(self) -> int:
        return time.time_ns() + self._pause * 1_000_000_000
