"""Every folder of `tests/sites/broken/` gets exactly the text that lies beside it."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main

BROKEN = Path(__file__).parents[1] / "sites" / "broken"
SLUG = "dapur-bu-siti"
NAMES = sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir() and folder.name[0] != "_")
IN_ENGLISH = sorted(path.parent.name for path in BROKEN.glob("*/expected.en.txt"))

WHOLE_FILE = {
    "consent-missing", "product-collision", "product-name-reserved", "required-missing",
    "shop-file-misspelled",
}  # fmt: skip
"""Mistakes that have no place within a file."""
TWO_FILES = {"product-collision", "shop-file-misspelled"}
"""Mistakes in which two files have a part."""
ONLY_WARNINGS = {"consent-missing", "markdown-html", "markdown-link"}


def workspace(root: Path, name: str) -> Path:
    """The good shop with one mistake in it."""
    shop = root / "sellers" / SLUG
    shutil.copytree(BROKEN / "_shop", shop)
    shutil.copytree(BROKEN / name, shop, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected*"))
    for path in list(shop.rglob("*")):
        if path.is_file() and path.stat().st_size == 0:
            path.unlink()
    shutil.copy(BROKEN / "_hub.yaml", root / "hub.yaml")
    return root


def check(root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "check", *options])


def test_the_shop_that_all_of_them_start_from_is_good(tmp_path: Path) -> None:
    (tmp_path / "sellers").mkdir()
    shutil.copytree(BROKEN / "_shop", tmp_path / "sellers" / SLUG)
    shutil.copy(BROKEN / "_hub.yaml", tmp_path / "hub.yaml")
    result = check(tmp_path, "--strict", "--json")
    assert (result.exit_code, json.loads(result.stdout)["diagnostics"]) == (0, [])


@pytest.mark.parametrize("name", NAMES)
def test_says_exactly_this(name: str, tmp_path: Path) -> None:
    result = check(workspace(tmp_path, name))
    assert result.stdout == (BROKEN / name / "expected.txt").read_text(encoding="utf-8")
    assert result.exit_code == (0 if name in ONLY_WARNINGS else 3)


@pytest.mark.parametrize("name", IN_ENGLISH)
def test_says_it_in_english(name: str, tmp_path: Path) -> None:
    result = check(workspace(tmp_path, name), "--lang", "en")
    assert result.stdout == (BROKEN / name / "expected.en.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_one_mistake_is_one_diagnostic_with_a_place_a_message_and_a_hint(name: str, tmp_path: Path) -> None:
    result = check(workspace(tmp_path, name), "--json")
    answer = json.loads(result.stdout)
    rows = answer["diagnostics"]
    assert result.exit_code == (0 if name in ONLY_WARNINGS else 3)
    assert answer["sellers"] == 1
    assert len(rows) == (2 if name in TWO_FILES else 1)
    assert answer["errors"] == sum(row["severity"] == "error" for row in rows)
    assert answer["warnings"] == sum(row["severity"] == "warning" for row in rows)
    assert rows == sorted(rows, key=lambda r: (r["path"], r["line"] or 0, r["column"] or 0, r["code"]))
    for row in rows:
        assert row["seller"] == SLUG
        assert row["path"].startswith(f"sellers/{SLUG}")
        assert row["message"]
        assert row["hint"]
        if name in WHOLE_FILE:
            assert (row["line"], row["column"]) == (None, None)
        else:
            assert row["line"] >= 1
            assert row["column"] >= 1


def test_strict_counts_warnings_as_errors(tmp_path: Path) -> None:
    result = check(workspace(tmp_path, "consent-missing"), "--strict", "--json")
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["errors"], answer["warnings"]) == (3, 1, 0)


def write_expected_texts() -> None:
    """Write what is printed now; to be read before it is believed."""
    for name in NAMES:
        with tempfile.TemporaryDirectory() as folder:
            root = workspace(Path(folder), name)
            (BROKEN / name / "expected.txt").write_text(check(root).stdout, encoding="utf-8")
            if name in IN_ENGLISH:
                text = check(root, "--lang", "en").stdout
                (BROKEN / name / "expected.en.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_expected_texts()
