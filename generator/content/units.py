"""Units that goods are counted, weighed and packed in: as sellers write them, and in English.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

_MASS = """
g        | g           | g            | gr gram grams
kg       | kg          | kg           | kilo kilogram kilograms kgs
kuintal  | quintal     | quintals     | kwintal ku
ton      | metric ton  | metric tons  | tons tonne tonnes mt
"""
_OTHERS = """
ml       | ml          | ml           | mililiter cc
liter    | litre       | litres       | l lt ltr litre litres liters
m3       | m³          | m³           | m³ kubik cbm
cm       | cm          | cm           | sentimeter
meter    | metre       | metres       | m mtr metre metres meters
m2       | m²          | m²           | m² meter-persegi
yard     | yard        | yards        | yd yards
pcs      | piece       | pieces       | pc piece pieces buah bh potong biji butir unit units
lembar   | piece       | pieces       | lbr helai sheet sheets
pasang   | pair        | pairs        | psg pair pairs
set      | set         | sets         | stel sets
lusin    | dozen       | dozens       | dz dozen dozens
kodi     | score       | scores       |
gros     | gross       | gross        | gross
karton   | carton      | cartons      | dus kardus doos ctn carton cartons
kotak    | box         | boxes        | box boks boxes
bungkus  | pack        | packs        | bks pak pack packs pax
plastik  | plastic bag | plastic bags | kresek polybag
kantong  | pouch       | pouches      | pouch pouches
botol    | bottle      | bottles      | btl bottle bottles
toples   | jar         | jars         | jar jars
kaleng   | tin         | tins         | tin tins can cans
karung   | sack        | sacks        | sak sack sacks bag bags
jeriken  | jerrycan    | jerrycans    | jerigen jerrycan jerrycans
drum     | drum        | drums        | drums
batang   | piece       | pieces       | btg bar bars
ikat     | bundle      | bundles      | bundel bundle bundles
rol      | roll        | rolls        | roll rolls gulung
peti     | crate       | crates       | crate crates
palet    | pallet      | pallets      | pallet pallets
kontainer | container  | containers   | container containers
"""


def _table(text: str) -> dict[str, tuple[str, str, frozenset[str]]]:
    found = {}
    for line in filter(str.strip, text.splitlines()):
        unit, one, more, words = (part.strip() for part in line.split("|"))
        found[unit] = (one, more, frozenset(word.replace("-", " ") for word in (unit, *words.split())))
    return found


_UNITS = _table(_MASS + _OTHERS)
MASSES = frozenset(_table(_MASS))
"""The units of a weight."""
UNITS: Mapping[str, str] = MappingProxyType(
    {word: unit for unit, (_, _, words) in _UNITS.items() for word in words}
)
"""Every word for a unit -> the unit, as it is kept and written."""
GRAMS: Mapping[str, Decimal] = MappingProxyType({
    "ons": Decimal(100), "pon": Decimal(500),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), Decimal("453.592")),
    **dict.fromkeys(("oz", "ounce", "ounces"), Decimal("28.35")),
})  # fmt: skip
"""Weights that mean something else elsewhere, or are not used here -> grams; they are asked about."""
PERIODS: Mapping[str, str] = MappingProxyType({
    "hari": "hari", "hr": "hari", "day": "hari",
    "minggu": "minggu", "mgg": "minggu", "pekan": "minggu", "week": "minggu",
    "bulan": "bulan", "bln": "bulan", "month": "bulan",
    "tahun": "tahun", "thn": "tahun", "th": "tahun", "year": "tahun",
})  # fmt: skip
"""Every word for a stretch of time -> the stretch."""


def english_unit(unit: str, number: Decimal | None = None) -> str:
    """`kg`, `cartons`; in the singular for 1."""
    one, more, _ = _UNITS[unit]
    return one if number == 1 else more


def english_number(number: Decimal) -> str:
    """`1,500`, `5.4`."""
    return f"{number:,f}"


def number_text(number: Decimal) -> str:
    """`1.500`, `5,4`: as people in Indonesia write it."""
    return english_number(number).translate(str.maketrans(",.", ".,"))
