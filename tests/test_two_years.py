"""The two years of three shops, on a real S3 server, with nothing but the commands an operator has."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.commands.common import JAKARTA
from generator.content.hub import load_hub
from generator.form import access
from generator.form.context import open_form
from generator.form.editing import edit
from generator.form.links import link_of_token, make_link
from generator.publish.marker import NAME
from tests.s3_server import BUCKET, S3Server, running_s3_server
from tests.shops import new_workspace, product, write_photo, write_shop
from tests.site.crawl import read_document

START = date(2026, 11, 21)
END = date(2028, 11, 21)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with running_s3_server(tmp_path_factory.mktemp("weed")) as running:
        yield running


class Hub:
    """A workspace with three shops, and an operator who does the daily round."""

    def __init__(self, root: Path, server: S3Server, prefix: str) -> None:
        self.root, self._server, self.prefix = root, server, f"{prefix}/"
        new_workspace(root)
        with (root / "hub.yaml").open("a", encoding="utf-8") as file:
            file.write(f"penerbitan: {{tujuan: s3://{BUCKET}/{prefix}, endpoint: {server.endpoint}}}\n")
            file.write("pembina:\n  Tebet: {nama: Ibu Ratna, whatsapp: 0800-0000-0011}\n")
        names = {"toko-a": "Rendang Cipete", "toko-ab": "Kopi Ab", "toko-b": "Batik Be"}
        for number, (slug, name) in enumerate(names.items()):
            folder = write_shop(
                root,
                slug,
                {"kopi": product(foto="[kopi.jpg]"), "teh": product("Teh")},
                nama=name,
                whatsapp=f"0800-0000-010{number}",
                email=f"{slug}@contoh.example",
            )
            write_photo(folder, "kopi.jpg", f"#88442{number}")

    def run(self, *arguments: str, today: date = START, good: tuple[int, ...] = (0,)) -> dict[str, Any]:
        invented = ["--allow-samples"] if arguments[0] == "deploy" else []
        words = ["--root", str(self.root), *arguments, *invented, "--today", today.isoformat(), "--json"]
        result = CliRunner().invoke(main, words, catch_exceptions=False)
        assert result.exit_code in good, result.output
        answer: dict[str, Any] = json.loads(result.stdout)
        return answer

    def day(self, today: date, *, report: bool = True) -> dict[str, Any]:
        """The daily round; the mentors' lists come back the same day."""
        self.run("hosting", "sweep", today=today)
        self.run("build", today=today)
        answer = self.run("deploy", today=today)
        assert answer["result"] in ("done", "nothing"), answer
        reminded = self.run("hosting", "remind", today=today)
        for name in reminded["files"]:
            if report and name.endswith(".csv"):
                self.run("hosting", "remind", "--handed-over", str(self.root / name), today=today)
        return answer

    def online(self) -> dict[str, bytes]:
        found = self._server.contents(self.prefix)
        found.pop(NAME, None)
        return found

    def state(self, slug: str, today: date) -> dict[str, Any]:
        (row,) = self.run("hosting", "status", slug, today=today)["sellers"]
        assert isinstance(row, dict)
        return row


@pytest.fixture
def hub(tmp_path: Path, server: S3Server, monkeypatch: pytest.MonkeyPatch) -> Hub:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    return Hub(tmp_path, server, tmp_path.name)


def test_one_shop_ends_one_is_renewed_one_is_erased(hub: Hub) -> None:
    first = hub.day(START)
    assert [(row["slug"], row["starts_on"], row["expires_on"]) for row in first["started"]] == [
        (slug, "2026-11-21", "2028-11-21") for slug in ("toko-a", "toko-ab", "toko-b")
    ]
    assert hub.run("deploy")["started"] == []

    # all notices but the last two, then one shop stays
    for days in (-90, -30, -7, -1):
        hub.day(END + timedelta(days=days))
    row = hub.state("toko-a", END - timedelta(days=1))
    assert [notice["kind"] for notice in row["notices"]] == ["D-90", "D-30", "D-7", "D-1"]
    assert (row["state"], row["days_left"]) == ("active", 1)
    hub.run("hosting", "renew", "toko-ab", "--reason", "stays with us", today=END - timedelta(days=1))
    assert hub.state("toko-ab", END)["expires_on"] == "2030-11-21"

    # the third asks to be forgotten
    gone = hub.run("hosting", "erase", "toko-b", "--reason", "by WhatsApp", today=END)
    assert gone["complete"]
    assert gone["online"] > 3
    assert not any(
        b"toko-b" in text for path, text in hub.online().items() if path.endswith((".html", ".js"))
    )

    hub.day(END)
    assert hub.state("toko-a", END)["state"] == "grace"
    assert b"berakhir pada 20 November 2028" in hub.online()["toko-a/kopi.html"]
    assert hub.state("toko-b", END)["state"] == "left"

    hub.day(END + timedelta(days=3))
    hub.day(END + timedelta(days=29))
    assert "toko-a/atom.xml" in hub.online()
    down = END + timedelta(days=30)
    hub.day(down)
    assert hub.state("toko-a", down)["state"] == "suspended"
    hub.day(down + timedelta(days=2))  # photos of pages that may still be cached are kept for 24 hours
    online = hub.online()
    assert {path for path in online if path.startswith("toko-a/")} == {
        f"toko-a/{name}" for name in ("index.html", "kopi.html", "teh.html", "pesan.html")
    }
    assert b"Rendang Cipete sedang tidak tayang" in online["toko-a/kopi.html"]
    assert b"toko-a/" not in online["index.html"]

    purge = down + timedelta(days=90)
    hub.day(purge - timedelta(days=1))
    assert hub.state("toko-a", purge)["state"] == "suspended"
    other = {path: text for path, text in hub.online().items() if path.startswith("toko-ab/")}
    hub.day(purge)
    assert hub.state("toko-a", purge)["state"] == "purged"
    online = hub.online()
    assert not any(path.startswith("toko-a/") for path in online)
    assert {path: text for path, text in online.items() if path.startswith("toko-ab/")} == other
    assert hub.run("hosting", "verify", today=purge)["differences"] == []


