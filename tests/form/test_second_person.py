"""A mentor's yes is to what she saw, and puts exactly that online; her no brings back what there was."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from generator.form import approvals
from generator.form.approvals import Kind
from tests.form.forms import Form, Phone, fill_in, new_form, publish
from tests.form.test_nobodys_number import CODE, THIEF, agreed_and_published, forged, picture
from tests.shops import etalase, product, write_photo, write_product, write_shop

SLOGAN = f"Pesan lewat {THIEF} ya"


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path)
    folder = write_shop(
        tmp_path, "satu", {"kopi": product(foto="[kopi.jpg]"), "teh": product("Teh", "8.000")}
    )
    write_photo(folder, "kopi.jpg", "#884422")
    form.seller("satu").get("/t/satu/")
    return form


def live(form: Form, slug: str = "satu") -> Path:
    return form.context.root / "sellers" / slug


def said(form: Form) -> str:
    return (live(form) / "toko.yaml").read_text("utf-8")


def asked(form: Form, kind: Kind, slug: str = "satu") -> str:
    """The address of the one question of a kind that waits."""
    [one] = [one for one in approvals.waiting(form.context.database, slug=slug) if one.kind == kind]
    return f"/pembina/tanya/{one.id}"


def kinds(form: Form, slug: str = "satu") -> set[str]:
    return {one.kind for one in approvals.waiting(form.context.database, slug=slug)}


def with_slogan(form: Form) -> Phone:
    phone = form.seller("satu")
    phone.say("/t/satu/isi/tentang", {"slogan": SLOGAN, "cerita": "Sejak 1998."})
    publish(phone, "satu")
    return phone


def test_a_text_with_a_number_waits_and_everything_else_is_published(form: Form) -> None:
    phone = with_slogan(form)
    assert THIEF not in said(form)
    assert (live(form) / "tentang.md").read_text("utf-8").strip() == "Sejak 1998."
    home = phone.get("/t/satu/").text
    assert f'Satu kalimat tentang toko</b> <small class="said">{SLOGAN}</small>' in home
    assert "belum terbit" not in home


def test_a_yes_publishes_what_she_saw_and_nothing_else_of_the_draft(form: Form) -> None:
    phone, mentor = with_slogan(form), form.mentor("tebet")
    phone.say("/t/satu/isi/nama", {"nama": "Warung Lain"})
    page = mentor.get(asked(form, "content")).text
    assert SLOGAN in page
    assert "0800-0000-0999" in page
    assert mentor.post(asked(form, "content"), {"jawab": "setuju"}).location.startswith("/pembina/kabar/")
    assert SLOGAN in said(form)
    assert "Warung Lain" not in said(form)
    phone.say("/t/satu/isi/libur", {"sampai": "2026-12-26", "pesan": "WA 080000000999"})
    assert "080000000999" in said(form), "a number that was agreed to is free wherever it stands"
    assert kinds(form) == set()


def test_a_no_brings_back_what_there_was(form: Form) -> None:
    phone, mentor = with_slogan(form), form.mentor("tebet")
    mentor.say(asked(form, "content"), {"jawab": "tolak", "alasan": "Belum saya tanyakan"})
    assert form.context.drafts.read("satu").seller.slogan == ""
    assert form.context.drafts.read("satu").seller.story == "Sejak 1998."
    assert "tidak menyetujui" in phone.get("/t/satu/").text
    assert kinds(form) == set()


def test_a_page_that_is_not_what_there_is_any_more_agrees_to_nothing(form: Form) -> None:
    phone, mentor = with_slogan(form), form.mentor("tebet")
    old = asked(form, "content")
    mentor.get(old)
    phone.say("/t/satu/isi/tentang", {"slogan": f"{SLOGAN}, BCA 1234567890", "cerita": ""})
    mentor.post(old, {"jawab": "setuju"})
    mentor.post(asked(form, "content"), {"jawab": "setuju"})
    assert agreed_and_published(form) == []
    assert "1234567890" not in said(form)
    assert "BCA 1234567890" in mentor.get(asked(form, "content")).text


def test_a_photo_of_a_code_is_shown_with_whom_it_pays_and_published_by_a_yes(form: Form) -> None:
    phone, mentor = form.seller("satu"), form.mentor("tebet")
    phone.get("/t/satu/produk/kopi")
    phone.post("/t/satu/produk/kopi/foto", {"foto": picture(forged())}, content_type="multipart/form-data")
    publish(phone, "satu")
    assert len(list((live(form) / "foto").iterdir())) == 1
    page = mentor.get(asked(form, "content")).text
    assert "ID.CO.MALING.WW" in page
    [shown] = re.findall(r'src="(/t/satu/foto/[0-9a-f]{16}\.jpg)"', page)
    assert mentor.client.get(shown).status_code == 200
    mentor.post(asked(form, "content"), {"jawab": "setuju"})
    assert len(list((live(form) / "foto").iterdir())) == 2
    assert len(form.context.live.read("satu").seller.products[0].photos) == 2


def test_edits_by_hand_wait_too_and_a_no_takes_them_out_of_the_folder(form: Form) -> None:
    file = live(form) / "toko.yaml"
    by_hand = f"{said(form)}slogan: {SLOGAN}\nmedia_sosial: {{instagram: tokomaling}}\n"
    file.write_text(by_hand.replace("0800-0000-0101", THIEF), "utf-8")
    write_product(live(form), "susu", product(f"Susu {THIEF}", "5.000"))
    phone, mentor = form.seller("satu"), form.mentor("tebet")
    phone.get("/t/satu/")
    assert kinds(form) == {"whatsapp", "content"}
    page = mentor.get(asked(form, "content")).text
    assert "tokomaling" in page and SLOGAN in page and f"Susu {THIEF}" in page
    assert "wa.me/6280000000101" in page, "she asks on the number that she knows"
    for kind in ("whatsapp", "content"):
        mentor.say(asked(form, kind), {"jawab": "tolak", "alasan": "Belum saya tanyakan"})
    assert agreed_and_published(form) == []
    assert "0101" in said(form)
    publish(phone, "satu")
    assert agreed_and_published(form) == []


def test_taking_over_an_edit_by_hand_is_no_yes_to_it(form: Form) -> None:
    phone = form.seller("satu")
    phone.say("/t/satu/isi/nama", {"nama": "Warung Lain"})
    (live(form) / "toko.yaml").write_text(said(form).replace("0800-0000-0101", THIEF), "utf-8")
    phone.get("/t/satu/")
    phone.post("/t/satu/ambil")
    publish(phone, "satu")
    assert agreed_and_published(form) == []
    assert kinds(form) == {"whatsapp"}


@pytest.mark.parametrize("back", [False, True], ids=["gone", "came back"])
def test_a_folder_that_is_gone_needs_a_person_for_a_new_number(form: Form, back: bool) -> None:
    phone, good = form.seller("satu"), said(form)
    phone.say("/t/satu/isi/whatsapp", {"whatsapp": THIEF})
    shutil.rmtree(live(form))
    if back:
        write_shop(form.context.root, "satu", {"kopi": product()})
        (live(form) / "toko.yaml").write_text(good.replace("0800-0000-0101", THIEF), "utf-8")
    publish(phone, "satu")
    phone.get("/t/satu/")
    phone.post("/t/satu/terbitkan", {"timpa": "ya"})
    assert THIEF.replace("-", "") not in said(form).replace("-", "")
    assert "whatsapp" in kinds(form)


def test_an_invited_shop_goes_online_with_the_number_that_was_typed_for_it(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    form.begin("baru", name="Warung Baru", whatsapp="6280000000155")
    phone = form.seller("baru")
    fill_in(phone, "baru")
    assert publish(phone, "baru").location == "/t/baru/"
    assert (live(form, "baru") / "toko.yaml").is_file()


@pytest.mark.parametrize("what", ["number", "text", "code"])
def test_an_invited_shop_waits_with_any_other_contact(tmp_path: Path, what: str) -> None:
    form = new_form(tmp_path)
    form.begin("baru", name="Warung Baru", whatsapp="6280000000155")
    phone, mentor = form.seller("baru"), form.mentor("tebet")
    fill_in(phone, "baru")
    match what:
        case "number":
            phone.say("/t/baru/isi/whatsapp", {"whatsapp": THIEF})
        case "text":
            phone.say("/t/baru/isi/tentang", {"slogan": SLOGAN, "cerita": ""})
        case "code":
            with phone.client.session_transaction() as session:
                session["qris"] = ("baru", CODE)
            phone.say("/t/baru/isi/qris")
    publish(phone, "baru")
    assert not live(form, "baru").exists()
    page = mentor.get(asked(form, "shop", "baru")).text
    assert "pertama kali tayang" in page
    told = mentor.post(asked(form, "shop", "baru"), {"jawab": "setuju"}).location
    assert (live(form, "baru") / "toko.yaml").is_file()
    links = re.findall(
        r'href="https://wa\.me/(\d+)\?.*?</svg>\s*([\w ]+)</a>', mentor.get(told).text, re.DOTALL
    )
    numbers = {"6280000000999": "Kabari nomor baru", "6280000000155": "Kabari nomor lama"}
    assert dict(links) == (numbers if what == "number" else {"6280000000155": "Kabari lewat WhatsApp"})
    assert kinds(form, "baru") == set()


def test_a_newcomers_photos_are_what_the_mentor_saw(tmp_path: Path) -> None:
    """Also where somebody wrote other bytes under the same name."""
    form = new_form(tmp_path)
    phone = form.phone()
    phone.say("/daftar", {"nama": "Warung Baru", "whatsapp": "0800-0000-0155"})
    fill_in(phone, "warung-baru")
    phone.get("/t/warung-baru/produk/kopi-susu")
    photo = picture("Kopi Susu")
    phone.post("/t/warung-baru/produk/kopi-susu/foto", {"foto": photo}, content_type="multipart/form-data")
    publish(phone, "warung-baru")
    mentor = form.mentor("tebet")
    question = asked(form, "shop", "warung-baru")
    mentor.get(question)
    [file] = (form.context.drafts.folder("warung-baru") / "foto").iterdir()
    other = picture(forged())[0].getvalue()
    file.unlink()
    file.write_bytes(other)
    assert mentor.post(question, {"jawab": "setuju"}).location == question
    assert not live(form, "warung-baru").exists()


def test_only_a_hand_over_moves_a_shop_to_another_mentor(form: Form) -> None:
    mentor, there = form.mentor("tebet"), form.mentor("cilandak")
    mentor.say("/t/satu/isi/kecamatan", {"kecamatan": "Cilandak"})
    publish(mentor, "satu")
    assert "Cilandak" in said(form)
    assert there.get("/pembina/toko/satu").status_code == 404, "a mentor's publication hands nothing over"
    (live(form) / "toko.yaml").write_text(said(form).replace("Cilandak", "Menteng"), "utf-8")
    mentor.get("/t/satu/")
    assert form.mentor("menteng").get("/pembina/toko/satu").status_code == 404, "nor does an edit by hand"
    page = mentor.get("/pembina/toko/satu").text
    assert "Serahkan ke pembina Menteng" in page
    assert page.index("Toko langsung hilang dari meja Anda") < page.index("Ya, serahkan"), "it is asked first"
    (live(form) / "toko.yaml").write_text(said(form).replace("Menteng", "Cilandak"), "utf-8")
    mentor.post("/pembina/toko/satu/serahkan")
    assert there.get("/pembina/toko/satu").status_code == 404, "it went elsewhere than the page said"
    mentor.say("/pembina/toko/satu")
    mentor.get("/pembina/toko/satu")
    mentor.post("/pembina/toko/satu/serahkan")
    assert there.get("/pembina/toko/satu").status_code == 200


def test_every_tag_of_a_code_that_differs_is_named(form: Form) -> None:
    phone, mentor = form.seller("satu"), form.mentor("tebet")
    for code in (CODE, forged()):
        with phone.client.session_transaction() as session:
            session["qris"] = ("satu", code)
        phone.say("/t/satu/isi/qris")
        page = mentor.get(asked(form, "qris")).text
        if code == CODE:
            mentor.post(asked(form, "qris"), {"jawab": "setuju"})
    for name in ("Yang berbeda di dalam kode", "Nama penerima", "Kota", "Bank atau layanan bayar"):
        assert name in page


def test_a_photo_without_a_code_that_replaces_one_is_shown_with_what_goes(form: Form) -> None:
    file = live(form) / "toko.yaml"
    file.write_text(f"{said(form)}qris: {CODE}\n", "utf-8")
    mentor = form.mentor("tebet")
    mentor.get("/t/satu/")
    mentor.say(asked(form, "qris"), {"jawab": "setuju"})
    write_photo(live(form), "kode.jpg", "#224488")
    file.write_text(said(form).replace(CODE, "kode.jpg"), "utf-8")
    mentor.get("/t/satu/")
    page = mentor.get(asked(form, "qris")).text
    assert "Foto yang kodenya tidak terbaca" in page
    assert "/t/satu/foto/kode.jpg" in page
    assert "Nama penerima" in page
    mentor.post(asked(form, "qris"), {"jawab": "setuju"})
    approved = form.context.approved.read("satu").seller.qris
    assert approved and approved.photo and approved.photo.name == "kode.jpg"


def test_writing_over_a_photo_in_place_changes_neither_draft_nor_approved_copy(
    form: Form,
) -> None:
    phone = form.seller("satu")
    phone.say("/t/satu/isi/nama", {"nama": "Warung Lain"})
    publish(phone, "satu")
    photo = live(form) / "foto" / "kopi.jpg"
    before = photo.read_bytes()
    with photo.open("r+b") as file:
        file.write(b"lain" * 10)
    for folder in (form.context.drafts, form.context.approved):
        assert (folder.folder("satu") / "foto" / "kopi.jpg").read_bytes() == before


def test_a_photo_that_an_older_form_shared_with_sellers_is_no_photo_of_the_approved_copy(form: Form) -> None:
    photo = live(form) / "foto" / "kopi.jpg"
    drafted = form.context.drafts.folder("satu") / "foto" / "kopi.jpg"
    drafted.unlink()
    os.link(photo, drafted)
    form.seller("satu").say("/t/satu/produk/kopi/ubah/harga", {"harga": "18rb", "satuan": "per gelas"})
    approved = form.context.approved
    assert approved.read("satu").seller.products[0].unit == "per gelas"
    assert not (approved.folder("satu") / "foto" / "kopi.jpg").samefile(photo)


def test_what_a_build_held_back_is_asked_about_when_a_mentor_looks(tmp_path: Path) -> None:
    """Also of a shop that has a link, and was never opened in the form."""
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu")
    assert etalase(tmp_path, "invite", "satu")[0] == 0
    (live(form) / "toko.yaml").write_text(f"{said(form)}slogan: {SLOGAN}\n", "utf-8")
    assert etalase(tmp_path, "build")[0] == 0
    page = tmp_path / "build" / "site" / "satu" / "index.html"
    assert SLOGAN not in page.read_text("utf-8")
    mentor = form.mentor("tebet")
    mentor.get("/pembina/")
    assert kinds(form) == {"content"}
    mentor.say(asked(form, "content"), {"jawab": "setuju"})
    assert etalase(tmp_path, "build")[0] == 0
    assert SLOGAN in page.read_text("utf-8")


def test_a_link_makes_what_is_published_the_approved_copy(tmp_path: Path) -> None:
    new_form(tmp_path)
    write_shop(tmp_path, "satu")
    assert etalase(tmp_path, "invite", "satu")[0] == 0
    assert (tmp_path / "form" / "approved" / "satu" / "toko.yaml").is_file()
    shutil.rmtree(tmp_path / "form" / "approved")
    new_form(tmp_path)
    assert (tmp_path / "form" / "approved" / "satu" / "toko.yaml").is_file(), "of links from before, too"


def test_whoever_leaves_takes_the_approved_copy_along(form: Form) -> None:
    root = form.context.root
    form.context.database.close()
    assert etalase(root, "hosting", "rename", "satu", "tiga", "--actor", "op", "--reason", "nama")[0] == 0
    assert (root / "form" / "approved" / "tiga" / "toko.yaml").is_file()
    assert not (root / "form" / "approved" / "satu").exists()
    assert etalase(root, "hosting", "erase", "tiga", "--yes")[0] == 0
    assert not list((root / "form" / "approved").iterdir())
    assert not list((root / "form" / "cache" / "codes").glob("*"))


def test_a_question_that_waits_no_more_leads_to_what_there_is(form: Form) -> None:
    """She is told, and never agrees to what she did not see."""
    phone, mentor = with_slogan(form), form.mentor("tebet")
    old = asked(form, "content")
    mentor.get(old)
    phone.say("/t/satu/isi/tentang", {"slogan": f"{SLOGAN} 0800-0000-0888", "cerita": ""})
    new = asked(form, "content")
    for tries in ("answered", "opened"):
        answer = mentor.post(old, {"jawab": "setuju"}) if tries == "answered" else mentor.get(old)
        assert answer.location == new
        assert mentor.get(new).text.count("Tokonya baru saja berubah. Lihat sekali lagi.") == 1
    assert THIEF not in said(form)
    mentor.post(new, {"jawab": "setuju"})
    for tries in ("answered", "opened"):
        answer = (
            mentor.post(new, {"jawab": "tolak", "alasan": "Belum saya tanyakan"})
            if tries == "answered"
            else mentor.get(new)
        )
        assert answer.location == "/pembina/toko/satu"
        assert "Pertanyaan ini sudah dijawab." in mentor.get(answer.location).text
    assert "0888" in said(form), "an answer that came too late changes nothing"
    assert form.mentor("cilandak").get(new).status_code == 404
    assert form.seller("satu").get(new).status_code == 404


def test_a_question_that_the_seller_took_back_leads_to_the_shop(form: Form) -> None:
    phone, mentor = with_slogan(form), form.mentor("tebet")
    old = asked(form, "content")
    mentor.get(old)
    phone.say("/t/satu/isi/tentang", {"slogan": "Enak", "cerita": ""})
    assert mentor.post(old, {"jawab": "setuju"}).location == "/pembina/toko/satu"
    assert "tidak perlu dijawab lagi" in mentor.get("/pembina/toko/satu").text
    assert THIEF not in said(form)


def test_a_question_that_an_edit_by_hand_replaces_under_her_eyes_is_not_shown(form: Form) -> None:
    with_slogan(form)
    mentor, old = form.mentor("tebet"), asked(form, "content")
    form.seller("satu").say("/t/satu/terbitkan")
    (live(form) / "toko.yaml").write_text(f"{said(form)}media_sosial: {{instagram: lain}}\n", "utf-8")
    assert mentor.get(old).location == asked(form, "content")
    assert "lain" in mentor.get(asked(form, "content")).text
