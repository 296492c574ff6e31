"""YAML that only the library can read -> nodes with positions. Bounded, and nothing is interpreted.

PyYAML's events are scanned first and cut off at `MAX_DEPTH` and `MAX_EVENTS`: its composer recurses in C and
takes the whole process down on 200,000 `[`; the event parser does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from generator.content.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.content.unreadable import UnreadableError, refused
from generator.content.visible import control, fold

MAX_DEPTH = 12
"""Nested lists and mappings."""
MAX_EVENTS = 3_000
"""Roughly the number of values in a file."""

_NO_SPACE = re.compile(r"(\s*[A-Za-z_][\w -]*):(?=[^\s/])")
_NEEDS_QUOTES = "@`%*&!|>{}[]"


def read_full(text: str, first_line: int) -> MappingNode:
    """The nodes of a YAML text.

    Raises `UnreadableError` with the position and, where it can be guessed, the line to type instead.
    """
    try:
        root = _Builder(text, first_line).build()
    except yaml.MarkedYAMLError as error:
        raise _explain(error, text, first_line) from error
    except yaml.YAMLError as error:
        found = text.strip().split("\n")[0]
        raise UnreadableError("yaml-unreadable", first_line, 1, {"found": found}) from error
    if root is None:
        return MappingNode((), first_line, 1)
    if not isinstance(root, MappingNode):
        raise UnreadableError("yaml-not-fields", root.line, root.column)
    return root


class _Builder:
    """Builds nodes from the events of one document, counting as it goes."""

    def __init__(self, text: str, first_line: int) -> None:
        self._lines = text.split("\n")
        self._first = first_line
        self._events = self._bounded(text)

    def build(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise UnreadableError("yaml-two-documents", *self._at(event))
                root = self._node(next(self._events), 1)
                if isinstance(root, ScalarNode) and root.value == "" and not root.quoted:
                    root = None
        return root

    def _bounded(self, text: str) -> Iterator[yaml.Event]:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        for number, event in enumerate(yaml.parse(text, Loader=loader)):
            if number >= MAX_EVENTS:
                raise UnreadableError("yaml-too-much", *self._at(event))
            if isinstance(event, yaml.AliasEvent) or (
                isinstance(event, yaml.NodeEvent) and (event.anchor or getattr(event, "tag", None))
            ):
                line, column = self._at(event)
                values = _quoting(self._lines[line - self._first], column - 1)
                raise UnreadableError("yaml-quote", line, column, values)
            yield event

    def _at(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        row, column = (mark.line, mark.column) if mark else (0, 0)
        row = min(
            row, len(self._lines) - 1
        )  # libyaml from 0.2.6 on may place an empty value after the last line
        return row + self._first, min(column, len(self._lines[row])) + 1

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line, column = self._at(event)
        if isinstance(event, yaml.ScalarEvent):
            value = fold(event.value)  # again: "\u200b" between quotes means what it names
            if bad := control(value):
                raise refused(bad, line, column)
            return ScalarNode(value, line, column, quoted=not event.implicit[0])
        if depth > MAX_DEPTH:
            raise UnreadableError("yaml-too-deep", line, column)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(event, depth + 1))
            return SequenceNode(tuple(items), line, column)
        pairs = []
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, ScalarNode):
                raise UnreadableError("yaml-key", key.line, key.column)
            pairs.append((key, self._node(next(self._events), depth + 1)))
        return MappingNode(tuple(pairs), line, column)


def _explain(error: yaml.MarkedYAMLError, text: str, first_line: int) -> UnreadableError:
    """Say what a beginner most likely typed, from the parser's complaint and the line it is about."""
    lines = text.split("\n")
    mark = error.problem_mark
    number, column = (mark.line, mark.column) if mark else (0, 0)
    line = lines[number] if number < len(lines) else ""
    problem, context = error.problem or "", error.context or ""
    if "nesting depth" in problem:  # libyaml from 0.2.6 on counts levels too, and looks ahead of its events
        row, col = _too_deep(text, mark.line if mark else 0)
        return UnreadableError("yaml-too-deep", row + first_line, col + 1)

    def at(row: int, col: int, code: str, **values: str) -> UnreadableError:
        row = min(row, len(lines) - 1)  # the parser may complain of the line after the last
        return UnreadableError(code, row + first_line, min(col, len(lines[row])) + 1, values)

    tab = next((n for n, c in enumerate(line) if c == "\t" and not line[:n].strip()), None)
    if tab is not None:
        return at(number, tab, "yaml-tab", fix=line.replace("\t", "  "))
    for row in (number, number - 1):
        if 0 <= row < len(lines) and (glued := _NO_SPACE.match(lines[row])):
            fix = f"{glued[1].strip()}: {lines[row][glued.end() :].strip()}"
            return at(row, glued.end(), "yaml-no-space", fix=fix)
    if "mapping values" in problem:
        key, colon, value = line.partition(": ")
        if colon and column > len(key):
            return at(number, len(key) + 2 + _indent(value), "yaml-colon", fix=_fix(key, value))
        return at(number, _indent(line), "yaml-indent", fix=line.strip())
    if column < len(line) and line[column] in _NEEDS_QUOTES and "cannot start" in problem:
        return UnreadableError("yaml-quote", number + first_line, column + 1, _quoting(line, column))
    if "not allowed in this context" in problem and ":" in line[:column]:  # `harga: ?`, `slogan: - enak`
        return UnreadableError("yaml-quote", number + first_line, column + 1, _quoting(line, column))
    start = error.context_mark
    if start is not None:
        opening = lines[start.line] if start.line < len(lines) else ""
        if "simple key" in context:  # the line without a colon; the parser complains of the next one
            return at(start.line, start.column, "yaml-unreadable", found=opening.strip())
        if "alias" in context or "anchor" in context or "tag" in context or "block scalar" in context:
            return UnreadableError(
                "yaml-quote", start.line + first_line, start.column + 1, _quoting(opening, start.column)
            )
        if "quoted scalar" in context:
            return at(start.line, start.column, "yaml-quote-open", found=opening.strip())
        if "flow" in context and (bracket := _open_bracket(text)):
            row, col, closing = bracket
            return at(row, col, "yaml-bracket-open", found=lines[row].strip(), closing=closing)
    if problem == "did not find expected key" and line[:column].rstrip()[-1:] in {'"', "'"}:
        key, _, value = line.partition(": ")
        return at(number, column, "yaml-after-quote", fix=_fix(key, value))
    return at(number, column, "yaml-unreadable", found=line.strip())


