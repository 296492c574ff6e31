"""What stops the reading of a file as a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping


class UnreadableError(Exception):
    """A file that cannot be read as a whole: a code, a position (from 1, or None) and what to say."""

    def __init__(
        self,
        code: str,
        line: int | None = None,
        column: int | None = None,
        values: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.column = column
        self.values = dict(values or {})


def refused(bad: re.Match[str], line: int, column: int) -> UnreadableError:
    """A control character that was found in a text."""
    return UnreadableError("control-character", line, column, {"found": f"U+{ord(bad.group()):04X}"})
