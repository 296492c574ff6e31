"""Seller -> all files of a shop: its pages, photos, feed, and the card others show of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType

from generator.content.bazaar import Badge
from generator.content.export_readiness import is_complete
from generator.content.model import Product, Seller
from generator.hosting.term import Term
from generator.language import language
from generator.render.card import FollowedShop, shop_card
from generator.render.catalogue import catalogue_files, catalogue_rows
from generator.render.context import RenderContext
from generator.render.dates import dates_on, feed_entries
from generator.render.edition import Edition
from generator.render.english import in_english, product_in_english, speaks_english, twins_of
from generator.render.export_page import EXPORT_PAGE
from generator.render.feeds import atom
from generator.render.known_dates import SHOP, Dates
from generator.render.opml import FOLLOWED, opml
from generator.render.output import ShopFiles
from generator.render.pictures import ShopPictures
from generator.render.productview import published
from generator.render.rendered_shop import Shop
from generator.render.shop_cover import shop_cover_path
from generator.render.shop_pages import ShopPages
from generator.render.shopview import ShopViewContext
from generator.render.theme import Theme
from generator.render.twins import ENGLISH
from generator.render.webapp import MANIFEST, NO_APP, WebApp, web_app


def render_shop(
    seller: Seller,
    around: RenderContext,
    followed: tuple[FollowedShop, ...],
    known: Dates,
    term: Term,
    *,
    home: str = "",
    photo_files: Mapping[str, Path] = MappingProxyType({}),
    alone: bool = False,
    first_slug: str = "",
    badges: tuple[Badge, ...] = (),
) -> Shop:
    """Make every file of a shop, in memory; photos are made on the shelf and referred to.

    `followed` are the shops it follows that are online, `known` the dates of its products at the last build,
    `term` says whether its pages have to ask for a renewal. `home` is the absolute address of the shop's
    folder, with a slash at the end, when it does not live below the hub's. `photo_files` says, by sha256,
    where photos lie that are not in the seller's folder; `alone` that nothing of the hub lies beside it.
    `first_slug` is the slug under which it began, if it has another one now, `badges` the bazaars it is in.
    Raises `FieldError` when a photo cannot be made.
    """
    address = home or f"{around.hub.site}/{seller.slug}/"
    files = ShopFiles(seller.slug)
    return _Storefront(
        seller, around, followed, known, term, address, home, photo_files, alone, first_slug, badges, files
    ).render()


@dataclass
class _Storefront:
    seller: Seller
    around: RenderContext
    followed: tuple[FollowedShop, ...]
    known: Dates
    term: Term
    address: str
    home: str
    photo_files: Mapping[str, Path]
    alone: bool
    first_slug: str
    badges: tuple[Badge, ...]
    files: ShopFiles
    """Not the storefront's own: what refers back to it would keep its pages in memory for longer."""
    covers: dict[str, None] = field(default_factory=dict)

    def render(self) -> Shop:
        theme, env = self.around.themes(self.seller.theme)
        products = published(self.seller.products, drafts=self.around.preview)
        dates = dates_on(self.around.today, self.seller, products, self.known)
        english = speaks_english(self.seller, products)
        paired = twins_of(products) if english else frozenset()
        edition = Edition(self.around.words, env, self.address, paired=paired)
        exported = [one for one in products if is_complete(one)] if "ekspor" in theme.roles else []
        exports = bool(exported)
        summaries = self._pages(edition, self.seller, products, exports=exports).render()
        if english or exports:
            english_words = language("en")
            _, english_env = self.around.themes(self.seller.theme, english_words.code)
            edition = Edition(english_words, english_env, self.address, ENGLISH, paired)
            told = [product_in_english(one) for one in products]
            pages = self._pages(edition, in_english(self.seller), told, exports=exports)
            if english:
                pages.render()
            if exports:
                pages.export_page(alone=self.alone)
        self._feed(products, summaries, dates)
        if self.followed:
            self.files.add(FOLLOWED, opml(self.seller.name, self.around.hub.site, self.followed))
        if self._app.manifest:
            self.files.add(MANIFEST, self._app.manifest)
        if self.seller.catalogue:
            self._catalogue(products, summaries, dates)
        return Shop(
            self.files.all(),
            shop_card(
                self.seller,
                products,
                self._accent,
                self.around.today,
                dates[SHOP][1],
                self._pictures.card,
                english=english,
                exported=exported,
            ),
            dates,
            (*(asset.path for asset in theme.assets), *self.covers, *self._app.icons),
            len(self._pictures.made),
            len(self._pictures.cached - self._pictures.made),
        )

    def _pages(
        self, edition: Edition, seller: Seller, products: Sequence[Product], *, exports: bool
    ) -> ShopPages:
        """What makes the pages in one language."""
        theme, _ = self.around.themes(seller.theme)
        view = ShopViewContext(
            seller,
            self.around.hub,
            edition,
            partial(self._pictures.show, home=edition.home),
            self._pictures.qris(edition.home, *(_below(edition, theme, role) for role in ("qris", "bayar"))),
            self.followed,
            self.around.today,
            self.term,
            "" if self.alone else _below(edition, theme, "ikuti"),
            keep=f"{edition.up}{self._app.script}" if self._app.script else "",
            badges=() if self.alone else self.badges,
            export=f"{ENGLISH.removeprefix(edition.folder)}{EXPORT_PAGE}" if exports else "",
        )
        return ShopPages(
            self.around,
            edition,
            theme,
            seller,
            products,
            view,
            self._accent,
            bool(self._app.manifest),
            self._share_picture,
            self.files.add,
        )

    def _catalogue(self, products: tuple[Product, ...], summaries: list[str], dates: Dates) -> None:
        """The files that the catalogues of Meta and Google fetch."""
        rows = catalogue_rows(
            self.seller,
            next(c for c in self.around.hub.categories if c.slug == self.seller.category),
            products,
            summaries,
            dates,
            first_slug=self.first_slug or self.seller.slug,
            address=self.address,
            picture=lambda product: self._share_picture((product,)),
            words=self.around.words,
            today=self.around.today,
        )
        for name, data in catalogue_files(self.seller, self.address, list(rows)):
            self.files.add(name, data)

    @cached_property
    def _accent(self) -> str:
        return self.seller.colour or self.around.themes(self.seller.theme)[0].accent

    @cached_property
    def _app(self) -> WebApp:
        theme, _ = self.around.themes(self.seller.theme)
        if self.alone:
            return NO_APP
        return web_app(self.seller, theme, self._accent, self.address, self.around.words.code)

    @cached_property
    def _pictures(self) -> ShopPictures:
        return ShopPictures(
            self.seller,
            self.around.sellers,
            self.around.photo_cache,
            self.files.add,
            self.photo_files,
        )

    def _share_picture(self, products: Sequence[Product]) -> str:
        """The absolute address of what a shared link shows."""
        if name := self._pictures.share(products):
            return self.address + name
        cover = shop_cover_path(self.seller.name, self._accent)
        self.covers[cover] = None
        return (self.home or f"{self.around.hub.site}/") + cover

    def _feed(self, products: tuple[Product, ...], summaries: list[str], dates: Dates) -> None:
        entries = feed_entries(products, summaries, dates, self.address, self.around.words)
        since = self.seller.consent or self.around.today
        name, address = self.seller.name, self.address
        websub = self.around.hub.publishing.websub
        feed = atom(name, name, address, f"{address}atom.xml", entries, since, websub=websub)
        self.files.add("atom.xml", feed)


def _below(edition: Edition, theme: Theme, role: str) -> str:
    """A static file of the theme, from a page; empty where the theme has none for that."""
    return edition.up + theme.roles[role] if role in theme.roles else ""
