from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from generator.publish.s3_order import in_order, overlooked
from generator.publish.store import ObjectInfo

segments = st.text("a-.0~é", min_size=1, max_size=3)
paths = st.lists(segments, min_size=1, max_size=3).map("/".join)
keys = st.sets(paths, max_size=30)


def walked(keys: Iterable[str]) -> list[str]:
    """The order of a store that keeps folders."""
    return sorted(keys, key=lambda key: key.split("/"))


def ordered(listed: Iterable[str], root: str = "") -> list[str]:
    return [held.key for held in in_order((ObjectInfo(root + key, "", 0) for key in listed), root)]


@given(keys, st.sampled_from(["", "hub/", "a/b/"]))
def test_every_order_becomes_that_of_the_keys(keys: set[str], root: str) -> None:
    for listed in (walked(keys), sorted(keys)):
        assert ordered(listed, root) == sorted(root + key for key in keys)


@given(keys, paths)
def test_a_start_in_the_middle_overlooks_nothing(keys: set[str], after: str) -> None:
    """A store that walks folders leaves out what it walks through before, and a folder of that name."""
    by_folders = walked(k for k in keys if k.split("/") > after.split("/") and not k.startswith(f"{after}/"))
    by_keys = sorted(key for key in keys if key > after)
    for listed, order in ((by_folders, walked), (by_keys, sorted)):
        aside = [key for folder in overlooked("", after) for key in order(keys) if key.startswith(folder)]
        assert [key for key in ordered([*aside, *listed]) if key > after] == by_keys


def test_a_listing_streams() -> None:
    """No more than one top folder waits, and what its name begins."""
    listing = in_order((ObjectInfo(f"shop{number}/index.html", "", 0) for number in range(10, 10**9)), "")
    assert [next(listing).key for _ in range(3)] == [f"shop{number}/index.html" for number in (10, 11, 12)]
