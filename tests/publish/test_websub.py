"""After a deploy, a WebSub hub is told of the feeds that have changed, and of nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs
from xml.etree import ElementTree as Xml

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.shops import HUB, build, new_workspace, product, write_product, write_shop

ATOM = "{http://www.w3.org/2005/Atom}"
TODAY = "2026-11-21"


@contextmanager
def websub_hub(status: int = 204) -> Iterator[tuple[str, list[dict[str, list[str]]]]]:
    """A hub that answers with a status: its address, and what it was told."""
    told: list[dict[str, list[str]]] = []

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def deploy(root: Path, *arguments: str) -> Result:
    words = ["--root", str(root), "deploy", "--to", f"file://{root}/www", "--today", TODAY, *arguments]
    return CliRunner().invoke(main, words)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path / "hub")
    for slug in ("kopi-satu", "kopi-dua"):
        write_shop(tmp_path / "hub", slug)
    return tmp_path / "hub"


def set_hub(root: Path, address: str) -> None:
    (root / "hub.yaml").write_text(f"{HUB}penerbitan: {{websub: '{address}'}}\n", "utf-8")


def test_only_feeds_that_were_published_are_told(root: Path) -> None:
    with websub_hub() as (address, told):
        set_hub(root, address)
        build(root)
        assert deploy(root, "--dry-run").exit_code == 0
        assert told == []
        assert deploy(root).exit_code == 0
        feeds = [f"https://hub.example/{path}atom.xml" for path in ("", "kopi-dua/", "kopi-satu/")]
        assert told == [{"hub.mode": ["publish"], "hub.url": feeds}]
        assert deploy(root).exit_code == 0
        assert len(told) == 1
        write_product(root / "sellers" / "kopi-dua", "teh", product("Teh"))
        build(root)
        assert deploy(root).exit_code == 0
        assert told[1]["hub.url"][-1] == "https://hub.example/kopi-dua/atom.xml"
        assert "https://hub.example/kopi-satu/atom.xml" not in told[1]["hub.url"]


@pytest.mark.parametrize("status", [404, 500])
def test_a_hub_that_refuses_is_mentioned_and_costs_nothing_else(root: Path, status: int) -> None:
    with websub_hub(status) as (address, told):
        set_hub(root, address)
        build(root)
        outcome = deploy(root, "--json")
    assert outcome.exit_code == 0
    assert json.loads(outcome.stdout)["result"] == "done"
    assert f"answered {status}" in outcome.stderr
    assert len(told) == 1


def test_a_hub_that_is_down_is_mentioned(root: Path) -> None:
    set_hub(root, "http://127.0.0.1:9/")
    build(root)
    outcome = deploy(root)
    assert outcome.exit_code == 0
    assert "could not be told" in outcome.stderr


def test_feeds_say_where_they_are_what_they_are_of_and_who_tells(root: Path) -> None:
    def links(path: str) -> dict[str, str]:
        feed = Xml.parse(root / "build" / "site" / path).getroot()
        return {link.get("rel", ""): link.get("href", "") for link in feed.findall(f"{ATOM}link")}

    build(root)
    shop = "https://hub.example/kopi-satu/"
    assert links("kopi-satu/atom.xml") == {"self": f"{shop}atom.xml", "alternate": shop}
    set_hub(root, "https://telling.example/")
    assert build(root)[1]["sellers"]["built"] == 2
    assert links("kopi-satu/atom.xml")["hub"] == "https://telling.example/"
    home = "https://hub.example/"
    assert links("atom.xml") == {
        "self": f"{home}atom.xml",
        "alternate": home,
        "hub": "https://telling.example/",
    }
