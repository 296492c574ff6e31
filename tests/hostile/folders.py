"""Hostile sellers, as many as wanted and always the same ones; all have consent and would be published."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from random import Random

from tests.hostile.payloads import FILE_NAMES, JUDGED, MARKDOWN, RAW, TEXTS
from tests.render import pictures

BROKEN_PHOTOS = [
    b"",
    b"<script>__pwned=1</script>",
    pictures.SVG,
    pictures.HEIC,
    pictures.AVIF,
    pictures.bomb(60_000, 60_000),
    pictures.bomb(6_000, 6_000),
    pictures.plain("JPEG")[:-200],
    pictures.plain("PNG")[:-30],
    pictures.plain("WEBP")[:-20],
    pictures.plain("GIF"),
    b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8,
    b"GIF89a/*<svg onload=__pwned=1>*/=1;",
]
GOOD_PHOTO = pictures.with_place()


def write_hostile_sellers(root: Path, count: int = 300, seed: int = 2026) -> list[str]:
    """Write `sellers/jahat-000` … into a workspace; returns their slugs."""
    slugs = []
    for number, kind in enumerate(islice(cycle(KINDS), count)):
        slug = f"jahat-{number:03}"
        kind(root / "sellers" / slug, Random(seed * 10_000 + number))
        slugs.append(slug)
    return slugs


def write_strange_folders(root: Path) -> list[str]:
    """Sellers whose folder itself is the attack; returns their names."""
    names = [
        "toko-\udcff", "toko\nbaru", "<img src=x onerror=__pwned=1>", "Toko Besar", "x" * 200, "aset",
        "kategori", "en", "index.html", "kopi\u202egpj", "-rf",
    ]  # fmt: skip
    sellers = root / "sellers"
    for name in names:
        _texts(sellers / name, Random(len(name)))
    (sellers / "tautan").symlink_to("/etc")
    (sellers / "tautan-sendiri").symlink_to(sellers)
    (sellers / "putus").symlink_to(sellers / "tidak-ada")
    os.mkfifo(sellers / "pipa")
    return [*names, "tautan", "tautan-sendiri", "putus", "pipa"]


def _texts(folder: Path, chance: Random) -> None:
    """Something in every key that takes any text."""
    _shop(folder, _every_text_of_a_shop(chance))
    for number in range(2):
        _product(folder, f"produk-{number}", _every_text_of_a_product(chance), chance.choice(MARKDOWN[:24]))
    _story(folder, chance.choice(MARKDOWN[:24]))


def _markdown(folder: Path, chance: Random) -> None:
    _shop(folder, [f"en: {{tentang: {_quoted(chance.choice(MARKDOWN))}}}"])
    _story(
        folder,
        "\n\n".join(chance.sample(MARKDOWN[:24], 3)) if chance.random() < 0.7 else chance.choice(MARKDOWN),
    )
    english = f"en: {{deskripsi: {_quoted(chance.choice(MARKDOWN[:24]))}}}"
    _product(folder, "kopi", ["nama: Kopi", "harga: 5.000", english], chance.choice(MARKDOWN[:24]))


def _judged(folder: Path, chance: Random) -> None:
    """Something that is no value in the keys that are judged."""
    key = chance.choice(list(JUDGED))
    _shop(folder, [f"{key}: {chance.choice(JUDGED[key])}"])
    _product(folder, "kopi", _every_text_of_a_product(chance), "Kopi.")


def _raw(folder: Path, chance: Random) -> None:
    """A file that is an attack as a whole; where it is read after all, the shop's own keys follow it."""
    text = chance.choice(RAW)
    _shop(folder, [])
    if chance.random() < 0.5:
        _bytes(
            folder / "toko.yaml",
            f"{text}\n".encode("utf-8", "surrogatepass") + (folder / "toko.yaml").read_bytes(),
        )
        _product(folder, "kopi", ["nama: Kopi", "harga: 5.000"], "<script>__pwned=1</script>")
    else:
        _product(folder, "kopi", ["nama: Kopi", "harga: 5.000", text], "Kopi.")


def _photos(folder: Path, chance: Random) -> None:
    _shop(folder, ["qris: qris.png"] if chance.random() < 0.3 else [])
    for name in ("a.jpg", "qris.png"):
        _bytes(folder / "foto" / name, chance.choice(BROKEN_PHOTOS))
    _product(folder, "kopi", ["nama: Kopi", "harga: 5.000", "foto: a.jpg"], "Kopi.")


