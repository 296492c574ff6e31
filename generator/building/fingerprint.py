"""What a seller's pages are made from, as short texts that change when it changes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator import __version__
from generator.content.hub import Hub
from generator.render.card import FollowedShop

if TYPE_CHECKING:
    from generator.render.theme import Theme


@cache
def program() -> str:
    """The version and every byte of this package: an edited checkout renders everything anew."""
    found = hashlib.sha256(__version__.encode())
    package = str(Path(__file__).parents[1])
    for folder, below, names in os.walk(package):  # `Path`s of 500 files take 10 ms
        below[:] = sorted(name for name in below if name != "__pycache__")
        for name in sorted(names):
            if name.endswith((".py", ".po", ".csv")):
                with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123
                    found.update(f"{folder[len(package) :]}/{name}\0".encode() + file.read())
    return found.hexdigest()


def shop_context(hub: Hub, themes: Iterable[Theme], *, preview: bool) -> str:
    """Everything all shops' pages depend on: program, storefront themes and the hub settings they show."""
    settings = (hub.name, hub.site, hub.operator, hub.categories, hub.publishing.websub, preview)
    return digest(program(), *(theme.digest for theme in themes), repr(settings))


def hub_context(hub: Hub, theme: Theme) -> str:
    """Everything the hub's own pages depend on, but for the shops' cards."""
    settings = (hub.name, hub.site, hub.operator, hub.categories, hub.mentors, hub.privacy, hub.synonyms)
    return digest(program(), theme.digest, repr((*settings, hub.publishing.websub)))


def followed_shops(shops: Iterable[FollowedShop]) -> str:
    """What a page says of the shops it follows."""
    return digest(*(repr(shop) for shop in shops))


def digest(*parts: str) -> str:
    """A short text that changes with each of these."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
