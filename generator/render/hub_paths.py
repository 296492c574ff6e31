"""Where pages of the hub lie that others have to know."""

from __future__ import annotations

from generator.render.twins import ENGLISH

FOLLOWED_SLUG = "ikuti"
FOLLOWED_PAGE = f"{FOLLOWED_SLUG}/index.html"
IN_ENGLISH = f"{ENGLISH}toko"
"""The list of all shops with pages in English."""
EXPORT = f"{ENGLISH}export"
"""The folder of the pages for buyers abroad, and the beginning of the names of their lists of shops."""
BAZAARS = "bazar"
"""The folder of the pages of bazaars."""
BAZAARS_PAGE = f"{BAZAARS}/index.html"


def bazaar_page(slug: str) -> str:
    """The first page of a bazaar."""
    return f"{BAZAARS}/{slug}/index.html"
