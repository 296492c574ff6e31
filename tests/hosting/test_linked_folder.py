"""A link in sellers/ is not followed: every command says so, and nothing behind it is read or removed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.form.forms import new_form, tree
from tests.shops import build, changed, etalase, new_workspace, site_files, write_photo, write_shop

SLUG = "kopi-satu"
TODAY = ("--today", "2026-11-21")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A shop that is online in a folder, and whose own folder then became a link to another place."""
    made = new_workspace(tmp_path / "hub")
    write_photo(write_shop(made, SLUG, nama="Rahasia Di Luar"), "kopi.jpg", size=(40, 30))
    assert build(made)[0] == 0
    assert etalase(made, "deploy", "--to", f"file://{made}/www", "--start-terms", *TODAY)[0] == 0
    (made / "sellers" / SLUG).rename(tmp_path / "luar")
    (made / "sellers" / SLUG).symlink_to(tmp_path / "luar")
    return made


@pytest.mark.parametrize(
    "words",
    [
        *(f"hosting {name} {SLUG}" for name in ("export", "hold", "release", "status", "sweep", "activate")),
        *(
            f"hosting rename {SLUG} kopi-baru",
            f"hosting erase {SLUG} --yes",
            f"hosting erase {SLUG} --dry-run",
        ),
        *(f"invite {SLUG}", f"hosting renew {SLUG} --reason x"),
    ],
)
@pytest.mark.parametrize("state", ["on record", "unknown"])
def test_commands_on_a_shop_refuse_it(root: Path, words: str, state: str) -> None:
    if state == "unknown":
        (root / "sellers" / SLUG).rename(root / "sellers" / "teh-lain")
        words = words.replace(SLUG, "teh-lain")
    before = tree(root.parent)
    result = CliRunner().invoke(main, ["--root", str(root), *words.split()])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "is a link, which is not followed: nothing was done" in result.stderr
    after = tree(root.parent)
    assert changed(before, after) <= {path for path in after if "ledger.db" in path}  # it is opened


@pytest.mark.parametrize("to", ["luar", "tidak-ada"])
def test_check_and_build_say_so_and_keep_the_pages(root: Path, to: str) -> None:
    (root / "sellers" / SLUG).unlink()
    (root / "sellers" / SLUG).symlink_to(root.parent / to)
    before = site_files(root)
    for code, answer in (etalase(root, "check"), etalase(root, "check", SLUG)):
        assert code == 3
        [problem] = answer["diagnostics"]
        assert (problem["path"], problem["code"]) == (f"sellers/{SLUG}", "folder-not-regular")
        assert "tautan" in problem["message"] + problem["hint"]
    code, answer = build(root)
    assert (code, answer["failures"]) == (3, [{"slug": SLUG, "kept": True, "errors": 1}])
    assert {path for path in before if path.startswith(SLUG)} <= site_files(root).keys()
    made = ("new", SLUG, "--whatsapp", "08123456789", "--kategori", "kopi", "--kecamatan", "Tebet")
    assert etalase(root, *made)[0] == 1


def test_the_status_of_all_reads_nothing_behind_it(root: Path) -> None:
    (root / "ledger.db").unlink()
    for path in (root / "build").glob("*.db*"):
        path.unlink()
    [row] = etalase(root, "hosting", "status")[1]["sellers"]
    assert (row["slug"], row["name"]) == (SLUG, "")


def test_the_form_says_so_and_saves_nothing_behind_it(root: Path) -> None:
    form = new_form(root)
    phone = form.seller(SLUG)
    outside = tree(root.parent / "luar")
    answer = phone.get(f"/t/{SLUG}/")
    assert answer.status_code == 422
    assert "tautan" in answer.text
    assert phone.post(f"/t/{SLUG}/isi/nama", {"nama": "Warung Lain"}).status_code in (404, 422)
    assert tree(root.parent / "luar") == outside


def test_what_is_removed_beside_it_stays_inside(root: Path) -> None:
    """Also where a link stands deeper, or in the form's own room."""
    (root / "sellers" / SLUG).unlink()
    write_shop(root, SLUG)
    outside = root.parent / "luar"
    (root / "sellers" / SLUG / "foto").symlink_to(outside / "foto")
    assert etalase(root, "invite", SLUG)[0] == 0
    (root / "form" / "sellers" / SLUG).symlink_to(outside)
    before = tree(outside)
    code, answer = etalase(root, "hosting", "erase", SLUG, "--yes", *TODAY)
    assert (code, answer["remains"]) == (0, [])
    assert not (root / "sellers" / SLUG).exists()
    assert not (root / "form" / "sellers" / SLUG).is_symlink()
    assert tree(outside) == before != {}
