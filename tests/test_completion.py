"""A shell completes slugs wherever a command takes one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete

from generator.cli import main
from tests.shops import build, new_workspace, write_shop

NEW = {("new", "slug"), ("hosting rename", "new")}
"""Slugs that nobody has yet."""


def slug_parameters(group: click.Group = main, before: str = "") -> Iterator[tuple[str, click.Parameter]]:
    for name in group.list_commands(click.Context(group)):
        found = group.get_command(click.Context(group), name)
        if isinstance(found, click.Group):
            yield from slug_parameters(found, f"{before}{name} ")
        elif found:
            for parameter in found.params:
                if parameter.name in ("slug", "slugs", "old", "new") or parameter.metavar == "SLUG":
                    yield f"{before}{name}", parameter


def completed(root: Path, *arguments: str, incomplete: str = "") -> list[str]:
    shell = ShellComplete(main, {}, "etalase", "_ETALASE_COMPLETE")
    found = shell.get_completions(["--root", str(root), *arguments], incomplete)
    return [item.value for item in found]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = new_workspace(tmp_path / "hub")
    for slug in ("kopi-satu", "kopi-dua", "teh-condet"):
        write_shop(made, slug)
    return made


@pytest.mark.parametrize(("command", "parameter"), list(slug_parameters()), ids=str)
def test_every_slug_is_completed(root: Path, command: str, parameter: click.Parameter) -> None:
    if (command, parameter.name) in NEW:
        pytest.skip("nobody has it yet")
    typed = [parameter.opts[-1]] if isinstance(parameter, click.Option) else []
    assert completed(root, *command.split(), *typed, incomplete="kopi") == ["kopi-dua", "kopi-satu"]


def test_which_commands_take_one() -> None:
    taken = {command for command, _ in slug_parameters()}
    names = ("activate", "renew", "hold", "release", "rename", "sweep", "export", "erase", "status")
    hosting = {f"hosting {name}" for name in names}
    assert taken == {"new", "check", "build", "deploy", "invite", "poster", "report evidence"} | hosting


def test_what_was_typed_before_is_not_offered_again(root: Path) -> None:
    assert completed(root, "check", "kopi-satu", incomplete="kopi") == ["kopi-dua"]
    assert completed(root, "check", incomplete="sellers/t") == ["sellers/teh-condet"]
    assert completed(root, "check", incomplete="x") == []


def test_a_shop_whose_folder_is_gone_is_offered(root: Path) -> None:
    build(root)
    shutil.rmtree(root / "sellers" / "kopi-dua")
    assert completed(root, "hosting", "erase", incomplete="kopi-d") == ["kopi-dua"]


def test_a_damaged_workspace_completes_nothing_and_says_nothing(root: Path) -> None:
    (root / "build").mkdir(exist_ok=True)
    (root / "build" / "state.db").write_bytes(b"no database" * 100)
    assert completed(root, "check", incomplete="teh") == ["teh-condet"]
    shutil.rmtree(root / "sellers")
    assert completed(root, "check") == []


def test_bash_asks_like_this(root: Path) -> None:
    words = f"etalase --root {root} hosting export kopi-s"
    asked = {"_ETALASE_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": "5"}
    program = [sys.executable, "-c", "from generator.cli import main; main(prog_name='etalase')"]
    told = subprocess.run(
        program, env=os.environ | asked, capture_output=True, text=True, cwd=Path(__file__).parents[1]
    )
    assert (told.stdout, told.stderr) == ("plain,kopi-satu\n", "")