def test_nothing_is_taken_down_without_the_mentors_word(hub: Hub) -> None:
    for days in (-800, -90, -30, -7, -1, 0, 3, 30, 60, 200):
        hub.day(END + timedelta(days=days) if days > -800 else START, report=False)
    assert hub.state("toko-a", END + timedelta(days=200))["state"] == "grace"
    assert "toko-a/atom.xml" in hub.online()


def test_a_renewal_brings_a_suspended_shop_back(hub: Hub) -> None:
    hub.day(START)
    before = hub.online()
    for days in (-30, 0, 3, 30):
        hub.day(END + timedelta(days=days))
    assert b"sedang tidak tayang" in hub.online()["toko-a/index.html"]
    back = END + timedelta(days=60)
    hub.run("hosting", "renew", "toko-a", today=back)
    hub.day(back)
    online = hub.online()
    assert {path: online[path] for path in before if path.startswith("toko-a/")} == {
        path: text for path, text in before.items() if path.startswith("toko-a/")
    }
    assert hub.state("toko-a", back)["expires_on"] == "2031-01-20"


def test_a_renamed_shop_keeps_its_term_and_its_links(hub: Hub) -> None:
    hub.day(START)
    later = START + timedelta(days=100)
    hub.run("hosting", "rename", "toko-b", "toko-baru", today=later)
    answer = hub.day(later)
    assert answer["started"] == []
    assert b"url=../toko-baru/kopi.html" in hub.online()["toko-b/kopi.html"]
    assert hub.state("toko-baru", later)["expires_on"] == "2028-11-21"
    assert hub.run("hosting", "verify", today=later)["differences"] == []


def test_an_erasure_leaves_nothing_of_the_person(hub: Hub) -> None:
    hub.day(START)
    hub.run("hosting", "export", "toko-a")
    hub.day(END - timedelta(days=30), report=False)
    hub.run("hosting", "erase", "toko-a", "--reason", "kata Bu Siti")
    needles = (b"Rendang Cipete", b"6280000000100", b"0800-0000-0100", b"toko-a@contoh", b"Bu Siti")
    for path in hub.root.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not [needle for needle in needles if needle in data], path
    assert not (hub.root / "sellers" / "toko-a").exists()
    assert not any(path.startswith("toko-a/") for path in hub.online())
    with sqlite3.connect(hub.root / "ledger.db") as db:
        kinds = [kind for (kind,) in db.execute("SELECT kind FROM events WHERE seller='toko-a' ORDER BY seq")]
    assert kinds[0] == "started"
    assert kinds[-1] == "left"
    again = hub.run("hosting", "erase", "toko-a")
    assert again["complete"]
    write_shop(hub.root, "toko-a")
    hub.day(END - timedelta(days=20), report=False)
    assert not any(path.startswith("toko-a/") for path in hub.online())  # the slug is not given again


def test_an_erasure_reaches_the_form_and_every_slug_the_shop_had(hub: Hub) -> None:
    hub.day(START)
    settings, _ = load_hub(hub.root)
    assert settings
    now = datetime.combine(START, time(10), JAKARTA)
    form = open_form(hub.root, settings, lambda: now, "", lambda _slug: None)
    _, link = make_link(form.database, now, "seller", slug="toko-a")
    assert access.admitted(form, "toko-a")
    with edit(form, None, "toko-a") as shop:
        shop.begin()
    hub.run("hosting", "rename", "toko-a", "toko-c")
    found = link_of_token(form.database, link, START)
    assert found
    assert found.slug == "toko-c", "the link goes along"
    assert form.drafts.read("toko-c").seller.name == "Rendang Cipete"
    assert not (hub.root / "form" / "sellers" / "toko-a").exists()
    form.database.close()
    hub.day(START + timedelta(days=1))
    assert any(path.startswith("toko-a/") for path in hub.online()), "the old address leads on"
    refused = hub.run("hosting", "erase", "toko-a", today=START + timedelta(days=2), good=(1,))
    assert "erase toko-c" in refused["error"]
    hub.run("hosting", "erase", "toko-c", today=START + timedelta(days=2))
    assert not any(path.startswith(("toko-a/", "toko-c/")) for path in hub.online())
    for path in hub.root.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not [word for word in (b"Rendang Cipete", b"080000000100") if word in data], path


