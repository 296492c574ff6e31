"""The same shops for Hugo: content and settings that give pages of equal content at the same addresses."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.content.check_context import CheckContext
from generator.content.checker import check_seller
from generator.content.hub import Hub
from generator.content.model import Product, Seller
from generator.content.reader import read_seller, slugs
from generator.language import Language, language
from generator.render.images import PhotoCache
from generator.render.markup import render_markdown
from generator.render.productview import price_text, published
from generator.render.shopview import capital, hours_rows
from generator.render.theme import theme_names

LAYOUTS = Path(__file__).parent / "hugo"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def write_twin(root: Path, hub: Hub, into: Path) -> int:
    """Write Hugo's site of the shops of a workspace; returns how many pages of shops and products it has."""
    shutil.copytree(LAYOUTS, into, dirs_exist_ok=True)
    cache = PhotoCache(root / "build" / "cache" / "photos")
    folder = root / "sellers"
    rules = CheckContext(
        hub.categories,
        theme_names("storefront"),
        lambda slug: (folder / slug).is_dir(),
        lambda slug, name: cache.judge(folder / slug / "foto" / name),
    )
    words = language("id")
    names = {category.slug: category.name for category in hub.categories}
    pages = 0
    for slug in slugs(folder):
        seller, problems = check_seller(read_seller(root, slug), rules)
        if seller is None:
            raise ValueError(f"{slug}: {problems}")
        content = into / "content" / slug
        content.mkdir(parents=True)
        _write(content / "_index.md", _shop(seller, names[seller.category], words), seller.story)
        for number, product in enumerate(published(seller.products, drafts=False), start=1):
            values = _product(seller, product, number, words)
            _write(content / f"{product.slug}.md", values, product.description)
            pages += 1
        if any(product.photos for product in seller.products):
            photos = into / "assets" / "foto" / slug
            photos.mkdir(parents=True)
            for photo in (folder / slug / "foto").iterdir():
                (photos / photo.name).hardlink_to(photo)  # Hugo follows no symbolic links
        pages += 1
    return pages


def _write(file: Path, values: Mapping[str, object], text: str) -> None:
    file.write_text(f"{json.dumps(values, ensure_ascii=False)}\n\n{text}\n", "utf-8")


def _shop(seller: Seller, category: str, words: Language) -> dict[str, object]:
    place = f"{seller.kecamatan.name}, {seller.kecamatan.kota}"
    if seller.kelurahan:
        place = f"{seller.kelurahan}, {place}"
    days = seller.hours.days if seller.hours else ()
    return {
        "title": seller.name,
        "toko": seller.name,
        "slogan": seller.slogan,
        "ringkas": f"{seller.slogan}. {seller.name}, {category} di {seller.kecamatan.name}.",
        "jenis": seller.category,
        "kategori": [category],
        "kategori_nama": category,
        "kecamatan": [seller.kecamatan.name],
        "kecamatan_slug": seller.kecamatan.slug,
        "tempat": place,
        "warna": seller.colour,
        "whatsapp": seller.whatsapp,
        "jam": [
            {"days": row.weekdays, "label": row.days, "spans": row.hours.split(", ")}
            for row in hours_rows(seller.hours, words)
        ],
        "jam_menit": json.dumps(days),
        "jam_data": [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": _DAYS[day],
                "opens": f"{start // 60:02}:{start % 60:02}",
                "closes": f"{end // 60 % 24:02}:{end % 60:02}",
            }
            for day, spans in enumerate(days)
            for start, end in spans or ()
        ],
        "pengiriman": [capital(way) for way in seller.delivery],
        "pembayaran": [capital(way) for way in seller.payment],
        "ikuti": [f"/{slug}" for slug in seller.follows],
    }


def _product(seller: Seller, product: Product, number: int, words: Language) -> dict[str, object]:
    plain = render_markdown(product.description).striptags()
    return {
        "title": product.name,
        "weight": number,
        "url": f"/{seller.slug}/{product.slug}.html",
        "toko": seller.name,
        "slug_toko": seller.slug,
        "warna": seller.colour,
        "ringkas": " ".join(plain.split())[:150],
        "harga": price_text(product, words),
        "rupiah": product.price,
        "satuan": product.unit,
        "varian": [{"nama": one.name, "harga": words.rupiah(one.price)} for one in product.variants],
        "foto": [photo.name for photo in product.photos],
    }
