"""The bazaars of a build: those whose files are good, and the last good state of those whose are not."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

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

_KEPT = "bazaars"
"""Where the state remembers the last good text of every bazaar, and its cover."""

_SHOWN = "bazaars_shown"
"""Where it remembers what the pages of each were made of."""


@dataclass(frozen=True, slots=True)
class Bazaars:
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


@dataclass(frozen=True, slots=True)
class Folder:
    """What lies in bazar/."""

    files: tuple[BazaarFile, ...] = ()
    unreadable: Diagnostic | None = None
    """Why it tells nothing of any bazaar; None where it does."""

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Those of all files."""
        told = [problem for one in self.files for problem in one.page.problems]
        return (*told, *filter(None, (self.unreadable,)))

    @property
    def failed(self) -> tuple[str, ...]:
        """The paths of those with errors."""
        return tuple(dict.fromkeys(one.path for one in self.problems if one.severity == "error"))


def look_into(root: Path, terms: Callable[[], Terms]) -> Folder:
    """Read bazar/ of a workspace; `terms`, asked only where there is one, know which shops have moved."""
    if not os.path.lexists(root / FOLDER):
        return Folder()
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
    before: dict[str, Any] = json.loads(state.meta(_KEPT) or "{}")
    folder = look_into(options.root, lambda: options.terms)
    if before and not os.path.lexists(options.root / FOLDER):
        folder = Folder(unreadable=Diagnostic(FOLDER, None, None, "bazaar-folder-lost"))
    kept = {one.slug: _to_keep(one) for one in folder.files if one.bazaar}
    known = {one.slug: one.bazaar for one in folder.files if one.bazaar}
    for slug in before if folder.unreadable else [one.slug for one in folder.files if not one.bazaar]:
        if slug in before and (last := _last_good(slug, **before[slug])):
            kept[slug], known[slug] = before[slug], last
    if kept != before:
        state.set_meta(_KEPT, json.dumps(kept, ensure_ascii=False) if kept else "")
    every = tuple(sorted(known.values(), key=lambda one: (one.starts, one.slug)))
    return Bazaars(
        options.today,
        options.root / FOLDER,
        every,
        folder.problems,
        folder.failed,
        _badges(every, options.today),
    )


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
