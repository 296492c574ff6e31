"""The contract of the commands: exit codes, one JSON object, help, and what is not loaded."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.commands.table import COMMANDS, HOSTING_COMMANDS
from generator.content.checker import check_seller
from generator.content.reader import read_seller
from tests.shops import build, etalase, new_workspace, product, write_shop

CHECK_KEYS = {"version", "sellers", "errors", "warnings", "diagnostics"}
DIAGNOSTIC_KEYS = {"seller", "path", "line", "column", "severity", "code", "message", "hint"}
BUILD_KEYS = {
    "version", "today", "sellers", "files", "hub", "photos", "failures", "bazaars", "diagnostics", "seconds",
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path)
    write_shop(tmp_path, "kopi-satu")
    return tmp_path


def run(root: Path, *arguments: str) -> tuple[int, str, str]:
    outcome = CliRunner().invoke(main, ["--root", str(root), *arguments])
    return outcome.exit_code, outcome.stdout, outcome.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    outcome = CliRunner().invoke(main, [name, "--help"])
    assert outcome.exit_code == 0
    assert re.search(rf"etalase (--root \S+ )?{name}\b", outcome.stdout)


@pytest.mark.parametrize(("words", "lines"), [([], COMMANDS), (["hosting"], HOSTING_COMMANDS)])
def test_a_list_of_commands_says_what_their_own_help_begins_with(
    words: list[str], lines: dict[str, str]
) -> None:
    listed = CliRunner().invoke(main, [*words, "--help"], terminal_width=130).stdout
    names = [line.split()[0] for line in listed.split("Commands:\n")[1].split("\n\n")[0].splitlines()]
    assert names == list(lines)
    for name, line in lines.items():
        said = CliRunner().invoke(main, [*words, name, "--help"]).stdout
        assert " ".join(said.split("\n\n")[1].split()).startswith(line)


def test_check_is_good_with_warnings_and_fails_with_strict(root: Path) -> None:
    write_shop(root, "kopi-dua", persetujuan="")
    code, answer = etalase(root, "check")
    assert (code, answer["sellers"], answer["errors"], answer["warnings"]) == (0, 2, 0, 1)
    code, answer = etalase(root, "check", "--strict")
    assert (code, answer["errors"], answer["warnings"]) == (3, 1, 0)
    assert etalase(root, "check", "kopi-satu", "--strict")[0] == 0


def test_the_json_of_check(root: Path) -> None:
    write_shop(root, "kopi-dua", {"teh": product(harga="dua puluh"), "air": product(harga="15")})
    code, answer = etalase(root, "check")
    assert code == 3
    assert set(answer) == CHECK_KEYS
    assert all(set(row) == DIAGNOSTIC_KEYS for row in answer["diagnostics"])
    first, second = answer["diagnostics"]
    assert first["path"] == "sellers/kopi-dua/produk/air.md"
    assert second | {"line": 3, "column": 8, "code": "price-unreadable", "seller": "kopi-dua"} == second
    assert "20.000" in second["hint"]
    assert etalase(root, "check", "--lang", "en")[1]["diagnostics"][1]["message"].startswith("this price")


def test_format_json_is_an_alias(root: Path) -> None:
    code, out, _ = run(root, "check", "--format", "json")
    assert code == 0
    assert set(json.loads(out)) == CHECK_KEYS


@pytest.mark.parametrize("command", ["check", "build"])
def test_nothing_can_be_done_is_one_object_and_exit_code_1(tmp_path: Path, root: Path, command: str) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    code, answer = etalase(empty, command)
    assert code == 1
    assert "hub.yaml" in answer["error"]
    code, answer = etalase(root, command, "tidak-ada")
    assert code == 1
    assert "tidak-ada" in answer["error"]
    assert set(answer) - {"error"} == (CHECK_KEYS if command == "check" else BUILD_KEYS)


def test_a_mistake_in_hub_yaml_is_shown_with_its_place(root: Path) -> None:
    (root / "hub.yaml").write_text((root / "hub.yaml").read_text().replace("nama: Hub Uji", "nma: Hub Uji"))
    code, answer = etalase(root, "check")
    assert code == 1
    assert [(row["path"], row["line"], row["code"]) for row in answer["diagnostics"]] == [
        ("hub.yaml", 1, "unknown-key")
    ]
    assert "`nama`" in answer["diagnostics"][0]["hint"]


def test_the_json_of_build(root: Path) -> None:
    code, answer = build(root)
    assert code == 0
    assert set(answer) == BUILD_KEYS
    assert answer["today"] == "2026-11-21"
    assert answer["version"] == 1
    assert set(answer["photos"]) == {"made", "cached"}


def test_today_comes_from_the_environment_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ETALASE_TODAY", "2027-03-04")
    assert etalase(root, "build", "--jobs", "1")[1]["today"] == "2027-03-04"


def test_a_port_in_use_leads_to_another(root: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, err = run(root, "form", "--port", str(port))
    assert code == 1
    assert err == f"etalase: port {port} cannot be used: Address already in use; choose another with --port\n"


def test_wrong_usage_is_exit_code_2(root: Path) -> None:
    assert run(root, "build", "--today", "besok")[0] == 2
    assert run(root, "bangun")[0] == 2
    assert run(root, "new", "kopi-dua")[0] == 2


def test_new_writes_a_folder_that_checks_without_errors(root: Path) -> None:
    arguments = ["new", "dapur-bu-siti", "--whatsapp", "0812-3456-7890", "--kategori", "kuliner"]
    code, answer = etalase(root, *arguments, "--kecamatan", "Pal merah")
    assert code == 0
    assert all((root / path).is_file() for path in answer["files"])
    code, found = etalase(root, "check", "dapur-bu-siti")
    assert code == 0
    assert [row["code"] for row in found["diagnostics"]] == ["consent-missing"], "consent is never invented"
    written = (root / "sellers" / "dapur-bu-siti" / "produk" / "contoh-produk.md").read_text("utf-8")
    assert "draf: ya" in written
    assert build(root)[1]["sellers"]["unpublished"] == 1
    before = (root / "sellers" / "dapur-bu-siti" / "toko.yaml").read_bytes()
    assert etalase(root, *arguments, "--kecamatan", "Cilandak")[0] == 1, "never over a folder that is there"
    assert (root / "sellers" / "dapur-bu-siti" / "toko.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("changed", "hint"),
    [
        ({"--kecamatan": "Cilndak"}, "Cilandak"),
        ({"--kategori": "kulinr"}, "kuliner"),
        ({"--whatsapp": "12"}, "0812-3456-7890"),
        ({"SLUG": "Dapur Bu Siti"}, "dapur-bu-siti"),
        ({"SLUG": "kategori"}, "toko-kategori"),
    ],
)
def test_new_says_what_to_type_instead(root: Path, changed: dict[str, str], hint: str) -> None:
    typed = {
        "SLUG": "dapur-bu-siti",
        "--whatsapp": "0812-3456-7890",
        "--kategori": "kuliner",
        "--kecamatan": "Tebet",
    } | changed
    slug = typed.pop("SLUG")
    code, _, err = run(root, "new", slug, *(part for pair in typed.items() for part in pair))
    assert code == 2
    assert hint in " ".join(err.split())
    assert list((root / "sellers").iterdir()) == [root / "sellers" / "kopi-satu"]


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--help"], {"yaml", "babel", *(f"generator.commands.{name}" for name in COMMANDS)}),
        (["hosting", "--help"], {"yaml", *(f"generator.commands.hosting.{n}" for n in HOSTING_COMMANDS)}),
        (["check"], {"boto3", "flask", "sqlalchemy"}),
        (["build", "--jobs", "1"], {"boto3", "flask", "sqlalchemy"}),
        (
            ["deploy", "--to", "file:///tmp/never", "--dry-run"],
            {"jinja2", "PIL", "flask", "sqlalchemy"},
        ),
    ],
)
def test_a_command_loads_only_what_it_needs(root: Path, arguments: list[str], heavy: set[str]) -> None:
    code = (
        "import sys\nfrom generator.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "--root", str(root), *arguments]
    loaded = set(subprocess.run(command, capture_output=True, text=True, check=True).stderr.split())
    assert "generator.cli" in loaded
    assert not heavy & loaded


def test_deploy_is_the_same_command_both_ways(root: Path, tmp_path: Path) -> None:
    build(root)
    code, answer = etalase(root, "deploy", "--to", (tmp_path / "www").as_uri())
    assert (code, answer["result"]) == (0, "done")
    script = Path(__file__).parents[1] / "deploy.py"
    command = [
        sys.executable,
        str(script),
        "--root",
        str(root),
        "--to",
        (tmp_path / "www").as_uri(),
        "--json",
    ]
    again = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(again.stdout)["result"] == "nothing"


def test_the_check_of_a_seller_that_does_not_exist_is_no_crash(root: Path) -> None:
    from generator.content.check_context import CheckContext
    from generator.content.model import Category

    source = read_seller(root, "hantu")
    rules = CheckContext(
        (Category("kuliner", "Kuliner", "Food"),),
        ("warung",),
        lambda _slug: False,
        lambda _slug, _name: pytest.fail(),
    )
    seller, problems = check_seller(source, rules)
    assert seller is None
    assert problems


@pytest.mark.parametrize("damage", [b"damaged" * 1000, None], ids=["noise", "cut off"])
def test_a_damaged_state_is_made_anew(root: Path, damage: bytes | None) -> None:
    assert run(root, "build")[0] == 0
    state = root / "build" / "state.db"
    for rest in ("-wal", "-shm"):
        state.with_name(state.name + rest).unlink(missing_ok=True)
    state.write_bytes(state.read_bytes()[:9000] if damage is None else damage)
    code, _, err = run(root, "build")
    assert code == 0, err
    assert run(root, "build")[1].startswith("Sellers: 0 built")


def test_what_else_may_be_wrong_with_a_workspace_is_said(root: Path) -> None:
    (root / "build" / "state.db").mkdir(parents=True)
    code, _, err = run(root, "build")
    assert code == 1
    assert "state.db" in err
    (root / "build" / "state.db").rmdir()
    shutil.rmtree(root / "sellers")
    code, _, err = run(root, "build")
    assert code == 1
    assert "there is no folder sellers/" in err


def test_an_option_of_a_command_in_front_of_it_is_told_its_place() -> None:
    told = CliRunner().invoke(main, ["--lang", "en", "check"])
    assert told.exit_code == 2
    assert "stands behind its name: etalase COMMAND --lang" in told.stderr
