"""What an import says: counts, the first problems, and a line for each row, which waits on the disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TextIO

from generator.content.messages import word
from generator.importing.intake import Action, RowOutcome
from generator.language import Language
from generator.many import SHOWN
from generator.terminal import json_text


@dataclass(slots=True)
class Report:
    """Takes in what became of rows; keeps as much of a thousand as of a million."""

    spool: TextIO
    """A file, empty and open to be written and read."""
    words: Language
    counts: Counter[Action] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    first: list[str] = field(default_factory=list)
    """The first problems, worded; those of rows that failed before others."""
    _warned: list[str] = field(default_factory=list)
    rows: int = 0

    def add(self, outcome: RowOutcome) -> str:
        """One more row; returns its problems in one text, for the error file."""
        self.rows += 1
        self.counts[outcome.action] += 1
        problems = [self._problem(outcome, one) for one in outcome.problems]
        self.codes.update(one["code"] for one in problems)
        lines = [self._line(one) for one in problems if one["severity"] == "error"]
        warned = [self._line(one) for one in problems if one["severity"] != "error"]
        shown, more = (self.first, lines) if lines else (self._warned, warned)
        if len(shown) < SHOWN:
            shown += [f"{outcome.row}: {line}" for line in more]
        entry = {"row": outcome.row, "slug": outcome.slug, "action": outcome.action, "problems": problems}
        self.spool.write(json_text(entry) + "\n")
        return "; ".join(lines)

    def entries(self) -> Iterator[str]:
        """Every row's line, as JSON."""
        self.spool.seek(0)
        for line in self.spool:
            yield line.rstrip("\n")

    def lines(self) -> list[str]:
        """The first problems: of rows that failed, or else of others."""
        return (self.first + self._warned)[:SHOWN]

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
