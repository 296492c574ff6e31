"""Values: data that is set once, for classes of which a build makes many thousands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """A dataclass with slots and a hash that nobody may change, which the type checker sees to.

    `dataclass(frozen=True)` sees to it at run time, and every field of every new value pays for it.
    """
    return dataclass(slots=True, unsafe_hash="__hash__" not in vars(cls))(cls)
