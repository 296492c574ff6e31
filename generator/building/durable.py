"""A build that is closed: all that its state says of the site is on the disk, also after a power cut.

A build that was not closed may have left files empty, cut, or newer than what the state says of them.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from pathlib import Path

from generator.building.rows import FileRow
from generator.building.state import State
from generator.disk.atomic_file import is_draft, remove_drafts
from generator.disk.file_system import wait_until_written as _sync

_SETTLED_SECONDS = 2
"""Times on a disk may be this coarse."""


def open_build(state: State, site: Path) -> None:
    """Mark the site as under construction, durably, before its first file is touched."""
    if state.meta("building") == "1":
        _doubt(state, site, float(state.meta("opened") or 0))
    else:
        state.set_meta("opened", str(time.time()))
    state.mark("building", "1")


def close_build(state: State, site: Path) -> None:
    """Wait until the disk has all files; then the state may say so.

    Raises:
        OSError: the disk has not taken them.
    """
    _sync(site)
    state.mark("building", "0")


def _doubt(state: State, site: Path, since: float) -> None:
    """Have everything made again that is not what the state says, after a build that began at `since`.

    What lies there half written is removed.
    """
    for folder, _below, files in os.walk(site):
        if any(map(is_draft, files)):
            remove_drafts(Path(folder))
    for seller in ("", *sorted(state.slugs())):
        if not all(_is_as_built(site / row.path, row, since) for row in state.files(seller).values()):
            state.doubt(seller)


def _is_as_built(file: Path, row: FileRow, since: float) -> bool:
    """By its size; what was written since then may have the right size and other bytes."""
    try:
        found = file.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size != row.size:
            return False
        if found.st_mtime < since - _SETTLED_SECONDS:
            return True
        return hashlib.sha256(file.read_bytes()).hexdigest() == row.sha256
    except OSError:
        return False
