"""Folders of one seller for the tests of this room, and the judgement of them without a hub."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from generator.content.check_context import CheckContext
from generator.content.checker import check_seller
from generator.content.diagnostics import Diagnostic
from generator.content.model import Category, Seller
from generator.content.reader import read_seller
from generator.render.images import PhotoCache

SLUG = "dapur-bu-siti"
SHOP = """\
nama: Dapur Bu Siti
kategori: kuliner
kecamatan: Cilandak
whatsapp: 0800-0000-0101
persetujuan: 2026-11-21
"""
PRODUCT = """\
---
nama: Rendang Sapi
harga: 95.000
foto: [rendang.jpg]
---
Dimasak delapan jam.
"""


def jpeg(size: tuple[int, int] = (64, 48), colour: str = "#8a3b12") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def good_files() -> dict[str, bytes | str]:
    return {"toko.yaml": SHOP, "produk/rendang-sapi.md": PRODUCT, "foto/rendang.jpg": jpeg()}


def write(root: Path, files: Mapping[str, bytes | str]) -> Path:
    """The seller's folder in the workspace `root`."""
    folder = root / "sellers" / SLUG
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


CATEGORIES = (Category("kuliner", "Kuliner", "Food"), Category("kopi", "Kopi", "Coffee"))


def judge(
    root: Path, slug: str = SLUG, categories: tuple[Category, ...] = CATEGORIES
) -> tuple[Seller | None, list[Diagnostic]]:
    """What the checker says of a folder."""
    sellers = root / "sellers"
    photo_cache = PhotoCache(root / "build" / "cache" / "photos")
    rules = CheckContext(
        categories=categories,
        themes=("warung",),
        shop_exists=lambda other: (sellers / other).is_dir(),
        judge_photo=lambda shop, name: photo_cache.judge(sellers / shop / "foto" / name),
    )
    return check_seller(read_seller(root, slug), rules)


def codes(problems: list[Diagnostic]) -> list[str]:
    return [problem.code for problem in problems]
