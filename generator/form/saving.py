"""Saving a draft: one writer at a time, whole or not at all, and written down in the history.

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

from generator.content.atomic_folder import replace_folder, sync
from generator.content.frontmatter import UnreadableError, decode, split
from generator.content.model import Seller
from generator.content.reader import NAMES, STORY_FILE
from generator.form import history, rewriting, shops
from generator.form.changes import Change, differences
from generator.form.context import FormContext
from generator.form.drafts import Draft, version
from generator.form.links import PrivateLink
from generator.form.readiness import readiness

ChangeOf = Callable[[Seller], Seller]
Base = Mapping[str, str]
"""A file of the draft -> its digest when the page was made."""


class ConflictError(Exception):
    """Somebody else saved the same thing first."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(f"{draft.slug} has changed meanwhile")
        self.draft = draft


@contextmanager
def alone(context: FormContext, slug: str) -> Iterator[None]:
    """Nobody else writes to this shop meanwhile, in whatever process."""
    with lock_shop(context.data_dir, slug):
        yield


@contextmanager
def lock_shop(data_dir: Path, slug: str) -> Iterator[None]:
    """`alone`, by the form's folder."""
    with (data_dir / "locks" / slug).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def save(
    context: FormContext, actor: PrivateLink | None, slug: str, change: ChangeOf, base: Base | None = None
) -> None:
    """Save a change of a draft; one that changes nothing is not written down.

    Raises:
        ConflictError: a file of `base` is not what it was.
        OSError: the disk is full, for example; the draft is what it was.
    """
    with alone(context, slug):
        save_locked(context, actor, slug, change, base)


def save_locked(
    context: FormContext, actor: PrivateLink | None, slug: str, change: ChangeOf, base: Base | None = None
) -> None:
    """`save`, for whoever is `alone` already."""
    draft = context.drafts.read(slug)
    if any(draft.digest(path) != seen for path, seen in (base or {}).items()):
        raise ConflictError(draft)
    after = change(draft.seller)
    texts = rewriting.texts(draft, after, context.drafts.rules)
    if texts:
        write(context, actor, draft, texts, differences(draft.seller, after))
        remember(context, draft.seller, after)


def write(
    context: FormContext,
    actor: PrivateLink | None,
    draft: Draft,
    texts: Mapping[str, bytes | None],
    changes: list[Change],
) -> str:
    """Replace texts of a draft (None removes one), and the photos they name; whoever calls is `alone`.

    Returns the draft's version from now on.
    """
    slug = draft.slug
    history.reconcile(context.database, slug, draft.version)
    whole = {path: data for path, data in {**draft.texts, **texts}.items() if data is not None}
    photos = _photos(context, draft, whole)
    stage = stage_folder(draft.folder, draft.folder, texts, photos)
    try:
        names = {name for name in draft.photos if name not in photos} | {n for n, p in photos.items() if p}
        versions = (draft.version, version(whole, names))
        both = {path: (_text(draft.texts.get(path)), _text(data)) for path, data in texts.items()}
        history.record(context.database, slug, actor, context.now(), changes, versions, both)
        replace_folder(stage, draft.folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return versions[1]


def remember(context: FormContext, before: Seller, after: Seller) -> None:
    """Keep what lists of shops show; the mentor of a published shop stays until the draft is published."""
    was, now = _listed(before), _listed(after)
    if was != now:
        if context.live.folder(after.slug).is_dir():
            del now["kecamatan"]
        shops.note(context.database, after.slug, **now)


def _listed(seller: Seller) -> dict[str, str | int | None]:
    return {
        "name": seller.name,
        "kecamatan": seller.kecamatan.slug,
        "ready": readiness(seller).percent,
    }


def stage_folder(
    target: Path, source: Path, texts: Mapping[str, bytes | None], photos: Mapping[str, Path | None]
) -> Path:
    """A copy of `source` beside `target`, with other texts and photos, complete on the disk.

    Files that stay are links to the same bytes: nothing ever writes into a file that is there.
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
                link(photo, stage / "foto" / name)
        for path, data in texts.items():
            (stage / path).unlink(missing_ok=True)
            if data is not None:
                _write(stage / path, data)
        for folder in (stage, stage / "produk", stage / "foto"):
            sync(folder)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    return stage


def _photos(context: FormContext, draft: Draft, texts: Mapping[str, bytes]) -> dict[str, Path | None]:
    """Photos that come in from the album, and those (None) that go: named before, and no longer."""
    photo_store = context.photo_store(draft.slug)
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


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "replace")


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def link(source: str | Path, target: str | Path) -> str:
    """The same file at another place; a copy where the file system cannot."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # another file system
        shutil.copy2(source, target, follow_symlinks=False)
    return str(target)
