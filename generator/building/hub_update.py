"""Which of the hub's pages a build has to renew, and doing it.

Lists are numbered from the oldest shop, and a place is never given twice, so pages stay as they are while
shops come and go: `hal-<n>.html` shows the places of stretch n, and the first page the newest two stretches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from generator.building import stage
from generator.building.rows import FileRow
from generator.building.setup import Setup
from generator.building.state import State
from generator.render.directory import NEWEST, Directory
from generator.render.feeds import MAX_ENTRIES
from generator.render.listings import Listing
from generator.render.output import Output
from generator.timed import timed

PAGE = 24
"""Shops of one stretch of a list; the first page shows up to twice as many."""
SITEMAP_SHOPS = 240
"""Shops of one sitemap: with 200 products each, it stays below the 50,000 addresses of the protocol."""
EVERYBODY = "toko"
"""The list of all shops."""


@dataclass
class Renewal:
    """What was done."""

    written: int = 0
    deleted: int = 0
    removed: dict[str, int] = field(default_factory=dict)
    """Categories that are gone from hub.yaml and still have shops, with how many: their pages stay."""


@dataclass
class _Dirty:
    """What a build's changes make out of date."""

    stretches: dict[str, set[int]] = field(default_factory=dict)
    """List -> stretches with a new, changed or removed shop."""
    sitemaps: set[int] = field(default_factory=set)


@timed
def update_hub(setup: Setup, state: State) -> Renewal:
    """Bring the hub's own pages up to date, and the themes' shared files."""
    directory = setup.directory
    shared = [asset for theme in (directory.theme, *setup.storefronts) for asset in theme.assets]
    return renew(
        state,
        setup.site,
        directory,
        context=setup.hub_digest,
        assets={asset.path: asset for asset in (*shared, directory.cover())}.values(),
        force=setup.options.force,
    )


