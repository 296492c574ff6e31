"""Every command of the program, run in this process, however it ends."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from click.testing import CliRunner

import generator.commands.serve
import generator.form.server
from generator.cli import main
from tests.hostile.damages import SLUG
from tests.shops import build, new_workspace, product, write_photo, write_shop
from tests.visits.logs import Look, combined

TODAY = "2026-11-21"
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
COMMANDS = (
    "check",
    "build",
    f"build {SLUG}",
    "deploy --to {www}",
    "deploy --to {www} --dry-run",
    "deploy --to {www} --verify",
    "serve --port 0",
    "form --port 0",
    "new warung-baru --whatsapp 0812-3456-7890 --kategori kuliner --kecamatan Tebet",
    f"invite {SLUG}",
    "invite warung-lain --new",
    "import {members}",
    f"poster {SLUG}",
    "visits import {log}",
    "report mentors",
    "report visits",
    "bazar list",
    "bazar candidates",
    "demo --sellers 2",
    "hosting status",
    f"hosting activate {SLUG}",
    f"hosting renew {SLUG} --reason x",
    f"hosting hold {SLUG}",
    f"hosting release {SLUG}",
    "hosting sweep",
    "hosting remind",
    "hosting verify",
    f"hosting export {SLUG}",
    f"hosting rename {SLUG} kopi-baru",
    f"hosting erase {SLUG} --yes",
)
SERVERS = ("serve", "form")


class _AtOnce:
    """A server that is stopped at once, and an event that never comes."""

    effective_port = server_port = 8000

    def __init__(self, *_arguments: object, **_options: object) -> None: ...

    def run(self) -> None: ...

    def serve_forever(self) -> None: ...

    def shutdown(self) -> None: ...

    def wait(self) -> None:
        raise KeyboardInterrupt


def stop_servers_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `serve` and `form` do all but listen."""
    monkeypatch.setattr(generator.form.server, "serve_form", _AtOnce)
    monkeypatch.setattr(generator.commands.serve, "preview_server", _AtOnce)
    events = SimpleNamespace(Thread=threading.Thread, Event=_AtOnce)
    monkeypatch.setattr(generator.commands.serve, "threading", events)
    monkeypatch.setattr("signal.signal", lambda *_: None)


def sound_workspace(root: Path) -> Path:
    """Two shops, built, published to a folder, one of them with a draft in the form; and a ledger."""
    new_workspace(root)
    for slug in (SLUG, "teh-condet"):
        write_photo(write_shop(root, slug, {"kopi": product(foto="kopi.jpg")}), "kopi.jpg", size=(40, 30))
    assert build(root)[0] == 0
    for words in ("deploy --to {www} --start-terms", f"invite {SLUG}", "hosting remind", "hosting verify"):
        ended_well(run(root, words), words)
    (root / "form" / "sellers" / SLUG).mkdir()
    _import_members(root)
    (root / "access.log").write_text(combined(Look(f"/{SLUG}/", at=NOW)), "utf-8")
    ended_well(run(root, "visits import {log}"), "visits")
    return root


def _import_members(root: Path) -> None:
    """A shop from a table, which then has news of it, and of another."""
    head = "ID Anggota,Nama Usaha,WhatsApp,Kategori,Kecamatan,Slogan"
    rows = [
        f"JKP-{number},Warung Anggota,0800-0000-020{number},kuliner,Tebet,{slogan}"
        for number, slogan in ((1, "Lama"), (1, "Baru"), (2, "Baru"))
    ]
    members = root / "anggota.csv"
    members.write_text(f"{head}\n{rows[0]}\n", "utf-8")
    ended_well(run(root, "import {members}"), "import")
    members.write_text("\n".join([head, *rows[1:]]), "utf-8")


def run(root: Path, words: str) -> tuple[click.testing.Result, bool]:
    """Run one with `--json`, if it has that; the result, and whether it has."""
    arguments = words.format(
        www=f"file://{root}/www", members=f"{root}/anggota.csv", log=f"{root}/access.log"
    ).split()
    found: click.Command | None = main
    for word in arguments:
        if isinstance(found, click.Group):
            found = found.get_command(click.Context(found), word)
    assert found
    known = {name for parameter in found.params for name in parameter.opts}
    more = {"--json": [], "--jobs": ["1"], "--today": [TODAY]}
    arguments += [part for name, value in more.items() if name in known for part in (name, *value)]
    return CliRunner().invoke(main, ["--root", str(root), *arguments]), "--json" in known


def ended_well(ran: tuple[click.testing.Result, bool], words: str) -> None:
    """No traceback, a documented exit code, one JSON object, and a word on why nothing could be done."""
    result, has_json = ran
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError(f"{words} ended in a traceback") from result.exception
    assert result.exit_code in (0, 1, 2, 3), words
    assert "Traceback" not in result.output, result.output
    if has_json and result.exit_code != 2:
        answer = json.loads(result.stdout)
        assert answer["version"] == 1
    if result.exit_code in (1, 2):
        assert result.stderr.strip() or '"message"' in result.stdout or '"refused"' in result.stdout, words
