"""What the operator's guide says is what happens: its commands exist, and its blocks run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import psycopg
import pytest

from bench.costs import Shop, table
from generator.cli import main
from tests.postgres_server import PASSWORD, PostgresServer, postgres
from tests.s3_server import BUCKET, running_s3_server
from tests.shops import build, etalase, new_workspace, write_shop

__all__ = ["postgres"]

REPOSITORY = Path(__file__).parents[1]
EXAMPLES = REPOSITORY / "docs" / "examples"
GUIDE = (REPOSITORY / "docs" / "operator-guide.md").read_text("utf-8")
TODAY = "2026-11-21"


def block(name: str) -> str:
    """The shell block below a comment that names this test."""
    comment = "run by tests/test_guide.py" + (f": {name}" if name else "")
    found = re.search(rf"<!-- {comment} -->\n```bash\n(.*?)```", GUIDE, re.DOTALL)
    assert found, f"the guide has no block {name!r}"
    return found[1]


def needs(*programs: str) -> None:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"CI must run the guide's blocks: install {', '.join(missing)}")
    if missing:
        pytest.skip(f"no {', '.join(missing)} here")


def run(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script as an operator would, with this program's `etalase`."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ETALASE")}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=clean | {"PATH": path} | environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def typed_commands() -> Iterator[str]:
    """Every `etalase …` of the guide, in blocks and in sentences."""
    blocks = re.findall(r"^ *```\w*\n(.*?)^ *```", GUIDE, re.DOTALL | re.MULTILINE)
    for line in "\n".join(blocks).splitlines():
        yield from re.findall(r"(?:^|&& |; )\s*(etalase .*?)(?= && |;|  +#|$)", line)
    sentences = re.sub(r"^ *```.*?^ *```", "", GUIDE, flags=re.DOTALL | re.MULTILINE)
    for quoted in re.findall(r"`(etalase [^`]+)`", sentences):
        yield from quoted.split(" && ")


@pytest.mark.parametrize("line", sorted(set(typed_commands())))
def test_every_command_and_option_exists(line: str) -> None:
    words = [word.strip('"') for word in line.split()[1:]]
    context = click.Context(main)
    command: click.Command = main
    while isinstance(command, click.Group) and words:
        found = command.get_command(context, words[0])
        assert found, f"no command {words[0]}"
        command, words = found, words[1:]
    command.make_parser(context).parse_args(words)


def test_the_guide_names_every_command_of_hosting() -> None:
    hosting = main.get_command(click.Context(main), "hosting")
    assert isinstance(hosting, click.Group)
    for name in hosting.list_commands(click.Context(hosting)):
        assert f"etalase hosting {name}" in GUIDE


def test_its_links_within_the_page_lead_to_headings() -> None:
    headings = re.findall(r"^#+ (.*)$", GUIDE, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= anchors


def test_its_costs_are_those_of_the_price_list() -> None:
    assert f"<!-- made by: python -m bench.costs -->\n{table(Shop())}\n" in GUIDE


def test_every_example_is_in_the_guide() -> None:
    for path in EXAMPLES.iterdir():
        assert path.is_dir() or path.name in GUIDE


def test_two_years_in_five_minutes(tmp_path: Path) -> None:
    run(block("").replace("/tmp/percobaan", str(tmp_path / "percobaan")), tmp_path)
    root = tmp_path / "percobaan"
    goes, stays, rests = sorted(path.name for path in (root / "sellers").iterdir())
    _, status = etalase(root, "hosting", "status", "--today", "2029-03-21")
    standing = {row["slug"]: (row["state"], row["held"], row["expires_on"]) for row in status["sellers"]}
    assert standing == {
        goes: ("purged", False, "2028-11-21"),
        stays: ("active", False, "2030-11-21"),
        rests: ("active", True, "2028-11-21"),
    }
    assert not (root / "situs" / goes).exists()
    assert (root / "situs" / stays / "index.html").is_file()
    assert (root / "situs" / rests / "index.html").is_file()
    assert (root / "build" / "export" / f"toko-{goes}.zip").is_file()


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub with one shop online, and its ledger open in nobody's hands."""
    root = new_workspace(tmp_path / "hub")
    (root / "backup").mkdir()
    write_shop(root, "toko-a")
    return root


