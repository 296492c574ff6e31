"""What a page says depends on Jakarta's time, wherever the visitor is and whenever it was built."""

from __future__ import annotations

from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page

STATUS = "[data-hours]"
NOTICE = "[data-until]"
ZONES = ("Asia/Jakarta", "America/Los_Angeles")


def open_at(browser: Browser, url: str, moment: str, zone: str = "Asia/Jakarta") -> Page:
    """The page as it looks at a moment of Jakarta's time."""
    context = browser.new_context(timezone_id=zone, locale="id-ID")
    page = context.new_page()
    page.clock.set_fixed_time(datetime.fromisoformat(f"{moment}+07:00"))
    page.goto(url)
    return page


def status(page: Page) -> str:
    try:
        return page.locator(STATUS).inner_text().strip()
    finally:
        page.context.close()


# November 2026: the 23rd is a Monday. Kopi Tebet: Monday closed; Tuesday to Thursday 10-15 and 16-22;
# Friday 13-23; Saturday and Sunday 17 to 2 in the night.
@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2026-11-23T12:00", "Tutup, buka besok pukul 10.00"),
        ("2026-11-24T09:59", "Tutup, buka lagi pukul 10.00"),
        ("2026-11-24T10:00", "Buka sekarang, sampai 15.00"),
        ("2026-11-24T14:59", "Buka sekarang, sampai 15.00"),
        ("2026-11-24T15:00", "Tutup, buka lagi pukul 16.00"),
        ("2026-11-27T23:00", "Tutup, buka besok pukul 17.00"),
        ("2026-11-28T23:30", "Buka sekarang, sampai 02.00"),
        ("2026-11-29T00:00", "Buka sekarang, sampai 02.00"),  # Saturday's evening
        ("2026-11-29T02:00", "Tutup, buka lagi pukul 17.00"),
        ("2026-11-30T01:59", "Buka sekarang, sampai 02.00"),  # Sunday's evening, though Monday is closed
        ("2026-11-30T02:00", "Tutup, buka besok pukul 10.00"),
    ],
)
def test_open_now(browser: Browser, address: str, moment: str, text: str, zone: str) -> None:
    assert status(open_at(browser, f"{address}/kopi-tebet/index.html", moment, zone)) == text


def test_product_pages_tell_it_too(browser: Browser, address: str) -> None:
    page = open_at(browser, f"{address}/kopi-tebet/es-cokelat.html", "2026-11-28T20:00")
    assert status(page) == "Buka sekarang, sampai 02.00"


@pytest.mark.parametrize("moment", ["2026-11-22T03:00", "2026-11-24T23:59", "2026-11-25T00:00"])
def test_always_open(browser: Browser, address: str, moment: str) -> None:
    assert status(open_at(browser, f"{address}/warung-cak-mat/index.html", moment)) == "Buka 24 jam"


def test_a_weekend_lies_between(browser: Browser, address: str) -> None:
    page = open_at(browser, f"{address}/batik-ayu/index.html", "2026-11-28T17:30")  # Saturday; Sunday closed
    assert status(page) == "Tutup, buka Senin pukul 09.00"


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("moment", "on_holiday"),
    [("2026-12-31T23:59", True), ("2027-01-01T00:00", False)],
)
def test_holiday_ends_by_itself(
    browser: Browser, address: str, moment: str, on_holiday: bool, zone: str
) -> None:
    page = open_at(browser, f"{address}/anyaman-marunda/index.html", moment, zone)
    assert page.locator(NOTICE).is_visible() == on_holiday
    assert page.locator(STATUS).is_visible() != on_holiday
    page.context.close()


def test_the_clock_goes_on_while_the_page_is_open(browser: Browser, address: str) -> None:
    page = browser.new_context(timezone_id="Asia/Jakarta").new_page()
    page.clock.install(time=datetime.fromisoformat("2026-11-24T14:58:30+07:00"))
    page.goto(f"{address}/kopi-tebet/index.html")
    assert page.locator(STATUS).inner_text().strip() == "Buka sekarang, sampai 15.00"
    page.clock.run_for(3 * 60 * 1000)
    assert status(page) == "Tutup, buka lagi pukul 16.00"
