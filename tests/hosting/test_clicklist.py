"""The mentors' lists: as tables, and as pages in a real browser."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from bench.pages import violations
from generator.content.hub import Hub, load_hub
from generator.hosting.clicklist import Listed, write_lists
from generator.hosting.clicklist_csv import COLUMNS, CsvRow, Reported, ReportError, Unreadable, read, table
from generator.hosting.contact import Contact
from generator.hosting.notices import reminder
from generator.hosting.term import State, Term
from generator.language import language
from tests.browser import new_page
from tests.shops import HUB

TODAY = date(2028, 8, 23)
HOSTILE = '=HYPERLINK("https://evil.example";"Klik") <script>alert(1)</script>'

hostile = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.sampled_from(
        [HOSTILE, "+62", "-1", "@SUM(A1)", "a;b,c\td", 'kata "Bu"', "dua\r\nbaris", "'kutip", ""]
    ),
)
slugs = st.from_regex(r"toko-[a-z0-9]{1,20}", fullmatch=True)
rows = st.builds(
    CsvRow,
    slug=slugs,
    kind=st.sampled_from(["D-90", "D-30", "D-7", "D-1", "D+3", "D+10"]),
    expires_on=st.dates(date(2027, 1, 1), date(2040, 1, 1)),
    kecamatan=st.just("Cilandak"),
    name=hostile,
    whatsapp=st.just("0800-0000-0101"),
    link=st.just("https://wa.me/6280000000101?text=Halo"),
    text=hostile,
)


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    mentors = "pembina: {Cilandak: {nama: Ibu Ratna, whatsapp: 0800-0000-0011}}\n"
    (tmp_path / "hub.yaml").write_text(HUB + mentors, "utf-8")
    found, _ = load_hub(tmp_path)
    assert found
    return found


def listed(
    slug: str, offset: int, kecamatan: str = "cilandak", *, name: str = "", refused: bool = False
) -> Listed:
    state: State = "grace" if offset >= 0 else "active"
    end = TODAY - timedelta(days=offset)
    known = Term(
        slug, state, starts_on=date(2026, 8, 1), expires_on=end, grace_on=end if offset >= 0 else None
    )
    contact = Contact(slug, name or slug.replace("-", " ").title(), "6280000000101", "", "", kecamatan)
    found = reminder(known, contact, TODAY)
    assert found
    return Listed(found, refused)


LISTED = [
    listed("kopi-cilandak", -90),
    listed("dapur-bu-siti", -30, refused=True),
    listed("jahit-kilat", 3, name=HOSTILE),
    listed("batik-ayu", 10),
    listed("kopi-tebet", -7, "tebet"),
    listed("entah", -1, ""),
]


@pytest.fixture
def lists(tmp_path: Path, hub: Hub) -> Path:
    write_lists(tmp_path / "lists", LISTED, hub, TODAY, language("id"))
    return tmp_path / "lists"


def cells(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))


# the table


@given(st.lists(rows, max_size=5))
def test_a_table_comes_back_as_it_went_and_computes_nothing(written: list[CsvRow]) -> None:
    data = table(written)
    assert data.startswith(b"\xef\xbb\xbfslug,pemberitahuan,berakhir,")
    shown = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["nama"].removeprefix("'") for row in shown] == [row.name.removeprefix("'") for row in written]
    for row in shown:
        for cell in row.values():
            assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    # only the report's own column says that something was not sent: a name that looks like a cell does not
    unsent = data.decode("utf-8-sig").replace(",\r\n", ",belum\r\n")
    assert list(read(unsent.encode())) == []
    back = [row for row in read(data) if isinstance(row, Reported)]
    assert [(row.slug, row.kind, row.expires_on, row.on) for row in back] == [
        (row.slug, row.kind, row.expires_on, None) for row in written
    ]


ENCODINGS = {
    "utf-8": b"",
    "utf-8-sig": b"",
    "utf-16": b"",
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-16-le": b"",
}
"""Each with the mark that Python does not write by itself."""
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
STYLES: list[Callable[[date], str]] = [
    date.isoformat,
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%d/%m/%y}",
    lambda day: f"{day:%-d-%-m-%y}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day:%d-%b-%y}",
    lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"Selasa, {day:%d} {MONTHS[day.month - 1]} {day:%Y}",
    lambda day: str((day - date(1899, 12, 30)).days),
]


@given(
    written=st.lists(rows, min_size=1, max_size=4),
    encoding=st.sampled_from([*ENCODINGS]),
    told=st.booleans(),
    delimiter=st.sampled_from(",;\t"),
    ends=st.sampled_from(["\r\n", "\n", "\r"]),
    order=st.permutations(COLUMNS),
    style=st.sampled_from(STYLES),
    time=st.sampled_from(["", "", " 10:30", " 10.30.00", " 00:00:00", " 7:05 AM"]),
)
def test_any_spreadsheet_may_save_it(
    written: list[CsvRow],
    encoding: str,
    told: bool,
    delimiter: str,
    ends: str,
    order: list[str],
    style: Callable[[date], str],
    time: str,
) -> None:
    """Other encodings, delimiters and orders, days as the spreadsheet shows them, a column more."""
    out = io.StringIO(newline="")
    if told:
        out.write(f"sep={delimiter}{ends}")
    # Python's writer leaves a "\n" bare where lines end in "\r"; no spreadsheet does
    writer = csv.DictWriter(
        out,
        ["catatan", *order],
        delimiter=delimiter,
        extrasaction="ignore",
        lineterminator=ends,
        quoting=csv.QUOTE_ALL if ends == "\r" else csv.QUOTE_MINIMAL,
    )
    writer.writeheader()
    sent = date(2028, 11, 21)
    for row, number in zip(written, range(2, 100), strict=False):
        of = {"slug": row.slug, "pemberitahuan": row.kind, "berakhir": style(row.expires_on) + time}
        writer.writerow({"catatan": str(number), "terkirim": style(sent) + time, "nama": row.name, **of})
    back = list(read(ENCODINGS[encoding] + out.getvalue().encode(encoding)))
    assert [(one.slug, one.kind, one.expires_on, one.on) for one in back if isinstance(one, Reported)] == [
        (row.slug, row.kind, row.expires_on, sent) for row in written
    ]


@pytest.mark.parametrize(
    ("cell", "on"),
    [
        *[(word, None) for word in ("ya", "Ya ", "SUDAH", "v", "✓", "TRUE", "")],
        *[(text, date(2028, 11, 21)) for text in ("2028-11-21", "21/11/2028", "21-11-2028", "21.11.2028")],
        *[
            (text, date(2028, 11, 21))
            for text in (
                "21 November 2028",
                "21/11/2028 10:30",
                "2028-11-21T10:30:00",
                "21-Nop-28",
                "47078,4",
            )
        ],
    ],
)
def test_what_counts_as_sent(cell: str, on: date | None) -> None:
    assert list(read(report(f"{cell}"))) == [Reported(2, "toko-a", "D-30", date(2028, 12, 21), on)]


@pytest.mark.parametrize("cell", ["belum", "Tidak", "x", "X", "no", "'-", "FALSE", "blm"])
def test_what_counts_as_not_sent(cell: str) -> None:
    assert list(read(report(cell))) == []


@pytest.mark.parametrize(
    "cell",
    ["besok", "31/02/2028", "13", "2028", "11/21/2028", "11/21/28", "30-Feb-28", "99999", "123456", "-1"],
)
def test_what_nobody_can_understand(cell: str) -> None:
    (found,) = read(report(cell))
    assert isinstance(found, Unreadable)
    assert (found.line, found.slug) == (2, "toko-a")


def report(sent: str) -> bytes:
    return f"slug,pemberitahuan,berakhir,terkirim\r\ntoko-a,D-30,2028-12-21,{sent}\r\n".encode()


def test_where_one_day_has_the_month_first_those_that_may_are_asked_for() -> None:
    data = (
        "slug,pemberitahuan,berakhir,terkirim\n"
        "toko-a,D-30,2028-12-21,11/21/2028\n"
        "toko-b,D-30,12/5/28,2028-11-21\n"
        "toko-c,D-30,2028-12-21,9/9/28\n"
        "toko-d,D-30,2028-12-21,5/11/28 10:30\n"
    )
    first, second, third, fourth = read(data.encode())
    assert isinstance(first, Unreadable) and "terkirim takes" in first.reason
    assert isinstance(second, Unreadable) and "berakhir may be one of two days" in second.reason
    assert third == Reported(4, "toko-c", "D-30", date(2028, 12, 21), date(2028, 9, 9))
    assert isinstance(fourth, Unreadable) and "terkirim may be one of two days" in fourth.reason


def test_lines_are_the_files_lines_below_the_one_that_tells_the_separator() -> None:
    data = "sep=;\r\nslug;pemberitahuan;berakhir\r\ntoko-a;D-30;21/12/28\r\n".encode("utf-16")
    assert list(read(data)) == [Reported(3, "toko-a", "D-30", date(2028, 12, 21), None)]


def test_without_the_column_every_row_counts_and_lines_are_the_files_lines() -> None:
    data = (
        b'x;slug;pemberitahuan;berakhir\n"dua\nbaris";toko-a;D-30;21/12/2028\n;;;\nx;Toko B;D-7;2028-12-21\n'
    )
    assert list(read(data)) == [
        Reported(2, "toko-a", "D-30", date(2028, 12, 21), None),
        Unreadable(5, "", "there is no slug in it"),
    ]


@pytest.mark.parametrize(
    "data", [b"", b"\xef\xbb\xbf", b"PK\x03\x04 zip", b"slug,berakhir\ntoko-a,2028-12-21\n"]
)
def test_what_is_no_report(data: bytes) -> None:
    with pytest.raises(ReportError, match="pemberitahuan"):
        list(read(data))


def test_a_cell_without_end_is_told() -> None:
    with pytest.raises(ReportError, match="not a table"):
        list(read(report('"' + "a" * 200_000)))


# the folder


def test_one_list_for_each_kecamatan_signed_by_its_mentor(lists: Path) -> None:
    assert {file.name for file in lists.iterdir()} == {
        "index.html",
        *(f"{place}.{kind}" for place in ("cilandak", "tebet", "lainnya") for kind in ("html", "csv")),
    }
    mine = cells(lists / "cilandak.csv")
    assert [row["slug"] for row in mine] == ["batik-ayu", "jahit-kilat", "dapur-bu-siti", "kopi-cilandak"]
    for row, who in ((mine[0], "Ibu Ratna"), (cells(lists / "tebet.csv")[0], "Tim Uji")):
        link = urlsplit(row["tautan"])
        assert (link.netloc, link.path) == ("wa.me", "/6280000000101")
        assert parse_qs(link.query)["text"] == [row["pesan"]]
        assert who in row["pesan"]
    assert mine[1]["nama"] == f"'{HOSTILE}"
    assert mine[0] | {"tautan": "", "pesan": ""} == {
        "slug": "batik-ayu",
        "pemberitahuan": "D+10",
        "berakhir": "2028-08-13",
        "kecamatan": "Cilandak",
        "nama": "Batik Ayu",
        "whatsapp": "0800-0000-0101",
        "tautan": "",
        "pesan": "",
        "terkirim": "",
    }


def test_a_second_run_leaves_no_old_list_and_no_stranger_is_touched(lists: Path, hub: Hub) -> None:
    (lists / "catatan.txt").write_text("milik pembina")
    files = write_lists(lists, LISTED[4:5], hub, TODAY, language("id"))
    assert [file.name for file in files] == ["index.html", "tebet.html", "tebet.csv"]
    assert {file.name for file in lists.iterdir()} == {"catatan.txt", *(file.name for file in files)}
    assert write_lists(lists, [], hub, TODAY, language("id")) == []
    assert {file.name for file in lists.iterdir()} == {"catatan.txt"}
    assert write_lists(lists / "none", [], hub, TODAY, language("id")) == []
    assert not (lists / "none").exists()


# the page


def open_list(page: Page, file: Path) -> list[str]:
    """Open it from the disk, without network; the list takes up what went wrong."""
    faults: list[str] = []
    page.context.set_offline(True)
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: faults.append(request.url) if request.url != file.as_uri() else None)
    page.goto(file.as_uri())
    return faults


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", ["cilandak", "index"])
def test_a_page_is_for_everybody(browser: Browser, lists: Path, name: str, dark: bool) -> None:
    with new_page(browser, 360, dark) as page:
        faults = open_list(page, lists / f"{name}.html")
        for summary in page.locator("summary").all():
            summary.click()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        for target in page.locator("a, button, summary, label.tick").all():
            box = target.bounding_box()
            assert box
            assert box["height"] >= 48, target.inner_text()
            assert box["width"] >= 48, target.inner_text()
        assert faults == []


def test_a_sellers_name_is_text_and_nothing_else(browser: Browser, lists: Path) -> None:
    with new_page(browser) as page:
        faults = open_list(page, lists / "cilandak.html")
        assert page.locator("h2").nth(1).inner_text() == HOSTILE
        assert page.locator("script").count() == 1
        assert faults == []


def test_ticks_become_a_report_and_outlive_the_page(browser: Browser, lists: Path, tmp_path: Path) -> None:
    with new_page(browser) as page:
        faults = open_list(page, lists / "cilandak.html")
        page.clock.set_fixed_time("2028-08-24T01:00:00+07:00")
        save = page.get_by_role("button", name="Unduh laporan")
        assert save.is_disabled()
        assert page.get_by_role("status").inner_text() == "0 / 4 terkirim"
        for shop in ("Batik Ayu", "Dapur Bu Siti", "Kopi Cilandak"):
            page.get_by_label(f"Sudah terkirim – {shop}").check()
        page.get_by_label("Sudah terkirim – Kopi Cilandak").uncheck()
        page.reload()
        assert page.get_by_role("status").inner_text() == "2 / 4 terkirim"
        with page.expect_download() as waiting:
            save.click()
        download = waiting.value
        assert download.suggested_filename == "laporan-cilandak-2028-08-23.csv"
        download.save_as(tmp_path / "report.csv")
        assert [fault for fault in faults if not fault.startswith("blob:")] == []
    data = (tmp_path / "report.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfslug,")
    assert list(read(data)) == [
        Reported(2, "batik-ayu", "D+10", date(2028, 8, 13), date(2028, 8, 24)),
        Reported(3, "dapur-bu-siti", "D-30", date(2028, 9, 22), date(2028, 8, 24)),
    ]


def test_without_javascript_the_table_is_named(browser: Browser, lists: Path) -> None:
    with new_page(browser, script=False) as page:
        page.goto((lists / "cilandak.html").as_uri())
        assert page.get_by_text("hapus baris yang belum terkirim dari cilandak.csv").is_visible()
        assert not page.get_by_role("button").is_visible()
        assert page.get_by_role("link", name="Kirim lewat WhatsApp").count() == 4


def test_the_index_leads_to_the_lists(browser: Browser, lists: Path) -> None:
    with new_page(browser) as page:
        open_list(page, lists / "index.html")
        links = [str(link.get_attribute("href")) for link in page.locator("a").all()]
    assert links == [
        f"{place}.{kind}" for place in ("tebet", "cilandak", "lainnya") for kind in ("html", "csv")
    ]
