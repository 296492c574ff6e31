"""From the draft to sellers/: whole, only with a yes where a yes is needed, and while a build is reading."""

from __future__ import annotations

import re
import threading
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.content.reader import read_seller
from generator.disk.atomic_folder import holding, replace_folder
from generator.form import history
from generator.form.editing import edit
from generator.form.links import PrivateLink
from generator.form.terms import TermView
from tests.content.test_qris import STATIC, VECTORS
from tests.form.forms import HUB_WITH_MENTORS, Form, Phone, add_product, fill_in, new_form, publish, tree
from tests.shops import build, product, write_product, write_shop

PAYLOAD = VECTORS[STATIC[0]]


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu", {"kopi": product(), "teh": product("Teh", "8.000")})
    form.seller("satu").get("/t/satu/")
    return form


def live(form: Form) -> Path:
    return form.context.root / "sellers" / "satu"


def questions(mentor: Phone) -> list[str]:
    return re.findall(r"/pembina/tanya/(\d+)", mentor.get("/pembina/").text)


def test_a_draft_is_not_published_by_saving(form: Form) -> None:
    phone, before = form.seller("satu"), tree(live(form))
    phone.say("/t/satu/isi/nama", {"nama": "Warung Lain"})
    assert tree(live(form)) == before
    page = phone.get("/t/satu/").text
    assert "1 perubahan belum terbit" in page
    publish(phone, "satu")
    assert b"nama: Warung Lain" in (live(form) / "toko.yaml").read_bytes()
    assert "belum terbit" not in phone.get("/t/satu/").text


def test_a_price_changes_at_once_and_nothing_else_with_it(form: Form) -> None:
    phone = form.seller("satu")
    phone.say("/t/satu/isi/nama", {"nama": "Warung Lain"})
    phone.say("/t/satu/produk/kopi/ubah/harga", {"harga": "20rb"})
    assert b"harga: 20.000" in (live(form) / "produk" / "kopi.md").read_bytes()
    assert b"Warung Lain" not in (live(form) / "toko.yaml").read_bytes()
    assert "1 perubahan belum terbit" in phone.get("/t/satu/").text


def test_sold_out_and_holidays_change_at_once(form: Form) -> None:
    phone = form.seller("satu")
    phone.get("/t/satu/")
    phone.post("/t/satu/produk/kopi/stok", {"stok": "habis"})
    phone.say("/t/satu/isi/libur", {"sampai": "2026-12-26", "pesan": "Natalan"})
    assert b"stok: habis" in (live(form) / "produk" / "kopi.md").read_bytes()
    assert b"2026-12-26" in (live(form) / "toko.yaml").read_bytes()
    phone.say("/t/satu/isi/libur", {"buka": "ya"})
    assert b"libur" not in (live(form) / "toko.yaml").read_bytes()


def test_another_number_waits_for_the_mentors_yes(form: Form) -> None:
    phone, mentor = form.seller("satu"), form.mentor("tebet")
    phone.say("/t/satu/isi/whatsapp", {"whatsapp": "0800-0000-0999"})
    phone.say("/t/satu/isi/nama", {"nama": "Warung Lain"})
    publish(phone, "satu")
    shop = (live(form) / "toko.yaml").read_text("utf-8")
    assert "Warung Lain" in shop
    assert "080000000101" in shop
    assert "Menunggu persetujuan pembina" in phone.get("/t/satu/").text
    [number] = questions(mentor)
    asked = mentor.get(f"/pembina/tanya/{number}").text
    assert "0800-0000-0101" in asked
    assert "0800-0000-0999" in asked
    mentor.post(f"/pembina/tanya/{number}", {"jawab": "setuju"})
    assert "080000000999" in (live(form) / "toko.yaml").read_text("utf-8")
    assert questions(mentor) == []
    assert "belum terbit" not in phone.get("/t/satu/").text


