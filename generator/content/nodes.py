"""YAML as it was typed: values with their places, and nothing interpreted."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct


class ScalarNode(NamedTuple):
    """A single value, exactly as typed; a tuple, because a shop has hundreds of them."""

    value: str
    line: int
    column: int
    quoted: bool = False


class SequenceNode(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


class MappingNode(Struct, frozen=True):
    """Keys with values, in the order typed; a key may stand twice."""

    pairs: tuple[tuple[ScalarNode, Node], ...]
    line: int = 1
    column: int = 1


Node = ScalarNode | SequenceNode | MappingNode
