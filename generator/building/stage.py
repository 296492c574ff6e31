"""A seller's new pages are laid out beside the old ones, then swapped in by two renames."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from generator.building.rows import FileRow
from generator.disk import atomic_file
from generator.filemodes import public_folder, publish_file, publish_folder, write_public
from generator.render.output import Output

_ASIDE = ".old"
"""Where old pages lie between the two renames; no seller's slug starts with a dot."""


def stage_files(
    outputs: Iterable[Output], before: Mapping[str, FileRow], site: Path, stage: Path, slug: str
) -> tuple[FileRow, ...]:
    """Write a seller's files below `stage`; those that did not change are hard links to the site's.

    `before` is the manifest of the last build. Nothing of the site is touched.
    """
    there, here = str(site), str(stage)  # as texts: a `Path` for each file costs as much as writing it
    folder = f"{here}/{slug}"
    if os.path.exists(folder):  # noqa: PTH110
        shutil.rmtree(folder)
    public_folder(folder)
    rows = []
    made = {folder}
    for output in outputs:
        target = f"{here}/{output.path}"
        parent = target.rpartition("/")[0]
        if parent not in made:
            public_folder(parent)
            made.add(parent)
        row = _lay_down(output, before.get(output.path), f"{there}/{output.path}", target)
        rows.append(row)
    return tuple(rows)


def _lay_down(output: Output, old: FileRow | None, live: str, target: str) -> FileRow:
    """Put one file in its place: a link to the one that is there, if that is still what was built."""
    if isinstance(output.content, Path):
        same = old if old and _is_same_file(output.content, live) else None
        row = same or describe(output)
        if not _link(output.content, target, row.size):
            shutil.copyfile(output.content, target)
            publish_file(target)
        return row
    row = describe(output)
    if not (row == old and _link(live, target, row.size)):
        write_public(target, output.content)
    return row


def describe(output: Output) -> FileRow:
    """The manifest's row of a file."""
    data = output.content.read_bytes() if isinstance(output.content, Path) else output.content
    return FileRow(
        output.path,
        hashlib.sha256(data).hexdigest(),
        hashlib.md5(data, usedforsecurity=False).hexdigest(),
        len(data),
        output.content_type,
        output.cache_control,
    )


def promote(site: Path, stage: Path, slug: str, attempt: str = "") -> None:
    """Put a seller that is laid out below `stage` (in its folder `attempt`) in the place of its old pages."""
    live, old = f"{site}/{slug}", f"{stage}/{_ASIDE}/{slug}"
    public_folder(site)
    if os.path.exists(old):  # noqa: PTH110
        shutil.rmtree(old)
    if aside := os.path.exists(live):  # noqa: PTH110
        Path(old).parent.mkdir(parents=True, exist_ok=True)
        os.rename(live, old)  # noqa: PTH104 - see `stage_files`
    os.rename(os.path.join(stage, attempt, slug), live)  # noqa: PTH104, PTH118
    if aside:
        shutil.rmtree(old, ignore_errors=True)


def carry_over(paths: Iterable[str], site: Path, stage: Path) -> None:
    """Lay out these files of the site, too, as they are, before a folder with them is replaced as a whole."""
    for path in paths:
        live, target = site / path, stage / path
        public_folder(target.parent)
        if live.is_file() and not _link(live, str(target), live.stat().st_size):
            shutil.copyfile(live, target)
            publish_file(target)


def take_out(site: Path, stage: Path, slug: str, keep: Sequence[str] = ()) -> None:
    """Remove a seller's pages, but not what others keep in the same folder: the files `keep`."""
    shutil.rmtree(stage / slug, ignore_errors=True)
    if keep:
        carry_over(keep, site, stage)
        promote(site, stage, slug)
    else:
        shutil.rmtree(site / slug, ignore_errors=True)


def recover(site: Path, stage: Path) -> None:
    """After a build that was killed between two renames: put the old pages back, drop what was laid out."""
    aside = stage / _ASIDE
    if aside.is_dir():
        for folder in aside.iterdir():
            if not (site / folder.name).exists():
                public_folder(site)
                folder.rename(site / folder.name)
    shutil.rmtree(stage, ignore_errors=True)


def write_file(site: Path, path: str, data: bytes) -> None:
    """Write one file of the site, whole or not at all."""
    target = folder = f"{site}/{path}"
    public_folder(os.path.dirname(target))  # noqa: PTH120 - see `stage_files`
    for _ in range(path.count("/") + 1):
        folder = os.path.dirname(folder)  # noqa: PTH120
        publish_folder(folder)
    atomic_file.write(target, data, durable="no", readers="everybody", over_folder=True)


def remove_file(site: Path, path: str) -> None:
    """Remove one file of the site, and the folders it leaves empty."""
    target = site / path
    target.unlink(missing_ok=True)
    for parent in target.parents:
        if parent == site or not parent.is_dir() or any(parent.iterdir()):
            break
        parent.rmdir()


def is_whole(file: Path | str, size: int) -> bool:
    """Whether a regular file of this many bytes lies there."""
    try:
        found = os.lstat(file)
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size == size


def _is_same_file(one: Path, other: str) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _link(source: Path | str, target: str, size: int) -> bool:
    """A second name for a file, if it has this many bytes."""
    if not is_whole(source, size):
        return False
    try:
        os.link(source, target)
    except OSError:  # on another file system
        return False
    try:
        publish_file(target)
    except OSError:  # made by another user, for itself
        os.unlink(target)  # noqa: PTH108 - see `stage_files`
        return False
    return True
