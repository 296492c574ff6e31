"""What a seller's values are judged against."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.content.model import Category, Photo


@dataclass(frozen=True, slots=True)
class CheckContext:
    """The hub's side of a check."""

    categories: tuple[Category, ...]
    """The hub's categories."""
    themes: tuple[str, ...]
    """Names of the storefront themes there are."""
    shop_exists: Callable[[str], bool]
    """Whether the hub has a shop of that slug."""
    judge_photo: Callable[[str, str], Photo]
    """Judges a photo by its shop's slug and its name in `foto/`; raises `FieldError`."""
