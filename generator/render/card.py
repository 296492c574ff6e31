"""The public card of a shop: what the hub and the shops that follow it know, and what is kept of it.

Its prices are for finds of the search alone: a changed price renews one file of cards and no page of the hub.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True, slots=True)
class CardPicture:
    """The photo that stands for a shop."""

    base: str
    """Its path below the shop's folder without width and ending: `foto/rendang-0a1b2c3d4e`."""
    sizes: tuple[tuple[int, int], ...]
    """Width and height of each variant, smallest first."""
    colour: str
    """`#rgb`."""


@dataclass(frozen=True, slots=True)
class CardProduct:
    """A product, as a find of the search shows it."""

    slug: str
    name: str
    price: int | None
    """Rupiah, the lowest where there are several; None means: ask the seller."""
    choices: bool
    """Whether some of its choices cost more."""


@dataclass(frozen=True, slots=True)
class FollowedShop:
    """What a shop's page says of a shop it follows."""

    slug: str
    name: str
    category: str
    """The category's slug."""
    place: str


@dataclass(frozen=True, slots=True)
class ShopCard:
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
    """The day of consent as an ISO date: the hub counts from the oldest."""
    products: tuple[CardProduct, ...]
    """All published products, for the search."""
    picture: CardPicture | None

    def on_pages(self) -> tuple[ShopCard, int]:
        """What pages of the hub and of followers can show: of the products only how many there are."""
        return replace(self, products=()), len(self.products)

    def as_followed(self) -> FollowedShop:
        """The part that followers show."""
        return FollowedShop(self.slug, self.name, self.category, self.place)

    def to_json(self) -> str:
        """For the state; keys are the fields' names."""
        known = {name: getattr(self, name) for name in self.__slots__}
        known["products"] = [(one.slug, one.name, one.price, one.choices) for one in self.products]
        known["picture"] = asdict(self.picture) if self.picture else None
        return json.dumps(known, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> ShopCard:
        """The way back from `to_json`."""
        found = json.loads(text)
        picture = found.pop("picture")
        found["products"] = tuple(CardProduct(*product) for product in found["products"])
        if picture:
            picture["sizes"] = tuple((w, h) for w, h in picture["sizes"])
        return cls(**found, picture=CardPicture(**picture) if picture else None)
