"""Slugs on the command line, as a shell completes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.content import reader
from generator.content.bazaar_files import FOLDER
from generator.errors import MISHAPS
from generator.hosting import built

Command = TypeVar("Command", bound=Callable[..., Any])

_FOLDER = "sellers/"


def slug_argument(name: str = "slug", **more: Any) -> Callable[[Command], Command]:
    """An argument that is the slug of a shop that is there, or several."""
    return click.argument(name, shell_complete=complete, **more)


def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The slugs that begin like this: of folders, and of shops that the last build knew."""
    start = _FOLDER if incomplete.startswith(_FOLDER) else ""  # what a shell completes by itself
    typed = ctx.params.get(param.name or "")
    before = {Path(one).name for one in typed} if isinstance(typed, tuple | list) else set()
    wanted = incomplete.removeprefix(start)
    found = sorted(slug for slug in known_shops(_root(ctx)) - before if slug.startswith(wanted))
    return [start + slug for slug in found]


def complete_bazaar(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The bazaars whose names begin like this."""
    names = (file.stem for file in (_root(ctx) / FOLDER).glob("*.yaml"))
    return sorted(name for name in names if name.startswith(incomplete))


def _root(ctx: click.Context) -> Path:
    return Path(ctx.find_root().params.get("root") or ".")  # also from ETALASE_ROOT


def known_shops(root: Path) -> set[str]:
    """Slugs of folders, of shops that the last build knew, and of those that are online."""
    found: set[str] = set()
    with suppress(*MISHAPS, sqlite3.Error):  # a shell has no use for our reasons
        found.update(reader.slugs(root / "sellers"))
    with suppress(*MISHAPS, sqlite3.Error):
        found.update(built.statuses(root / "build"), built.online(root / "build"))
    return found
