"""What a product's file says to buyers abroad: read one way only, and told what to type."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.content import trade
from generator.content.contacts import held_back
from generator.content.diagnostics import Diagnostic
from generator.content.fields import FieldError
from generator.content.messages import SENTENCES, word
from generator.content.model import Amount, Export, LeadTime, Seller
from generator.content.units import MASSES, UNITS, english_number, english_unit, number_text
from generator.content.writer import export_keys
from generator.language import language
from tests.content.folders import codes, good_files, judge, write

WHOLE = (
    'ekspor: {hs: "0901.21", moq: 50 kg, kapasitas: 500 kg per bulan, waktu_produksi: 14 hari, '
    'incoterm: FOB Tanjung Priok, asal: Indonesia, kemasan: "karton 20 x 250 g", berat: "5,4 kg"}'
)
"""The block of the guide."""


def judged(tmp_path: Path, *lines: str, shop: str = "") -> tuple[Seller | None, list[Diagnostic]]:
    text = "\n".join(("---", "nama: Kopi Gayo", "harga: 78.000", *lines, "---", ""))
    files = good_files() | {"produk/kopi-gayo.md": text}
    yaml = files["toko.yaml"]
    assert isinstance(yaml, str)
    return judge_files(tmp_path, files | {"toko.yaml": yaml + shop})


def judge_files(tmp_path: Path, files: dict[str, Any]) -> tuple[Seller | None, list[Diagnostic]]:
    write(tmp_path, files)
    return judge(tmp_path)


def refusal(parse: Callable[[str], object], typed: str) -> FieldError:
    with pytest.raises(FieldError) as caught:
        parse(typed)
    message, hint = word(caught.value, language("id").gettext)
    assert "%(" not in message + hint
    assert (message, hint) != SENTENCES[caught.value.code]
    return caught.value


def test_the_block_of_the_guide_is_read_whole(tmp_path: Path) -> None:
    seller, problems = judged(tmp_path, WHOLE)
    assert seller
    assert problems == []
    assert seller.products[0].export == Export(
        hs="0901.21",
        minimum=Amount(Decimal(50), "kg"),
        capacity=Amount(Decimal(500), "kg", "bulan"),
        lead_time=LeadTime(14, 14, "hari"),
        incoterm="FOB",
        place="Tanjung Priok",
        origin="Indonesia",
        packing="karton 20 x 250 g",
        weight=Amount(Decimal("5.4"), "kg"),
    )


@pytest.mark.parametrize(
    ("line", "code", "taught"),
    [
        ("ekspor: {incoterm: FOB}", "export-incoterm-port", "FOB Tanjung Priok"),
        ("ekspor: {incoterm: CIF}", "export-incoterm-arrival", "CIF Rotterdam"),
        ("ekspor: {incoterm: EXW gudang kami}", "export-incoterm-pickup", "EXW Cilandak"),
        ("ekspor: {incoterm: DDP}", "export-incoterm-destination", "DDP Singapore"),
        ("ekspor: {incoterm: FOB/CIF Tanjung Priok}", "export-incoterm-two", "pilih satu"),
        ("ekspor: {incoterm: FOB Tanjung Priok atau cif Rotterdam}", "export-incoterm-two", "pilih satu"),
        ("ekspor: {incoterm: DDU Rotterdam}", "export-incoterm-former", "DAP"),
        ("ekspor: {incoterm: Tanjung Priok}", "export-incoterm-unknown", "FOB Tanjung Priok"),
        ("ekspor: {incoterm: FOB bandara Soekarno-Hatta}", "export-incoterm-air", "FCA"),
        ("ekspor: {incoterm: FOB Jakarta}", "export-incoterm-inland", "FOB Tanjung Priok"),
        ('ekspor: {incoterm: "FAS Bandung, Indonesia"}', "export-incoterm-inland", "FAS Tanjung Priok"),
        ("ekspor: {hs: 901.21}", "export-hs-short", "0901.21"),
        ('ekspor: {hs: "9012110"}', "export-hs-seven", "0 di depan"),
        ('ekspor: {hs: "0901210010"}', "export-hs-long", "0901.21"),
        ("ekspor: {hs: kopi}", "export-hs-unreadable", "0901.21"),
        ('ekspor: {hs: "7701.21"}', "export-hs-chapter", "insw.go.id"),
        ("ekspor: {moq: 50}", "export-unit-missing", "50 kg"),
        ("ekspor: {moq: 50 kilogrm}", "export-unit-near", "50 kg"),
        ("ekspor: {moq: 50 wadah}", "export-unit-unknown", "pcs"),
        ("ekspor: {berat: 1/4 kilo}", "export-amount", "5,4 kg"),
        ("ekspor: {berat: 12 ons}", "export-unit-grams", "1.200 g"),
        ("ekspor: {moq: 10 pounds}", "export-unit-grams", "4.536 g"),
        ("ekspor: {kapasitas: 5 ons per bulan}", "export-unit-grams", "500 g per bulan"),
        ("ekspor: {moq: banyak}", "export-amount", "50 kg"),
        ("ekspor: {berat: 5 karton}", "export-unit-unknown", "5,4 kg"),
        ("ekspor: {berat: 1.5 ton}", "export-two-ways", "1,5 ton atau 1.500 ton"),
        ('ekspor: {moq: "1,500 kg"}', "export-two-ways", "1,5 kg atau 1.500 kg"),
        ("ekspor: {kapasitas: 500 kg}", "export-period", "500 kg per bulan"),
        ("ekspor: {kapasitas: 1.5 ton/bulan}", "export-two-ways", "1,5 ton/bulan atau 1.500 ton/bulan"),
        ("ekspor: {waktu_produksi: 14}", "export-time-unit", "14 hari"),
        ("ekspor: {waktu_produksi: segera}", "export-time", "14 hari"),
        ("ekspor: {asal: Bali}", "export-origin-country", "Bali, Indonesia"),
        ("ekspor: {asal: 62}", "export-origin", "Indonesia"),
        ("ekspor: FOB Tanjung Priok", "fields-expected", "moq: 50 kg"),
        ("ekspor: {mog: 50 kg}", "unknown-key", "moq"),
        ("export: {moq: 50 kg}", "unknown-key", "ekspor"),
    ],
)
def test_what_cannot_be_used_is_told_with_what_to_type(
    tmp_path: Path, line: str, code: str, taught: str
) -> None:
    _, problems = judged(tmp_path, line)
    assert codes(problems) == [code]
    assert taught in " ".join(word(problems[0], language("id").gettext))
    assert problems[0].line == 4
    assert (problems[0].severity == "warning") == (
        code
        in {
            "export-hs-seven",
            "export-incoterm-air",
            "export-incoterm-inland",
            "export-origin-country",
            "unknown-key",
        }
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("090121", "0901.21"),
        ("0901 21", "0901.21"),
        ("HS 0901.21.10", "0901.21.10"),
        ("09012110", "0901.21.10"),
        ("Kode HS: 0901.21", "0901.21"),
        ("1905.90", "1905.90"),
        ("0901-21", "0901.21"),
    ],
)
def test_an_hs_code_keeps_its_zeros_however_it_is_typed(typed: str, code: str) -> None:
    assert trade.hs_code(typed) == code


@pytest.mark.parametrize(
    "typed", ["", "0", "00901", "12345", "HS", "0901,21", "０９０１２１", "0000.00", "123456789"]
)
def test_what_is_no_hs_code_is_refused(typed: str) -> None:
    refusal(trade.hs_code, typed)


@pytest.mark.parametrize(
    ("typed", "number", "unit"),
    [
        ("1,5 ton", "1.5", "ton"),
        ("1.500 kg", "1500", "kg"),
        ("50kg", "50", "kg"),
        ("0,25 kilo", "0.25", "kg"),
        ("0.5 kg", "0.5", "kg"),
        ("1 500 pcs", "1500", "pcs"),
        ("1.250.000 lembar", "1250000", "lembar"),
        ("12,50 kg", "12.5", "kg"),
        ("1.500,5 kg", "1500.5", "kg"),
        ("min. 100 pieces", "100", "pcs"),
        ("Minimal 2 DUS", "2", "karton"),
        ("300 gr.", "300", "g"),
        ("10 m3", "10", "m3"),
        ("3 lusin", "3", "lusin"),
    ],
)
def test_amounts_are_read_as_people_in_indonesia_write_them(typed: str, number: str, unit: str) -> None:
    assert trade.minimum_amount(typed) == Amount(Decimal(number), unit)


@pytest.mark.parametrize(
    "typed",
    [
        "1.5 ton",
        "1.50 ton",
        "1,500 kg",
        "12.5kg",
        "100,250 pcs",
        "5.4 kg",
        "0 kg",
        "0,0 kg",
        "-5 kg",
        "1.5.2 kg",
        "1,2,3 kg",
        "1.0000 kg",
        "9999999999 kg",
        "½ ton",
        "50-100 kg",
        "kg",
        "kg 50",
        "٥٠ kg",
        "1e3 kg",
        "NaN kg",
        "5 kg atau lebih",
        "Infinity kg",
        "0x10 kg",
        "1_000 kg",
    ],
)
def test_an_amount_that_is_none_or_two_is_asked_about(typed: str) -> None:
    refusal(trade.minimum_amount, typed)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("500 kg per bulan", Amount(Decimal(500), "kg", "bulan")),
        ("1,5 ton/minggu", Amount(Decimal("1.5"), "ton", "minggu")),
        ("2.000 pcs sebulan", Amount(Decimal(2000), "pcs", "bulan")),
        ("100 set setiap bulan", Amount(Decimal(100), "set", "bulan")),
        ("500 kg perbulan", Amount(Decimal(500), "kg", "bulan")),
        ("500 kg per-bulan", Amount(Decimal(500), "kg", "bulan")),
        ("40 set per month", Amount(Decimal(40), "set", "bulan")),
        ("10 kodi tiap pekan", Amount(Decimal(10), "kodi", "minggu")),
    ],
)
def test_a_capacity_says_how_much_and_in_which_time(typed: str, amount: Amount) -> None:
    assert trade.capacity(typed) == amount


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("14 hari", LeadTime(14, 14, "hari")),
        ("2-3 minggu", LeadTime(2, 3, "minggu")),
        ("1 bln", LeadTime(1, 1, "bulan")),
        ("10 s/d 14 hari kerja", LeadTime(10, 14, "hari kerja")),
        ("4 weeks", LeadTime(4, 4, "minggu")),
    ],
)
def test_a_lead_time_is_days_weeks_or_months(typed: str, time: LeadTime) -> None:
    assert trade.lead_time(typed) == time


@pytest.mark.parametrize(
    "typed", ["", "0 hari", "14", "3-2 minggu", "2 tahun", "besok", "14 hari 3 jam", "-1 hari"]
)
def test_a_lead_time_that_is_none_is_told(typed: str) -> None:
    refusal(trade.lead_time, typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("FOB Tanjung Priok", ("FOB", "Tanjung Priok")),
        ("fob, Tanjung Priok", ("FOB", "Tanjung Priok")),
        ("FOB (Tanjung Priok, Jakarta)", ("FOB", "Tanjung Priok, Jakarta")),
        ("Incoterm: EXW Cilandak", ("EXW", "Cilandak")),
        ("CIF Rotterdam (Incoterms® 2020)", ("CIF", "Rotterdam")),
        ("FOB pelabuhan Belawan", ("FOB", "Belawan")),
        ("fob tanjung priok", ("FOB", "Tanjung Priok")),
        ("DPU Port Klang, Incoterms 2020", ("DPU", "Port Klang")),
        ("FCA – Soekarno-Hatta", ("FCA", "Soekarno-Hatta")),
    ],
)
def test_a_rule_of_incoterms_has_a_named_place(typed: str, said: tuple[str, str]) -> None:
    assert trade.incoterm(typed) == said


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "FOB",
        "FOB.",
        "FOB 2020",
        "FOB Incoterms 2020",
        "FOB pelabuhan",
        "FOB Indonesia",
        "FOB any port",
        "EXW pabrik",
        "DAP negara tujuan",
        "CFR port of destination",
        "FOBTanjung Priok",
        "CNF Osaka",
        "C&F Osaka",
        "DAT Osaka",
        "ABC Osaka",
        "FOB -",
        "FOB 12345",
        "dari Tanjung Priok FOB",
        "FOB x" * 40,
    ],
)
def test_a_rule_without_a_named_place_is_told(typed: str) -> None:
    refusal(trade.incoterm, typed)


numbers = st.decimals(Decimal("0.01"), Decimal(99_999_999), places=2).map(trade._short)


@given(numbers, st.sampled_from(sorted(set(UNITS.values()))))
@example(Decimal("1.5"), "ton")
@example(Decimal(1500), "kg")
def test_an_amount_is_read_back_as_it_was_written(number: Decimal, unit: str) -> None:
    amount = Amount(number, unit)
    assert trade.minimum_amount(export_keys(Export(minimum=amount))["moq"]) == amount
    assert Decimal(english_number(number).replace(",", "")) == number
    assert number_text(number).count(",") <= 1
    assert english_unit(unit, number)


@given(
    st.text(max_size=30) | st.from_regex(r"[0-9.,]{1,9} ?(kg|ton|pcs|karton)?( per bulan)?", fullmatch=True)
)
def test_whatever_is_typed_is_read_one_way_or_told(typed: str) -> None:
    for parse in (
        trade.hs_code,
        trade.minimum_amount,
        trade.weight,
        trade.capacity,
        trade.lead_time,
        trade.incoterm,
    ):
        try:
            found = parse(typed)
        except FieldError as error:
            word(error)
            continue
        if isinstance(found, Amount):
            assert found.number > 0
            assert "E" not in str(found.number)


def test_every_unit_has_english_words_and_weights_are_masses() -> None:
    assert {"g", "kg", "kuintal", "ton"} == MASSES
    assert english_unit("karton", Decimal(1)) == "carton"
    assert english_unit("karton", Decimal("1.5")) == "cartons"


def test_commas_between_braces_cut_nothing(tmp_path: Path) -> None:
    line = (
        "ekspor: {moq: 1.500 kg, asal: Gayo, Aceh, Indonesia, incoterm: EXW Cilandak, Jakarta, "
        "berat: 5,4 kg, kemasan: karton 20 x 250 g,palet, kapasitas: 1,5 ton per bulan}"
    )
    seller, problems = judged(tmp_path, line, "en: {nama: Coffee, deskripsi: Sweet, and strong}")
    assert seller
    assert problems == []
    export = seller.products[0].export
    assert (export.origin, export.place) == ("Gayo, Aceh, Indonesia", "Cilandak, Jakarta")
    assert (export.packing, seller.products[0].english.description) == (
        "karton 20 x 250 g,palet",
        "Sweet, and strong",
    )
    assert [one.number for one in (export.minimum, export.weight, export.capacity) if one] == [
        Decimal(1500),
        Decimal("5.4"),
        Decimal("1.5"),
    ]


def test_a_block_that_says_nothing_is_no_export(tmp_path: Path) -> None:
    seller, problems = judged(tmp_path, "ekspor:", shop="email_ekspor:\nkatalog:\n")
    assert seller
    assert problems == []
    assert (seller.products[0].export, seller.export_email, seller.catalogue) == (Export(), "", False)


def test_the_address_for_buyers_abroad_and_the_wish_for_feeds_are_read(tmp_path: Path) -> None:
    seller, problems = judged(tmp_path, shop="email_ekspor: jual@contoh.example\nkatalog: ya\n")
    assert seller
    assert problems == []
    assert (seller.export_email, seller.catalogue) == ("jual@contoh.example", True)
    assert codes(judged(tmp_path, shop="email_ekspor: contoh\n")[1]) == ["email-unreadable"]


def test_an_address_for_buyers_abroad_waits_like_a_number(tmp_path: Path) -> None:
    agreed, _ = judged(tmp_path, shop="email_ekspor: jual@contoh.example\n")
    other, _ = judged(tmp_path, shop="email_ekspor: jual@lain.example\n")
    none, _ = judged(tmp_path)
    assert agreed
    assert other
    assert none
    kept, [waiting] = held_back(other, agreed)
    assert kept.export_email == "jual@contoh.example"
    assert (waiting.path, waiting.found) == ("email_ekspor", ("mail:jual@lain.example",))
    assert held_back(agreed, none)[0].export_email == ""
    assert held_back(none, agreed) == (none, ())
    assert held_back(agreed, agreed) == (agreed, ())
