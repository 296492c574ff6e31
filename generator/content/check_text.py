"""Longer texts: Markdown is bounded, and what will be left out of it is told."""

from __future__ import annotations

import re

from generator.content import fields
from generator.content.model import English
from generator.content.sheet import Page, Sheet

MAX_MARKDOWN = 8 * 1024
"""Bytes of a description or a story."""

MAX_BRACKETS = 400
"""`[` in a text: Markdown tries each against all others; 8,000 of them take 20 seconds (measured)."""

_RAW_HTML = re.compile(r"<[a-zA-Z/!?][^>\n]{0,40}")
_BAD_LINK = re.compile(r"(?:javascript|vbscript|data|file)\s*:", re.IGNORECASE)


def check_markdown(page: Page, body: str, first_line: int) -> None:
    """Note a text that is too long (an error), and HTML or links that will be dropped (warnings)."""
    size = len(body.encode())
    if size > MAX_MARKDOWN:
        page.report("markdown-too-long", (first_line, 1), limit="8 KB", found=f"{size / 1024:.1f} KB")
    if body.count("[") > MAX_BRACKETS:
        page.report("markdown-brackets", (first_line, 1), limit=str(MAX_BRACKETS))
    for pattern, code in ((_RAW_HTML, "markdown-html"), (_BAD_LINK, "markdown-link")):
        if match := pattern.search(body):
            line = body.count("\n", 0, match.start()) + first_line
            column = match.start() - body.rfind("\n", 0, match.start())
            page.report(code, (line, column), "warning", found=match[0][:40])


def english(sheet: Sheet, short: str, long: str) -> English:
    """The English block: `slogan` and `tentang` of a shop, `nama` and `deskripsi` of a product."""
    description = sheet.one(long, str, "")
    check_markdown(sheet.page, description, 1)
    said = sheet.one(short, fields.name if short == "nama" else fields.text, "")
    sheet.finish()
    if short == "nama":
        return English(name=said, description=description)
    return English(slogan=said, description=description)
