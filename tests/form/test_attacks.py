"""What somebody with a seller's link, or one that is over, may try: nobody is paid, read or shown instead."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from generator.content.qris import crc16
from generator.form import history, links, shop_removal
from generator.form.throttle import TRIES, _line
from tests.content.test_qris import STATIC, VECTORS
from tests.form.forms import Form, Phone, fill_in, new_form, publish
from tests.shops import product, write_shop

OLD, NEW = "080000000101", "080000000999"


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu", {"kopi": product()})
    form.seller("satu").get("/t/satu/")
    return form


def shop(form: Form) -> str:
    return (form.context.root / "sellers" / "satu" / "toko.yaml").read_text("utf-8")


def by_hand(form: Form, line: str) -> None:
    file = form.context.root / "sellers" / "satu" / "toko.yaml"
    file.write_text(shop(form) + line, "utf-8")


def questions(mentor: Phone) -> list[str]:
    return re.findall(r"/pembina/tanya/(\d+)", mentor.get("/pembina/").text)


def newest(form: Form) -> int:
    return history.entries(form.context.database, "satu")[0].number


def take_back(phone: Phone, number: int) -> None:
    phone.get("/t/satu/riwayat")
    assert phone.post(f"/t/satu/riwayat/{number}/kembalikan").status_code == 302


def registered(form: Form) -> tuple[Phone, Phone]:
    """A shop that nobody invited, waiting for its mentor: both their phones."""
    phone = form.phone()
    phone.say("/daftar", {"nama": "Warung Baru", "whatsapp": OLD})
    fill_in(phone, "warung-baru")
    publish(phone, "warung-baru")
    return phone, form.mentor("tebet")


def ask_for_another_number(form: Form) -> Phone:
    phone = form.seller("satu")
    phone.say("/t/satu/isi/whatsapp", {"whatsapp": NEW})
    return phone


def test_the_session_of_a_link_that_is_gone_never_opens_another_shop(form: Form) -> None:
    """SQLite gives the numbers of rows out again."""
    write_shop(form.context.root, "dua")
    old = form.seller("dua")
    assert old.get("/t/dua/").status_code == 200
    shop_removal.forget(form.context.root, "dua")
    form.seller("satu")
    assert old.get("/t/satu/").status_code == 401
    shop_removal.forget(form.context.root, "satu")
    links.make_link(form.context.database, form.context.now(), "operator")
    assert old.get("/pembina/").status_code == 401


def test_a_preview_ends_with_its_link(form: Form) -> None:
    phone = form.seller("satu")
    [view] = re.findall(r'src="(/pratinjau/[^"]+)"', phone.get("/t/satu/pratinjau").text)
    assert form.phone().get(view).status_code == 200
    links.revoke(form.context.database, form.context.now(), "seller", slug="satu")
    assert form.phone().get(view).status_code == 404


@pytest.mark.parametrize("who", ["mentor", "operator"])
def test_nothing_but_a_yes_publishes_another_number(form: Form, who: str) -> None:
    phone = form.seller("satu")
    phone.say("/t/satu/isi/nama", {"nama": "Warung Lain"})
    renamed = newest(form)
    ask_for_another_number(form)
    helper = form.mentor("tebet") if who == "mentor" else form.operator()
    take_back(helper, renamed)
    publish(helper, "satu")
    helper.say("/t/satu/isi/qris", {"hapus": "ya"})
    assert OLD in shop(form)
    assert NEW not in shop(form)
    [number] = questions(helper)
    helper.say(f"/pembina/tanya/{number}", {"jawab": "setuju"})
    assert NEW in shop(form)


def test_taking_back_something_else_does_not_bring_an_old_number_back(form: Form) -> None:
    phone, mentor = form.seller("satu"), form.mentor("tebet")
    phone.say("/t/satu/isi/nama", {"nama": "Warung Lain"})
    renamed = newest(form)
    phone.say("/t/satu/isi/kelurahan", {"kelurahan": "Tebet Barat"})
    ask_for_another_number(form)
    [number] = questions(mentor)
    mentor.say(f"/pembina/tanya/{number}", {"jawab": "setuju"})
    take_back(mentor, renamed)
    publish(mentor, "satu")
    assert "Warung Lain" not in shop(form)
    assert "Tebet Barat" in shop(form)
    assert NEW in shop(form)
    assert questions(mentor) == []


def test_a_mentor_agrees_to_what_she_saw(tmp_path: Path) -> None:
    phone, mentor = registered(new_form(tmp_path))
    [number] = questions(mentor)
    mentor.get(f"/pembina/tanya/{number}")
    phone.say("/t/warung-baru/isi/nama", {"nama": "Judi Online"})
    answer = mentor.post(f"/pembina/tanya/{number}", {"jawab": "setuju"})
    assert answer.location == f"/pembina/tanya/{number}"
    assert not (tmp_path / "sellers" / "warung-baru").exists()
    assert "baru saja berubah" in mentor.get(answer.location).text
    mentor.post(f"/pembina/tanya/{number}", {"jawab": "setuju"})
    assert (tmp_path / "sellers" / "warung-baru" / "toko.yaml").is_file()
    assert questions(mentor) == []


def test_a_shop_that_its_mentor_publishes_has_no_question_left(tmp_path: Path) -> None:
    _phone, mentor = registered(new_form(tmp_path))
    assert len(questions(mentor)) == 1
    publish(mentor, "warung-baru")
    assert questions(mentor) == []


def test_a_code_with_the_same_name_and_another_account_looks_different(form: Form) -> None:
    forged = _with_account(VECTORS[STATIC[0]], "99999999999999999")
    page = _asked_about(form, forged)
    assert "99999999999999999" in page
    assert "masuk ke rekening lain" in page
    assert history.entries(form.context.database, "satu")[0].changes


def test_consent_is_withdrawn_also_from_a_folder_that_was_edited(form: Form) -> None:
    phone = form.seller("satu")
    phone.say("/t/satu/isi/nama", {"nama": "Warung Lain"})
    file = form.context.root / "sellers" / "satu" / "toko.yaml"
    file.write_text(shop(form) + "slogan: Dari tangan\n", "utf-8")
    phone.get("/t/satu/")
    phone.post("/t/satu/tarik")
    assert "persetujuan: tidak" in shop(form)
    assert "Dari tangan" in shop(form)
    assert "diubah di luar formulir ini" in phone.get("/t/satu/").text


def test_names_of_photos_in_a_story_keep_no_photos(form: Form) -> None:
    photo_store = form.context.photo_store("satu")
    photo_store.mkdir(parents=True)
    names = [f"abcdef{number:04}abcdef.jpg" for number in range(20)]
    for name in names:
        Image.new("RGB", (300, 200)).save(photo_store / name)
    phone = form.seller("satu")
    phone.say("/t/satu/isi/tentang", {"cerita": " ".join(names), "tentang": " ".join(names)})
    phone.say("/t/satu/produk/kopi/ubah/cerita", {"cerita": " ".join(names)})
    assert names[7] in form.context.drafts.read("satu").seller.products[0].description
    assert form.context.drafts.photo_names("satu") == set()


def test_taking_deletions_back_does_not_pass_the_limit(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    limit = form.context.hub.form.products
    write_shop(tmp_path, "satu", {f"kue-{number}": product(f"Kue {number}") for number in range(limit)})
    phone = form.seller("satu")
    phone.get("/t/satu/")
    phone.post("/t/satu/produk/kue-1/hapus")
    gone = newest(form)
    phone.say("/t/satu/produk/nama", {"nama": "Kue baru", "harga": "3rb"})
    phone.get("/t/satu/riwayat")
    assert phone.post(f"/t/satu/riwayat/{gone}/kembalikan").status_code == 409
    assert len(form.context.drafts.read("satu").seller.products) == limit


def test_a_line_has_many_addresses_of_ipv6(form: Form) -> None:
    def try_from(number: int) -> int:
        client = form.app.test_client()
        client.get("/m/salah", environ_base={"REMOTE_ADDR": f"2001:db8:1:2::{number:x}"})
        page = client.get("/m/salah").text
        token = re.search(r'name="tanda" value="([^"]*)"', page)
        assert token
        where = {"REMOTE_ADDR": f"2001:db8:1:2::{number:x}"}
        return client.post(f"/m/{number}salah", data={"tanda": token[1]}, environ_base=where).status_code

    assert _line("::ffff:203.0.113.5") == "203.0.113.5"
    answers = [try_from(number) for number in range(TRIES["address"] + 1)]
    assert set(answers[:-1]) == {404}
    assert answers[-1] == 429


def test_a_mentors_plain_save_publishes_no_number_that_was_asked_for(form: Form) -> None:
    ask_for_another_number(form)
    mentor = form.mentor("tebet")
    mentor.say("/t/satu/isi/whatsapp", {"whatsapp": NEW})  # as the page shows it
    assert NEW not in shop(form)
    assert len(questions(mentor)) == 1


def test_an_edit_by_hand_loses_no_question(form: Form) -> None:
    phone = ask_for_another_number(form)
    phone.get("/t/satu/")
    phone.post("/t/satu/produk/kopi/stok", {"stok": "habis"})
    by_hand(form, "slogan: Dari tangan\n")
    phone.get("/t/satu/")
    assert form.context.drafts.read("satu").seller.slogan == "Dari tangan"
    assert form.context.drafts.read("satu").seller.whatsapp.endswith("0999")
    mentor = form.mentor("tebet")
    [number] = questions(mentor)
    mentor.say(f"/pembina/tanya/{number}", {"jawab": "setuju"})
    assert NEW in shop(form)
    assert "belum terbit" not in phone.get("/t/satu/").text


def test_who_takes_the_edited_files_asks_for_nothing_more(form: Form) -> None:
    phone = ask_for_another_number(form)
    phone.say("/t/satu/isi/nama", {"nama": "Warung Lain"})
    by_hand(form, "slogan: Dari tangan\n")
    phone.get("/t/satu/")
    phone.post("/t/satu/ambil")
    assert questions(form.mentor("tebet")) == []


@pytest.mark.parametrize("way_out", [("ambil", {}), ("terbitkan", {"timpa": "ya"})])
def test_a_photo_taken_off_and_an_edit_by_hand(form: Form, way_out: tuple[str, dict[str, str]]) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (300, 200)).save(picture, "JPEG")
    phone = form.seller("satu")
    phone.get("/t/satu/produk/kopi")
    sent = {"foto": (io.BytesIO(picture.getvalue()), "a.jpg")}
    phone.post("/t/satu/produk/kopi/foto", sent, content_type="multipart/form-data")
    publish(phone, "satu")
    [name] = form.context.drafts.photo_names("satu")
    phone.get("/t/satu/produk/kopi")
    phone.post(f"/t/satu/produk/kopi/foto/{name}/hapus")
    by_hand(form, "slogan: Dari tangan\n")
    phone.get("/t/satu/")
    assert phone.post(f"/t/satu/{way_out[0]}", way_out[1]).status_code == 302
    assert "diubah di luar formulir ini" not in phone.get("/t/satu/").text


def test_a_product_file_with_an_empty_first_line_keeps_its_photo(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu", {"kopi": "\n" + product(foto="kopi.jpg")})
    folder = tmp_path / "sellers" / "satu"
    (folder / "foto").mkdir(exist_ok=True)
    Image.new("RGB", (300, 200)).save(folder / "foto" / "kopi.jpg")
    phone = form.seller("satu")
    phone.say("/t/satu/produk/kopi/ubah/cerita", {"cerita": "Enak sekali"})
    publish(phone, "satu")
    draft = form.context.drafts.read("satu")
    assert [photo.name for photo in draft.seller.products[0].photos] == ["kopi.jpg"]
    assert not draft.problems


def test_taking_back_a_comment_by_hand_brings_no_consent_back(form: Form) -> None:
    phone = form.seller("satu")
    by_hand(form, "# catatan\n")
    phone.get("/t/satu/")
    commented = newest(form)
    phone.post("/t/satu/tarik")
    take_back(phone, commented)
    assert form.context.drafts.read("satu").seller.consent is None


def test_a_shop_that_is_gone_is_not_made_anew_by_a_yes(form: Form) -> None:
    ask_for_another_number(form)
    mentor = form.mentor("tebet")
    [number] = questions(mentor)
    mentor.get(f"/pembina/tanya/{number}")
    folder = form.context.root / "sellers" / "satu"
    folder.rename(form.context.root / "elsewhere")
    mentor.post(f"/pembina/tanya/{number}", {"jawab": "setuju"})
    assert not folder.exists()


def test_odd_requests_break_nothing(form: Form) -> None:
    phone, mentor, huge = form.seller("satu"), form.mentor("tebet"), "9" * 25
    phone.get("/t/satu/")
    assert phone.post("/t/satu/produk/kopi/stok", {"stok": "kacau"}).status_code == 400
    assert phone.post(f"/t/satu/riwayat/{huge}/kembalikan").status_code == 404
    assert mentor.get(f"/pembina/tanya/{huge}").status_code == 404
    assert mentor.get(f"/pembina/kabar/{huge}").status_code == 404
    assert mentor.get(f"/pembina/?hal={huge}").status_code == 200
    phone.get("/t/satu/isi/kelurahan")
    before = phone.hidden()
    form.seller("satu").say("/t/satu/isi/kecamatan", {"kecamatan": "Cilandak"})
    answer = phone.post("/t/satu/isi/kelurahan", {"kelurahan": "Tebet Barat", **before})
    assert answer.status_code in (400, 409)


def _with_account(payload: str, number: str) -> str:
    """A code with another merchant number in its account (tag 26), and a CRC that is right."""
    found = re.search(r"26(\d\d)(.*?)(?=51\d\d|52\d\d)", payload)
    assert found
    inner = f"0012ID.MALING.WW01{len(number):02}{number}"
    changed = payload.replace(found[0], f"26{len(inner):02}{inner}")[:-4]
    return f"{changed}{crc16(changed.encode()):04X}"


def _asked_about(form: Form, payload: str) -> str:
    """The mentor's page about a code that the seller changed to, from the first of the vectors."""
    file = form.context.root / "sellers" / "satu" / "toko.yaml"
    file.write_text(shop(form) + f"qris: {VECTORS[STATIC[0]]}\n", "utf-8")
    phone, mentor = form.seller("satu"), form.mentor("tebet")
    phone.get("/t/satu/")
    [number] = questions(mentor)
    mentor.say(f"/pembina/tanya/{number}", {"jawab": "setuju"})
    phone.get("/t/satu/isi/qris")
    with phone.client.session_transaction() as session:
        session["qris"] = ("satu", payload)
    phone.post("/t/satu/isi/qris")
    [number] = questions(mentor)
    return mentor.get(f"/pembina/tanya/{number}").text
