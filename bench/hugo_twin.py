"""The same shops for Hugo: content and settings that give pages of equal content at the same addresses."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.content.check_context import CheckContext
from generator.content.checker import check_seller
from generator.content.hub import Hub
from generator.content.model import Hours, Product, Seller
from generator.content.places import all_kecamatan
from generator.content.reader import read_seller, slugs
from generator.content.social import social_address, social_label
from generator.language import Language, language
from generator.render.colour import style
from generator.render.images import PhotoCache
from generator.render.productview import price_text, published
from generator.render.shopview import capital, hours_rows, network_name
from generator.render.theme import load_theme, theme_names
from generator.whatsapp import readable_number

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
    pages, pairs = 0, set()
    for slug in slugs(folder):
        seller, problems = check_seller(read_seller(root, slug), rules)
        if seller is None:
            raise ValueError(f"{slug}: {problems}")
        pairs.add((seller.category, seller.kecamatan.slug))
        products = published(seller.products, drafts=False)
        content = into / "content" / slug
        content.mkdir(parents=True)
        colour = seller.colour or load_theme(seller.theme).accent
        shop = _shop(seller, names[seller.category], colour, products, words)
        _write(content / "_index.md", shop, seller.story)
        for number, product in enumerate(products, start=1):
            values = _product(seller, product, number, words)
            _write(content / f"{product.slug}.md", values, product.description)
            pages += 1
        if any(product.photos for product in seller.products):
            photos = into / "assets" / "foto" / slug
            photos.mkdir(parents=True)
            for photo in (folder / slug / "foto").iterdir():
                (photos / photo.name).hardlink_to(photo)  # Hugo follows no symbolic links
        pages += 1
    _lists(into / "content", names, pairs)
    return pages


def _lists(content: Path, names: Mapping[str, str], pairs: set[tuple[str, str]]) -> None:
    """What the lists of a category, of a kecamatan, and of the two together say of themselves."""
    places = {place.slug: place for place in all_kecamatan()}
    _term(content / "kategori", {"title": "Kategori"})
    for number, (slug, name) in enumerate(names.items(), start=1):
        if any(category == slug for category, _ in pairs):
            _term(content / "kategori" / slug, {"title": name, "slug": slug, "weight": number})
    _term(content / "kecamatan", {"title": "Kecamatan"})
    for number, place in enumerate(places.values(), start=1):
        if any(slug == place.slug for _, slug in pairs):
            values = {"title": place.name, "slug": place.slug, "weight": number, "kota": place.kota}
            _term(content / "kecamatan" / place.slug, values)
    _term(content / "lokal", {"title": "Lokal", "build": {"render": "never", "list": "never"}})
    rank = {category: number for number, category in enumerate(names)}
    ordered = sorted(pairs, key=lambda pair: (rank[pair[0]], places[pair[1]].name))
    for number, (category, slug) in enumerate(ordered, start=1):
        name, place = names[category], places[slug]
        _term(
            content / "lokal" / f"{category}-{slug}",
            {
                "title": f"{name} di {place.name}",
                "url": f"/kategori/{category}/{slug}/",
                "weight": number,
                "jenis": category,
                "jenis_nama": name,
                "camat": slug,
                "camat_nama": place.name,
            },
        )


def _term(folder: Path, values: Mapping[str, object]) -> None:
    folder.mkdir(parents=True)
    _write(folder / "_index.md", values, "")


def _write(file: Path, values: Mapping[str, object], text: str) -> None:
    file.write_text(f"{json.dumps(values, ensure_ascii=False)}\n\n{text}\n", "utf-8")


def _shop(
    seller: Seller, category: str, colour: str, products: tuple[Product, ...], words: Language
) -> dict[str, object]:
    about = f"{seller.name}, {category} di {seller.kecamatan.name}. Pesan lewat WhatsApp."
    values: dict[str, object] = {
        "title": seller.name,
        "slug": seller.slug,
        "date": seller.consent.isoformat() if seller.consent else "",
        "slogan": seller.slogan,
        "ringkas": f"{seller.slogan}. {about}" if seller.slogan else about,
        "jenis": seller.category,
        "kategori": [seller.category],
        "kategori_nama": category,
        "kecamatan": [seller.kecamatan.slug],
        "kecamatan_nama": seller.kecamatan.name,
        "kecamatan_slug": seller.kecamatan.slug,
        "lokal": [f"{seller.category}-{seller.kecamatan.slug}"],
        "tempat": seller.place,
        "kota": seller.kecamatan.kota,
        "alamat": seller.address,
        "warna": colour,
        "gaya": style(colour),
        "whatsapp": seller.whatsapp,
        "nomor": readable_number(seller.whatsapp),
        "jam": [
            {"days": row.weekdays, "label": row.days, "spans": row.hours.split(", ")}
            for row in hours_rows(seller.hours, words)
        ],
        "jam_menit": json.dumps(seller.hours.days, separators=(",", ":")) if seller.hours else "",
        "jam_data": _hours(seller.hours) if seller.hours else [],
        "pengiriman": seller.delivery,
        "pembayaran": ["QRIS" if way == "qris" else capital(way) for way in seller.payment],
        "izin": [
            {"nama": label, "nomor": number}
            for label, number in (
                ("NIB", seller.permits.nib),
                ("P-IRT", seller.permits.pirt),
                ("Halal", seller.permits.halal),
            )
            if number
        ],
        "media": [
            {"nama": network_name(network), "url": social_address(network, name), "akun": social_label(name)}
            for network, name in seller.socials
        ],
        "ikuti": [f"/{slug}" for slug in seller.follows],
        "sampul": next((product.photos[0].name for product in products if product.photos), ""),
    }
    if seller.closed:
        until = seller.closed.until
        values["libur"] = {
            "sampai": until.isoformat(),
            "teks": f"Tutup sampai {words.date(until)}",
            "pesan": seller.closed.message,
        }
    if code := seller.qris:
        values["qris"] = {"isi": code.payload, "nama": code.merchant, "kota": code.city, "nmid": code.nmid}
    return values


def _hours(hours: Hours) -> list[dict[str, object]]:
    found: dict[tuple[int, int], list[str]] = {}
    for day, spans in enumerate(hours.days):
        for span in spans or ():
            found.setdefault(span, []).append(_DAYS[day])
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": days,
            "opens": f"{start // 60:02}:{start % 60:02}",
            "closes": f"{end // 60 % 24:02}:{end % 60:02}",
        }
        for (start, end), days in found.items()
    ]


def _product(seller: Seller, product: Product, number: int, words: Language) -> dict[str, object]:
    differ = len({choice.price for choice in product.variants}) > 1
    return {
        "title": product.name,
        "slug": product.slug,
        "weight": number,
        "url": f"/{seller.slug}/{product.slug}.html",
        "slug_toko": seller.slug,
        "harga": price_text(product, words),
        "rupiah": product.price,
        "satuan": "" if differ else product.unit,
        "stok": product.stock,
        "unggulan": product.featured,
        "varian": [
            {"nama": one.name, "harga": words.rupiah(one.price), "rupiah": one.price}
            for one in product.variants
        ],
        "foto": [photo.name for photo in product.photos],
    }
