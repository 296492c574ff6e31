"""How ready a shop is, and the one thing that would help it most now. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.content.model import Seller
from generator.form.steps.order import STEPS
from generator.form.steps.step import Step

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


REQUIRED: Mapping[str, Step] = {
    "name": STEPS["nama"],
    "whatsapp": STEPS["whatsapp"],
    "category": STEPS["kategori"],
    "kecamatan": STEPS["kecamatan"],
    "product": STEPS["produk"],
    "consent": STEPS["persetujuan"],
}
"""What a shop needs before it can be published, and who knows whether it has it."""


def missing(seller: Seller) -> str:
    """The first required answer that is missing; empty for a shop that can be published."""
    return next((name for name, step in REQUIRED.items() if not step.is_done(seller)), "")


def _steps(seller: Seller) -> Iterator[tuple[str, int, bool, str]]:
    """Name, weight, whether it is done, and the product it is about; the most useful first."""
    required = missing(seller)
    shown = [product for product in seller.products if not product.draft]
    unseen = next((product.slug for product in shown if not product.photos), "")
    untold = next((product.slug for product in shown if not product.description.strip()), "")
    yield required, 30, not required, ""
    yield "photo", 20, bool(shown) and not unseen, unseen
    yield "more", 10, len(shown) >= ENOUGH_PRODUCTS, ""
    yield "hours", 10, STEPS["jam"].is_done(seller), ""
    yield "payment", 6, bool(seller.payment), ""
    yield "delivery", 6, bool(seller.delivery), ""
    yield "description", 8, bool(shown) and not untold, untold
    yield "story", 5, STEPS["tentang"].is_done(seller), ""
    yield "qris", 5, STEPS["qris"].is_done(seller), ""
