"""Numbers that nobody can call or pay to: hours, days, prices, sizes, permits.

Only what stands as people write these things counts; what goes on in digits behind one is judged again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import pairwise

Span = tuple[int, int]

_TIME = r"(?:[01]?[0-9]|2[0-4])[.:][0-5][05]"
_TO = r"\s?(?:-|\u2013|\u2014|~|s/d|s\.d\.?|sampai|hingga|to)\s?"
_RANGE = rf"{_TIME}(?:{_TO}{_TIME})?(?:\s?(?:wib|am|pm))?"
_AND = r"(?:\s?[,;&|/]\s?|\s+(?:dan|and|atau)\s+|\s?\n\s?)"
_HOURS = re.compile(rf"(?<![0-9]){_RANGE}(?:{_AND}{_RANGE})*(?![0-9]|[.:_/-][0-9])", re.IGNORECASE)
_DAY = re.compile(
    r"(?<![0-9])(?:(?P<d>[0-3]?[0-9])(?P<s>[-/.])(?P<m>[01]?[0-9])(?P=s)(?P<y>(?:19|20)[0-9]{2})"
    r"|(?P<y2>(?:19|20)[0-9]{2})-(?P<m2>[01][0-9])-(?P<d2>[0-3][0-9]))(?![0-9]|[._/-][0-9])"
)
_YEARS = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}(?:\s?[-\u2013/,]\s?(?:19|20)[0-9]{2})*(?![0-9]|[._/-][0-9])"
)
_GROUPED = r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?:,[0-9]{3})+)"
_RUPIAH = r"(?:,-|\.-|,00)?(?![0-9]|[._/-][0-9])"
_PRICES = (
    re.compile(rf"\b(?:rp|idr)\.?\s?(?:{_GROUPED}|[1-9][0-9]{{2,7}}){_RUPIAH}", re.IGNORECASE),
    re.compile(rf"(?<![0-9.,])[1-9][0-9]?(?:\.[0-9]{{3}}){{1,2}}{_RUPIAH}"),
    re.compile(rf"(?<![0-9.,])[1-9][0-9]{{2}}(?:\.[0-9]{{3}}){_RUPIAH}"),
    re.compile(
        r"(?<![0-9.,])[1-9][0-9]{0,5}(?:[.,][0-9]{1,3})?\s?(?:rb|ribu|k|jt|juta|m|miliar)\b", re.IGNORECASE
    ),
)
_UNIT = (
    r"(?:%|\u00b0|(?:mm|cm|m|km|inci|inch|g|gr|gram|kg|kilo|ons|mg|l|lt|liter|ml|cc|cl|watt|w|v|volt|va|mah|gb|mb|pcs|pc|buah|"
    r"porsi|orang|hari|jam|menit|tahun|bulan|minggu|bungkus|botol|gelas|dus|lusin|kodi|ekor|potong|lembar|meter|tusuk)\b)"
)
_NUMBER = r"(?:0[.,][0-9]{1,2}|[1-9][0-9]{0,3}(?:[.,][0-9]{1,2})?)"
_SIZE = re.compile(
    rf"(?<![0-9.,-]){_NUMBER}(?:\s?(?:[x\u00d7*-]|\u2013|sampai|,)\s?{_NUMBER}){{0,3}}\s?{_UNIT}",
    re.IGNORECASE,
)
_BOX = re.compile(
    rf"(?<![0-9.,-]){_NUMBER}(?:\s?[x\u00d7]\s?{_NUMBER}){{1,3}}(?![0-9]|[._/-][0-9])", re.IGNORECASE
)
_NEIGHBOURS = re.compile(
    r"\brt\.?\s?0{0,2}[0-3]?[0-9]\s?(?:[/,-]\s?(?:rw\.?\s?)?|\s?rw\.?\s?)0{0,2}[0-3]?[0-9](?![0-9])"
    r"|\br[tw]\.?\s?0{0,2}[0-3]?[0-9](?![0-9])",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"\b(?:kode\s?pos|kodepos|postcode|postal code|jakarta(?:\s[a-z]+)?)\W{1,3}[1-9][0-9]{4}(?![0-9])", re.I
)
_LABEL = r"\W{0,3}(?:(?:no|nomor|number|reg|nr)\b\W{0,3})?"
_PERMITS = (
    re.compile(rf"\bnib\b{_LABEL}(?P<nib>[0-9](?:[ .-]?[0-9]){{12}})(?![0-9]|[ .-][0-9])", re.IGNORECASE),
    re.compile(
        rf"\b(?:s?pp?[-. ]?irt|p[-. ]?irt)\b{_LABEL}"
        r"(?!00?[1-9])[0-9](?:[ .-]?[0-9]){12,16}(?:\s?-\s?[0-9]{2})?(?![0-9])",
        re.IGNORECASE,
    ),
    re.compile(r"\bid\s?[0-9](?:[ .-]?[0-9]){16}(?![0-9])", re.IGNORECASE),
    re.compile(
        rf"\b(?:halal|lppom|mui|bpjph)\b{_LABEL}(?:id)?\s?[1-9](?:[ .-]?[0-9]){{10,16}}(?![0-9])",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:bpom(?:\s?ri)?|pom)\b{_LABEL}(?:md|ml|tr|ti|na|nb|nc|sd|si)?"
        r"\s?[1-9](?:[ .-]?[0-9]){8,14}(?![0-9])",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bsni\s?[0-9]{2}[-. ][0-9]{3,5}(?:[-.][0-9]{1,2})?[-:. ](?:19|20)[0-9]{2}(?![0-9])", re.IGNORECASE
    ),
    re.compile(r"\b(?:md|ml|tr|na|nb|nc|dkl|pkrt|akl|akd)\s?[1-9][0-9]{8,14}(?![0-9])", re.IGNORECASE),
    re.compile(
        r"\b(?:npwp|siup|tdp|hki|merek|merk|haki|idm|ahu|sertifikat|isbn|ean|upc|barcode|resi|sku|"
        rf"batch|lot|kode\s?produksi|(?:no\.?\s?)?seri|serial)\b{_LABEL}"
        r"[1-9](?:[ .-]?[0-9]){7,16}(?![0-9])",
        re.IGNORECASE,
    ),
)
_GOES_ON = re.compile(r"[\W_]{0,3}?([0-9]+)")
_MOST_BEHIND = 3
"""Digits that may follow such a number without a word; behind a street, a postcode may."""
_LONG = 9
"""Digits in a row that are a number of their own, whatever stands before them."""


@lru_cache(32)
def honest(text: str) -> tuple[Span, ...]:
    """Where in a text such numbers stand, in order and apart; from and to in characters."""
    ends: dict[int, int] = {}
    for start, end in (*_hours_and_days(text), *_amounts(text), *_permits(text)):
        ends[start] = max(end, ends.get(start, end))
    spans: list[Span] = []
    for start, end in sorted(ends.items()):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    starts = {start for start, _ in spans}
    return tuple(span for span in spans if not _goes_on(text, span[1], starts))


def is_counting(groups: list[str]) -> bool:
    """Whether numbers are a row of sizes: `01, 02, 03`, `100 150 200`; even steps upwards."""
    if len(groups) < 3 or any(
        len(group) > 4 and not re.fullmatch(r"[1-9][0-9]{1,4}00", group) for group in groups
    ):
        return False
    steps = {int(after) - int(before) for before, after in pairwise(groups)}
    return len(steps) == 1 and steps.pop() > 0 and len({len(group) for group in groups[1:]}) <= 2


def _goes_on(text: str, end: int, starts: set[int]) -> bool:
    """Whether digits follow that are no other number: a phone number that begins like hours, for example."""
    count = 0
    while (more := _GOES_ON.match(text, end)) and more.start(1) not in starts:
        another = len(more[1]) >= _LONG or (not count and more[1][0] == "0")
        if another or any(start in starts for start in range(end, more.start(1))):
            return False
        count += len(more[1])
        end = more.end()
    return count > _MOST_BEHIND


def _hours_and_days(text: str) -> Iterator[Span]:
    for found in _HOURS.finditer(text):
        yield found.span()
    for found in _DAY.finditer(text):
        try:
            date(*(int(found[a] or found[b]) for a, b in (("y", "y2"), ("m", "m2"), ("d", "d2"))))
        except ValueError:
            continue
        yield found.span()
    for pattern in (_YEARS, _NEIGHBOURS, _POSTCODE):
        for found in pattern.finditer(text):
            yield found.span()


def _amounts(text: str) -> Iterator[Span]:
    for pattern in _PRICES:
        for found in pattern.finditer(text):
            yield found.span()
    for pattern in (_SIZE, _BOX):
        for found in pattern.finditer(text):
            if len(re.findall(r"[0-9]", found[0])) < _LONG:
                yield found.span()


def _permits(text: str) -> Iterator[Span]:
    for pattern in _PERMITS:
        for found in pattern.finditer(text):
            number = found.groupdict().get("nib")
            if number is None or _can_be_nib(re.sub(r"[^0-9]", "", number)):
                yield found.span()


def _can_be_nib(digits: str) -> bool:
    """A NIB that begins like a mobile number has to begin with the day it was given (source: OSS, DDMMYY)."""
    return not digits.startswith("08") or (1 <= int(digits[2:4]) <= 12 and 18 <= int(digits[4:6]) <= 32)
