"""Taking back a change that the history knows."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from generator.content.model import Seller
from generator.content.reader import SHOP_FILE
from generator.content.readiness import REQUIRED
from generator.form import rewriting
from generator.form.context import FormContext
from generator.form.drafts import Draft
from generator.form.history import HistoryEntry
from generator.form.saving import ChangeOf

_CONSENT = frozenset({"consent", "withdrawn"})
"""What no undoing takes back or gives again: there are pages that say what that means."""
_SHOP_AT_ONCE = frozenset({"closed", "follows"})
_PRODUCT_AT_ONCE = frozenset({"price", "unit", "draft", "variants", "promo", "promo_until", "stock"})
"""What the questions set that are published without another publication."""


class TooManyError(Exception):
    """The shop would have more products than the hub allows."""


def texts(context: FormContext, draft: Draft, entry: HistoryEntry) -> dict[str, bytes | None]:
    """The texts that have to change (None removes one) so that a change's answers are what they were before.

    Of toko.yaml only what the change has changed; a product or the story as a whole. Raises `TooManyError`.
    """
    old = {path: None if was is None else was.encode() for path, (was, _now) in entry.texts.items()}
    if SHOP_FILE in entry.texts:
        del old[SHOP_FILE]
        old |= _shop_file(context, draft, *entry.texts[SHOP_FILE])
    found = {path: data for path, data in old.items() if draft.texts.get(path) != data}
    held = set(draft.products.values())
    more = {path for path, data in found.items() if data is not None and path.startswith("produk/")} - held
    if more and len(held) + len(more) > context.hub.form.products:
        raise TooManyError
    return found


def _shop_file(
    context: FormContext, draft: Draft, was: str | None, became: str | None
) -> dict[str, bytes | None]:
    """toko.yaml with the old answers in place of those that the change gave."""
    if was is None or became is None:
        return {}
    before, after = (rewriting.shop_said(draft.slug, text, context.drafts.rules) for text in (was, became))
    if before is None or after is None:
        return {}
    back = _differing(after, before)
    if not back:  # an edit by hand that says nothing else
        return {SHOP_FILE: was.encode()} if draft.texts.get(SHOP_FILE) == became.encode() else {}
    back = {n: v for n, v in back.items() if n not in _CONSENT and not _empties(draft.seller, n, v)}
    if not back:
        return {}
    return {SHOP_FILE: rewriting.shop_file(draft, replace(draft.seller, **back), context.drafts.rules)}


def _empties(seller: Seller, name: str, value: object) -> bool:
    """Whether a shop would lose an answer that every shop needs: its first one is changed, not taken back."""
    there = REQUIRED.get(name)
    return there is not None and there(seller) and not there(replace(seller, **{name: value}))


def at_once(before: Seller, after: Seller) -> ChangeOf:
    """What buyers see at once of a draft that became another: the same, of whatever shop it is made in."""
    shop = {name: value for name, value in _differing(before, after).items() if name in _SHOP_AT_ONCE}
    old = {product.slug: product for product in before.products}
    found = {one.slug: _differing(old[one.slug], one) for one in after.products if one.slug in old}
    some = {
        slug: {name: value for name, value in values.items() if name in _PRODUCT_AT_ONCE}
        for slug, values in found.items()
    }

    def change(seller: Seller) -> Seller:
        products = tuple(replace(one, **some.get(one.slug, {})) for one in seller.products)
        return replace(seller, **shop, products=products)

    return change


def _differing(before: Struct, after: Struct) -> dict[str, Any]:
    """The fields in which two differ, as the second one has them."""
    names = before.__struct_fields__
    return {name: getattr(after, name) for name in names if getattr(before, name) != getattr(after, name)}
