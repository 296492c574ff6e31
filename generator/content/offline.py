"""A shop that a mentor or the operator took offline for cause: a file in its folder says so, and why.

It lies among the seller's files, so that it goes where they go, and no key of hers takes it away: the form
leaves files alone that no shop has. Any such file takes the shop offline, also one that cannot be understood.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Literal

from msgspec import Struct

FILE = "diturunkan.txt"
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


def read_offline(folder: Path) -> Offline | None:
    """Why a seller's folder is not shown; None where nobody took it offline."""
    if not is_offline(folder):
        return None
    try:
        return offline_of((folder / FILE).read_bytes())
    except OSError:  # whatever stands there: nobody else could have put it
        return Offline("", None, "pengelola")


def is_offline(folder: Path) -> bool:
    """Whether somebody took a seller's folder offline."""
    return (folder / FILE).is_file()
