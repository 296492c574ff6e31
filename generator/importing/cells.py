"""What cells mean before any key is asked: nothing, a spreadsheet's error, choices, hours, a day.  Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from generator.content import fields
from generator.content.fields import FieldError
from generator.content.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.content.visible import plain
from generator.hosting.clicklist_days import DayError, read_day
from generator.importing.columns import words

Order = Literal["day", "month", ""]
"""Which of two numbers is the day in a file's time stamps; empty where the file does not tell."""

_NOTHING = frozenset({
    "", "-", "--", "---", ".", "–", "—", "tidak ada", "tdk ada", "ga ada", "gak ada", "belum ada", "blm ada",
    "belum punya", "blm punya", "tidak punya", "tdk punya", "ga punya", "gak punya", "n/a", "na", "none",
    "nihil", "kosong", "null", "nan", "tidak", "belum", "no",
})  # fmt: skip
_BROKEN = re.compile(
    r"#(?:N/A|NAMA\?|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|ERROR!|SPILL!|CALC!|#+)", re.IGNORECASE
)
_HOURS = re.compile(
    r"\s*(\D[^0-9]*?)\s*[:,]?\s+(?:pukul |jam )?([0-9].*|tutup|libur|24 jam)\s*", re.IGNORECASE
)
_LINES = re.compile(r"[\n;]|(?<=[0-9]),\s*(?=[^\W\d])")
"""What parts one stretch of days from the next."""
_NUMBERS = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9]).*", re.DOTALL)
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9]).*", re.DOTALL)
_STAMP = re.compile(r"\S+,?\s+[0-9]{1,2}[.:][0-9]{2}.*", re.DOTALL)


class Cell(Struct, frozen=True):
    """A text, and the column (from 1) it stands in; 0 for what a map says of all rows."""

    text: str
    column: int

    def node(self, row: int) -> ScalarNode:
        """The same as a value of a file: nothing in it is a mark of YAML."""
        return ScalarNode(self.text, row, self.column, quoted=True)


def says_nothing(text: str) -> bool:
    """Whether a cell only says that there is nothing to say."""
    return plain(text).casefold() in _NOTHING


def is_broken(text: str) -> bool:
    """Whether a spreadsheet has put an error where a value was, or lost letters of it."""
    return "\ufffd" in text or (text[:1] == "#" and _BROKEN.fullmatch(text.strip()) is not None)


def choices(text: str, known: Mapping[str, str]) -> list[str]:
    """The choices in a cell of several: split where a known one begins or ends, and nowhere else.

    `known` are labels (as `words` has them) and what they mean: a label may hold commas itself.
    """
    parts = re.split(r"[,;\n]", text)
    found: list[str] = []
    own: list[str] = []
    at = 0
    while at < len(parts):
        for end in range(len(parts), at, -1):
            label = words(",".join(parts[at:end]))
            if label in known:
                found += [*_own(own), known[label]]
                own, at = [], end
                break
        else:
            own.append(parts[at])
            at += 1
    return list(dict.fromkeys([*found, *_own(own)]))


def _own(parts: Sequence[str]) -> list[str]:
    text = plain(",".join(parts))
    return [text] if text else []


def hours_node(cell: Cell, closes: str, row: int) -> Node:
    """Opening hours from one cell, from two, or from a line for each stretch of days."""
    text = cell.text
    if closes and not re.search(r"[0-9]\s*(?:-|–|s/d|sampai|hingga)", text):
        text = f"{text.strip()}-{closes.strip()}"
    lines = [line for line in _LINES.split(text) if line.strip()]
    pairs = [match for line in lines if (match := _HOURS.fullmatch(line))]
    if len(pairs) < len(lines):
        return Cell(", ".join(text.split("\n")), cell.column).node(row)
    if len(pairs) == 1:
        return Cell(f"{pairs[0][1]} {pairs[0][2]}", cell.column).node(row)
    named = ((Cell(m[1], cell.column).node(row), Cell(m[2], cell.column).node(row)) for m in pairs)
    return MappingNode(tuple(named), row, cell.column)


