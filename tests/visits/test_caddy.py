"""What the guide has Caddy write down is what the import reads."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.shops import etalase, new_workspace
from tests.test_examples import caddy, get
from tests.test_guide import GUIDE
from tests.visits.logs import PHONE

STATUS = {"/kopi-satu/": 200, "/kopi-satu/kopi.html": 200, "/kopi-satu/teh.html": 404}


def test_a_log_of_caddy_is_counted(tmp_path: Path) -> None:
    found = re.search(r"<!-- run by tests/visits/test_caddy.py -->\n```\n(.*?)```", GUIDE, re.DOTALL)
    assert found
    root, site, logs = new_workspace(tmp_path / "hub"), tmp_path / "site", tmp_path / "logs"
    for folder in (root / "sellers" / "kopi-satu", site / "kopi-satu"):
        folder.mkdir(parents=True)
    for name in ("index", "kopi"):
        (site / "kopi-satu" / f"{name}.html").write_text("<!doctype html>")
    logging = found[1].replace("/var/log/caddy", str(logs))
    config = tmp_path / "Caddyfile"
    config.write_text(f"{{$ETALASE_SITE}} {{\n{logging}\troot {site}\n\tfile_server\n}}\n")
    with caddy(str(config), tmp_path, "ETALASE_SITE") as address:
        for agent in (PHONE, PHONE, "WhatsApp/2.24.1.78 A"):
            for path, status in STATUS.items():
                told = {"User-Agent": agent, "Cookie": "rahasia=1"}
                assert get(f"{address}{path}", **told).status == status
    assert "rahasia" not in (logs / "etalase.log").read_text()
    today = (datetime.now(UTC) + timedelta(hours=7)).date().isoformat()
    code, answer = etalase(root, "visits", "import", str(logs), "--today", today)
    assert (code, answer["counted"], answer["bots"], answer["unreadable"]) == (0, 4, 2, 0)
