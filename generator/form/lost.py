"""What a published folder has lost by accident: never copied into a draft, and brought back from it."""

from __future__ import annotations

from pathlib import Path

from generator.content.consent import KEY, line_that_takes_back
from generator.content.model import Seller
from generator.content.reader import SHOP_FILE, named
from generator.content.readiness import REQUIRED
from generator.form.drafts import Draft
from generator.losses import most_are_gone


def lost(before: Draft, now: Draft) -> bool:
    """Whether a shop's folder says less than it must, of what it said before; pure."""
    if now.seller.withdrawn:
        return False
    answers = any(there(before.seller) and not there(now.seller) for there in REQUIRED.values())
    products = most_are_gone(len(before.seller.products), len(now.seller.products))
    return answers or products or any(_holds_no_product(now, one.slug) for one in before.seller.products)


def _holds_no_product(now: Draft, slug: str) -> bool:
    """Whether a product's file is there, and says nothing any more: emptied or cut, for example."""
    return slug in now.products and now.product(slug) is None


def deleted(known: frozenset[str], before: Seller, after: Seller) -> bytes | None:
    """The text of `reader.DELETED` for a shop with the products of `after`; None where none is missing."""
    gone = known | {product.slug for product in before.products}
    gone -= {product.slug for product in after.products}
    return "".join(f"{slug}\n" for slug in sorted(gone)).encode() or None


def says_withdrawn(folder: Path) -> bool:
    """Whether a shop's folder says that the seller takes her consent back, whatever else is wrong there."""
    try:
        text = named(folder, SHOP_FILE).read_text("utf-8", "replace")
    except OSError:
        return False
    return bool(line_that_takes_back(text))


def without_consent(text: str) -> str:
    """A toko.yaml that cannot be read, in which the seller takes her consent back."""
    if line_that_takes_back(text):
        return text
    kept = [line for line in text.splitlines() if not line.startswith(f"{KEY}:")]
    return "\n".join([*kept, f"{KEY}: tidak", ""])
