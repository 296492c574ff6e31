"""Longer texts: Markdown is bounded, and what will be left out of it is told."""

from __future__ import annotations

import re
from functools import partial

from generator.content import fields
from generator.content.field_reader import FieldReader, SourceText
from generator.content.model import English
from generator.content.nodes import Node, ScalarNode
from generator.content.typed import LINKED, is_address, is_definition, labels
from generator.content.visible import control_entity

Place = Node | tuple[int, int]

MAX_MARKDOWN = 8 * 1024
"""Bytes of a description or a story."""

SHORT = 40
"""Characters of a unit, a heading or a choice."""

MAX_BRACKETS = 400
"""`[` in a text: Markdown tries each against all others; 8,000 of them take 20 seconds (measured)."""

_RAW_HTML = re.compile(r"<(?!https?://[^<>\s]*>|[^<>\s!]+@[^<>\s@]+>)[a-zA-Z/!?][^>\n]{0,40}", re.IGNORECASE)
"""But for `<https://…>` and `<name@host>`, which are links."""
_BAD_LINK = re.compile(
    rf"(?:(?<!!)\[[^\[\]\n]*\]\((?=(?P<target>[^()\n]*))|^ {{0,3}}\[(?P<label>[^\]\n]+)\]:)[ \t]*"
    rf"<?(?!{LINKED})(?P<address>[^\s<>)][^\s>)]*)",
    re.IGNORECASE | re.MULTILINE,
)
"""`[text](address)` and `[text]: address` with an address that a page does not lead to."""

_PICTURE = re.compile(r"!\[[^\[\]\n]*\][(\[]")
_LEFT_OUT = (("<", _RAW_HTML, "markdown-html"), ("![", _PICTURE, "markdown-picture"))


def check_markdown(page: SourceText, body: str, at: Node | int) -> None:
    """Note a text that is too long (an error), and HTML or links that will be dropped (warnings).

    `at` is the line on which the body starts, or the value of a key that it is.
    """
    start: Place = (at, 1) if isinstance(at, int) else at
    size = len(body) if body.isascii() else len(body.encode())
    if size > MAX_MARKDOWN:
        page.report("markdown-too-long", start, limit="8 KB", found=f"{size / 1024:.1f} KB")
    if "&#" in body and (entity := control_entity(body)):
        page.report("control-character", _place(body, entity.start(), at), found=entity[0])
    if fields.SECRET_NUMBER.search(body):
        page.report("secret-number", start)
    if body.count("[") > MAX_BRACKETS:
        page.report("markdown-brackets", start, limit=str(MAX_BRACKETS))
    for begins, pattern, code in _LEFT_OUT:
        if begins in body and (match := pattern.search(body)):
            page.report(code, _place(body, match.start(), at), "warning", found=match[0][:40])
    if "[" in body and (match := next(filter(_is_link, _BAD_LINK.finditer(body)), None)):
        found = match["address"][:40]
        page.report("markdown-link", _place(body, match.start("address"), at), "warning", found=found)


def _is_link(match: re.Match[str]) -> bool:
    """Whether `[text](words)` or `[text]: words` is a link at all, and not just text in brackets."""
    if match["label"]:
        return is_definition(match.string[match.start() :].split("\n", 1)[0].lstrip(), labels(match.string))
    cut = match.string[match.end("target") :][:1] in {"(", "\n"}  # javascript:alert(1)
    return cut or is_address(match["target"])


def _place(body: str, index: int, at: Node | int) -> Place:
    """Where a character of the body stands; the value of a key has one place for all."""
    if not isinstance(at, int):
        return at
    return (body.count("\n", 0, index) + at, index - body.rfind("\n", 0, index))


def long_text(reader: FieldReader, key: str) -> str:
    """A Markdown text that is the value of a key; what is wrong with it is told where it begins."""
    node = reader.node(key)
    if not isinstance(node, ScalarNode):
        return reader.one(key, str, "")
    check_markdown(reader.page, node.value, node)
    return node.value


def english(reader: FieldReader, short: str, long: str) -> English:
    """The English block: `slogan` and `tentang` of a shop, `nama` and the rest of a product."""
    description = long_text(reader, long)
    if short != "nama":
        slogan = reader.one(short, fields.text, "")
        reader.finish()
        return English(slogan=slogan, description=description)
    said = English(
        name=reader.one("nama", fields.name, ""),
        description=description,
        unit=reader.one("satuan", partial(fields.text, limit=SHORT), ""),
        section=reader.one("bagian", partial(fields.text, limit=SHORT), ""),
    )
    first = next((reader.node(key) for key in ("deskripsi", "satuan", "bagian") if reader.node(key)), None)
    if first and not reader.node("nama"):
        reader.page.report("english-name-missing", first, "warning")
    reader.finish()
    return said
