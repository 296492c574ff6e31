"""`etalase poster`, as an operator and a mentor's printing round use it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.shops import HUB, build, etalase, new_workspace, write_shop

TODAY = ("--today", "2026-11-30")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_workspace(tmp_path_factory.mktemp("putaran"))
    for slug, kecamatan in (("kopi-satu", "Tebet"), ("kopi-dua", "Tebet"), ("kopi-tiga", "Menteng")):
        write_shop(root, slug, kecamatan=kecamatan)
    write_shop(root, "belum-setuju", persetujuan="")
    assert build(root, today="2026-11-30")[0] == 0
    return root


def test_one_shop_is_one_pdf_below_build(root: Path) -> None:
    code, answer = etalase(root, "poster", "kopi-satu", *TODAY)
    path = "build/poster/poster-kopi-satu-a4.pdf"
    assert code == 0
    assert answer == {
        "version": 1,
        "today": "2026-11-30",
        "size": "a4",
        "posters": [{"slug": "kopi-satu", "files": [path], "pages": 3}],
        "failed": [],
    }
    assert (root / path).read_bytes().startswith(b"%PDF-")


def test_a_mentors_round_takes_the_published_shops_of_her_kecamatan(root: Path, tmp_path: Path) -> None:
    code, answer = etalase(root, "poster", "--all", "--kecamatan", "tebet", "--out", str(tmp_path), *TODAY)
    assert code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "poster-kopi-dua-a4.pdf",
        "poster-kopi-satu-a4.pdf",
    ]
    assert [one["slug"] for one in answer["posters"]] == ["kopi-dua", "kopi-satu"]
    code, answer = etalase(root, "poster", "--all", "--size", "58mm", "--out", str(tmp_path), *TODAY)
    assert [one["slug"] for one in answer["posters"]] == ["kopi-dua", "kopi-satu", "kopi-tiga"]


def test_some_that_fail_are_code_3_and_none_that_works_is_1(root: Path, tmp_path: Path) -> None:
    code, answer = etalase(root, "poster", "belum-setuju", "kopi-satu", "--out", str(tmp_path), *TODAY)
    assert code == 3
    assert [one["slug"] for one in answer["posters"]] == ["kopi-satu"]
    assert [(one["slug"], one["code"]) for one in answer["failed"]] == [("belum-setuju", "print-no-consent")]
    code, answer = etalase(root, "poster", "belum-setuju", "--out", str(tmp_path), *TODAY)
    assert (code, answer["posters"]) == (1, [])


def test_without_a_public_address_nothing_is_printed(tmp_path: Path) -> None:
    root = new_workspace(tmp_path, HUB.replace("situs: https://hub.example\n", ""))
    write_shop(root, "kopi-satu")
    code, answer = etalase(root, "poster", "kopi-satu", *TODAY)
    assert (code, answer["error"]) == (1, "hub.yaml cannot be used")
    outcome = CliRunner().invoke(main, ["--root", str(root), "poster", "kopi-satu", "--lang", "en", *TODAY])
    assert "situs is missing" in outcome.stderr


def test_before_a_build_and_after_a_withdrawal_nothing_is_printed(tmp_path: Path) -> None:
    root = new_workspace(tmp_path)
    write_shop(root, "kopi-satu")
    code, answer = etalase(root, "poster", "kopi-satu", *TODAY)
    assert (code, [one["code"] for one in answer["failed"]]) == (1, ["print-not-published"])
    assert etalase(root, "poster", "--all", *TODAY)[1]["error"] == "the last build published no shop"
    build(root, today="2026-11-30")
    write_shop(root, "kopi-satu", persetujuan="tidak")
    code, answer = etalase(root, "poster", "kopi-satu", *TODAY)
    assert (code, [one["code"] for one in answer["failed"]]) == (1, ["print-no-consent"])
    assert not (root / "build" / "poster").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "name shops, or say --all"),
        (("kopi-satu", "--all"), 2, "name shops, or say --all"),
        (("kopi-satu", "--kecamatan", "Tebet"), 2, "--kecamatan goes with --all"),
        (("kopi-sat",), 1, "did you mean kopi-satu?"),
        (("--all", "--kecamatan", "Tebt"), 1, "Tebet"),
        (("--all", "--kecamatan", "Cilandak"), 1, "the last build published no shop in Cilandak"),
        (("kopi-satu", "--out", "build/site/cetak"), 1, "build/site/ holds what is published"),
        (("kopi-satu", "--out", "/proc/cetak"), 1, "the folder /proc/cetak cannot be made"),
        (("belum-setuju",), 1, "Toko belum-setuju belum punya persetujuan"),
    ],
)
def test_what_cannot_be_done_is_said(
    root: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, said: str
) -> None:
    monkeypatch.chdir(root)
    outcome = CliRunner().invoke(main, ["--root", str(root), "poster", *arguments, *TODAY])
    assert outcome.exit_code == code
    assert said in outcome.stderr
