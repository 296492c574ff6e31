"""A seller's folder as far as it can be read: what is missing or wrong is empty, and hides no other value."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from generator.content.check_context import CheckContext
from generator.content.check_product import product_slug, read_product
from generator.content.check_shop import read_shop
from generator.content.checker import photo_named
from generator.content.field_reader import FieldReader, SourceText
from generator.content.frontmatter import MAX_BYTES, decode, parse
from generator.content.model import Photo, Place, Product, Seller
from generator.content.nodes import MappingNode
from generator.content.places import NOWHERE, kecamatan
from generator.content.reader import SHOP_FILE, SellerSource, SourceFile, named, read_regular
from generator.content.unreadable import UnreadableError


def readable(source: SellerSource, rules: CheckContext) -> Seller:
    """The seller without whatever is missing or wrong. Raises `UnreadableError`: toko.yaml is no YAML."""

    def photo(typed: str) -> Photo:
        return rules.judge_photo(source.slug, photo_named(typed, source.photos))

    page, keys = SourceText("", source.slug), MappingNode(())
    if source.shop:
        page = SourceText(source.shop.path, source.slug, decode(source.shop.data))
        keys = parse(page.text)
    seller = read_shop(FieldReader(page, keys), source.slug, rules, photo)
    products = (_product(file, source.slug, photo) for file in source.products)
    return replace(seller, story=_story(source.story), products=tuple(filter(None, products)))


def kecamatan_of(root: Path, slug: str) -> Place:
    """The kecamatan that a seller's toko.yaml names, whatever else is wrong; `NOWHERE` without one."""
    folder = root / "sellers" / slug
    try:
        if folder.is_symlink():
            return NOWHERE
        keys = parse(decode(read_regular(named(folder, SHOP_FILE), MAX_BYTES)))
    except (OSError, UnreadableError):
        return NOWHERE
    return FieldReader(SourceText("", slug), keys).one("kecamatan", kecamatan, NOWHERE)


def slug_of(file_name: str) -> str:
    """The slug of a product by the name of its file; empty where it gives none."""
    return product_slug(SourceText("", ""), file_name)


def _product(file: SourceFile, seller: str, photo: Callable[[str], Photo]) -> Product | None:
    try:
        page = SourceText(file.path, seller, decode(file.data))
    except UnreadableError:
        return None
    slug = slug_of(file.name)
    return read_product(page, slug, photo, markdown=file.markdown) if slug else None


def _story(file: SourceFile | None) -> str:
    try:
        return decode(file.data).strip("\n") if file else ""
    except UnreadableError:
        return ""
