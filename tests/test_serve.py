"""The preview: what it shows, what it rebuilds, and how the browser hears of it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import pytest

from generator.serve import Reloads, affected, preview_server
from tests.addresses import EXACT, HOSTILE, LOOSE, lead
from tests.shops import new_workspace, product, write_product, write_shop


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path)
    write_shop(tmp_path, "kopi-satu")
    write_shop(tmp_path, "belum-setuju", persetujuan="")
    write_product(tmp_path / "sellers" / "kopi-satu", "baru", product("Es Draf", draf="ya"))
    return tmp_path


class Preview:
    """A running `etalase serve --watch`, with what it prints."""

    def __init__(self, root: Path, box: Sequence[str] = ()) -> None:
        command = [sys.executable, "-u", "-c", "from generator.cli import main; main()", "--root", str(root)]
        self.process = subprocess.Popen(
            [*box, *command, "serve", "--watch", "--port", "0", "--jobs", "1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()
        opened = self.wait_for("Open http")
        self.url = opened.split()[1]

    def _read(self) -> None:
        assert self.process.stdout
        self.lines.extend(iter(self.process.stdout.readline, ""))

    @contextmanager
    def stopped(self) -> Iterator[Self]:
        """Stop it afterwards as Ctrl+C does."""
        try:
            yield self
        finally:
            self.process.send_signal(signal.SIGINT)
            assert self.process.wait(timeout=20) == 0

    def wait_for(self, text: str, after: int = 0) -> str:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            for line in self.lines[after:]:
                if text in line:
                    return line
            time.sleep(0.05)
        raise AssertionError(f"never said {text!r}: {self.lines}")

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            text: str = answer.read().decode()
            return text


@pytest.fixture
def preview(root: Path) -> Iterator[Preview]:
    with Preview(root).stopped() as running:
        yield running


def test_a_preview_that_follows_the_files(root: Path, preview: Preview) -> None:
    assert "Pratinjau" in preview.get("belum-setuju/index.html")
    assert "Es Draf" in preview.get("kopi-satu/")
    assert "/-/muat-ulang.js" in preview.get("")
    assert not (root / "build" / "site").exists(), "the preview never touches what is deployed"
    with pytest.raises(urllib.error.HTTPError, match="404"):
        preview.get("tidak-ada.html")

    stream = urllib.request.urlopen(preview.url + "-/muat-ulang", timeout=60)
    said = len(preview.lines)
    for price in range(18_000, 18_060):  # the watcher starts a moment after the address is printed
        write_product(root / "sellers" / "kopi-satu", "kopi", product("Kopi Anyar", str(price)))
        time.sleep(1)
        if len(preview.lines) > said:
            break
    assert preview.wait_for("built", said).startswith("1 built, 0 failed")
    assert stream.readline() == b"data: reload\n"
    stream.close()
    assert "Kopi Anyar" in preview.get("kopi-satu/kopi.html")

    said = len(preview.lines)
    write_product(root / "sellers" / "kopi-satu", "kopi", product("Kopi Anyar", "dua puluh"))
    assert preview.wait_for("failed", said).startswith("0 built, 1 failed")
    assert any("harga belum bisa dibaca" in line for line in preview.lines[said:])
    assert "Kopi Anyar" in preview.get("kopi-satu/kopi.html"), "the last good page stays"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The preview's server over a site that lies there already."""
    folder = tmp_path / "site"
    for path in ("toko-a/index.html", "toko-a/kopi.html", "kategori/kuliner/index.html", "index.html"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("<!doctype html>")
    with preview_server(folder, 0, Reloads()) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_pages_are_found_in_any_case_and_without_the_slash(site: str) -> None:
    for asked, there in LOOSE.items():
        assert lead(site, asked) == lead(site, asked, "HEAD") == (301, there)
        assert lead(site, there) == (200, "")


def test_no_address_leads_elsewhere(site: str) -> None:
    for asked in EXACT:
        assert lead(site, asked)[0] in (200, 404)
    for asked in HOSTILE:
        assert re.fullmatch(r"(/\w\S*)?", lead(site, asked)[1]), asked


@pytest.mark.parametrize(
    ("paths", "slugs"),
    [
        (["sellers/kopi-satu/toko.yaml"], ("kopi-satu",)),
        (["sellers/b/produk/x.md", "sellers/a/foto/y.jpg"], ("a", "b")),
        (["sellers/kopi-satu/toko.yaml", "hub.yaml"], ()),
        (["sellers/kopi-satu"], ()),
        (["sellers/kopi-satu/.toko.yaml.swp"], None),
        (["build/site/index.html"], None),
        (["/elsewhere/theme.css"], ()),
    ],
)
def test_which_sellers_a_change_is_about(
    tmp_path: Path, paths: list[str], slugs: tuple[str, ...] | None
) -> None:
    assert affected({tmp_path / path for path in paths}, tmp_path) == slugs


def test_a_taken_port_is_said(root: Path, preview: Preview) -> None:
    port = preview.url.rstrip("/").rpartition(":")[2]
    command = [sys.executable, "-c", "from generator.cli import main; main()", "--root", str(root)]
    outcome = subprocess.run([*command, "serve", "--port", port], capture_output=True, text=True, check=False)
    assert outcome.returncode == 1
    assert "port" in outcome.stderr
