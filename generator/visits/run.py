"""The story of an import of logs: each line is read, and counted if a person has looked at a shop's page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, field

from generator.errors import reason_of
from generator.visits.agents import is_person
from generator.visits.lines import LineReader, Request, day_text
from generator.visits.logfile import BrokenLogError, lines, log_files
from generator.visits.pages import Addresses
from generator.visits.record import Fate, VisitRecord, open_record

_SEEN = frozenset({200, 304})
"""Answers after which somebody has a page before him; of a part of one (206) nobody knows."""


Kind = Literal["unreadable", "other", "bot"] | Fate
"""What becomes of a line; `other` is whatever is no look at a shop's page."""


class LogReport(Struct):
    """What became of all lines."""

    files: int = 0
    kinds: Counter[Kind] = field(default_factory=Counter)
    again: int = 0
    """Views that were counted before."""
    days: dict[str, int] = field(default_factory=dict)
    """Views that were counted now, by day."""
    late: Counter[str] = field(default_factory=Counter)
    """Views that came after their day was closed, by day."""
    first_unreadable: str = ""
    """`FILE:LINE`."""
    broken: list[tuple[str, str]] = field(default_factory=list)
    """Files that could not be read to their end, with the reason."""

    @property
    def counted(self) -> int:
        """Views that were counted now."""
        return sum(self.days.values())

    def as_json(self) -> dict[str, Any]:
        """All of it."""
        return {
            "version": 1,
            "files": self.files,
            "lines": self.kinds.total(),
            "counted": self.counted,
            "again": self.again,
            "bots": self.kinds["bot"],
            "other": self.kinds["other"],
            "unreadable": self.kinds["unreadable"],
            "late": self.kinds["late"],
            "ahead": self.kinds["ahead"],
            "days": [{"day": day, "counted": number} for day, number in sorted(self.days.items())],
            "late_days": [{"day": day, "lines": number} for day, number in sorted(self.late.items())],
            "first_unreadable": self.first_unreadable or None,
            "broken": [{"file": file, "reason": reason} for file, reason in self.broken],
        }


def import_logs(
    root: Path,
    addresses: Addresses,
    places: tuple[Path, ...],
    today: date,
    progress: Callable[[int, int], None],
) -> LogReport:
    """Count the visits in these files, and in all files of these folders.

    Raises:
        VisitsError: the record cannot be used.
    """
    report, files = LogReport(), log_files(places)
    with open_record(root, today.toordinal()) as record:
        for number, file in enumerate(files):
            progress(number, len(files))
            _count_file(file, addresses, record, report)
            report.files += 1
        record.commit()
        report.again = record.again
        report.days = {day_text(day): count for day, count in record.counted.items()}
    return report


def _count_file(file: Path, addresses: Addresses, record: VisitRecord, report: LogReport) -> None:
    reader, kinds, number = LineReader(), Counter[Kind](), 0
    try:
        for number, line in enumerate(lines(file), 1):
            request = reader.read(line)
            kind = _judge(request, addresses, record)
            kinds[kind] += 1
            if request is None:
                report.first_unreadable = report.first_unreadable or f"{file}:{number}"
            elif kind == "late":
                report.late[day_text(request.day)] += 1
    except BrokenLogError as error:
        report.broken.append((str(file), f"the rest cannot be unpacked: {error}"))
    except OSError as error:
        report.broken.append((str(file), reason_of(error)))
    if number and kinds["unreadable"] == number:
        report.broken.append((str(file), "no line of it is of a log that is known"))
    report.kinds.update(kinds)


def _judge(request: Request | None, addresses: Addresses, record: VisitRecord) -> Kind:
    if request is None:
        return "unreadable"
    if request.method != b"GET" or request.status not in _SEEN or request.in_advance:
        return "other"
    page = addresses.page(request.path, request.stored)
    if page is None:
        return "other"
    return record.add(request, page) if is_person(request.agent) else "bot"
