"""Where sellers stand, as operators and mentors read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from generator.hosting.calendar import ENOUGH_NOTICES
from generator.hosting.cells import safe_cell
from generator.hosting.rules import next_step
from generator.hosting.term import OVER, Term

CSV_COLUMNS = (
    "slug",
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
_WIDTHS = {"seller": 40, "kecamatan": 22, "state": 10, "ends": 11, "days": 6}


def status_row(term: Term, kecamatan: str, today: date) -> dict[str, Any]:
    """A seller in the answer of `hosting status --json`."""
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
        "next": {"action": following.action, "on": following.on},
        "moved_to": term.moved_to or None,
    }


def csv_row(row: Mapping[str, Any]) -> list[str]:
    """A `status_row` as cells for `CSV_COLUMNS`; no spreadsheet computes their texts."""
    notices = " ".join(notice["kind"] for notice in row["notices"])
    values = {**row, "notices": notices, "next": row["next"]["action"], "next_on": row["next"]["on"]}
    values["held"] = "yes" if row["held"] else "no"
    return [_cell(values[name]) for name in CSV_COLUMNS]


def _cell(value: str | date | int | None) -> str:
    if value is None:
        return ""
    return safe_cell(value) if isinstance(value, str) else str(value)


def table_head() -> str:
    """The first line of the table."""
    return "  ".join(f"{name:{width}}" for name, width in _WIDTHS.items()) + "  next"


def table_row(row: Mapping[str, Any]) -> str:
    """A `status_row` as a line of the table."""
    following = row["next"]
    then = following["action"] + (f" on {following['on']}" if following["on"] else "") + _waits(row)
    if row["moved_to"]:
        then = f"moved to {row['moved_to']}"
    values = (
        row["slug"],
        row["kecamatan"],
        row["state"] + (" *" if row["held"] else ""),
        str(row["expires_on"] or ""),
        "" if row["days_left"] is None else str(row["days_left"]),
    )
    cells = (f"{value:{width}}" for value, width in zip(values, _WIDTHS.values(), strict=True))
    return "  ".join(cells) + f"  {then}"


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
