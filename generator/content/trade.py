"""What buyers abroad ask of a product: one parser for each kind of value.  Pure.

As everywhere in a seller's files, what can be read in two ways is asked about: `1.5 ton` is 1,5 or 1.500.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from string import capwords

from generator.content.fields import FieldError, keyboard_digits, suggest, text
from generator.content.model import Amount, LeadTime
from generator.content.units import GRAMS, MASSES, PERIODS, UNITS, number_text

HS_SHORTEST, HS_LONGEST = 6, 8
"""Digits: six are the same in all countries (WCO), Indonesia's book (BTKI) has eight."""
_HS_LABEL = re.compile(r"^(?:kode ?)?hs(?: ?code)?\W{0,2}(?=[0-9])", re.IGNORECASE)
_NO_CHAPTERS = frozenset({0, 77, 98, 99})
"""Chapters of the Harmonized System that no goods are in, or that each country uses for itself."""

_NUMBER = r"[0-9]+(?:[., ][0-9]+)*"
_AMOUNT = re.compile(rf"(?:min(?:imal|imum)?\b\.? ?)?({_NUMBER}) ?(.*)", re.IGNORECASE)
_WHOLE = re.compile(r"(?:0|[1-9][0-9]{0,8}|[1-9][0-9]{0,2}(?:[. ][0-9]{3}){1,2})(?:,([0-9]{1,2}))?")
_BELOW_ONE = re.compile(r"0[.,]([0-9]{1,3})")
_TWO_WAYS = re.compile(r"([1-9][0-9]{0,2})(?:[.]([0-9]{1,2})|,([0-9]{3}))")
_PER = re.compile(r"(.*?)(?: ?/ ?| ?\b(?:per|tiap|setiap)[ -]?| ?\bse)(\w+)", re.IGNORECASE)
_TIME = re.compile(r"([0-9]{1,3})(?: ?(?:-|sampai|s/d|hingga|to) ?([0-9]{1,3}))? ?(.*)", re.IGNORECASE)
_WORKING = re.compile(r"(?:hari|hr) kerja|(?:working|business) days?", re.IGNORECASE)
_WORK = "hari kerja"

PICK_UP, PORT = "export-incoterm-pickup", "export-incoterm-port"
DESTINATION_PORT, DESTINATION = "export-incoterm-arrival", "export-incoterm-destination"
INCOTERMS = {
    "EXW": PICK_UP, "FCA": PICK_UP, "FAS": PORT, "FOB": PORT,
    "CFR": DESTINATION_PORT, "CIF": DESTINATION_PORT,
    "CPT": DESTINATION, "CIP": DESTINATION, "DAP": DESTINATION, "DPU": DESTINATION, "DDP": DESTINATION,
}  # fmt: skip
"""The rules of Incoterms 2020 (ICC), and what is told when the place that each of them needs is missing."""
BY_SEA = frozenset({"FAS", "FOB", "CFR", "CIF"})
"""Rules that are for ships only."""
_FORMER = {
    "DAT": "DPU", "DAF": "DAP", "DES": "DAP", "DEQ": "DPU", "DDU": "DAP", "CNF": "CFR", "C&F": "CFR",
}  # fmt: skip
_RULE = re.compile(r"(?:(?:harga|incoterms?|syarat)\W+)*([a-z&]+)(?![a-z])(.*)", re.IGNORECASE)
_EDITION = re.compile(r"\W*\bincoterms?\b\W*(?:20[0-9]{2})?\W*$", re.IGNORECASE)
_NO_PLACES = re.compile(
    r"pelabuhan|port|bandara|bandar|airport|udara|gudang|warehouse|pabrik|factory|rumah|toko|workshop|kantor|"
    r"lokasi|tempat|tujuan|destination|negara|pembeli|kami|saya|any|the|laut|muat|sea|of|loading|bongkar|"
    r"terdekat|nearest|indonesia"
)
"""Words that say what kind of place it is, but not which."""
_PLACE_LENGTH = 60
_PORT_OF = re.compile(r"^(?:pelabuhan|port of|port)\s+", re.IGNORECASE)
_INLAND = frozenset({
    "jakarta", "dki jakarta", "jakarta pusat", "jakarta utara", "jakarta barat", "jakarta selatan",
    "jakarta timur", "bandung", "bogor", "depok", "bekasi", "tangerang", "tangerang selatan",
})  # fmt: skip
"""Their goods leave by Tanjung Priok."""
LOADED = frozenset({"FAS", "FOB"})
"""Rules whose place is the port where goods are loaded."""
_AIRPORT = re.compile(
    r"\b(?:bandara|bandar udara|airport|cgk|hlp|soekarno|cengkareng|halim)\b", re.IGNORECASE
)


