"""Files that change, as long as somebody wants to know; by looking again and again where nobody tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

_WAIT, _LOOK_AGAIN = 500, 1000
"""Milliseconds until it is told that nothing changed; and, without the system's help, between two looks."""


def watched(*folders: Path, tell: Callable[[str], None]) -> Iterator[set[Path]]:
    """What changes below these folders after the first set; empty ones come now and then, when nothing did.

    A system that has no watches left (inotify's limits) makes us look through the folders every second; then
    `tell` gets the reason first.
    """
    try:
        yield from _changes(folders, polling=False)
    except (OSError, RuntimeError) as error:  # as watchfiles tells of limits for watches, and for watchers
        if any(not folder.is_dir() for folder in folders):
            raise
        looks = _changes(folders, polling=True)
        first = next(looks)  # from this look on, whatever changes is seen
        tell("no watches left" if "limit" in str(error) else "no watcher left")
        yield first
        yield from looks


def _changes(folders: tuple[Path, ...], *, polling: bool) -> Iterator[set[Path]]:
    from watchfiles import watch

    found = watch(
        *folders,
        yield_on_timeout=True,
        rust_timeout=_WAIT,
        # None lets WATCHFILES_FORCE_POLLING decide.
        force_polling=polling or None,
        poll_delay_ms=_LOOK_AGAIN,
    )
    for some in found:
        yield {Path(name) for _, name in some}
