"""A document about a shop: true on its day, and known again later to the byte."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from bench.pages import violations
from generator.hosting.operations import move
from generator.hosting.term import Event
from generator.reports.evidence import history, online_since
from tests.browser import new_page
from tests.hosting.histories import action
from tests.reports.market import TODAY, ledger, market, with_terms
from tests.shops import build, etalase, product, write_product

STARTED = date(2024, 12, 1)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = market(tmp_path_factory.mktemp("market"))
    build(root)
    with_terms(root, {"kopi-utuh": STARTED})
    yield root


def made(root: Path) -> dict[str, Any]:
    result = report_of(root, "kopi-utuh")
    assert result[0] == 0
    return result[1]


def report_of(root: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    return etalase(root, "report", "evidence", *arguments, "--today", str(TODAY))


def test_it_says_what_the_ledger_the_build_and_the_folder_say(root: Path) -> None:
    found = made(root)
    assert {key: found[key] for key in ("slug", "published_since", "online_since", "days_online")} == {
        "slug": "kopi-utuh",
        "published_since": "2024-12-01",
        "online_since": "2024-12-01",
        "days_online": (TODAY - STARTED).days,
    }
    assert (found["products"], found["permits"]["nib"], found["consent"]) == (
        3,
        "1234567890123",
        "2026-11-01",
    )
    site = root / "build" / "site"
    pages = {path.relative_to(site).as_posix(): path for path in (site / "kopi-utuh").rglob("*.html")}
    assert {one["path"]: one["sha256"] for one in found["pages"]} == {
        path: hashlib.sha256(file.read_bytes()).hexdigest() for path, file in pages.items()
    }
    document = root / found["file"]
    assert found["file"] == "reports/bukti-kopi-utuh-2026-11-21.html"
    assert hashlib.sha256(document.read_bytes()).hexdigest() == found["sha256"]
    assert found["code"] in document.read_text("utf-8")


def test_it_is_known_after_later_builds_and_not_with_one_byte_changed(tmp_path: Path) -> None:
    root = market(tmp_path)
    build(root)
    with_terms(root, {"kopi-utuh": STARTED})
    found = made(root)
    document = root / found["file"]
    assert made(root)["sha256"] == found["sha256"], "the same facts are the same document"
    write_product(root / "sellers" / "kopi-utuh", "arabika", product("Arabika Baru"))
    build(root, today="2026-11-22")
    code, said = report_of(root, "--verify", str(document))
    assert (code, said["valid"], said["slug"], said["issued_on"]) == (0, True, "kopi-utuh", "2026-11-21")
    data = document.read_bytes()
    for at in (0, len(data) // 3, len(data) - 1):
        forged = tmp_path / "forged.html"
        forged.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert report_of(root, "--verify", str(forged))[0] == 1
    assert made(root)["sha256"] != found["sha256"], "a changed shop is another document"
    assert etalase(root, "hosting", "verify")[1]["differences"] == []


def test_nothing_is_proved_of_a_shop_that_is_not_online(root: Path) -> None:
    for slug in ("bakso-mas", "sate-baru", "teh-retak"):
        code, said = report_of(root, slug)
        assert (code, "no term that runs" in said["error"]) == (1, True)
    assert "did you mean kopi-utuh" in report_of(root, "kopi-utu")[1]["error"]


def test_the_document_opens_on_a_phone(root: Path, browser: Browser) -> None:
    file = root / made(root)["file"]
    with new_page(browser) as page:
        page.goto(file.as_uri())
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, colours=True) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_shop_that_moved_brings_its_days_along(tmp_path: Path) -> None:
    root = market(tmp_path)
    with_terms(root, {"kopi-utuh": STARTED})
    with ledger(root) as book:
        there = book.term("kopi-baru")
        book.record(
            "kopi-utuh", lambda term: move("kopi-utuh", term, "kopi-baru", there, action(TODAY, "name"))
        )
        kinds = [event.kind for event in history(book, "kopi-baru")]
    assert kinds == ["started"]
    assert online_since(Event("x", kind, STARTED, "", "") for kind in kinds) == STARTED


@given(
    st.lists(st.sampled_from(["grace", "suspended", "renewed", "held", "notice", "evidence"]), max_size=12)
)
def test_days_without_a_gap_begin_after_the_last_suspension(kinds: list[Any]) -> None:
    events = [
        Event("x", kind, STARTED + timedelta(days=at), "", "") for at, kind in enumerate(["started", *kinds])
    ]
    down = max((at for at, event in enumerate(events) if event.kind == "suspended"), default=-1)
    ups = [event.on for event in events[down + 1 :] if event.kind in ("started", "renewed")]
    assert online_since(events) == (min(ups) if ups else None)
