"""What a folder loses by accident never takes a shop offline; what a person says does."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.build import BuildOptions
from generator.build import build as run
from generator.cli import main
from generator.content.hub import load_hub
from generator.hosting.ledger import open_ledger
from generator.hosting.operations import OperatorAction, leave
from tests.rights import without_rights
from tests.shops import CONSENT, build, changed, etalase, new_workspace, product, site_files, write_shop

PRODUCTS = {f"kue-{number}": product(f"Kue {number}") for number in range(8)}
SLUG = "kopi-satu"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A hub with a shop that is online, and another one."""
    new_workspace(tmp_path)
    write_shop(tmp_path, SLUG, PRODUCTS)
    write_shop(tmp_path, "kopi-dua")
    assert build(tmp_path)[0] == 0
    return tmp_path


def deploy(root: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    return etalase(root, "deploy", "--to", f"file://{root}/www", *arguments)


def shop_files(root: Path) -> dict[str, bytes]:
    return {path: data for path, data in site_files(root).items() if path.startswith(f"{SLUG}/")}


def codes(root: Path) -> list[str]:
    """Why the shop is kept, by the command line's own words."""
    hub, _ = load_hub(root)
    assert hub
    report = run(BuildOptions(root, hub, date(2026, 11, 21)))
    return [problem.code for problem in report.diagnostics if problem.severity == "error"]


def checked(root: Path) -> list[str]:
    """What `etalase check` finds wrong with the shop."""
    problems = etalase(root, "check", SLUG)[1]["diagnostics"]
    return [problem["code"] for problem in problems if problem["severity"] == "error"]


REQUIRED = "nama: Kopi\nkategori: kuliner\nkecamatan: Tebet\nwhatsapp: 0800-0000-0101\n"
CUTS = {
    "emptied": "",
    "only comments": "# toko saya\n# nanti diisi lagi\n",
    "a document mark": "---\n",
    "an empty mapping": "{}\n",
    "cut after the number": REQUIRED,
    "an empty value": f"{REQUIRED}persetujuan:\n",
    "a dash": f"{REQUIRED}persetujuan: -\n",
    "null": f"{REQUIRED}persetujuan: null\n",
    "half a line": f"{REQUIRED}perset",
    "a date to come": f"{REQUIRED}persetujuan: 2062-11-01\n",
}


@pytest.mark.parametrize("text", CUTS.values(), ids=CUTS.keys())
def test_a_shops_file_that_lost_something_keeps_the_last_good_pages(root: Path, text: str) -> None:
    before = site_files(root)
    (root / "sellers" / SLUG / "toko.yaml").write_text(text)
    assert checked(root)
    for _ in range(2):
        code, answer = build(root)
        assert code == 3
        assert answer["sellers"] | {"failed": 1, "kept": 1, "unpublished": 0} == answer["sellers"]
        assert site_files(root) == before


@pytest.mark.parametrize("word", ["tidak", "Batal", "dicabut 20 November", '"tidak setuju"', "tdk", "no"])
@pytest.mark.parametrize("slip", ["", "nama: [\n", "hrga: 1\n", "persetujuan: 2026-11-01\n"])
def test_a_word_withdraws_whatever_else_is_wrong_with_the_file(root: Path, word: str, slip: str) -> None:
    file = root / "sellers" / SLUG / "toko.yaml"
    file.write_text(slip + file.read_text().replace(CONSENT, word))
    build(root)
    assert not shop_files(root)


def test_a_consent_to_come_is_none_until_its_day(tmp_path: Path) -> None:
    new_workspace(tmp_path)
    write_shop(tmp_path, SLUG, persetujuan="2026-12-01")
    code, answer = build(tmp_path)
    assert (code, answer["sellers"]["unpublished"]) == (0, 1)
    assert build(tmp_path)[1]["sellers"]["unpublished"] == 1
    assert build(tmp_path, today="2026-12-01")[1]["sellers"]["built"] == 1
    assert shop_files(tmp_path)


def lose_folder(folder: Path) -> None:
    shutil.rmtree(folder / "produk")


def lose_files(folder: Path) -> None:
    for path in (folder / "produk").iterdir():
        path.unlink()


def lose_endings(folder: Path) -> None:
    for path in list((folder / "produk").iterdir()):
        path.rename(path.with_suffix(".txt"))


def lose_most(folder: Path) -> None:
    for path in sorted((folder / "produk").iterdir())[:5]:
        path.unlink()


def lose_name(folder: Path) -> None:
    (folder / "produk").rename(folder / "produk lama")


def lose_to_a_file(folder: Path) -> None:
    shutil.rmtree(folder / "produk")
    (folder / "produk").write_text("")


LOSSES = (lose_folder, lose_files, lose_endings, lose_most, lose_name, lose_to_a_file)


@pytest.mark.parametrize("lose", LOSSES)
def test_products_that_are_lost_keep_the_last_good_pages_until_it_is_meant(
    root: Path, lose: Callable[[Path], None]
) -> None:
    before = site_files(root)
    lose(root / "sellers" / SLUG)
    assert checked(root) == ["products-lost"]
    code, answer = build(root)
    assert (code, answer["sellers"]["kept"]) == (3, 1)
    assert codes(root) == ["products-lost"]
    assert site_files(root) == before
    assert build(root, "--accept-losses", SLUG)[0] == 0
    assert shop_files(root).keys() < before.keys()
    assert build(root)[0] == 0


def test_copies_that_are_left_out_are_no_loss(tmp_path: Path) -> None:
    new_workspace(tmp_path)
    copies = {f"kue-{number} ({copy})": product(f"Kue {copy}") for number in (1, 2) for copy in (1, 2, 3)}
    folder = write_shop(tmp_path, SLUG, copies)
    assert build(tmp_path)[0] == 0
    assert f"{SLUG}/kue-1-3.html" in site_files(tmp_path)
    deploy(tmp_path)
    for number in (1, 2):  # now their originals are there, and most of the shop's pages go
        (folder / "produk" / f"kue-{number} (1).md").rename(folder / "produk" / f"kue-{number}.md")
    code, answer = build(tmp_path)
    assert (code, answer["sellers"]["built"]) == (0, 1)
    pages = {path for path in shop_files(tmp_path) if "kue" in path}
    assert pages == {f"{SLUG}/kue-1.html", f"{SLUG}/kue-2.html"}
    assert deploy(tmp_path)[1]["result"] == "done"


@pytest.mark.parametrize("name", ["state.db", "published.db"])
def test_a_check_judges_a_folder_also_beside_a_damaged_build(root: Path, name: str) -> None:
    deploy(root)
    (root / "build" / name).write_bytes(b"no database" * 99)
    (root / "sellers" / SLUG / "produk" / "kue-1.md").write_text("---\nnama: Kue\nharga: 1.250jt\n---\n")
    assert checked(root) == ["price-ambiguous"]
    assert etalase(root, "check", "kopi-dua")[0] == 0


def test_fewer_products_are_no_loss(root: Path) -> None:
    for path in sorted((root / "sellers" / SLUG / "produk").iterdir())[:4]:
        path.unlink()
    assert build(root)[0] == 0


@pytest.mark.parametrize("name", ["Produk", "PRODUK"])
def test_names_are_known_in_any_case_of_letters(root: Path, name: str) -> None:
    before, folder = site_files(root), root / "sellers" / SLUG
    (folder / "produk").rename(folder / name)
    (folder / "toko.yaml").rename(folder / "TOKO.YAML")
    assert build(root)[0] == 0
    assert site_files(root) == before


def test_a_folder_that_vanished_while_its_shop_is_online_is_kept_until_it_is_meant(root: Path) -> None:
    deploy(root, "--start-terms", "--today", "2026-11-21")
    before = shop_files(root)
    (root / "sellers" / SLUG).rename(root / "sellers" / "kopi-baru")
    for named in ([], [SLUG], [SLUG, "kopi-dua"]):
        code, answer = etalase(root, "check", *named)
        assert (code, answer["errors"], answer["sellers"]) == (3, 1, len(named) or 3)
        assert [(one["code"], one["path"]) for one in answer["diagnostics"]] == [
            ("folder-lost", f"sellers/{SLUG}")
        ]
    assert etalase(root, "check", "kopi-dua")[0] == 0
    code, answer = build(root)
    assert (code, answer["sellers"]["kept"], answer["sellers"]["total"]) == (3, 1, 3)
    assert shop_files(root) == before
    deploy(root)
    assert (root / "www" / SLUG / "index.html").is_file()
    code, answer = build(root, "--accept-losses", SLUG)
    assert (code, answer["sellers"]["removed"]) == (0, 1)
    assert etalase(root, "check")[0] == 0
    assert build(root)[1]["sellers"]["removed"] == 0
    assert deploy(root)[0] == 0
    assert not (root / "www" / SLUG).exists()
    assert build(root)[0] == 0
    assert etalase(root, "check")[0] == 0
    assert etalase(root, "check", SLUG)[0] == 1


def test_nobody_gets_the_name_of_a_shop_whose_two_years_run(root: Path) -> None:
    deploy(root, "--start-terms", "--today", "2026-11-21")
    shutil.rmtree(root / "sellers" / SLUG)
    asked = ["--whatsapp", "0800-0000-0102", "--kategori", "kuliner", "--kecamatan", "Tebet"]
    assert etalase(root, "new", SLUG, *asked)[0] == 1
    assert not (root / "sellers" / SLUG).exists()


def test_a_loss_is_accepted_of_a_shop_that_is_known_only(root: Path) -> None:
    """A slip in the slug would leave the operator with a build that seems to have done it."""
    for command in (["build"], ["deploy", "--to", f"file://{root}/www"]):
        told = CliRunner().invoke(main, ["--root", str(root), *command, "--accept-losses", "kopi-sat"])
        assert told.exit_code in {1, 2}
        assert "did you mean kopi-satu?" in told.stderr
    assert not (root / "www").exists()


@pytest.mark.parametrize("act", ["accepted", "withdrawn"])
@pytest.mark.parametrize("deployed", [True, False])
def test_what_was_meant_once_is_not_meant_the_next_time(root: Path, act: str, deployed: bool) -> None:
    deploy(root, "--start-terms", "--today", "2026-11-21")
    folder, before = root / "sellers" / SLUG, site_files(root)
    shutil.copytree(folder, root / "aside")
    if act == "accepted":
        lose_most(folder)
    else:
        file = folder / "toko.yaml"
        file.write_text(file.read_text().replace("2026-11-01", "tidak"))
    assert build(root, "--accept-losses", SLUG)[0] == 0
    if deployed:
        deploy(root)
    shutil.rmtree(folder)
    shutil.copytree(root / "aside", folder)
    assert build(root)[0] == 0
    deploy(root)
    assert site_files(root) == before
    shutil.rmtree(folder)
    code, answer = build(root)
    assert (code, answer["sellers"]["kept"]) == (3, 1)
    assert site_files(root) == before
    assert deploy(root)[1]["done"]["delete"] == 0


def test_a_deploy_has_the_same_net_where_no_build_knew(root: Path) -> None:
    deploy(root)
    shutil.copytree(root / "build", root / "aside")
    shutil.rmtree(root / "build")  # on another machine, without the ledger, and with half of the folders
    shutil.rmtree(root / "sellers" / SLUG)
    (root / "ledger.db").unlink(missing_ok=True)
    build(root)
    shutil.copy(root / "aside" / "published.db", root / "build")
    code, answer = deploy(root)
    assert (code, answer["result"], answer["reason"], answer["held_back"]) == (3, "partial", "losses", [SLUG])
    assert (root / "www" / SLUG / "kue-1.html").is_file()
    assert deploy(root, "--accept-losses", SLUG)[0] == 0
    assert not (root / "www" / SLUG).exists()


def test_when_the_build_was_lost_the_ledger_still_knows(root: Path) -> None:
    deploy(root, "--start-terms", "--today", "2026-11-21")
    shutil.rmtree(root / "build")
    shutil.rmtree(root / "sellers" / SLUG)
    assert checked(root) == ["folder-lost"]
    code, answer = build(root)
    assert (code, answer["failures"]) == (3, [{"slug": SLUG, "kept": True, "errors": 1}])
    assert (root / "www" / SLUG / "index.html").is_file()


def test_a_build_of_one_shop_after_a_lost_state_forgets_no_vanished_folder(root: Path) -> None:
    deploy(root, "--start-terms", "--today", "2026-11-21")
    (root / "build" / "state.db").unlink()
    shutil.rmtree(root / "sellers" / SLUG)
    assert build(root, "kopi-dua")[0] == 0
    code, answer = build(root)
    assert (code, answer["failures"]) == (3, [{"slug": SLUG, "kept": True, "errors": 1}])


def test_a_shop_that_moved_or_is_over_misses_no_folder(root: Path) -> None:
    deploy(root, "--start-terms", "--today", "2026-11-21")
    assert etalase(root, "hosting", "rename", SLUG, "kopi-baru", "--today", "2026-11-22")[0] == 0
    assert etalase(root, "check")[0] == 0
    shutil.rmtree(root / "sellers" / "kopi-dua")
    assert etalase(root, "check")[0] == 3
    with open_ledger("sqlite:///ledger.db", root) as ledger:
        action = OperatorAction(date(2026, 11, 23), "test")
        ledger.record("kopi-dua", lambda term: leave("kopi-dua", term, action))
    assert etalase(root, "check")[0] == 0


def test_a_shop_that_was_never_online_just_goes(root: Path) -> None:
    shutil.rmtree(root / "sellers" / SLUG)
    assert build(root)[0] == 0
    assert not shop_files(root)


def test_a_removed_category_keeps_its_page_while_a_shop_links_to_it(root: Path) -> None:
    write_shop(root, "kopi-tiga", kategori="kopi")
    build(root)
    settings = (root / "hub.yaml").read_text()
    (root / "hub.yaml").write_text(settings.replace("  - {slug: kuliner, nama: Kuliner, en: Food}\n", ""))
    outcome = CliRunner().invoke(main, ["--root", str(root), "build", "--jobs", "1", "--today", "2026-11-21"])
    assert outcome.exit_code == 3
    assert "hub.yaml: peringatan: kategori kuliner sudah tidak ada, padahal dipakai 2 toko" in outcome.stderr
    for path in ("kategori/kuliner/index.html", "kategori/kuliner/tebet/index.html"):
        assert b"kopi-dua" in site_files(root)[path]
    assert (
        b'href="../../kategori/kuliner/tebet/index.html"' in site_files(root)["kategori/kuliner/index.html"]
    )
    assert b"../kategori/kuliner/index.html" in shop_files(root)[f"{SLUG}/index.html"]
    for slug in (SLUG, "kopi-dua"):
        write_shop(root, slug, PRODUCTS if slug == SLUG else None, kategori="kopi")
    assert build(root)[0] == 0
    assert not any(path.startswith("kategori/kuliner/") for path in site_files(root))


@pytest.mark.parametrize("what", ["", "produk", "toko.yaml"])
def test_a_folder_that_cannot_be_opened_fails_its_seller_only(root: Path, what: str) -> None:
    etalase(root, "check")
    before, closed = site_files(root), root / "sellers" / SLUG / what
    write_shop(root, "kopi-dua", {"kopi": product(harga="21.000")})
    with without_rights(root):
        mode = closed.stat().st_mode
        closed.chmod(0)
        try:
            code, checked = etalase(root, "check", "--jobs", "1")
            built = build(root)
        finally:
            closed.chmod(mode)
    assert code == 3
    assert {problem["seller"] for problem in checked["diagnostics"]} == {SLUG}
    assert built[1]["sellers"] | {"failed": 1, "kept": 1, "built": 1} == built[1]["sellers"]
    assert {path for path in changed(before, site_files(root)) if path.startswith(SLUG)} == set()


WITHDRAW = "persetujuan: tidak\n"
acts = st.sampled_from(["cut", "delete", "rename", "empty", "chop product", "withdraw"])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(acts, st.integers(0, 400)), min_size=1, max_size=4))
def test_the_pages_stay_unless_somebody_wrote_that_she_withdraws(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    root = new_workspace(tmp_path_factory.mktemp("hub"))
    folder = write_shop(root, SLUG, dict(list(PRODUCTS.items())[:2]))
    build(root)
    deploy(root)
    withdrawn = False
    for act, number in steps:
        files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
        if not files:
            break
        file = files[number % len(files)]
        match act:
            case "cut":
                file.write_bytes(file.read_bytes()[:number])
            case "delete":
                file.unlink()
            case "rename":
                stem, ending = file.stem, file.suffix
                names = (
                    f"x{stem}{ending}",
                    f"{stem} (1){ending}",
                    f"{stem} - Salinan{ending}",
                    f"{stem}{ending}.bak",
                )
                file.rename(file.with_name(names[number % len(names)]))
            case "empty":
                file.write_bytes(b"")
            case "chop product":
                shutil.rmtree(folder / "produk", ignore_errors=True)
            case "withdraw" if (folder / "toko.yaml").is_file():
                kept = (folder / "toko.yaml").read_text("utf-8", "replace").rsplit("persetujuan", 1)[0]
                (folder / "toko.yaml").write_text(f"{kept.rstrip()}\n{WITHDRAW}")
                withdrawn = True
        build(root)
        deploy(root)
        online = (root / "www" / SLUG / "index.html").is_file()
        assert online or withdrawn
