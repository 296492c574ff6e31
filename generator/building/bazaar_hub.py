"""Writing the pages of bazaars: of each only when its file, its day or a shop in it has changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from msgspec import Struct

from generator.building.bazaars import Bazaars, note_shown, shown_before
from generator.building.changes import Changes
from generator.building.hub_writer import HubWriter
from generator.building.state import State
from generator.content.bazaar import Bazaar
from generator.content.fields import FieldError
from generator.render.bazaar_pages import (
    bazaar_pages,
    cover_files,
    notice,
    overview_page,
    stalls,
    tints,
)
from generator.render.card import FollowedShop
from generator.render.directory import Directory
from generator.render.hub_paths import BAZAARS, BAZAARS_PAGE
from generator.render.hub_views import BazaarView
from generator.render.images import Made, PhotoCache

_ORDER = ("live", "announced", "over")


class BazaarHub(Struct, frozen=True):
    """Brings the pages of bazaars up to date."""

    state: State
    directory: Directory
    writer: HubWriter
    bazaars: Bazaars
    photos: Path
    """The shelf of pictures that were made."""

    def running(self) -> list[BazaarView]:
        """What the hub's home page says of those that run."""
        words, today = self.directory.words, self.bazaars.today
        running = [one for one in self.bazaars.all if one.phase(today) == "live"]
        return [notice(one, today, None, words, "") for one in running]

    def renew(self, changes: Changes, successor: Sequence[FollowedShop], *, everything: bool) -> bool:
        """Write what the changed shops and bazaars touch; whether there are other pages than before.

        `successor` is the shop that had the address of the page of all bazaars before the hub wanted it.
        """
        before, now = shown_before(self.state), self.bazaars.shown
        if not (everything or before != now or (now and changes.count(card=False))):
            return False
        paths = self.state.paths(f"{BAZAARS}/")
        for one in self.bazaars.all:
            if (
                everything
                or before.get(one.slug) != now[one.slug]
                or any(pick.shop in changes for pick in one.picks)
            ):
                self._write(one)
        for slug in before.keys() - now.keys():
            self._remove(f"{BAZAARS}/{slug}/", set())
        if everything or before != now or BAZAARS in changes:
            self._overview(successor)
            note_shown(self.state, now)
        return paths != self.state.paths(f"{BAZAARS}/")

    def _write(self, bazaar: Bazaar) -> None:
        cover = self._cover(bazaar)
        shops = dict.fromkeys(pick.shop for pick in bazaar.picks)
        found = stalls(bazaar, self.state.cards(shops))
        made = {
            one.path: one for one in bazaar_pages(self.directory, bazaar, self.bazaars.today, found, cover)
        }
        if cover:
            made |= {one.path: one for one in cover_files(bazaar, cover, self._files(cover))}
        for output in made.values():
            self.writer.put(output)
        self._remove(f"{BAZAARS}/{bazaar.slug}/", made.keys())

    def _remove(self, start: str, keep: Collection[str]) -> None:
        for path in self.state.paths(start):
            if path not in keep:
                self.writer.remove(path)

    def _overview(self, successor: Sequence[FollowedShop]) -> None:
        standing = self.state.seller(BAZAARS)
        if standing and standing.card:
            return  # a shop that was there first stays until it moves
        if not self.bazaars.all:
            if BAZAARS_PAGE in self.state.paths(BAZAARS_PAGE):
                self.writer.remove(BAZAARS_PAGE)
            return
        words, today = self.directory.words, self.bazaars.today
        covers = {one.slug: made for one in self.bazaars.all if (made := self._cover(one))}
        newest = sorted(self.bazaars.all, key=lambda one: one.starts, reverse=True)
        views = [notice(one, today, covers.get(one.slug), words, "../") for one in newest]
        views.sort(key=lambda view: _ORDER.index(view.phase))
        self.writer.put(overview_page(self.directory, views, tints(covers.values()), successor))

    def _cover(self, bazaar: Bazaar) -> Made | None:
        """The pictures of a cover; none where they cannot be made any more, of a file that is broken now."""
        if bazaar.cover is None:
            return None
        try:
            original = self.bazaars.folder / bazaar.cover.name
            return PhotoCache(self.photos).make(bazaar.cover, original, share=True)
        except FieldError:
            return None

    def _files(self, cover: Made) -> dict[str, bytes]:
        shelf = PhotoCache(self.photos)
        files = {f"{width}.webp": shelf.variant_file(cover.key, width) for width, _ in cover.sizes}
        files["share.jpg"] = shelf.share_file(cover.key)
        return {end: file.read_bytes() for end, file in files.items()}
