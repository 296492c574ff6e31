"""The pages of bazaars: one for all of them; and of each, by category and page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from generator.content.bazaar import Bazaar, Pick
from generator.language import Language
from generator.render import structured
from generator.render.card import CardProduct, FollowedShop, ShopCard
from generator.render.directory import Directory
from generator.render.hub_paths import BAZAARS, BAZAARS_PAGE, bazaar_page
from generator.render.hub_views import BazaarView, Card, Shelf
from generator.render.images import Made
from generator.render.listings import category_name
from generator.render.output import FOREVER, Output
from generator.render.shopview import share_link
from generator.render.views import Link, Picture

PAGE = 48
"""Shops and products of one page."""


class Stall(Struct, frozen=True):
    """A chosen shop or product that is online."""

    pick: Pick
    card: ShopCard
    """The shop's."""
    product: CardProduct | None
    """None for the whole shop."""


def stalls(bazaar: Bazaar, cards: Iterable[ShopCard]) -> tuple[Stall, ...]:
    """What is online of a bazaar's choice, in its order; what is not leaves no gap."""
    shops = {card.slug: card for card in cards}
    products = {slug: {one.slug: one for one in card.products} for slug, card in shops.items()}
    return tuple(
        Stall(pick, shops[pick.shop], products[pick.shop][pick.product] if pick.product else None)
        for pick in bazaar.shown(products)
    )


def cover_base(bazaar: Bazaar, cover: Made) -> str:
    """Where a cover's files lie, without width and ending."""
    return f"{BAZAARS}/{bazaar.slug}/foto/sampul-{cover.key}"


def cover_files(bazaar: Bazaar, cover: Made, files: Mapping[str, bytes]) -> Iterator[Output]:
    """The files of a cover, of which `files` has the ends of the names."""
    base = cover_base(bazaar, cover)
    return (Output(f"{base}-{end}", data, FOREVER) for end, data in files.items())


def notice(bazaar: Bazaar, today: date, cover: Made | None, words: Language, root: str) -> BazaarView:
    """A bazaar as other pages show it; `root` leads to the site's root."""
    return BazaarView(
        title=bazaar.title,
        url=root + bazaar_page(bazaar.slug),
        phase=bazaar.phase(today),
        days=days(bazaar.starts, bazaar.ends, words),
        place=bazaar.place,
        organiser=bazaar.organiser,
        curator=bazaar.curator,
        summary=bazaar.summary,
        picture=_cover(bazaar, cover, root) if cover else None,
    )


def days(first: date, last: date, words: Language) -> str:
    """`3–5 Desember 2026`."""
    if first == last:
        return words.date(last)
    if (first.year, first.month) == (last.year, last.month) and words.code == "id":
        return f"{first.day}–{words.date(last)}"
    return f"{words.date(first)} – {words.date(last)}"


def overview_page(
    directory: Directory,
    bazaars: Sequence[BazaarView],
    tints: str,
    successor: Sequence[FollowedShop] = (),
) -> Output:
    """All bazaars: those that run, those to come, and the archive.

    `successor` is the shop that had this address before, if there was one.
    """
    _, hub = directory.words.gettext, directory.hub
    title, url = _("Bazaars"), directory.url(BAZAARS_PAGE)
    head = directory.head(
        BAZAARS_PAGE,
        title=f"{title} – {hub.name}",
        description=_(
            "Bazaars and collections with small shops of Jakarta: now, soon, and those that are over."
        ),
        json_ld=structured.crumbs_data(((hub.name, f"{hub.site}/"), (title, url))),
        tints=tints,
    )
    moved = [Link(shop.name, f"../{shop.slug}/index.html") for shop in successor]
    crumbs = (Link(hub.name, "../index.html"), Link(title, "index.html"))
    return directory.page(BAZAARS_PAGE, "bazaars.html", head, bazaars=bazaars, crumbs=crumbs, moved=moved)


def bazaar_pages(
    directory: Directory, bazaar: Bazaar, today: date, found: Sequence[Stall], cover: Made | None
) -> Iterator[Output]:
    """All pages of one bazaar: everything, and each of its categories where there are several."""
    pages = _Pages(directory, bazaar, today, cover)
    categories = Counter(stall.card.category for stall in found)
    names = {one.slug: category_name(one, directory.words) for one in directory.hub.categories}
    shown = sorted(categories, key=[*names, *sorted(categories)].index)
    filters = [("", directory.words.gettext("Everything"), len(found))]
    if len(categories) > 1:
        filters += [(slug, names.get(slug, slug), categories[slug]) for slug in shown]
    for slug, name, _count in filters:
        kept = [stall for stall in found if slug in ("", stall.card.category)]
        parts = [kept[first : first + PAGE] for first in range(0, len(kept), PAGE)] or [[]]
        for number, part in enumerate(parts, 1):
            yield pages.page(part, (slug, name), filters, number, len(parts))


