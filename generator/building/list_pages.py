"""The pages of the hub's numbered lists: which of them to renew, and doing it.

A place in a list is never given twice, so pages stay as they are while shops come and go: `hal-<n>.html`
shows the places of stretch n, and the first page the newest two stretches. The oldest stretch that has any
shop left is `hal-1.html`, because every page leads to the oldest one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from generator.building import enlisting
from generator.building.hub_writer import HubWriter
from generator.building.state import State
from generator.render.card import ShopCard
from generator.render.directory import Directory
from generator.render.listings import Listing
from generator.render.pagination import OLDEST, Pages, Stretch


def write_list(
    state: State,
    directory: Directory,
    writer: HubWriter,
    listing: Listing,
    counts: Mapping[str, int],
    changed: Set[int] | None,
) -> None:
    """The pages of one list; of the numbered ones only those that can have changed (None: all)."""
    stretches = state.places.chunks(listing.name, enlisting.PAGE)
    last = stretches[-1] if stretches else 1
    numbered = [number for number in stretches if number <= last - 2]
    shown = dict(zip([OLDEST, *numbered[1:]], numbered, strict=False))
    pages = Pages(shown)
    lying = {_number(path): path for path in state.paths(f"{listing.name}/hal-")}
    renewed = pages.renewed(Pages(lying))
    for page, stretch in shown.items():
        since = 1 if page == OLDEST else stretch
        if changed is None or page in renewed or any(since <= one <= stretch for one in changed):
            members = _members(state, listing, stretch, stretch)
            part = Stretch(page, (stretch - 1) * enlisting.PAGE + 1, stretch * enlisting.PAGE)
            writer.put(directory.listing(listing, members, counts, part, pages.steps(page)))
    members = _members(state, listing, last - 1, last)
    writer.put(directory.listing(listing, members, counts, None, pages.first_page()))
    for number, path in lying.items():
        if number not in shown:
            writer.remove(path)


def drop_lists(state: State, writer: HubWriter, keep: Set[str], gone: Iterable[str] | None) -> None:
    """Pages of lists that are no more, once no shop is left whose pages link to them (None: look at all)."""
    for start in ("kategori", "kecamatan") if gone is None else gone:
        for path in state.paths(f"{start}/"):
            if path.rpartition("/")[0] not in keep | {"kategori", "kecamatan"}:
                writer.remove(path)


def _members(state: State, listing: Listing, first: int, last: int) -> list[ShopCard]:
    """The shops of these stretches, the newest first."""
    found = state.places.members(listing.name, max(0, first - 1) * enlisting.PAGE + 1, last * enlisting.PAGE)
    return list(state.cards(reversed(found)))


def _number(path: str) -> int:
    """The page of `kategori/kuliner/hal-12.html`."""
    return int(path.rpartition("/hal-")[2].removesuffix(".html"))