def _names(folder: Path, chance: Random) -> None:
    """Good contents under names that are attacks."""
    _shop(folder, [])
    photo = f"{chance.choice(FILE_NAMES[:-1])}.jpg"
    _bytes(folder / "foto" / photo, GOOD_PHOTO)
    keys = ["nama: Kopi", "harga: 5.000"] + ([f"foto: [{_quoted(photo)}]"] if photo.isprintable() else [])
    _product(folder, chance.choice(FILE_NAMES), keys, "Kopi.")
    _story(folder, chance.choice(MARKDOWN[:24]))


def _kinds_of_files(folder: Path, chance: Random) -> None:
    """Links, pipes and folders where files should be."""
    _shop(folder, [])
    _product(folder, "kopi", ["nama: Kopi", "harga: 5.000", "foto: a.jpg"], "Kopi.")
    target = folder / chance.choice(["tentang.md", "produk/teh.md", "foto/a.jpg"])
    target.parent.mkdir(exist_ok=True)
    match chance.randrange(4):
        case 0:
            target.symlink_to("/etc/passwd")
        case 1:
            target.symlink_to("/dev/zero")
        case 2:
            os.mkfifo(target)
        case 3:
            target.mkdir()


Kind = Callable[[Path, Random], None]
KINDS: list[Kind] = [
    _texts,
    _markdown,
    _texts,
    _judged,
    _names,
    _texts,
    _raw,
    _markdown,
    _photos,
    _kinds_of_files,
]


def _every_text_of_a_shop(chance: Random) -> list[str]:
    def any_text(limit: int) -> str:
        return _quoted(chance.choice([text for text in TEXTS if len(text) <= limit]))

    return [
        f"slogan: {any_text(160)}",
        f"alamat: {any_text(160)}",
        f"pengiriman: [{any_text(40)}, {any_text(40)}]",
        f"pembayaran: [{any_text(40)}]",
        f"libur: {{sampai: 2030-01-01, pesan: {any_text(160)}}}",
        f"en: {{slogan: {any_text(160)}, tentang: {_quoted(chance.choice(MARKDOWN[:24]))}}}",
        f"nama: {_quoted(_name(chance))}",
        "katalog: ya",
    ]


def _every_text_of_a_product(chance: Random) -> list[str]:
    def any_text(limit: int) -> str:
        return _quoted(chance.choice([text for text in TEXTS if len(text) <= limit]))

    return [
        f"nama: {_quoted(_name(chance))}",
        "harga: 5.000",
        f"satuan: {any_text(40)}",
        f"varian: [{{nama: {any_text(40)}, harga: 6.000}}, {any_text(40)}]",
        f"en: {{nama: {_quoted(_name(chance))}, deskripsi: {_quoted(chance.choice(MARKDOWN[:24]))}}}",
        f'ekspor: {{hs: "0901.21", moq: 5 kg, kapasitas: 9 kg/bulan, waktu_produksi: 3 hari, berat: 1 kg, '
        f"incoterm: {_quoted(f'FOB {_name(chance)}')}, asal: {_quoted(_name(chance))}, "
        f"kemasan: {any_text(80)}}}",
    ]


def _name(chance: Random) -> str:
    """A name has a letter in it, and at most 60 characters."""
    return f"x {chance.choice([text for text in TEXTS if len(text) <= 58])}"


def _quoted(text: str) -> str:
    """A text between YAML's double quotes, which can hold everything."""
    return json.dumps(text, ensure_ascii=False)


def _shop(folder: Path, keys: list[str]) -> None:
    """toko.yaml with the required keys, but for those that are given."""
    usual = ["nama: Toko Jahat", "kategori: kuliner", "kecamatan: Tebet", "whatsapp: 0800-0000-0666"]
    usual += ["persetujuan: 2026-11-01"]
    taken = {key.partition(":")[0] for key in keys}
    lines = [*keys, *(line for line in usual if line.partition(":")[0] not in taken)]
    _bytes(folder / "toko.yaml", "\n".join(lines).encode("utf-8", "surrogatepass") + b"\n")


def _product(folder: Path, stem: str, keys: list[str], body: str) -> None:
    text = "\n".join(["---", *keys, "---", body, ""])
    _bytes(folder / "produk" / f"{stem}.md", text.encode("utf-8", "surrogatepass"))


def _story(folder: Path, text: str) -> None:
    _bytes(folder / "tentang.md", text.encode())


def _bytes(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
