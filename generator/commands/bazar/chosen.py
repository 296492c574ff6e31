"""The shops of one bazaar, for commands that work on them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from generator.building.bazaars import look_into
from generator.commands.common import RefusalError
from generator.commands.moved import known_terms
from generator.content.bazaar_files import FOLDER
from generator.content.fields import suggest
from generator.content.hub import Hub


def chosen_shops(root: Path, hub: Hub, slug: str) -> list[str]:
    """The shops that a bazaar's file names, in its order.

    Raises `RefusalError`: there is no such bazaar, or its file has an error.
    """
    files = {one.slug: one for one in look_into(root, partial(known_terms, root, hub)).files if one.slug}
    if slug not in files:
        near = suggest(slug, files)
        raise RefusalError(f"there is no bazaar {slug}" + (f"; did you mean {near}?" if near else ""))
    bazaar = files[slug].bazaar
    if bazaar is None:
        raise RefusalError(f"{FOLDER}/{slug}.yaml cannot be used", files[slug].page.problems)
    return list(dict.fromkeys(pick.shop for pick in bazaar.picks))
