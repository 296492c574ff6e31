"""The pages of a shop in one language: its front page, its products, its order list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup

from generator.content.export_readiness import is_complete
from generator.content.model import Category, Product, Seller
from generator.policy import content_security_policy
from generator.render import structured
from generator.render.basket import basket_items
from generator.render.colour import style
from generator.render.context import RenderContext
from generator.render.edition import Edition
from generator.render.export_page import EXPORT_CSV, EXPORT_PAGE, export_csv, export_data, export_view
from generator.render.markup import render_markdown, words_of
from generator.render.orderlist import ORDER_PAGE, address_code, order_rows
from generator.render.page_frame import hub_links, report_link
from generator.render.price_tags import PriceTags, price_tags
from generator.render.productview import described, product_card, product_view, sections
from generator.render.shopview import ShopViewContext, shop_view
from generator.render.theme import Theme
from generator.render.views import Head, HubLinks, OrderRow, Picture, ProductView, ShopView
from generator.render.webapp import MANIFEST
from generator.templates import rendered

BASKET = ("pesanan", "keranjang")
"""Roles of the scripts of a theme with a basket, in the order in which they run."""
OTHERS = 4
"""Other products shown below a product; without prices, so that one changed price rewrites one page."""


@dataclass
class ShopPages:
    """Makes them.

    `seller` and `products` speak the language of the edition (see `english.py`); products without a page in
    it are linked to where they have one.
    """

    around: RenderContext
    edition: Edition
    theme: Theme
    seller: Seller
    products: Sequence[Product]
    """Those that are shown, in the order of the page."""
    view: ShopViewContext
    accent: str
    app: bool
    """Whether the shop can be kept on a phone."""
    share_picture: Callable[[Sequence[Product]], str]
    """The absolute address of what a shared link to these products shows."""
    add: Callable[[str, str | bytes], None]
    """Takes a page by its path in the shop's folder."""
    kept: dict[object, str] = field(default_factory=dict)
    """Parts of pages that are the same on several, see `template_kept`."""

    def render(self) -> list[str]:
        """Make all of them; the words of each product's description."""
        shop = shop_view(self.view)
        products = self.products
        cards = tuple(product_card(self.view, product) for product in products)
        stories = [render_markdown(product.description, top=2) for product in products]
        summaries = [words_of(story) for story in stories]
        self._front_page(shop, cards)
        for number, product in enumerate(products):
            if cards[number].lang:
                continue
            others = (cards[number + 1 :] + cards[:number])[:OTHERS]
            page = product_view(self.view, product, cards[number], stories[number])
            self._product_page(shop, product, page, summaries[number], others)
        if products and all(role in self.theme.roles for role in BASKET):
            rows = [row for p, c in zip(products, cards, strict=True) for row in order_rows(self.view, p, c)]
            self._order_page(shop, rows)
        return summaries

    def export_page(self, *, alone: bool) -> None:
        """The export catalogue of the complete products, as a page and as a table; the edition is English.

        `alone`: nothing of the hub lies beside it.
        """
        seller, shop = self.seller, shop_view(self.view)
        edition, page, name = self.edition, EXPORT_PAGE, f"Export catalogue – {self.seller.name}"
        products = [product for product in self.products if is_complete(product)]
        cards = [product_card(self.view, product) for product in products]
        others = "" if alone else f"{edition.up}{edition.folder}export/index.html"
        view = export_view(seller, products, cards, edition.shop, edition.address, others)
        home = edition.address if "index.html" in edition.paired else edition.shop
        shop.url = "index.html" if home == edition.address else f"{edition.home}index.html"
        description = f"Products of {seller.name}, {shop.place}, Indonesia, for buyers abroad."
        image, crumbs = self.share_picture(products), ((seller.name, home), (name, edition.url(page)))
        json_ld = structured.shop_data(
            seller,
            self._kind,
            home,
            image,
            description,
            self._crumbs(*crumbs),
            more=export_data(seller, products, view.rows),
        )
        head = self._head(
            page=page,
            title=name,
            description=description,
            image=image,
            json_ld=json_ld,
            pictures=[],
            items=Markup(),
        )
        head.sheet = edition.up + self.theme.roles["ekspor"]
        self._add("export.html", page, head, shop=shop, export=view)
        self.add(edition.path(EXPORT_CSV), export_csv(view.rows))

    def _front_page(self, shop: ShopView, cards: tuple[ProductView, ...]) -> None:
        seller, products, category = self.seller, self.products, self.view.category
        _ = self.edition.words.gettext
        about = {"shop": seller.name, "category": category.text, "place": seller.kecamatan.name}
        offer = _("%(shop)s, %(category)s in %(place)s. Order on WhatsApp.") % about
        description = f"{seller.slogan}. {offer}" if seller.slogan else offer
        image = self.share_picture(products)
        listed = f"{self.around.hub.site}/{self.edition.hub}kategori/{seller.category}/"
        json_ld = structured.shop_data(
            seller,
            self._kind,
            self.edition.address,
            image,
            description,
            self._crumbs((category.text, listed), (seller.name, self.edition.address)),
            language=self._said("index.html"),
        )
        head = self._head(
            page="index.html",
            title=_("%(shop)s – %(category)s in %(place)s") % about,
            description=description,
            image=image,
            json_ld=json_ld,
            pictures=[picture for card in cards for picture in card.pictures],
            items=basket_items(products, whole=True) if products else Markup(),
        )
        parts = sections(products, cards, self.edition.words)
        self._add("shop.html", "index.html", head, shop=shop, products=cards, sections=parts)

    def _product_page(
        self,
        shop: ShopView,
        product: Product,
        view: ProductView,
        summary: str,
        others: tuple[ProductView, ...],
    ) -> None:
        seller, page, words = self.seller, view.url, self.edition.words
        url = self.edition.url(page)
        text = summary or words.gettext("%(product)s from %(shop)s. Order on WhatsApp.") % {
            "product": product.name,
            "shop": seller.name,
        }
        images = [f"{self.edition.shop}{picture.large.removeprefix('../')}" for picture in view.pictures]
        crumbs = self._crumbs((seller.name, self.edition.address), (product.name, url))
        json_ld = structured.product_data(
            seller,
            self._kind,
            product,
            url,
            images,
            summary,
            crumbs,
            self.around.today,
            language=self._said(page),
        )
        head = self._head(
            page=page,
            title=f"{product.name} – {seller.name}",
            description=described(product, view, text, words),
            image=self.share_picture((product,)),
            json_ld=json_ld,
            pictures=[*view.pictures, *(p for card in others for p in card.pictures)],
            items=basket_items((product,), whole=False),
            price=price_tags(product, self.around.today),
        )
        self._add("product.html", page, head, shop=shop, product=view, others=others)

    def _order_page(self, shop: ShopView, rows: list[OrderRow]) -> None:
        seller, _ = self.seller, self.edition.words.gettext
        title, address = _("Order list"), self.edition.address
        head = self._head(
            page=ORDER_PAGE,
            title=f"{title} – {seller.name}",
            description=_("All products of %(shop)s with their prices, to order at once.")
            % {"shop": seller.name},
            image=self.share_picture(self.products),
            json_ld=structured.crumbs_data(
                self._crumbs((seller.name, address), (title, address + ORDER_PAGE))
            ),
            pictures=[],
            items=basket_items(self.products, whole=True),
        )
        self._add("order.html", ORDER_PAGE, head, shop=shop, rows=rows, code=address_code(address))

    @cached_property
    def _kind(self) -> Category:
        return next(c for c in self.around.hub.categories if c.slug == self.seller.category)

    def _said(self, page: str) -> str:
        """The language of a page with a twin, for search engines; all others are in Indonesian."""
        return self.edition.words.code if page in self.edition.paired else ""

    def _crumbs(self, *below: tuple[str, str]) -> list[tuple[str, str]]:
        """Names and absolute addresses, from the hub's home on."""
        hub = self.around.hub
        return [(hub.name, f"{hub.site}/{self.edition.hub}"), *below]

    def _add(self, template: str, page: str, head: Head, **values: object) -> None:
        html = rendered(self.edition.env, template, kept=self.kept, head=head, **values)
        self.add(self.edition.path(page), html)

    @cached_property
    def _hub(self) -> HubLinks:
        return hub_links(self.around.hub, self.edition.words, self.edition.up, self.edition.hub)

    def _head(
        self,
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
        edition, roles = self.edition, self.theme.roles
        url, up, home = edition.url(page), edition.up, edition.home
        rules = style(self.accent)
        if pictures:
            rules += "".join(sorted({f".{p.tint}{{background:#{p.tint[1:]}}}" for p in pictures}))
        return Head(
            lang=edition.words.code,
            title=title,
            description=description,
            canonical=url,
            csp=content_security_policy(rules, json_ld, items, app=self.app),
            style=Markup(rules),  # noqa: S704 - colours computed here, no text of a seller
            json_ld=json_ld,
            og_type="website" if page in {"index.html", ORDER_PAGE, EXPORT_PAGE} else "product",
            og_image=image,
            feed=f"{home}atom.xml",
            feed_title=self.seller.name,
            css=up + roles["css"],
            js=up + roles["js"],
            icon=up + roles["ikon"],
            index=not self.around.preview,
            preview=self.around.preview,
            hub=self._hub,
            report=report_link(self.around.hub, edition.words, url),
            items=items,
            scripts=tuple(up + roles[role] for role in BASKET if items and role in roles),
            manifest=home + MANIFEST if self.app else "",
            price=price,
            alternates=edition.twins(page),
            twin=edition.other(page),
        )
