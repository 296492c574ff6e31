"""What an import of access logs takes: `python -m bench.visits` prints a Markdown table.

Exit code 1 when a budget is missed, or when a line was counted twice.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from bench.budgets import VISITS_BYTES, VISITS_CPU_SECONDS
from bench.tables import head, row

MIB = 1024 * 1024
_SHOPS = 2_000
_PRODUCTS = ("rendang-sapi", "kopi-susu", "batik-tulis", "kue-lapis", "nasi-uduk", "sambal-matah")
_START = datetime(2026, 11, 28, 17, 0, tzinfo=UTC)
_TODAY = "2026-11-30"
_PHONE = (
    "Mozilla/5.0 (Linux; Android {}; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/{}.0.{}.0 Mobile Safari/537.36"
)
_PROGRAMS = (
    "WhatsApp/2.24.1.78 A",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
)

Asked = tuple[int, datetime, str, str, str]
"""Which line it is, when, by whom, for what, with what."""


def asked() -> Iterator[Asked]:
    """Requests of two days: 4 in 10 for a shop's page, and of these one in ten by a program."""
    dice = random.Random("visits")
    number = 0
    while True:
        number += 1
        moment = _START + timedelta(seconds=number * 86_400 // 1_000_000)
        person = dice.randrange(300_000)
        agent = _PHONE.format(8 + person % 7, 90 + person % 40, person % 12)
        shop = f"warung-{dice.randrange(_SHOPS)}"
        kind = dice.randrange(10)
        if kind < 2:
            path = f"/{shop}/"
        elif kind < 4:
            path = f"/{shop}/{_PRODUCTS[dice.randrange(6)]}.html"
        else:
            path = f"/{shop}/foto/{_PRODUCTS[dice.randrange(6)]}-0123456789ab-480.webp"
        if kind < 4 and number % 10 == 0:
            agent = _PROGRAMS[number // 10 % len(_PROGRAMS)]
        yield number, moment, f"114.{person >> 16}.{person >> 8 & 255}.{person & 255}", path, agent


def combined(one: Asked) -> str:
    """Of nginx."""
    _, moment, address, path, agent = one
    time = f"{moment:%d/%b/%Y:%H:%M:%S} +0000"
    return f'{address} - - [{time}] "GET {path} HTTP/2.0" 200 5120 "https://wa.me/" "{agent}"\n'


def caddy(one: Asked) -> str:
    """As Caddy writes it, with most of its headers."""
    number, moment, address, path, agent = one
    asked_for = {
        "remote_ip": address, "remote_port": "41342", "client_ip": address, "proto": "HTTP/2.0",
        "method": "GET", "host": "etalase.example", "uri": path,
        "headers": {"User-Agent": [agent], "Accept-Encoding": ["gzip, br"], "Accept-Language": ["id-ID"]},
        "tls": {"resumed": False, "version": 772, "cipher_suite": 4865, "proto": "h2", "server_name": ""},
    }  # fmt: skip
    told = {
        "level": "info", "ts": moment.timestamp() + number % 1000 / 1000, "logger": "http.log.access",
        "msg": "handled request", "request": asked_for, "bytes_read": 0, "duration": 0.0009, "size": 5120,
        "status": 200, "resp_headers": {"Content-Type": ["text/html; charset=utf-8"]},
    }  # fmt: skip
    return f"{json.dumps(told)}\n"


def s3(one: Asked) -> str:
    """Of a bucket."""
    number, moment, address, path, agent = one
    key = path[1:] + "index.html" * path.endswith("/")
    return (
        f"{'79a5' * 16} toko [{moment:%d/%b/%Y:%H:%M:%S} +0000] {address} - {number:016X} WEBSITE.GET.OBJECT "
        f'{key} "GET {path} HTTP/1.1" 200 - 5120 5120 12 11 "-" "{agent}" - hostid= - - - etalase.example -\n'
    )


def cloudfront(one: Asked) -> str:
    """Of a distribution; a file of it begins with the names."""
    number, moment, address, path, agent = one
    cells = (
        f"{moment:%Y-%m-%d}", f"{moment:%H:%M:%S}", "CGK50-P1", "5120", address, "GET",
        "d1.cloudfront.net", path, "200", "-", agent.replace(" ", "%20"), "-", "-", "Hit", f"id{number}==",
        "etalase.example", "https", "312", "0.001",
    )  # fmt: skip
    return "\t".join(cells) + "\n"


def write(folder: Path, count: int, line: Callable[[Asked], str], each: int) -> None:
    """Files of `each` lines, gzipped where they are small."""
    lines = map(line, asked())
    for number in range(count // each):
        piece = "".join(islice(lines, each)).encode()
        small = each < 100_000
        data = gzip.compress(piece, 1) if small else piece
        (folder / f"{number:06}.log{'.gz' * small}").write_bytes(data)


def measured(root: Path, logs: Path) -> tuple[float, float, dict[str, int]]:
    """Seconds of processors, MiB at most, and what the import says."""
    result, answer = root / "measured.json", root / "answer.json"
    program = [shutil.which("etalase") or str(Path(sys.executable).with_name("etalase")), "--root", str(root)]
    command = [*program, "-q", "visits", "import", str(logs), "--today", _TODAY, "--json"]
    with answer.open("wb") as out:
        subprocess.run([sys.executable, "bench/measured.py", str(result), *command], check=True, stdout=out)
    took = json.loads(result.read_text("utf-8"))
    counts = json.loads(answer.read_text("utf-8"))
    return took["cpu"], took["memory"] / MIB, counts


def main() -> None:
    """Measure, and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--lines", type=int, default=1_000_000, help="lines of each kind of log")
    wanted = options.parse_args()
    kinds = (
        ("combined, one file", combined, wanted.lines),
        ("Caddy, one file", caddy, wanted.lines),
        ("S3, files of 200 lines, gzipped", s3, 200),
        ("CloudFront, files of 2,000 lines, gzipped", cloudfront, 2_000),
    )
    missed = False
    head("log", "CPU s", "MiB", "lines", "counted", "programs", "again", "database, MiB")
    for name, line, each in kinds:
        with tempfile.TemporaryDirectory(prefix="etalase-bench-") as folder:
            root, logs = Path(folder), Path(folder) / "logs"
            shutil.copy("hub.yaml", root)
            logs.mkdir()
            for number in range(_SHOPS):
                (root / "sellers" / f"warung-{number}").mkdir(parents=True)
            write(logs, wanted.lines, line, each)
            first = 0
            for again in ("", ", again"):
                cpu, memory, counts = measured(root, logs)
                size = (root / "visits" / "visits.db").stat().st_size / MIB
                told = (counts[key] for key in ("lines", "counted", "bots", "again"))
                row(f"{name}{again}", f"{cpu:.1f}", f"{memory:.0f}", *(f"{n:,}" for n in told), f"{size:.0f}")
                missed |= cpu > VISITS_CPU_SECONDS or memory * MIB > VISITS_BYTES
                first = first or counts["counted"]
            missed |= counts["counted"] != 0 or counts["again"] != first
    raise SystemExit(missed)


if __name__ == "__main__":
    main()