def test_a_question_is_asked_as_soon_as_a_number_or_a_code_is_saved(form: Form) -> None:
    phone, mentor = form.seller("satu"), form.mentor("tebet")
    assert phone.say("/t/satu/isi/whatsapp", {"whatsapp": "0800-0000-0999"}).location == "/t/satu/isi/cek"
    assert "<span>Pesanan masuk ke WhatsApp 0800-0000-0101</span>" in phone.get("/t/satu/").text, "until then"
    [number] = questions(mentor)
    home = phone.get("/t/satu/").text
    assert "Menunggu persetujuan pembina" in home
    assert "belum terbit" not in home
    told = mentor.say(f"/pembina/tanya/{number}", {"jawab": "setuju"}).location
    assert told == f"/pembina/kabar/{number}"
    assert "wa.me/6280000000999?text=Halo%2C%20ini%20Ibu%20Ratna" in mentor.get(told).text
    assert "080000000999" in (live(form) / "toko.yaml").read_text("utf-8")
    phone.say("/t/satu/isi/whatsapp", {"whatsapp": "0800-0000-0777"})
    entry = history.entries(form.context.database, "satu")[0].number
    assert len(questions(mentor)) == 1
    phone.get("/t/satu/riwayat")
    phone.post(f"/t/satu/riwayat/{entry}/kembalikan")
    assert questions(mentor) == [], "taken back, so there is nothing to ask"


def test_a_mentors_own_change_of_the_number_is_published_at_once(form: Form) -> None:
    form.mentor("tebet").say("/t/satu/isi/whatsapp", {"whatsapp": "0800-0000-0999"})
    assert "080000000999" in (live(form) / "toko.yaml").read_text("utf-8")
    assert questions(form.mentor("tebet")) == []


def test_of_a_product_with_choices_their_prices_are_asked(form: Form) -> None:
    choices = "[{nama: Kecil, harga: 10.000}, {nama: Besar, harga: 15.000}]"
    write_product(live(form), "kopi", product(varian=choices))
    phone = form.seller("satu")
    phone.get("/t/satu/")
    page = phone.get("/t/satu/produk/kopi/ubah/harga").text
    assert 'name="harga"' not in page
    missing = phone.post("/t/satu/produk/kopi/ubah/harga", {"harga-0": "", "harga-1": "15.000"})
    assert missing.status_code == 400
    phone.say("/t/satu/produk/kopi/ubah/harga", {"harga-0": "12rb", "harga-1": "15.000"})
    assert "mulai Rp12.000" in phone.get("/t/satu/").text
    said = (live(form) / "produk" / "kopi.md").read_text("utf-8")
    assert "harga: 12.000" in said
    assert "10.000" not in said
    phone.say("/t/satu/produk/kopi/ubah/harga", {"tanya": "ya", "harga-0": "12rb", "harga-1": "15.000"})
    kopi = form.context.live.read("satu").product("kopi")
    assert kopi
    assert [kopi.price, *(choice.price for choice in kopi.variants)] == [None] * 3


def test_a_second_tap_makes_no_second_product(form: Form) -> None:
    phone = form.seller("satu")
    for _ in range(2):
        typed = {"nama": "Risoles Mayo", "harga": "3rb"}
        assert phone.say("/t/satu/produk/nama", typed).location == "/t/satu/#p-risoles-mayo"
    assert [p.name for p in form.context.drafts.read("satu").seller.products].count("Risoles Mayo") == 1


def test_a_mentor_reaches_the_seller_on_the_number_that_is_published(form: Form) -> None:
    phone, mentor = form.seller("satu"), form.mentor("tebet")
    phone.say("/t/satu/isi/whatsapp", {"whatsapp": "0800-0000-0999"})
    with phone.client.session_transaction() as session:
        session["qris"] = ("satu", PAYLOAD)
    phone.say("/t/satu/isi/qris")
    publish(phone, "satu")
    pages = [mentor.get(f"/pembina/tanya/{number}").text for number in questions(mentor)]
    pages.append(mentor.get("/pembina/toko/satu").text)
    pages.append(mentor.post("/pembina/toko/satu/link").text)
    assert len(pages) == 4
    for page in pages:
        assert "wa.me/6280000000101" in page
        assert "wa.me/6280000000999" not in page


def test_a_declined_number_goes_back_and_the_seller_is_told(form: Form) -> None:
    phone, mentor = form.seller("satu"), form.mentor("tebet")
    phone.say("/t/satu/isi/whatsapp", {"whatsapp": "0800-0000-0999"})
    publish(phone, "satu")
    [number] = questions(mentor)
    mentor.say(f"/pembina/tanya/{number}", {"jawab": "tolak", "alasan": "Belum saya tanyakan"})
    assert form.context.drafts.read("satu").seller.whatsapp == "6280000000101"
    assert "tidak menyetujui" in phone.get("/t/satu/").text
    assert mentor.get(f"/pembina/tanya/{number}").location == "/pembina/toko/satu"


