"""What waits for a mentor, line by line, as her page shows it. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator.content import qris
from generator.content.contacts import Waiting, contacts_of
from generator.content.fields import FieldError
from generator.content.model import Seller
from generator.form.approvals import Approval
from generator.render.shopview import network_name
from generator.whatsapp import readable_number

_VALUES = {
    "nama": "name",
    "slogan": "slogan",
    "kelurahan": "kelurahan",
    "pengiriman": "delivery",
    "pembayaran": "payment",
    "libur.pesan": "closed",
    "alamat": "address",
    "pindah_ke": "moves",
    "email_ekspor": "export-email",
    "ekspor.incoterm": "incoterm",
    "ekspor.asal": "origin",
    "ekspor.kemasan": "packing",
    "tentang": "story",
    "satuan": "unit",
    "varian": "choices",
    "bagian": "section",
    "deskripsi": "description",
    "izin.nib": "nib",
    "izin.pirt": "pirt",
    "izin.halal": "halal",
    "": "product-address",
}
"""A value's path, without what it belongs to -> its label on the form's pages."""
_TEMPLATES = {*(f"{tag}" for tag in range(26, 52)), "62", "64", *(f"{tag}" for tag in range(80, 100))}
"""Tags whose value is a list of tags again. Source: EMV QRCPS, merchant-presented mode, tables 3.2 to 3.8."""
_CHECKSUM = "63"


class ContactLine(Struct, frozen=True):
    """One value that waits."""

    what: str
    """Its label: `slogan`, `product-name`, `social`, `photo` …"""
    thing: str
    """The product's name, or the network; empty for the shop."""
    before: str
    after: str
    found: tuple[str, ...]
    """The contacts in it that nobody has agreed to, as people write them."""
    english: bool = False
    """Whether it stands on the English pages."""


class TextPlace(Struct, frozen=True):
    """A product, or (both empty) the shop itself, whose texts carry something."""

    product: str
    name: str


class TagLine(Struct, frozen=True):
    """One tag of a QRIS code that is not what it was."""

    tag: str
    """`59`, or `26.00` for a tag within a tag."""
    before: str
    after: str


def asked_lines(asked: Approval, seller: Seller | None = None) -> list[ContactLine]:
    """The lines of a question about a shop's content, from what is kept of it; of another one, none.

    Without its `seller`, products are called as their addresses are.
    """
    return lines(asked_values(asked), seller)


def asked_values(asked: Approval) -> list[Waiting]:
    """The values of a question about a shop's content; of another one, none."""
    kept = json.loads(asked.after) if asked.kind == "content" else []
    return [Waiting(path, old, new, tuple(found)) for path, old, new, found in kept]


def by_contact(waiting: Iterable[Waiting]) -> list[list[Waiting]]:
    """What waits, in groups that get one answer each: values that carry the same contacts are one."""
    groups: dict[tuple[str, ...], list[Waiting]] = {}
    for one in waiting:
        groups.setdefault(one.found or (one.path,), []).append(one)
    return list(groups.values())


def lines(waiting: Iterable[Waiting], seller: Seller | None = None) -> list[ContactLine]:
    """What waits but for the number and the QRIS code, which have lines of their own."""
    names = {product.slug: product.name for product in seller.products} if seller else {}
    return [_line(one, names) for one in waiting if one.path not in ("whatsapp", "qris")]


def places_of(number: str, seller: Seller) -> list[TextPlace]:
    """Where the texts of a shop carry a number (digits): each product once, and the shop itself."""
    found = [path for path, contacts in contacts_of(seller).items() if f"phone:{number}" in contacts]
    slugs = {path.removeprefix("produk/").partition(".")[0] for path in found if path.startswith("produk/")}
    places = [TextPlace(product.slug, product.name) for product in seller.products if product.slug in slugs]
    own = any(not path.startswith(("produk/", "whatsapp", "qris")) for path in found)
    return [TextPlace("", ""), *places] if own else places


def changed_tags(before: str, after: str) -> list[TagLine]:
    """Every tag that differs between the texts of two codes; a code without a text has none."""
    was, now = (dict(_tags(text)) for text in (before, after))
    pairs = [(tag, was.get(tag, ""), now.get(tag, "")) for tag in sorted(was.keys() | now.keys())]
    found = [TagLine(*pair) for pair in pairs if pair[1] != pair[2]]
    return [line for line in found if line.tag != _CHECKSUM] or found  # it differs whenever another one does


def _line(one: Waiting, names: dict[str, str]) -> ContactLine:
    found = tuple(filter(None, map(_written, one.found)))
    if one.path.startswith("foto/"):
        return ContactLine("photo", "", one.before, one.after, found)
    if one.path.startswith("media_sosial."):
        network = network_name(one.path.partition(".")[2])
        return ContactLine("social", network, one.before, one.after, found)
    thing, path = "", one.path
    if path.startswith("produk/"):
        slug, _, path = path.removeprefix("produk/").partition(".")
        thing = names.get(slug) or slug.replace("-", " ").capitalize()
    english = path.startswith("en.")
    path = path.removeprefix("en.")
    what = "product-name" if thing and path == "nama" else _VALUES.get(path, path)
    return ContactLine(what, thing, one.before, one.after, found, english)


def _written(contact: str) -> str:
    kind, _, value = contact.partition(":")
    if kind == "phone":
        return readable_number(value)
    if kind == "photo":
        return ""
    if kind == "code":
        try:
            code = qris.read(value)
        except FieldError:
            return value
        return " · ".join(filter(None, ["QRIS", code.merchant, code.nmid, *qris.accounts(value)]))
    return value.upper() if kind == "account" else value


def _tags(text: str) -> Iterator[tuple[str, str]]:
    if not text.startswith("0002"):
        return
    try:
        found = qris.fields(text)
    except FieldError:
        yield "", text
        return
    for tag, value in found.items():
        inner = _inner(value) if tag in _TEMPLATES else {}
        if inner:
            yield from ((f"{tag}.{sub}", said) for sub, said in inner.items())
        else:
            yield tag, value


def _inner(value: str) -> dict[str, str]:
    try:
        return qris.fields(value)
    except FieldError:  # somebody's own way of writing
        return {}
