"""A thousand shops (sixty, unless a run is thorough), ten of them broken: nobody else notices."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.shops import changed, etalase, site_files
from tests.thorough import THOROUGH

SELLERS, BROKEN = 1000 if THOROUGH else 60, 10


def build_all(root: Path) -> tuple[int, dict[str, object]]:
    code, answer = etalase(root, "build", "--jobs", "2", "--today", "2026-11-21")
    return code, answer


def spoil(root: Path, slugs: list[str]) -> None:
    """One mistake in each folder, every time another one."""
    for number, slug in enumerate(slugs):
        folder = root / "sellers" / slug
        first = sorted((folder / "produk").iterdir())[0]
        match number % 5:
            case 0:
                (folder / "toko.yaml").write_bytes(b"\xff\xfe nama: \x00")
            case 1:
                (folder / "toko.yaml").write_text("[" * 200_000, "utf-8")
            case 2:
                first.write_text("---\nnama: Kopi: Susu\nharga: 15\n---\n", "utf-8")
            case 3:
                first.write_text("---\nnama: Kopi\nharga: 15.000\nfoto: hilang.jpg\n---\n", "utf-8")
            case 4:
                (folder / "toko.yaml").unlink()


def test_many_shops_with_ten_broken_ones(tmp_path: Path) -> None:
    root = tmp_path / "all"
    root.mkdir()
    etalase(root, "demo", "--sellers", str(SELLERS), "--products", "3", "--photos", "0", "--seed", "7")
    slugs = sorted(path.name for path in (root / "sellers").iterdir())
    broken = slugs[:: SELLERS // BROKEN]
    code, answer = build_all(root)
    assert (code, answer["sellers"]) == (0, counts(total=SELLERS, built=SELLERS))
    good = site_files(root)

    # the broken ones keep their last good pages, and nothing else changes
    spoil(root, broken)
    for _ in range(2):
        code, answer = build_all(root)
        assert code == 3
        assert answer["sellers"] == counts(
            total=SELLERS, unchanged=SELLERS - BROKEN, failed=BROKEN, kept=BROKEN
        )
        assert answer["files"] == {"written": 0, "deleted": 0, "total": len(good)}
        assert site_files(root) == good

    # one changed price
    product = next(
        p for p in (root / "sellers" / slugs[1] / "produk").iterdir() if "varian" not in p.read_text()
    )
    text = product.read_text("utf-8")
    product.write_text(
        "".join("harga: 12.345\n" if line.startswith("harga:") else line for line in text.splitlines(True)),
        "utf-8",
    )
    code, answer = build_all(root)
    assert answer["sellers"] == counts(
        total=SELLERS, built=1, unchanged=SELLERS - BROKEN - 1, failed=BROKEN, kept=BROKEN
    )
    touched = changed(good, site_files(root))
    assert len(touched) <= 12
    assert {path.split("/")[0] for path in touched} == {slugs[1], "cari"}
    assert sum(path.startswith("cari/toko/") for path in touched) == 1
    assert sum(path.startswith("cari/") for path in touched) == 1
    assert answer["files"] == {"written": len(touched), "deleted": 0, "total": len(good)}

    # from nothing: with the broken ones, and without them
    with_broken, without = tmp_path / "with", tmp_path / "without"
    for target in (with_broken, without):
        target.mkdir()
        shutil.copy(root / "hub.yaml", target)
        shutil.copytree(root / "sellers", target / "sellers")
        (target / "build").mkdir()
        (target / "build" / "cache").symlink_to(root / "build" / "cache")  # what is drawn is drawn once
    for slug in broken:
        shutil.rmtree(without / "sellers" / slug)
    code, answer = build_all(with_broken)
    assert (code, answer["sellers"]) == (3, counts(total=SELLERS, built=SELLERS - BROKEN, failed=BROKEN))
    assert build_all(without)[0] == 0
    assert changed(site_files(with_broken), site_files(without)) == set()


def counts(**wanted: int) -> dict[str, int]:
    names = ("total", "built", "unchanged", "failed", "kept", "unpublished", "suspended", "removed")
    return dict.fromkeys(names, 0) | wanted
