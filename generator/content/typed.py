"""Text as people type it -> Markdown that means just that.  Pure.

Markdown takes `20*30 cm, 30*40 cm` for emphasis, `#kue` for a heading and `2019. Pindah` for a list.  What is
probably no Markdown gets a backslash here, before Markdown reads it; what is left means what Markdown says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct, field

LEVEL = 4
"""Spaces that make a line part of the list item above it."""
ESCAPED = "*_#[]>.-+"
"""What a backslash turns into a plain character; before any other it is a backslash."""
LINKED = r"(?:https?|mailto|tel):"
"""How an address begins that a page leads to."""

_ITEM = re.compile(r"(?:(?P<bullet>[-*])|(?P<number>0|[1-9][0-9]?)\.(?! +[0-9]+\.(?: |$))) +(?=\S)")
_RULE = re.compile(r"(?:- {0,2}){3,}|(?:_ {0,2}){3,}|(?:\* {0,2}){3,}")
_HEADING = re.compile(r"#{1,6} +\S")
_QUOTE = re.compile(r"(?:>(?: +|$))+(?![0-9=>])")
_NUMBER = re.compile(r"([0-9]+)\.(?= )")
_DEFINITION = re.compile(r"\[([^\[\]]+)\]:")
_LABEL = re.compile(r"\[([^\[\]\n]+)\](?![:(])")
_LINK = re.compile(r"(?<!\\)\[[^\[\]\n]*\]\((?P<target>[^()\n]*)\)")
_TARGET = re.compile(r"\s*(?P<address><[^<>]*>|\S+)\s*(?:[\"'][^\n]*)?")
_ADDRESS = re.compile(r"[A-Za-z&][^:;]*[:;]|[^/]*/|.*?[A-Za-z]\.[A-Za-z]|<")
"""It has a scheme, a path, a host or a file's ending; `12.000`, `08:00` and words have not."""
_TOKEN = re.compile(r"\\.|<[A-Za-z/!?][^<>\n]*>|\]\([^()\s]*\)|https?://[^\s<>*]*|(?P<run>\*+|_+)", re.DOTALL)
_MOST = 3
"""Stars or underscores in a row that are emphasis; more are decoration."""
_OWN_LINE = re.compile(r" *(?:-|[0-9]+\.|#{1,6}|>) |---$")


def as_meant(lines: Sequence[str]) -> list[str]:
    """The lines of a text (without tabs), in which nothing is Markdown by accident."""
    meant: list[str] = []
    together: list[str] = []
    for line in _Blocks(labels("\n".join(lines))).lines(lines):
        if together and (not line or _OWN_LINE.match(line)):
            meant += _inline("\n".join(together)).split("\n")
            together = []
        if line:
            together.append(line)
        else:
            meant.append("")
    return meant + (_inline("\n".join(together)).split("\n") if together else [])


def is_address(target: str) -> bool:
    """Whether what stands in brackets after `[text]` can be the address of a link, wherever it leads."""
    found = _TARGET.fullmatch(target)
    return bool(found and _ADDRESS.match(found["address"]))


def is_definition(line: str, used: Collection[str]) -> bool:
    """Whether `[x]: https://…` gives the address of an `[x]` that stands elsewhere; it is not shown then."""
    label = _DEFINITION.match(line)
    return bool(label and label[1].casefold() in used and is_address(line[label.end() :]))


def labels(text: str) -> frozenset[str]:
    """What stands in square brackets without an address behind it."""
    return frozenset(label[1].casefold() for label in _LABEL.finditer(text))


