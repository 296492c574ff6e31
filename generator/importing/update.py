"""What a row says of a shop that was imported before, with all that it does not speak of as it was.  Pure."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from generator.content.model import Permits, Product, Seller
from generator.content.social import NETWORKS
from generator.importing.layout import Layout
from generator.importing.products import ELSEWHERE
from generator.importing.registration import Registration

_FIELDS = {
    "nama": "name",
    "slogan": "slogan",
    "kategori": "category",
    "kecamatan": "kecamatan",
    "kelurahan": "kelurahan",
    "whatsapp": "whatsapp",
    "jam_buka": "hours",
    "pengiriman": "delivery",
    "pembayaran": "payment",
    "tema": "theme",
    "warna": "colour",
    "email": "email",
    "alamat": "address",
    "tentang": "story",
}
_PRODUCT_FIELDS = {
    "produk": "name",
    "harga": "price",
    "satuan": "unit",
    "foto": "photos",
    "stok": "stock",
    "deskripsi": "description",
    "varian": "variants",
    "bagian": "section",
    "minimal": "minimum",
}


def with_rest(
    base: Seller, numbers: Mapping[int, str], found: Registration, layout: Layout, *, has_products: bool
) -> tuple[Seller, dict[int, str]]:
    """The shop as the row would have it, and which product has which columns.

    `base` is what the import wrote last, with the `numbers` of its products. An empty cell empties what it
    said before; but a consent, a code, and what cannot be read now are no less than they were.
    """
    new = found.seller
    values = {field: getattr(new if layout.says(key) else base, field) for key, field in _FIELDS.items()}
    if not new.consent and not new.withdrawn:
        new = replace(new, consent=base.consent, withdrawn=base.withdrawn)
    products, known = (
        _products(base, numbers, found, layout) if has_products else (base.products, {**numbers})
    )
    shop = replace(
        base,
        **values,
        consent=new.consent,
        withdrawn=new.withdrawn,
        qris=new.qris or base.qris,
        permits=_permits(base.permits, new.permits, found, layout),
        socials=_socials(base, new, layout),
        products=products,
    )
    return shop, known


def _permits(base: Permits, new: Permits, found: Registration, layout: Layout) -> Permits:
    unread = {one.about.code.removesuffix("-unusual") for one in found.problems}
    return Permits(
        **{
            key: getattr(new if layout.says(key) and key not in unread else base, key)
            for key in ("nib", "pirt", "halal")
        }
    )


def _socials(base: Seller, new: Seller, layout: Layout) -> tuple[tuple[str, str], ...]:
    was, now = dict(base.socials), dict(new.socials)
    accounts = ((name, (now if layout.says(name) else was).get(name, "")) for name in NETWORKS)
    return tuple((name, account) for name, account in accounts if account)


def _products(
    base: Seller, numbers: Mapping[int, str], found: Registration, layout: Layout
) -> tuple[tuple[Product, ...], dict[int, str]]:
    """Products keep their slugs: by their names, and where one was renamed, by their columns."""
    was = {product.slug: product for product in base.products}
    now = {product.slug: product for product in found.seller.products}
    products: dict[str, Product] = {}
    known: dict[int, str] = {}
    for number, slug in found.numbers.items():
        before = numbers.get(number, "")
        renamed = slug not in was and before in was and before not in now and before not in products
        kept = before if renamed else slug
        old, product = was.get(kept), now[slug]
        if old:
            given = {
                field: getattr(product, field)
                for key, field in _PRODUCT_FIELDS.items()
                if number >= ELSEWHERE or layout.has(key, number)
            }
            if number in found.without_photos:
                there = {photo.name for photo in product.photos}
                given["photos"] = (*product.photos, *(one for one in old.photos if one.name not in there))
            product = replace(old, **given)
        products[kept] = replace(product, slug=kept)
        known[number] = kept
    return tuple(products[slug] for slug in sorted(products)), known
