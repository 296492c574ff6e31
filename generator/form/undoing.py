"""Taking back a change that the history knows."""

from __future__ import annotations

from dataclasses import fields, replace

from generator.content.model import Seller
from generator.content.reader import SHOP_FILE
from generator.form import publishing, rewriting, saving
from generator.form.changes import Change
from generator.form.context import FormContext
from generator.form.drafts import Draft
from generator.form.history import HistoryEntry
from generator.form.links import PrivateLink


class TooManyError(Exception):
    """The shop would have more products than the hub allows."""


def undo(context: FormContext, actor: PrivateLink, slug: str, entry: HistoryEntry) -> None:
    """Let the answers of a change be again what they were before it.

    Of toko.yaml only what the change has changed; a product or the story as a whole. A number or a code that
    comes back is asked about like any other. Raises `TooManyError` and `OSError`.
    """
    with saving.alone(context, slug):
        draft = context.drafts.read(slug)
        old = {path: None if was is None else was.encode() for path, (was, _now) in entry.texts.items()}
        if SHOP_FILE in entry.texts:
            del old[SHOP_FILE]
            old |= _shop_file(context, draft, *entry.texts[SHOP_FILE])
        texts = {path: data for path, data in old.items() if draft.texts.get(path) != data}
        held = set(draft.products.values())
        more = {
            path for path, data in texts.items() if data is not None and path.startswith("produk/")
        } - held
        limit = context.hub.form.products
        if more and len(held) + len(more) > limit:
            raise TooManyError
        if texts:
            told = [Change("restored", c.thing, c.after, c.before) for c in entry.changes]
            saving.write(context, actor, draft, texts, told)
            saving.remember(context, draft.seller, context.drafts.read(slug).seller)
        publishing.ask_second_person(context, actor, slug)


def _shop_file(
    context: FormContext, draft: Draft, was: str | None, became: str | None
) -> dict[str, bytes | None]:
    """toko.yaml with the old answers in place of those that the change gave."""
    if was is None or became is None:
        return {}
    before, after = (rewriting.shop_said(draft.slug, text, context.drafts.rules) for text in (was, became))
    if before is None or after is None:
        return {}
    names = [field.name for field in fields(Seller)]
    back = {name: getattr(before, name) for name in names if getattr(before, name) != getattr(after, name)}
    if not back:  # an edit by hand that says nothing else
        return {SHOP_FILE: was.encode()} if draft.texts.get(SHOP_FILE) == became.encode() else {}
    return {SHOP_FILE: rewriting.shop_file(draft, replace(draft.seller, **back), context.drafts.rules)}
