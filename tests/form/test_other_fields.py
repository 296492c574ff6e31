"""What stands behind "Isian lain", hours of each day, and the shops that a shop follows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from werkzeug.datastructures import MultiDict

from generator.content import hours
from generator.content.model import WEEKDAYS, Hours, Seller, Span
from generator.content.places import NOWHERE
from generator.form.context import FormContext
from generator.form.steps.opening import HoursOfEachDay
from generator.form.steps.order import STEPS, WIZARD, after, before, first_other, place
from tests.form.forms import Form, Phone, new_form, serving
from tests.form.journey import Hand
from tests.form.test_browser import phone as browser_phone
from tests.shops import build, write_shop

_BREAK_AFTER_CLOSING = {"buka": 10, "tutup": 17, "istirahat": 18, "lanjut": 19}


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    root = tmp_path_factory.mktemp("lain")
    form = new_form(root)
    write_shop(root, "satu", jam_buka="{senin: '08.00-12.00, 13.00-17.00'}")
    write_shop(root, "dua", nama='"Sate Jum\'at"')
    write_shop(root, "tiga", nama="Batik Ayu", ikuti="[satu]")
    build(root)
    return form


@pytest.fixture
def seller(form: Form) -> Phone:
    return form.seller("satu")


def kept(form: Form) -> Seller:
    return form.context.drafts.read("satu").seller


def test_the_way_goes_through_each_step_once_and_back() -> None:
    assert WIZARD[0] == "nama"
    assert WIZARD[-1] == "pratinjau"
    assert len({*WIZARD}) == len(WIZARD) == 12
    for paid in (("tunai",), ("tunai", "qris")):
        seller = Seller("satu", "Satu", "kuliner", NOWHERE, "6280000000101", payment=paid)
        steps = [name for name in WIZARD if STEPS[name].is_asked(seller)]
        assert ("qris" in steps) == ("qris" in paid)
        for name in steps[1:]:
            assert after(before(name, seller), seller) == name
        assert (before("nama", seller), after("pratinjau", seller)) == ("", "pratinjau")
    assert {name for name, step in STEPS.items() if step.next} < {*WIZARD}
    places = [place(name) for name in WIZARD]
    assert {place["total"] for place in places} == {11}
    ahead = [(place["number"] - 1 + place["part"] / place["parts"]) for place in places]
    assert ahead == sorted({*ahead}), "each screen is a bit further"


@pytest.mark.parametrize(
    ("step", "typed", "line"),
    [
        ("sosial", {"instagram": "@dapurbusiti", "shopee": "shopee.co.id/dapur"}, "instagram: dapurbusiti"),
        ("izin", {"nib": "1234567890123", "pirt": "", "halal": "ID31110000012345678"}, "nib: 1234567890123"),
        ("alamat", {"alamat": "Jl. Tebet Raya 12"}, "alamat: Jl. Tebet Raya 12"),
        ("inggris", {"slogan": "Home cooking", "cerita": "Since 1998."}, "slogan: Home cooking"),
        ("ekspor", {"email": "siti@contoh.example", "katalog": "ya"}, "katalog: ya"),
        ("nominal", {"nominal": "ya"}, "qris_nominal: ya"),
        ("pindah", {"alamat": "https://dapur.example/"}, "pindah_ke: https://dapur.example"),
    ],
)
def test_each_says_what_the_file_says_and_shows_it_again(
    form: Form, seller: Phone, step: str, typed: dict[str, str], line: str
) -> None:
    answer = seller.say(f"/t/satu/isi/{step}", typed)
    assert (answer.status_code, answer.location) == (302, "/t/satu/lain")
    assert line in (form.context.drafts.folder("satu") / "toko.yaml").read_text("utf-8")
    assert STEPS[step].is_done(kept(form))
    page = seller.get(f"/t/satu/isi/{step}").text
    assert line.partition(": ")[2] in page
    assert seller.get("/t/satu/lain").status_code == 200


@pytest.mark.parametrize(
    ("step", "typed"),
    [
        ("izin", {"nib": "12"}),
        ("izin", {"pirt": "12"}),
        ("izin", {"halal": "12"}),
        ("sosial", {"instagram": "https://facebook.com/x"}),
        ("sosial", {"youtube": "???"}),
        ("ekspor", {"email": "siti"}),
        ("pindah", {"alamat": "http://dapur"}),
        ("jam-hari", {"senin-buka": "08:00"}),
        ("jam-hari", {f"senin-{what}": f"{hour}:00" for what, hour in _BREAK_AFTER_CLOSING.items()}),
        ("jam-hari", {}),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_without_a_key_of_a_file(
    seller: Phone, step: str, typed: dict[str, str]
) -> None:
    answer = seller.say(f"/t/satu/isi/{step}", typed)
    [hint] = re.findall(r'role="alert">.*?<p><b>.*?</b>(.*?)</p>', answer.text, re.DOTALL)
    assert answer.status_code == 400
    assert not re.search(r"\b(?:nib|pirt|halal|instagram|email|pindah_ke|jam_buka|senin):", hint), hint


def test_another_account_waits_for_the_mentor(form: Form) -> None:
    write_shop(form.context.root, "akun", kecamatan="Cilandak")
    seller = form.seller("akun")
    seller.say("/t/akun/isi/sosial", {"instagram": "orang.lain"})
    seller.get("/t/akun/")
    seller.post("/t/akun/terbitkan")
    assert "orang.lain" not in (form.context.live.folder("akun") / "toko.yaml").read_text("utf-8")
    assert "Menunggu persetujuan pembina" in seller.get("/t/akun/").text


def test_a_shop_is_found_whatever_its_apostrophe_followed_and_left(form: Form, seller: Phone) -> None:
    page = seller.get("/t/satu/ikuti?cari=sate+jumat").text
    assert "Sate Jum&#39;at" in page
    assert "Batik Ayu" in page.split("Mengikuti saya")[1], "who follows me"
    assert seller.post("/t/satu/ikuti", {"toko": "dua", "ikuti": "ya"}).status_code == 302
    assert form.context.live.read("satu").seller.follows == ("dua",), "online with the next build"
    seller.get("/t/satu/ikuti")
    assert seller.post("/t/satu/ikuti", {"toko": "dua", "ikuti": "tidak"}).status_code == 302
    assert kept(form).follows == ()
    for nobody in ("satu", "belum-ada", "../dua"):
        seller.get("/t/satu/ikuti")
        assert seller.post("/t/satu/ikuti", {"toko": nobody, "ikuti": "ya"}).status_code == 404


def test_no_build_no_names_and_no_fault(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu", ikuti="[dua]")
    write_shop(tmp_path, "dua")
    page = form.seller("satu").get("/t/satu/ikuti?cari=dua").text
    assert "Tidak ada toko lain dengan nama ini." in page
    assert "dua" in page.split("Saya ikuti")[1]


def test_a_shop_that_has_all_else_is_shown_the_way_to_the_other_fields() -> None:
    assert first_other(Seller("x", "X", "kopi", NOWHERE, "")) == "sosial"
    assert first_other(Seller("x", "X", "kopi", NOWHERE, "", socials=(("x", "x"),))) == "izin"


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_hours_of_each_day_in_a_browser_and_the_link_is_copied(
    browser: Browser, form: Form, script: bool
) -> None:
    with serving(form) as url, browser_phone(browser, script=script) as page:
        hand = Hand(page, script)
        page.goto(url + form.link(slug="satu"))
        hand.tap("Buka")
        hand.tap(page.get_by_role("link", name="Jam buka"))
        hand.tap("Jam lain di hari tertentu")
        page.get_by_label("Jumat: Dari jam").fill("09:00")
        page.get_by_label("Jumat: Sampai jam").fill("21:00")
        if not page.get_by_label("Jumat: Istirahat dari").is_visible():
            page.locator(".day", has_text="Jumat").locator("summary").click()
        page.get_by_label("Jumat: Istirahat dari").fill("11:30")
        page.get_by_label("Jumat: Buka lagi").fill("13:00")
        hand.tap("Simpan")
        assert "Tersimpan" in page.inner_text("main")
        assert page.get_by_role("button", name="Salin tautan").is_visible() == script
        if script:
            page.context.grant_permissions(["clipboard-read", "clipboard-write"])
            page.get_by_role("button", name="Salin tautan").click()
            page.get_by_role("button", name="Tersalin").wait_for()
            assert page.evaluate("navigator.clipboard.readText()") == "https://hub.example/satu/"
    week = kept(form).hours
    assert week
    assert week.days[4] == ((540, 690), (780, 1260))
    assert week.days[0] == ((480, 720), (780, 1020))
    assert week.days[5] == ()


quarters = st.integers(0, 95).map(lambda quarter: 15 * quarter)


@st.composite
def day(draw: st.DrawFn) -> tuple[Span, ...]:
    """A day with no, one or two stretches, the last of which may go on past midnight."""
    ends = sorted(draw(st.lists(quarters, min_size=4, max_size=4, unique=True)))
    later = draw(st.booleans())
    spans = ((ends[0], ends[1]), (ends[2], ends[3]))
    return draw(st.sampled_from([(), spans[:1], spans, ((ends[1], ends[0] + 1440),) if later else spans]))


@given(st.tuples(*[day()] * 7).filter(any))
def test_hours_come_back_from_their_page_as_they_were(week: tuple[tuple[Span, ...], ...]) -> None:
    step, context = HoursOfEachDay(), _NO_CONTEXT
    seller = Seller("x", "X", "kopi", NOWHERE, "", hours=Hours(week))
    shown = dict(step.offers(seller, context)["week"])  # type: ignore[call-overload]
    typed = {
        f"{name}-{field}": said
        for name in WEEKDAYS
        for field, said in zip(("buka", "tutup", "istirahat", "lanjut"), shown[name], strict=True)
    }
    typed["besok"] = str(step.offers(seller, context)["agreed"])
    for known in (seller, Seller("x", "X", "kopi", NOWHERE, "")):
        assert step.read(MultiDict(typed), context)(known).hours == Hours(week)


_NO_CONTEXT: FormContext = None  # type: ignore[assignment]
"""Hours need none."""


@pytest.mark.parametrize(
    ("opens", "closes", "asked"),
    [
        ("08:00", "07:00", "Sampai pukul 07.00 besoknya?"),
        ("08:00", "05:00", "Sampai pukul 05.00 besoknya?"),
        ("20:00", "07:00", "Sampai pukul 07.00 besoknya?"),
        ("17:00", "02:00", ""),
        ("18:00", "06:00", ""),
        ("18:00", "00:00", ""),
        ("00:00", "00:00", ""),
        ("08:00", "17:00", ""),
    ],
)
def test_closing_before_opening_is_asked_about_where_it_is_hardly_meant(
    form: Form, seller: Phone, opens: str, closes: str, asked: str
) -> None:
    typed = {"hari": "senin", "buka": opens, "tutup": closes}
    answer = seller.say("/t/satu/isi/jam", typed)
    assert answer.status_code == (400 if asked else 302)
    if not asked:
        return
    assert asked in answer.text
    assert all(f'value="{clock}"' in answer.text for clock in (opens, closes)), (
        "what was typed is still there"
    )
    mended = seller.post("/t/satu/isi/jam", {**typed, "tutup": "23:00"})
    assert mended.status_code == 302
    before = kept(form).hours
    seller.say("/t/satu/isi/jam", typed)
    [yes] = re.findall(r'name="besok" value="([^"]+)"', seller.page)
    assert seller.post("/t/satu/isi/jam", {**typed, "besok": yes}).status_code == 302
    assert kept(form).hours != before
    assert seller.say("/t/satu/isi/jam", {**typed, "besok": yes}).status_code == 302, "said once is enough"


def test_days_with_doubtful_hours_are_named(seller: Phone) -> None:
    typed = {"senin-buka": "08:00", "senin-tutup": "07:00", "rabu-buka": "09:00", "rabu-tutup": "05:00"}
    page = seller.say("/t/satu/isi/jam-hari", typed).text
    assert "Senin sampai pukul 07.00 besoknya? Rabu sampai pukul 05.00 besoknya?" in page
    assert "Jika benar, tekan “Ya, sampai besoknya”." in page
    assert 'name="besok" value="senin-07:00 rabu-05:00"' in page


def test_one_break_is_for_all_days_that_are_open(form: Form, seller: Phone) -> None:
    hours_of = {f"{day}-{field}": clock for day in ("senin", "jumat") for field, clock in _EIGHT_TO_FIVE}
    night = {"sabtu-buka": "00:00", "sabtu-tutup": "00:00"}
    typed = {**hours_of, **night, "semua-istirahat": "12:00", "semua-lanjut": "13:00"}
    assert seller.say("/t/satu/isi/jam-hari", typed).status_code == 302
    week = kept(form).hours
    assert week
    paused = ((480, 720), (780, 1020))
    assert week.days == (paused, (), (), (), paused, ((0, 1440),), ())
    all_alike = {"hari": ["senin", "selasa"], "buka": "08:00", "tutup": "17:00"}
    seller.say("/t/satu/isi/jam", {**all_alike, "istirahat": "12:00", "lanjut": "13:00"})
    assert kept(form).hours == Hours((paused, paused, (), (), (), (), ()))
    page = seller.get("/t/satu/isi/jam").text
    assert 'name="istirahat" type="time" value="12:00"' in page
    assert "jam yang berbeda" not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"rabu-istirahat": "18:00", "rabu-lanjut": "19:00"},
            "Rabu: Jam istirahatnya terbalik",
        ),
        (
            {"rabu-istirahat": "16:30", "rabu-lanjut": "17:30"},
            "Rabu: Jam istirahatnya terbalik",
        ),
        (
            {"rabu-istirahat": "07:00", "rabu-lanjut": "07:30"},
            "Rabu: Jam istirahatnya terbalik",
        ),
        ({"rabu-istirahat": "12:00"}, "Rabu: Istirahatnya dari jam berapa sampai jam berapa?"),
        ({"rabu-tutup": ""}, "Rabu: Buka dari jam berapa sampai jam berapa?"),
    ],
)
def test_a_wrong_hour_names_its_day(seller: Phone, typed: dict[str, str], sentence: str) -> None:
    rabu = {f"rabu-{field}": clock for field, clock in _EIGHT_TO_FIVE}
    answer = seller.say(
        "/t/satu/isi/jam-hari", {"senin-buka": "08:00", "senin-tutup": "17:00", **rabu, **typed}
    )
    assert answer.status_code == 400
    assert sentence in answer.text


_EIGHT_TO_FIVE = (("buka", "08:00"), ("tutup", "17:00"))


def test_a_day_with_three_stretches_stays_while_nobody_touches_it() -> None:
    three = hours.spans("08.00-10.00, 11.00-13.00, 15.00-18.00")
    seller = Seller("x", "X", "kopi", NOWHERE, "", hours=Hours((three, *[()] * 6)))
    step = HoursOfEachDay()
    shown = dict(step.offers(seller, _NO_CONTEXT)["week"])["senin"]  # type: ignore[call-overload]
    typed = dict(zip(("senin-buka", "senin-tutup", "senin-istirahat", "senin-lanjut"), shown, strict=True))
    assert step.read(MultiDict(typed), _NO_CONTEXT)(seller).hours == seller.hours
