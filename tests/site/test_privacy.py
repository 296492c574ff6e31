"""The privacy page: in the operator's own words, where the workspace has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.hosting.periods import GRACE, KEPT
from tests.shops import build, etalase, new_workspace, write_shop

PAGE = "build/site/privasi/index.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = new_workspace(tmp_path / "hub")
    write_shop(made, "kopi-satu")
    return made


def page(root: Path) -> str:
    assert build(root)[0] == 0
    return (root / PAGE).read_text("utf-8")


def test_it_promises_what_the_rules_do(root: Path) -> None:
    text = page(root)
    assert f"paling sedikit {GRACE.days} hari lagi" in text
    assert f"disimpan {KEPT.days} hari" in text
    assert "Salinan cadangan ikut hilang paling lambat 30 hari" in text


def test_the_workspace_may_have_its_own_words(root: Path) -> None:
    ours = page(root)
    (root / "privasi.md").write_text(
        "## Data penjual\n\nKami simpan **nama**.\n\n<script>alert(1)</script>\n\n"
        "[ini](javascript:alert(1)) dan [itu](https://contoh.example/)\n",
        "utf-8",
    )
    text = page(root)
    assert "<strong>nama</strong>" in text
    assert "Data penjual</h3>" in text
    assert "Kalau dua tahunnya habis" not in text
    assert 'href="https://contoh.example/"' in text
    article = text.partition("<article")[2].partition("</article>")[0]
    assert "javascript:" not in article
    assert "<script" not in article
    assert "https://wa.me/6280000000001" in article, "whom to ask stays"
    (root / "privasi.md").write_text("\n", "utf-8")
    assert page(root) == ours, "an emptied file is no policy"
    (root / "privasi.md").unlink()
    assert page(root) == ours


def test_one_that_cannot_be_read_is_told_with_its_name(root: Path) -> None:
    for damage in (b"\xff\xfe\x00 bukan teks", b"x" * 70_000):
        (root / "privasi.md").write_bytes(damage)
        code, answer = etalase(root, "check")
        assert code == 1
        assert [problem["path"] for problem in answer["diagnostics"]] == ["privasi.md"]
    (root / "privasi.md").unlink()
    (root / "privasi.md").mkdir()
    assert build(root)[0] == 1
