"""YAML as it was typed: values with their places, and nothing interpreted."""

from __future__ import annotations

from typing import NamedTuple

from generator.value import value


class ScalarNode(NamedTuple):
    """A single value, exactly as typed; a tuple, because a shop has hundreds of them."""

    value: str
    line: int
    column: int
    quoted: bool = False


@value
class SequenceNode:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


@value
class MappingNode:
    """Keys with values, in the order typed; a key may stand twice."""

    pairs: tuple[tuple[ScalarNode, Node], ...]
    line: int = 1
    column: int = 1


Node = ScalarNode | SequenceNode | MappingNode
