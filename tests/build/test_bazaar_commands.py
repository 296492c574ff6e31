"""`etalase bazar`: what there is, and who could be in one."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.build.test_bazaars import DURING, FILE, page, shown, write_bazaar
from tests.shops import build, etalase, new_workspace, product, write_photo, write_shop
from tests.test_completion import completed

READY = {"jam_buka": "08.00-17.00", "pembayaran": "tunai", "pengiriman": "ojek daring", "slogan": "Enak"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = new_workspace(tmp_path)
    several = {name: product(name.title(), foto=f"{name}.jpg") for name in ("susu", "tubruk", "gula")}
    for slug in ("dapur-satu", "kopi-dua"):
        kind = "kopi" if slug.startswith("kopi") else "kuliner"
        folder = write_shop(root, slug, several, kategori=kind, **READY)
        for name in several:
            write_photo(folder, f"{name}.jpg", size=(60, 40))
    write_shop(root, "dapur-tiga", {"susu": product()}, kecamatan="Cilandak")
    write_shop(root, "dapur-empat", {"susu": product()}, persetujuan="", **READY)
    write_shop(root, "dapur-lima", {"susu": product(harga="dua puluh")}, **READY)
    assert build(root, today=DURING)[0] == 3
    return root


def found(root: Path, *options: str) -> list[tuple[str, int]]:
    code, answer = etalase(root, "bazar", "candidates", "--jobs", "1", "--today", DURING, *options)
    assert code == 0
    return [(one["slug"], one["readiness"]) for one in answer["candidates"]]


def test_candidates_are_online_and_ready_enough(root: Path) -> None:
    assert found(root) == [("dapur-satu", 95), ("kopi-dua", 95)]
    assert found(root, "--category", "Kopi") == [("kopi-dua", 95)]
    assert found(root, "--min-readiness", "96") == []
    assert found(root, "--min-readiness", "0", "--kecamatan", "cilandak") == [("dapur-tiga", 38)]
    outcome = CliRunner().invoke(main, ["--root", str(root), "bazar", "candidates", "--today", DURING])
    assert outcome.stdout.endswith("toko: [dapur-satu, kopi-dua]\n")
    assert "wa.me" not in outcome.stdout
    outcome = CliRunner().invoke(
        main, ["--root", str(root), "bazar", "candidates", "--today", DURING, "--links"]
    )
    asked = re.findall(r"^ {6}https://wa\.me/6280000000101\?text=(.+)$", outcome.stdout, re.MULTILINE)
    assert [unquote(text).partition(". ")[2] for text in asked] == [
        f"Toko {name} bisa ikut bazar kami berikutnya. Mau ikut?" for name in ("Dapur Satu", "Kopi Dua")
    ]


def test_a_name_that_is_not_known_is_answered_with_one_that_is(root: Path) -> None:
    code, answer = etalase(root, "bazar", "candidates", "--category", "kopii")
    assert (code, "did you mean kopi?" in answer["error"]) == (1, True)
    outcome = CliRunner().invoke(main, ["--root", str(root), "bazar", "candidates", "--kecamatan", "Tebett"])
    assert (outcome.exit_code, "Tebet" in outcome.stderr.replace("Tebett", "")) == (2, True)


def test_the_list_says_how_far_each_is(root: Path) -> None:
    write_bazaar(root)
    code, answer = etalase(root, "bazar", "list", "--today", DURING)
    assert code == 0
    assert answer["bazaars"] == [
        {
            "slug": "pasar-akhir-tahun",
            "title": "Pasar Akhir Tahun",
            "from": "2026-12-03",
            "until": "2026-12-05",
            "phase": "live",
            "place": "Balai Kota Jakarta",
            "shops": 3,
            "products": 1,
            "available": 3,
            "last_good": False,
        }
    ]
    write_bazaar(root, FILE.replace("mulai: 2026-12-03\n", ""), "lain")
    code, answer = etalase(root, "bazar", "list", "--today", DURING)
    assert (code, answer["failed"]) == (3, ["bazar/lain.yaml"])
    assert [(one["path"], one["code"]) for one in answer["diagnostics"]] == [("bazar/lain.yaml", "missing")]


def test_the_list_counts_what_the_page_shows(root: Path) -> None:
    chosen = "dapur-satu, dapur-empat, dapur-enam"
    text = FILE.replace("dapur-satu, dapur-tiga", chosen)
    write_bazaar(root, text.replace("[kopi-dua/susu]", "[kopi-dua/susu, dapur-tiga/entah]"))
    build(root, today=DURING)
    assert len(shown(page(root))) == 2, "one without consent, one that is not there, one unknown product"
    code, answer = etalase(root, "bazar", "list", "--today", DURING)
    assert code == 0
    assert [(one["shops"], one["available"]) for one in answer["bazaars"]] == [(5, 2)]
    with closing(sqlite3.connect(root / "build/state.db")) as state:
        state.execute("UPDATE sellers SET card = json_set(card, '$.of_another_version', 1)")
        state.commit()
    assert etalase(root, "bazar", "list", "--today", DURING)[1]["bazaars"] == answer["bazaars"]


def test_a_bazaar_whose_file_broke_is_listed_as_it_last_was(root: Path) -> None:
    write_bazaar(root)
    build(root, today=DURING)
    write_bazaar(root, FILE.replace("mulai: 2026-12-03\n", ""))
    code, answer = etalase(root, "bazar", "list", "--today", DURING)
    [one] = answer["bazaars"]
    assert (code, one["slug"], one["from"], one["available"], one["last_good"]) == (
        *(3, "pasar-akhir-tahun", "2026-12-03", 3, True),
    )
    outcome = CliRunner().invoke(main, ["--root", str(root), "bazar", "list", "--today", DURING])
    assert "3 of 3 shops can be shown; Pasar Akhir Tahun (its file cannot be used" in outcome.stdout
    shutil.rmtree(root / "bazar")
    code, answer = etalase(root, "bazar", "list", "--today", DURING)
    assert (code, [one["last_good"] for one in answer["bazaars"]], answer["failed"]) == (3, [True], ["bazar"])


def test_posters_are_printed_for_the_shops_of_a_bazaar(root: Path) -> None:
    write_bazaar(root, FILE.replace("dapur-tiga", "dapur-empat, dapur-enam"))
    build(root, today=DURING)
    code, answer = etalase(root, "poster", "--bazar", "pasar-akhir-tahun", "--today", DURING)
    assert code == 3
    assert [one["slug"] for one in answer["posters"]] == ["kopi-dua", "dapur-satu"]
    assert [(one["slug"], one["code"]) for one in answer["failed"]] == [
        ("dapur-enam", "bazaar-shop-unknown"),
        ("dapur-empat", "print-no-consent"),
    ]
    write_bazaar(root, FILE.replace("toko: [dapur-satu, dapur-tiga]", "toko: [dapur-satu]"))
    assert etalase(root, "poster", "--bazar", "pasar-akhir-tahun", "--today", DURING)[0] == 0
    code, answer = etalase(root, "poster", "--bazar", "pasar-akhir-tahu")
    assert (code, "did you mean pasar-akhir-tahun?" in answer["error"]) == (1, True)
    write_bazaar(root, FILE.replace("judul: Pasar Akhir Tahun", "judul:"))
    assert etalase(root, "poster", "--bazar", "pasar-akhir-tahun")[0] == 1
    assert completed(root, "poster", "--bazar", incomplete="pas") == ["pasar-akhir-tahun"]