def variants_node(cell: Cell, row: int) -> Node:
    """Choices of a product: `250 g: 50.000; 500 g: 95.000`, or names with commas between them."""
    parts = [part.strip() for part in re.split(r"[;\n]|,(?![0-9])", cell.text) if part.strip()]
    pairs = [re.split(r"\s*[:=]\s*", part, maxsplit=1) for part in parts]
    if all(len(pair) == 2 and pair[1] for pair in pairs):
        named = ((Cell(n, cell.column).node(row), Cell(p, cell.column).node(row)) for n, p in pairs)
        return MappingNode(tuple(named), row, cell.column)
    return SequenceNode(tuple(Cell(part, cell.column).node(row) for part in parts), row, cell.column)


def day_of(text: str, order: Order = "") -> date:
    """The day in a cell, of which a time may follow.

    Raises `FieldError`: no day, or one of two, where no `order` tells which.
    """
    typed = plain(text)
    try:
        if match := _YEAR_FIRST.fullmatch(typed):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _NUMBERS.fullmatch(typed):
            return _of_two(text, match, order)
        return read_day(typed)
    except (ValueError, DayError) as error:
        raise FieldError("date-unreadable", found=text) from error


def _of_two(text: str, match: re.Match[str], order: Order) -> date:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    year += 2000 if year < 100 else 0
    if max(first, second) > 12 or first == second:
        day, month = (second, first) if second > 12 else (first, second)
        return date(year, month, day)
    if order:
        return date(year, first, second) if order == "month" else date(year, second, first)
    one, other = date(year, second, first).isoformat(), date(year, first, second).isoformat()
    raise FieldError("import-day-doubtful", found=text, one=one, other=other)


def moment(stamp: str, order: Order) -> str:
    """A time stamp, the same however a program shows it."""
    try:
        day = day_of(stamp, order).isoformat()
    except FieldError:
        return " ".join(stamp.split())
    _, _, clock = " ".join(stamp.replace(",", " ").split()).partition(" ")
    if not clock:
        return f"{day} 00:00:00"  # a workbook has no other midnight
    half = re.search(r"\b([ap])m\b", clock, re.IGNORECASE)
    time = re.match(r"([0-9]{1,2})[.:]([0-9]{2})(?:[.:]([0-9]{2}))?", clock)
    if not time:
        return f"{day} {clock}"
    hour = int(time[1]) % 12 + 12 * (half[1] in "Pp") if half else int(time[1])
    return f"{day} {hour:02}:{time[2]}:{time[3] or '00'}"


def plain_stamp(text: str, order: Order) -> str:
    """A time stamp that needs no other ones to tell which number is its day."""
    match = _NUMBERS.fullmatch(plain(text)) if order else None
    if match is None or not _STAMP.fullmatch(text.strip()):
        return text
    try:
        day = day_of(text, order)
    except FieldError:
        return text
    _, _, clock = plain(text).partition(" ")
    return f"{day.isoformat()} {clock}"


class StampOrder:
    """Which number is the day in time stamps, which a program wrote, all of them alike."""

    def __init__(self) -> None:
        self._first = self._second = False

    def look(self, text: str) -> None:
        """Take one more into account."""
        if (match := _NUMBERS.fullmatch(plain(text))) and _STAMP.fullmatch(text.strip()):
            self._first |= int(match[1]) > 12
            self._second |= int(match[3]) > 12

    @property
    def order(self) -> Order:
        """What they tell; nothing where they tell both, or where all days are below 13."""
        if self._first == self._second:
            return ""
        return "day" if self._first else "month"


def number_of(text: str) -> str:
    """A WhatsApp number's digits; empty where it cannot be read."""
    try:
        return fields.whatsapp(text)
    except FieldError:
        return ""
