"""The search follows the shops that a build has changed."""

from __future__ import annotations

from generator.building import fingerprint
from generator.building.enlisting import everybody
from generator.building.hub_writer import HubWriter
from generator.building.state import State
from generator.search.settings import SearchSettings

_MANY, _MANY_OF = 2000, 10
"""With so many changed shops, and more than one of so many, all is made anew: that is quicker."""


def renew_search(state: State, writer: HubWriter, settings: SearchSettings, *, everything: bool) -> None:
    """Take changed shops in, and write the search's files; with `everything` all of them."""
    index = state.search(settings)
    changed = state.changes.count(card=False)
    many = changed > _MANY and changed * _MANY_OF > index.shop_count()
    known = f"{fingerprint.program()} {settings.digest}"
    if many or state.meta("search") != known:
        state.set_meta("search", "")  # a build that is killed meanwhile leaves the rest to the next
        index.fill(state.committing(state.cards(everybody(state))))
        state.set_meta("search", known)
        everything = True
    elif changed:
        cards = ((slug, next(state.cards([slug]), None)) for slug in state.changes.slugs(card=False))
        index.update(cards, writer)
    if everything:
        index.publish(writer)