def renew(
    state: State,
    site: Path,
    directory: Directory,
    *,
    context: str,
    assets: Iterable[Output],
    force: bool = False,
) -> Renewal:
    """Bring the hub's pages up to date with the changes noted in the state.

    `context` is everything else the hub's pages depend on; `assets` the shared files of all themes; `force`
    writes every page, whatever the manifest says of it.
    """
    force = force or not state.meta("hub_context")  # nothing is known of what lies there
    everything = force or state.meta("hub_context") != context or not (site / "index.html").is_file()
    writer = _Writer(state, site, force)
    writer.put_assets(assets)
    cards = state.changes(card=True)
    dirty = _enlist(state, cards)
    for slug in state.changes(card=False):
        position = state.places.of(EVERYBODY, slug)
        if position is not None:
            dirty.sitemaps.add((position - 1) // SITEMAP_SHOPS + 1)
    counts = state.places.counts()
    if everything:
        for page in (directory.join(), directory.privacy(), directory.not_found(), directory.robots()):
            writer.put(page)
    if everything or cards:
        _front_pages(state, directory, writer, counts)
    listings = directory.listings.all()
    known = {listing.name for listing in listings}
    leftover = [Listing(name, _title(name), False) for name in sorted(counts.keys() - known - {EVERYBODY})]
    writer.done.removed = {one.name.partition("/")[2]: counts[one.name] for one in leftover}
    for listing in (*listings, *leftover):
        if everything or listing.name in dirty.stretches:
            stretches = None if everything else dirty.stretches[listing.name]
            _list_pages(state, directory, writer, listing, counts, stretches)
            if listing.is_place:
                _search_data(state, directory, writer, listing)
    if everything or dirty.stretches.keys() - known - {EVERYBODY}:
        _drop_lists(state, writer, keep=known | {listing.name for listing in leftover})
    if everything or cards or dirty.sitemaps:
        _sitemaps(state, directory, writer, counts, None if everything else dirty.sitemaps)
    state.set_meta("hub_context", context)
    state.clear_changes()
    return writer.done


class _Writer:
    """Writes what differs from the manifest, and keeps the manifest."""

    def __init__(self, state: State, site: Path, force: bool) -> None:
        self._state = state
        self._site = site
        self._force = force
        self.done = Renewal()

    def put(self, output: Output) -> None:
        old = self._state.file(output.path)
        row: FileRow = stage.describe(output)
        if row == old and not self._force and stage.is_whole(self._site / output.path, row.size):
            return
        if not isinstance(output.content, bytes):
            raise TypeError("the hub's files are made in memory")
        stage.write_file(self._site, output.path, output.content)
        self._state.put_file("", row)
        self.done.written += 1

    def remove(self, path: str) -> None:
        stage.remove_file(self._site, path)
        self._state.forget_file(path)
        self.done.deleted += 1

    def put_assets(self, assets: Iterable[Output]) -> None:
        """The themes' shared files; old ones stay for as long as a kept shop uses them."""
        current = set()
        for asset in assets:
            self.put(asset)
            current.add(asset.path)
        keep = current | self._state.used_assets()
        for path in self._state.files(""):
            if path.startswith("aset/") and path not in keep:
                self.remove(path)


def _enlist(state: State, changed: Iterable[str]) -> _Dirty:
    """Give new shops their places, take gone ones out, and note which stretches changed."""
    dirty = _Dirty()

    def touch(name: str, position: int) -> None:
        dirty.stretches.setdefault(name, set()).add((position - 1) // PAGE + 1)
        if name == EVERYBODY:
            dirty.sitemaps.add((position - 1) // SITEMAP_SHOPS + 1)

    for slug in changed:
        card = next(state.cards([slug]), None)
        wanted = {EVERYBODY, f"kategori/{card.category}", f"kecamatan/{card.kecamatan}"} if card else set()
        for name, position in state.places.lists_of(slug).items():
            touch(name, position)
            if name not in wanted:
                state.places.remove(name, slug)
        for name in sorted(wanted):
            touch(name, state.places.assign(name, slug))
    return dirty


def _front_pages(state: State, directory: Directory, writer: _Writer, counts: Mapping[str, int]) -> None:
    newest = list(state.cards(state.places.newest(EVERYBODY, MAX_ENTRIES)))
    writer.put(directory.home(newest[:NEWEST], counts, counts.get(EVERYBODY, 0)))
    writer.put(directory.feed(newest))
    writer.put(directory.overview("kategori", counts))
    writer.put(directory.overview("kecamatan", counts))
    writer.put(directory.search(counts))


def _list_pages(
    state: State,
    directory: Directory,
    writer: _Writer,
    listing: Listing,
    counts: Mapping[str, int],
    changed: set[int] | None,
) -> None:
    """The pages of one list; of the numbered ones only those that can have changed (None: all)."""
    stretches = state.places.chunks(listing.name, PAGE)
    last = stretches[-1] if stretches else 1
    numbered = [number for number in stretches if number <= last - 2]
    near = {n + step for n in changed or () for step in (-1, 0, 1)} | set(numbered[-2:])
    for at, number in enumerate(numbered):
        around = {numbered[at - 1] if at else number, *numbered[at : at + 2]}
        known = state.file(f"{listing.name}/hal-{number}.html")
        if changed is None or not known or near & around:
            members = state.places.members(listing.name, (number - 1) * PAGE + 1, number * PAGE)
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
    members = state.places.members(listing.name, max(0, last - 2) * PAGE + 1, last * PAGE)
    older = f"hal-{numbered[-1]}.html" if numbered else ""
    first = list(state.cards(reversed(members)))
    writer.put(directory.listing(listing, first, counts, page=None, newer="", older=older))
    for path in state.paths(f"{listing.name}/hal-"):
        if path not in {f"{listing.name}/hal-{number}.html" for number in numbered}:
            writer.remove(path)


def _search_data(state: State, directory: Directory, writer: _Writer, listing: Listing) -> None:
    place = listing.name.removeprefix("kecamatan/")
    members = state.places.newest(listing.name, -1)
    if members:
        writer.put(directory.search_data(place, state.cards(members)))
    elif state.file(f"cari/data/{place}.js"):
        writer.remove(f"cari/data/{place}.js")


def _title(name: str) -> str:
    """What to call a category of which hub.yaml no longer says it."""
    return name.partition("/")[2].replace("-", " ").capitalize()


def _drop_lists(state: State, writer: _Writer, keep: Set[str]) -> None:
    """Pages of a category that is no longer in hub.yaml, once no shop is left whose pages link to them."""
    for path in [*state.paths("kategori/"), *state.paths("kecamatan/")]:
        if path.rpartition("/")[0] not in keep | {"kategori", "kecamatan"}:
            writer.remove(path)


def _sitemaps(
    state: State,
    directory: Directory,
    writer: _Writer,
    counts: Mapping[str, int],
    changed: set[int] | None,
) -> None:
    stretches = state.places.chunks(EVERYBODY, SITEMAP_SHOPS)
    for number in stretches:
        if changed is None or number in changed:
            first = (number - 1) * SITEMAP_SHOPS + 1
            shops = state.places.members(EVERYBODY, first, first + SITEMAP_SHOPS - 1)
            paths = [path for shop in shops for path in state.pages(shop)]
            writer.put(directory.sitemap(f"sitemap-{number}.xml", paths))
    empty = {f"{one.name}/index.html" for one in directory.listings.all() if not counts.get(one.name)}
    own = [path for path in state.pages("") if path not in {"404.html", *empty}]
    writer.put(directory.sitemap("sitemap-hub.xml", own))
    names = ["sitemap-hub.xml", *(f"sitemap-{number}.xml" for number in stretches)]
    writer.put(directory.sitemap_index(names))
    for path in state.paths("sitemap-"):
        if path not in names:
            writer.remove(path)
