"""What a seller reads when an answer is not taken: in the form's words, on the screen that asked for it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from generator.content.places import all_kecamatan
from generator.form import approvals, shops
from tests.form.forms import Form, Phone, add_product, fill_in, new_form, publish
from tests.form.test_nobodys_number import forged, picture
from tests.shops import product, write_shop

TEMPLATES = Path(__file__).parents[2] / "generator" / "form" / "templates"


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path)
    form.begin("baru")
    return form


@pytest.fixture
def phone(form: Form) -> Phone:
    return form.seller("baru")


@pytest.mark.parametrize(
    ("screen", "sentence"),
    [
        ("isi/nama", "Ketik namanya dulu."),
        ("isi/whatsapp", "Ketik nomornya dulu."),
        ("isi/kategori", "Pilih salah satu jawaban dulu."),
        ("isi/persetujuan", "Tanpa persetujuan Anda"),
        ("isi/libur", "Pilih hari terakhirnya dulu."),
        ("produk/nama", "Ketik namanya dulu."),
    ],
)
def test_an_empty_answer_is_told_by_the_form_and_not_by_the_browser(
    phone: Phone, screen: str, sentence: str
) -> None:
    page = phone.get(f"/t/baru/{screen}").text
    for sent in re.findall(r"<form .*?</form>", page, re.DOTALL):
        if " required" in sent:
            assert " novalidate>" in sent.split("\n")[0]
    answer = phone.post(f"/t/baru/{screen}")
    assert answer.status_code == 400
    assert sentence in answer.text


def test_no_form_leaves_its_words_to_the_browser_and_no_field_cuts_what_is_typed() -> None:
    for file in TEMPLATES.rglob("*.html"):
        text = file.read_text("utf-8")
        assert "maxlength" not in text, file.name
        for sent in re.findall(r"<form (?:(?!</form>).)*", text, re.DOTALL):
            if re.search(r' required|type="(?:email|date)"', sent):
                assert " novalidate>" in sent.split("\n")[0], file.name


@pytest.mark.parametrize("screen", ["isi/nama", "produk/nama"])
def test_a_long_name_is_told_how_long_it_may_be_and_is_still_there(phone: Phone, screen: str) -> None:
    name = "Dapur Bu Siti " * 6
    answer = phone.say(f"/t/baru/{screen}", {"nama": name})
    assert "Terlalu panjang: 83 huruf." in answer.text
    assert "60" in answer.text
    assert name.strip() in answer.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0812 3456 789O", "Ada huruf di nomor ini: O."),
        ("o8l2-3456-7890", "Ada huruf di nomor ini: o, l."),
        ("WA 081234567890", "Ada huruf di nomor ini: W, A."),
        ("021-7654321", "Ini nomor telepon rumah, bukan nomor HP: 021-7654321."),
        ("+62 21 765 4321", "Ini nomor telepon rumah"),
        ("(0251) 8765432", "Ini nomor telepon rumah"),
        ("0812", "Nomor ini terlalu pendek: baru 4 angka.</b> Nomor HP biasanya 11 atau 12 angka"),
        ("0812 3456", "Nomor ini terlalu pendek: baru 8 angka.</b> Nomor HP biasanya 11 atau 12 angka"),
        ("+62 812 3456", "Nomor ini terlalu pendek: baru 8 angka.</b> Nomor HP biasanya 11 atau 12 angka"),
        ("0812 3456 7890 12", "Nomor ini terlalu panjang: 14 angka.</b> Nomor HP paling banyak 13 angka"),
        ("nomor saya", "Ini bukan nomor HP Indonesia"),
        ("+1 202 555 0101", "Ini bukan nomor HP Indonesia"),
    ],
)
def test_a_number_is_told_what_is_wrong_with_it(phone: Phone, typed: str, sentence: str) -> None:
    assert sentence in phone.say("/t/baru/isi/whatsapp", {"whatsapp": typed}).text


@pytest.mark.parametrize("typed", ["gratis", "Free", "0", "-5000"])
def test_no_price_at_all_is_told_with_the_button_of_the_screen(phone: Phone, typed: str) -> None:
    made = add_product(phone, "baru", "Kopi", "5000")
    page = phone.say(f"/t/baru/produk/{made}/ubah/harga", {"harga": typed}).text
    assert f"Harganya tidak bisa {typed}." in page
    assert "“Pembeli tanya harganya”" in page
    assert "kata" not in page.split("alert")[1].split("</div>")[0]


PLAIN = io.BytesIO()
Image.new("RGB", (300, 300), "#224488").save(PLAIN, "PNG")


def files(data: bytes) -> dict[str, object]:
    return {"foto": (io.BytesIO(data), "foto.jpg")}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "Foto ini tidak bisa dibuka."), (b"halo", "Ini bukan foto yang bisa dipakai.")],
)
def test_a_refused_photo_leaves_the_screen_as_it_was(phone: Phone, data: bytes, sentence: str) -> None:
    add_product(phone, "baru", "Kopi", "5000")
    for screen, to, stays in (
        ("produk/baru", "foto-baru", ("Belum ada foto", "Langkah 6 dari 11", 'name="foto"')),
        ("produk/kopi", "produk/kopi/foto", ("Hapus produk", 'name="foto"')),
        ("isi/qris", "qris", ("Lewati dulu", "Langkah 8 dari 11", 'name="foto"')),
    ):
        phone.get(f"/t/baru/{screen}")
        answer = phone.post(f"/t/baru/{to}", files(data), content_type="multipart/form-data")
        assert answer.status_code == 400
        assert 'role="alert"' in answer.text
        assert sentence in answer.text
        assert 'class="back"' in answer.text
        for part in stays:
            assert part in answer.text, (screen, part)


def test_a_photo_that_was_not_chosen_is_asked_for(phone: Phone) -> None:
    phone.get("/t/baru/produk/baru")
    assert "Pilih fotonya dulu." in phone.post("/t/baru/foto-baru").text


def test_a_photo_without_a_code_keeps_the_question_about_qris(phone: Phone) -> None:
    phone.get("/t/baru/isi/qris")
    page = phone.post("/t/baru/qris", files(PLAIN.getvalue()), content_type="multipart/form-data").text
    assert "Tidak ada kode QRIS yang terbaca di foto ini." in page
    assert "Lewati dulu" in page


def test_the_screens_of_a_product_count_on(phone: Phone) -> None:
    seen = [phone.get("/t/baru/produk/baru").text, phone.get("/t/baru/produk/nama").text]
    values = [int(re.findall(r'<progress id="maju" value="(\d+)"', page)[0]) for page in seen]
    assert values == sorted(set(values))
    more = phone.post("/t/baru/produk/nama", {"nama": "Kopi", "harga": "5rb", "lagi": "ya"})
    assert more.location == "/t/baru/produk/baru"
    seen.append(phone.get(more.location).text)
    for page, which in zip(seen, (1, 1, 2), strict=True):
        assert f"Langkah 6 dari 11 · produk {which}</label>" in page
    assert "· produk" not in phone.get("/t/baru/isi/jam").text


def test_back_leads_to_the_question_before_and_never_to_a_later_one(phone: Phone) -> None:
    add_product(phone, "baru", "Kopi", "5000")
    screen, seen = "/t/baru/isi/pratinjau", []
    while back := re.findall(r'class="back" href="([^"]+)"', phone.get(screen).text):
        [screen] = back
        seen.append(screen.removeprefix("/t/baru/"))
        screen = phone.get(screen).location or screen  # the products have a screen of their own
    steps = "persetujuan warna antar jam produk kelurahan kecamatan kategori whatsapp nama"
    assert seen == [f"isi/{step}" for step in steps.split()]


def test_the_code_is_asked_for_where_qris_is_ticked(phone: Phone) -> None:
    paid = {"pengiriman": "ambil sendiri", "pembayaran": ["tunai"]}
    assert phone.say("/t/baru/isi/antar", paid).location == "/t/baru/isi/warna"
    assert phone.say("/t/baru/isi/antar", {**paid, "pembayaran": ["tunai", "qris"]}).location == (
        "/t/baru/isi/qris"
    )
    page = phone.get("/t/baru/isi/qris").text
    assert "Langkah 8 dari 11" in page, "a second screen of that step: the way is no longer than it was"
    assert steps_at(phone, "antar", "qris", "warna") == ["15/22", "16/22", "9/11"]
    assert 'class="back" href="/t/baru/isi/antar"' in page


def steps_at(phone: Phone, *screens: str) -> list[str]:
    """How far the bar is on each."""
    pages = [phone.get(f"/t/baru/isi/{screen}").text for screen in screens]
    return ["/".join(re.findall(r'id="maju" value="(\d+)" max="(\d+)"', page)[0]) for page in pages]


def test_the_two_ways_to_save_a_product_stay_in_their_places(phone: Phone) -> None:
    for number in range(1, 5):
        page = phone.get("/t/baru/produk/nama").text
        assert re.findall(r"<button[^>]*>(Simpan, [^<]*)<", page) == [
            "Simpan, tambah produk lagi",
            "Simpan, lanjut",
        ]
        add_product(phone, "baru", f"Kopi {number}", "5000")


def test_a_number_is_read_out_on_the_screen_after_it(phone: Phone) -> None:
    answer = phone.say("/t/baru/isi/whatsapp", {"whatsapp": "080000000101"})
    assert answer.location == "/t/baru/isi/kategori"
    assert "Pesanan masuk ke WhatsApp 0800-0000-0101." in phone.get(answer.location).text


def test_who_registers_is_not_asked_for_her_number_twice(form: Form) -> None:
    phone = form.phone()
    page = phone.say("/daftar", {"nama": "Warung Baru", "whatsapp": "0800-0000-0101"}).text
    assert 'href="/t/warung-baru/"' in page
    assert phone.get("/t/warung-baru/").location == "/t/warung-baru/isi/kategori"
    assert 'class="back" href="/t/warung-baru/isi/whatsapp"' in phone.get("/t/warung-baru/isi/kategori").text


def test_a_shop_at_a_screen_that_is_gone_goes_on_with_its_number(form: Form, phone: Phone) -> None:
    shops.note(form.context.database, "baru", step="cek")
    assert phone.get("/t/baru/").location == "/t/baru/isi/whatsapp"
    assert (
        phone.say("/t/baru/isi/whatsapp", {"whatsapp": "0800-0000-0101"}).location == "/t/baru/isi/kategori"
    )
    assert phone.get("/t/baru/").location == "/t/baru/isi/kategori"


def test_places_stand_in_the_order_of_the_alphabet(phone: Phone) -> None:
    page = phone.get("/t/baru/isi/kecamatan").text
    for city in re.findall(r"<details.*?</details>", page, re.DOTALL):
        names = re.findall(r'name="kecamatan" value="([^"]+)"', city)
        assert names == sorted(names)
    assert page.count('name="kecamatan"') == len(all_kecamatan())


def test_the_door_says_what_it_leads_to_and_not_whose_it_is(form: Form) -> None:
    """What a chat program fetches for its preview names neither shop nor mentor; whoever is in reads both."""
    form.begin("dapur", name="Dapur Bu Siti", whatsapp="6280000000155", place=all_kecamatan()[0])
    shops.note(form.context.database, "dapur", kecamatan="tebet")
    door = form.link(slug="dapur")
    phone = form.phone()
    page = phone.get(door).text
    for said in ("Hub Uji", "gratis", "sepuluh menit", "lanjut lagi"):
        assert said in page
    for secret in ("Dapur", "Ibu Ratna"):
        assert secret not in page
    phone.post(door)
    page = phone.get("/t/dapur/isi/whatsapp").text
    assert "Ini toko Dapur Bu Siti." in page
    assert "Pembina Anda Ibu Ratna" in page


def test_the_queue_marks_a_draft_whose_name_carries_a_number(form: Form) -> None:
    form.seller("baru").say("/t/baru/isi/nama", {"nama": "Bu Sari WA 0899.1111.2222"})
    write_shop(form.context.root, "satu", {"kopi": product()})
    form.seller("satu").get("/t/satu/")
    page = form.operator().get("/pembina/").text
    assert page.count("ada kontak di namanya") == 1


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.parametrize("what", ["unit", "letters", "corner"])
def test_an_account_a_spelled_number_and_a_code_in_a_corner_wait(
    form: Form, what: str, published: bool
) -> None:
    form.begin("warung", name="Warung", whatsapp="6280000000155")
    phone = form.seller("warung")
    fill_in(phone, "warung")
    if published:
        publish(phone, "warung")
    at = "/t/warung/produk/kopi-susu"
    match what:
        case "unit":
            phone.say(f"{at}/ubah/harga", {"harga": "18rb", "satuan": "BCA 1234567890 a.n. Maling"})
        case "letters":
            phone.say(f"{at}/ubah/nama", {"nama": "Nasi Uduk O899 llll 2222"})
        case "corner":
            plate = Image.effect_noise((1600, 1200), 60).convert("RGB")
            with Image.open(picture(forged())[0]) as code:
                plate.paste(code.convert("RGB").resize((420, 420)), (1150, 760))
            out = io.BytesIO()
            plate.save(out, "JPEG", quality=85)
            phone.get(at)
            phone.post(f"{at}/foto", files(out.getvalue()), content_type="multipart/form-data")
    publish(phone, "warung")
    folder = form.context.root / "sellers" / "warung"
    [asked] = approvals.waiting(form.context.database, slug="warung")
    if published:
        assert asked.kind == "content"
        text = (folder / "produk" / "kopi-susu.md").read_text("utf-8")
        assert "1234567890" not in text and "O899" not in text
        assert not list((folder / "foto").glob("*"))
    else:
        assert asked.kind == "shop"
        assert not folder.exists()
