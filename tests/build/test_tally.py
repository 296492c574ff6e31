"""Each seller is counted once, as what became of it last, whoever has it built again."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.building.report import BuildOptions
from generator.building.selection import Selection
from generator.building.tally import Tally
from generator.content.hub import load_hub
from tests.shops import new_workspace

SLUGS = st.lists(st.sampled_from([f"toko-{number}" for number in range(12)]), unique=True).map(sorted)
COUNTED = st.lists(
    st.tuples(
        st.sampled_from([f"toko-{number}" for number in range(12)]),
        st.sampled_from(["built", "failed", "unpublished", "suspended"]),
    )
)


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> BuildOptions:
    root = new_workspace(tmp_path_factory.mktemp("hub") / "hub")
    hub, _ = load_hub(root)
    assert hub
    return BuildOptions(root, hub, date(2026, 11, 30))


@given(found=SLUGS, counted=COUNTED, part=st.integers(0, 12))
def test_whoever_is_counted_again_counts_once(
    options: BuildOptions, found: list[str], counted: list[tuple[str, str]], part: int
) -> None:
    unchanged, jobs = tuple(found[:part]), tuple(found[part:])
    tally = Tally(options, lambda _done, _of: None)
    tally.expect(Selection((), unchanged, (), {}, (), jobs))
    last = dict.fromkeys(unchanged, "unchanged")
    for slug, status in counted:
        tally.count(slug, status)
        last[slug] = status
    total = tally.report.sellers.pop("total")
    assert total == len(found)
    assert Counter(tally.report.sellers) == Counter(last.values())
