"""A seller is the unit: rebuilt whole or not at all, and nobody else is touched."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.shops import (
    build,
    changed,
    new_workspace,
    product,
    site_files,
    write_photo,
    write_product,
    write_shop,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path)
    for slug in ("kopi-satu", "kopi-dua", "kopi-tiga"):
        write_shop(tmp_path, slug, {"kopi": product(), "teh": product("Teh")})
    return tmp_path


def status(root: Path, slug: str) -> str:
    with sqlite3.connect(root / "build" / "state.db") as db:
        found: tuple[str] = db.execute("SELECT status FROM sellers WHERE slug=?", (slug,)).fetchone()
    db.close()
    return found[0]


def test_a_broken_seller_keeps_its_last_good_pages_and_touches_nobody(root: Path) -> None:
    assert build(root)[0] == 0
    before = site_files(root)
    write_product(root / "sellers" / "kopi-dua", "teh", product("Teh", "dua puluh"))
    code, answer = build(root)
    assert code == 3
    assert answer["failures"] == [{"slug": "kopi-dua", "kept": True, "errors": 1}]
    assert (
        answer["sellers"] | {"total": 3, "failed": 1, "kept": 1, "unchanged": 2, "built": 0}
        == answer["sellers"]
    )
    assert site_files(root) == before
    write_product(root / "sellers" / "kopi-dua", "teh", product("Teh", "20.000"))
    code, answer = build(root)
    assert (code, answer["sellers"]["built"]) == (0, 1)
    assert b"Rp20.000" in site_files(root)["kopi-dua/teh.html"]


def test_a_new_broken_seller_is_failed_and_has_no_page(root: Path) -> None:
    write_shop(root, "kopi-rusak", whatsapp="12")
    code, answer = build(root)
    assert code == 3
    assert answer["failures"] == [{"slug": "kopi-rusak", "kept": False, "errors": 1}]
    assert not any(path.startswith("kopi-rusak/") for path in site_files(root))
    assert b"kopi-rusak" not in b"".join(site_files(root).values())
    assert status(root, "kopi-rusak") == "failed"


def test_the_others_are_byte_identical_with_and_without_a_broken_one(root: Path, tmp_path: Path) -> None:
    build(root)
    clean = site_files(root)
    other = new_workspace(tmp_path / "other")
    shutil.copytree(root / "sellers", other / "sellers", dirs_exist_ok=True)
    write_shop(other, "kopi-rusak", kecamatan="Cilndak")
    assert build(other)[0] == 3
    assert site_files(other) == clean


@pytest.mark.parametrize("also_broken", [False, True])
def test_withdrawing_consent_wins_over_keeping(root: Path, also_broken: bool) -> None:
    build(root)
    write_shop(root, "kopi-dua", persetujuan="tidak", whatsapp="12" if also_broken else "0800-0000-0101")
    code, answer = build(root)
    assert code == (3 if also_broken else 0)
    assert answer["sellers"]["kept"] == 0
    assert answer["sellers"]["failed" if also_broken else "unpublished"] == 1
    files = site_files(root)
    assert not any(path.startswith("kopi-dua/") for path in files)
    assert b"kopi-dua" not in b"".join(files.values())
    assert status(root, "kopi-dua") == "unpublished"


def test_unpublished_shops_are_named_with_the_reason(root: Path) -> None:
    for number in range(8):
        write_shop(root, f"kopi-baru-{number}", persetujuan="")
    for _ in ("made", "known"):
        outcome = CliRunner().invoke(main, ["--root", str(root), "build", "--jobs", "1"])
        [line] = [line for line in outcome.stderr.splitlines() if line.startswith("unpublished: ")]
        assert line.count("(no consent)") == 8
        assert "more" not in line
    with (root / "hub.yaml").open("a") as settings:
        settings.write("aktivasi: pembina\n")
    outcome = CliRunner().invoke(main, ["--root", str(root), "build", "--jobs", "1"])
    [line] = [line for line in outcome.stderr.splitlines() if line.startswith("unpublished: ")]
    assert line.startswith("unpublished: kopi-baru-0 (pending), kopi-baru-1 (pending), ")
    assert line.endswith(" and 1 more")


def test_a_removed_folder_removes_the_shop_everywhere(root: Path) -> None:
    build(root)
    shutil.rmtree(root / "sellers" / "kopi-dua")
    code, answer = build(root)
    assert code == 0
    assert answer["sellers"] | {"total": 2, "removed": 1, "unchanged": 2} == answer["sellers"]
    assert b"kopi-dua" not in b"".join(site_files(root).values())


def test_a_named_build_never_drops_the_others(root: Path) -> None:
    build(root)
    before = site_files(root)
    write_shop(root, "kopi-dua", {"kopi": product("Kopi Baru"), "teh": product("Teh")})
    shutil.rmtree(root / "sellers" / "kopi-tiga")
    code, answer = build(root, "kopi-dua")
    assert (code, answer["sellers"]["total"], answer["sellers"]["built"]) == (0, 1, 1)
    after = site_files(root)
    assert {path for path in after if path.startswith(("kopi-satu/", "kopi-tiga/"))} == {
        path for path in before if path.startswith(("kopi-satu/", "kopi-tiga/"))
    }
    assert b"kopi-tiga" in after["index.html"]


def test_an_unknown_name_is_refused_with_the_nearest(root: Path) -> None:
    code, answer = build(root, "kopi-dau")
    assert code == 1
    assert "kopi-dua" in answer["error"]
    assert answer["sellers"]["total"] == 0


def test_a_kept_shop_keeps_the_shared_files_it_uses(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.render import theme

    build(root)
    old = {path for path in site_files(root) if path.startswith("aset/warung-")}
    themes = root / "themes"
    shutil.copytree(theme.themes_folder(), themes)
    with (themes / "warung" / "static" / "warung.css").open("a") as css:
        css.write("\n.new { color: inherit }\n")
    theme.themes_folder.cache_clear()
    monkeypatch.setattr(theme, "themes_folder", lambda: themes)
    from generator.render.context import render_context

    render_context.cache_clear()
    write_shop(root, "kopi-dua", whatsapp="12")
    code, answer = build(root)
    assert (code, answer["sellers"]["built"], answer["sellers"]["kept"]) == (3, 2, 1)
    now = {path for path in site_files(root) if path.startswith("aset/warung-")}
    assert old < now, "the kept shop's style sheet has to stay beside the new one"
    write_shop(root, "kopi-dua")
    build(root)
    render_context.cache_clear()
    assert {path for path in site_files(root) if path.startswith("aset/warung-")} == now - (old - now) - {
        path for path in old if path.endswith(".css")
    }


def test_photos_are_made_once_and_published_without_metadata(root: Path) -> None:
    folder = root / "sellers" / "kopi-satu"
    write_photo(folder, "kopi.jpg")
    write_product(folder, "kopi", product(foto="[kopi.jpg]"))
    _, answer = build(root)
    assert answer["photos"] == {"made": 1, "cached": 0}
    names = [path for path in site_files(root) if path.startswith("kopi-satu/foto/kopi-")]
    assert sorted(name.rsplit("-", 1)[1] for name in names) == [
        "320.webp",
        "640.webp",
        "800.webp",
        "share.jpg",
    ]
    write_product(folder, "kopi", product(harga="19.000", foto="[kopi.jpg]"))
    _, answer = build(root)
    assert answer["photos"] == {"made": 0, "cached": 1}
    write_photo(folder, "kopi.jpg", "#123456")
    before = site_files(root)
    _, answer = build(root)
    assert answer["photos"] == {"made": 1, "cached": 0}
    gone = {path for path in changed(before, site_files(root)) if path in names}
    assert gone == set(names), "a changed photo has new names"
