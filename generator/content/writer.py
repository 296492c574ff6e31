"""The way back: a `Seller` or a `Product` -> the files a seller could have typed, whole or not at all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from generator.content.hours import write as write_hours
from generator.content.model import WEEKDAYS, Amount, Closed, Export, Hours, Product, Seller, Variant
from generator.content.prices import dotted
from generator.content.reader import PHOTO_FOLDER, PRODUCT_FOLDER, SHOP_FILE, STORY_FILE
from generator.content.units import number_text
from generator.disk import atomic_file


class _TypedDumper(yaml.SafeDumper):
    """Writes values as people type them: the reader takes every value as text, so `NO` needs no quotes."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012 - PyYAML's own class attribute

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists below their key."""
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    """Quote what the reader would take for a slip: a dash without a space, or quotes from Word.

    And what other programs would take for a number without the zeros at its ends: an HS code.
    """
    style = '"' if re.match(r"-[^\W\d]|[“„‘]|[0-9]{4}\.[0-9]{2}(?:\.[0-9]+)?$", value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_TypedDumper.add_representer(str, _text)


def write_seller(folder: Path, seller: Seller) -> list[Path]:
    """Write a whole folder (photos are not its business); returns the files written.

    Raises `OSError`; a file that was there before is replaced only by a complete one.
    """
    written = [_write(folder / SHOP_FILE, shop_text(seller))]
    if seller.story:
        written.append(_write(folder / STORY_FILE, story_text(seller)))
    else:
        (folder / STORY_FILE).unlink(missing_ok=True)
    written += [write_product(folder, product) for product in seller.products]
    (folder / PHOTO_FOLDER).mkdir(exist_ok=True)
    return written


def write_product(folder: Path, product: Product) -> Path:
    """Write `produk/<slug>.md`."""
    return _write(folder / PRODUCT_FOLDER / f"{product.slug}.md", product_text(product))


def shop_text(seller: Seller) -> str:
    """toko.yaml of a seller; keys that say nothing are left out."""
    keys: dict[str, Any] = {
        "nama": seller.name,
        "slogan": seller.slogan,
        "kategori": seller.category,
        "kecamatan": seller.kecamatan.name,
        "kelurahan": seller.kelurahan,
        "whatsapp": f"0{seller.whatsapp.removeprefix('62')}",
        "jam_buka": _hours(seller.hours),
        "pengiriman": list(seller.delivery),
        "pembayaran": list(seller.payment),
        "qris": (seller.qris.photo.name if seller.qris.photo else seller.qris.payload) if seller.qris else "",
        "qris_nominal": "ya" if seller.qris_amount else "",
        "tema": seller.theme,
        "warna": seller.colour,
        "ikuti": list(seller.follows),
        "izin": {"nib": seller.permits.nib, "pirt": seller.permits.pirt, "halal": seller.permits.halal},
        "media_sosial": dict(seller.socials),
        "libur": _holiday(seller.closed),
        "email": seller.email,
        "email_ekspor": seller.export_email,
        "katalog": "ya" if seller.catalogue else "",
        "alamat": seller.address,
        "pindah_ke": seller.moves_to,
        "persetujuan": seller.consent.isoformat() if seller.consent else "tidak" * seller.withdrawn,
        "en": {"slogan": seller.english.slogan, "tentang": seller.english.description},
    }
    return _yaml(keys)


def story_text(seller: Seller) -> str:
    """tentang.md of a seller; a story that begins with a line --- must not be taken for keys."""
    return f"{chr(10) * seller.story.startswith('---')}{seller.story}\n"


def product_text(product: Product) -> str:
    """A product's Markdown file: its keys between two lines `---`, then its description."""
    keys: dict[str, Any] = {
        "nama": product.name,
        "harga": _price(product.price),
        "satuan": product.unit,
        "foto": [photo.name for photo in product.photos],
        "stok": product.stock if product.stock != "ada" else "",
        "unggulan": "ya" if product.featured else "",
        "urutan": "" if product.order is None else str(product.order),
        "draf": "ya" if product.draft else "",
        "varian": [_choice(product, variant) for variant in product.variants],
        "harga_promo": "" if product.promo is None else dotted(product.promo),
        "promo_sampai": product.promo_until.isoformat() if product.promo_until else "",
        "bagian": product.section,
        "minimal": str(product.minimum) if product.minimum > 1 else "",
        "ekspor": export_keys(product.export),
        "en": {
            "nama": product.english.name,
            "deskripsi": product.english.description,
            "satuan": product.english.unit,
            "bagian": product.english.section,
        },
    }
    body = f"{product.description}\n" if product.description else ""
    return f"---\n{_yaml(keys)}---\n{body}"


