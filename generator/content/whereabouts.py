"""Where in a seller's folder a value stands that waits for a second person: its file, line and column."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from generator.content.contacts import Waiting, contacts_in
from generator.content.diagnostics import Diagnostic
from generator.content.field_reader import SourceText
from generator.content.frontmatter import decode, parse, split
from generator.content.lenient import slug_of
from generator.content.nodes import MappingNode, Node
from generator.content.reader import PHOTO_FOLDER, SellerSource, SourceFile, printable
from generator.content.unreadable import UnreadableError

_LONG = 60
"""Characters; of longer texts only the contacts are shown."""
_STORY = "tentang"
_TEXTS = frozenset({_STORY, "deskripsi"})
"""Values that are a text of many lines."""


def waiting_problem(source: SellerSource, waiting: Waiting) -> Diagnostic:
    """The warning that a value waits, at its place in the folder."""
    return problem_at(source, waiting.path, "contact-waiting", {"found": _shown(waiting)}, waiting.found)


def problem_at(
    source: SellerSource, at: str, code: str, values: Mapping[str, str], found: Collection[str] = ()
) -> Diagnostic:
    """A warning of a value, at its place in the folder; `at` and `found` are as in `Waiting`."""
    path, file, key = _file_of(source, at)
    page = SourceText(printable(path), printable(source.slug), _text(file))
    page.report(code, _place(page, file, key, found), "warning", **values)
    return page.problems[0]


def _file_of(source: SellerSource, path: str) -> tuple[str, SourceFile | None, str]:
    """The file of a value, and its key in there."""
    if path.startswith(f"{PHOTO_FOLDER}/"):
        return f"{source.path}/{path}", None, ""
    if path.startswith("produk/"):
        slug, _, key = path.removeprefix("produk/").partition(".")
        file = next((file for file in source.products if slug_of(file.name) == slug), None)
        return (file.path if file else source.path), file, key
    file = source.story if path == _STORY else source.shop
    return (file.path if file else source.path), file, path


def _text(file: SourceFile | None) -> str:
    try:
        return decode(file.data) if file else ""
    except UnreadableError:
        return ""


def _place(
    page: SourceText, file: SourceFile | None, key: str, found: Collection[str]
) -> Node | tuple[int | None, int | None] | None:
    if file is None or not key:
        return None
    node: Node = MappingNode(())
    first = 1
    try:
        if key != _STORY:
            node, _, first = split(page.text) if file.markdown else (parse(page.text), "", 1)
    except UnreadableError:
        return None
    if key in _TEXTS and file.markdown:
        lines = enumerate(page.text.split("\n")[first - 1 :], first)
        return next(((number, 1) for number, line in lines if contacts_in(line) & {*found}), None)
    for word in key.split("."):
        if not isinstance(node, MappingNode):
            break
        inner = next((value for name, value in node.pairs if name.value.strip() == word), None)
        if inner is None:
            break
        node = inner
    return (node.line, node.column) if node.line else None


def _shown(waiting: Waiting) -> str:
    """What waits: as it was typed, or the contacts in a text that is long."""
    text = waiting.after
    if len(text) > _LONG or "\n" in text:
        text = ", ".join(contact.partition(":")[2] for contact in waiting.found)
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
