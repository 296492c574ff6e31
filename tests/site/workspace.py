"""A workspace to build: the sample sellers, and shops that strain the pages."""

from __future__ import annotations

import os
import random
import shutil
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from PIL import Image

from generator.build import BuildOptions, BuildReport, build
from generator.content.hub import load_hub

REPOSITORY = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)
SAMPLES = tuple(sorted(path.parent.name for path in (REPOSITORY / "sellers").glob("*/toko.yaml")))

SITE = "https://etalase.example"
LONG_NAME = "Warung Nasi Uduk dan Lauk Pauk Komplit Haji Muhammad Zainudin"[:60].strip()
LONG_WORD = "Sambalgorengatiampelakentangbaladopetepe"


def set_up(root: Path) -> None:
    """Write the workspace's sources below `root`."""
    shutil.copy(REPOSITORY / "hub.yaml", root)
    for slug in SAMPLES:
        shutil.copytree(REPOSITORY / "sellers" / slug, root / "sellers" / slug, copy_function=_link)
    _as_heavy_as_photographs(root / "sellers" / "dapur-bu-siti" / "foto")
    _bare_shop(root / "sellers" / "satu-produk")
    _empty_shop(root / "sellers" / "belum-ada")
    _large_shop(root / "sellers" / "empat-puluh")
    _wordy_shop(root / "sellers" / "kata-panjang")
    _bazaar(root / "bazar")


def build_site(root: Path) -> BuildReport:
    """Build the workspace as `etalase build` does."""
    hub, problems = load_hub(root)
    assert hub, problems
    return build(BuildOptions(root, hub, TODAY, jobs=2))


def _bazaar(folder: Path) -> None:
    """One that runs, with words that fit no line, and a shop without a photo."""
    folder.mkdir()
    _noise("sampul", (1280, 960)).save(folder / "sampul.jpg", "JPEG", quality=88)
    (folder / "pasar.yaml").write_text(
        f"judul: Pasar {LONG_WORD}\nringkas: {LONG_WORD} dan teman-temannya\ntempat: {LONG_WORD}\n"
        f"mulai: 2026-11-20\nselesai: 2026-12-02\npenyelenggara: {LONG_WORD}\nsampul: sampul.jpg\n"
        "toko: [satu-produk, kata-panjang]\nproduk: [kata-panjang/panjang, empat-puluh/menu-1]\n"
        f"bagian: [{{judul: {LONG_WORD}, toko: [empat-puluh]}}]\n",
        "utf-8",
    )


def _as_heavy_as_photographs(folder: Path) -> None:
    """Put noise into the place of drawings: as WebP it takes some more than the photographs of `bench`."""
    for drawing in sorted(folder.glob("*.jpg")):
        drawing.unlink()  # a link to the sample
        _noise(drawing.name, (1280, 960)).save(drawing, "JPEG", quality=88)


def _noise(seed: str, size: tuple[int, int]) -> Image.Image:
    """Colours and details of every size, the finer the fainter, as in photographs."""
    chance, fall = random.Random(seed), 0.9
    picture = Image.new("RGB", size, "gray")
    for layer in range(8):
        width, height = 5 << layer, (5 << layer) * size[1] // size[0]
        mode, channels = ("RGB", 3) if layer < 4 else ("L", 1)
        dots = Image.frombytes(mode, (width, height), chance.randbytes(width * height * channels))
        share = fall**layer / sum(fall**n for n in range(layer + 1))
        picture = Image.blend(picture, dots.convert("RGB").resize(size, Image.Resampling.BICUBIC), share)
    return picture


def _bare_shop(folder: Path) -> None:
    """One product without a photo, and nothing else."""
    _shop(folder, "Satu Produk", "0800-0000-0901")
    _product(folder, "keripik", "nama: Keripik\nharga: 15.000")


def _empty_shop(folder: Path) -> None:
    """Just registered: no product at all, and a story without a word."""
    _shop(folder, "Belum Ada", "0800-0000-0902")
    (folder / "tentang.md").write_text("\n", "utf-8")