def test_a_shop_moves_to_another_mentor_only_when_it_is_handed_over_and_its_questions_go_along(
    form: Form,
) -> None:
    phone, here, there = form.seller("satu"), form.mentor("tebet"), form.mentor("cilandak")
    phone.say("/t/satu/isi/whatsapp", {"whatsapp": "0800-0000-0999"})
    publish(phone, "satu")
    phone.say("/t/satu/isi/kecamatan", {"kecamatan": "Cilandak"})
    assert len(questions(here)) == 1
    assert here.get("/pembina/toko/satu").status_code == 200
    assert questions(there) == []
    assert there.get("/pembina/toko/satu").status_code == 404
    here.get("/pembina/toko/satu")
    assert here.post("/pembina/toko/satu/serahkan").status_code == 302
    assert len(questions(here)) == 1, "nothing is published yet"
    publish(phone, "satu")
    assert len(questions(here)) == 1, "whoever has the link cannot choose who decides"
    assert "Serahkan ke pembina Cilandak" in here.get("/pembina/toko/satu").text
    here.post("/pembina/toko/satu/serahkan")
    assert questions(here) == []
    [number] = questions(there)
    there.say(f"/pembina/tanya/{number}", {"jawab": "setuju"})
    shop = (live(form) / "toko.yaml").read_text("utf-8")
    assert "Cilandak" in shop
    assert "080000000999" in shop


def test_a_second_change_of_the_number_replaces_the_first(form: Form) -> None:
    phone, mentor = form.seller("satu"), form.mentor("tebet")
    for typed in ("0800-0000-0998", "0800-0000-0999"):
        phone.say("/t/satu/isi/whatsapp", {"whatsapp": typed})
        publish(phone, "satu")
    [number] = questions(mentor)
    assert "0800-0000-0999" in mentor.get(f"/pembina/tanya/{number}").text
    phone.say("/t/satu/isi/whatsapp", {"whatsapp": "0800-0000-0101"})
    publish(phone, "satu")
    assert questions(mentor) == []


def test_another_qris_waits_too_and_a_mentors_own_change_does_not(form: Form) -> None:
    phone, mentor = form.seller("satu"), form.mentor("tebet")
    for who in (phone, mentor):
        with who.client.session_transaction() as session:
            session["qris"] = ("satu", PAYLOAD)
        who.say("/t/satu/isi/qris")
        publish(who, "satu")
        published = PAYLOAD in (live(form) / "toko.yaml").read_text("utf-8")
        assert published == (who is mentor)
        assert "qris" in form.context.drafts.read("satu").seller.payment


