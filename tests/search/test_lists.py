"""A list of finds is read in the browser as it was meant."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.search_page import SearchPage
from generator.search.document import PRODUCTS, TIERS, mask_of, place_of, tier_rows
from generator.search.lists import CAPS, list_text, rounded

_BITS = 18
_READ = """
(texts) => texts.map((text) => window.etalaseIndeks.decode(text).map(({ ids, masks, capped, count }) => ({
  ids, capped, count, masks: ids.map((id) => masks.get(id)).filter((mask) => mask !== undefined),
})))
"""


@st.composite
def tiers(draw: st.DrawFn) -> list[list[int]]:
    found = []
    for tier in range(TIERS):
        first, _ = tier_rows(tier)
        cells = draw(
            st.sets(
                st.tuples(
                    st.one_of(st.integers(0, 40), st.integers(0, 1 << 24)),
                    st.one_of(st.integers(0, 9), st.integers(0, PRODUCTS - 1)),
                    st.integers(0, 31),
                ),
                max_size=30,
            )
        )
        masks = draw(st.lists(st.integers(0, (1 << _BITS) - 1), min_size=len(cells), max_size=len(cells)))
        rows = [
            first | block << 31 | product << 23 | slot << 18 | mask
            for (block, product, slot), mask in zip(cells, masks, strict=True)
        ]
        found.append(sorted(rows))
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lists=st.lists(st.tuples(tiers(), st.lists(st.integers(0, 5000), min_size=4, max_size=4)), max_size=20)
)
def test_a_list_is_read_as_it_was_written(
    page: SearchPage, lists: list[tuple[list[list[int]], list[int]]]
) -> None:
    texts, meant = [], []
    for rows, more in lists:
        counts = [
            len(found) + (cap + extra) * (extra % 2)
            for found, cap, extra in zip(rows, CAPS, more, strict=True)
        ]
        texts.append(list_text(rows, counts))
        meant.append(
            [
                {
                    "ids": [
                        block * 8192 + product * 32 + slot for block, product, slot in map(place_of, found)
                    ],
                    "capped": count > cap,
                    "count": rounded(count) if count > cap else len(found),
                    "masks": [] if count > cap else [mask_of(row) for row in found],
                }
                for found, count, cap in zip(rows, counts, CAPS, strict=True)
            ]
        )
    read: list[list[dict[str, Any]]] = page.page.evaluate(_READ, texts)
    assert read == meant
    assert not any(set(text) & set('"\\<&#$: ;') for text in texts), "fits into a script as it is"


def test_counts_are_no_news() -> None:
    assert [rounded(count) for count in (601, 999, 1000, 4711, 4999, 281_812)] == [
        600,
        900,
        1000,
        4000,
        4000,
        200_000,
    ]
