"""Who may read what lies on the disk, whatever the umask of those who ran the commands."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shops import build, etalase, new_workspace, product, write_photo, write_product, write_shop

DATABASES = ("build/state.db", "build/published.db", "ledger.db", "form/form.db")
TODAY = ("--today", "2026-11-21")


@pytest.fixture(params=[0o000, 0o022, 0o027, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def wrong_modes(folder: Path) -> dict[str, str]:
    """What the world may not read, or may write to, with its mode."""
    wanted = {path: 0o755 if path.is_dir() else 0o644 for path in (folder, *folder.rglob("*"))}
    modes = {path: path.stat().st_mode & 0o777 for path in wanted}
    return {str(path): oct(mode) for path, mode in modes.items() if mode != wanted[path]}


def workspace(root: Path) -> Path:
    new_workspace(root)
    folder = write_shop(root, "toko-a", {"kopi": product(foto="kopi.jpg")}, en="{slogan: Good coffee}")
    write_photo(folder, "kopi.jpg")
    return root


@pytest.mark.usefixtures("umask")
def test_published_files_are_everybodys_to_read_and_databases_are_not(tmp_path: Path) -> None:
    root, www = workspace(tmp_path / "hub"), tmp_path / "srv" / "www"
    target = ("deploy", "--to", www.as_uri(), "--start-terms", *TODAY)
    assert build(root)[0] == 0
    assert etalase(root, *target)[0] == 0
    assert wrong_modes(root / "build" / "site") == {}
    assert wrong_modes(tmp_path / "srv") == {}
    # a second round: one file changed, the others are carried over
    write_product(root / "sellers" / "toko-a", "teh", product("Teh"))
    assert build(root)[0] == 0
    assert etalase(root, *target)[0] == 0
    assert wrong_modes(root / "build" / "site") == {}
    assert wrong_modes(www) == {}

    assert etalase(root, "invite", "toko-a")[0] == 0
    assert {name: oct((root / name).stat().st_mode & 0o007) for name in DATABASES} == dict.fromkeys(
        DATABASES, "0o0"
    )
    assert etalase(root, "hosting", "export", "toko-a", *TODAY)[0] == 0
    export = root / "build" / "export" / "toko-toko-a.zip"
    assert export.stat().st_mode & 0o007 == 0
    with zipfile.ZipFile(export) as archive:
        assert {entry.external_attr >> 16 & 0o777 for entry in archive.infolist()} == {0o644}


def test_a_forced_build_opens_what_an_earlier_one_had_closed(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    assert build(root)[0] == 0
    site = root / "build" / "site"
    for path in [*site.rglob("*"), site]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    assert build(root, "--force")[0] == 0
    assert wrong_modes(site) == {}


def test_a_database_that_the_world_could_read_is_closed(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    for _ in range(2):
        assert build(root)[0] == 0
        assert (root / "build" / "state.db").stat().st_mode & 0o007 == 0
        (root / "build" / "state.db").chmod(0o644)
