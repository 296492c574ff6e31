"""Other shops as a seller finds them to follow: from what the last build has put on the internet."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.content.model import Seller
from generator.form.saving import ChangeOf
from generator.records.state_reader import StateReader, reading_state

MOST_FOUND = 20
MOST_FOLLOWED = 100

Shop = tuple[str, str]
"""A slug and a name."""


class Neighbours(Struct, frozen=True):
    """What a shop's screen of other shops shows."""

    followed: tuple[Shop, ...] = ()
    followers: tuple[Shop, ...] = ()
    found: tuple[Shop, ...] = ()
    """Shops whose name holds what was searched for, and that are not followed yet."""
    known: tuple[Shop, ...] = ()
    """Those that are."""


def neighbours(build: Path, seller: Seller, words: str) -> Neighbours:
    """Whom a shop follows, who follows it, and what a search finds. Without a build, only slugs are known."""
    try:
        with reading_state(build, in_closed_folder=True) as state:
            named = [shop for shop in state.named(words, MOST_FOUND) if shop[0] != seller.slug]
            return Neighbours(
                followed=tuple(_named(state, seller.follows)),
                followers=tuple(state.followers(seller.slug, MOST_FOLLOWED)),
                found=tuple(shop for shop in named if shop[0] not in seller.follows),
                known=tuple(shop for shop in named if shop[0] in seller.follows),
            )
    except sqlite3.DatabaseError:
        return Neighbours(followed=tuple((slug, slug) for slug in seller.follows))


def _named(state: StateReader, slugs: Iterable[str]) -> Iterator[Shop]:
    names = state.facts(slugs, "name")
    return ((slug, names.get(slug, slug)) for slug in slugs)


def names(build: Path, slugs: Iterable[str]) -> Mapping[str, str]:
    """The names of shops that the last build knows, by their slugs."""
    try:
        with reading_state(build, in_closed_folder=True) as state:
            return state.facts(slugs, "name")
    except sqlite3.DatabaseError:
        return {}


def following(slug: str, *, follow: bool) -> ChangeOf:
    """The change of a shop that follows another one, or does so no more."""

    def change(seller: Seller) -> Seller:
        others = tuple(one for one in seller.follows if one != slug)
        return replace(seller, follows=(*others, slug)[:MOST_FOLLOWED] if follow else others)

    return change
