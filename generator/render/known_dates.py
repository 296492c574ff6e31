"""The days of a shop's pages as they are remembered from build to build."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from generator.render.twins import ENGLISH

Dates = Mapping[str, tuple[str, str, str]]
"""Product slug -> digest of the product, day it was added, day it last changed (ISO dates); so for `SHOP`.

Behind `en/` the same of pages in English: their dates turn with both languages, those of the others do not.
"""
SHOP = "index"
"""The shop itself among its products, none of which may be called so."""


def changed_on(path: str, dates: Dates) -> str:
    """The day (ISO) on which what a shop's page says last changed; empty where nobody knows.

    It is the day of the product, or of the shop: pages are also written anew for a new theme, or for a
    shop that is named on them, and that is no news for a search engine.
    """
    folder = ENGLISH if f"/{ENGLISH}" in path else ""
    page = dates.get(folder + PurePosixPath(path).stem) or dates.get(folder + SHOP)
    return page[2] if page else ""