def hs_code(value: str) -> str:
    """An HS code with its zeros: `0901.21`, `0901.21.10`.

    Raises `FieldError`: anything but 6 to 8 digits with points, or a chapter that no goods are in.
    """
    typed = keyboard_digits(value)
    digits = re.sub(r"[. -]", "", _HS_LABEL.sub("", typed))
    if not re.fullmatch(r"[0-9]+", digits):
        raise FieldError("export-hs-unreadable", found=typed)
    if len(digits) > HS_LONGEST:
        raise FieldError("export-hs-long", found=typed, length=str(len(digits)), fix=_pointed(digits[:6]))
    if len(digits) < HS_SHORTEST:
        fix = _pointed(digits.zfill(HS_SHORTEST)) if len(digits) == HS_SHORTEST - 1 else "0901.21"
        raise FieldError("export-hs-short", found=typed, length=str(len(digits)), fix=fix)
    if int(digits[:2]) in _NO_CHAPTERS:
        raise FieldError("export-hs-chapter", found=typed, chapter=digits[:2])
    return _pointed(digits)


def has_lost_a_zero(code: str) -> bool:
    """Whether an HS code has seven digits: nearly always one of eight that a spreadsheet has cut."""
    return sum(map(str.isdigit, code)) == HS_LONGEST - 1


def _pointed(digits: str) -> str:
    return ".".join(filter(None, (digits[:4], digits[4:6], digits[6:])))


def minimum_amount(value: str) -> Amount:
    """The least that is sold: `50 kg`, `100 pcs`. Raises `FieldError`."""
    return _amount(value, UNITS, "moq: 50 kg")


def weight(value: str) -> Amount:
    """A weight: `5,4 kg`, `800 gram`. Raises `FieldError`."""
    return _amount(value, {word: unit for word, unit in UNITS.items() if unit in MASSES}, "berat: 5,4 kg")


def capacity(value: str) -> Amount:
    """An amount in a stretch of time: `500 kg per bulan`, `1,5 ton/minggu`. Raises `FieldError`."""
    typed = keyboard_digits(value)
    parts = _PER.fullmatch(typed)
    period = PERIODS.get(parts[2].casefold(), "") if parts else ""
    much = parts[1] if parts and period else typed
    amount = _amount(much, UNITS, "kapasitas: 500 kg per bulan", typed[len(much) :])
    if not period:
        fix = f"{number_text(amount.number)} {amount.unit} per bulan"
        raise FieldError("export-period", found=typed, fix=fix)
    return Amount(amount.number, amount.unit, period)


def lead_time(value: str) -> LeadTime:
    """How long an order takes: `14 hari`, `2-3 minggu`, `10 hari kerja`. Raises `FieldError`."""
    typed = keyboard_digits(value)
    match = _TIME.fullmatch(typed)
    if not match or (match[3] and not _time_unit(match[3])):
        raise FieldError("export-time", found=typed)
    if not match[3]:
        raise FieldError("export-time-unit", found=typed, fix=f"{typed} hari")
    least = int(match[1])
    most = int(match[2] or least)
    if not 1 <= least <= most:
        raise FieldError("export-time", found=typed)
    return LeadTime(least, most, _time_unit(match[3]))


