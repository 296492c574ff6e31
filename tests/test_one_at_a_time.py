"""build/ while somebody is at work there: a build and a deploy never see each other's half-done work."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.building import stage
from generator.occupied import who
from generator.publish.folder import FolderStore
from tests.shops import build, etalase, new_workspace, product, site_files, write_product, write_shop

Answer = tuple[int, dict[str, Any]]

HOLD = """
import sys, time
from pathlib import Path
from generator.occupied import occupy
held = occupy(Path(sys.argv[1]), sys.argv[2])
print("held", flush=True)
time.sleep(600)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path)
    for slug in ("kopi-satu", "kopi-dua"):
        write_shop(tmp_path, slug)
    build(tmp_path)
    return tmp_path


def deploy(root: Path, *options: str) -> Answer:
    return etalase(root, "deploy", "--to", (root / "www").as_uri(), *options)


def online(root: Path) -> dict[str, bytes]:
    www = root / "www"
    return {p.relative_to(www).as_posix(): p.read_bytes() for p in www.rglob("*") if p.is_file()}


def once_before(room: object, name: str, act: Callable[[], object], patch: pytest.MonkeyPatch) -> None:
    """Have something done when a step of the program is reached for the first time."""
    step = getattr(room, name)
    done: list[bool] = []

    def wrapped(*args: object, **kwargs: object) -> object:
        if not done:
            done.append(True)
            act()
        return step(*args, **kwargs)

    patch.setattr(room, name, wrapped)


def test_a_build_that_begins_during_a_deploy_is_told_who_publishes_and_takes_no_page_away(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[Answer] = []
    built = site_files(root)

    def edit_and_build() -> None:
        for slug in ("kopi-satu", "kopi-dua"):
            write_product(root / "sellers" / slug, "kopi", product(harga="21.000"))
        answers.append(build(root))

    once_before(FolderStore, "put", edit_and_build, monkeypatch)
    code, answer = deploy(root)
    assert (code, answer["result"], answer["failed"]) == (0, "done", [])
    assert online(root) == built
    ((code, answer),) = answers
    assert code == 1
    assert f"is in use: a deploy by {who()}, process {os.getpid()}, since 2" in answer["error"]
    assert build(root)[1]["sellers"]["built"] == 2
    assert deploy(root)[0] == 0
    assert online(root) == site_files(root) != built


def test_a_deploy_that_begins_during_a_build_is_told_who_builds(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[Answer] = []
    write_product(root / "sellers" / "kopi-satu", "kopi", product(harga="21.000"))
    once_before(stage, "promote", lambda: answers.append(deploy(root)), monkeypatch)
    assert build(root)[0] == 0
    ((code, answer),) = answers
    assert (code, answer["result"], answer["reason"]) == (1, "refused", "building")
    assert not (root / "www").exists()
    assert deploy(root)[0] == 0


@pytest.mark.parametrize("what", ["a build", "a deploy"])
def test_whoever_is_killed_stands_in_nobodys_way(root: Path, what: str) -> None:
    command = [sys.executable, "-c", HOLD, str(root / "build"), what]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        for code, answer in (build(root), deploy(root)):
            assert code == 1
            assert (
                f"{what} by {who()}, process {holder.pid}"
                in answer["error" if "error" in answer else "message"]
            )
        holder.kill()
    assert build(root)[0] == 0
    assert deploy(root)[0] == 0


def test_the_preview_of_serve_is_a_place_of_its_own(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    from generator.build import BuildOptions
    from generator.build import build as build_into
    from generator.content.hub import load_hub

    hub, _ = load_hub(root)
    assert hub
    preview = BuildOptions(root, hub, date(2026, 11, 21), folder="build/preview", preview=True)
    once_before(FolderStore, "put", lambda: build_into(preview), monkeypatch)
    assert deploy(root)[0] == 0
    assert (root / "build" / "preview" / "site" / "index.html").is_file()
