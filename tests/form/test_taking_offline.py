"""A shop offline for cause: who may do it, what the seller reads, what a build makes of it, the way back."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.offline import FILE, Offline, offline_of, read_offline
from tests.form.forms import Form, Phone, new_form, publish
from tests.shops import build, etalase, write_shop

REASON = "Fotonya milik toko lain"


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu", nama="Warung Satu")
    write_shop(tmp_path, "dua", nama="Warung Dua", ikuti="[satu]")
    assert build(tmp_path)[0] == 0
    return form


def take(phone: Phone, reason: str = f"{REASON}.") -> None:
    phone.get("/pembina/toko/satu")
    answer = phone.post("/pembina/toko/satu/turunkan", {"alasan": reason})
    assert answer.location == "/pembina/toko/satu#diturunkan", "where the link to tell the seller is"


def shown(root: Path) -> set[str]:
    return {one for one in ("satu", "dua") if (root / "build" / "site" / one / "index.html").is_file()}


def test_the_next_build_takes_its_pages_and_the_one_after_it_brings_them_back(
    form: Form, tmp_path: Path
) -> None:
    mentor, seller = form.mentor("tebet"), form.seller("satu")
    take(mentor)
    before = seller.get("/t/satu/").text
    assert "<h2>Toko Anda diturunkan</h2>" in before
    assert "Pembeli masih melihatnya sampai pembaruan berikutnya." in before
    assert "sedang tidak ditampilkan" not in before, "buyers still see it"
    code, answer = build(tmp_path)
    assert (code, answer["sellers"]["unpublished"], answer["failures"]) == (0, 1, [])
    assert shown(tmp_path) == {"dua"}
    assert "satu/" not in (tmp_path / "build" / "site" / "dua" / "index.html").read_text()
    assert build(tmp_path)[1]["sellers"]["unchanged"] == 1, "and stays away"
    home = seller.get("/t/satu/").text
    assert "<h2>Toko Anda sedang tidak ditampilkan</h2>" in home
    assert "Pembeli masih melihatnya" not in home
    assert f"Pembina menurunkannya, 21 November 2026. Alasannya: {REASON}." in home
    assert "Perbaiki dulu, lalu kabari Ibu Ratna" in home
    saved = seller.say("/t/satu/produk/kopi/ubah/harga", {"harga": "21rb"}).location
    assert "Pembeli melihatnya setelah toko tayang lagi" in seller.get(saved).text
    seller.say("/t/satu/isi/nama", {"nama": "Warung Satu Baru"})
    publish(seller, "satu")
    assert read_offline(tmp_path / "sellers" / "satu") == Offline(REASON, date(2026, 11, 21), "pembina")
    build(tmp_path)
    assert shown(tmp_path) == {"dua"}
    assert "toko diturunkan" in mentor.get("/pembina/").text
    talk = "sementara%20tidak%20tampil.%20Boleh%20saya%20bantu%20supaya%20bisa%20tampil%20lagi%3F"
    assert talk in mentor.get("/pembina/toko/satu").text
    mentor.get("/pembina/toko/satu")
    assert mentor.post("/pembina/toko/satu/tayangkan").status_code == 302
    build(tmp_path)
    assert shown(tmp_path) == {"satu", "dua"}
    assert "Warung Satu Baru" in (tmp_path / "build" / "site" / "satu" / "index.html").read_text()
    past = seller.get("/t/satu/riwayat").text
    assert (past.count("Toko diturunkan"), past.count("Toko ditayangkan lagi")) == (1, 1)
    assert "<i>kosong</i>" not in past
    assert "Perubahan yang ada tombol “Batalkan”-nya bisa dibatalkan." in past
    assert past.count("/kembalikan") == 2, "only what she changed herself: the price, and the name"


def test_check_says_why_and_so_does_a_build(form: Form, tmp_path: Path) -> None:
    take(form.mentor("tebet"))
    code, answer = etalase(tmp_path, "check", "satu")
    [told] = answer["diagnostics"]
    assert (code, told["code"], told["severity"]) == (0, "taken-offline", "warning")
    assert told["path"] == f"sellers/satu/{FILE}"
    assert told["message"] == f"toko ini diturunkan karena: {REASON}"
    assert [one["code"] for one in build(tmp_path)[1]["diagnostics"]] == ["taken-offline"]


@pytest.mark.parametrize("text", ["", "alasan:", "Menipu pembeli\n", "\x00\xff", "alasan: Menipu pembeli"])
def test_a_file_that_the_operator_put_there_by_hand_is_enough(form: Form, tmp_path: Path, text: str) -> None:
    folder = tmp_path / "sellers" / "satu"
    (folder / FILE).write_text(text, "utf-8")
    (folder / "toko.yaml").write_text((folder / "toko.yaml").read_text() + "kategori: tidak-ada\n")
    build(tmp_path)
    assert shown(tmp_path) == {"dua"}, "whatever else is wrong with it"
    page = form.operator().get("/pembina/toko/satu").text
    assert ("Alasannya: Menipu pembeli." in page) is ("Menipu" in text)


def test_who_may_do_it(form: Form, tmp_path: Path) -> None:
    at, folder = "/pembina/toko/satu", tmp_path / "sellers" / "satu"
    for phone in (form.seller("satu"), form.seller("dua"), form.mentor("cilandak")):
        phone.get("/tidak-ada")
        assert phone.post(f"{at}/turunkan", {"alasan": "x"}).status_code == 404
        assert phone.post(f"{at}/tayangkan").status_code == 404
    mentor, operator = form.mentor("tebet"), form.operator()
    mentor.get(at)
    answer = mentor.post(f"{at}/turunkan", {"alasan": " . "})
    assert (answer.status_code, "Tulis dulu alasannya: penjual akan membacanya." in answer.text) == (
        400,
        True,
    )
    assert "> . </textarea>" in answer.text, "what was typed is still there"
    assert re.search(r'<details class="fold" open><summary>Turunkan toko ini', answer.text)
    assert read_offline(folder) is None
    take(operator)
    assert "Perbaiki dulu, lalu kabari Tim Uji" in form.seller("satu").get("/t/satu/").text, "who took it"
    assert "Hanya pengelola yang bisa menayangkannya lagi." in mentor.get(at).text
    assert f"{at}/tayangkan" not in mentor.page
    mentor.get("/pembina/undang")
    assert mentor.post(f"{at}/tayangkan").status_code == 403
    assert read_offline(folder)
    operator.get(at)
    assert operator.post(f"{at}/tayangkan").status_code == 302
    assert read_offline(folder) is None
    take(mentor)
    operator.get(at)
    assert operator.post(f"{at}/tayangkan").status_code == 302


def test_the_button_takes_copies_of_the_file_away_too(form: Form, tmp_path: Path) -> None:
    folder = tmp_path / "sellers" / "satu"
    for name in ("Diturunkan.txt.txt", "diturunkan (1).txt"):
        (folder / name).write_text("Menipu pembeli", "utf-8")
    build(tmp_path)
    assert shown(tmp_path) == {"dua"}
    operator = form.operator()
    assert "Alasannya: Menipu pembeli." in operator.get("/pembina/toko/satu").text
    assert operator.post("/pembina/toko/satu/tayangkan").status_code == 302
    build(tmp_path)
    assert shown(tmp_path) == {"satu", "dua"}


def listed_as_waiting(mentor: Phone) -> list[str]:
    page = mentor.get("/pembina/?saring=menunggu").text
    return re.findall(r'<li id="t-([a-z]+)">', page)


TOLD = r'action="/pembina/toko/satu/dikabari">.*?name="dilihat" value="([0-9a-f]+)"'


def test_what_the_operator_took_offline_its_mentor_is_told_at_the_next_look(
    form: Form, tmp_path: Path
) -> None:
    mentor, operator = form.mentor("tebet"), form.operator()
    news = f"<b>Warung Satu</b> diturunkan pengelola. Alasannya: {REASON}."
    take(mentor)
    assert "dikabari" not in mentor.get("/pembina/").text, "she did that herself"
    mentor.get("/pembina/toko/satu")
    mentor.post("/pembina/toko/satu/tayangkan")
    back = "<b>Warung Satu</b> sudah ditayangkan lagi oleh pengelola"
    for _again in range(2):
        take(operator)
        assert news not in operator.get("/pembina/").text
        assert listed_as_waiting(mentor) == ["satu"]
        assert re.search(r'aria-current="true">Menunggu Anda <small>1</small>', mentor.page)
        assert "dan itu kabar baik" in operator.get("/pembina/?saring=menunggu").text, "it is not theirs"
        page = mentor.get("/pembina/").text
        assert news in page
        said = unquote(page)
        assert (
            "untuk sementara diturunkan oleh pengelola, Tim Uji. Alasannya: Fotonya milik toko lain." in said
        )
        assert "minta ditayangkan lagi ke pengelola lewat WhatsApp 0800-0000-0001." in said
        assert "oleh pengelola, Tim" not in unquote(operator.get("/pembina/toko/satu").text), "is who writes"
        [seen] = re.findall(TOLD, page, re.DOTALL)
        assert re.findall(TOLD, mentor.get("/pembina/toko/satu").text, re.DOTALL) == [seen]
        assert mentor.post("/pembina/toko/satu/dikabari", {"dilihat": seen}).location == "/pembina/"
        assert news not in mentor.get("/pembina/").text
        assert "dan itu kabar baik" in mentor.get("/pembina/?saring=menunggu").text
        assert "Hanya pengelola yang bisa" in mentor.get("/pembina/toko/satu").text
        operator.get("/pembina/toko/satu")
        operator.post("/pembina/toko/satu/tayangkan")
        assert back not in operator.get("/pembina/").text
        assert back in mentor.get("/pembina/toko/satu").text
        assert listed_as_waiting(mentor) == ["satu"]
        assert back in mentor.page
        [seen_back] = re.findall(r'/dikabari">.*?name="dilihat" value="([a-z]*)"', mentor.page, re.DOTALL)
        mentor.post("/pembina/toko/satu/dikabari", {"dilihat": seen_back})
        assert back not in mentor.get("/pembina/").text
    take(operator)
    operator.get("/pembina/toko/satu")
    operator.post("/pembina/toko/satu/tayangkan")
    assert back not in mentor.get("/pembina/").text, "she had not been told of the other"
    (tmp_path / "sellers" / "satu" / FILE).write_text("Menipu pembeli")
    assert "diturunkan pengelola. Alasannya: Menipu pembeli." in mentor.get("/pembina/").text
    mentor.post("/pembina/toko/satu/dikabari", {"dilihat": seen})
    assert "Menipu pembeli" in mentor.get("/pembina/").text, "that was another reason"


def test_it_outlives_the_forms_database_and_goes_with_the_folder(form: Form, tmp_path: Path) -> None:
    take(form.mentor("tebet"))
    for file in (tmp_path / "form").glob("form.db*"):
        file.unlink()
    again = new_form(tmp_path)
    assert f"Alasannya: {REASON}." in again.mentor("tebet").get("/pembina/toko/satu").text
    assert f"Alasannya: {REASON}." in again.seller("satu").get("/t/satu/").text
    build(tmp_path)
    assert shown(tmp_path) == {"dua"}


def test_a_shop_that_was_never_published_has_nothing_to_take_down(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    form.begin("baru")
    operator = form.operator()
    assert "turunkan" not in operator.get("/pembina/toko/baru").text
    assert operator.post("/pembina/toko/baru/turunkan", {"alasan": "x"}).status_code == 409


@given(
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=300).map(str.strip),
    st.none() | st.dates(),
    st.sampled_from(["pembina", "pengelola"]),
)
def test_what_is_written_is_read(reason: str, since: date | None, by: str) -> None:
    told = Offline(reason, since, "pembina" if by == "pembina" else "pengelola")
    assert offline_of(told.text().encode()) == told


@given(st.binary(max_size=2_000))
def test_whatever_lies_there_is_read(data: bytes) -> None:
    assert len(offline_of(data).reason) <= 300
