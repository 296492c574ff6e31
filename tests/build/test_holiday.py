"""A holiday begins and ends by itself, on pages and in lists; the form says the same as files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.form.forms import new_form
from tests.shops import build, etalase, new_workspace, write_shop

AWAY = "{mulai: 2026-12-24, sampai: 2026-12-31, pesan: Pulang kampung}"


def says_closed(root: Path, today: str) -> tuple[str, int]:
    """What the shop's page says of being closed, and how many shops that build made anew."""
    _code, answer = build(root, today=today)
    page = (root / "build" / "site" / "satu" / "index.html").read_text("utf-8")
    [said] = re.findall(r"<strong>(.*?)</strong><br>Pulang kampung", page) or [""]
    return said, answer["sellers"]["built"]


def test_pages_say_it_from_a_week_before_to_the_last_day(tmp_path: Path) -> None:
    new_workspace(tmp_path)
    write_shop(tmp_path, "satu", libur=AWAY)
    days = ("2026-12-16", "2026-12-17", "2026-12-23", "2026-12-24", "2026-12-31", "2027-01-01")
    found = [says_closed(tmp_path, day) for day in days]
    soon, now = "Libur mulai Kamis 24 Des sampai Kamis 31 Des", "Tutup sampai 31 Desember 2026"
    assert found == [("", 1), (soon, 1), (soon, 0), (now, 1), (now, 0), ("", 1)]


def test_a_holiday_of_one_day_is_announced_as_one(tmp_path: Path) -> None:
    new_workspace(tmp_path)
    write_shop(tmp_path, "satu", libur="{mulai: 2026-12-24, sampai: 2026-12-24, pesan: Pulang kampung}")
    assert says_closed(tmp_path, "2026-12-20") == ("Libur hari Kamis 24 Des", 1)


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ("{mulai: 2026-12-31, sampai: 2026-12-24}", "holiday-backwards"),
        ("{mulai: besok, sampai: 2026-12-31}", "date-unreadable"),
    ],
)
def test_a_holiday_that_is_none_is_told_in_its_line(tmp_path: Path, keys: str, code: str) -> None:
    new_workspace(tmp_path)
    write_shop(tmp_path, "satu", libur=keys)
    found = etalase(tmp_path, "check", "--today", "2026-11-21")[1]["diagnostics"]
    assert [(one["code"], one["line"]) for one in found if one["severity"] == "error"] == [(code, 6)]


def test_the_form_asks_for_both_days_and_refuses_them_swapped(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu")
    seller = form.seller("satu")
    swapped = seller.say("/t/satu/isi/libur", {"mulai": "2026-12-31", "sampai": "2026-12-24"})
    assert swapped.status_code == 400
    assert "Hari terakhir libur lebih dulu dari hari pertamanya." in swapped.text
    assert (
        seller.post("/t/satu/isi/libur", {"mulai": "2026-12-24", "sampai": "2026-12-31"}).status_code == 302
    )
    text = (form.context.live.folder("satu") / "toko.yaml").read_text("utf-8")
    assert "libur:\n  mulai: 2026-12-24\n  sampai: 2026-12-31\n" in text
    assert "dari 24 Desember 2026 sampai 31 Desember 2026" in seller.get("/t/satu/").text
    assert 'value="2026-12-24"' in seller.get("/t/satu/isi/libur").text
