"""What reports count of a shop: judged once, by a build, and kept in its row of the state."""

from __future__ import annotations

import orjson
from msgspec import Struct
from msgspec.structs import astuple

from generator.content.export_readiness import is_complete
from generator.content.model import Permits, Seller
from generator.content.readiness import REQUIRED, WEIGHTS, percent, readiness
from generator.render.english import speaks_english


class ShopFacts(Struct, frozen=True):
    """A shop as its folder wants it, also where that is not shown yet."""

    name: str = ""
    kecamatan: str = ""
    """Its slug; empty where the folder does not say."""
    category: str = ""
    """Its slug; empty where the folder does not say."""
    whatsapp: str = ""
    """Digits only."""
    consent: str = ""
    """The day of it as an ISO date; empty without one."""
    missing: tuple[tuple[str, str], ...] = ()
    """Steps of `readiness`, the next one first, each with the name of the product it is about, or nothing."""
    products: int = 0
    """Those that are shown."""
    photos: bool = False
    """Whether a product that is shown has one."""
    qris: bool = False
    permits: bool = False
    """Whether it names a NIB, a P-IRT or a halal certificate."""
    english: bool = False
    """Whether it has pages in English, once it is online."""
    export: bool = False
    """Whether it has an export catalogue, once it is online."""

    @property
    def readiness(self) -> int:
        """Percent."""
        return percent(step for step, _ in self.missing)

    def to_json(self) -> str:
        """For the state."""
        return orjson.dumps(astuple(self)).decode()

    @classmethod
    def from_json(cls, text: str) -> ShopFacts:
        """The way back from `to_json`."""
        found = orjson.loads(text)
        found[5] = tuple((step, product) for step, product in found[5])
        return cls(*found)


NOTHING = ShopFacts(missing=tuple((step, "") for step in (*REQUIRED, *WEIGHTS)))
"""Of a folder in which nothing can be read."""


def shop_facts(seller: Seller) -> ShopFacts:
    """Count what a shop has."""
    shown = [product for product in seller.products if not product.draft]
    names = {product.slug: product.name for product in shown}
    return ShopFacts(
        name=seller.name,
        kecamatan=seller.kecamatan.slug,
        category=seller.category,
        whatsapp=seller.whatsapp,
        consent=seller.consent.isoformat() if seller.consent else "",
        missing=tuple((step.name, names.get(step.product, "")) for step in readiness(seller).missing),
        products=len(shown),
        photos=any(product.photos for product in shown),
        qris=seller.qris is not None,
        permits=seller.permits != Permits(),
        english=speaks_english(seller, shown),
        export=any(map(is_complete, shown)),
    )
