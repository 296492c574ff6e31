"""A mentor compares two QRIS codes by what they say, whether they came as text or as photos."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from generator.content.qris import crc16
from generator.form.shown_code import ShownCode
from tests.content.test_qris import STATIC, VECTORS
from tests.form.forms import Form, Phone, new_form
from tests.form.test_nobodys_number import picture
from tests.form.test_second_person import asked
from tests.shops import product, write_shop

OWN = VECTORS[STATIC[0]]
NAMESAKE = "namanya sama, tetapi uangnya masuk ke rekening lain"
UNREADABLE = "Foto yang kodenya tidak terbaca"


def tags(code: str) -> dict[str, str]:
    found, at = {}, 0
    while at < len(code):
        size = int(code[at + 2 : at + 4])
        found[code[at : at + 2]] = code[at + 4 : at + 4 + size]
        at += 4 + size
    return found


def like_own(**other: str) -> str:
    """The shop's own code with other values in some tags, as `t26`."""
    said = tags(OWN) | {key[1:]: value for key, value in other.items()}
    del said["63"]
    text = "".join(f"{tag}{len(value):02}{value}" for tag, value in sorted(said.items())) + "6304"
    return f"{text}{crc16(text.encode()):04X}"


FORGED = like_own(t26="0015ID.CO.MALING.WW0118936000150000000099")


def paint(folder: Path, name: str, code: str) -> None:
    (folder / "foto").mkdir(exist_ok=True)
    (folder / "foto" / name).write_bytes(picture(code)[0].getvalue())


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path)
    folder = write_shop(tmp_path, "satu", {"kopi": product()}, qris="qris.png")
    paint(folder, "qris.png", OWN)
    form.seller("satu").get("/t/satu/")
    return form


def uploaded(form: Form, code: str) -> Phone:
    phone = form.seller("satu")
    phone.get("/t/satu/isi/qris")
    phone.post("/t/satu/qris", {"foto": picture(code)}, content_type="multipart/form-data")
    phone.say("/t/satu/isi/qris")
    return phone


def swapped(form: Form, code: str) -> None:
    """The photo in the folder is written over in its place, and followed."""
    paint(form.context.root / "sellers" / "satu", "other.png", code)
    file = form.context.root / "sellers" / "satu" / "toko.yaml"
    file.write_text(file.read_text("utf-8").replace("qris.png", "other.png"), "utf-8")
    form.mentor("tebet").get("/t/satu/")


@pytest.mark.parametrize("change", [uploaded, swapped], ids=["by the form", "by hand"])
def test_a_code_is_compared_with_that_of_the_approved_photo(form: Form, change: object) -> None:
    assert callable(change)
    change(form, FORGED)
    mentor = form.mentor("tebet")
    page = mentor.get(asked(form, "qris")).text
    assert NAMESAKE in page.casefold()
    assert UNREADABLE not in page
    [compared] = re.findall(r"Yang berbeda di dalam kode</h2>(.*?)</dl>", page, re.DOTALL)
    rows = re.findall(r"<dt>(.*?)</dt>", compared)
    assert len(rows) == len({r for r in rows if "26." in r}), rows
    assert page.count(tags(OWN)["59"]) >= 2, "both payees are named"
    assert "MALING" in page
    [old] = re.findall(r'src="(/t/satu/foto/qris\.png/disetujui)"', page)
    assert mentor.client.get(old).status_code == 200


def test_the_same_code_in_another_picture_is_called_the_same(form: Form) -> None:
    uploaded(form, OWN)
    page = form.mentor("tebet").get(asked(form, "qris")).text
    assert "Isi kodenya sama" in page
    assert NAMESAKE not in page.casefold()
    assert "Yang berbeda" not in page


def test_a_photo_that_is_written_over_shows_the_bytes_that_were_agreed_to(form: Form) -> None:
    paint(form.context.root / "sellers" / "satu", "qris.png", FORGED)
    toko = form.context.root / "sellers" / "satu" / "toko.yaml"
    toko.write_text(toko.read_text("utf-8") + "slogan: Enak\n", "utf-8")
    mentor = form.mentor("tebet")
    mentor.get("/t/satu/")
    old = mentor.client.get("/t/satu/foto/qris.png/disetujui").data
    new = mentor.client.get("/t/satu/foto/qris.png").data
    assert old
    assert (form.context.approved.folder("satu") / "foto" / "qris.png").read_bytes() == picture(OWN)[
        0
    ].getvalue()
    assert new


def test_a_seller_reads_who_is_paid_by_the_photo_in_her_files(form: Form) -> None:
    page = form.seller("satu").get("/t/satu/isi/qris").text
    assert tags(OWN)["59"] in page
    assert "/t/satu/foto/qris.png" in page
    assert "<dd>–</dd>" not in page


def test_a_photo_without_a_code_says_so_to_its_seller(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    folder = write_shop(tmp_path, "satu", qris="qris.png")
    (folder / "foto").mkdir()
    Image.new("RGB", (400, 400), "#224488").save(folder / "foto" / "qris.png")
    assert UNREADABLE in form.seller("satu").get("/t/satu/isi/qris").text


@pytest.mark.parametrize(
    ("other", "warned"),
    [
        (FORGED, True),
        (like_own(t51="0002ID0215ID9999999999999"), True),
        (like_own(t59=tags(OWN)["59"].lower(), t15="936000150000"), True),
        (like_own(t60="BOGOR"), False),
        (like_own(t59="ORANG LAIN"), False),
        (OWN, False),
        (OWN[:-1], False),
        ("https://wa.me/6280000000999", False),
    ],
)
def test_a_namesake_is_whoever_has_the_name_and_another_account(other: str, warned: bool) -> None:
    assert ShownCode((other,)).is_namesake_of(ShownCode((OWN,), "qris.png")) is warned


def test_all_codes_of_a_photo_are_told_and_the_one_that_pays_is_compared() -> None:
    code = ShownCode(("https://wa.me/6280000000999", OWN), "qris.png")
    assert code.text == OWN
    assert code.lines[0] == ("payee", tags(OWN)["59"])
    assert code.lines[-1] == ("", "https://wa.me/6280000000999")
    assert ShownCode(("halo",), "a.png").lines == [("", "halo")]
    assert not ShownCode()
    assert ShownCode((), "a.png")
