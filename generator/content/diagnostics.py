"""Problems are values: collected from all files, sorted, counted, and worded in one place (`messages`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct, field

Severity = Literal["error", "warning"]


class Diagnostic(Struct, frozen=True):
    """One problem in one place of a seller's folder (or of hub.yaml)."""

    path: str
    """The file or folder, relative to the workspace, with `/`."""
    line: int | None
    """From 1; None for the whole file."""
    column: int | None
    """From 1, in characters; None for the whole file."""
    code: str
    """A stable name, for example `price-unreadable`; `messages` has its sentence."""
    severity: Severity = "error"
    """An error keeps the seller's last good site; a warning does not."""
    seller: str = ""
    """The seller's slug; empty for the hub's own settings."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What the sentence speaks of: the text found, the text to type."""
    excerpt: str = ""
    """The offending line, for showing it; empty when there is none."""


def ordered(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by path, line, column and code; a problem of a whole file comes first in it."""
    return sorted(diagnostics, key=lambda d: (d.path, d.line or 0, d.column or 0, d.code))


def count(diagnostics: Iterable[Diagnostic], severity: Severity) -> int:
    """How many of them have this severity."""
    return sum(1 for d in diagnostics if d.severity == severity)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them stops the seller's site from being renewed."""
    return any(d.severity == "error" for d in diagnostics)
