"""The 44 kecamatan and 267 kelurahan of Jakarta, found by any spelling people use.

Source: Kemendagri codes, Kepmendagri 300.2.2-2138/2025 (`data/kecamatan.csv`, `data/kelurahan.csv`).
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from generator.content.fields import FieldError, slugify, suggest
from generator.content.model import Place

_BETWEEN = re.compile(r"[^a-z0-9]+")
_CALLED = re.compile(r"^(kecamatan|kec)")
_DATA = Path(__file__).parent / "data"
_SHORT = {
    "kebayoranbaru": ("kebbaru", "kebayoranbr"),
    "kebayoranlama": ("keblama",),
    "kebonjeruk": ("kebjeruk", "kebunjeruk"),
    "grogolpetamburan": ("grogol", "gropet"),
    "mampangprapatan": ("mampang",),
    "makasar": ("makassar",),
    "kepulauanseribuutara": ("kepseribuutara",),
    "kepulauanseribuselatan": ("kepseribuselatan",),
}
"""Other names in daily use; differences of spaces and dashes only (Palmerah = Pal Merah) need no entry."""


NOWHERE = Place("", "", "", "")
"""Of a shop that names no kecamatan yet."""


def kecamatan(value: str) -> Place:
    """The kecamatan meant (`Pasar Minggu, Jakarta Selatan` too). Raises `FieldError` with what helps."""
    key = _CALLED.sub("", _key(value.partition(",")[0]))
    found = _by_key().get(key)
    if found is None:
        names = [place.name for place in all_kecamatan()]
        begun = (name for name in names if len(key) >= 4 and _key(name).startswith(key))
        near = next(begun, "") or suggest(value, names)
        if near:
            raise FieldError("kecamatan-unknown", found=value, fix=near)
        for place in all_kecamatan():
            for official in _kelurahan()[place.code]:
                if _key(official) == key:
                    raise FieldError("kecamatan-is-kelurahan", found=official, fix=place.name)
        raise FieldError("kecamatan-none", found=value)
    return found


def kelurahan(value: str, place: Place) -> str:
    """The official spelling of a kelurahan of that kecamatan. Raises `FieldError` with the nearest name."""
    names = _kelurahan()[place.code]
    typed = _key(value)
    keys = {typed, re.sub(r"^(kelurahan|kel)(?=.{3})", "", typed)}  # Kelapa Dua is a name, too
    for official in names:
        if _key(official) in keys:
            return official
    for other in all_kecamatan():
        if any(_key(official) in keys for official in _kelurahan()[other.code]):
            raise FieldError("kelurahan-elsewhere", found=value, kecamatan=place.name, fix=other.name)
    near = suggest(value, names)
    raise FieldError("kelurahan-unknown", found=value, kecamatan=place.name, fix=near, known=", ".join(names))


@cache
def all_kecamatan() -> tuple[Place, ...]:
    """All 44, in the order of their codes."""
    with (_DATA / "kecamatan.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Place(row["code"], row["kecamatan"], row["kota"], slugify(row["kecamatan"], 40))
            for row in csv.DictReader(file)
        )


def kelurahan_of(place: Place) -> tuple[str, ...]:
    """The official names of all kelurahan of a kecamatan."""
    return _kelurahan()[place.code]


@cache
def _kelurahan() -> dict[str, tuple[str, ...]]:
    names: dict[str, list[str]] = {place.code: [] for place in all_kecamatan()}
    with (_DATA / "kelurahan.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names[row["kecamatan_code"]].append(row["kelurahan"])
    return {code: tuple(found) for code, found in names.items()}


@cache
def _by_key() -> dict[str, Place]:
    found = {_key(place.name): place for place in all_kecamatan()}
    for key, others in _SHORT.items():
        found.update({other: found[key] for other in others if key in found})
    return found


def _key(name: str) -> str:
    return _BETWEEN.sub("", name.casefold())
