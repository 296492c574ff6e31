"""Where the ledger is: a database URL, understood without loading a database library."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from generator.hosting.errors import LedgerError

VARIABLE = "ETALASE_LEDGER"
"""The environment variable that wins over hub.yaml's `ledger:`; the place for a URL with a password."""


@dataclass(frozen=True, slots=True)
class Address:
    """One ledger."""

    url: str = field(repr=False)
    """For SQLAlchemy, with its driver; it may hold a password."""
    shown: str
    """How it is named in messages, without a password."""
    file: Path | None
    """The file of a SQLite ledger; None for a server."""

    @property
    def missing(self) -> bool:
        """Whether it is a file that is not there yet."""
        return self.file is not None and not self.file.exists()


def ledger_url(setting: str, environment: Mapping[str, str] = os.environ) -> str:
    """The ledger to use: hub.yaml's `setting`, unless the environment names another."""
    return environment.get(VARIABLE) or setting


def parse_address(url: str, root: Path) -> Address:
    """Understand a database URL; a relative SQLite path is below `root`.

    Raises:
        LedgerError: it is neither `sqlite:///FILE` nor `postgresql://…`.
    """
    if found := re.fullmatch(r"sqlite(?:\+pysqlite)?:///([^?]+)", url):
        file = root / unquote(found[1])
        if file.name != ":memory:":
            return Address(f"sqlite+pysqlite:///{file}", str(file), file)
    if found := re.fullmatch(r"(?:postgresql|postgres)(?:\+psycopg)?(://.+)", url):
        shown = re.sub(r"://[^/]*@", "://", found[1])
        return Address(f"postgresql+psycopg{found[1]}", f"postgresql{shown.partition('?')[0]}", None)
    kind = url.partition(":")[0]
    raise LedgerError(
        f"the ledger's address ({kind}:…) is not understood; "
        f"use sqlite:///ledger.db or postgresql://user@host/database, in hub.yaml or {VARIABLE}"
    )
