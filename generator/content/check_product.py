"""produk/*.md and produk/*.yaml -> `Product`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import PurePosixPath

from generator.content import fields
from generator.content.check_text import check_markdown, english, long_text
from generator.content.fields import FieldError
from generator.content.frontmatter import Fields, Node, Text, UnreadableError, parse, split
from generator.content.model import English, Photo, Product, Variant
from generator.content.prices import rupiah
from generator.content.reader import printable
from generator.content.sheet import EXAMPLES, Page, Sheet
from generator.content.visible import plain

MAX_PHOTOS = 8
"""Photos of one product."""
_SHORT = 40
"""Characters of a unit or a choice."""


def product_slug(page: Page, name: str) -> str:
    """The address of a product from its file's name; empty (and a problem) when there is none."""
    stem = plain(PurePosixPath(name).stem)
    try:
        slug = fields.product_slug(printable(stem))
    except FieldError as error:
        page.field_error(error)
        return ""
    if slug != stem:
        page.report("product-renamed", None, "warning", found=printable(name), slug=slug)
    return slug


def read_product(page: Page, slug: str, photo: Callable[[str], Photo], *, markdown: bool) -> Product | None:
    """Judge every key of a product; `photo` finds and judges a photo by the name a seller typed.

    None when the file cannot be read at all; other problems are noted on the page.
    """
    try:
        keys, body, first = split(page.text) if markdown else (parse(page.text), "", 1)
    except UnreadableError as error:
        page.unreadable(error)
        return None
    sheet = Sheet(page, keys)
    sheet.require("nama")
    variants = _variants(sheet)
    if not variants or any(v.price is None for v in variants):
        sheet.require("harga")
    description = body if markdown else long_text(sheet, "deskripsi")
    if markdown:
        check_markdown(page, body, first)
    known = [v.price for v in variants if v.price is not None]
    in_english = sheet.sheet("en")
    product = Product(
        slug=slug,
        name=sheet.one("nama", fields.name, ""),
        price=sheet.one("harga", rupiah, min(known, default=None)),
        unit=sheet.one("satuan", partial(fields.text, limit=_SHORT), ""),
        photos=_photos(sheet, photo),
        stock=sheet.one("stok", fields.stock, "ada"),
        featured=sheet.one("unggulan", fields.yes_no, False),
        order=sheet.one("urutan", fields.order, None),
        draft=sheet.one("draf", fields.yes_no, False),
        variants=variants,
        description=description,
        english=english(in_english, "nama", "deskripsi") if in_english else English(),
    )
    sheet.finish()
    return product


def _photos(sheet: Sheet, photo: Callable[[str], Photo]) -> tuple[Photo, ...]:
    nodes = sheet.texts("foto")
    if len(nodes) > MAX_PHOTOS:
        sheet.page.report("too-many-photos", nodes[MAX_PHOTOS], limit=str(MAX_PHOTOS))
        return ()
    return sheet.many("foto", photo)


def _variants(sheet: Sheet) -> tuple[Variant, ...]:
    """The choices; one without a price of its own costs what the product costs."""
    label = partial(fields.text, limit=_SHORT)
    found = []
    for node in _choices(sheet):
        if isinstance(node, Fields):
            choice = Sheet(sheet.page, node)
            choice.require("nama")
            own = choice.node("harga") is not None
            price = choice.one("harga", rupiah, None) if own else _product_price(sheet)
            found.append(Variant(choice.one("nama", label, ""), price))
            choice.finish()
        elif isinstance(node, Text) and not node.value.strip():
            continue  # blanks between two commas
        elif isinstance(node, Text):
            found.append(Variant(sheet.judge(node, label, ""), _product_price(sheet)))
        else:
            sheet.page.report("fields-expected", node, key="varian", example=EXAMPLES["varian"])
    return tuple(found)


def _choices(sheet: Sheet) -> Sequence[Node]:
    """The choices as they can be typed: a list, a text with commas, or `ayam: 25.000` line by line."""
    node = sheet.node("varian")
    if isinstance(node, Text):
        return sheet.texts("varian")
    if isinstance(node, Fields) and not {key.value.strip() for key, _ in node.pairs} & {"nama", "harga"}:
        name = Text("nama", node.line, node.column)
        price = Text("harga", node.line, node.column)
        return [Fields(((name, key), (price, value)), key.line, key.column) for key, value in node.pairs]
    return sheet.items("varian")


def _product_price(sheet: Sheet) -> int | None:
    """The product's own price; a wrong one is reported where the product's price is judged."""
    node = sheet.node("harga")
    try:
        return rupiah(node.value) if isinstance(node, Text) else None
    except FieldError:
        return None
