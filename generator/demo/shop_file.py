"""toko.yaml of a made-up shop: what is required, and a varied choice of everything else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator.content.social import NETWORKS, social_address
from generator.demo import prose
from generator.demo.dice import Dice
from generator.demo.qris_code import static_code
from generator.demo.town import Keeper, Town
from generator.demo.vocabulary import words

_FIRST_CONSENT = date(2026, 1, 1)
_CONSENT_DAYS = 324
"""Until 2026-11-20."""
_FIRST_RETURN = date(2026, 11, 25)
"""The earliest end of a holiday."""
_FIRST_WHATSAPP = 10_000
"""0800-0000-xxxx belongs to the hand-made samples."""


def shop_file(dice: Dice, keeper: Keeper, town: Town) -> str:
    """The text of the file."""
    return "".join(_lines(dice, keeper, town))


def _lines(dice: Dice, keeper: Keeper, town: Town) -> Iterator[str]:
    slogan, slogan_in_english = dice.pick(keeper.trade.slogans)
    yield f"nama: {keeper.shop}\n"
    if dice.chance(0.9):
        yield f"slogan: {keeper.fill(slogan)}\n"
    yield f"kategori: {keeper.category}\nkecamatan: {keeper.kecamatan.name}\n"
    if dice.chance(0.95):
        yield f"kelurahan: {keeper.kelurahan}\n"
    yield f"whatsapp: {_whatsapp(dice, keeper.number)}\n"
    if dice.chance(0.92):
        opening, closing = dice.between(6, 9), dice.between(16, 21)
        half = dice.pick(("00", "00", "30"))
        yield dice.pick(words().hours).format(open=f"{opening:02d}.{half}", close=f"{closing}.00")
    yield f"pengiriman: [{', '.join(dice.few(words().delivery, dice.between(1, 4)))}]\n"
    yield from _payment(dice, keeper)
    if dice.chance(0.5):
        yield "tema: warung\n"
    if dice.chance(0.85):
        yield f'warna: "{dice.pick(words().colours)}"\n'
    yield from _follows(dice, keeper, town)
    yield from _permits(dice, keeper)
    yield from _contacts(dice, keeper)
    if dice.chance(0.03):
        until = _FIRST_RETURN + timedelta(days=dice.between(0, 45))
        yield f'libur: {{sampai: {until}, pesan: "{dice.pick(words().holidays)}"}}\n'
    agreed = _FIRST_CONSENT + timedelta(days=dice.between(0, _CONSENT_DAYS - 1))
    yield f"persetujuan: {agreed if dice.chance(0.9) else agreed.strftime('%d-%m-%Y')}\n"
    if keeper.speaks_english:
        said = prose.english_story(dice, keeper)
        yield f'en: {{slogan: "{keeper.fill(slogan_in_english)}", tentang: "{said}"}}\n'


def _whatsapp(dice: Dice, number: int) -> str:
    """A number of its own in the unassigned range 0800."""
    digits = f"{_FIRST_WHATSAPP + number:08d}"
    first, last = digits[:4], digits[4:]
    usual = f"0800-{first}-{last}"
    return dice.pick((usual, usual, usual, f"0800{digits}", f"+62 800-{first}-{last}", f"62800{digits}"))


def _payment(dice: Dice, keeper: Keeper) -> Iterator[str]:
    ways = dice.few(words().payment, dice.between(1, 3))
    if dice.chance(0.4):
        yield f'pembayaran: [{", ".join([*ways, "qris"])}]\nqris: "{static_code(keeper)}"\n'
    else:
        yield f"pembayaran: [{', '.join(ways)}]\n"


def _follows(dice: Dice, keeper: Keeper, town: Town) -> Iterator[str]:
    """A third follow others, only ones with a smaller number: these exist in every larger workspace."""
    if keeper.number > 1 and dice.chance(1 / 3):
        others = {dice.between(1, keeper.number - 1): None for _ in range(dice.between(1, 4))}
        yield f"ikuti: [{', '.join(town.keeper(other).slug for other in others)}]\n"


def _permits(dice: Dice, keeper: Keeper) -> Iterator[str]:
    """Numbers of the right shape that nobody can have: they start with zeros."""
    permits = []
    if dice.chance(0.55):
        permits.append(f"nib: 0000000{keeper.number:06d}")
    if keeper.trade.food and dice.chance(0.4):
        permits.append(f"pirt: 0000000{keeper.number:06d}-27")
    if keeper.trade.food and dice.chance(0.35):
        permits.append(f"halal: ID00000000000{keeper.number:06d}")
    if permits:
        yield f"izin: {{{', '.join(permits)}}}\n"


def _contacts(dice: Dice, keeper: Keeper) -> Iterator[str]:
    handle = keeper.slug.replace("-", "")
    if dice.chance(0.45):
        yield "media_sosial:\n"
        for network in dice.few(NETWORKS, dice.between(1, 3)):
            profile = dice.pick((handle, handle, f'"@{handle}"', social_address(network, handle)))
            yield f"  {network}: {profile}\n"
    if dice.chance(0.4):
        yield f"email: {handle}@contoh.example\n"
    if dice.chance(0.1):
        yield f"alamat: {dice.pick(words().streets)} No. {dice.between(1, 99)}, RT 0{dice.between(1, 9)}\n"
    if dice.chance(0.01):
        yield f"pindah_ke: https://{handle}.example\n"
