"""A shop that begins in the form: its slug, its row, and an empty draft."""

from __future__ import annotations

import os
import secrets

from msgspec.structs import replace

from generator.content import fields
from generator.content.fields import FieldError
from generator.content.model import Place
from generator.form import shops
from generator.form.context import FormContext
from generator.form.editing import edit
from generator.form.links import PrivateLink
from generator.form.shops import Origin, ShopRow
from generator.form.steps.order import STEPS, WIZARD

_TRIES = 50


def claim(context: FormContext, slug: str, origin: Origin) -> str:
    """Take a slug for a new shop, for good.

    Raises `FieldError`: not a slug, kept by the hub, taken, or of a shop that is gone.
    """
    row = ShopRow(vacant(context, slug), "", slug, origin, WIZARD[0], 0)
    if not shops.add_shop(context.database, row):
        raise FieldError("slug-taken", found=slug)
    return slug


def vacant(context: FormContext, slug: str) -> str:
    """A slug that a new shop may take.

    Raises `FieldError`: not a slug, kept by the hub, taken, or of a shop that is gone.
    """
    if is_taken(context, fields.seller_slug(slug)):
        raise FieldError("slug-taken", found=slug)
    return slug


def claim_by_name(context: FormContext, name: str, origin: Origin) -> str:
    """Take a slug that is like the shop's name. Raises `FieldError` when the name gives none."""
    stem = fields.slugify(name, 35)
    if len(stem) < 3 or stem in fields.RESERVED_SELLERS | fields.WINDOWS_NAMES:
        stem = f"toko-{stem}".rstrip("-")
    numbers = ("", *(f"-{number}" for number in range(2, _TRIES)), f"-{secrets.token_hex(2)}")
    for number in numbers:  # the last one is for a name that somebody has used up
        try:
            return claim(context, stem + number, origin)
        except FieldError as error:
            if error.code != "slug-taken":
                raise
    raise FieldError("slug-taken", found=stem)


def is_taken(context: FormContext, slug: str) -> bool:
    """Whether a shop has the slug, or ever had it."""
    if os.path.lexists(context.live.folder(slug)) or shops.shop_row(context.database, slug):
        return True
    term = context.terms(slug)
    return term is not None and (term.state in ("purged", "left") or term.last_day is not None)


def begin(
    context: FormContext,
    actor: PrivateLink | None,
    slug: str,
    *,
    name: str = "",
    whatsapp: str = "",
    place: Place | None = None,
) -> None:
    """Make the draft of a new shop, whose slug is claimed, with what is known of it already."""
    step = "whatsapp" if name else WIZARD[0]
    if whatsapp and actor is not None and actor.role == "seller":
        step = STEPS["whatsapp"].next  # she has just typed it herself
    shops.note(context.database, slug, step=step)
    with edit(context, actor, slug) as shop:
        shop.save(
            lambda seller: replace(
                seller, name=name, whatsapp=whatsapp, kecamatan=place or seller.kecamatan, colour=""
            )
        )
        if whatsapp and shop.row.origin == "invited":
            shop.vouch(whatsapp)
    context.drafts.folder(slug).mkdir(exist_ok=True)
