"""What an import says: counts, the first problems, and a line for each row, which waits on the disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, TextIO

from msgspec import Struct, field

from generator.content.messages import word
from generator.importing.intake import Action, RowOutcome
from generator.language import Language
from generator.many import SHOWN
from generator.terminal import json_text

_KEPT = "import-conflict"
"""What somebody has to decide, although the row did not fail."""


class Report(Struct):
    """Takes in what became of rows; keeps as much of a thousand as of a million."""

    spool: TextIO
    """A file, empty and open to be written and read."""
    words: Language
    counts: Counter[Action] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    first: list[str] = field(default_factory=list)
    """The first problems, worded; those of rows that failed before others."""
    _kept: list[str] = field(default_factory=list)
    """Rows that a shop's own change was kept from."""
    _warned: list[str] = field(default_factory=list)
    rows: int = 0

    def add(self, outcome: RowOutcome) -> str:
        """One more row; returns its problems in one text, for the error file."""
        self.rows += 1
        self.counts[outcome.action] += 1
        problems = [self._problem(outcome, one) for one in outcome.problems]
        self.codes.update(one["code"] for one in problems)
        lines = [self._line(one) for one in problems if one["severity"] == "error"]
        kept = [self._line(one) for one in problems if one["code"] == _KEPT]
        warned = [self._line(one) for one in problems if one["severity"] != "error" and one["code"] != _KEPT]
        for shown, more in ((self.first, lines), (self._kept, kept), (self._warned, () if lines else warned)):
            shown += [f"{outcome.row}: {line}" for line in more][: SHOWN - len(shown)]
        entry = {"row": outcome.row, "slug": outcome.slug, "action": outcome.action, "problems": problems}
        self.spool.write(json_text(entry) + "\n")
        return "; ".join(lines)

    def entries(self) -> Iterator[str]:
        """Every row's line, as JSON."""
        self.spool.seek(0)
        for line in self.spool:
            yield line.rstrip("\n")

    def lines(self) -> list[str]:
        """The first problems of rows that failed and of changes that were not taken, or else of others."""
        told = self.first + self._kept
        return told + self._warned[: max(0, SHOWN - len(told))]

    def _problem(self, outcome: RowOutcome, problem: Any) -> dict[str, str]:
        message, hint = word(problem.about, self.words.gettext)
        return {
            "column": problem.column,
            "code": problem.about.code,
            "severity": problem.about.severity,
            "message": " ".join(message.split()),
            "hint": " ".join(hint.split()),
        }

    @staticmethod
    def _line(problem: dict[str, str]) -> str:
        place = f"{problem['column']}: " if problem["column"] else ""
        return f"{place}{problem['message']} → {problem['hint']}"
