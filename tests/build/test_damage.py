"""What a power cut, a bad disk or a careless hand leaves in build/: nothing of it is ever published."""

from __future__ import annotations

import errno
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.building import durable
from tests.shops import (
    build,
    etalase,
    new_workspace,
    product,
    site_files,
    write_photo,
    write_product,
    write_shop,
)

Damage = Callable[[Path], object]


def cut(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def flipped(path: Path) -> None:
    """One wrong bit, in the middle; size and time as before."""
    data = bytearray(path.read_bytes())
    if data:
        data[len(data) // 2] ^= 1
    path.write_bytes(data)


def of_another_kind(path: Path) -> None:
    Image.new("RGB", (3, 3)).save(path, "PNG")


def a_folder(path: Path) -> None:
    path.unlink()
    (path / "isi").mkdir(parents=True)


DAMAGES: dict[str, Damage] = {
    "empty": lambda path: path.write_bytes(b""),
    "cut": cut,
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "flipped": flipped,
    "json": lambda path: path.write_bytes(b"{}"),
    "cut json": lambda path: path.write_bytes(b'{"original": [800, 600], "sizes"'),
    "other json": lambda path: path.write_bytes(b'{"original": [9], "sizes": "", "colour": 5}'),
    "noise": lambda path: path.write_bytes(random.Random(1).randbytes(500)),
    "picture": of_another_kind,
    "folder": a_folder,
    "gone": lambda path: path.unlink(),
}


def workspace(root: Path) -> Path:
    new_workspace(root)
    folder = write_shop(root, "kopi-satu", {"kopi": product(foto="kopi.png"), "teh": product("Teh")})
    write_photo(folder, "kopi.png", size=(400, 300))
    write_shop(root, "teh-dua")
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = workspace(tmp_path_factory.mktemp("built"))
    build(root)
    return root


@pytest.fixture(scope="module")
def wanted(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What an edit makes of the site where nothing is damaged."""
    root = copied(built, tmp_path_factory.mktemp("wanted"))
    edit(root)
    build(root)
    return site_files(root)


def edit(root: Path) -> None:
    write_product(root / "sellers" / "kopi-satu", "kopi", product(foto="kopi.png", body="Enak!"))


def copied(built: Path, root: Path, *, linked: bool = True) -> Path:
    """The same workspace, where files of the site are links to those of the cache, as a build makes them."""
    shutil.copytree(built, root, dirs_exist_ok=True)
    kept = {p.read_bytes(): p for p in (root / "build" / "cache" / "photos").rglob("*") if p.is_file()}
    for file in (root / "build" / "site").rglob("foto/*") if linked else ():
        source = kept[file.read_bytes()]
        file.unlink()
        file.hardlink_to(source)
    return root


def cache_files(root: Path) -> list[Path]:
    found = sorted((root / "build" / "cache").rglob("*"))
    return [path for path in found if path.is_file() and path.name != ".lock"]


def sql(root: Path, command: str) -> None:
    with closing(sqlite3.connect(root / "build" / "state.db")) as db, db:
        db.execute(command)


damages = st.lists(st.tuples(st.integers(0, 99), st.sampled_from(sorted(DAMAGES))), min_size=1, max_size=6)


@settings(max_examples=12)
@given(damages=damages, how=st.sampled_from(["cache alone", "build --force", "after a power cut"]))
def test_a_build_with_a_damaged_cache_equals_a_clean_build(
    damages: list[tuple[int, str]],
    how: str,
    built: Path,
    wanted: dict[str, bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = copied(built, tmp_path_factory.mktemp("damaged"), linked=how != "cache alone")
    files = cache_files(root)
    for number, damage in damages:
        path = files[number % len(files)]
        if path.is_file():
            DAMAGES[damage](path)
    if how == "after a power cut":
        sql(root, "UPDATE meta SET value='1' WHERE key='building'")
    edit(root)
    assert build(root, *["--force"] * (how == "build --force"))[0] == 0
    assert site_files(root) == wanted


@pytest.mark.parametrize("damage", sorted(DAMAGES))
def test_check_and_export_and_form_take_a_damaged_cache_for_none(
    damage: str, built: Path, tmp_path: Path
) -> None:
    root = copied(built, tmp_path)
    for path in cache_files(root):
        DAMAGES[damage](path)
    assert etalase(root, "check")[1]["errors"] == 0
    code, _ = etalase(root, "hosting", "export", "kopi-satu", "--out", str(tmp_path / "zip"))
    assert code == 0


def emptied(root: Path, *paths: str) -> None:
    for path in paths:
        (root / "build" / "site" / path).write_bytes(b"")


def test_after_a_power_cut_every_page_that_the_disk_has_lost_is_made_again(
    built: Path, wanted: dict[str, bytes], tmp_path: Path
) -> None:
    root = copied(built, tmp_path)
    before = site_files(root)
    asset = next(path for path in before if path.startswith("aset/"))
    emptied(root, "index.html", "kategori/kuliner/index.html", "robots.txt", asset, "kopi-satu/teh.html")
    (root / "build" / "site" / "teh-dua" / "kopi.html").write_bytes(bytes(len(before["teh-dua/kopi.html"])))
    sql(root, "UPDATE meta SET value='1' WHERE key='building'")
    _, answer = build(root)
    assert site_files(root) == before
    assert answer["sellers"]["built"] == 2
    edit(root)
    _, answer = build(root)
    assert answer["sellers"] | {"built": 1, "unchanged": 1} == answer["sellers"]
    assert site_files(root) == wanted


def test_a_page_of_a_killed_build_that_was_then_taken_back_is_not_taken_for_the_old_one(
    built: Path, tmp_path: Path
) -> None:
    """The price has as many digits as before, and so has the page that nobody knows of."""
    root = copied(built, tmp_path)
    before, shop = site_files(root), root / "sellers" / "kopi-satu"
    state = (root / "build" / "state.db").read_bytes()
    write_product(shop, "teh", product("Teh", harga="19.000"))
    build(root)
    (root / "build" / "state.db").write_bytes(state)  # all that the disk knows after the power cut
    sql(root, "UPDATE meta SET value='1' WHERE key='building'")
    write_product(shop, "teh", product("Teh"))
    build(root)
    assert site_files(root) == before


def test_a_state_does_not_say_done_before_the_disk_has_all_files(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(built, tmp_path)
    edit(root)

    def broken(_folder: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(durable, "_sync", broken)
        assert build(root)[0] == 1
    www = (tmp_path / "www").as_uri()
    code, answer = etalase(root, "deploy", "--to", www)
    assert (code, answer["reason"]) == (1, "failed-build")
    build(root)
    assert etalase(root, "deploy", "--to", www)[0] == 0


@settings(max_examples=5)
@given(damages=damages)
def test_a_deploy_sends_only_what_the_build_has_made(
    damages: list[tuple[int, str]], built: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = copied(built, tmp_path_factory.mktemp("deployed"), linked=False)
    good, www = site_files(root), root / "www"
    paths = sorted(good)
    for number, damage in damages:
        path = root / "build" / "site" / paths[number % len(paths)]
        if path.is_file():
            DAMAGES[damage](path)
    bad = {path for path in paths if site_files(root).get(path) != good[path]}
    for option in ("--verify", "--no-gzip"):
        code, answer = etalase(root, "deploy", "--to", www.as_uri(), option)
        sent = {p.relative_to(www).as_posix(): p.read_bytes() for p in www.rglob("*") if p.is_file()}
        assert sent.items() <= good.items()
        assert not bad & sent.keys()
        assert code == (3 if bad else 0)
        assert {failure["key"] for failure in answer["failed"]} <= bad
    build(root, "--force")
    assert etalase(root, "deploy", "--to", www.as_uri(), "--verify")[0] == 0
    assert {p.relative_to(www).as_posix(): p.read_bytes() for p in www.rglob("*") if p.is_file()} == good
