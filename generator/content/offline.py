"""A shop that a mentor or the operator took offline for cause: a file in its folder says so, and why.

It lies among the seller's files, so that it goes where they go, and no key of hers takes it away: the form
leaves files alone that no shop has. Any such file takes the shop offline, also one that cannot be understood.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Literal

from msgspec import Struct

from generator.content.copies import of_other_programs, originals
from generator.content.visible import plain

FILE = "diturunkan.txt"
_STEM = FILE.partition(".")[0]
REASON_LENGTH = 300
"""Characters of a reason."""
CODE = "taken-offline"
"""Of the diagnostic that a folder with the file has."""

Taker = Literal["pembina", "pengelola"]
"""Who took a shop offline: a mentor, or the operator."""


class Offline(Struct, frozen=True):
    """Why a shop is not shown, whatever its seller says."""

    reason: str
    """For the seller, in a line; empty where the file does not say."""
    since: date | None
    by: Taker
    """A mentor may take back what a mentor did, and the operator everything."""

    def text(self) -> str:
        """For the file."""
        return f"alasan: {self.reason}\nsejak: {self.since or ''}\noleh: {self.by}\n"


def offline_of(data: bytes) -> Offline:
    """The way back from `text`; whatever else somebody typed is the reason."""
    text = data.decode("utf-8", "replace")
    pairs = [line.partition(":") for line in text.splitlines()]
    said = {key.strip().casefold(): value.strip() for key, colon, value in pairs if colon}
    since = None
    with suppress(ValueError):
        since = date.fromisoformat(said.get("sejak", ""))
    reason = said.get("alasan", "" if said else " ".join(text.split()))
    return Offline(reason[:REASON_LENGTH], since, "pembina" if said.get("oleh") == "pembina" else "pengelola")


def means_offline(name: str) -> bool:
    """Whether a name stands for the file, as phones, Windows and sync programs write it.

    `Diturunkan.txt`, `diturunkan.txt.txt`, `diturunkan` without an ending, and copies of these.
    """
    if of_other_programs(name):
        return False
    return any(one.casefold().partition(".")[0].strip() == _STEM for one in (plain(name), *originals(name)))


def offline_files(folder: Path) -> list[str]:
    """Names in a seller's folder that take it offline; the one that says why first."""
    try:
        found = [name for name in os.listdir(folder) if means_offline(name)]  # noqa: PTH208 - names only
    except OSError:  # whoever opens it learns why
        return []
    return sorted(found, key=lambda name: (name != FILE, name))


def read_offline(folder: Path) -> Offline | None:
    """Why a seller's folder is not shown; None where nobody took it offline."""
    found = offline_files(folder)
    if not found:
        return None
    try:
        return offline_of((folder / found[0]).read_bytes())
    except OSError:  # whatever stands there: nobody else could have put it
        return Offline("", None, "pengelola")


def is_offline(folder: Path) -> bool:
    """Whether somebody took a seller's folder offline."""
    return os.path.lexists(folder / FILE) or bool(offline_files(folder))
