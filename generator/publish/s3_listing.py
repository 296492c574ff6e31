"""A listing to its end, page by page; and no further, where a store has none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.publish.errors import ListingError
from generator.publish.s3_xml import ListPage

EMPTY_PAGES = 100
"""So many in a row without anything in them are no listing any more."""


def pages(
    page: Callable[[Mapping[str, str]], ListPage], query: Mapping[str, str], within: str
) -> Iterator[ListPage]:
    """All pages that answer to a query; `page` asks for one of them, and all keys must begin with `within`.

    That may be less than the query's prefix: a store that walks folders takes `toko//` for `toko/`.

    Raises:
        ListingError: the store goes round in circles, or does not begin or stay where it was told to.
        StoreError: see `Store`.
    """
    asked = {"list-type": "2", "encoding-type": "url", **query}
    tokens: set[str] = set()
    first: set[str] = set()
    empty = 0
    while True:
        found = page(asked)
        _keep_to(within, query.get("start-after", ""), found)
        yield found
        if not found.next_page:
            return
        names = [held.key for held in found.held[:1]]
        empty = 0 if names else empty + 1
        if found.next_page in tokens or first.intersection(names) or empty >= EMPTY_PAGES:
            raise ListingError("the store repeats pages of its listing, which has no end that way")
        tokens.add(found.next_page)
        first.update(names)
        asked["continuation-token"] = found.next_page


def _keep_to(within: str, after: str, found: ListPage) -> None:
    """Refuse a page with something that was not asked for, or of which nothing is behind the start."""
    names = [held.key for held in found.held]
    if not all(name.startswith(within) for name in names):
        raise ListingError(f"the store lists more than what is below {within!r}, which it was asked for")
    # In neither of the two orders that stores have (see `s3_order`) does any of these come after the start.
    folders = after.split("/")
    if found.next_page and names and all(name <= after and name.split("/") <= folders for name in names):
        raise ListingError("the store begins a listing elsewhere than it was told to", ranges=False)
