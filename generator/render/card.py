"""The public card of a shop: what the hub and the shops that follow it know, and what is kept of it.

Its prices, its products' photos and when and how it sells are for finds of the search alone: a change of
these renews one file of cards and no page of the hub.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import attrgetter

import orjson
from msgspec import Struct
from msgspec.structs import asdict, replace

from generator.content.model import Hours, Photo, Product, Seller


class CardPicture(Struct, frozen=True):
    """The photo that stands for a shop."""

    base: str
    """Its path below the shop's folder without width and ending: `foto/rendang-0a1b2c3d4e`."""
    sizes: tuple[tuple[int, int], ...]
    """Width and height of each variant, smallest first."""
    colour: str
    """`#rgb`."""


class CardProduct(Struct, frozen=True):
    """A product, as a find of the search shows it."""

    slug: str
    name: str
    price: int | None
    """Rupiah, the lowest where there are several; None means: ask the seller."""
    choices: bool
    """Whether some of its choices cost more."""
    picture: str = ""
    """The smallest size of its photo, in the shop's folder without ending: `foto/rendang-0a1b2c3d4e-320`."""
    offer: int | None = None
    """Rupiah until `offer_until`, the lowest where there are several; None without an offer."""
    offer_choices: bool = False
    """Whether some of its choices cost more than that."""
    offer_until: str = ""
    """The last day of the offer as an ISO date."""
    english: str = ""
    """Its name in English; empty where it has no page in English."""


class FollowedShop(Struct, frozen=True):
    """What a shop's page says of a shop it follows."""

    slug: str
    name: str
    category: str
    """The category's slug."""
    place: str


class ShopCard(Struct, frozen=True):
    """One shop, as others show it."""

    slug: str
    name: str
    slogan: str
    category: str
    """The category's slug."""
    kecamatan: str
    """The kecamatan's slug."""
    place: str
    """`Cipete Selatan, Cilandak`."""
    whatsapp: str
    """Digits only, for the take-down page."""
    moves_to: str
    """The forwarding address; may be empty."""
    colour: str
    """The seller's accent, `#rrggbb`."""
    joined: str
    """The day of consent as an ISO date: shops that come online together are counted by it."""
    products: tuple[CardProduct, ...]
    """All published products, for the search."""
    picture: CardPicture | None
    hours: str = ""
    """The opening hours of a week, see `hours_text`; empty where the seller did not say them."""
    delivery: tuple[str, ...] = ()
    """How goods reach the shopper, in the seller's words."""
    closed_until: str = ""
    """The last day of a holiday as an ISO date; may be empty."""
    online: str = ""
    """The day it first was online as an ISO date; empty in cards of before this was known."""
    english: bool = False
    """Whether it has pages in English."""
    english_slogan: str = ""
    export: tuple[tuple[str, str], ...] = ()
    """Names of the products in its export catalogue: in English, or empty, and its own; empty without one."""

    def on_pages(self) -> tuple[ShopCard, int]:
        """What pages of the hub and of followers can show: of the products only how many there are."""
        plain = replace(self, products=(), hours="", delivery=(), closed_until="")
        return plain, len(self.products)

    def as_followed(self) -> FollowedShop:
        """The part that followers show."""
        return FollowedShop(self.slug, self.name, self.category, self.place)

    def to_json(self) -> str:
        """For the state; keys are the fields' names."""
        known = {name: getattr(self, name) for name in _FIELDS}
        known["picture"] = asdict(self.picture) if self.picture else None
        known["products"] = [*map(_PRODUCT, self.products)]
        return orjson.dumps(known).decode()

    @classmethod
    def from_json(cls, text: str) -> ShopCard:
        """The way back from `to_json`."""
        found = orjson.loads(text)
        picture = found.pop("picture")
        found["delivery"] = tuple(found.get("delivery", ()))
        found["export"] = tuple((english, own) for english, own in found.get("export", ()))
        found["products"] = tuple(CardProduct(*product) for product in found["products"])
        if picture:
            picture["sizes"] = tuple((w, h) for w, h in picture["sizes"])
        return cls(**found, picture=CardPicture(**picture) if picture else None)


class LastWords(Struct, frozen=True):
    """What is known of a shop that is suspended."""

    name: str = ""
    """Empty when nothing is known any more."""
    whatsapp: str = ""
    """Digits only; empty when nothing is known any more."""
    moves_to: str = ""
    """The forwarding address; may be empty."""


_FIELDS = ShopCard.__struct_fields__
_PRODUCT = attrgetter(*CardProduct.__struct_fields__)


def card_product(product: Product, picture: CardPicture | None) -> CardProduct:
    """A product as finds show it, with its first photo."""
    small = f"{picture.base}-{picture.sizes[0][0]}" if picture else ""
    low, several = _lowest(variant.price for variant in product.variants or (product,))
    until = product.promo_until
    english = product.english.name
    if until is None:
        return CardProduct(product.slug, product.name, low, several, small, english=english)
    offer = _lowest(product.price_on(until, choice) for choice in product.variants or (None,))
    return CardProduct(product.slug, product.name, low, several, small, *offer, until.isoformat(), english)


def _lowest(prices: Iterable[int | None]) -> tuple[int | None, bool]:
    """The lowest price that is known, and whether others are higher."""
    known = {price for price in prices if price is not None}
    return min(known, default=None), len(known) > 1


def hours_text(hours: Hours) -> str:
    """A week from Monday, days with commas between: spans in minutes as `480-720+780-1020`.

    A day is empty when the shop is closed; `?` is one of which nothing was said.
    """
    return ",".join(
        "?" if day is None else "+".join(f"{start}-{end}" for start, end in day) for day in hours.days
    )


def _closed_until(seller: Seller, today: date) -> str:
    """The last day of a holiday that has begun: one that is over is told from its day."""
    closed = seller.closed
    begun = closed and (closed.start is None or closed.start <= today)
    return closed.until.isoformat() if closed and begun else ""


def shop_card(
    seller: Seller,
    products: Sequence[Product],
    colour: str,
    today: date,
    online: str,
    picture: Callable[[Photo], CardPicture],
    *,
    english: bool,
    exported: Iterable[Product] = (),
) -> ShopCard:
    """A shop as others show it, `online` from that day on; `picture` makes what stands for a photo.

    `english` says whether it has pages in English; `exported` are the products in its export catalogue.
    """
    pictures = [picture(one.photos[0]) if one.photos else None for one in products]
    return ShopCard(
        slug=seller.slug,
        name=seller.name,
        slogan=seller.slogan,
        category=seller.category,
        kecamatan=seller.kecamatan.slug,
        place=seller.place,
        whatsapp=seller.whatsapp,
        moves_to=seller.moves_to,
        colour=colour,
        joined=(seller.consent or today).isoformat(),
        products=tuple(card_product(*pair) for pair in zip(products, pictures, strict=True)),
        picture=next(filter(None, pictures), None),
        hours=hours_text(seller.hours) if seller.hours else "",
        delivery=seller.delivery,
        closed_until=_closed_until(seller, today),
        online=online,
        english=english,
        english_slogan=seller.english.slogan,
        export=tuple((one.english.name, one.name) for one in exported),
    )
