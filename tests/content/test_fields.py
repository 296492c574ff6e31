from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import fields, hours, places, qris
from generator.content.fields import FieldError, slugify, whatsapp
from generator.content.prices import rupiah
from generator.content.social import NETWORKS, social

PARSERS: list[Callable[[str], object]] = [
    fields.text,
    fields.name,
    rupiah,
    fields.whatsapp,
    fields.seller_slug,
    fields.product_slug,
    fields.yes_no,
    fields.stock,
    fields.order,
    fields.day,
    fields.colour,
    fields.email,
    fields.web_address,
    fields.web_address_or_local,
    *(partial(social, network) for network in NETWORKS),
    fields.nib,
    fields.pirt,
    fields.halal,
    hours.days,
    hours.spans,
    places.kecamatan,
    partial(places.kelurahan, place=places.kecamatan("Cilandak")),
    qris.read,
]
nearly = st.text(
    st.sampled_from("0123456789.,-–/:@# ٣²½jtrbpkRIDhsenmat'\u202a\u200d\ud800\n\t"), max_size=24
)


# Any text


@given(st.one_of(st.text(max_size=80), nearly))
def test_no_parser_raises_anything_but_a_field_error(typed: str) -> None:
    for parse in PARSERS:
        try:
            parse(typed)
        except FieldError as error:
            assert error.code


def test_no_parser_is_slow() -> None:
    # 64 KB is the most that a file can hold; an expression that backtracks would take hours
    started = time.process_time()
    for parse, piece in product(PARSERS, ["9", "1.", "0", "-", " ", "a-", "a@", "senin-", "\u202a"]):
        with suppress(FieldError):
            parse(piece * (64 * 1024 // len(piece) - 1) + "!")
    assert time.process_time() - started < 20


# WhatsApp


numbers = st.from_regex(r"8[1-9][0-9]{6,10}", fullmatch=True)
separators = st.sampled_from(["", " ", "-", ".", " - ", "–", "\u2011", "\u00a0"])


@given(
    numbers,
    st.sampled_from(["0", "62", "+62", "0062", "+62 0", "+62 (0)", "620", "(0)", ""]),
    separators,
    st.data(),
)
def test_every_spelling_of_a_number_is_the_same(
    number: str, prefix: str, gap: str, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(1, len(number) - 1))
    typed = f"{prefix}{gap}{number[:cut]}{gap}{number[cut:]}"
    if prefix or not gap:
        assert whatsapp(typed.lstrip(" -.–\u2011")) == f"62{number}"


@given(st.text(st.sampled_from("0123456789+- .()"), max_size=20))
def test_what_is_accepted_can_be_dialled_and_stays_the_same(typed: str) -> None:
    try:
        digits = whatsapp(typed)
    except FieldError:
        return
    assert re.fullmatch(r"628[0-9]{7,11}", digits)
    assert whatsapp(digits) == digits
    assert whatsapp(f"+{digits}") == digits
    assert whatsapp(f"0{digits[2:]}") == digits


def test_direction_marks_of_a_copied_number_are_dropped() -> None:
    assert whatsapp("\u202a+62 812-3456-7890\u202c") == "6281234567890"


@pytest.mark.parametrize(
    "typed",
    [
        "021-7654321",
        "12345",
        "0812",
        "08123456789012345",
        "+1 202 555 0101",
        "+81 2000-0019-9",
        "+812-3456-7890",
        "8,12E+10",
        "0812 3456 7890 / 0813 1111 2222",
        "https://wa.me/",
        "0812x3456x7890",
        "٠٨١٢٣٤٥٦٧٨٩٠",
        "08١٢٣٤٥٦٧٨٩٠",
        "++6281234567890",
        "",
    ],
)
def test_numbers_that_are_refused(typed: str) -> None:
    with pytest.raises(FieldError):
        whatsapp(typed)


@pytest.mark.parametrize("typed", ["81200000199.0", "081200000199,0", "6281200000199.00", "+6281200000199.0"])
def test_a_number_that_a_spreadsheet_took_for_an_amount_is_asked_about(typed: str) -> None:
    # its last digit may be one that was never typed: 81200000199.0 is not 812000001990
    with pytest.raises(FieldError) as caught:
        whatsapp(typed)
    assert caught.value.code == "whatsapp-decimal"
    assert caught.value.values["fix"] == "0812-0000-0199"


@pytest.mark.parametrize("typed", ["8.12E+11", "8,12e+10", "81E9", "6.28120000199E+12"])
def test_a_number_whose_digits_a_spreadsheet_dropped_is_asked_for(typed: str) -> None:
    with pytest.raises(FieldError) as caught:
        whatsapp(typed)
    assert caught.value.code == "whatsapp-shortened"


@pytest.mark.parametrize(
    ("parse", "typed", "fix"),
    [
        (fields.day, "٢٠٢٦-١١-٢١", "2026-11-21"),
        (fields.order, "３", "3"),
        (fields.nib, "１２３４５６７８９０１２３", "1234567890123"),
        (whatsapp, "０８１２-３４５６-７８９０", "0812-3456-7890"),
    ],
)
def test_digits_of_other_keyboards_are_asked_about(
    parse: Callable[[str], object], typed: str, fix: str
) -> None:
    with pytest.raises(FieldError) as caught:
        parse(typed)
    assert (caught.value.code, caught.value.values["fix"]) == ("digits-other", fix)


# Texts, slugs, days


@given(st.text(max_size=200))
def test_a_text_is_one_visible_line(typed: str) -> None:
    try:
        cleaned = fields.text(typed)
    except FieldError:
        return
    assert len(cleaned) <= fields.LINE_LENGTH
    assert cleaned == cleaned.strip()
    assert len(cleaned.splitlines()) <= 1
    assert not set(cleaned) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\ufeff")
    assert fields.text(cleaned) == cleaned


@given(st.text(max_size=80), st.integers(3, 60))
def test_a_slug_is_always_an_address(typed: str, limit: int) -> None:
    slug = slugify(typed, limit)
    assert len(slug) <= limit
    assert slug == "" or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert slugify(slug, limit) == slug


@given(st.text(max_size=60))
def test_a_refused_folder_name_comes_with_one_that_is_accepted(typed: str) -> None:
    try:
        assert fields.seller_slug(typed) == typed
    except FieldError as error:
        if error.values["fix"] not in fields.RESERVED_SELLERS:
            assert fields.seller_slug(error.values["fix"]) == error.values["fix"]


@pytest.mark.parametrize("name", sorted(fields.RESERVED_SELLERS))
def test_names_of_the_hub_are_not_given_away(name: str) -> None:
    with pytest.raises(FieldError):
        fields.seller_slug(name)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Rendang Sapi", "rendang-sapi"),
        ("Kopi Susu (Gula Aren)!", "kopi-susu-gula-aren"),
        ("Crème Brûlée", "creme-brulee"),
        ("../../etc/passwd", "etc-passwd"),
        ("<img src=x>", "img-src-x"),
        ("ＦＵＬＬ", "full"),
        ("寿司", ""),
    ],
)
def test_slugs_people_would_expect(typed: str, slug: str) -> None:
    assert slugify(typed, 60) == slug