def incoterm(value: str) -> tuple[str, str]:
    """A rule of Incoterms 2020 and its named place: `FOB Tanjung Priok`.

    Raises `FieldError`: no such rule, one that ended with an older edition, two rules, or no place.
    """
    typed = text(value)
    match = _RULE.fullmatch(_EDITION.sub("", typed))
    rule = match[1].upper() if match else ""
    if rule in _FORMER:
        raise FieldError("export-incoterm-former", found=rule, fix=_FORMER[rule])
    if not match or rule not in INCOTERMS:
        raise FieldError("export-incoterm-unknown", found=typed, known=", ".join(INCOTERMS))
    place = match[2].strip(" \t,.:;-–—()/")
    if others := [word for word in re.findall(r"\b[A-Z]{3}\b", place.upper()) if word in INCOTERMS]:
        raise FieldError("export-incoterm-two", found=typed, one=rule, other=others[0])
    words = re.findall(r"[^\W\d_]{2,}", place.casefold())
    if all(map(_NO_PLACES.fullmatch, words)):
        raise FieldError(INCOTERMS[rule], rule=rule)
    return rule, named(_PORT_OF.sub("", place) if rule in BY_SEA else place, _PLACE_LENGTH)


def named(value: str, limit: int) -> str:
    """A line that names a place; capitals are added where none was typed. Raises `FieldError`."""
    line = text(value, limit)
    return capwords(line) if line.islower() else line


def is_inland(place: str) -> bool:
    """Whether a place is a city nearby whose goods leave by the port of another name."""
    return re.sub(r"[\W_]*\bindonesia\b[\W_]*", "", place.casefold()) in _INLAND


def is_airport(place: str) -> bool:
    """Whether a place is one that no ship reaches."""
    return bool(_AIRPORT.search(place))


def _amount(value: str, units: Collection[str], example: str, rest: str = "") -> Amount:
    typed = keyboard_digits(value)
    match = _AMOUNT.fullmatch(typed)
    if not match or match[2].startswith("/"):  # `1/4 kilo`
        raise FieldError("export-amount", found=typed, example=example)
    word = match[2].strip(" .()").casefold()
    number = _number(match[1], f"{match[2].strip()}{rest}", f"{typed}{rest}", example)
    if not word:
        raise FieldError("export-unit-missing", found=typed, example=example)
    if word in GRAMS:
        fix = f"{number_text(_short((number * GRAMS[word]).quantize(Decimal(1))))} g"
        raise FieldError("export-unit-grams", found=typed, fix=f"{fix}{rest}")
    unit = UNITS.get(word, "")
    if not unit or word not in units:
        near = UNITS.get(suggest(word, units, likeness=0.75), "")
        known = ", ".join(dict.fromkeys(UNITS[one] for one in units))
        code = "export-unit-near" if near else "export-unit-unknown"
        raise FieldError(code, found=word, fix=f"{match[1]} {near}", known=known, example=example)
    return Amount(number, unit)


def _number(typed: str, behind: str, whole: str, example: str) -> Decimal:
    """A number above zero. Raises `FieldError`: none, or one that can be read in two ways."""
    if match := _BELOW_ONE.fullmatch(typed):
        number = Decimal(f"0.{match[1]}")
    elif match := _TWO_WAYS.fullmatch(typed):
        small = number_text(Decimal(f"{match[1]}.{match[2] or match[3]}").normalize())
        large = f"{match[1]}.{(match[2] or match[3]).ljust(3, '0')}"
        fixes = {"one": f"{small} {behind}".strip(), "other": f"{large} {behind}".strip()}
        raise FieldError("export-two-ways", found=whole, **fixes)
    elif match := _WHOLE.fullmatch(typed):
        digits = re.sub(r"[. ]", "", typed.partition(",")[0])
        number = Decimal(f"{digits}.{match[1] or 0}")
    else:
        raise FieldError("export-amount", found=whole, example=example)
    if not number:
        raise FieldError("export-amount", found=whole, example=example)
    return _short(number)


def _short(number: Decimal) -> Decimal:
    """The same number without zeros at its end, and without an exponent."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _time_unit(word: str) -> str:
    if _WORKING.fullmatch(word):
        return _WORK
    unit = PERIODS.get(word.casefold().removesuffix("s"), "")
    return "" if unit == "tahun" else unit
