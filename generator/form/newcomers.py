"""A shop that begins in the form: its slug, its row, and an empty draft."""

from __future__ import annotations

from dataclasses import replace

from generator.content import fields
from generator.content.fields import FieldError
from generator.content.model import Place
from generator.form import saving, shops
from generator.form.context import FormContext
from generator.form.links import Link
from generator.form.questions import WIZARD
from generator.form.shops import Origin, ShopRow

_TRIES = 50


def judged_slug(context: FormContext, slug: str) -> str:
    """A slug that a new shop may have.

    Raises `FieldError`: not a slug, kept by the hub, taken, or of a shop that is gone.
    """
    slug = fields.seller_slug(slug)
    if is_taken(context, slug):
        raise FieldError("slug-taken", found=slug)
    return slug


def is_taken(context: FormContext, slug: str) -> bool:
    """Whether a shop has the slug, or ever had it."""
    if context.live.folder(slug).exists() or shops.shop_row(context.database, slug):
        return True
    term = context.terms(slug)
    return term is not None and (term.state in ("purged", "left") or term.last_day is not None)


def free_slug(context: FormContext, name: str) -> str:
    """A slug for a shop's name that nobody has. Raises `FieldError` when the name gives none."""
    stem = fields.slugify(name, 36)
    if len(stem) < 3 or stem in fields.RESERVED_SELLERS:
        stem = f"toko-{stem}".rstrip("-")
    for number in range(1, _TRIES):
        slug = stem if number == 1 else f"{stem}-{number}"
        if not is_taken(context, slug):
            return fields.seller_slug(slug)
    raise FieldError("slug-taken", found=stem)


def begin(
    context: FormContext,
    actor: Link | None,
    slug: str,
    origin: Origin,
    *,
    name: str = "",
    whatsapp: str = "",
    place: Place | None = None,
) -> None:
    """Make the draft of a new shop, with what is known of it already."""
    step = "kategori" if whatsapp else "whatsapp" if name else WIZARD[0]
    kecamatan = place.slug if place else ""
    shops.put_shop(context.database, ShopRow(slug, kecamatan, name or slug, origin, step, 0))
    saving.save(
        context,
        actor,
        slug,
        lambda seller: replace(
            seller, name=name, whatsapp=whatsapp, kecamatan=place or seller.kecamatan, colour=""
        ),
    )
    context.drafts.folder(slug).mkdir(exist_ok=True)