def test_nothing_is_published_without_what_is_required(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    form.begin("baru")
    phone = form.seller("baru")
    phone.get("/t/baru/isi/nama")
    assert phone.post("/t/baru/terbitkan").location == "/t/baru/isi/nama"
    fill_in(phone, "baru")
    phone.get("/t/baru/isi/nama")
    add_product(phone, "baru", "Teh", "8000")
    assert publish(phone, "baru").location == "/t/baru/"
    assert form.context.live.read("baru").seller.consent == date(2026, 11, 21)


def test_a_withdrawn_consent_takes_the_shop_down_at_the_next_build(form: Form) -> None:
    assert build(form.context.root)[1]["sellers"]["built"] == 1
    phone = form.seller("satu")
    phone.get("/t/satu/isi/persetujuan")
    phone.post("/t/satu/tarik")
    assert build(form.context.root)[1]["sellers"]["unpublished"] == 1
    assert not (form.context.root / "build" / "site" / "satu").exists()
    assert "Tidak tampil" in phone.get("/t/satu/").text


def test_a_draft_without_changes_follows_edits_by_hand(form: Form) -> None:
    write_product(live(form), "susu", product("Susu", "5.000"))
    page = form.seller("satu").get("/t/satu/").text
    assert "Susu" in page
    assert "di luar formulir ini" in form.seller("satu").get("/t/satu/riwayat").text


def test_edits_by_hand_are_never_overwritten_unseen(form: Form) -> None:
    phone = form.seller("satu")
    phone.say("/t/satu/isi/nama", {"nama": "Warung Lain"})
    write_product(live(form), "susu", product("Susu", "5.000"))
    by_hand = tree(live(form))
    page = phone.get("/t/satu/").text
    assert "diubah di luar formulir ini" in page
    publish(phone, "satu")
    phone.say("/t/satu/produk/kopi/ubah/harga", {"harga": "99rb"})
    assert tree(live(form)) == by_hand
    phone.get("/t/satu/")
    phone.post("/t/satu/ambil")
    assert form.context.drafts.read("satu").texts == form.context.live.read("satu").texts
    [_, taken] = [e for e in reversed(_history(form)) if e][-2:]
    assert "Warung Lain" in str(taken)


def test_insisting_on_the_draft_keeps_what_was_written_by_hand_in_the_history(form: Form) -> None:
    phone = form.seller("satu")
    phone.say("/t/satu/isi/nama", {"nama": "Warung Lain"})
    write_product(live(form), "susu", product("Susu", "5.000"))
    (live(form) / "catatan.txt").write_text("dari pengelola", "utf-8")
    phone.get("/t/satu/")
    phone.post("/t/satu/terbitkan", {"timpa": "ya"})
    assert b"Warung Lain" in (live(form) / "toko.yaml").read_bytes()
    assert not (live(form) / "produk" / "susu.md").exists()
    assert (live(form) / "catatan.txt").read_text("utf-8") == "dari pengelola"
    assert "Susu" in str(_history(form))
    assert "belum terbit" not in phone.get("/t/satu/").text


def test_only_the_hubs_kecamatan_can_be_chosen(tmp_path: Path) -> None:
    form = new_form(tmp_path, hub=HUB_WITH_MENTORS + "kecamatan: [Tebet]\n")
    form.begin("baru")
    phone = form.seller("baru")
    assert "Cilandak" not in phone.get("/t/baru/isi/kecamatan").text
    refused = phone.post("/t/baru/isi/kecamatan", {"kecamatan": "Cilandak"})
    assert refused.status_code == 400
    assert "belum ada di Cilandak" in refused.text
    assert phone.say("/t/baru/isi/kecamatan", {"kecamatan": "Tebet"}).status_code == 302


def _history(form: Form) -> list[object]:
    from generator.form.history import entries

    return [entry.texts for entry in entries(form.context.database, "satu")]


def test_form_and_build_at_once_never_see_half_a_seller(form: Form) -> None:
    """One writer publishes pairs that belong together; readers hold the folder, as a build does."""
    seen: set[str] = set()
    stop = threading.Event()
    mixed: list[str] = []

    def read() -> None:
        while not stop.wait(0.003):  # a lock has no queue: readers that never rest would starve the writer
            with holding(live(form)):
                source = read_seller(form.context.root, "satu")
            assert source.shop
            shop = re.search(rb"slogan: nomor (\d+)", source.shop.data)
            story = source.story.data.split() if source.story else []
            if shop:
                seen.add(shop[1].decode())
                if set(story) != {b"nomor", shop[1]}:
                    mixed.append(f"{shop[1]!r} {story[:2]}")

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    actor = PrivateLink(1, "mentor", "", "tebet", None, "")
    for number in range(40):
        with edit(form.context, actor, "satu") as shop:
            shop.publish_change(
                lambda s, n=number: replace(s, slogan=f"nomor {n}", story=f"nomor {n} " * 50)  # type: ignore[misc]
            )
    stop.set()
    for reader in readers:
        reader.join()
    assert mixed == []
    assert len(seen) > 3


def test_a_build_while_the_form_publishes_is_of_one_state(form: Form) -> None:
    actor = PrivateLink(1, "mentor", "", "tebet", None, "")
    stop = threading.Event()

    def publish_on() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with edit(form.context, actor, "satu") as shop:
                shop.publish_change(
                    lambda s, n=number: replace(s, slogan=f"nomor {n}", story=f"nomor {n}")  # type: ignore[misc]
                )

    writer = threading.Thread(target=publish_on)
    writer.start()
    try:
        for _ in range(5):
            code, answer = build(form.context.root, "--force")
            assert code == 0, answer
            page = (form.context.root / "build" / "site" / "satu" / "index.html").read_text("utf-8")
            numbers = set(re.findall(r">\s*nomor (\d+)\s*<", page))
            assert len(numbers) <= 1, numbers
    finally:
        stop.set()
        writer.join()


def test_a_held_folder_is_not_replaced(tmp_path: Path) -> None:
    folder, new = tmp_path / "satu", tmp_path / ".satu.new"
    for one, text in ((folder, "lama"), (new, "baru")):
        one.mkdir()
        (one / "a").write_text(text)
    with holding(folder):
        writer = threading.Thread(target=replace_folder, args=(new, folder))
        writer.start()
        writer.join(0.2)
        assert writer.is_alive()
        assert (folder / "a").read_text() == "lama"
    writer.join(5)
    assert (folder / "a").read_text() == "baru"
    assert not new.exists()


def test_without_the_exchange_of_linux_two_renames_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda *_a, **_k: object())
    folder, new = tmp_path / "satu", tmp_path / ".satu.new"
    for one in (folder, new):
        one.mkdir()
        (one / one.name).touch()
    replace_folder(new, folder)
    assert [path.name for path in folder.iterdir()] == [".satu.new"]
    assert [path.name for path in tmp_path.iterdir()] == ["satu"]


