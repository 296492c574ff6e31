"""Bytes -> YAML nodes with positions, and a Markdown body. Bounded, and nothing is interpreted.

A file of a beginner is read as text: `harga: 150.000` stays the text `150.000`, `nama: NO` stays `NO`.
"""

from __future__ import annotations

import re

from generator.content.nodes import MappingNode
from generator.content.plain_yaml import read_plain
from generator.content.unreadable import UnreadableError, refused
from generator.content.visible import control, fold

MAX_BYTES = 64 * 1024
"""Bytes of a YAML or product file."""

_FENCE = re.compile(r" ?(?:-{3,}|-*[\u2012-\u2015\u2212][-\u2012-\u2015\u2212]*)\s*")
"""`---`, also as Word makes it."""


def decode(data: bytes, *, limit: int = MAX_BYTES) -> str:
    r"""Turn a file's bytes into text as it looks: `\n` line ends, nothing invisible.

    Lines and columns are counted in this text, as a person would.
    Raises `UnreadableError`: longer than `limit` bytes, not UTF-8, or control characters.
    """
    if len(data) > limit:
        raise UnreadableError("file-too-large", values={"limit": f"{limit // 1024} KB"})
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line, column = _position(before, len(before))
        raise UnreadableError("not-utf8", line, column) from error
    text = fold(text.replace("\r\n", "\n").replace("\r", "\n"))
    if bad := control(text):
        raise refused(bad, *_position(text, bad.start()))
    return text


def split(text: str) -> tuple[MappingNode, str, int]:
    """Take a Markdown file apart: its fields, its body and the line on which the body starts.

    Raises `UnreadableError` when the two `---` lines are missing or the fields cannot be read.
    """
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None or not _FENCE.fullmatch(lines[first]):
        raise UnreadableError("frontmatter-missing", (first or 0) + 1, 1)
    closing = (n for n in range(first + 1, len(lines)) if lines[n] == "---" or _FENCE.fullmatch(lines[n]))
    end = next(closing, None)
    if end is None:
        raise UnreadableError("frontmatter-open", first + 1, 1)
    fields = parse("\n".join(lines[first + 1 : end]) + "\n", first_line=first + 2)
    return fields, "\n".join(lines[end + 1 :]).strip("\n"), end + 2


def parse(text: str, *, first_line: int = 1) -> MappingNode:
    """Read YAML text into nodes; an empty text has no fields.

    Raises `UnreadableError` with the position and, where it can be guessed, the line to type instead.
    """
    if plain := read_plain(text, first_line):
        return plain
    from generator.content.full_yaml import read_full  # most commands read no file that needs it

    return read_full(text, first_line)


def _position(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of a character."""
    return text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1
