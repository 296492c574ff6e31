from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.fields import FieldError
from generator.content.hours import MINUTES_A_DAY, days, spans, write
from generator.content.model import WEEKDAYS, Span


@st.composite
def open_spans(draw: st.DrawFn) -> tuple[Span, ...]:
    """Any day that can be written: spans that follow one another, the last perhaps past midnight."""
    count = draw(st.integers(0, 4))
    ends = sorted(draw(st.sets(st.integers(0, MINUTES_A_DAY - 1), min_size=2 * count, max_size=2 * count)))
    found = list(zip(ends[::2], ends[1::2], strict=True))
    late: bool = draw(st.booleans())
    if found and late:
        start = found[-1][0]
        latest = found[0][0] if count > 1 else start - 1
        if latest >= 0:
            found[-1] = (start, MINUTES_A_DAY + draw(st.integers(0, latest)))
    return tuple(found)


@given(open_spans())
def test_what_is_written_is_read_again(found: tuple[Span, ...]) -> None:
    assert spans(write(found)) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("08.00-17.00", ((480, 1020),)),
        ("8-17", ((480, 1020),)),
        ("08:00 – 17:00", ((480, 1020),)),
        ("08.00 s/d 17.00", ((480, 1020),)),
        ("pukul 08.00 sampai 17.00 WIB", ((480, 1020),)),
        ("13.00-17.00, 08.00-12.00", ((480, 720), (780, 1020))),
        ("08.00-12.00 dan 13.00-17.00", ((480, 720), (780, 1020))),
        ("17.00-02.00", ((1020, 1560),)),
        ("20.00-00.00", ((1200, 1440),)),
        ("20.00-24.00", ((1200, 1440),)),
        ("00.00-24.00", ((0, 1440),)),
        ("08.00 s/d 17.00 WIB", ((480, 1020),)),
        ("08.00 sd 17.00", ((480, 1020),)),
        ("08.00 s.d. 17.00", ((480, 1020),)),
        ("08.00 sampai dengan 17.00", ((480, 1020),)),
        ("08.00 hingga 17.00", ((480, 1020),)),
        ("17-2", ((1020, 1560),)),
        ("08.00-17.00, istirahat 12.00-13.00", ((480, 720), (780, 1020))),
        ("08.00-17.00 (istirahat 12.00-13.00)", ((480, 720), (780, 1020))),
        ("08.00-17.00; Istirahat: pukul 12.00 s/d 13.00 WIB", ((480, 720), (780, 1020))),
        (
            "08.00-21.00 istirahat 12.00-13.00 dan 18.00-18.30",
            ((480, 720), (780, 1080), (1110, 1260)),
        ),
        ("24 jam", ((0, 1440),)),
        ("Buka 24 Jam", ((0, 1440),)),
        ("Tutup", ()),
        ("libur", ()),
    ],
)
def test_hours_people_type(typed: str, found: tuple[Span, ...]) -> None:
    assert spans(typed) == found


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("pagi", "hours-unreadable"),
        ("08.00", "hours-unreadable"),
        ("08.00-", "hours-unreadable"),
        ("08.00-17.60", "hours-unreadable"),
        ("25.00-26.00", "hours-unreadable"),
        ("08.00-08.00", "hours-unreadable"),
        ("24.00-02.00", "hours-unreadable"),
        ("08.00-12.00-17.00", "hours-unreadable"),
        ("08.00-17.00,", "hours-unreadable"),
        ("-08.00-17.00", "hours-unreadable"),
        ("8 pagi - 5 sore", "hours-words"),
        ("8:00 AM - 5:00 PM", "hours-words"),
        ("8 pagi - selesai", "hours-unreadable"),
        ("08.00 – selesai", "hours-unreadable"),
        ("８.００-１７.００", "digits-other"),
        ("8-5", "hours-twelve"),
        ("8.00-5.00", "hours-twelve"),
        ("9-9", "hours-twelve"),
        ("08.00-17.00, istirahat 17.00-18.00", "hours-break"),
        ("08.00-17.00, istirahat 08.00-09.00", "hours-break"),
        ("08.00-17.00, istirahat siang", "hours-unreadable"),
        ("istirahat 12.00-13.00", "hours-unreadable"),
        ("08.00-12.00, 11.00-17.00", "hours-overlap"),
        ("08.00-12.00, 20.00-09.00", "hours-overlap"),
        ("17.00-02.00, 20.00-23.00", "hours-overlap"),
    ],
)
def test_hours_that_are_refused(typed: str, code: str) -> None:
    with pytest.raises(FieldError) as caught:
        spans(typed)
    assert caught.value.code == code


