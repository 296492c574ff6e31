"""The hub's pages of shops that are ready for export: for buyers abroad, in English, by category.

Only what sellers wrote stands there: no country is named, and nothing is promised.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from generator.render import structured
from generator.render.card import ShopCard
from generator.render.directory import Directory
from generator.render.export_page import EXPORT_PAGE
from generator.render.foreign import Foreign
from generator.render.hub_paths import EXPORT
from generator.render.output import Output
from generator.render.page_frame import hub_links
from generator.render.twins import ENGLISH
from generator.render.views import Head, Link

EXPORT_INDEX = f"{EXPORT}/index.html"
FIRST = 48
"""So many shops of a category stand on the first page, the newest; one with more has a page of its own."""
_NAMED = 6
"""So many products of a shop are named."""


class Exporter(Struct):
    """A shop that is ready for export, as a list shows it."""

    name: str
    url: str
    slogan: str
    place: str
    products: tuple[str, ...]
    """Some of those in its export catalogue."""
    more: int
    """How many others there are."""


class ExportGroup(Struct):
    """A category with its shops."""

    title: str
    anchor: str
    shops: tuple[Exporter, ...]
    rest: Link | None
    """To all of them, where these are the first."""


def index_page(
    directory: Directory,
    shops: Mapping[str, Sequence[ShopCard]],
    counts: Mapping[str, int],
    *,
    translated: bool,
) -> Output:
    """All categories with the newest of their shops; both mappings are by the category's slug.

    `translated` says whether the hub has other pages in English to lead to.
    """
    names = _names(directory)
    groups = tuple(
        ExportGroup(
            names.get(slug) or slug.replace("-", " ").capitalize(),
            slug,
            tuple(map(_exporter, shops[slug])),
            Link(f"All {counts[slug]:,} shops", f"{slug}.html") if counts[slug] > FIRST else None,
        )
        for slug in sorted(shops, key=[*names, *sorted(shops)].index)
    )
    title, cards = "Ready for export", [card for some in shops.values() for card in some]
    return _page(directory, EXPORT_INDEX, title, groups, cards, (), translated=translated)


def category_page(directory: Directory, slug: str, shops: Sequence[ShopCard], *, translated: bool) -> Output:
    """All shops of one category."""
    name = _names(directory).get(slug) or slug.replace("-", " ").capitalize()
    group = ExportGroup(name, slug, tuple(map(_exporter, shops)), None)
    above = (Link("Ready for export", "index.html"),)
    title = f"{name}, ready for export"
    return _page(directory, f"{EXPORT}/{slug}.html", title, (group,), shops, above, translated=translated)


def _page(
    directory: Directory,
    path: str,
    title: str,
    groups: tuple[ExportGroup, ...],
    cards: Iterable[ShopCard],
    above: tuple[Link, ...],
    *,
    translated: bool,
) -> Output:
    hub, url = directory.hub, directory.url(path)
    home = f"{hub.site}/{ENGLISH if translated else ''}"
    items = [(card.name, f"{hub.site}/{card.slug}/{ENGLISH}{EXPORT_PAGE}") for card in cards]
    head: Head = directory.head(
        path,
        title=f"{title} – {hub.name}",
        description="Makers in Jakarta who say what buyers abroad ask for: HS code, minimum order, terms.",
        json_ld=structured.list_data(url, title, items, ((hub.name, home), (title, url))),
    )
    head.hub = hub_links(hub, directory.words, "../../", ENGLISH if translated else "")
    crumbs = (Link(hub.name, head.hub.home), *above, Link(title, path.rpartition("/")[2]))
    return directory.page(path, "export.html", head, title=title, groups=groups, crumbs=crumbs)


def _names(directory: Directory) -> dict[str, str]:
    return {one.slug: one.english for one in directory.hub.categories}


def _exporter(card: ShopCard) -> Exporter:
    return Exporter(
        name=card.name,
        url=f"../../{card.slug}/{ENGLISH}{EXPORT_PAGE}",
        slogan=card.english_slogan,
        place=card.place,
        products=tuple(english or Foreign(own) for english, own in card.export[:_NAMED]),
        more=max(0, len(card.export) - _NAMED),
    )
