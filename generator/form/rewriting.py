"""The files that a changed shop needs: only those that say something else, and in them only what changed.

What `patch` makes is read again before it is trusted; where a hand-written file is too unusual for it, the
writer's whole text is taken instead.
"""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from generator.content import writer
from generator.content.check_context import CheckContext
from generator.content.check_product import read_product
from generator.content.check_shop import read_shop
from generator.content.checker import photo_named
from generator.content.field_reader import FieldReader, SourceText
from generator.content.frontmatter import decode, parse
from generator.content.model import Photo, Product, Seller
from generator.content.reader import PRODUCT_FOLDER, SHOP_FILE, STORY_FILE
from generator.content.unreadable import UnreadableError
from generator.form import patch
from generator.form.drafts import Draft


def texts(draft: Draft, after: Seller, rules: CheckContext) -> dict[str, bytes | None]:
    """Files of the draft that have to change so that it says `after`; None removes a file."""
    before = draft.seller
    found: dict[str, bytes | None] = {}
    if _shop(before) != _shop(after):
        found[SHOP_FILE] = shop_file(draft, after, rules)
    if before.story != after.story:
        found[STORY_FILE] = writer.story_text(after).encode() if after.story else None
    old = {product.slug: product for product in before.products}
    for product in after.products:
        if product != old.get(product.slug):
            found |= _product_files(draft, old.get(product.slug), product)
    for slug in old.keys() - {product.slug for product in after.products}:
        found[draft.products[slug]] = None
    return found


def shop_file(draft: Draft, after: Seller, rules: CheckContext) -> bytes:
    """toko.yaml of the draft, changed to say `after`."""
    new = patch.shop_text(_decoded(draft, SHOP_FILE), draft.seller, after)
    photos = _photos(draft.seller) | _photos(after)
    try:
        read = read_shop(
            FieldReader(SourceText("", ""), parse(new)), after.slug, rules, partial(_known, photos)
        )
    except UnreadableError:
        read = None
    same = read is not None and writer.shop_text(read) == writer.shop_text(after)
    return (new if same else patch.whole_shop(after)).encode()


def shop_said(slug: str, text: str, rules: CheckContext) -> Seller | None:
    """What a toko.yaml said once, as far as it can be read; None where it cannot."""
    try:
        return read_shop(FieldReader(SourceText("", ""), parse(text)), slug, rules, _named)
    except UnreadableError:
        return None


def _product_files(draft: Draft, before: Product | None, after: Product) -> dict[str, bytes | None]:
    """The product's Markdown file; one that was YAML becomes Markdown."""
    name = draft.products.get(after.slug, f"{PRODUCT_FOLDER}/{after.slug}.md")
    if not name.casefold().endswith(".md"):
        whole = writer.product_text(after).encode()
        return {name: None, f"{PRODUCT_FOLDER}/{after.slug}.md": whole}
    new = patch.product_text(_decoded(draft, name), before, after)
    photos = {photo.name: photo for one in (before, after) if one for photo in one.photos}
    read = read_product(SourceText("", "", new), after.slug, partial(_known, photos), markdown=True)
    same = read is not None and writer.product_text(read) == writer.product_text(after)
    return {name: (new if same else writer.product_text(after)).encode()}


def _shop(seller: Seller) -> Seller:
    """What toko.yaml says."""
    return replace(seller, products=(), story="")


def _photos(seller: Seller) -> dict[str, Photo]:
    return {seller.qris.photo.name: seller.qris.photo} if seller.qris and seller.qris.photo else {}


def _known(photos: dict[str, Photo], typed: str) -> Photo:
    return photos[photo_named(typed, photos)]


def _named(typed: str) -> Photo:
    """A photo of which the name is enough."""
    return Photo(typed.strip().removeprefix("foto/"), "", 0, 0)


def _decoded(draft: Draft, path: str) -> str:
    try:
        return decode(draft.texts.get(path, b""))
    except UnreadableError:
        return ""
