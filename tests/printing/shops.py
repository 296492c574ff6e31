"""Shops that strain paper, in a workspace that was built, and what a printer makes of their files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image

from generator.qr import qr_png
from tests.qris_codes import static_code
from tests.shops import build, new_workspace, product, write_photo, write_shop

TODAY = "2026-11-30"
PHOTOS = {1: "satu.jpg", 2: "dua.jpg"}
WIDE = "WARUNG MAKMUR MAJU MAPAN MAMA MWATI & KAWAN-KAWAN WONOMAROMO"
"""60 characters, wide ones."""
LONG_WORD = "Sambalgorengatiampelakentangbaladopetepetisudangrebonmantapp"
"""The same without a blank."""
MARKUP = '<img src="/etc/hosts"> &amp; (a) %PDF-1.4 {{ 7 }}'
PAYLOAD = static_code("KASIR BERSAMA", "ID1020000000777")


def strained(root: Path) -> Path:
    """The workspace."""
    new_workspace(root)
    goods = {f"menu-{number}": _good(number) for number in range(1, 25)}
    folder = write_shop(
        root, "lebar", goods, nama=WIDE, slogan=f"{WIDE} sejak 1998, buka setiap hari", warna='"#ffe94a"',
        qris=PAYLOAD,
    )  # fmt: skip
    write_photo(folder, "satu.jpg", "#3a7d44")
    write_photo(folder, "dua.jpg", "#7d3a44", (600, 900))
    one_word = {"menu": product(LONG_WORD, "1.250.000", satuan=LONG_WORD[:40])}
    write_shop(root, "sekata", one_word, nama=LONG_WORD, warna='"#020202"')
    write_shop(root, "satu", {"keripik": product("Keripik", "15.000")}, nama="Satu")
    write_shop(root, "kosong", {}, nama="Kosong", kecamatan="Menteng")
    write_shop(
        root,
        "hias",
        {"sate-padang": product('"烤肉串 🍢"'), "es": product('"𝓔𝓼 𝓣𝓮𝓱 → 🧊"', "tanya")},
        nama='"🔥 Däpúr № 1 🔥"',
    )
    folder = write_shop(root, "difoto", {}, qris="kode.png", slogan=f"'{MARKUP}'")
    (folder / "foto").mkdir()
    (folder / "foto" / "kode.png").write_bytes(qr_png(PAYLOAD))
    write_shop(root, "diam", persetujuan="")
    exit_code, answer = build(root, today=TODAY)
    assert exit_code == 0, answer
    return root


def _good(number: int) -> str:
    keys: dict[str, str] = {}
    if number in PHOTOS:
        keys["foto"] = f"[{PHOTOS[number]}]"
    if number == 7:
        keys["varian"] = "[{nama: 250 g, harga: 50.000}, {nama: 1 kg, harga: 185.000}]"
    elif number % 2:
        keys |= {"satuan": "per bungkus isi dua belas", "bagian": "Lauk"}
    return product(name_of(number), f"{number}.500", **keys)


def name_of(number: int) -> str:
    """60 characters."""
    return f"{number:02} {WIDE}"[:60].strip()


def pages(pdf: bytes, dpi: int) -> Iterator[Image.Image]:
    """Each page as a printer of that resolution draws it."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        yield page.render(scale=dpi / 72, grayscale=True).to_pil()
    document.close()


def texts(pdf: bytes) -> list[str]:
    """What stands on each page, on one line."""
    document = pypdfium2.PdfDocument(pdf)
    found = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return found


def codes(picture: Image.Image) -> list[str]:
    """What a camera reads."""
    return sorted(found.text for found in zxingcpp.read_barcodes(picture))


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))