def _quoting(line: str, column: int) -> dict[str, str]:
    """What to type when a text starts with a character that YAML keeps for itself."""
    before = line[:column]
    if before.count("{") + before.count("[") > before.count("}") + before.count("]"):  # one of several values
        end = next((n for n in range(column, len(line)) if line[n] in ",]}"), len(line))
        fix = f"{before.lstrip()}{_fix('', line[column:end])}{line[end:]}"
        return {"found": line[column : column + 1], "fix": fix}
    return {"found": line[column : column + 1], "fix": _fix(before.rstrip(" :"), line[column:])}


def _fix(key: str, value: str) -> str:
    """The line to type instead: the same text between quotes."""
    value = value.strip().replace('"', "'")
    return f'{key.strip()}: "{value}"' if key.strip() else f'"{value}"'


def _too_deep(text: str, row: int) -> tuple[int, int]:
    """Row and column (from 0) of the first bracket that is one level too deep, else the start of `row`."""
    depth = 1  # the file's own keys
    for number, line in enumerate(text.split("\n")):
        for column, character in enumerate(line):
            depth += (character in "[{") - (character in "]}")
            if depth > MAX_DEPTH:
                return number, column
    return min(row, text.count("\n")), 0


def _open_bracket(text: str) -> tuple[int, int, str] | None:
    """Row and column (from 0) of the last bracket without its partner, and that partner."""
    waiting: list[tuple[int, int, str]] = []
    for row, line in enumerate(text.split("\n")):
        for column, character in enumerate(line):
            if character in "[{":
                waiting.append((row, column, "]" if character == "[" else "}"))
            elif waiting and character == waiting[-1][2]:
                waiting.pop()
    return waiting[-1] if waiting else None


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
