"""The hub in English: the same pages for the shops that speak it, as long as there is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.building.enlisting import Dirty
from generator.building.export_hub import exports
from generator.building.hub_writer import HubWriter
from generator.building.list_pages import write_list
from generator.building.state import State
from generator.render.directory import NEWEST, Directory
from generator.render.hub_paths import EXPORT, IN_ENGLISH
from generator.render.twins import ENGLISH
from generator.search.settings import SearchSettings


def turned(dirty: Dirty, counts: Mapping[str, int]) -> bool:
    """Whether the first shop with pages in English has come, or the last one gone."""
    now = bool(counts.get(IN_ENGLISH))
    return dirty.had_shops.get(IN_ENGLISH, now) != now


def renew_english(
    state: State,
    english: Callable[[], Directory],
    writer: HubWriter,
    counts: Mapping[str, int],
    dirty: Dirty,
    settings: SearchSettings,
    *,
    everything: bool,
) -> None:
    """Bring the pages in English up to date; `english` makes them, and is asked only where there are any."""
    if not counts.get(IN_ENGLISH):
        if everything or turned(dirty, counts):
            _remove(state, writer, ENGLISH)
        return
    changed = everything or any(name == IN_ENGLISH or name.startswith(EXPORT) for name in dirty.stretches)
    if not changed:
        return
    directory = english()
    if everything or turned(dirty, counts):
        writer.put(directory.privacy(paired=True))
        writer.put(directory.not_found(paired=True))
    newest = list(state.cards(state.places.newest(IN_ENGLISH, NEWEST)))
    writer.put(directory.home(newest, counts, counts[IN_ENGLISH], exports=exports(counts)))
    writer.put(directory.overview("kategori", counts))
    writer.put(directory.overview("kecamatan", counts))
    writer.put(directory.search(counts, settings.for_browsers()))
    _lists(state, directory, writer, counts, dirty, everything=everything)


def _lists(
    state: State,
    directory: Directory,
    writer: HubWriter,
    counts: Mapping[str, int],
    dirty: Dirty,
    *,
    everything: bool,
) -> None:
    stretches = {name: places for name, places in dirty.stretches.items() if name.startswith(ENGLISH)}
    known = {listing.name for listing in directory.listings.all()}
    dropped = sorted(name for name in counts if name.startswith(f"{ENGLISH}kategori/") and name not in known)
    listings = (*directory.listings.all(), *directory.listings.of_names(dropped))
    for listing in listings:
        has_shops = bool(counts.get(listing.name))
        if dirty.had_shops.get(listing.name, has_shops) != has_shops:
            for other in directory.listings.siblings(listing):
                stretches.setdefault(other.name, set())
    for listing in listings:
        if not counts.get(listing.name):
            if everything or listing.name in stretches:
                _remove(state, writer, f"{listing.name}/")
        elif everything or listing.name in stretches:
            write_list(
                state, directory, writer, listing, counts, None if everything else stretches[listing.name]
            )


def _remove(state: State, writer: HubWriter, start: str) -> None:
    for path in state.paths(start):
        if not path.startswith(f"{EXPORT}/"):  # its own room looks after these
            writer.remove(path)
