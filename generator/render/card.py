"""The public card of a shop: what the hub and the shops that follow it need to know, and what is kept of it.

It has no price in it, so that a changed price leaves the hub's pages alone.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


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
    products: tuple[str, ...]
    """The names of all published products, for the search."""
    picture: CardPicture | None

    def as_followed(self) -> FollowedShop:
        """The part that followers show."""
        return FollowedShop(self.slug, self.name, self.category, self.place)

    def to_json(self) -> str:
        """For the state; keys are the fields' names."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> ShopCard:
        """The way back from `to_json`."""
        found = json.loads(text)
        picture = found.pop("picture")
        found["products"] = tuple(found["products"])
        if picture:
            picture["sizes"] = tuple((w, h) for w, h in picture["sizes"])
        return cls(**found, picture=CardPicture(**picture) if picture else None)
