"""What every save needs: one writer at a time, and a folder that is made whole beside the one it replaces.

A change is a function from the shop as it is to the shop as it is to be. What a page showed comes back with
it as digests of files; where those have changed meanwhile, nothing is saved.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.content.frontmatter import decode, split
from generator.content.model import Seller
from generator.content.reader import NAMES, STORY_FILE
from generator.content.unreadable import UnreadableError
from generator.disk import atomic_file
from generator.form.drafts import Draft

ChangeOf = Callable[[Seller], Seller]
Base = Mapping[str, str]
"""A file of the draft -> its digest when the page was made."""


class ConflictError(Exception):
    """Somebody else saved the same thing first."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(f"{draft.slug} has changed meanwhile")
        self.draft = draft


@contextmanager
def lock_shop(data_dir: Path, slug: str) -> Iterator[None]:
    """Nobody else writes to this shop meanwhile, in whatever process; `data_dir` is the form's folder."""
    with (data_dir / "locks" / slug).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def stage_folder(
    target: Path,
    source: Path,
    texts: Mapping[str, bytes | None],
    photos: Mapping[str, Path | None],
    *,
    copies: bool = False,
) -> Path:
    """A copy of `source` beside `target`, with other texts and photos, complete on the disk.

    Files are links to the same bytes, because the form never writes into a file that is there. People do:
    photos go into sellers/, and come from there, as `copies`.
    """
    stage = target.with_name(f".{target.name}.new")
    shutil.rmtree(stage, ignore_errors=True)  # of a save that was killed
    try:
        if source.is_dir():
            shutil.copytree(source, stage, symlinks=True, copy_function=link)
            for there in list(stage.iterdir()):  # `Produk` becomes `produk`
                usual = there.name.casefold()
                if usual in NAMES and not (stage / usual).exists():
                    there.rename(stage / usual)
        for below in ("produk", "foto"):
            (stage / below).mkdir(parents=True, exist_ok=True)
        for name, photo in photos.items():
            (stage / "foto" / name).unlink(missing_ok=True)
            if photo:
                (copy if copies else link)(photo, stage / "foto" / name)
        for path, data in texts.items():
            (stage / path).unlink(missing_ok=True)
            if data is not None:
                _write(stage / path, data)
        for folder in (stage, stage / "produk", stage / "foto"):
            atomic_file.sync_folder(folder)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    return stage


def photos_named(photo_store: Path, draft: Draft, texts: Mapping[str, bytes]) -> dict[str, Path | None]:
    """Photos that come in from the album, and those (None) that go: named before, and no longer."""
    said, was = _naming(texts), _naming(draft.texts)
    found: dict[str, Path | None] = {}
    for name in draft.photos:
        raw = os.fsencode(name)
        if raw in was and raw not in said:
            photo_store.mkdir(exist_ok=True)
            if not (photo_store / name).exists():
                link(draft.folder / "foto" / name, photo_store / name)
            found[name] = None
    if photo_store.is_dir():
        there = set(draft.photos)
        found |= {
            p.name: p for p in photo_store.iterdir() if p.name not in there and os.fsencode(p.name) in said
        }
    return found


def _naming(texts: Mapping[str, bytes]) -> bytes:
    """What may name photos: toko.yaml and the heads of products; not what people tell in their own words."""
    return b"\n".join(_head(path, data) for path, data in texts.items() if path != STORY_FILE)


def _head(path: str, data: bytes) -> bytes:
    if not path.casefold().endswith(".md"):
        return data
    try:
        _fields, _body, line = split(decode(data))
    except UnreadableError:
        return data
    return b"\n".join(data.split(b"\n")[: line - 1])


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic_file.write(path, data, durable="bytes")


def link(source: str | Path, target: str | Path) -> str:
    """The same file at another place; a copy where the file system cannot."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # another file system
        shutil.copy2(source, target, follow_symlinks=False)
    return str(target)


def copy(source: Path, target: Path) -> None:
    """Bytes of their own, complete on the disk."""
    _write(target, source.read_bytes())
