"""What becomes of a shop's totals when it moves, and when it goes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.shops import build, etalase, new_workspace, write_shop
from tests.visits.logs import Look, combined
from tests.visits.test_import import put, totals

TODAY = ("--today", "2026-11-21")


def test_totals_follow_a_shop_and_go_with_it(tmp_path: Path) -> None:
    root = new_workspace(tmp_path / "hub")
    for slug in ("kopi-satu", "kopi-dua"):
        write_shop(root, slug)
    assert build(root)[0] == 0
    assert etalase(root, "deploy", "--to", f"file://{root}/www", "--start-terms", *TODAY)[0] == 0
    at = datetime(2026, 11, 21, 3, tzinfo=UTC)
    looks = [Look("/kopi-satu/", at=at), Look("/kopi-dua/", at=at)]
    log = put(root, "access.log", map(combined, looks))
    assert etalase(root, "visits", "import", str(log), *TODAY)[0] == 0
    assert etalase(root, "hosting", "rename", "kopi-satu", "kopi-baru", *TODAY)[0] == 0
    one = (1, 1)
    assert totals(root) == {("2026-11-21", "kopi-dua", ""): one, ("2026-11-21", "kopi-baru", ""): one}
    assert etalase(root, "hosting", "erase", "kopi-dua", "--yes", *TODAY)[0] == 0
    assert totals(root) == {("2026-11-21", "kopi-baru", ""): one}
