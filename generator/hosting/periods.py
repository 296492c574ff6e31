"""The calendar of a hosting term: pure rules about dates, without any clock.

Dates are local (Asia/Jakarta).  `expires_on` is the first day that is not covered.
"""

from __future__ import annotations

from datetime import date, timedelta

TERM_YEARS = 2
"""Calendar years of a term, and of each renewal."""
GRACE = timedelta(days=30)
"""How long a shop stays online after its term, with a banner; counted from the recorded start."""
KEPT = timedelta(days=90)
"""How long a suspended shop's data are kept; counted from the recorded suspension."""
RENEWABLE = timedelta(days=90)
"""How long before the end of a term it may be renewed."""
NOTICES = (-90, -30, -7, -1, 3)
"""Days from the end of the term on which a seller is reminded."""
AGAIN = 7
"""Days between further reminders, while too few are on record for a take-down."""
ENOUGH_NOTICES = 2
"""No take-down with fewer notices on record as handed over …"""
REST = timedelta(days=7)
"""… nor before the last of them is this old."""


def add_years(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def notice_kind(offset: int) -> str:
    """`D-90`, `D+3`: how a notice is called, by its days from the end of the term."""
    return f"D{offset:+d}"


def notice_offset(kind: str) -> int:
    """The way back from `notice_kind`.  Raises `ValueError` for anything else."""
    if not kind.startswith(("D-", "D+")):
        raise ValueError(f"{kind!r} is not the name of a notice")
    return int(kind[1:])
