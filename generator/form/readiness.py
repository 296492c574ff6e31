"""How ready a shop is, and the one thing that would help it most now. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.content.model import Seller

ENOUGH_PRODUCTS = 3


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a shop has of what sells."""

    percent: int
    next: str
    """The name of the next step: `photo`, `hours`, …; empty when nothing is left to do."""
    product: str = ""
    """The slug of the product that it is about; empty where it is about the shop."""


def readiness(seller: Seller) -> Readiness:
    """Weigh what is there; the first thing that is missing is the next step."""
    steps = list(_steps(seller))
    total = sum(weight for _, weight, _, _ in steps)
    there = sum(weight for _, weight, done, _ in steps if done)
    missing = next(((name, product) for name, _, done, product in steps if not done), ("", ""))
    return Readiness(100 * there // total, *missing)


REQUIRED: Mapping[str, Callable[[Seller], bool]] = {
    "name": lambda seller: bool(seller.name),
    "whatsapp": lambda seller: bool(seller.whatsapp),
    "category": lambda seller: bool(seller.category),
    "kecamatan": lambda seller: bool(seller.kecamatan.code),
    "product": lambda seller: any(one.name and not one.draft for one in seller.products),
    "consent": lambda seller: seller.consent is not None,
}
"""What a shop needs before it can be published, and whether it has it."""


def missing(seller: Seller) -> str:
    """The first required answer that is missing; empty for a shop that can be published."""
    return next((name for name, done in REQUIRED.items() if not done(seller)), "")


def _steps(seller: Seller) -> Iterator[tuple[str, int, bool, str]]:
    """Name, weight, whether it is done, and the product it is about; the most useful first."""
    required = missing(seller)
    shown = [product for product in seller.products if not product.draft]
    unseen = next((product.slug for product in shown if not product.photos), "")
    untold = next((product.slug for product in shown if not product.description.strip()), "")
    yield required, 30, not required, ""
    yield "photo", 20, bool(shown) and not unseen, unseen
    yield "more", 10, len(shown) >= ENOUGH_PRODUCTS, ""
    yield "hours", 10, seller.hours is not None, ""
    yield "payment", 6, bool(seller.payment), ""
    yield "delivery", 6, bool(seller.delivery), ""
    yield "description", 8, bool(shown) and not untold, untold
    yield "story", 5, bool(seller.story.strip() or seller.slogan), ""
    yield "qris", 5, seller.qris is not None, ""
