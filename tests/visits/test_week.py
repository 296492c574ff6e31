"""What a seller is told of a week on her phone."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.visits.record import VisitsError
from generator.visits.week import Week, week_of
from tests.form.forms import HUB_WITH_MENTORS, NOW, Form, new_form
from tests.shops import etalase, product, write_shop
from tests.visits.logs import Look, combined

TODAY = NOW.date()


def looked(root: Path, times: int, path: str = "/satu/", days: int = 0) -> None:
    """So many people, each of their own address."""
    looks = [
        Look(path, at=NOW - timedelta(days=days), address=f"203.0.{days}.{n}", number=n) for n in range(times)
    ]
    (root / "access.log").write_text("".join(map(combined, looks * 2)))
    code, _ = etalase(root, "visits", "import", str(root / "access.log"), "--today", TODAY.isoformat())
    assert code == 0


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path, HUB_WITH_MENTORS)
    write_shop(tmp_path, "satu", {"kopi": product(), "teh": product("Teh & Susu", "8.000")})
    return form


def told(form: Form) -> str:
    page = form.seller("satu").get("/t/satu/")
    found = re.search(r'<p class="note plain">(.*?)</p>', page.text, re.DOTALL)
    return (
        " ".join(unescape(re.sub(r"<[^>]+>", "", found[1].replace("<small>", " "))).split()) if found else ""
    )


def test_a_week_is_the_last_seven_days(tmp_path: Path) -> None:
    for slug in ("satu", "dua"):
        write_shop(tmp_path, slug)
    (tmp_path / "hub.yaml").write_text(HUB_WITH_MENTORS)
    assert week_of(tmp_path, "satu", TODAY) is None
    for days in range(8):
        looked(tmp_path, 5, days=days)
        looked(tmp_path, 1, "/satu/teh.html", days=days)
        looked(tmp_path, 2, "/satu/kopi.html", days=days)
    assert week_of(tmp_path, "satu", TODAY) == Week(35, ("kopi", "teh"))
    assert week_of(tmp_path, "satu", TODAY + timedelta(days=1)) == Week(30, ("kopi", "teh"))
    assert week_of(tmp_path, "satu", TODAY + timedelta(days=5)) == Week(10, ())
    assert week_of(tmp_path, "satu", TODAY + timedelta(days=7)) is None
    assert week_of(tmp_path, "dua", TODAY) == Week(0, ())


def test_a_seller_reads_how_often_her_shop_was_looked_at(form: Form) -> None:
    assert told(form) == ""
    looked(form.context.root, 4)
    few = "Dalam 7 hari terakhir; satu orang dihitung sekali sehari."
    assert told(form) == f"Minggu ini kurang dari 5 kali dilihat. {few}"
    looked(form.context.root, 41)
    assert told(form) == f"Minggu ini 41 kali dilihat. {few}"
    looked(form.context.root, 9, "/satu/teh.html")
    looked(form.context.root, 6, "/satu/kopi.html")
    looked(form.context.root, 20, "/satu/sudah-hilang.html")
    assert told(form) == f"Minggu ini 41 kali dilihat. Yang paling dilihat: Teh & Susu. {few}"


def test_a_damaged_record_costs_the_sentence_and_not_the_page(form: Form) -> None:
    looked(form.context.root, 9)
    (form.context.root / "visits" / "visits.db").write_bytes(b"bukan basis data" * 1000)
    with pytest.raises(VisitsError):
        week_of(form.context.root, "satu", TODAY)
    assert told(form) == ""
    assert replace(Week(4, ()), visits=5).few is False
