"""Seller -> all files of a shop: its pages, photos, feed, and the card others show of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment
from markupsafe import Markup

from generator.content.model import Category, Product, Seller
from generator.hosting.term import Term
from generator.policy import content_security_policy
from generator.render import structured
from generator.render.basket import basket_items
from generator.render.card import FollowedShop, shop_card
from generator.render.colour import style
from generator.render.context import RenderContext
from generator.render.dates import SHOP, Dates, dates_on, feed_entries
from generator.render.feeds import atom
from generator.render.markup import render_markdown, words_of
from generator.render.opml import FOLLOWED, opml
from generator.render.orderlist import ORDER_PAGE, address_code, order_rows
from generator.render.output import ShopFiles
from generator.render.page_frame import hub_links, report_link
from generator.render.pictures import ShopPictures
from generator.render.price_tags import PriceTags, price_tags
from generator.render.productview import described, product_card, product_view, published, sections
from generator.render.rendered_shop import Shop
from generator.render.shop_cover import shop_cover_path
from generator.render.shopview import ShopViewContext, shop_view
from generator.render.theme import Theme
from generator.render.views import Head, HubLinks, OrderRow, Picture, ProductView, ShopView
from generator.render.webapp import MANIFEST, NO_APP, WebApp, web_app
from generator.templates import rendered

BASKET = ("pesanan", "keranjang")
"""Roles of the scripts of a theme with a basket, in the order in which they run."""
OTHERS = 4
"""Other products shown below a product; without prices, so that one changed price rewrites one page."""


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
) -> Shop:
    """Make every file of a shop, in memory; photos are made on the shelf and referred to.

    `followed` are the shops it follows that are online, `known` the dates of its products at the last build,
    `term` says whether its pages have to ask for a renewal. `home` is the absolute address of the shop's
    folder, with a slash at the end, when it does not live below the hub's. `photo_files` says, by sha256,
    where photos lie that are not in the seller's folder; `alone` that nothing of the hub lies beside it.
    Raises `FieldError` when a photo cannot be made.
    """
    address = home or f"{around.hub.site}/{seller.slug}/"
    files = ShopFiles(seller.slug)
    return _Storefront(
        seller, around, followed, known, term, address, home, photo_files, alone, files
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
    files: ShopFiles
    """Not the storefront's own: what refers back to it would keep its pages in memory for longer."""
    covers: dict[str, None] = field(default_factory=dict)
    kept: dict[object, str] = field(default_factory=dict)
    """Parts of pages that are the same on several, see `template_kept`."""

    def render(self) -> Shop:
        theme, env = self.around.themes(self.seller.theme)
        products = published(self.seller.products, drafts=self.around.preview)
        dates = dates_on(self.around.today, self.seller, products, self.known)
        view_context = ShopViewContext(
            self.seller,
            self.around.hub,
            self.around.words,
            self._pictures.show,
            self._pictures.qris(*(f"../{theme.roles.get(role, '')}" for role in ("qris", "bayar"))),
            self.followed,
            self.around.today,
            self.term,
            self.address,
            f"../{theme.roles['ikuti']}" if "ikuti" in theme.roles and not self.alone else "",
            keep=self._app.script,
        )
        shop = shop_view(view_context)
        cards = tuple(product_card(view_context, product) for product in products)
        stories = [render_markdown(product.description, top=2) for product in products]
        summaries = [words_of(story) for story in stories]
        self._shop_page(theme, env, shop, cards, products)
        for number, product in enumerate(products):
            others = (cards[number + 1 :] + cards[:number])[:OTHERS]
            page = product_view(view_context, product, stories[number])
            self._product_page(theme, env, shop, product, page, summaries[number], others)
        if products and all(role in theme.roles for role in BASKET):
            rows = [
                row for p, c in zip(products, cards, strict=True) for row in order_rows(view_context, p, c)
            ]
            self._order_page(theme, env, shop, rows, products)
        self._feed(products, summaries, dates)
        if self.followed:
            self.files.add(FOLLOWED, opml(self.seller.name, self.around.hub.site, self.followed))
        if self._app.manifest:
            self.files.add(MANIFEST, self._app.manifest)
        return Shop(
            self.files.all(),
            shop_card(
                self.seller, products, self._accent, self.around.today, dates[SHOP][1], self._pictures.card
            ),
            dates,
            (*(asset.path for asset in theme.assets), *self.covers, *self._app.icons),
            len(self._pictures.made),
            len(self._pictures.cached - self._pictures.made),
        )

    @cached_property
    def _category(self) -> Category:
        return next(c for c in self.around.hub.categories if c.slug == self.seller.category)

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
    def _hub(self) -> HubLinks:
        return hub_links(self.around.hub, self.around.words, "../")

    @cached_property
    def _pictures(self) -> ShopPictures:
        return ShopPictures(
            self.seller,
            self.around.sellers,
            self.around.photo_cache,
            self.files.add,
            self.photo_files,
        )

    def _share_picture(self, products: tuple[Product, ...]) -> str:
        """The absolute address of what a shared link shows."""
        if name := self._pictures.share(products):
            return self.address + name
        cover = shop_cover_path(self.seller.name, self._accent)
        self.covers[cover] = None
        return (self.home or f"{self.around.hub.site}/") + cover

    def _shop_page(
        self,
        theme: Theme,
        env: Environment,
        shop: ShopView,
        cards: tuple[ProductView, ...],
        products: tuple[Product, ...],
    ) -> None:
        seller, _ = self.seller, self.around.words.gettext
        category = self._category
        about = {"shop": seller.name, "category": category.name, "place": seller.kecamatan.name}
        offer = _("%(shop)s, %(category)s in %(place)s. Order on WhatsApp.") % about
        description = f"{seller.slogan}. {offer}" if seller.slogan else offer
        image = self._share_picture(products)
        crumbs = (
            (self.around.hub.name, f"{self.around.hub.site}/"),
            (category.name, f"{self.around.hub.site}/kategori/{category.slug}/"),
            (seller.name, self.address),
        )
        shown = [picture for card in cards for picture in card.pictures]
        head = self._head(
            theme,
            page="index.html",
            title=_("%(shop)s – %(category)s in %(place)s") % about,
            description=description,
            image=image,
            json_ld=structured.shop_data(seller, category, self.address, image, description, crumbs),
            pictures=shown,
            items=basket_items(products, whole=True) if products else Markup(),
        )
        parts = sections(products, cards, self.around.words)
        html = rendered(
            env, "shop.html", kept=self.kept, head=head, shop=shop, products=cards, sections=parts
        )
        self.files.add("index.html", html)

    def _product_page(
        self,
        theme: Theme,
        env: Environment,
        shop: ShopView,
        product: Product,
        view: ProductView,
        summary: str,
        others: tuple[ProductView, ...],
    ) -> None:
        seller, page = self.seller, view.url
        url = f"{self.address}{page}"
        _ = self.around.words.gettext
        text = summary or _("%(product)s from %(shop)s. Order on WhatsApp.") % {
            "product": product.name,
            "shop": seller.name,
        }
        image = self._share_picture((product,))
        crumbs = (
            (self.around.hub.name, f"{self.around.hub.site}/"),
            (seller.name, self.address),
            (product.name, url),
        )
        images = [f"{self.address}{picture.large}" for picture in view.pictures]
        head = self._head(
            theme,
            page=page,
            title=f"{product.name} – {seller.name}",
            description=described(product, view, text, self.around.words),
            image=image,
            json_ld=structured.product_data(
                seller, self._category, product, url, images, summary, crumbs, self.around.today
            ),
            pictures=[*view.pictures, *(p for card in others for p in card.pictures)],
            items=basket_items((product,), whole=False),
            price=price_tags(product, self.around.today),
        )
        html = rendered(
            env, "product.html", kept=self.kept, head=head, shop=shop, product=view, others=others
        )
        self.files.add(page, html)

    def _order_page(
        self,
        theme: Theme,
        env: Environment,
        shop: ShopView,
        rows: list[OrderRow],
        products: tuple[Product, ...],
    ) -> None:
        seller, _ = self.seller, self.around.words.gettext
        title = _("Order list")
        crumbs = (
            (self.around.hub.name, f"{self.around.hub.site}/"),
            (seller.name, self.address),
            (title, self.address + ORDER_PAGE),
        )
        head = self._head(
            theme,
            page=ORDER_PAGE,
            title=f"{title} – {seller.name}",
            description=_("All products of %(shop)s with their prices, to order at once.")
            % {"shop": seller.name},
            image=self._share_picture(products),
            json_ld=structured.crumbs_data(crumbs),
            pictures=[],
            items=basket_items(products, whole=True),
        )
        code = address_code(self.address)
        page = rendered(env, "order.html", kept=self.kept, head=head, shop=shop, rows=rows, code=code)
        self.files.add(ORDER_PAGE, page)

    def _head(
        self,
        theme: Theme,
        *,
        page: str,
        title: str,
        description: str,
        image: str,
        json_ld: Markup,
        pictures: list[Picture],
        items: Markup,
        price: PriceTags | None = None,
    ) -> Head:
        url = self.address + ("" if page == "index.html" else page)
        rules = style(self._accent)
        if pictures:
            rules += "".join(sorted({f".{p.tint}{{background:#{p.tint[1:]}}}" for p in pictures}))
        return Head(
            lang=self.around.words.code,
            title=title,
            description=description,
            canonical=url,
            csp=content_security_policy(rules, json_ld, items, app=bool(self._app.manifest)),
            style=Markup(rules),  # noqa: S704 - colours computed here, no text of a seller
            json_ld=json_ld,
            og_type="website" if page in {"index.html", ORDER_PAGE} else "product",
            og_image=image,
            feed="atom.xml",
            feed_title=self.seller.name,
            css=f"../{theme.roles['css']}",
            js=f"../{theme.roles['js']}",
            icon=f"../{theme.roles['ikon']}",
            index=not self.around.preview,
            preview=self.around.preview,
            hub=self._hub,
            report=report_link(self.around.hub, self.around.words, url),
            items=items,
            scripts=tuple(f"../{theme.roles[role]}" for role in BASKET if items and role in theme.roles),
            manifest=MANIFEST if self._app.manifest else "",
            price=price,
        )

    def _feed(self, products: tuple[Product, ...], summaries: list[str], dates: Dates) -> None:
        entries = feed_entries(products, summaries, dates, self.address, self.around.words)
        since = self.seller.consent or self.around.today
        name, address = self.seller.name, self.address
        websub = self.around.hub.publishing.websub
        feed = atom(name, name, address, f"{address}atom.xml", entries, since, websub=websub)
        self.files.add("atom.xml", feed)
