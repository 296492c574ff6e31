"""The YAML that nearly every file is written in, read without the library; with the same nodes.

Lines `key: value`, with a plain or quoted value, a list or mapping in brackets on the same line, or one level
of such lines or of `- value` below it. Whatever could mean anything else (an escape, a comment, a tab, a text
over several lines, an indicator, a document mark, …) is left to the library, with the whole file.
Source: YAML 1.1, chapters 7 and 9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.content.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.content.visible import control, fold

MOST = 600
"""Lines and commas; a file with fewer is far from all bounds of the reader."""

_KEY = r"([A-Za-z_][A-Za-z0-9_]{0,40}(?:[ /-][A-Za-z0-9_]{1,40}){0,6})"
_FIRST = r"""[^ \-?:,\[\]{}#&*!|>'"%@`]"""
"""What a plain value begins with, wherever it stands: no indicator."""
_QUOTED = r""""([^"\\]*)"|'([^']*)'"""
_VALUE = rf"(?:{_QUOTED}|([\[{{].*)|({_FIRST}.*))"
_FLAT = rf"(?:{_QUOTED}|({_FIRST}[^,\[\]{{}}:#?'\"]*))"
"""A single value within brackets."""

_ENTRY = re.compile(rf"{_KEY}:(?: +{_VALUE})? *")
_LISTED = re.compile(rf"- +{_VALUE} *")
_PAIR = re.compile(rf" *{_KEY}: +{_FLAT} *([,}}])")
_ITEM = re.compile(rf" *(?:{_FLAT} *([,\]])|(\{{))")
_NEXT = re.compile(r" *([,\]])")
_BRACKET, _TEXT = 2, 3
"""Groups of `_VALUE`, behind those of quoted values; counted from its first."""


class _NotPlainError(Exception):
    """Only the library can tell what this means."""


def read_plain(text: str, first_line: int) -> MappingNode | None:
    """The nodes of a YAML text that is plain; None where the library has to read it."""
    lines = text.split("\n")
    if len(lines) + text.count(",") > MOST or not text.replace("\n", "").isprintable():
        return None
    try:
        return _Reader(lines, first_line).read()
    except _NotPlainError:
        return None


class _Reader:
    """Reads the lines of one file."""

    def __init__(self, lines: Sequence[str], first_line: int) -> None:
        self._lines = lines
        self._first = first_line

    def read(self) -> MappingNode:
        pairs: list[tuple[ScalarNode, Node]] = []
        at = self._after_blanks(0)
        while at < len(self._lines):
            found = _ENTRY.fullmatch(self._lines[at])
            if found is None:
                raise _NotPlainError
            key = ScalarNode(found[1], at + self._first, 1)
            at = self._after_blanks(at + 1)
            if found.lastindex == 1:
                value, at = self._below(at, key)
            else:
                value = _value(found, 2, key.line)
            pairs.append((key, value))
        if not pairs:
            raise _NotPlainError
        return MappingNode(tuple(pairs), pairs[0][0].line, 1)

    def _after_blanks(self, at: int) -> int:
        while at < len(self._lines) and not self._lines[at].strip(" "):
            at += 1
        return at

    def _below(self, at: int, key: ScalarNode) -> tuple[Node, int]:
        """What stands below a key without a value on its line, and the line after it."""
        if at == len(self._lines) or self._lines[at][0] != " ":
            return ScalarNode("", key.line, len(key.value) + 2), at
        indent = len(self._lines[at]) - len(self._lines[at].lstrip(" "))
        margin, line, column = " " * indent, at + self._first, indent + 1
        if self._lines[at][indent] == "-":
            items: list[Node] = []
            for found, number, after in self._stretch(_LISTED, at, margin):
                items.append(_value(found, 1, number))
                at = after
            return SequenceNode(tuple(items), line, column), at
        pairs: list[tuple[ScalarNode, Node]] = []
        for found, number, after in self._stretch(_ENTRY, at, margin):
            if found.lastindex == 1:
                raise _NotPlainError
            pairs.append((ScalarNode(found[1], number, column), _value(found, 2, number)))
            at = after
        return MappingNode(tuple(pairs), line, column), at

    def _stretch(
        self, kind: re.Pattern[str], at: int, margin: str
    ) -> Iterator[tuple[re.Match[str], int, int]]:
        """The lines that are indented, each with its number and the index of the next one."""
        while at < len(self._lines) and self._lines[at][0] == " ":
            found = kind.fullmatch(self._lines[at], len(margin))
            if found is None or not self._lines[at].startswith(margin):
                raise _NotPlainError
            number = at + self._first
            at = self._after_blanks(at + 1)
            yield found, number, at


def _value(found: re.Match[str], first: int, line: int) -> Node:
    """The value of a line; the groups of `_VALUE` begin with number `first`."""
    group = found.lastindex or 0
    start, kind = found.start(group), group - first
    if kind == _TEXT:
        text = found[group].rstrip(" ")
        if ": " in text or " #" in text or text[-1] == ":":
            raise _NotPlainError
        return ScalarNode(_seen(text), line, start + 1)
    if kind != _BRACKET:
        return ScalarNode(_seen(found[group]), line, start, quoted=True)
    node, end = (_list if found.string[start] == "[" else _mapping)(found.string, start, line)
    if found.string[end:].strip(" "):
        raise _NotPlainError
    return node


def _list(text: str, start: int, line: int) -> tuple[Node, int]:
    """The list whose bracket opens at `start`, and the index behind it."""
    items: list[Node] = []
    at = start + 1
    while found := _ITEM.match(text, at):
        item: Node
        if found[5]:
            item, at = _mapping(text, found.start(5), line)
            found = _NEXT.match(text, at)
            if found is None:
                break
            end = found[1]
        else:
            item, end = _flat(found, 1, line), found[4]
        items.append(item)
        at = found.end()
        if end == "]":
            return SequenceNode(tuple(items), line, start + 1), at
    raise _NotPlainError


def _mapping(text: str, start: int, line: int) -> tuple[Node, int]:
    """The mapping whose bracket opens at `start`, and the index behind it."""
    pairs: list[tuple[ScalarNode, Node]] = []
    at = start + 1
    while found := _PAIR.match(text, at):
        pairs.append((ScalarNode(found[1], line, found.start(1) + 1), _flat(found, 2, line)))
        at = found.end()
        if found[5] == "}":
            return MappingNode(tuple(pairs), line, start + 1), at
    raise _NotPlainError


def _flat(found: re.Match[str], first: int, line: int) -> ScalarNode:
    """A single value within brackets; the first group of `_FLAT` is number `first`."""
    if (text := found[first + 2]) is not None:
        return ScalarNode(_seen(text.rstrip(" ")), line, found.start(first + 2) + 1)
    group = first if found[first] is not None else first + 1
    return ScalarNode(_seen(found[group]), line, found.start(group), quoted=True)


def _seen(value: str) -> str:
    """A value as it looks, as the library's are folded, too."""
    if value.isascii():
        return value
    seen = fold(value)
    if control(seen):
        raise _NotPlainError
    return seen
