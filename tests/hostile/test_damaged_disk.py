"""A disk that does not play along: no command ends in a traceback, and each with a documented exit code."""

from __future__ import annotations

import os
import random
import smtplib
from itertools import product
from pathlib import Path

import click
import pytest

from generator.cli import main
from tests.hostile.damages import DAMAGES, KINDS, SLUG, fresh_copy
from tests.hostile.every_command import COMMANDS, ended_well, run, sound_workspace, stop_servers_at_once
from tests.rights import without_rights

__all__ = ["smtplib"]  # loaded before this process may read only what everybody may

SEEN = [
    ("sellers", "closed", "check"),
    ("sellers", "closed", "hosting status"),
    ("sellers", "closed", f"hosting export {SLUG}"),
    ("sellers", "closed", "invite warung-lain --new"),
    ("sellers", "read-only", COMMANDS[8]),
    ("sellers", "read-only", f"hosting rename {SLUG} kopi-baru"),
    ("sellers", "read-only", f"hosting erase {SLUG} --yes"),
    ("build", "closed", "deploy --to {www}"),
    ("build", "closed", "deploy --to {www} --dry-run"),
    ("build", "closed", "hosting verify"),
    ("build", "read-only", "serve --port 0"),
    ("sellers", "a loose link", "form --port 0"),
    ("form/form.db", "read-only", f"hosting erase {SLUG} --yes"),
]
"""What ended in a traceback, or not in one JSON object."""
EVERYTHING = [(path, kind, words) for (path, kind), words in product(DAMAGES, COMMANDS)]
SOME = [*SEEN, *random.Random(25).sample(EVERYTHING, 40)]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sound_workspace(tmp_path_factory.mktemp("sound") / "hub")


@pytest.mark.parametrize(
    ("path", "kind", "words"), EVERYTHING if os.environ.get("ETALASE_ALL_DAMAGES") else SOME
)
def test_no_damage_ends_in_a_traceback(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, kind: str, words: str
) -> None:
    root = tmp_path / "hub"
    fresh_copy(sound, root)
    stop_servers_at_once(monkeypatch)
    with without_rights(root):
        KINDS[kind](root / path)
        ended_well(run(root, words), words)


def test_every_command_is_among_them() -> None:
    named = {words.split()[0] for words in COMMANDS}
    assert named == set(main.list_commands(click.Context(main))), (
        "a new command is tried on damaged disks, too"
    )
