"""The YAML that nearly every file is written in, read without the library; with the same nodes.

Lines `key: value`, with a plain or quoted value, a list or mapping in brackets on the same line, or one level
of such lines or of `- value` below it; and lines that are a comment from their beginning. Whatever could mean
anything else (an escape, a comment behind a value, a tab, a text over several lines, an indicator, a document
mark, …) is left to the library, with the whole file.
Source: YAML 1.1, chapters 7 and 9.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, takewhile

from generator.content.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.content.visible import control, fold

Row = tuple[int, str]
"""A line that is neither blank nor a comment, with its number."""

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
    rows = [
        (number, line)
        for number, line in enumerate(lines, first_line)
        if line and not line.isspace() and line[0] != "#"
    ]
    try:
        return _fields(rows)
    except _NotPlainError:
        return None


def _fields(rows: Sequence[Row]) -> MappingNode:
    """The keys of a file."""
    pairs: list[tuple[ScalarNode, Node]] = []
    at, end = 0, len(rows)
    while at < end:
        number, line = rows[at]
        found = _ENTRY.fullmatch(line)
        if found is None:
            raise _NotPlainError
        at += 1
        key = ScalarNode(found[1], number, 1)
        if found.lastindex != 1:
            pairs.append((key, _value(found, 2, number)))
        elif at < end and rows[at][1][0] == " ":
            below = list(takewhile(lambda row: row[1][0] == " ", islice(rows, at, None)))
            pairs.append((key, _below(below)))
            at += len(below)
        else:
            pairs.append((key, ScalarNode("", number, len(key.value) + 2)))
    if not pairs:
        raise _NotPlainError
    return MappingNode(tuple(pairs), pairs[0][0].line, 1)


def _below(rows: Sequence[Row]) -> Node:
    """What the rows say that stand, indented, below a key without a value."""
    first, line = rows[0]
    indent = len(line) - len(line.lstrip(" "))
    kind = _LISTED if line[indent] == "-" else _ENTRY
    values: list[Node] = []
    keys: list[ScalarNode] = []
    for number, line in rows:
        found = kind.fullmatch(line, indent)
        if found is None or line[:indent].strip(" ") or (kind is _ENTRY and found.lastindex == 1):
            raise _NotPlainError
        if kind is _ENTRY:
            keys.append(ScalarNode(found[1], number, indent + 1))
        values.append(_value(found, 2 if kind is _ENTRY else 1, number))
    if kind is _ENTRY:
        return MappingNode(tuple(zip(keys, values, strict=True)), first, indent + 1)
    return SequenceNode(tuple(values), first, indent + 1)


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
