"""What the operator's guide says is what happens: its commands exist, and its blocks run."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import click
import psycopg
import pytest

from bench.costs import Shop, table
from generator.cli import main
from tests.postgres_server import PASSWORD, PostgresServer, postgres
from tests.preloaded import preloaded_etalase
from tests.s3_server import BUCKET, running_s3_server
from tests.shops import HUB, build, etalase, new_workspace, write_shop

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


Run = Callable[..., subprocess.CompletedProcess[str]]
"""Runs a script in a folder, with more in its environment."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Runs a script as an operator would, with this program's `etalase`."""

    def _run(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("ETALASE")}
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=folder,
            env=clean | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"} | environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    with preloaded_etalase(tmp_path_factory.mktemp("program")) as programs:
        yield _run


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


def test_two_years_in_five_minutes(tmp_path: Path, run: Run) -> None:
    run(block("").replace("/tmp/percobaan", str(tmp_path / "percobaan")), tmp_path)
    root = tmp_path / "percobaan"
    _, status = etalase(root, "hosting", "status", "--today", "2029-03-21")
    goes, stays, rests = sorted(row["slug"] for row in status["sellers"])
    standing = {row["slug"]: (row["state"], row["held"], row["expires_on"]) for row in status["sellers"]}
    assert standing == {
        goes: ("purged", False, "2028-11-21"),
        stays: ("active", False, "2030-11-21"),
        rests: ("active", True, "2028-11-21"),
    }
    assert not (root / "situs" / goes).exists()
    assert (root / "situs" / stays / "index.html").is_file()
    assert (root / "situs" / rests / "index.html").is_file()
    assert sorted(path.name for path in (root / "sellers").iterdir()) == [stays, rests]
    assert not (root / "build" / "export" / f"toko-{goes}.zip").exists()


REAL_HUB = HUB.replace("hub.example", "hub-uji.id").replace("0800-", "0812-")


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub with one shop online, and its ledger open in nobody's hands."""
    root = new_workspace(tmp_path / "hub", REAL_HUB)
    (root / "backup").mkdir()
    write_shop(root, "toko-a", whatsapp="0812-0000-0101")
    return root


def publish(root: Path) -> None:
    build(root, today=TODAY)
    code, done = etalase(root, "deploy", "--to", (root / "situs").as_uri(), "--start-terms", "--today", TODAY)
    assert (code, [one["slug"] for one in done["started"]]) == (0, ["toko-a"])


def test_the_sqlite_ledger_comes_back_from_a_backup(hub: Path, run: Run) -> None:
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


def test_a_copy_older_than_the_first_deploy(hub: Path, tmp_path: Path, run: Run) -> None:
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


def test_what_happened_since_the_copy_is_typed_again(hub: Path, tmp_path: Path, run: Run) -> None:
    """A shop that was renamed keeps its term; one that was erased stays gone."""
    needs("sqlite3")
    write_shop(hub, "toko-b", whatsapp="0812-0000-0102")
    with running_s3_server(tmp_path / "weed") as server:
        first, later = (server.environment | {"ETALASE_TODAY": day} for day in (TODAY, "2027-01-10"))
        with (hub / "hub.yaml").open("a") as settings:
            settings.write(f"penerbitan: {{tujuan: s3://{BUCKET}, endpoint: {server.endpoint}}}\n")
        run("etalase build; etalase deploy", hub, **first)
        run(block("backup"), hub, **first)
        happened = "etalase hosting rename toko-a toko-c; etalase hosting erase toko-b"
        run(f"{happened}; etalase build; etalase deploy", hub, **later)
        before = server.contents("")
        # The copy does not agree, and says of whom: that is where the operator begins.
        restore = block("restore").replace("etalase hosting verify", "! etalase hosting verify")
        found = run(restore, hub, **later).stdout
        assert "toko-b: its term runs, but there is no shop" in found
        assert "toko-c: its shop is online, but its term has not begun" in found
        mended = run(happened + "\n" + block("after-restore"), hub, **later).stdout
        assert "terms started" not in mended
        assert "The ledger, the build and the record agree." in mended
        assert server.contents("").keys() == before.keys()
    _, status = etalase(hub, "hosting", "status", "--today", "2027-01-10")
    assert {row["slug"]: (row["state"], row["expires_on"]) for row in status["sellers"]} == {
        "toko-a": ("left", "2028-11-21"),
        "toko-b": ("left", "2028-11-21"),
        "toko-c": ("active", "2028-11-21"),
    }


def test_the_postgresql_ledger_comes_back_from_a_backup(
    hub: Path, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch, run: Run
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
    assert [path.suffix for path in (hub / "nightly").glob("ledger-*")] == [".dump"]


def test_the_nightly_backup(hub: Path, run: Run) -> None:
    needs("sqlite3")
    nightly = f"{EXAMPLES / 'etalase-backup.sh'} backup"
    run(nightly, hub)
    assert list((hub / "backup").glob("ledger-*")) == [], "a hub that has no ledger yet"
    shutil.rmtree(hub / "backup")
    publish(hub)
    run("etalase invite toko-a --public-url https://isi.hub.example", hub)
    run(nightly, hub)
    (copy,) = (hub / "backup").glob("ledger-*")
    (states,) = (hub / "backup").glob("status-*.csv")
    assert "toko-a,Toko A,tebet,active" in states.read_text("utf-8")
    (files,) = (hub / "backup").glob("files-*.tar")
    with tarfile.open(files) as archive:
        names = archive.getnames()
    assert "sellers/toko-a/toko.yaml" in names
    assert [name for name in names if name.startswith(("form/cache", "form/form.db"))] == []
    (links,) = (hub / "backup").glob("form-*.db")
    with closing(sqlite3.connect(links)) as form:
        assert form.execute("SELECT count(*) FROM links").fetchone() == (1,)
    assert [path for path in (hub / "backup").iterdir() if path.stat().st_mode & 0o077] == []
    old = hub / "backup" / "ledger-20260101-033000.db"
    shutil.copy(copy, old)
    os.utime(old, (0, date(2026, 1, 1).toordinal()))
    old_files = hub / "backup" / "files-20260101-033000.tar"
    old_files.touch()
    os.utime(old_files, (0, 0))
    for path in hub.glob("ledger.db*"):
        path.unlink()
    with pytest.raises(AssertionError, match=r"ledger\.db is gone"):
        run(nightly, hub)
    shutil.copy(copy, hub / "ledger.db")
    run(nightly, hub)
    assert not old.exists()
    assert not old_files.exists()
    assert "agree" in run("etalase hosting verify", hub).stdout
