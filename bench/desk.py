"""How long a mentor waits for a page of her desk: `python -m bench.desk`.

A made-up workspace is built, and its form is asked in this process, as an operator who sees all its shops.
Judged: the median time of each page, from the request to its whole answer.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask.testing import FlaskClient

from generator.content.hub import load_hub
from generator.form.app import create_app
from generator.form.context import open_form
from generator.form.links import make_link

LIMIT_MS = 300
VIEWS = {
    "first look": "",
    "page 4, by name": "?urut=nama&hal=4",
    "a product with a slip": "?cari=rendnag",
    "a number": "?cari=0800-0000",
    "long quiet": "?saring=diam",
    "nothing found": "?cari=zzzzzz",
    "report (CSV)": "laporan.csv",
}


def main() -> None:
    """Build, measure, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shops", type=int, default=200)
    parser.add_argument("--times", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for command in (["demo", "--sellers", str(options.shops), "--photos", "0"], ["build"]):
            subprocess.run(
                [Path(sys.executable).with_name("etalase"), "--root", folder, *command, "--quiet"], check=True
            )
        client = _operator(root)
        slow = [name for name, took in _measured(client, options.times) if took > LIMIT_MS]
    sys.exit(f"slower than {LIMIT_MS} ms: {', '.join(slow)}" if slow else 0)


def _operator(root: Path) -> FlaskClient:
    hub, problems = load_hub(root)
    if hub is None:
        sys.exit(str(problems))

    def now() -> datetime:
        return datetime.now(ZoneInfo("Asia/Jakarta"))

    context = open_form(root, hub, now, "http://localhost", lambda _slug: None)
    client = create_app(context).test_client()
    _link, token = make_link(context.database, now(), "operator")
    page = client.get(f"/m/{token}").text
    [secret] = set(re.findall(r'name="tanda" value="([^"]+)"', page))
    client.post(f"/m/{token}", data={"tanda": secret})
    return client


def _measured(client: FlaskClient, times: int) -> Iterator[tuple[str, float]]:
    """Each view with its median, in milliseconds; the first look makes the rows."""
    for name, query in VIEWS.items():
        took = [_one(client, f"/pembina/{query}") for _ in range(times)]
        print(f"{name:24} {statistics.median(took):6.0f} ms   slowest {max(took):6.0f} ms")
        yield name, statistics.median(took)


def _one(client: FlaskClient, address: str) -> float:
    began = time.perf_counter()
    answer = client.get(address)
    size = len(answer.data)
    if answer.status_code != 200 or not size:
        sys.exit(f"{address}: {answer.status_code}")
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
