"""The hub's lists of shops that are ready for export: by category, as long as there is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.building.enlisting import Dirty
from generator.building.hub_writer import HubWriter
from generator.building.state import State
from generator.render.directory import Directory
from generator.render.export_directory import EXPORT_INDEX, FIRST, category_page, index_page
from generator.render.hub_paths import EXPORT, IN_ENGLISH

_EVERY = 1_000_000_000


def exports(counts: Mapping[str, int]) -> bool:
    """Whether any shop is ready for export; `counts` are those of all lists."""
    return any(name.startswith(f"{EXPORT}/") for name in counts)


def renew_exports(
    state: State,
    english: Callable[[], Directory],
    writer: HubWriter,
    counts: Mapping[str, int],
    dirty: Dirty,
    *,
    everything: bool,
) -> None:
    """Bring the pages up to date that a change touches: the index, and those of long categories."""
    touched = {name for name in dirty.stretches if name.startswith(f"{EXPORT}/")}
    if not (everything or touched):
        return
    lists = {
        name.removeprefix(f"{EXPORT}/"): count for name, count in counts.items() if name.startswith(EXPORT)
    }
    pages = set()
    if lists:
        directory, translated = english(), bool(counts.get(IN_ENGLISH))
        newest = {slug: list(state.cards(state.places.newest(f"{EXPORT}/{slug}", FIRST))) for slug in lists}
        writer.put(index_page(directory, newest, lists, translated=translated))
        pages.add(EXPORT_INDEX)
        for slug, count in lists.items():
            if count > FIRST:
                shops = list(state.cards(state.places.newest(f"{EXPORT}/{slug}", _EVERY)))
                page = category_page(directory, slug, shops, translated=translated)
                writer.put(page)
                pages.add(page.path)
    for path in state.paths(f"{EXPORT}/"):
        if path not in pages:
            writer.remove(path)
