"""Days as spreadsheets leave them in a mentor's report.  Pure.

We wrote 2028-11-21; back comes 21/11/2028, 21/11/28, 21-Nov-28, 47078 or 21/11/2028 10.30, as the spreadsheet
was told to show days.  The day comes before the month, as in Indonesia; a file that shows by one of its days
that it was written the other way leaves no day in doubt: it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from generator.content import fields
from generator.content.visible import plain

_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's numbers, which count a 29 February 1900 (ECMA-376, part 1, 18.17.4.1)."""
_SERIALS = range((date(2020, 1, 1) - _EPOCH).days, (date(2100, 1, 1) - _EPOCH).days)
_TIME = re.compile(r",?[ t](?:(?:pukul|jam) )?\d{1,2}[.:]\d{2}.*$")
_NUMBERS = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})")
_WORDS = re.compile(r"(?:[a-z']+,? )?(\d{1,2})[-/. ]?([a-z]{3,9})\.?[-/. ,]{0,2}(\d{4}|\d{2})")
_MONTHS = (
    ("jan", "januari", "january"), ("feb", "peb", "februari", "pebruari", "february"),
    ("mar", "mrt", "maret", "march"), ("apr", "april"), ("mei", "may"), ("jun", "juni", "june"),
    ("jul", "juli", "july"), ("agu", "ags", "agt", "agust", "aug", "agustus", "august"),
    ("sep", "sept", "september"), ("okt", "oct", "oktober", "october"),
    ("nov", "nop", "november", "nopember"), ("des", "dec", "desember", "december"),
)  # fmt: skip


class DayError(Exception):
    """A cell that is no day."""


class DoubtfulError(DayError):
    """A cell that is one of two days."""


def month_first(cells: Iterable[str]) -> bool:
    """Whether one of a file's days makes sense only with the month before the day."""
    found = (_NUMBERS.fullmatch(_day_part(cell)) for cell in cells)
    return any(int(match[1]) <= 12 < int(match[3]) for match in found if match)


def read_day(cell: str, *, doubt: bool = False) -> date:
    """The day in a cell; a time after it is dropped.

    Raises:
        DayError: it is none.
        DoubtfulError: it may be another one, in a file that leaves a `doubt` about which number is the day.
    """
    typed = _day_part(cell)
    try:
        if match := re.fullmatch(r"(\d{5})(?:[.,]\d+)?", typed):
            return _of_serial(int(match[1]))
        if match := _NUMBERS.fullmatch(typed):
            day, month = int(match[1]), int(match[3])
            if doubt and day != month and max(day, month) <= 12:
                raise DoubtfulError
            return date(_year(match[4]), month, day)
        if match := _WORDS.fullmatch(typed):
            return date(_year(match[3]), _month(match[2]), int(match[1]))
        return fields.day(typed)
    except (ValueError, fields.FieldError) as error:
        raise DayError from error


def _day_part(cell: str) -> str:
    return _TIME.sub("", plain(cell).casefold())


def _of_serial(number: int) -> date:
    if number not in _SERIALS:
        raise DayError
    return _EPOCH + timedelta(days=number)


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _month(word: str) -> int:
    for number, names in enumerate(_MONTHS, 1):
        if word in names:
            return number
    raise DayError