@given(
    st.integers(0, 6), st.integers(0, 6), st.sampled_from(["-", " - ", "–", " s/d ", " sampai ", " hingga "])
)
def test_a_range_of_days_goes_round_the_week(first: int, last: int, to: str) -> None:
    found = days(f"{WEEKDAYS[first]}{to}{WEEKDAYS[last].upper()}")
    assert (found[0], found[-1]) == (first, last)
    assert len(set(found)) == len(found)
    assert all((b - a) % 7 == 1 for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("senin", (0,)),
        ("Jum'at", (4,)),
        ("jum’at", (4,)),
        ("ahad", (6,)),
        ("senen", (0,)),
        ("sab-min", (5, 6)),
        ("Sabtu - Senin", (5, 6, 0)),
        ("setiap hari", (0, 1, 2, 3, 4, 5, 6)),
        ("monday-friday", (0, 1, 2, 3, 4)),
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("Sat & Sun", (5, 6)),
        ("senin, rabu, jumat", (0, 2, 4)),
        ("senin, rabu dan jumat", (0, 2, 4)),
        ("senin, rabu, dan jumat", (0, 2, 4)),
        ("senin & rabu", (0, 2)),
        ("kamis/sabtu/minggu", (3, 5, 6)),
        ("senin s/d rabu/jumat", (0, 1, 2, 4)),
        ("senin dan kamis", (0, 3)),
        ("senin-rabu, jumat", (0, 1, 2, 4)),
        ("sabtu; minggu", (5, 6)),
        ("senin, senin", (0,)),
        ("kamis sampai dengan sabtu", (3, 4, 5)),
    ],
)
def test_days_people_type(typed: str, found: tuple[int, ...]) -> None:
    assert days(typed) == found


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("senim", "senin"),
        ("senim-jumat", "senin-jumat"),
        ("senin-jumatt", "senin-jumat"),
        ("hari kerja", "senin-jumat"),
        ("senin-rabu-jumat", "senin-jumat"),
        ("senin, rebu", "senin, rabu"),
        ("senin, ", "senin-jumat"),
        ("senin-jumat (kecuali rabu)", "senin, selasa, kamis, jumat"),
        ("senin-jumat kecuali rabu dan kamis", "senin, selasa, jumat"),
        ("setiap hari kecuali minggu", "senin, selasa, rabu, kamis, jumat, sabtu"),
        ("kecuali minggu", "senin, selasa, rabu, kamis, jumat, sabtu"),
        ("senin-jumat kecuali hari raya", "senin, selasa, kamis"),
        ("", "senin-jumat"),
    ],
)
def test_days_that_are_not_known(typed: str, fix: str) -> None:
    with pytest.raises(FieldError) as caught:
        days(typed)
    assert caught.value.values["fix"] == fix


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("6 pagi - 10 pagi", "06.00-10.00"),
        ("8 pagi sampai 5 sore", "08.00-17.00"),
        ("jam 7.30 pagi - 1 siang, 4 sore - 9 malam", "07.30-13.00, 16.00-21.00"),
        ("9 malam - 2 malam", "21.00-02.00"),
        ("11 siang - 12 malam", "11.00-24.00"),
        ("12 pagi - 12 siang", "00.00-12.00"),
        ("8:00 AM - 5:00 PM", "08.00-17.00"),
        ("08.00 pagi - 17.00 sore", "08.00-17.00"),
    ],
)
def test_hours_with_parts_of_the_day_are_asked_for_in_the_hours_that_were_meant(typed: str, fix: str) -> None:
    with pytest.raises(FieldError) as raised:
        spans(typed)
    assert (raised.value.code, raised.value.values["fix"]) == ("hours-words", fix)
    assert spans(fix)
