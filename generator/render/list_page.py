"""A page of one of the hub's lists of shops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.language import Language
from generator.render import structured
from generator.render.card import ShopCard
from generator.render.hub_views import Card, Pager
from generator.render.listings import Listing, Listings, category_name
from generator.render.output import Output
from generator.render.page_frame import HubPages
from generator.render.pagination import OLDEST, Steps, Stretch
from generator.render.shopview import initial
from generator.render.twins import ENGLISH
from generator.render.views import Link, Picture


class ListPages(HubPages, frozen=True):
    """Makes the pages of the hub's lists."""

    @property
    def listings(self) -> Listings:
        """The lists of shops, and the links to them."""
        return Listings(self.hub, self.words, self.folder)

    def listing(
        self,
        listing: Listing,
        members: Sequence[ShopCard],
        counts: Mapping[str, int],
        stretch: Stretch | None,
        steps: Steps,
    ) -> Output:
        """One page of a list, newest shop first; `stretch` is None for the first page.

        Only the first page says what other shops can change: how many there are, and which lists are near.
        """
        _ = self.words.gettext
        path = f"{listing.name}/{_file(stretch.page if stretch else None)}"
        root = "../" * path.count("/")
        cards, tints = self.cards(members, root)
        sentence = self._sentence(listing)
        title = listing.title
        if self.folder and listing.is_place:  # the name alone is the same in both languages
            title = _("Shops in %(place)s") % {"place": title}
        if stretch:
            title = _("%(title)s, page %(page)s") % {"title": title, "page": self.words.number(stretch.page)}
        kind = _("Districts") if listing.is_place else _("Categories")
        lists = listing.parents or (listing,)
        all_of_kind = f"{self.folder}{'kecamatan' if listing.is_place else 'kategori'}/"
        trail = [(self.hub.name, self.folder), (kind, all_of_kind)]
        trail += [(one.title, f"{one.name}/") for one in listing.parents[:1]]
        trail.append((listing.parents[1].title if listing.parents else listing.title, f"{listing.name}/"))
        head = self.head(
            path,
            title=f"{title} – {self.hub.name}",
            description=sentence,
            json_ld=structured.list_data(
                self.url(path),
                title,
                [(card.name, f"{self.hub.site}/{card.slug}/{self.folder}") for card in members],
                [(name, f"{self.hub.site}/{folder}") for name, folder in trail],
                language=self.words.code if self.folder else "",
            ),
            tints=tints,
            index=bool(members),
            paired=stretch is None and bool(self.folder or counts.get(ENGLISH + listing.name)),
        )
        return self.page(
            path,
            "list.html",
            head,
            title=listing.title,
            intro=sentence,
            facts=self._facts(listing, len(members), counts, stretch),
            cards=cards,
            pager=self._pager(stretch, steps),
            crumbs=[Link(name, f"{root}{folder}index.html") for name, folder in trail],
            choices=() if stretch else self.listings.choices(listing, counts, root),
            nearby=() if stretch else self.listings.nearby(listing, counts, root),
            place=next((Link(one.title, _slug(one)) for one in lists if one.is_place), None),
            category=next((_slug(one) for one in lists if not one.is_place), ""),
            is_first=stretch is None,
            is_place=listing.is_place,
            is_both=bool(listing.parents),
        )

    def cards(self, cards: Sequence[ShopCard], root: str) -> tuple[tuple[Card, ...], str]:
        """Cards as a page shows them, and the CSS rules of their colours; `root` leads to the site's root."""
        names = {one.slug: category_name(one, self.words) for one in self.hub.categories}
        return _hub_cards(cards, names, self.words, root, self.folder)

    def _sentence(self, listing: Listing) -> str:
        _ = self.words.gettext
        if listing.parents:
            category, place = listing.parents
            return _(
                "%(category)s from small shops in %(place)s, Jakarta. "
                "Order straight from the seller on WhatsApp."
            ) % {"category": category.title, "place": place.title}
        sentence = (
            _("Small shops in %(title)s, Jakarta. Order straight from the seller on WhatsApp.")
            if listing.is_place
            else _("%(title)s from small shops all over Jakarta. Order straight from the seller on WhatsApp.")
        )
        return sentence % {"title": listing.title}

    def _facts(self, listing: Listing, shown: int, counts: Mapping[str, int], stretch: Stretch | None) -> str:
        """Which part of the list the page shows."""
        _, number = self.words.gettext, self.words.number
        if stretch:
            return _("Page %(page)s: shops %(first)s to %(last)s") % {
                "page": number(stretch.page),
                "first": number(stretch.first),
                "last": number(stretch.last),
            }
        total = counts.get(listing.name, 0)
        if shown < total:
            return _("The newest %(shown)s of %(total)s shops") % {
                "shown": number(shown),
                "total": number(total),
            }
        return self.listings.shops(total) if total else ""

    def _pager(self, stretch: Stretch | None, steps: Steps) -> Pager | None:
        """Links to the other pages of the list; none where there are no others."""
        _, here = self.words.gettext, stretch.page if stretch else None
        if here is None and steps.older is None:
            return None

        shown = [] if steps.newer is None else [steps.newer]
        shown += [page for page in (here, *steps.between) if page is not None]
        pages = [Link(self.words.number(page), "" if page == here else _file(page)) for page in shown]
        if OLDEST not in shown:
            pages.append(Link(_("The oldest"), _file(OLDEST)))
        return Pager(
            newer=None if here is None else Link(_("Newer shops"), _file(steps.newer)),
            older=None if steps.older is None else Link(_("Older shops"), _file(steps.older)),
            pages=(Link(_("The newest"), "" if here is None else _file(None)), *pages),
        )


def _slug(listing: Listing) -> str:
    return listing.name.rpartition("/")[2]


def _file(page: int | None) -> str:
    return "index.html" if page is None else f"hal-{page}.html"


def _hub_cards(
    cards: Sequence[ShopCard], categories: Mapping[str, str], words: Language, root: str, folder: str
) -> tuple[tuple[Card, ...], str]:
    """Cards as a page shows them, and the CSS rules of their colours; `root` leads to the site's root."""
    rules: dict[str, None] = {}
    shown = []
    for card in cards:
        picture = None
        tint = f"s{card.colour[1:]}"
        rules[f".{tint}{{background:{card.colour}}}"] = None
        if card.picture:
            tint = f"c{card.picture.colour[1:]}"
            rules[f".{tint}{{background:{card.picture.colour}}}"] = None
            base = f"{root}{card.slug}/{card.picture.base}"
            files = [(f"{base}-{width}.webp", width) for width, _height in card.picture.sizes]
            picture = Picture(
                src=files[0][0],
                srcset=", ".join(f"{name} {width}w" for name, width in files[:2]),
                width=card.picture.sizes[0][0],
                height=card.picture.sizes[0][1],
                tint=tint,
                alt="",
                large=files[-1][0],
            )
        count = words.ngettext("%(num)s product", "%(num)s products", len(card.products))
        shown.append(
            Card(
                name=card.name,
                url=f"{root}{card.slug}/{folder}index.html",
                slogan=card.english_slogan if folder else card.slogan,
                category=categories.get(card.category, ""),
                place=card.place,
                products=count % {"num": len(card.products)},
                picture=picture,
                initial=initial(card.name),
                tint=tint,
            )
        )
    return tuple(shown), "".join(rules)