def _large_shop(folder: Path) -> None:
    """40 products with three photos each, the longest name, and a colour next to white."""
    _shop(
        folder,
        LONG_NAME,
        "0800-0000-0903",
        'warna: "#fffdf2"',
        "jam_buka: {senin-minggu: '05.00-09.00, 10.00-13.00, 14.00-17.00, 18.00-21.00'}",
    )
    photos = sorted((REPOSITORY / "sellers" / "dapur-bu-siti" / "foto").glob("*.jpg"))[:12]
    for photo in photos:
        _link(photo, folder / "foto" / photo.name)
    names = cycle(photo.name for photo in photos)
    for number in range(1, 41):
        three = ", ".join(islice(names, 3))
        _product(folder, f"menu-{number}", f"nama: Menu nomor {number}\nharga: {number}.000\nfoto: [{three}]")


def _wordy_shop(folder: Path) -> None:
    """Words that fit no line, wherever a seller can write, and a colour next to black."""
    _shop(
        folder,
        f"{LONG_WORD} Jaya",
        "0800-0000-0904",
        f"slogan: {LONG_WORD}{LONG_WORD.lower()}",
        'warna: "#020202"',
        f"kelurahan: Cipete Selatan\nalamat: Gang {LONG_WORD} nomor 1234567890123456789012345678901234567890",
        f"pengiriman: [ambil sendiri, {LONG_WORD}]\npembayaran: [tunai, transfer]",
        f"media_sosial: {{instagram: {LONG_WORD.lower()[:28]}}}",
        f"libur: {{sampai: 2026-12-31, pesan: {LONG_WORD}}}",
        "ikuti: [empat-puluh, satu-produk]",
    )
    (folder / "tentang.md").write_text(f"# {LONG_WORD}\n\n{LONG_WORD * 3}\n", "utf-8")
    for slug, name, stock in (("panjang", "", "pesan dulu"), ("panjang-habis", " Habis", "habis")):
        varian = f"varian: [{{nama: {LONG_WORD}, harga: 1.250.000}}, {{nama: Kecil, harga: 9.500}}]"
        _product(
            folder,
            slug,
            f"nama: {LONG_WORD}{name}\nharga: 1.250.000\nsatuan: {LONG_WORD}\nstok: {stock}\n{varian}",
            f"## {LONG_WORD}\n\n{LONG_WORD * 3}",
        )


def basket_shop(folder: Path) -> None:
    """Something of everything that a basket meets: choices, an offer, a minimum, a price to be asked for."""
    _shop(
        folder,
        "'Dapur \"Kantor\" & Kue #1'",
        "0800-0000-0905",
        "pengiriman: [ambil sendiri, ojek daring, GoSend]",
        "pembayaran: [tunai, transfer]",
        "jam_buka: {senin-jumat: 08.00-17.00, sabtu: tutup}",
        "izin: {nib: 1234567890123}",
    )
    for slug, *lines in (
        ("nasi-box", "nama: Nasi Box", "harga: 25.000", "satuan: per box", "minimal: 10", "bagian: Nasi"),
        ("kue-lapis", "nama: Kue Lapis", "harga: 60.000", "harga_promo: 45.000", "promo_sampai: 2026-12-05",
         "bagian: Kue"),
        ("bolu", "nama: Bolu", "bagian: kue",
         "varian: [{nama: Pandan, harga: 35.000}, {nama: 'Keju & #1', harga: 40.000}]"),
        ("tumpeng", "nama: Tumpeng", "harga: tanya", "stok: pesan dulu", "satuan: 10 orang"),
        ("lemper", "nama: Lemper", "harga: 4.500", "stok: habis"),
    ):  # fmt: skip
        _product(folder, slug, "\n".join(lines))


def _shop(folder: Path, name: str, whatsapp: str, *more: str) -> None:
    (folder / "produk").mkdir(parents=True)
    (folder / "foto").mkdir()
    required = (
        f"nama: {name}",
        "kategori: kuliner",
        "kecamatan: Cilandak",
        f"whatsapp: {whatsapp}",
        "email: penjual@rahasia.example",
        "persetujuan: 2026-11-20",
    )
    (folder / "toko.yaml").write_text("\n".join((*required, *more)) + "\n", "utf-8")


def _product(folder: Path, slug: str, fields: str, description: str = "") -> None:
    (folder / "produk" / f"{slug}.md").write_text(f"---\n{fields}\n---\n{description}\n", "utf-8")


def _link(source: str | Path, target: str | Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copyfile(source, target)
