"""Renewing the hub's pages, of which a change touches few."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from generator.building.bazaar_hub import BazaarHub
from generator.building.bazaars import NO_BAZAARS, Bazaars, shown_before
from generator.building.circle_files import renew_circles
from generator.building.english_hub import renew_english, turned
from generator.building.enlisting import EVERYBODY, SITEMAP_SHOPS, Dirty, enlist, everybody
from generator.building.export_hub import exports, renew_exports
from generator.building.hub_writer import HubWriter
from generator.building.list_pages import drop_lists, write_list
from generator.building.renewal import Renewal
from generator.building.search_update import renew_search
from generator.building.state import State
from generator.render.card import FollowedShop
from generator.render.directory import NEWEST, Directory
from generator.render.feeds import MAX_ENTRIES
from generator.render.hub_paths import BAZAARS, FOLLOWED_PAGE, FOLLOWED_SLUG, IN_ENGLISH
from generator.render.hub_views import BazaarView
from generator.render.known_dates import changed_on
from generator.render.output import Output
from generator.render.twins import ENGLISH, pairs
from generator.render.worker import service_worker
from generator.search.settings import SearchSettings, search_settings


def renew(
    state: State,
    site: Path,
    directory: Directory,
    english: Callable[[], Directory],
    *,
    context: str,
    assets: Iterable[Output],
    bazaars: Bazaars = NO_BAZAARS,
    photos: Path = Path(),
    force: bool = False,
    successor: Callable[[str], Sequence[FollowedShop]] = lambda _: (),
) -> Renewal:
    """Bring the hub's pages up to date with the changes noted in the state.

    `context` is everything else the hub's pages depend on; `assets` the shared files of all themes; `force`
    writes every page, whatever the manifest says of it; `photos` is the shelf of pictures that were made.
    `successor` is the shop that had a slug before the hub wanted it for itself, as it is now.
    """
    force = force or not state.meta("hub_context")  # nothing is known of what lies there
    everything = force or state.meta("hub_context") != context or not (site / "index.html").is_file()
    settings = search_settings(directory.hub.categories, directory.hub.synonyms)
    writer = HubWriter(state, site, force)
    writer.put_assets(assets)
    cards, changes = state.changes.count(card=True), state.changes
    # What makes everything new may be a program that knows of more lists.
    listed = chain(everybody(state) if everything else (), changes.slugs(card=True))
    dirty = enlist(state, listed, rings=not everything)
    for slug in changes.slugs(card=False):
        position = state.places.of(EVERYBODY, slug)
        if position is not None:
            dirty.sitemaps.add((position - 1) // SITEMAP_SHOPS + 1)
    counts = state.places.counts()
    if everything:
        writer.put(directory.join())
        writer.put(directory.robots())
    if everything or turned(dirty, counts):
        paired = bool(counts.get(IN_ENGLISH))
        writer.put(directory.privacy(paired=paired))
        writer.put(directory.not_found(paired=paired))
    _worker(state, directory, english, writer, everything=everything)
    bazaar_hub = BazaarHub(state, directory, writer, bazaars, photos)
    front = everything or cards or shown_before(state) != bazaars.shown
    moved = bazaar_hub.renew(changes, successor(BAZAARS), everything=everything)
    if front:
        # A shop that was there first stays until it moves.
        if FOLLOWED_PAGE not in state.pages(FOLLOWED_SLUG):
            writer.put(directory.followed(successor(FOLLOWED_SLUG)))
        _front_pages(state, directory, writer, counts, settings, bazaar_hub.running())
    _lists(state, directory, writer, counts, dirty, everything=everything)
    renew_english(state, english, writer, counts, dirty, settings, everything=everything)
    renew_exports(state, english, writer, counts, dirty, everything=everything or turned(dirty, counts))
    if everything or cards or moved or dirty.sitemaps:
        _sitemaps(state, directory, writer, counts, None if everything else dirty.sitemaps)
    renew_circles(state, writer, dirty, everything=everything)
    renew_search(state, writer, settings, everything=everything)
    state.set_meta("removed", " ".join(writer.done.removed))  # each build tells of them
    state.set_meta("hub_context", context)
    changes.clear()
    return writer.done


def _worker(
    state: State,
    directory: Directory,
    english: Callable[[], Directory],
    writer: HubWriter,
    *,
    everything: bool,
) -> None:
    """/sw.js; where it is switched off or on, it is all that changes."""
    hub = directory.hub
    known = str(hub.keep)
    if everything or state.meta("keep") != known:
        languages = [(one.words, one.env) for one in (directory, english())]
        writer.put(service_worker(hub.name, languages, keep=hub.keep))
        state.set_meta("keep", known)


def _front_pages(
    state: State,
    directory: Directory,
    writer: HubWriter,
    counts: Mapping[str, int],
    settings: SearchSettings,
    bazaars: Sequence[BazaarView],
) -> None:
    newest = list(state.cards(state.places.newest(EVERYBODY, MAX_ENTRIES)))
    home = directory.home(
        newest[:NEWEST], counts, counts.get(EVERYBODY, 0), exports=exports(counts), bazaars=bazaars
    )
    writer.put(home)
    writer.put(directory.feed(newest))
    writer.put(directory.overview("kategori", counts))
    writer.put(directory.overview("kecamatan", counts))
    writer.put(directory.search(counts, settings.for_browsers()))


def _lists(
    state: State,
    directory: Directory,
    writer: HubWriter,
    counts: Mapping[str, int],
    dirty: Dirty,
    *,
    everything: bool,
) -> None:
    always = {listing.name for listing in directory.listings.all()}
    names = sorted(name for name in counts.keys() - always - {EVERYBODY} if not name.startswith(ENGLISH))
    writer.done.removed = {name.partition("/")[2]: counts[name] for name in names if name.count("/") == 1}
    stretches = {**dirty.stretches}
    for listing in directory.listings.all():
        has_shops = bool(counts.get(listing.name))
        if dirty.had_shops.get(listing.name, has_shops) != has_shops:  # others lead to it now, or no longer
            for other in directory.listings.siblings(listing):
                stretches.setdefault(other.name, set())
        english = ENGLISH + listing.name
        if english in dirty.had_shops and dirty.had_shops[english] != bool(counts.get(english)):
            stretches.setdefault(listing.name, set())  # its twin has come, or gone
    for listing in (*directory.listings.all(), *directory.listings.of_names(names)):
        if everything or listing.name in stretches:
            changed = None if everything else stretches[listing.name]
            write_list(state, directory, writer, listing, counts, changed)
    keep = always.union(names)
    gone = {name for name in dirty.stretches if not name.startswith(ENGLISH)} - keep - {EVERYBODY}
    drop_lists(state, writer, keep, None if everything else gone)


def _sitemaps(
    state: State,
    directory: Directory,
    writer: HubWriter,
    counts: Mapping[str, int],
    changed: set[int] | None,
) -> None:
    stretches = state.places.chunks(EVERYBODY, SITEMAP_SHOPS)
    for number in stretches:
        if changed is None or number in changed:
            first = (number - 1) * SITEMAP_SHOPS + 1
            shops = state.places.members(EVERYBODY, first, first + SITEMAP_SHOPS - 1)
            pages: list[tuple[str, str]] = []
            twins: dict[str, str] = {}
            for shop in shops:
                dates, paths = state.dates(shop), state.pages(shop)
                pages += [(path, changed_on(path, dates)) for path in paths]
                twins |= pairs(paths, f"{shop}/")
            writer.put(directory.sitemap(f"sitemap-{number}.xml", pages, twins))
    empty = {f"{one.name}/index.html" for one in directory.listings.all() if not counts.get(one.name)}
    empty |= {"404.html", f"{ENGLISH}404.html", FOLLOWED_PAGE}
    own = [(path, "") for path in state.pages("") if path not in empty]
    writer.put(directory.sitemap("sitemap-hub.xml", own, pairs(path for path, _ in own)))
    names = ["sitemap-hub.xml", *(f"sitemap-{number}.xml" for number in stretches)]
    writer.put(directory.sitemap_index(names))
    for path in state.paths("sitemap-"):
        if path not in names:
            writer.remove(path)