class _Blocks(Struct):
    """What the beginnings of lines mean, one line after another."""

    labels: frozenset[str]
    above: str = ""
    """The line before, empty at the beginning of a block."""
    numbers: dict[int, int | None] = field(default_factory=dict)
    """For each level of the list that is open: the next number, or None for bullets."""
    edge: int = 0
    """How far in that list begins."""

    def lines(self, typed: Iterable[str]) -> Iterator[str]:
        for line in typed:
            bare = line.strip()
            if bare:
                yield from self._line(line.rstrip(), bare)
            else:
                yield ""
            self.above = bare

    def _line(self, line: str, bare: str) -> Iterator[str]:
        indent = len(line) - len(line.lstrip())
        deepest = max(self.numbers, default=-1) + 1
        level = min(max(0, indent - self.edge) // LEVEL, deepest)
        if _RULE.fullmatch(bare):
            self.numbers.clear()
            yield from ("", "---", "") if self.above else ("---", "")
            return
        item = _ITEM.match(bare)
        if item and self._is_meant(item, level):
            if self.above and (not self.numbers or self._changes_kind(item, level)):
                yield ""
            self.edge = self.edge if self.numbers else indent
            self.numbers = {above: number for above, number in self.numbers.items() if above < level}
            self.numbers[level] = int(item["number"]) + 1 if item["number"] else None
            mark = f"{item['number']}." if item["number"] else "-"
            yield f"{' ' * LEVEL * level}{mark} {self._beginning(bare[item.end() :], within_item=True)}"
            return
        if not level and (not self.above or _HEADING.match(bare)):
            self.numbers.clear()
        yield " " * LEVEL * level + self._beginning(bare)

    def _is_meant(self, item: re.Match[str], level: int) -> bool:
        """Whether a list has this item: a number has to go on from the one before, or to begin a list."""
        if not item["number"] or self._changes_kind(item, level):
            return True
        if level in self.numbers:
            return int(item["number"]) == self.numbers[level]
        return not self.above or item["number"] == "1"

    def _changes_kind(self, item: re.Match[str], level: int) -> bool:
        return level in self.numbers and (self.numbers[level] is None) == bool(item["number"])

    def _beginning(self, text: str, *, within_item: bool = False) -> str:
        """The rest of a line, of which the beginning is Markdown only if it is meant."""
        if _HEADING.match(text):
            return re.sub(r"(?<=[^\s#\\])(?=#+$)", r"\\", text)
        if text[0] == "#" or (_DEFINITION.match(text) and not is_definition(text, self.labels)):
            return f"\\{text}"
        if marks := _QUOTE.match(text):
            quoted = text[marks.end() :]
            return marks[0] + (self._beginning(quoted) if quoted else "")
        if text[0] == ">":
            return f"\\{text}"
        if text.startswith("+ ") or (within_item and text.startswith(("- ", "* "))):
            return f"\\{text}"
        return _NUMBER.sub(r"\1\\.", text, count=1) if _NUMBER.match(text) else text


class _Run(Struct):
    """Stars or underscores in a row."""

    start: int
    mark: str
    length: int
    left: int
    """How many of them belong to no pair so far."""
    opens: bool
    closes: bool


def _inline(text: str) -> str:
    """A paragraph in which only pairs of stars and underscores around words are emphasis."""
    text = _LINK.sub(lambda link: link[0] if is_address(link["target"]) else f"\\{link[0]}", text)
    runs = [_run(text, token) for token in _TOKEN.finditer(text) if token["run"]]
    _pair(runs)
    meant, done = [], 0
    paired = {run.start: run for run in runs}
    for token in _TOKEN.finditer(text):
        if token["run"]:
            run = paired[token.start()]
            plain, kept = f"\\{run.mark}" * run.left, run.mark * (run.length - run.left)
            shown = kept + plain if run.closes and not run.opens else plain + kept
        else:
            shown = token[0].replace("_", r"\_") if token[0].startswith("http") else token[0]
        meant += [text[done : token.start()], shown]
        done = token.end()
    return "".join([*meant, text[done:]])


def _run(text: str, token: re.Match[str]) -> _Run:
    before, after = (
        text[max(0, token.start() - 1) : token.start()] or " ",
        text[token.end() : token.end() + 1] or " ",
    )
    mark, length = token[0][0], len(token[0])
    word = before.isalnum() and after.isalnum()
    opens = not (before.isalnum() or before in ")]}%" or after.isspace())
    closes = not (after.isalnum() or after in "([{" or before.isspace())
    if length == 1:  # a star before `)` is a note
        opens, closes = opens and after not in ").,;:!?]}", closes and before not in "([{"
    elif mark == "*" and word and not (before.isdigit() and after.isdigit()):
        closes = True  # **Rendang**nya
    if length > _MOST:
        opens = closes = False
    return _Run(token.start(), mark, length, length, opens, closes)


def _pair(runs: Iterable[_Run]) -> None:
    """Take those out of `left` that open or close an emphasis; what crosses another pair does not."""
    waiting: dict[str, list[_Run]] = {"*": [], "_": []}
    for run in runs:
        mine = waiting[run.mark]
        while run.closes and run.left and mine and _fit(mine[-1], run):
            opener = mine[-1]
            both = min(opener.left, run.left)
            opener.left -= both
            run.left -= both
            opener.closes, run.opens = False, False
            for other in waiting.values():
                while other and other[-1].start > opener.start:
                    other.pop()
            if not opener.left:
                mine.pop()
        if run.opens and run.left:
            mine.append(run)


def _fit(opener: _Run, closer: _Run) -> bool:
    return opener.left == closer.left or _MOST in (opener.length, closer.length)
