"""How the form bears a busy evening: `python -m bench.form`.

So many sellers at once, each in a session of her own, open a question, think, and save an answer, over HTTP
on loopback, while the form runs as `etalase form` runs it. Judged: the time of a text save as the phone sees
it. Beside it, in the same run: every second save without a key (`kunci`), which is not remembered, and
the pages that are read.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

LIMIT_MS = 300
"""p95 of a text save."""
_HUB = """\
nama: Hub Uji
situs: https://hub.example
pengelola: {nama: Tim Uji, whatsapp: 0800-0000-0001, email: tim@hub.example}
kategori: [{slug: kuliner, nama: Kuliner, en: Food}]
"""
_SHOP = """\
nama: Toko {number}
kategori: kuliner
kecamatan: Tebet
whatsapp: 0800-0000-0101
persetujuan: 2026-11-01
"""
_PRODUCT = "---\nnama: Produk {number}\nharga: 18.000\n---\nEnak dan tahan lama.\n"


@dataclass
class Tally:
    """What all phones saw."""

    saves: list[float] = field(default_factory=list)
    """Seconds from the tap to the answer."""
    keyless: list[float] = field(default_factory=list)
    """The same of saves that are not remembered."""
    pages: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Phone(threading.Thread):
    """One seller: opens a question, thinks, saves; again and again."""

    def __init__(self, port: int, slug: str, door: str, until: float, think: float, tally: Tally) -> None:
        super().__init__(daemon=True)
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._slug, self._door, self._until, self._think, self._tally = slug, door, until, think, tally
        self._cookie = ""
        self._random = random.Random(slug)

    def run(self) -> None:
        """Live until the time is up; a broken connection is an error, and ends it."""
        try:
            self._live()
        except (OSError, http.client.HTTPException) as error:
            self._tally.errors.append(f"{self._slug}: {error!r}")

    def _live(self) -> None:
        time.sleep(self._random.random() * self._think)  # not all at once
        _, page = self._ask("GET", self._door)
        self._ask("POST", self._door, {"tanda": _hidden(page, "tanda")})
        number = 0
        while time.monotonic() < self._until:
            number += 1
            path = f"/t/{self._slug}/isi/tentang"
            seconds, page = self._ask("GET", path)
            self._tally.pages.append(seconds)
            time.sleep(self._random.uniform(0.5, 1.5) * self._think)
            with_key = number % 2 == 1
            names = ("tanda", "dasar", *(["kunci"] if with_key else []))
            fields = {name: _hidden(page, name) for name in names}
            story = f"Cerita {number} dari {self._slug}. " * 12
            seconds, _ = self._ask("POST", path, {**fields, "slogan": f"Nomor {number}", "cerita": story})
            (self._tally.saves if with_key else self._tally.keyless).append(seconds)

    def _ask(self, method: str, path: str, data: dict[str, str] | None = None) -> tuple[float, str]:
        headers = {"Cookie": self._cookie, "Content-Type": "application/x-www-form-urlencoded"}
        start = time.monotonic()
        self._connection.request(method, path, urlencode(data or {}) if data else None, headers)
        answer = self._connection.getresponse()
        body = answer.read().decode()
        seconds = time.monotonic() - start
        if cookie := answer.getheader("Set-Cookie"):
            self._cookie = cookie.partition(";")[0]
        if answer.status != (302 if method == "POST" else 200):
            self._tally.errors.append(f"{method} {path}: {answer.status}")
        return seconds, body


def main() -> int:
    """Run, print a table, and tell by the exit code whether the limit was kept."""
    parser = argparse.ArgumentParser(prog="python -m bench.form", description=__doc__)
    parser.add_argument("--sellers", type=int, default=200)
    parser.add_argument("--products", type=int, default=12, help="of each seller")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=15, help="seconds between opening and saving")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _workspace(root, arguments.sellers, arguments.products)
        doors = _links(root, arguments.sellers)
        tally = _run(root, doors, arguments.seconds, arguments.think)
    return _tell(arguments, tally)


def _workspace(root: Path, sellers: int, products: int) -> None:
    (root / "hub.yaml").write_text(_HUB, "utf-8")
    for number in range(sellers):
        folder = root / "sellers" / f"toko-{number:04}"
        (folder / "produk").mkdir(parents=True)
        (folder / "toko.yaml").write_text(_SHOP.format(number=number), "utf-8")
        for one in range(products):
            (folder / "produk" / f"produk-{one}.md").write_text(_PRODUCT.format(number=one), "utf-8")


def _links(root: Path, sellers: int) -> dict[str, str]:
    from datetime import datetime

    from generator.commands.common import JAKARTA
    from generator.form.database import open_database
    from generator.form.links import make_link

    database = open_database(root / "form" / "form.db")
    now = datetime.now(JAKARTA)
    slugs = [f"toko-{number:04}" for number in range(sellers)]
    return {slug: f"/m/{make_link(database, now, 'seller', slug=slug)[1]}" for slug in slugs}


def _run(root: Path, doors: dict[str, str], seconds: float, think: float) -> Tally:
    program = Path(sys.executable).with_name("etalase")
    command = [str(program), "--root", str(root), "form", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        found = re.search(r":(\d+)/", server.stdout.readline())
        assert found, "the form did not start"
        tally = Tally()
        until = time.monotonic() + seconds
        phones = [Phone(int(found[1]), slug, door, until, think, tally) for slug, door in doors.items()]
        for phone in phones:
            phone.start()
        for phone in phones:
            phone.join(seconds + 4 * think + 60)
        return tally
    finally:
        server.terminate()
        server.wait()


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""


def _tell(arguments: argparse.Namespace, tally: Tally) -> int:
    saves = len(tally.saves) + len(tally.keyless)
    print(
        f"{arguments.sellers} sellers with {arguments.products} products, {arguments.seconds:g} s, "
        f"{saves} saves ({saves / arguments.seconds:.1f}/s), {len(tally.errors)} errors"
    )
    for what, times in (("save", tally.saves), ("save without a key", tally.keyless), ("page", tally.pages)):
        cuts = statistics.quantiles(times, n=100)
        median, p95, most = (f"{seconds * 1e3:.0f} ms" for seconds in (cuts[49], cuts[94], max(times)))
        print(f"{what}: median {median}, p95 {p95}, max {most}")
    for error in tally.errors[:10]:
        print(error, file=sys.stderr)
    good = not tally.errors and statistics.quantiles(tally.saves, n=100)[94] * 1e3 <= LIMIT_MS
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
