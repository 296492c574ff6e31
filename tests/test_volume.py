"""`--quiet` and `--verbose`, on every command: answers, JSON and errors are the same with each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.shops import build, new_workspace, product, write_shop

TODAY = "2026-11-21"


def every_command(group: click.Group = main, *before: str) -> Iterator[tuple[str, ...]]:
    for name in group.list_commands(click.Context(group)):
        found = group.get_command(click.Context(group), name)
        yield (*before, name)
        if isinstance(found, click.Group):
            yield from every_command(found, *before, name)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = new_workspace(tmp_path / "hub")
    write_shop(made, "kopi-satu")
    write_shop(made, "kopi-dua", whatsapp="0800-0000-0102", hrga="1")  # a warning
    return made


def run(root: Path, *arguments: str, before: tuple[str, ...] = ()) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *before, *arguments])


@pytest.mark.parametrize("path", list(every_command()), ids=" ".join)
def test_every_command_has_both(path: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(main, [*path, "--help"]).output
    assert "--quiet" in shown
    assert "--verbose" in shown
    both = CliRunner().invoke(main, ["--quiet", *path, "--verbose"])
    assert both.exit_code == 2


def test_quiet_says_nothing_of_what_went_well(root: Path) -> None:
    www = f"file://{root}/www"
    for words in (
        "check",
        f"build --jobs 1 --today {TODAY}",
        f"deploy --to {www} --start-terms --today {TODAY}",
        "hosting verify",
        f"hosting hold kopi-satu --today {TODAY}",
        f"hosting release kopi-satu --today {TODAY}",
        f"hosting sweep --today {TODAY}",
        f"hosting remind --today {TODAY}",
        "hosting renew kopi-satu --reason x --today 2028-11-01",
        "new warung-baru --whatsapp 0812-3456-7890 --kategori kuliner --kecamatan Tebet",
    ):
        result = run(root, *words.split(), "--quiet")
        assert (result.exit_code, result.output) == (0, ""), words


def test_quiet_gives_the_answer_that_was_asked_for(root: Path) -> None:
    assert run(root, "invite", "kopi-satu", "-q").output.startswith("http://127.0.0.1:8080/m/")
    assert len(run(root, "invite", "kopi-satu", "-q").output.splitlines()) == 1
    assert run(root, "hosting", "export", "kopi-satu", "-q").output == "build/export/toko-kopi-satu.zip\n"
    assert "kopi-satu" in run(root, "hosting", "status", before=("-q",)).output
    assert "kopi-satu: " in run(root, "hosting", "hold", "kopi-satu", "--dry-run", "-q").output


def test_quiet_shows_errors_and_only_them(root: Path) -> None:
    write_shop(root, "kopi-satu", {"kopi": product(harga="dua puluh")})
    loud, quiet = run(root, "check"), run(root, "check", "--quiet")
    assert loud.exit_code == quiet.exit_code == 3
    assert "dua puluh" in quiet.output
    assert "hrga" in loud.output
    assert "hrga" not in quiet.output
    assert "hrga" in run(root, "check", "--strict", "--quiet").output, "there a warning is an error"
    refused = run(root, "check", "tidak-ada", "--quiet")
    assert (refused.exit_code, "tidak-ada" in refused.stderr) == (1, True)
    assert "dua puluh" in run(root, "build", "--jobs", "1", "-q").stderr


BUILD_STEPS = [
    "read bazaars",
    "prepare",
    "discover",
    "settle vanished",
    "select",
    "settle",
    "build changed",
    "rebuild followers",
    "write redirects",
    "update hub",
    "finish",
]


def test_verbose_tells_how_long_the_steps_took(root: Path) -> None:
    for before, after in (((), ("--verbose",)), (("-v",), ())):
        told = run(root, "build", "--jobs", "1", *after, before=before).stderr
        steps = re.findall(r"^INFO generator\.building\.\w+: ([a-z ]+): \d+\.\d\d s$", told, re.MULTILINE)
        assert steps == BUILD_STEPS, "one line for each, in the order of the recipe"
    assert "carry out: " in run(root, "deploy", "--to", f"file://{root}/www", "-v").stderr
    assert "INFO" not in run(root, "build", "--jobs", "1").stderr, "the next run is as quiet as ever"


def test_verbose_tells_where_a_closed_folder_was_met(root: Path) -> None:
    (root / "form").write_text("no folder")
    plain, told = run(root, "form", "--port", "0"), run(root, "form", "--port", "0", "-v")
    assert plain.exit_code == told.exit_code == 1
    assert "Traceback" not in plain.output
    assert "Traceback" in told.stderr


def test_json_is_the_same_with_each(root: Path) -> None:
    build(root)
    for words in ("check", "build --jobs 1", "hosting status", "hosting sweep --dry-run", "hosting verify"):
        answers = []
        for level in ([], ["--quiet"], ["--verbose"]):
            answer = json.loads(run(root, *words.split(), "--json", *level).stdout)
            answers.append({key: value for key, value in answer.items() if key != "seconds"})
        assert answers[0] == answers[1] == answers[2]
