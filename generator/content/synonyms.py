"""`sinonim` in hub.yaml: words that mean the same to a shopper, for the search."""

from __future__ import annotations

from generator.content.field_reader import FieldReader
from generator.content.fields import FieldError
from generator.content.nodes import Node, ScalarNode, SequenceNode

MAX_LETTERS = 60
"""Of one word or phrase: no name is longer."""


def read_synonyms(reader: FieldReader) -> tuple[tuple[str, ...], ...]:
    """The groups, each of two different words or phrases at least; one that is no group is reported."""
    found = []
    for group in reader.items("sinonim"):
        words = [reader.judge(node, _phrase, "") for node in _members(group)]
        if "" in words:
            continue
        if len({word.casefold() for word in words}) < 2:
            reader.page.report("synonyms-expected", group)
        else:
            found.append(tuple(words))
    return tuple(found)


def _members(group: Node) -> list[ScalarNode]:
    """The words of a group; of a line with commas, too. None where something else stands among them."""
    if isinstance(group, SequenceNode):
        members = [node for node in group.items if isinstance(node, ScalarNode)]
        return members if len(members) == len(group.items) else []
    if isinstance(group, ScalarNode) and not group.quoted:
        return [ScalarNode(part.strip(), group.line, group.column) for part in group.value.split(",")]
    return []


def _phrase(value: str) -> str:
    phrase = value.strip()
    if not any(sign.isalnum() for sign in phrase) or len(phrase) > MAX_LETTERS:
        raise FieldError("synonyms-expected", found=value)
    return phrase
