"""The Markdown that nearly all sellers write, as HTML at once: paragraphs, emphasis, links, bullets.

Only what cannot mean anything else is read here; of everything else nothing is said, and the library
reads it.  That both give the same is tested with texts that try to tell them apart.
"""

from __future__ import annotations

import re

_PLAIN = r"A-Za-z0-9 .,:;!?()'\"/%\u2013"
"""Characters that mean nothing in Markdown or HTML, wherever they stand; `-` does at a line's beginning."""
_WORDS = rf"[{_PLAIN}-]"
_INSIDE = rf"[A-Za-z0-9](?:{_WORDS}*[A-Za-z0-9.,!?:])?"
_BEFORE, _BEHIND = r"(?:(?<=^)|(?<= ))", r"(?=$| |[.,!?:;](?:$| ))"
_URL = r"https?://[a-z0-9.-]+(?:/[A-Za-z0-9./-]*)?|mailto:[a-z0-9.]+@[a-z0-9.-]+|tel:\+?[0-9]+"
_PIECE = re.compile(
    rf"(?P<words>{_WORDS}+)"
    rf"|{_BEFORE}\*\*(?P<strong>{_INSIDE})\*\*{_BEHIND}"
    rf"|{_BEFORE}\*(?P<em>{_INSIDE})\*{_BEHIND}"
    rf"|(?<!!)\[(?P<label>{_INSIDE})\]\((?P<url>{_URL})\)"
)
_BEGINS = re.compile(r"[A-Za-z(]|[0-9](?![0-9]*[.)])|\*\*?[A-Za-z0-9]|\[[A-Za-z0-9]")
"""How a line of a paragraph begins: no item, no number of one, no rule, no indentation."""
_BULLET = "- "


def plain_html(text: str) -> str | None:
    """The HTML of a text (folded, see `visible.fold`); None for what only the library may read."""
    parts: list[str] = []
    listed = False
    for block in text.strip("\n").split("\n\n"):
        lines = block.split("\n")
        bullets = lines[0].startswith(_BULLET)
        if bullets and listed:
            return None  # two lists would become one, with paragraphs in it
        listed = bullets
        html = _list(lines) if bullets else _paragraph(lines)
        if html is None:
            return None
        parts.append(html)
    return "\n".join(parts)


def _paragraph(lines: list[str]) -> str | None:
    found = [_line(line) for line in lines]
    if None in found:
        return None
    return "".join(("<p>", "<br>\n".join(map(str, found)), "</p>"))


def _list(lines: list[str]) -> str | None:
    if not all(line.startswith(_BULLET) for line in lines):
        return None
    found = [_line(line.removeprefix(_BULLET)) for line in lines]
    if None in found:
        return None
    return "\n".join(("<ul>", *(f"<li>{item}</li>" for item in found), "</ul>"))


def _line(line: str) -> str | None:
    if not _BEGINS.match(line) or line.endswith(" "):
        return None
    parts: list[str] = []
    at = 0
    while at < len(line):
        piece = _PIECE.match(line, at)
        if piece is None:
            return None
        at = piece.end()
        kind = piece.lastgroup
        if kind == "words":
            parts.append(piece[0])
        elif kind == "url":
            parts.append(f'<a href="{piece["url"]}" rel="nofollow ugc noopener">{piece["label"]}</a>')
        else:
            parts.append(f"<{kind}>{piece[str(kind)]}</{kind}>")
    return "".join(parts)
