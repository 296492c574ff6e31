"""How ready a shop is, and the one thing that would help it most now. Pure.

The form shows it to sellers and mentors, and reports to whoever looks after many shops: it is the same score.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from generator.content.model import Seller

ENOUGH_PRODUCTS = 3

REQUIRED: Mapping[str, Callable[[Seller], bool]] = {
    "name": lambda seller: bool(seller.name),
    "whatsapp": lambda seller: bool(seller.whatsapp),
    "category": lambda seller: bool(seller.category),
    "kecamatan": lambda seller: bool(seller.kecamatan.code),
    "product": lambda seller: any(one.name and not one.draft for one in seller.products),
    "consent": lambda seller: seller.consent is not None,
}
"""What a shop needs before it can be published, and whether it has it."""

WEIGHTS: Mapping[str, int] = {
    "photo": 20,
    "more": 10,
    "hours": 10,
    "payment": 6,
    "delivery": 6,
    "description": 8,
    "story": 5,
    "qris": 5,
}
"""What helps a shop to sell, the most useful first -> its percent; the rest is for all of `REQUIRED`."""


class Step(Struct, frozen=True):
    """Something that a shop does not have yet."""

    name: str
    """One of `REQUIRED` or `WEIGHTS`."""
    product: str = ""
    """The slug of the product that it is about; empty where it is about the shop."""


class Readiness(Struct, frozen=True):
    """What a shop has of what sells."""

    missing: tuple[Step, ...]
    """What it does not have, the next step first."""

    @property
    def percent(self) -> int:
        """From 0 to 100."""
        return percent(step.name for step in self.missing)

    @property
    def next(self) -> str:
        """The name of the next step: `photo`, `hours`, …; empty when nothing is left to do."""
        return self.missing[0].name if self.missing else ""

    @property
    def product(self) -> str:
        """The slug of the product that the next step is about; empty where it is about the shop."""
        return self.missing[0].product if self.missing else ""


def readiness(seller: Seller) -> Readiness:
    """Weigh what is there; the first thing that is missing is the next step.

    Consent that was withdrawn is an answer: whoever leaves has not left anything out.
    """
    withdrawn = {"consent"} if seller.withdrawn else set()
    required = (Step(name) for name, there in REQUIRED.items() if name not in withdrawn and not there(seller))
    return Readiness((*required, *_useful(seller)))


def percent(missing: Iterable[str]) -> int:
    """The score of a shop that lacks these steps."""
    lost = {name if name in WEIGHTS else "" for name in missing}
    required = 100 - sum(WEIGHTS.values())
    return 100 - sum(WEIGHTS.get(name, required) for name in lost)


def missing(seller: Seller) -> str:
    """The first required answer that is missing; empty for a shop that can be published."""
    return next((name for name, there in REQUIRED.items() if not there(seller)), "")


def _useful(seller: Seller) -> Iterator[Step]:
    shown = [product for product in seller.products if not product.draft]
    unseen = next((product.slug for product in shown if not product.photos), "")
    untold = next((product.slug for product in shown if not product.description.strip()), "")
    if unseen or not shown:
        yield Step("photo", unseen)
    if len(shown) < ENOUGH_PRODUCTS:
        yield Step("more")
    if seller.hours is None:
        yield Step("hours")
    if not seller.payment:
        yield Step("payment")
    if not seller.delivery:
        yield Step("delivery")
    if untold or not shown:
        yield Step("description", untold)
    if not (seller.story.strip() or seller.slogan):
        yield Step("story")
    if seller.qris is None:
        yield Step("qris")
