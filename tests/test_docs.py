"""What the documents say is what the program does."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import segno
from click.testing import CliRunner
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generator.cli import main
from generator.commands.table import COMMANDS
from generator.content import check_product, check_shop, hub, publishing
from generator.publish.execute import CONFIRMATIONS, INTENTS
from tests.qris_codes import static_code
from tests.shops import new_workspace, product, write_shop

REPOSITORY = Path(__file__).parents[1]
README = (REPOSITORY / "README.md").read_text("utf-8")
_KEY = re.compile(r'"([a-z_]+)"')


def keys_read(module: object) -> set[str]:
    """Keys that a checker asks a reader for, from its source."""
    source = Path(str(getattr(module, "__file__", ""))).read_text("utf-8")
    asked = re.findall(r'\b(?:reader|below)\.(?:one|many|mapping|texts|items|node)\(\s*"([a-z_]+)"', source)
    return set(asked)


def test_the_readmes_example_of_a_mistake_is_what_check_prints(tmp_path: Path) -> None:
    shown = re.search(r"tests/test_docs.py -->\n```\n(.*?)```", README, re.DOTALL)
    assert shown
    new_workspace(tmp_path)
    write_shop(tmp_path, "dapur-bu-siti", {"rendang-sapi": product("Rendang Sapi", "dua puluh")})
    outcome = CliRunner().invoke(main, ["--root", str(tmp_path), "check"])
    assert outcome.stdout.startswith(shown[1])


def test_the_readme_names_every_command() -> None:
    for name in COMMANDS:
        assert re.search(rf"etalase (--root \S+ )?{name}\b", README)


def test_the_readme_and_the_house_name_every_package() -> None:
    packages = {init.parent.name for init in (REPOSITORY / "generator").glob("*/__init__.py")}
    rows = re.findall(r"^\| (`.*`) \| .* \|$", README, re.MULTILINE)
    in_readme = {Path(name).name for row in rows for name in re.findall(r"`([^`]+)/`", row)}
    assert packages - in_readme == set()
    house = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8").split("## The house")[1]
    assert set(re.findall(r"^(\w+)/ ", house.split("```")[1], re.MULTILINE)) == packages


def test_the_record_of_a_deploy_is_described_with_its_numbers() -> None:
    decision = (REPOSITORY / "docs" / "decisions" / "0007-deploy-record.md").read_text("utf-8")
    assert f"{INTENTS:,} at a time" in decision
    assert f"up to {CONFIRMATIONS} at a time" in decision


def test_documents_install_no_extra_that_is_not_there() -> None:
    extras = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"][
        "optional-dependencies"
    ]
    for document in [*REPOSITORY.glob("*.md"), *REPOSITORY.glob("[!.]*/**/*.md")]:
        text = document.read_text("utf-8")
        named = re.findall(r"\bextra `(\w+)`|\.venv/\.installed-(\w+)|--group[ =](\w+)", text)
        named += [(extra, "", "") for extra in re.findall(r"(?:\.|etalase)\[(\w+)\]", text)]
        assert [names for names in named if "".join(names) not in extras] == [], document


def test_the_readmes_commands_work(tmp_path: Path) -> None:
    shutil.copy(REPOSITORY / "hub.yaml", tmp_path)
    write_shop(tmp_path, "dapur-bu-siti")
    (tmp_path / "pasar").mkdir()
    blocks = re.findall(
        r"```\n(.*?)```", README.split("## A day with it")[1].split("A mistake looks")[0], re.DOTALL
    )
    ran = []
    for line in "".join(blocks).splitlines():
        typed = (
            line.partition("  #")[0].replace("/tmp", str(tmp_path)).replace("--sellers 1000", "--sellers 3")
        )
        if not typed.startswith("etalase ") or " serve" in typed:
            continue
        words = typed.split()[1:]
        outcome = CliRunner().invoke(main, words if "--root" in words else ["--root", str(tmp_path), *words])
        assert outcome.exit_code == 0, f"{typed}: {outcome.output}"
        ran.append(words)
    assert len(ran) >= 7
    assert (tmp_path / "www" / "dapur-bu-siti" / "index.html").is_file()


def test_the_readmes_links_lead_to_files() -> None:
    documents = [REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md", *REPOSITORY.glob("docs/**/*.md")]
    for document in documents:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_the_sellers_guide_has_every_key() -> None:
    guide = (REPOSITORY / "docs" / "untuk-penjual.md").read_text("utf-8")
    keys = keys_read(check_shop) | keys_read(check_product)
    assert {"nama", "harga", "jam_buka", "persetujuan", "varian", "sampai"} <= keys
    assert [key for key in sorted(keys) if key not in guide] == []


def test_the_hub_guide_has_every_key() -> None:
    guide = (REPOSITORY / "docs" / "hub-settings.md").read_text("utf-8")
    assert [key for key in sorted(keys_read(hub) | keys_read(publishing)) if key not in guide] == []


def test_the_sellers_guides_examples_check_without_errors(tmp_path: Path) -> None:
    guide = (REPOSITORY / "docs" / "untuk-penjual.md").read_text("utf-8")
    shutil.copy(REPOSITORY / "hub.yaml", tmp_path)
    folder = tmp_path / "sellers" / "dapur-bu-siti"
    (folder / "produk").mkdir(parents=True)
    (folder / "foto").mkdir()
    samples = REPOSITORY / "sellers" / "dapur-bu-siti" / "foto"
    photo = next(samples.glob("*.jpg"))
    for name in ("rendang-1.jpg", "rendang-2.jpg"):
        shutil.copy(photo, folder / "foto" / name)
    segno.make(static_code(), error="m").save(str(folder / "foto" / "qris.png"), scale=8, border=4)
    rows = re.findall(r"^\| `([a-z_]+)` \|.*\| `(.*)` \|$", guide.split("## Produk")[0], re.MULTILINE)
    shop = [example for key, example in rows if key in keys_read(check_shop) and key != "nama"]
    lines = dict.fromkeys(["nama: Dapur Bu Siti", *shop])
    (folder / "toko.yaml").write_text(
        "\n".join(line for line in lines if "ikuti" not in line) + "\n", "utf-8"
    )
    example = re.search(r"```markdown\n(.*?)```", guide, re.DOTALL)
    assert example
    (folder / "produk" / "rendang-sapi.md").write_text(example[1], "utf-8")
    outcome = CliRunner().invoke(main, ["--root", str(tmp_path), "check", "--strict"])
    assert outcome.exit_code == 0, outcome.output


def test_every_library_that_is_named_has_one_tested_version() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    named = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    for extra in project["project"]["optional-dependencies"].values():
        named += extra
    pinned = {}
    for line in (REPOSITORY / "constraints.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            name, _, version = line.partition("==")
            pinned[canonicalize_name(name)] = version
    wrong = [
        text
        for text in named
        if (wanted := Requirement(text)).name != "etalase"
        and not wanted.specifier.contains(pinned.get(canonicalize_name(wanted.name), "0"))
    ]
    assert wrong == []
