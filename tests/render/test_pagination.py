"""Where the pages of a list lead: everywhere in few taps, and old ones stay while the list grows."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from generator.render.pagination import OLDEST, Pages, Steps

GROWN = st.integers(1, 3000).map(lambda newest: Pages(range(1, newest + 1)))
GAPS = st.sets(st.integers(2, 2500), max_size=150).map(lambda numbers: Pages({OLDEST, *numbers}))
"""Pages that are left when shops have gone."""
FEW = 30
"""Pages that one page leads to, but for the first of a list."""


def leads_to(steps: Steps) -> Iterator[int]:
    yield from (page for page in (steps.newer, steps.older, *steps.between) if page is not None)


def taps(pages: Pages) -> dict[int, int]:
    """How many taps each page is from the first page of the list."""
    found: dict[int, int] = {}
    ahead, tap = list(leads_to(pages.first_page())), 1
    while ahead:
        here = [page for page in dict.fromkeys(ahead) if page not in found]
        found.update(dict.fromkeys(here, tap))
        ahead, tap = [page for one in here for page in leads_to(pages.steps(one))], tap + 1
    return found


@given(st.one_of(GROWN, GAPS))
def test_every_page_is_few_taps_from_the_first(pages: Pages) -> None:
    found = taps(pages)
    assert sorted(found) == pages.numbers
    newest = pages.numbers[-1]
    assert max(found.values()) <= (2 if newest <= 1100 else 3)
    assert all(found[page] <= 2 for page in pages.numbers if page > newest - 1000)


def test_all_of_jakarta_in_one_list_is_three_taps_wide() -> None:
    pages = Pages(range(1, 11_742))
    assert max(taps(pages).values()) == 3
    assert len(pages.first_page().between) < 250


@given(st.one_of(GROWN, GAPS))
def test_a_page_leads_to_few_others_that_are_there_and_older(pages: Pages) -> None:
    for page in pages.numbers[-120:]:
        steps = pages.steps(page)
        assert set(leads_to(steps)) <= set(pages.numbers)
        assert len(steps.between) < FEW
        assert list(steps.between) == sorted(set(steps.between), reverse=True)
        assert all(other < page for other in steps.between)
        assert steps.older == max((n for n in pages.numbers if n < page), default=None)
        assert steps.newer == min((n for n in pages.numbers if n > page), default=None)


@given(st.one_of(GROWN, GAPS))
def test_a_new_page_renews_only_the_newest_before_it(pages: Pages) -> None:
    newest = pages.numbers[-1]
    grown = Pages([*pages.numbers, newest + 1])
    assert grown.renewed(pages) == {newest, newest + 1}


@given(st.one_of(GROWN, GAPS), st.randoms(use_true_random=False))
def test_a_page_that_goes_renews_only_its_neighbours_and_steps(pages: Pages, dice: object) -> None:
    assert hasattr(dice, "choice")
    gone = dice.choice(pages.numbers)
    left = Pages(n for n in pages.numbers if n != gone)
    renewed = left.renewed(pages)
    assert len(renewed) <= FEW
    assert all(left.steps(n) == pages.steps(n) for n in left.numbers if n not in renewed)


def test_a_list_without_numbered_pages_leads_nowhere() -> None:
    assert Pages([]).first_page() == Steps(None, None, ())
    assert Pages([1]).first_page() == Steps(None, 1, (1,))
    assert Pages([1]).steps(1) == Steps(None, None, ())
