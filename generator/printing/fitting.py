"""Text that fits its place: as large as it can be, in few lines, cut by nothing but its last resort. Pure."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

Measure = Callable[[str, float], float]
"""How wide a text is in a size, both in the same unit."""

LEADING = 1.22
"""Height of a line, in sizes."""
_STEP = 0.95
_MORE = "…"


class Fitted(Struct, frozen=True):
    """A text in lines."""

    size: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """Of all lines."""
        return len(self.lines) * self.size * LEADING


def fitted(
    text: str,
    measure: Measure,
    width: float,
    *,
    most: float,
    least: float,
    lines: int,
    height: float = float("inf"),
) -> Fitted:
    """A text in the largest size in which it needs no more than so many lines, width and height.

    In the smallest size words are broken, and what is too much even then ends in an ellipsis.
    """
    size = most
    while size >= least:
        rows = _rows(text, measure, width, size)
        high = len(rows) * size * LEADING
        if len(rows) <= lines and high <= height and all(measure(row, size) <= width for row in rows):
            return Fitted(size, _even(text, rows, measure, width, size))
        size *= _STEP
    rows = _rows(_broken(text, measure, width, least), measure, width, least)
    room = max(1, min(lines, int(height / (least * LEADING)) if height < float("inf") else lines))
    if len(rows) > room:
        rows = [*rows[: room - 1], _cut(rows[room - 1], measure, width, least)]
    return Fitted(least, tuple(rows))


def _rows(text: str, measure: Measure, width: float, size: float) -> list[str]:
    """Words one after another in lines; one that is wider than a line stands alone."""
    rows: list[str] = []
    for word in text.split():
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and measure(longer, size) <= width:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows


def _even(text: str, rows: list[str], measure: Measure, width: float, size: float) -> tuple[str, ...]:
    """The same number of lines, as equal in width as they can be: no word alone below a long line."""
    narrow, wide = width / max(1, len(rows)), width
    best = rows
    for _ in range(8):
        middle = (narrow + wide) / 2
        found = _rows(text, measure, middle, size)
        if len(found) == len(rows) and all(measure(row, size) <= middle for row in found):
            best, wide = found, middle
        else:
            narrow = middle
    return tuple(best)


def _broken(text: str, measure: Measure, width: float, size: float) -> str:
    """The text with a blank inside each word that no line has room for."""
    parts = []
    for word in text.split():
        part = ""
        for sign in word:
            if part and measure(part + sign, size) > width:
                parts.append(part)
                part = ""
            part += sign
        parts.append(part)
    return " ".join(parts)


def _cut(row: str, measure: Measure, width: float, size: float) -> str:
    while row and measure(row + _MORE, size) > width:
        row = row[:-1]
    return row.rstrip() + _MORE
