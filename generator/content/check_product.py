"""produk/*.md and produk/*.yaml -> `Product`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

from generator.content import fields
from generator.content.check_export import read_export
from generator.content.check_offer import minimum, offer_price, read_offer
from generator.content.check_text import SHORT, check_markdown, english, long_text
from generator.content.field_reader import EXAMPLES, FieldReader, SourceText
from generator.content.fields import FieldError
from generator.content.flow import rejoined
from generator.content.frontmatter import parse, split
from generator.content.model import English, Photo, Product, Variant
from generator.content.nodes import MappingNode, Node, ScalarNode
from generator.content.prices import rupiah
from generator.content.reader import printable
from generator.content.unreadable import UnreadableError
from generator.content.visible import plain

MAX_PHOTOS = 8
"""Photos of one product."""
_ADDRESS = re.compile(r"[a-z0-9-]+\.[a-z]+")


def product_slug(page: SourceText, name: str) -> str:
    """The address of a product from its file's name; empty (and a problem) when there is none."""
    stem = plain(name.rpartition(".")[0] if _ADDRESS.fullmatch(name) else PurePosixPath(name).stem)
    try:
        slug = fields.product_slug(printable(stem))
    except FieldError as error:
        page.field_error(error)
        return ""
    if slug in fields.LATER_RESERVED_PRODUCTS:
        page.report("product-slug-taken", None, "warning", found=slug, slug=f"{slug}-1")
        return f"{slug}-1"
    if slug != stem:
        page.report("product-renamed", None, "warning", found=printable(name), slug=slug)
    return slug


def read_product(
    page: SourceText, slug: str, photo: Callable[[str], Photo], *, markdown: bool
) -> Product | None:
    """Judge every key of a product; `photo` finds and judges a photo by the name a seller typed.

    None when the file cannot be read at all; other problems are noted on the page.
    """
    try:
        keys, body, first = split(page.text) if markdown else (parse(page.text), "", 1)
    except UnreadableError as error:
        page.unreadable(error)
        return None
    if markdown:
        check_markdown(page, body, first)
    return judge_product(FieldReader(page, keys), slug, photo, body if markdown else None)


def judge_product(
    reader: FieldReader, slug: str, photo: Callable[[str], Photo], body: str | None = None
) -> Product:
    """Judge the keys of a product, wherever they come from; without a `body`, one of them describes it.

    Problems are noted on the reader's page; where there are errors, the value returned is of no use.
    """
    reader.require("nama")
    variants = _variants(reader)
    if not variants or any(v.price is None for v in variants):
        reader.require("harga")
    description = long_text(reader, "deskripsi") if body is None else body
    known = [v.price for v in variants if v.price is not None]
    in_english = reader.mapping("en")
    price = reader.one("harga", rupiah, min(known, default=None))
    offer = read_offer(reader, price, variants)
    product = Product(
        slug=slug,
        name=reader.one("nama", fields.name, ""),
        price=price,
        unit=reader.one("satuan", _short, ""),
        photos=_photos(reader, photo),
        stock=reader.one("stok", fields.stock, "ada"),
        featured=reader.one("unggulan", fields.yes_no, False),
        order=reader.one("urutan", fields.order, None),
        draft=reader.one("draf", fields.yes_no, False),
        variants=offer.choices,
        description=description,
        english=english(in_english, "nama", "deskripsi") if in_english else English(),
        promo=offer.price,
        promo_until=offer.until,
        section=reader.one("bagian", _short, ""),
        minimum=reader.one("minimal", minimum, 1),
        export=read_export(reader.mapping("ekspor")),
    )
    reader.finish()
    return product


def _short(value: str) -> str:
    return fields.text(value, SHORT)


def _photos(reader: FieldReader, photo: Callable[[str], Photo]) -> tuple[Photo, ...]:
    nodes = reader.texts("foto")
    if len(nodes) > MAX_PHOTOS:
        reader.page.report("too-many-photos", nodes[MAX_PHOTOS], limit=str(MAX_PHOTOS))
        return ()
    return reader.many("foto", photo)


def _variants(reader: FieldReader) -> tuple[Variant, ...]:
    """The choices; one without a price of its own costs what the product costs."""
    found = []
    for node in _choices(reader):
        if isinstance(node, MappingNode):
            choice = FieldReader(reader.page, rejoined(node))
            choice.require("nama")
            own = choice.node("harga") is not None
            price = choice.one("harga", rupiah, None) if own else _product_price(reader)
            name = choice.one("nama", _short, "")
            promo = choice.one("harga_promo", offer_price, None)
            found.append(Variant(name, price, promo, choice.one("en", _short, "")))
            choice.finish()
        elif isinstance(node, ScalarNode) and not node.value.strip():
            continue  # blanks between two commas
        elif isinstance(node, ScalarNode):
            found.append(Variant(reader.judge(node, _short, ""), _product_price(reader)))
        else:
            reader.page.report("fields-expected", node, key="varian", example=EXAMPLES["varian"])
    return tuple(found)


def _choices(reader: FieldReader) -> Sequence[Node]:
    """The choices as they can be typed: a list, a text with commas, or `ayam: 25.000` line by line."""
    node = reader.node("varian")
    if isinstance(node, ScalarNode):
        return reader.texts("varian")
    if isinstance(node, MappingNode) and not {key.value.strip() for key, _ in node.pairs} & {"nama", "harga"}:
        name = ScalarNode("nama", node.line, node.column)
        price = ScalarNode("harga", node.line, node.column)
        return [MappingNode(((name, key), (price, value)), key.line, key.column) for key, value in node.pairs]
    return reader.items("varian")


def _product_price(reader: FieldReader) -> int | None:
    """The product's own price; a wrong one is reported where the product's price is judged."""
    node = reader.node("harga")
    try:
        return rupiah(node.value) if isinstance(node, ScalarNode) else None
    except FieldError:
        return None
