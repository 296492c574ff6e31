"""Where sellers stand, as operators and mentors read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from generator.hosting.cells import safe_cell
from generator.hosting.periods import ENOUGH_NOTICES
from generator.hosting.rules import next_step
from generator.hosting.term import OVER, Term

CSV_COLUMNS = (
    "slug",
    "name",
    "kecamatan",
    "state",
    "held",
    "starts_on",
    "expires_on",
    "days_left",
    "notices",
    "next",
    "next_on",
)
NEVER = "not published"
"""What people read of a shop that is approved, and that no deploy has seen online."""
_STATES = ("pending", NEVER, "active", "grace", "suspended", "purged", "left")
"""In the order of a shop's life."""
_NAME_WIDTH = 30
_NARROW = {"kecamatan": 20, "state": 13, "ends": 10, "days": 5}


def status_row(term: Term, kecamatan: str, today: date) -> dict[str, Any]:
    """A seller in the answer of `hosting status --json`; what is overdue comes next today."""
    following = next_step(term, today)
    return {
        "slug": term.slug,
        "kecamatan": kecamatan,
        "state": term.state,
        "held": term.held,
        "starts_on": term.starts_on,
        "expires_on": term.expires_on,
        "days_left": (term.expires_on - today).days if term.expires_on and term.state not in OVER else None,
        "notices": [
            {"kind": notice.kind, "channel": notice.channel, "handed_over_on": notice.handed_over_on}
            for notice in term.notices
        ],
        "next": {"action": following.action, "on": following.on and max(following.on, today)},
        "moved_to": term.moved_to or None,
    }


def csv_row(row: Mapping[str, Any]) -> list[str]:
    """A `status_row` with its `name`, as cells for `CSV_COLUMNS`; no spreadsheet computes their texts."""
    notices = " ".join(notice["kind"] for notice in row["notices"])
    values = {**row, "notices": notices, "next": row["next"]["action"], "next_on": row["next"]["on"]}
    values["held"] = "yes" if row["held"] else "no"
    return [_cell(values[name]) for name in CSV_COLUMNS]


def _cell(value: str | date | int | None) -> str:
    if value is None:
        return ""
    return safe_cell(value) if isinstance(value, str) else str(value)


class Table:
    """The table that people read: its lines, and at the end its totals."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._states: Counter[str] = Counter()
        self._held = 0
        self._widths: dict[str, int] = {}

    def lines(self, rows: Sequence[tuple[Mapping[str, Any], str]]) -> Iterator[str]:
        """Some more rows, each a `status_row` with the shop's name; the first ones decide how wide it is."""
        if not self._widths:
            longest = max(len(row["slug"]) for row, _ in rows)
            named = min(_NAME_WIDTH, max(len(name) for _, name in rows))
            self._widths = {"seller": max(6, longest), "name": max(4, named), **_NARROW}
            yield self._line(self._widths, "next")
        for row, name in rows:
            self._states[_state(row)] += 1
            self._held += row["held"]
            yield self._row(row, name)

    def totals(self) -> Iterator[str]:
        """What the lines come to."""
        if self._held:
            yield "* held: no sweep touches it"
        if (shops := self._states.total()) != 1:
            counts = ", ".join(f"{self._states[state]} {state}" for state in _STATES if self._states[state])
            held = f"; {self._held} held" if self._held else ""
            yield f"{shops} shops" + (f": {counts}{held}" if shops else "")

    def _row(self, row: Mapping[str, Any], name: str) -> str:
        following = row["next"]
        then = following["action"] + self._when(following["on"]) + _waits(row)
        if row.get("unpublished"):
            then += " (not shown now: no consent, it waits for a mentor, or it was taken offline)"
        if row["moved_to"]:
            then = f"moved to {row['moved_to']}"
        values = (
            row["slug"],
            name if len(name) <= _NAME_WIDTH else f"{name[: _NAME_WIDTH - 1]}…",
            row["kecamatan"],
            _state(row) + (" *" if row["held"] else ""),
            row["expires_on"] or "",
            "" if row["days_left"] is None else row["days_left"],
        )
        return self._line(values, then)

    def _line(self, values: Iterable[object], then: str) -> str:
        widths = self._widths.values()
        return (
            "  ".join(f"{value!s:{width}}" for value, width in zip(values, widths, strict=True)) + f"  {then}"
        )

    def _when(self, on: date | None) -> str:
        if on is None:
            return ""
        return f" on {on}" if on > self._today else " now"


def _state(row: Mapping[str, Any]) -> str:
    return NEVER if row["state"] == "active" and row["starts_on"] is None else str(row["state"])


def _waits(row: Mapping[str, Any]) -> str:
    """What keeps a shop online after its term, in brackets; empty where it is only the calendar."""
    noted = len({notice["kind"] for notice in row["notices"]})
    if row["state"] != "grace" or row["held"] or noted >= ENOUGH_NOTICES:
        return ""
    return f" (no suspension before {ENOUGH_NOTICES} notices are on record: {noted} so far)"


def standing_now(term: Term) -> str:
    """A few words on a term, to follow the name of what has just happened."""
    return " ".join(_words(term))


def _words(term: Term) -> Iterator[str]:
    yield f"now {term.state}"
    if term.moved_to:
        yield f"(moved to {term.moved_to})"
    elif term.expires_on and term.state in ("active", "grace"):
        yield f"(term ends on {term.expires_on})"
    if term.held:
        yield "and held"