def _holiday(closed: Closed | None) -> dict[str, str]:
    if closed is None:
        return {}
    start = closed.start.isoformat() if closed.start else ""
    return {"mulai": start, "sampai": closed.until.isoformat(), "pesan": closed.message}


def _choice(product: Product, choice: Variant) -> dict[str, str]:
    said = {"nama": choice.name, "harga": _price(choice.price)}
    if choice.promo is not None and (choice.price, choice.promo) != (product.price, product.promo):
        said["harga_promo"] = dotted(choice.promo)
    if choice.english:
        said["en"] = choice.english
    return said


def export_keys(export: Export) -> dict[str, str]:
    """What stands below `ekspor`, key by key; empty where nothing was said."""
    lead = export.lead_time
    until = f"-{lead.most}" if lead and lead.most != lead.least else ""
    return {
        "hs": export.hs,
        "moq": _amount(export.minimum),
        "kapasitas": _amount(export.capacity),
        "waktu_produksi": f"{lead.least}{until} {lead.unit}" if lead else "",
        "incoterm": export.terms,
        "asal": export.origin,
        "kemasan": export.packing,
        "berat": _amount(export.weight),
    }


def _amount(amount: Amount | None) -> str:
    if amount is None:
        return ""
    per = f" per {amount.per}" if amount.per else ""
    return f"{number_text(amount.number)} {amount.unit}{per}"


def _price(price: int | None) -> str:
    return "tanya" if price is None else dotted(price)


def _hours(hours: Hours | None) -> dict[str, str]:
    if hours is None:
        return {}
    return {
        name: write_hours(spans)
        for name, spans in zip(WEEKDAYS, hours.days, strict=True)
        if spans is not None
    }


_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .,/()&+_'@!?%=*-]*[A-Za-z0-9.)])?")
"""A text that needs no quotes, wherever it stands in a block: nothing in it can be a mark of YAML."""
_LONGEST = 200


def _yaml(keys: dict[str, Any]) -> str:
    said = ((key, _said(value)) for key, value in keys.items())
    return "".join(_quick(key, value) or _dumped({key: value}) for key, value in said if value)


def _quick(key: str, value: Any) -> str:
    """What `_dumped` would say of a plain value, in a tenth of its time; empty for any other."""
    if isinstance(value, str):
        return f"{key}: {value}\n" if _is_plain(value) else ""
    if isinstance(value, list) and all(isinstance(one, str) and _is_plain(one) for one in value):
        return "".join((f"{key}:\n", *(f"  - {one}\n" for one in value)))
    if isinstance(value, dict) and all(isinstance(one, str) and _is_plain(one) for one in value.values()):
        return "".join((f"{key}:\n", *(f"  {name}: {one}\n" for name, one in value.items())))
    return ""


def _is_plain(text: str) -> bool:
    return len(text) < _LONGEST and "  " not in text and _PLAIN.fullmatch(text) is not None


def _dumped(keys: dict[str, Any]) -> str:
    text: str = yaml.dump(
        keys,
        Dumper=_TypedDumper,
        allow_unicode=True,
        sort_keys=False,
        width=10_000,
    )
    return text


def _said(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: inner for key, inner in value.items() if inner}
    return value


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic_file.write(path, text.encode(), durable="bytes")
    return path
