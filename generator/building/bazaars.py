"""The bazaars of a build: those whose files are good, and the last good state of those whose are not."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import asdict

from generator.building import fingerprint
from generator.building.report import BuildOptions
from generator.building.state import State
from generator.content.bazaar import Badge, Bazaar, read_bazaar
from generator.content.bazaar_files import FOLDER, BazaarFile, bazaar_files, find_shops
from generator.content.diagnostics import Diagnostic
from generator.content.field_reader import SourceText
from generator.content.model import Photo
from generator.hosting.terms import Terms
from generator.timed import timed

KEPT = "bazaars"
"""Where the state remembers the last good text of every bazaar, and its cover."""

_SHOWN = "bazaars_shown"
"""Where it remembers what the pages of each were made of."""


class Bazaars(Struct, frozen=True):
    """What curators put together, as a build shows it."""

    today: date = date.min
    folder: Path = Path()
    """Where their covers lie."""
    all: tuple[Bazaar, ...] = ()
    """By their first day."""
    problems: tuple[Diagnostic, ...] = ()
    failed: tuple[str, ...] = ()
    """Files with errors: what they said before is shown, if they ever were good."""
    badges: Mapping[str, tuple[Badge, ...]] = field(default_factory=dict)
    """Of the shops in bazaars that run today."""

    @property
    def shown(self) -> dict[str, str]:
        """Bazaar -> what its pages are made of beside cards of shops, as a text that changes with it."""
        return {one.slug: fingerprint.digest(repr(one), one.phase(self.today)) for one in self.all}


NO_BAZAARS = Bazaars()


class Folder(Struct, frozen=True):
    """What lies in bazar/."""

    files: tuple[BazaarFile, ...] = ()
    unreadable: Diagnostic | None = None
    """Why it tells nothing of any bazaar; None where it does."""

    @property
    def good(self) -> tuple[Bazaar, ...]:
        """The bazaars of the files without errors."""
        return tuple(one.bazaar for one in self.files if one.bazaar)

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Those of all files."""
        told = [problem for one in self.files for problem in one.page.problems]
        return (*told, *filter(None, (self.unreadable,)))

    @property
    def failed(self) -> tuple[str, ...]:
        """The paths of those with errors."""
        return tuple(dict.fromkeys(one.path for one in self.problems if one.severity == "error"))


def look_into(root: Path, terms: Callable[[], Terms], before: Collection[str] = ()) -> Folder:
    """Read bazar/ of a workspace; `terms`, asked only where there is one, know which shops have moved.

    `before` are the bazaars that were good once: where there are any, the folder is missed.
    """
    if not os.path.lexists(root / FOLDER):
        lost = Diagnostic(FOLDER, None, None, "bazaar-folder-lost")
        return Folder(unreadable=lost if before else None)
    # Opening pictures takes long to load, and most hubs have no bazaar.
    from generator.render.images import PhotoCache

    judge, new_slug = PhotoCache(root / "build" / "cache" / "photos").judge, terms().new_slug
    try:
        found = (find_shops(one, root / "sellers", new_slug) for one in bazaar_files(root, judge))
        return Folder(tuple(found))
    except OSError as error:
        values = {"found": FOLDER, "reason": error.strerror or ""}
        return Folder(unreadable=Diagnostic(FOLDER, None, None, "file-unreadable", values=values))


@timed
def read_bazaars(options: BuildOptions, state: State) -> Bazaars:
    """Read bazar/, and remember what is good in it; what is not, is what it was when it last was."""
    before: dict[str, Any] = json.loads(state.meta(KEPT) or "{}")
    folder = look_into(options.root, lambda: options.terms, before)
    last = last_good(folder, before)
    kept = {one.slug: _to_keep(one) for one in folder.files if one.bazaar}
    kept |= {slug: before[slug] for slug in last}
    if kept != before:
        state.set_meta(KEPT, json.dumps(kept, ensure_ascii=False) if kept else "")
    every = by_day((*folder.good, *last.values()))
    return Bazaars(
        options.today,
        options.root / FOLDER,
        every,
        folder.problems,
        folder.failed,
        _badges(every, options.today),
    )


def last_good(folder: Folder, before: Mapping[str, Any]) -> dict[str, Bazaar]:
    """What bazaars whose files tell nothing now said when they last were good: `before`, see `KEPT`."""
    silent = before if folder.unreadable else [one.slug for one in folder.files if not one.bazaar]
    found = {slug: _last_good(slug, **before[slug]) for slug in silent if slug in before}
    return {slug: bazaar for slug, bazaar in found.items() if bazaar}


def by_day(bazaars: Iterable[Bazaar]) -> tuple[Bazaar, ...]:
    """In the order of their first days."""
    return tuple(sorted(bazaars, key=lambda one: (one.starts, one.slug)))


def shown_before(state: State) -> dict[str, str]:
    """`Bazaars.shown` of the bazaars whose pages lie there."""
    found: dict[str, str] = json.loads(state.meta(_SHOWN) or "{}")
    return found


def note_shown(state: State, shown: Mapping[str, str]) -> None:
    """Remember what the pages are made of that lie there now."""
    state.set_meta(_SHOWN, json.dumps(shown) if shown else "")


def _to_keep(file: BazaarFile) -> dict[str, Any]:
    cover = file.bazaar.cover if file.bazaar else None
    return {"text": file.page.text, "cover": asdict(cover) if cover else {}}


def _last_good(slug: str, text: str, cover: Mapping[str, Any]) -> Bazaar | None:
    """What a file said when it was good; nothing where this program calls that an error."""
    return read_bazaar(SourceText(f"{FOLDER}/{slug}.yaml", "", text), slug, lambda _: Photo(**cover))


def _badges(bazaars: tuple[Bazaar, ...], today: date) -> dict[str, tuple[Badge, ...]]:
    found: dict[str, tuple[Badge, ...]] = {}
    for one in bazaars:
        if one.phase(today) == "live":
            badge = Badge(one.slug, one.title, one.ends)
            for slug in dict.fromkeys(pick.shop for pick in one.picks):
                found[slug] = (*found.get(slug, ()), badge)
    return found