def test_the_hosting_term_is_told(tmp_path: Path) -> None:
    form = new_form(tmp_path, terms=lambda _slug: TermView("active", date(2028, 11, 20)))
    write_shop(tmp_path, "satu")
    assert "Gratis sampai 20 November 2028" in form.seller("satu").get("/t/satu/").text


def test_the_data_can_be_taken_along(form: Form) -> None:
    answer = form.seller("satu").get("/t/satu/unduh")
    assert answer.data.startswith(b"PK")
    assert "toko-satu.zip" in answer.headers["Content-Disposition"]


def test_the_mentors_list_and_a_new_link(form: Form) -> None:
    build(form.context.root)
    write_shop(form.context.root, "dua")
    build(form.context.root)
    mentor = form.mentor("tebet")
    assert "/pembina/toko/dua" in mentor.get("/pembina/").text
    assert "/pembina/toko/dua" not in mentor.get("/pembina/?cari=satu").text
    old = form.link(slug="satu")
    mentor.get("/pembina/toko/satu")
    page = mentor.post("/pembina/toko/satu/link").text
    [door] = re.findall(r'class="token">http://localhost(/m/[\w-]+)<', page)
    assert form.phone().open(door)
    assert form.phone().say(old).status_code == 404
    invited = mentor.say("/pembina/undang", {"nama": "Kue Bu Ani", "whatsapp": "0800-0000-0303"}).text
    [door] = re.findall(r'class="token">http://localhost(/m/[\w-]+)<', invited)
    phone = form.phone().open(door)
    assert phone.get("/t/kue-bu-ani/").location == "/t/kue-bu-ani/isi/whatsapp"
    assert form.context.drafts.read("kue-bu-ani").seller.kecamatan.name == "Tebet"


def test_what_is_seen_at_once_is_undone_at_once_and_nothing_else_with_it(form: Form) -> None:
    phone = form.seller("satu")
    before = tree(live(form))
    phone.say("/t/satu/produk/kopi/ubah/harga", {"harga": "20rb"})
    phone.post("/t/satu/produk/kopi/stok", {"stok": "habis"})
    phone.say("/t/satu/isi/libur", {"sampai": "2026-12-26", "pesan": "Natalan"})
    phone.say("/t/satu/isi/nama", {"nama": "Warung Lain"})
    phone.say("/t/satu/isi/nama", {"nama": "Warung Baru"})
    assert tree(live(form)) != before
    told = []
    for number in (5, 3, 2, 1):
        phone.get("/t/satu/riwayat")
        told.append(phone.get(phone.post(f"/t/satu/riwayat/{number}/kembalikan").location).text)
    assert tree(live(form)) == before
    assert "1 perubahan belum terbit" in told[-1], "the first name waits as it did"
    assert "Warung Lain" in told[-1]
    waits = "Pembeli melihatnya setelah Anda terbitkan"
    assert [waits in page for page in told] == [True, False, False, False]
    past = re.sub(r"<[^>]+>|\s+", " ", phone.get("/t/satu/riwayat").text)
    assert re.search(r"Kopi Susu: Harga dibatalkan *sebelumnya *Rp20\.000 *sekarang *Rp18\.000", past)
