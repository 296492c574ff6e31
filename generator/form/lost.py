"""What a published folder has lost by accident: never copied into a draft, and brought back from it."""

from __future__ import annotations

from generator.content.consent import KEY, line_that_takes_back
from generator.content.model import Seller
from generator.form.readiness import REQUIRED
from generator.losses import most_are_gone


def lost(before: Seller, now: Seller) -> bool:
    """Whether a shop's folder says less than it must, of what it said before; pure."""
    if now.withdrawn:
        return False
    answers = any(said(before) and not said(now) for said in REQUIRED.values())
    return answers or most_are_gone(len(before.products), len(now.products))


def deleted(known: frozenset[str], before: Seller, after: Seller) -> bytes | None:
    """The text of `reader.DELETED` for a shop with the products of `after`; None where none is missing."""
    gone = known | {product.slug for product in before.products}
    gone -= {product.slug for product in after.products}
    return "".join(f"{slug}\n" for slug in sorted(gone)).encode() or None


def without_consent(text: str) -> str:
    """A toko.yaml that cannot be read, in which the seller takes her consent back."""
    if line_that_takes_back(text):
        return text
    kept = [line for line in text.splitlines() if not line.startswith(f"{KEY}:")]
    return "\n".join([*kept, f"{KEY}: tidak", ""])
