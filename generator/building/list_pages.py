"""The pages of the hub's numbered lists: which of them to renew, and doing it.

A place in a list is never given twice, so pages stay as they are while shops come and go: `hal-<n>.html`
shows the places of stretch n, and the first page the newest two stretches.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from generator.building import enlisting
from generator.building.hub_writer import HubWriter
from generator.building.state import State
from generator.render.directory import Directory
from generator.render.listings import Listing


def write_list(
    state: State,
    directory: Directory,
    writer: HubWriter,
    listing: Listing,
    counts: Mapping[str, int],
    changed: set[int] | None,
) -> None:
    """The pages of one list; of the numbered ones only those that can have changed (None: all)."""
    stretches = state.places.chunks(listing.name, enlisting.PAGE)
    last = stretches[-1] if stretches else 1
    numbered = [number for number in stretches if number <= last - 2]
    near = {n + step for n in changed or () for step in (-1, 0, 1)} | set(numbered[-2:])
    for at, number in enumerate(numbered):
        around = {numbered[at - 1] if at else number, *numbered[at : at + 2]}
        known = state.file(f"{listing.name}/hal-{number}.html")
        if changed is None or not known or near & around:
            members = state.places.members(
                listing.name, (number - 1) * enlisting.PAGE + 1, number * enlisting.PAGE
            )
            writer.put(
                directory.listing(
                    listing,
                    list(state.cards(reversed(members))),
                    counts,
                    page=number,
                    newer=f"hal-{numbered[at + 1]}.html" if at + 1 < len(numbered) else "index.html",
                    older=f"hal-{numbered[at - 1]}.html" if at else "",
                )
            )
    members = state.places.members(listing.name, max(0, last - 2) * enlisting.PAGE + 1, last * enlisting.PAGE)
    older = f"hal-{numbered[-1]}.html" if numbered else ""
    first = list(state.cards(reversed(members)))
    writer.put(directory.listing(listing, first, counts, page=None, newer="", older=older))
    for path in state.paths(f"{listing.name}/hal-"):
        if path not in {f"{listing.name}/hal-{number}.html" for number in numbered}:
            writer.remove(path)


def drop_lists(state: State, writer: HubWriter, keep: Set[str]) -> None:
    """Pages of a category that is no longer in hub.yaml, once no shop is left whose pages link to them."""
    for path in [*state.paths("kategori/"), *state.paths("kecamatan/")]:
        if path.rpartition("/")[0] not in keep | {"kategori", "kecamatan"}:
            writer.remove(path)
