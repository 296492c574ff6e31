"""Opening hours and days."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "day-unknown": (
        "this day is not known: %(found)s",
        "type a day or a range, for example %(fix)s",
    ),
    "day-exception": (
        "a day with an exception is not understood: %(found)s",
        "name the days that have these hours: %(fix)s",
    ),
    "holiday-backwards": (
        "the holiday begins on %(start)s, but ends on %(until)s already",
        "mulai: is its first day, sampai: its last one; perhaps they were swapped",
    ),
    "day-twice": (
        "a day stands here a second time: %(found)s",
        'keep one line for each day; a break goes on the same line: "08.00-12.00, 13.00-17.00"',
    ),
    "hours-unreadable": (
        "these hours cannot be read: %(found)s",
        "type 08.00-17.00, or tutup, or 24 jam",
    ),
    "hours-overlap": (
        "these hours overlap: %(found)s",
        'with a break: "08.00-12.00, 13.00-17.00"',
    ),
    "hours-break": (
        "this break does not lie within the opening hours: %(found)s",
        'with a break: "08.00-12.00, 13.00-17.00"',
    ),
    "hours-words": (
        "hours are digits only: %(found)s",
        "type hours from 00.00 to 24.00: %(fix)s",
    ),
    "hours-twelve": (
        "morning or evening? %(found)s",
        "type hours from 00.00 to 24.00, for example %(fix)s",
    ),
    "hours-need-quotes": (
        "hours with a break need quotes: %(found)s",
        'for example senin: "08.00-12.00, %(found)s"',
    ),
}
"""Code -> message and hint."""
