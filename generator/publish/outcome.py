"""What became of a plan."""

from __future__ import annotations

from dataclasses import dataclass

from generator.publish.errors import PublishError
from generator.publish.record import Tally


@dataclass(frozen=True, slots=True)
class FileFailure:
    """One file that could not be published or removed."""

    key: str
    seller: str
    """The slug; empty for the hub and for shared assets."""
    error: str


@dataclass(frozen=True, slots=True)
class DeployOutcome:
    """What was done, what was not, and why."""

    done: Tally
    failed: tuple[FileFailure, ...] = ()
    held_back: frozenset[str] = frozenset()
    """Slugs (and '' for the hub) of which something was not even tried."""
    stopped: PublishError | None = None
    """Why the rest was not tried at all; None when it went on to the end."""
