"""Cells come back from the error file as they were, and nothing in it is a number to a spreadsheet."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.fields import FieldError
from generator.importing.cells import Cell, Order, choices, day_of, hours_node, moment
from generator.importing.columns import match
from generator.importing.error_file import kept_cell
from generator.importing.opening import open_tables
from generator.importing.tables import bare
from tests.importing.spreadsheets import write

NUMBER = re.compile(r"[0-9]{12,}|0[0-9]+|[0-9]+[.,/:-][0-9.,/:-]+|[0-9]+,?[0-9]*[eE][+-]?[0-9]+")


@given(st.text(st.sampled_from("'=+-@0123456789.,/:Ee aé\"%"), max_size=14))
def test_a_cell_of_the_error_file_is_no_formula_and_no_number_and_comes_back_as_it_was(text: str) -> None:
    cell = kept_cell(text)
    assert cell.lstrip(" ")[:1] not in set("=+-@") or not cell.strip()
    assert not NUMBER.fullmatch(cell.strip())
    line = io.StringIO(newline="")
    csv.writer(line).writerow([cell])
    [[back]] = csv.reader(io.StringIO(line.getvalue(), newline=""))
    assert bare(back) == text


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026/03/04 9:10:11 AM GMT+7", "", "2026-03-04"),
        ("21/11/2026 10.15", "", "2026-11-21"),
        ("11/21/2026 10:15:30", "", "2026-11-21"),
        ("03/04/2026 10:15:30", "day", "2026-04-03"),
        ("03/04/2026 10:15:30", "month", "2026-03-04"),
        ("3 April 2026", "", "2026-04-03"),
        ("04-04-26", "", "2026-04-04"),
        ("03/04/2026", "", "import-day-doubtful"),
        ("3-4-26", "", "import-day-doubtful"),
        ("31/31/2026", "", "date-unreadable"),
        ("2026-02-30", "", "date-unreadable"),
        ("kemarin", "", "date-unreadable"),
    ],
)
def test_a_day_that_could_be_two_is_asked_about(text: str, order: Order, day: str) -> None:
    try:
        found = day_of(text, order).isoformat()
    except FieldError as error:
        found = error.code
    assert found == day


def test_choices_are_split_at_known_labels_only() -> None:
    known = {"ambil sendiri": "ambil sendiri", "ojek daring": "ojek daring", "antar, gratis": "antar"}
    assert choices("Ambil Sendiri, Ojek daring (Gojek, Grab), JNE, TIKI", known) == [
        "ambil sendiri",
        "ojek daring",
        "JNE, TIKI",
    ]
    assert choices("JNE, TIKI; Ambil sendiri", known) == ["JNE, TIKI", "ambil sendiri"]


def test_a_column_is_found_by_its_question_and_never_a_persons_name_for_a_shops() -> None:
    names = [
        "Nama",
        "Nama Pemilik",
        "Tuliskan nama usaha Anda",
        "No. WA yang bisa dihubungi",
        "Nama Produk",
        "NIK",
    ]
    found = match(names)
    assert found.keys == {2: ("nama", 0), 3: ("whatsapp", 0)}
    assert found.ignored == (1, 5)
    assert match(["Nama", "Kecamtan", "Hargaa 2", "Produk 2", "Apakah punya Instagram?"]).keys == {
        0: ("nama", 0),
        1: ("kecamatan", 0),
        2: ("harga", 2),
        3: ("produk", 2),
    }


def test_hours_of_two_cells_and_of_many_lines_are_one() -> None:
    assert getattr(hours_node(Cell("08.00", 1), "17.00", 2), "value", "") == "08.00-17.00"
    two = hours_node(Cell("Senin-Jumat: 08.00-17.00\nSabtu jam 08.00-12.00", 1), "", 2)
    assert [(key.value, getattr(value, "value", "")) for key, value in getattr(two, "pairs", ())] == [
        ("Senin-Jumat", "08.00-17.00"),
        ("Sabtu", "08.00-12.00"),
    ]


@pytest.mark.parametrize(
    ("data", "second"),
    [
        ("Nama Usaha,WA\nKafé Bu Éndang,1\n".encode() + b"Kaf\xe9,2\n", "Kafé Bu Éndang"),
        (b"Nama Usaha;WA\nKaf\xe9 \x93Ibu\x94;1\n", "Kafé “Ibu”"),
        (b"Nama Usaha\tWA\rKafe\t1\r", "Kafe"),
    ],
)
def test_letters_are_read_as_they_were_meant(
    data: bytes, second: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("letters")
    [table] = open_tables(write(folder / "a.csv", data), folder, len)
    assert list(table.rows())[1][1][0] == second


@pytest.mark.parametrize(
    ("stamp", "read"),
    [
        ("26/11/2026 00:00:00", "2026-11-26 00:00:00"),
        ("26/11/2026 0.00", "2026-11-26 00:00:00"),
        ("2026-11-26", "2026-11-26 00:00:00"),
        ("2026/11/26 12:05:09 AM GMT+7", "2026-11-26 00:05:09"),
        ("2026/11/26 12:05:09 pm", "2026-11-26 12:05:09"),
        ("26/11/2026 9:05:09 PM", "2026-11-26 21:05:09"),
    ],
)
def test_a_moment_is_the_same_however_a_program_shows_it(stamp: str, read: str) -> None:
    assert moment(stamp, "") == read
