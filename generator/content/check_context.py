"""What a seller's values are judged against."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from generator.content.model import Category, Photo


class CheckContext(Struct, frozen=True):
    """The hub's side of a check."""

    categories: tuple[Category, ...]
    """The hub's categories."""
    themes: tuple[str, ...]
    """Names of the storefront themes there are."""
    shop_exists: Callable[[str], bool]
    """Whether the hub has a shop of that slug."""
    judge_photo: Callable[[str, str], Photo]
    """Judges a photo by its shop's slug and its name in `foto/`; raises `FieldError`."""
