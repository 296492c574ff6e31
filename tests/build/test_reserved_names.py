"""A shop that had a name before the hub wanted it: nothing of either is lost, and its address leads on."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content import fields
from tests.build.test_bazaars import write_bazaar
from tests.shops import build, etalase, new_workspace, site_files, write_shop


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A hub with a shop called `ikuti`, built when that name was free."""
    new_workspace(tmp_path)
    for slug in ("ikuti", "kopi-satu"):
        write_shop(tmp_path, slug, ikuti="[kopi-satu]" if slug == "ikuti" else "[]")
    with monkeypatch.context() as before:
        before.setattr(fields, "RESERVED_SELLERS", fields.RESERVED_SELLERS - {"ikuti"})
        assert build(tmp_path)[1]["sellers"]["built"] == 2
    return tmp_path


def pages_of(root: Path, slug: str) -> dict[str, bytes]:
    """The shop's own files; what the hub has in the same folder is left out."""
    inside = {path: data for path, data in site_files(root).items() if path.startswith(f"{slug}/")}
    return {path: data for path, data in inside.items() if not path.startswith("ikuti/toko/")}


def test_a_shop_keeps_its_pages_until_it_has_another_name(root: Path) -> None:
    before = pages_of(root, "ikuti")
    assert b"<title>Ikuti" in before["ikuti/index.html"]
    code, answer = build(root, "--force")
    assert (code, answer["failures"][0]["slug"], answer["sellers"]["kept"]) == (3, "ikuti", 1)
    assert pages_of(root, "ikuti") == before
    assert {"ikuti/toko/ikuti.js", "ikuti/toko/kopi-satu.js"} <= site_files(root).keys()


def test_a_shop_is_told_a_name_that_is_free(root: Path) -> None:
    def hint() -> str:
        found = etalase(root, "check", "ikuti")[1]["diagnostics"]
        return next(str(one["hint"]) for one in found if one["code"] == "slug-reserved")

    assert "toko-ikuti" in hint()
    write_shop(root, "toko-ikuti")
    assert "toko-ikuti-2" in hint()


def test_the_old_address_leads_to_the_new_one_beside_the_hubs_own_page(root: Path) -> None:
    rename = ("hosting", "rename", "ikuti", "toko-ikuti", "--actor", "op", "--reason", "nama")
    assert etalase(root, *rename, "--today", "2026-11-21")[0] == 0
    assert build(root)[0] == 0
    files = site_files(root)
    followed = files["ikuti/index.html"].decode()
    assert 'id="followed"' in followed
    assert '<a href="../toko-ikuti/index.html">Ikuti</a>' in followed
    assert b"../toko-ikuti/kopi.html" in files["ikuti/kopi.html"]
    assert {"ikuti/toko/toko-ikuti.js", "ikuti/toko/kopi-satu.js"} <= files.keys()
    assert "ikuti/toko/ikuti.js" not in files
    assert build(root)[1]["files"] == {"written": 0, "deleted": 0, "total": len(files)}
    assert site_files(root) == files


@pytest.mark.parametrize("way", ["withdrawn", "gone"])
def test_a_shop_that_goes_leaves_the_hubs_files_alone(root: Path, way: str) -> None:
    if way == "withdrawn":
        write_shop(root, "ikuti", persetujuan="tidak")
        build(root)
    else:
        assert etalase(root, "hosting", "erase", "ikuti", "--today", "2026-11-21", "--yes")[0] == 0
        build(root)
    assert pages_of(root, "ikuti").keys() == {"ikuti/index.html"}
    files = site_files(root)
    assert b'id="followed"' in files["ikuti/index.html"]
    assert "ikuti/toko/kopi-satu.js" in files
    assert build(root)[1]["files"]["written"] == 0


def test_bazaars_lie_beside_a_shop_called_bazar_and_have_its_address_once_it_moves(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(fields, "RESERVED_SELLERS", fields.RESERVED_SELLERS - {"bazar", "ikuti"})
        write_shop(root, "bazar")
        assert build(root)[0] == 0
    write_bazaar(root)
    build(root)
    files = site_files(root)
    assert "<title>Bazar – Kuliner" in files["bazar/index.html"].decode()
    assert {"bazar/kopi.html", "bazar/pasar-akhir-tahun/index.html"} <= files.keys()
    rename = ("hosting", "rename", "bazar", "toko-bazar", "--actor", "op", "--reason", "nama")
    assert etalase(root, *rename, "--today", "2026-11-21")[0] == 0
    build(root)
    files = site_files(root)
    assert b'<a href="../toko-bazar/index.html">Bazar</a>' in files["bazar/index.html"]
    assert b"Pasar Akhir Tahun" in files["bazar/index.html"]
    assert b"../toko-bazar/kopi.html" in files["bazar/kopi.html"]
    assert "bazar/pasar-akhir-tahun/index.html" in files
    assert build(root)[1]["files"]["written"] == 0
