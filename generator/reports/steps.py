"""What a shop lacks, in words for whoever helps it."""

from __future__ import annotations

from collections.abc import Mapping

from generator.language import Language

STEPS: Mapping[str, str] = {
    "repair": "Correct what is wrong in its files",
    "name": "Give the shop a name",
    "whatsapp": "Fill in the WhatsApp number",
    "category": "Choose a category",
    "kecamatan": "Choose the kecamatan",
    "product": "Add the first product",
    "consent": "Ask the seller for consent",
    "photo": "Add a photo",
    "more": "Add products, three at least",
    "hours": "Fill in the opening hours",
    "payment": "Fill in how customers pay",
    "delivery": "Fill in how orders arrive",
    "description": "Tell a little about the product",
    "story": "Tell about the shop, or add a slogan",
    "qris": "Add the QRIS code",
}
"""A step of `content/readiness.py` -> what to do, as message ids; `repair` comes before all of them."""

LACKS: Mapping[str, str] = {
    "repair": "files without mistakes",
    "name": "a name",
    "whatsapp": "a WhatsApp number",
    "category": "a category",
    "kecamatan": "the kecamatan",
    "product": "a product",
    "consent": "consent",
    "photo": "photos",
    "more": "three products",
    "hours": "opening hours",
    "payment": "ways to pay",
    "delivery": "ways to deliver",
    "description": "words about the product",
    "story": "a story or slogan",
    "qris": "QRIS",
}
"""The same as what is missing, also message ids."""


def step_text(step: str, product: str, words: Language) -> str:
    """What to do next; empty for no step."""
    text = words.gettext(STEPS[step]) if step else ""
    return f"{text}: {product}" if product else text


def lack_text(step: str, product: str, words: Language) -> str:
    """What is missing, for within a sentence."""
    text = words.gettext(LACKS[step])
    return f"{text} ({product})" if product else text