class _Pages(Struct, frozen=True):
    directory: Directory
    bazaar: Bazaar
    today: date
    cover: Made | None

    def page(
        self,
        part: Sequence[Stall],
        category: tuple[str, str],
        filters: Sequence[tuple[str, str, int]],
        number: int,
        of: int,
    ) -> Output:
        """One page: a part of all stalls, or of those of a category (slug and name)."""
        directory, bazaar, hub = self.directory, self.bazaar, self.directory.hub
        words, _ = directory.words, directory.words.gettext
        folder = "/".join(filter(None, (BAZAARS, bazaar.slug, category[0])))
        path = f"{folder}/{_file(number)}"
        root = "../" * path.count("/")
        view = notice(bazaar, self.today, self.cover, words, root)
        cards, tints = self._cards(part, root)
        first = path == bazaar_page(bazaar.slug)
        title = bazaar.title if not category[0] else f"{bazaar.title}: {category[1]}"
        if number > 1:
            title = _("%(title)s, page %(page)s") % {"title": title, "page": words.number(number)}
        about = _("%(title)s, %(days)s: small shops of Jakarta. Order straight from the seller on WhatsApp.")
        description = bazaar.summary or about % {"title": bazaar.title, "days": view.days}
        trail = [(hub.name, ""), (_("Bazaars"), f"{BAZAARS}/"), (bazaar.title, f"{BAZAARS}/{bazaar.slug}/")]
        crumbs = [(name, f"{hub.site}/{below}") for name, below in trail]
        image = f"{hub.site}/{cover_base(bazaar, self.cover)}-share.jpg" if self.cover else ""
        head = directory.head(
            path,
            title=f"{title} – {hub.name}",
            description=description,
            json_ld=self._event(description, image, crumbs) if first else structured.crumbs_data(crumbs),
            tints=tints + _tint(self.cover),
        )
        head.og_image = image or head.og_image
        return directory.page(
            path,
            "bazaar.html",
            head,
            bazaar=view,
            is_first=first,
            category=category[1] if category[0] else "",
            shelves=cards,
            filters=[
                Link(name, "" if slug == category[0] else _below(root, bazaar, slug), words.number(count))
                for slug, name, count in filters
            ],
            pages=[Link(words.number(n), "" if n == number else _file(n)) for n in range(1, of + 1)],
            share=share_link(f"{bazaar.title} – {view.days}", directory.url(bazaar_page(bazaar.slug))),
            crumbs=[Link(name, f"{root}{below}index.html") for name, below in trail],
        )

    def _cards(self, part: Sequence[Stall], root: str) -> tuple[list[Shelf], str]:
        """The cards of a page below their headings, and the CSS rules of their colours."""
        rules: dict[str, None] = {}
        shelves = []
        for title, some in groupby(part, lambda stall: stall.pick.section):
            cards = []
            for stall in some:
                (card,), rule = self.directory.cards((stall.card,), root)
                rules[rule] = None
                cards.append(self._product(card, stall, root) if stall.product else card)
            shelves.append(Shelf(title, tuple(cards)))
        return shelves, "".join(rules)

    def _product(self, card: Card, stall: Stall, root: str) -> Card:
        product = stall.product
        if product is None:
            return card
        name, width = f"{root}{stall.card.slug}/{product.picture}.webp", product.picture.rpartition("-")[2]
        picture = (
            Picture(name, f"{name} {width}w", 320, 240, card.tint, "", name) if product.picture else None
        )
        return replace(
            card,
            name=product.name,
            url=f"{root}{stall.card.slug}/{product.slug}.html",
            slogan=stall.card.name,
            products=_price(product, self.today, self.directory.words),
            picture=picture,
        )

    def _event(self, description: str, image: str, crumbs: structured.Crumbs) -> Markup:
        bazaar, directory = self.bazaar, self.directory
        return structured.event_data(
            bazaar, directory.url(bazaar_page(bazaar.slug)), directory.hub.name, description, image, crumbs
        )


def _price(product: CardProduct, today: date, words: Language) -> str:
    """As the shop's own page says it on that day."""
    price, several = product.price, product.choices
    if product.offer_until and today.isoformat() <= product.offer_until:
        price, several = product.offer, product.offer_choices
    text = words.rupiah(price)
    return words.gettext("from %(price)s") % {"price": text} if several and price is not None else text


def _cover(bazaar: Bazaar, cover: Made, root: str) -> Picture:
    base = root + cover_base(bazaar, cover)
    names = [(f"{base}-{width}.webp", width) for width, _ in cover.sizes]
    return Picture(
        src=names[0][0],
        srcset=", ".join(f"{name} {width}w" for name, width in names),
        width=cover.sizes[-1][0],
        height=cover.sizes[-1][1],
        tint=f"c{cover.colour[1:]}",
        alt="",
        large=names[-1][0],
    )


def _tint(cover: Made | None) -> str:
    return f".c{cover.colour[1:]}{{background:{cover.colour}}}" if cover else ""


def tints(covers: Iterable[Made]) -> str:
    """The CSS rules of the colours of covers."""
    return "".join(dict.fromkeys(map(_tint, covers)))


def _below(root: str, bazaar: Bazaar, category: str) -> str:
    return root + "/".join(filter(None, (BAZAARS, bazaar.slug, category, "index.html")))


def _file(number: int) -> str:
    return "index.html" if number == 1 else f"hal-{number}.html"