def publish(root: Path) -> None:
    build(root, today=TODAY)
    code, done = etalase(root, "deploy", "--to", (root / "situs").as_uri(), "--start-terms", "--today", TODAY)
    assert (code, [one["slug"] for one in done["started"]]) == (0, ["toko-a"])


def test_the_sqlite_ledger_comes_back_from_a_backup(hub: Path) -> None:
    needs("sqlite3")
    publish(hub)
    assert run(block("backup"), hub).stdout == "ok\n"
    before = etalase(hub, "hosting", "status", "--today", TODAY)
    assert before[1]["sellers"][0]["expires_on"] == "2028-11-21"
    (hub / "ledger.db").write_bytes(b"a damaged page" * 1000)
    (hub / "ledger.db-wal").write_bytes(b"of another ledger")
    restored = run(block("restore"), hub)
    assert "The ledger, the build and the record agree." in restored.stdout
    assert etalase(hub, "hosting", "status", "--today", TODAY) == before


def test_a_copy_older_than_the_first_deploy(hub: Path, tmp_path: Path) -> None:
    with running_s3_server(tmp_path / "weed") as server:
        environment = server.environment | {"ETALASE_TODAY": TODAY}
        with (hub / "hub.yaml").open("a") as settings:
            settings.write(f"penerbitan: {{tujuan: s3://{BUCKET}, endpoint: {server.endpoint}}}\n")
        run("etalase hosting sweep; cp ledger.db old.db; etalase build; etalase deploy", hub, **environment)
        run("rm ledger.db; cp old.db ledger.db; ! etalase hosting verify", hub, **environment)
        before = server.contents("")
        mended = run(block("after-restore"), hub, **environment)
        assert "terms started: toko-a" in mended.stdout
        assert "agree" in mended.stdout
        assert server.contents("").keys() == before.keys()


def test_the_postgresql_ledger_comes_back_from_a_backup(
    hub: Path, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs("pg_dump", "pg_restore", "createdb")
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE etalase")
    url = postgres.url.removesuffix("postgres") + "etalase"
    monkeypatch.setenv("ETALASE_LEDGER", url)
    publish(hub)
    before = etalase(hub, "hosting", "status", "--today", TODAY)
    run(block("pg-backup"), hub, ETALASE_LEDGER=url)
    restored = run(block("pg-restore"), hub, ETALASE_LEDGER=url)
    assert "The ledger, the build and the record agree." in restored.stdout
    monkeypatch.setenv("ETALASE_LEDGER", f"{url}_restored")
    assert etalase(hub, "hosting", "status", "--today", TODAY) == before
    address = url.replace(f":{PASSWORD}", "")  # a settings file holds no password
    with (hub / "hub.yaml").open("a") as settings:
        settings.write(f'ledger: "{address}_restored"  # by name\n')
    run(f"{EXAMPLES / 'etalase-backup.sh'} nightly", hub, PGPASSWORD=PASSWORD)
    assert [path.suffix for path in (hub / "nightly").iterdir()] == [".dump"]


def test_the_nightly_backup(hub: Path) -> None:
    needs("sqlite3")
    nightly = f"{EXAMPLES / 'etalase-backup.sh'} backup"
    run(nightly, hub)
    assert list((hub / "backup").iterdir()) == [], "a hub that has no ledger yet"
    publish(hub)
    run(nightly, hub)
    (copy,) = (hub / "backup").iterdir()
    assert copy.stat().st_mode & 0o077 == 0
    old = hub / "backup" / "ledger-20260101-033000.db"
    shutil.copy(copy, old)
    os.utime(old, (0, date(2026, 1, 1).toordinal()))
    for path in hub.glob("ledger.db*"):
        path.unlink()
    with pytest.raises(AssertionError, match=r"ledger\.db is gone"):
        run(nightly, hub)
    shutil.copy(copy, hub / "ledger.db")
    run(nightly, hub)
    assert not old.exists()
    assert "agree" in run("etalase hosting verify", hub).stdout
