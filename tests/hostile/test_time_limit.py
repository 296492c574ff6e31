from __future__ import annotations

from pathlib import Path

import pytest

from generator.building import work
from generator.render.markup import render_markdown
from tests.shops import build, new_workspace, product, site_files, write_shop


def test_a_seller_that_takes_too_long_is_ended_and_the_others_are_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = new_workspace(tmp_path / "work")
    for slug in ("aman", "lambat", "zaitun"):
        write_shop(root, slug, {"kopi": product(body=f"Kopi {slug}.")})
    assert build(root)[0] == 0
    before = site_files(root)

    def slow(text: str, top: int = 3) -> object:
        while "lambat" in text:
            pass
        return render_markdown(text, top)

    for slug in ("aman", "lambat", "zaitun"):
        write_shop(root, slug, {"kopi": product(body=f"Teh {slug}.")})
    monkeypatch.setattr("generator.render.shop_pages.render_markdown", slow)
    monkeypatch.setattr(work, "TEXT_SECONDS", 1)
    code, answer = build(root)
    assert code == 3
    assert answer["failures"] == [{"slug": "lambat", "kept": True, "errors": 1}]
    assert answer["sellers"]["built"] == 2
    after = site_files(root)
    assert {p for p in after if p.startswith("lambat/")} == {p for p in before if p.startswith("lambat/")}
    assert all(after[path] == before[path] for path in after if path.startswith("lambat/"))
    assert b"Teh aman" in after["aman/kopi.html"]
