"""Commas between braces: YAML ends a value there, people do not.  Pure.

`{asal: Gayo, Aceh, berat: 5,4 kg}` is a mapping with the keys `Aceh` and `4 kg`, which have no colon.
"""

from __future__ import annotations

from generator.content.nodes import MappingNode, Node, ScalarNode


def rejoined(fields: MappingNode) -> MappingNode:
    """The same fields, with what stands behind a comma and is no key put back to the value before it."""
    if not any(_is_cut(key, value) for key, value in fields.pairs):
        return fields
    pairs: list[tuple[ScalarNode, Node]] = []
    end = (0, 0)
    for key, value in fields.pairs:
        before = pairs[-1][1] if pairs else None
        if _is_cut(key, value) and isinstance(before, ScalarNode) and before.value and not before.quoted:
            comma = "," if end == (key.line, key.column - 1) else ", "
            pairs[-1] = (pairs[-1][0], before._replace(value=f"{before.value}{comma}{key.value}"))
            end = (key.line, key.column + len(key.value))
        else:
            pairs.append((key, value))
            end = (value.line, value.column + len(value.value)) if isinstance(value, ScalarNode) else (0, 0)
    return MappingNode(tuple(pairs), fields.line, fields.column)


def _is_cut(key: ScalarNode, value: Node) -> bool:
    """Whether a key has no colon: then its value is nothing, right behind it."""
    return (
        isinstance(value, ScalarNode)
        and not (value.value or value.quoted or key.quoted)
        and (value.line, value.column) == (key.line, key.column + len(key.value))
    )
