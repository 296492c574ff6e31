"""A key that nobody knows is a warning with the key that was meant; one that is missing by it an error."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.content.diagnostics import Diagnostic
from generator.content.field_reader import FieldReader, SourceText
from generator.content.frontmatter import parse
from generator.content.hub import load_hub
from tests.content.folders import PRODUCT, SHOP, good_files, judge, write
from tests.shops import HUB, build, etalase, new_workspace, site_files, write_shop

PLACES = [  # a line, the unknown key in it, the key that was meant
    ("toko.yaml", "sloga: Enak", "sloga", "slogan"),
    ("toko.yaml", "tagline: Enak", "tagline", "slogan"),
    ("toko.yaml", "xyzzy: 1", "xyzzy", ""),
    ("toko.yaml", "no_hp: 0812-3456-7890", "no_hp", "whatsapp"),
    ("toko.yaml", "izin: {nbi: 1234567890123}", "nbi", "nib"),
    ("toko.yaml", "media_sosial: {instgram: siti}", "instgram", "instagram"),
    ("toko.yaml", "instagram: siti", "instagram", "media_sosial: {instagram: …}"),
    ("toko.yaml", "libur: {sampai: 2026-12-31, pesn: Mudik}", "pesn", "pesan"),
    ("toko.yaml", "en: {slogn: Nice}", "slogn", "slogan"),
    ("produk", "sautan: 500 g", "sautan", "satuan"),
    ("produk", "drf: ya", "drf", "draf"),
    ("produk", "price: 5.000", "price", "harga"),
    ("produk", "varian: [{nama: 250 g, hrga: 5.000}]", "hrga", "harga"),
    ("produk", "en: {nama: Beef, descripsi: Good}", "descripsi", "deskripsi"),
    ("hub.yaml", "aktivsi: pembina", "aktivsi", "aktivasi"),
    ("hub.yaml", "activation: pembina", "activation", "aktivasi"),
    ("hub.yaml", "xyzzy: 1", "xyzzy", ""),
    ("hub.yaml", "penerbitan: {tujan: file:///www}", "tujan", "tujuan"),
    ("hub.yaml", "pembina: {Tebet: {nma: Ratna, whatsapp: 0800-0000-0002}}", "nma", "nama"),
    ("hub.yaml", "surat: {server: smtp.hub.example, pengirim: a@hub.example, prot: 465}", "prot", "port"),
    ("hub.yaml", "formulir: {produkk: 5}", "produkk", "produk"),
]  # fmt: skip


def told(root: Path, file: str, line: str) -> list[Diagnostic]:
    """What is said of a good file with one more line; the shop, or the hub, has to be there all the same."""
    if file == "hub.yaml":
        hub, problems = load_hub(new_workspace(root, f"{HUB}{line}\n"))
        assert hub
        return problems
    shop = f"{SHOP}{line}\n" if file == "toko.yaml" else SHOP
    goods = PRODUCT.replace("---\nDi", f"{line}\n---\nDi") if file == "produk" else PRODUCT
    write(root, good_files() | {"toko.yaml": shop, "produk/rendang-sapi.md": goods})
    seller, problems = judge(root)
    assert seller
    return problems


@pytest.mark.parametrize(("file", "line", "key", "meant"), PLACES)
def test_an_unknown_key_is_a_warning_that_names_what_was_meant(
    tmp_path: Path, file: str, line: str, key: str, meant: str
) -> None:
    (problem,) = told(tmp_path, file, line)
    assert (problem.severity, problem.values["key"]) == ("warning", key)
    assert problem.code == ("unknown-key" if meant else "unknown-key-ignored")
    assert problem.values.get("fix", "") == meant
    assert problem.line
    assert meant or "nama" in problem.values["known"]


@pytest.mark.parametrize(
    ("file", "right", "wrong"),
    [
        ("toko.yaml", "nama: Dapur", "nma: Dapur"),
        ("toko.yaml", "kategori: kuliner", "category: kuliner"),
        ("produk", "harga: 95.000", "hrga: 95.000"),
    ],
)
def test_a_required_key_that_is_misspelled_is_missing(
    tmp_path: Path, file: str, right: str, wrong: str
) -> None:
    name = "toko.yaml" if file == "toko.yaml" else "produk/rendang-sapi.md"
    text = {"toko.yaml": SHOP, "produk": PRODUCT}[file].replace(right, wrong)
    write(tmp_path, good_files() | {name: text})
    seller, problems = judge(tmp_path)
    assert seller is None
    assert [(p.severity, p.code, p.values["fix"]) for p in problems] == [
        ("error", "unknown-key", right.partition(":")[0])
    ]


@given(st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=12))
def test_no_word_too_much_makes_a_good_file_bad(word: str) -> None:
    page = SourceText("toko.yaml", "")
    reader = FieldReader(page, parse(f"nama: a\n{word}: b\n"))
    reader.require("nama")
    for known in ("slogan", "harga", "persetujuan"):
        reader.one(known, str, "")
    reader.finish()
    found = [(problem.severity, problem.values["key"]) for problem in page.problems]
    expected = [] if word in {"slogan", "harga", "persetujuan"} else [("warning", word)]
    assert found == expected or word == "nama"


def test_the_hub_is_built_and_every_command_says_what_is_left_out(tmp_path: Path) -> None:
    new_workspace(tmp_path, f"{HUB}aktivsi: pembina\n")
    write_shop(tmp_path, "kopi-satu", sloga="Enak")
    assert build(tmp_path)[0] == 0
    assert "kopi-satu/index.html" in site_files(tmp_path)
    code, answer = etalase(tmp_path, "check")
    assert (code, answer["errors"], answer["warnings"]) == (0, 0, 2)
    for command in (
        ["check"],
        ["check", "--lang", "en"],
        ["build", "--today", "2026-11-21", "--jobs", "1"],
        ["deploy", "--to", f"file://{tmp_path}/www", "--gzip"],
        ["hosting", "status", "--today", "2026-11-21"],
        ["invite", "kopi-satu", "--public-url", "https://isi.hub.example"],
    ):
        outcome = CliRunner().invoke(main, ["--root", str(tmp_path), *command])
        assert outcome.exit_code == 0, (command, outcome.output)
        if command[0] != "deploy":  # it has all it needs from its options
            assert "aktivsi" in outcome.output, command
            assert "`aktivasi`" in outcome.output, command
