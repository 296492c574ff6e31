"""What became of the hub's pages in a build."""

from __future__ import annotations

from msgspec import Struct, field


class Renewal(Struct):
    """What was done."""

    written: int = 0
    deleted: int = 0
    removed: dict[str, int] = field(default_factory=dict)
    """Categories that are gone from hub.yaml and still have shops, with how many: their pages stay."""
