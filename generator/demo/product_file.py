"""produk/<slug>.md of a made-up product, with the spellings that sellers use."""

from __future__ import annotations

from collections.abc import Sequence

from generator.content.prices import dotted
from generator.demo import prose
from generator.demo.dice import Dice
from generator.demo.town import Keeper
from generator.demo.vocabulary import Ware


def product_file(dice: Dice, keeper: Keeper, ware: Ware, place: int, photos: Sequence[str]) -> str:
    """The text of the file; `place` is the product's place in the shop, from 1."""
    lines = ["---", f"nama: {ware.name}"]
    lines += _price(dice, ware)
    if photos:
        folder = "foto/" if dice.chance(0.1) else ""
        lines.append(f"foto: [{', '.join(folder + photo for photo in photos)}]")
    stock = dice.random()
    if stock < 0.85:
        lines.append("stok: ada" if stock < 0.65 else "stok: pesan dulu" if stock < 0.77 else "stok: habis")
    if place <= 2 and dice.chance(0.7):
        lines.append("unggulan: ya")
    if dice.chance(0.2):
        lines.append(f"urutan: {place}")
    if keeper.speaks_english:
        said = prose.english_description(dice, keeper)
        lines.append(f'en: {{nama: "{ware.english}", deskripsi: "{said}"}}')
    lines += ["---", prose.description(dice, keeper, ware.name)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _price(dice: Dice, ware: Ware) -> list[str]:
    """The lines about money: price and unit, or variants."""
    if dice.chance(0.03):
        return ["harga: tanya"]
    price = rounded(ware.low + (ware.high - ware.low) * dice.random() ** 2)
    if not ware.choices or dice.chance(0.75):
        lines = [f"harga: {spelled(dice, price)}"]
        return [*lines, f"satuan: {dice.pick(ware.units)}"] if dice.chance(0.8) else lines
    if all(factor == 1 for _, factor in ware.choices):
        names = ", ".join(name for name, _ in ware.choices)
        return [f"harga: {spelled(dice, price)}", f"varian: [{names}]"]
    variants = ", ".join(
        f"{{nama: {name}, harga: {dotted(rounded(price * factor))}}}" for name, factor in ware.choices
    )
    lines = [f"varian: [{variants}]"]
    return lines if dice.chance(0.2) else [f"harga: {spelled(dice, price)}", *lines]


def rounded(rupiah: float) -> int:
    """A price as shops ask it: the larger, the rounder."""
    step = 500 if rupiah < 50_000 else 1_000 if rupiah < 200_000 else 5_000 if rupiah < 1_000_000 else 25_000
    return max(1, round(rupiah / step)) * step


def spelled(dice: Dice, rupiah: int) -> str:
    """A price in one of the spellings that sellers use; rupiah, a multiple of 500."""
    way = dice.random()
    if way < 0.50:
        return dotted(rupiah)
    if way < 0.62:
        return str(rupiah)
    if way < 0.74:
        return f"Rp{dotted(rupiah)}"
    if way < 0.84:
        return f"Rp {dotted(rupiah)},-"
    if rupiah >= 1_000_000:
        return f"{rupiah / 1_000_000:.2f}jt".replace(".", ",") if rupiah % 10_000 == 0 else dotted(rupiah)
    ending = "rb" if way < 0.95 else "k"
    return f"{rupiah // 1_000}{',5' if rupiah % 1_000 else ''}{ending}"