MONTHS = (
    "januari",
    "februari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "desember",
)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_spelling_of_a_date(day: date) -> None:
    for typed in (
        day.isoformat(),
        f"{day.year}-{day.month}-{day.day}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        f" {day.day}.{day.month}.{day.year} ",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{day.day} {MONTHS[day.month - 1].upper()} {day.year}",
    ):
        assert fields.day(typed) == day


@pytest.mark.parametrize(
    "typed", ["2026-02-30", "0000-01-01", "31/12/26", "12/31/2026", "besok", "2026-13-01"]
)
def test_dates_that_are_refused(typed: str) -> None:
    with pytest.raises(FieldError):
        fields.day(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "data:text/html,<script>",
        "//jahat.example",
        "http://a b.id",
        "https://a.id/<script>",
        "https://a.id/\"onclick='x'",
        "https://siti:rahasia@a.id",
        "https://tokosaya",
        "https://",
        "https://[::1",
        "ftp://a.id",
        f"https://a.id/{'x' * 400}",
    ],
)
def test_web_addresses_that_are_refused(typed: str) -> None:
    with pytest.raises(FieldError):
        fields.web_address(typed)


@pytest.mark.parametrize(
    "typed", ["red;}</style><script>", "#12", "#12345", "url(x)", "rgb(1,2,3)", "#8a1c1cff"]
)
def test_a_colour_is_six_digits_and_nothing_else(typed: str) -> None:
    with pytest.raises(FieldError):
        fields.colour(typed)


@given(st.from_regex(r"[0-9a-fA-F]{6}|[0-9a-fA-F]{3}", fullmatch=True), st.booleans())
def test_colours(digits: str, sign: bool) -> None:
    found = fields.colour(f"{'#' * sign}{digits}")
    assert re.fullmatch(r"#[0-9a-f]{6}", found)
    assert fields.colour(found) == found
