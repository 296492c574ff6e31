"""The one way to a terminal: whatever is said there is made safe here.

Sellers' files, file names and the answers of stores may hold escape sequences, which retitle a window, write
over lines that were shown, or let a terminal type back.
"""

from __future__ import annotations

import json
import logging
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import click
from msgspec import Struct

from generator.volume import Volume, volume

_HARMLESS = frozenset("\n\t\u200d")
"""Of the invisible characters: the end of a line, the tab, and what joins an emoji."""
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Controls (ESC, BEL, CSI …), direction marks, halves of characters, and other ends of lines."""


class Bold(Struct, frozen=True):
    """A part of what is said that stands out."""

    text: str
    colour: str | None = None


def safe(text: str) -> str:
    """A text in which every character that could steer a terminal has been replaced by one that is seen."""
    if text.isprintable():
        return text
    lines = text.split("\r\n")  # of a table; a lone CR writes over the line
    return "\r\n".join("".join("\ufffd" if _steers(c) else c for c in line) for line in lines)


def say(*parts: str | Bold, err: bool = False, end: str = "\n") -> None:
    """Print a line, in one piece: to stdout, or to stderr."""
    shown = (
        click.style(safe(part.text), fg=part.colour, bold=True) if isinstance(part, Bold) else safe(part)
        for part in parts
    )
    click.echo(f"{''.join(shown)}{end}", err=err, nl=False)


def note(*parts: str | Bold, err: bool = False) -> None:
    """Print a line that nobody waits for: what was done, or comes next.  Left out with `--quiet`."""
    if volume() > Volume.QUIET:
        say(*parts, err=err)


def json_text(document: object) -> str:
    """JSON in one line, exact for whoever reads it as JSON; dates are ISO texts.

    What could steer a terminal is in there as `\\u…`.
    """
    text = json.dumps(document, ensure_ascii=False, default=_plain)
    return "".join(json.dumps(c)[1:-1] if _steers(c) else c for c in text) if _any_steers(text) else text


def confirm(question: str) -> None:
    """Ask on stderr.  Raises `click.Abort` where the answer is not yes."""
    click.confirm(safe(question), abort=True, err=True)


@contextmanager
def progress_bar(title: str, *, hidden: bool = False) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal's stderr; nothing in a pipe."""
    if hidden or volume() == Volume.QUIET or not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


class LogHandler(logging.Handler):
    """Log records, tracebacks included, on stderr."""

    @classmethod
    def install(cls) -> None:
        """Let every log end here, once."""
        root = logging.getLogger()
        if not any(isinstance(handler, cls) for handler in root.handlers):
            handler = cls()
            handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
            root.addHandler(handler)

    def emit(self, record: logging.LogRecord) -> None:
        """Print one."""
        say(self.format(record), err=True)


def _steers(char: str) -> bool:
    return char not in _HARMLESS and unicodedata.category(char) in _UNSAFE


def _any_steers(text: str) -> bool:
    return not text.isprintable() and any(map(_steers, text))


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