def test_an_erasure_begins_only_where_it_can_end(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.day(START)
    locked = hub.root / "sellers" / "toko-a" / "foto"
    monkeypatch.setattr("os.access", lambda path, _mode: Path(path) != locked)
    refused = hub.run("hosting", "erase", "toko-a", good=(1,))
    assert f"may not write to {locked}" in refused["error"]
    assert hub.state("toko-a", START)["state"] == "active"
    assert (hub.root / "sellers" / "toko-a" / "toko.yaml").is_file()


def test_an_erasure_removes_nothing_when_the_store_is_down(hub: Hub) -> None:
    hub.day(START)
    before = {path: path.read_bytes() for path in hub.root.rglob("*") if path.is_file()}
    closed = ("--to", f"s3://{BUCKET}/{hub.prefix}", "--endpoint-url", "http://127.0.0.1:9")
    answer = hub.run("hosting", "erase", "toko-a", *closed, good=(1,))
    assert "nothing was removed" in answer["error"]
    kept = {path: path.read_bytes() for path in hub.root.rglob("*") if path.is_file()}
    for part in ("sellers", "site"):
        assert {p: b for p, b in kept.items() if part in p.parts} == {
            p: b for p, b in before.items() if part in p.parts
        }
    assert hub.state("toko-a", START)["state"] == "active"
    assert hub.run("hosting", "erase", "toko-a")["complete"]
    assert not any(path.startswith("toko-a/") for path in hub.online())


def test_an_erasure_reaches_every_store_on_record(hub: Hub, tmp_path: Path) -> None:
    hub.day(START)
    folder = tmp_path / "www"
    hub.run("deploy", "--to", folder.as_uri())
    assert (folder / "toko-a" / "index.html").is_file()
    assert hub.run("hosting", "erase", "toko-a")["complete"]
    assert not (folder / "toko-a").exists()
    assert not any(path.startswith("toko-a/") for path in hub.online())


def test_a_lost_ledger_stops_everything_but_a_deploy_that_verifies(hub: Hub) -> None:
    hub.day(START)
    for name in ("ledger.db", "ledger.db-wal", "ledger.db-shm"):
        (hub.root / name).unlink(missing_ok=True)
    for command in (("build",), ("hosting", "sweep"), ("hosting", "remind"), ("hosting", "status")):
        answer = hub.run(*command, good=(1,))
        assert "restore it from a backup" in answer["error"]
    assert not (hub.root / "ledger.db").exists()
    later = START + timedelta(days=5)
    assert len(hub.run("deploy", "--verify", today=later)["started"]) == 3
    assert hub.state("toko-a", later)["starts_on"] == "2026-11-21"
    hub.run("build", today=later)


def test_the_ordinary_end_of_a_large_shop_stops_no_deploy(hub: Hub) -> None:
    for number in range(30):
        write_photo(hub.root / "sellers" / "toko-a", f"f{number}.jpg", f"#8844{number:02d}")
    shop = {f"produk-{number}": product(foto=f"[f{number}.jpg]") for number in range(30)}
    write_shop(hub.root, "toko-a", shop, nama="Rendang Cipete", whatsapp="0800-0000-0100")
    hub.day(START)
    assert sum(path.startswith("toko-a/") for path in hub.online()) > 90
    for days in (-30, 0, 3, 30, 32, 121):
        hub.day(END + timedelta(days=days))
    assert not any(path.startswith("toko-a/") for path in hub.online())


def test_the_click_list_names_the_export(hub: Hub) -> None:
    hub.day(START)
    answer = hub.run("hosting", "remind", today=END - timedelta(days=30))
    (name,) = [name for name in answer["files"] if name.endswith(".csv")]
    with (hub.root / name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert "toko-toko-a.zip" in rows[0]["pesan"]
    assert (hub.root / "build" / "export" / "toko-toko-a.zip").is_file()


def test_a_shared_link_to_a_purged_shop_meets_the_friendly_page(hub: Hub) -> None:
    """
    The store's error document is 404.html, which a store answers at any address: what it names is
    whole addresses, and it is styled by itself; only its script, which tries the address that was
    meant, lies beside it.
    """
    hub.day(START)
    page = hub.online()["404.html"].decode()
    assert "Halaman ini tidak ada" in page and 'rel="stylesheet"' not in page
    named = [address for _element, address in read_document("404.html", page).references]
    assert (
        named and [address for address in named if not address.startswith(("https://", "data:", "#"))] == []
    )
    assert len(re.findall(r'src="https://hub\.example/aset/alamat-\w+\.js"', page)) == page.count(
        'src="https'
    )
