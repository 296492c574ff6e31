"""The mentor's desk: who needs help first, filters, pages, and a way back to where she was."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator.content.places import kecamatan
from generator.form import approvals, shops
from generator.form.links import Role
from generator.form.pages import desk
from generator.hosting.address import ledger_url
from generator.hosting.contact import Contact
from generator.hosting.ledger import Ledger, open_ledger
from generator.records.state_reader import StateReader
from tests.form.forms import NOW, Form, Phone, new_form, publish
from tests.shops import build, etalase, product, write_photo, write_shop

TODAY = NOW.date()
NEED = ["rusak", "kurang", "besok", "tanya", "baru", "sepi", "habis", "lengkap", "lari"]


def listed(phone: Phone, query: str = "") -> list[str]:
    """The slugs of a page of the list, in its order."""
    return re.findall(r'<li id="t-([a-z0-9-]+)">', phone.get(f"/pembina/{query}").text)


def ledger_of(form: Form) -> Ledger:
    return open_ledger(ledger_url(form.context.hub.ledger), form.context.root)


def start(form: Form, slug: str, ends: date) -> None:
    """Let the two years of a shop end on that day."""
    with ledger_of(form) as ledger:
        known = Contact(slug, slug, "6280000000101", "", "", "tebet", "")
        ledger.start([known], date(ends.year - 2, ends.month, ends.day))


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Form:
    """Eight shops in Tebet of which each is in need of something else, and one in Cilandak."""
    root = tmp_path_factory.mktemp("meja")
    form = new_form(root)
    write_shop(root, "sepi", persetujuan="2026-07-01")
    assert build(root, today="2026-08-13")[0] == 0
    full = {
        "jam_buka": "{senin-jumat: 08.00-17.00}",
        "pembayaran": "[tunai]",
        "pengiriman": "[ojek daring]",
        "slogan": "Enak",
        "kelurahan": "Tebet Timur",
    }
    for slug in ("lengkap", "habis", "besok"):
        folder = write_shop(root, slug, None, **full)
        for name in ("kopi", "teh", "jahe"):
            (folder / "produk" / f"{name}.md").write_text(product(name.title(), foto="[a.jpg]"))
        write_photo(folder, "a.jpg")
    write_shop(root, "kurang", slogan="Enak")
    write_shop(root, "tanya", whatsapp="0800-0000-0777")
    write_shop(root, "lari")
    write_shop(root, "lain", kecamatan="Cilandak")
    assert build(root)[0] == 0
    write_shop(root, "rusak", {"kopi": product(harga="dua puluh")})
    form.begin("baru", name="Warung Baru", whatsapp="0800-0000-0155", place=kecamatan("Tebet"))
    mentor = form.mentor("tebet")
    mentor.get("/pembina/")
    form.clock.now = NOW - timedelta(days=100)
    form.seller("sepi").say("/t/sepi/isi/tentang", {"slogan": "Sepi", "cerita": ""})
    form.clock.now = NOW
    form.seller("tanya").say("/t/tanya/isi/whatsapp", {"whatsapp": "0800-0000-0999"})
    form.seller("lari").say("/t/lari/tarik")
    write_shop(root, "kurang", {"kopi": product(harga="dua puluh")}, slogan="Enak")
    assert build(root)[0] == 3
    start(form, "habis", TODAY + timedelta(days=60))
    start(form, "besok", TODAY + timedelta(days=1))
    return form


def test_who_needs_help_first_stands_first(furnished: Form) -> None:
    mentor = furnished.mentor("tebet")
    assert listed(mentor) == NEED


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("?urut=nama", ["besok", "habis", "kurang", "lari", "lengkap", "rusak", "sepi", "tanya", "baru"]),
        ("?urut=habis", ["besok", "habis", "kurang", "lengkap", "rusak", "sepi", "tanya", "baru", "lari"]),
        ("?urut=diam", ["rusak", "baru", "sepi", "besok", "habis", "kurang", "lengkap", "tanya", "lari"]),
        ("?saring=rusak", ["rusak", "kurang"]),
        ("?saring=habis", ["besok", "habis"]),
        ("?saring=menunggu", ["tanya"]),
        ("?saring=isi", ["baru"]),
        ("?saring=diam", ["sepi"]),
        ("?saring=luring", ["rusak", "lari"]),
        ("?saring=kacau&urut=kacau&hal=kacau", NEED),
        ("?cari=tebet+timur", ["besok", "habis", "lengkap"]),
        ("?cari=jahe&saring=habis&urut=nama", ["besok", "habis"]),
        ("?cari=0800-0000-0155", ["baru"]),
        ("?cari=wraung", ["baru"]),
        ("?cari=lain", []),
        ("?kecamatan=cilandak", NEED),
    ],
)
def test_a_mentor_sifts_and_sorts(furnished: Form, query: str, wanted: list[str]) -> None:
    assert listed(furnished.mentor("tebet"), query) == wanted


def test_the_desk_and_the_report_have_one_order(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    write_shop(tmp_path, "zwei", persetujuan="2026-07-01")
    assert build(tmp_path, today="2026-08-13")[0] == 0
    write_shop(tmp_path, "eins", nama="Anggur")
    write_shop(tmp_path, "drei", nama="Ziarah")
    assert build(tmp_path)[0] == 0
    form.seller("zwei").say("/t/zwei/isi/warna", {"warna": "#1f6f54"})
    _code, answer = etalase(tmp_path, "report", "mentors", "--today", TODAY.isoformat())
    told = [shop["slug"] for shop in answer["shops"]]
    assert told == listed(form.mentor("tebet")) == ["zwei", "eins", "drei"]


def test_a_message_is_about_what_is_the_matter(furnished: Form) -> None:
    page = furnished.mentor("tebet").get("/pembina/").text
    rows = re.findall(r'<li id="t-([a-z-]+)">.*?wa\.me/\d+\?text=([^"]*)"', page, re.DOTALL)
    said = {slug: unquote(text).removeprefix("Halo, ini Ibu Ratna dari Hub Uji. ") for slug, text in rows}
    broken = "yang tidak terbaca, jadi halamannya belum diperbarui. Boleh saya bantu?"
    ends = "Masa gratis toko Anda, {}, berakhir pada {}. Boleh kita bicarakan kelanjutannya?"
    assert said["kurang"].endswith(broken)
    assert said["besok"] == ends.format("Besok", "21 November 2026")
    assert said["lari"].endswith(
        "sudah tidak ada di internet. Kalau ingin menampilkannya lagi, kabari saya saja."
    )
    assert said["tanya"].startswith("Apa kabar toko")


def test_questions_stand_before_reminders(furnished: Form) -> None:
    page = furnished.mentor("tebet").get("/pembina/").text
    assert page.index(": Nomor WhatsApp") < page.index("Pengingat masa gratis")


def test_what_is_the_matter_with_a_shop_is_said(furnished: Form) -> None:
    page = furnished.mentor("tebet").get("/pembina/").text
    rows = dict(re.findall(r'<li id="t-([a-z-]+)">(.*?)</li>', page, re.DOTALL))
    said = {slug: re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)) for slug, row in rows.items()}
    for slug, what in {
        "kurang": "ada yang salah di berkasnya ",
        "besok": "gratis sampai 21 November 2026 95% siap",
        "tanya": "menunggu Anda",
        "baru": "masih diisi, belum diberi tautan",
        "lari": "persetujuan ditarik",
        "sepi": "tidak ada kabar sejak 13 Agustus 2026",
    }.items():
        assert what in said[slug], said[slug]
    assert "Tambah foto: Kopi Susu" in said["sepi"]
    assert "siap" not in said["kurang"], "nobody knows how ready it is"


def test_who_has_been_quiet_longest_says_since_when(furnished: Form) -> None:
    page = furnished.mentor("tebet").get("/pembina/?urut=diam").text
    rows = dict(re.findall(r'<li id="t-([a-z-]+)">(.*?)</li>', page, re.DOTALL))
    assert "Kabar terakhir: 13 Agustus 2026" in rows["sepi"]
    assert "Kabar terakhir: belum ada" in rows["baru"]


def test_a_mistake_in_a_shop_is_shown_as_it_stands_there(furnished: Form) -> None:
    page = furnished.mentor("tebet").get("/pembina/toko/kurang").text
    assert "<code>harga: dua puluh</code>" in page
    assert re.search(r'<span>[^<]+[^.]\. <a class="tap"[^>]+>Betulkan di isian toko</a>', page)
    assert "ya, masih isi sebelum ada yang salah" in page
    assert "<dt>Kesiapan</dt>" not in page
    assert 'class="note bad"' not in furnished.mentor("tebet").get("/pembina/toko/baru").text


def test_what_was_mended_since_the_last_build_is_said_to_be(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    for slug in ("satu", "dua", "tiga"):
        write_shop(tmp_path, slug, nama=f"Warung {slug.title()}")
    assert build(tmp_path)[0] == 0
    for slug in ("satu", "dua", "tiga"):
        write_shop(tmp_path, slug, {"kopi": product(harga="dua puluh")}, nama=f"Warung {slug.title()}")
    assert build(tmp_path)[0] == 3
    assert build(tmp_path)[0] == 3, "by now the files' times are certain"
    mentor = form.mentor("tebet")
    assert listed(mentor, "?saring=rusak&urut=nama") == ["dua", "satu", "tiga"]
    box = mentor.get("/pembina/toko/satu").text
    assert '<a class="tap" href="/t/satu/produk/kopi">Betulkan di isian toko</a>' in box
    assert '<a class="tap" href="/t/satu/produk/kopi">Betulkan</a>' in mentor.get("/t/satu/").text
    mentor.say("/t/satu/produk/kopi/ubah/harga", {"harga": "20rb"})
    publish(mentor, "satu")
    write_shop(tmp_path, "dua", {"kopi": product(harga="tiga puluh")}, nama="Warung Dua")
    assert listed(mentor, "?saring=rusak&urut=nama") == ["dua", "tiga"], "changed is not mended"
    rows = dict(re.findall(r'<li id="t-([a-z-]+)">(.*?)</li>', mentor.get("/pembina/").text, re.DOTALL))
    assert "sudah dibetulkan, tampil di pembaruan berikutnya" in rows["satu"]
    assert "ada yang salah" not in rows["satu"] and "ada yang salah" in rows["tiga"]
    page = mentor.get("/pembina/toko/satu").text
    assert "sudah dibetulkan. Pembeli melihatnya sesudah pembaruan berikutnya." in page
    assert 'class="note bad"' not in page
    assert build(tmp_path)[0] == 3
    assert "dibetulkan" not in mentor.get("/pembina/").text


def test_a_shop_that_was_taken_down_is_nowhere_said_to_be_online(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu")
    assert build(tmp_path)[0] == 0
    mentor = form.mentor("tebet")
    assert "<dt>Terbit</dt><dd>ya</dd>" in mentor.get("/pembina/toko/satu").text
    mentor.post("/pembina/toko/satu/turunkan", {"alasan": "Pesanan tidak dikirim"})
    page = mentor.get("/pembina/toko/satu").text
    assert "Halaman toko seperti dilihat" not in page
    for path in ("", "status"):
        assert "Toko sedang diturunkan" in mentor.get(f"/t/satu/cetak/{path}").text
    build(tmp_path)
    mentor.get("/pembina/toko/satu")
    mentor.post("/pembina/toko/satu/tayangkan")
    assert "<dt>Terbit</dt><dd>pada pembaruan berikutnya</dd>" in mentor.get("/pembina/toko/satu").text
    assert "tayang di pembaruan berikutnya" in mentor.get("/pembina/").text


def test_an_invitation_alone_is_no_sign_of_the_seller(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    mentor = form.mentor("tebet")
    mentor.say("/pembina/undang", {"nama": "Warung Baru", "whatsapp": ""})
    page = mentor.get("/pembina/toko/warung-baru").text
    assert "<dt>Kabar terakhir</dt><dd>belum ada; diundang 21 November 2026</dd>" in page


def test_a_message_goes_to_the_number_that_was_agreed_to(furnished: Form) -> None:
    page = furnished.mentor("tebet").get("/pembina/?cari=tanya").text
    assert re.findall(r"https://wa\.me/(\d+)", page) == ["6280000000777"]
    assert "6280000000999" not in page


def test_a_mentor_comes_back_to_the_list_that_she_left(furnished: Form) -> None:
    mentor = furnished.mentor("tebet")
    mentor.get("/pembina/?cari=tanya&saring=menunggu&urut=nama")
    back = "/pembina/?cari=tanya&amp;saring=menunggu&amp;urut=nama"
    assert f'<a class="back" href="{back}#t-tanya">' in mentor.get("/pembina/toko/tanya").text
    [number] = re.findall(r"/pembina/tanya/(\d+)", mentor.get("/pembina/toko/tanya").text)
    assert f'<a class="back" href="{back}">' in mentor.get(f"/pembina/tanya/{number}").text
    assert f'<a class="back" href="{back}">' in mentor.get("/pembina/undang").text
    mentor.get("/pembina/")
    assert '<a class="back" href="/pembina/#t-tanya">' in mentor.get("/pembina/toko/tanya").text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?cari=bakso", "Tidak ada toko yang cocok dengan “bakso”"),
        ("?cari=lengkap&amp;saring=rusak".replace("&amp;", "&"), "Tidak ada, dan itu kabar baik."),
        ("?cari=lengkap&saring=isi", "Tidak ada toko di sini."),
        ("?cari=lengkpa", "Tidak ada yang persis begitu. Ini yang mirip:"),
    ],
)
def test_an_empty_list_speaks(furnished: Form, query: str, said: str) -> None:
    assert said in furnished.mentor("tebet").get(f"/pembina/{query}").text


def test_a_desk_without_shops_says_what_to_do(furnished: Form) -> None:
    assert "Belum ada toko. Undang penjual pertama Anda." in furnished.mentor("gambir").get("/pembina/").text


def test_two_hundred_shops_before_the_first_build(tmp_path: Path) -> None:
    """No page of them reads a folder: there is none by then."""
    form = new_form(tmp_path)
    for number in range(200):
        write_shop(tmp_path, f"warung-{number:03}", whatsapp=f"0800-0000-{number:04}")
    mentor = form.mentor("tebet")
    assert len(listed(mentor)) == 30
    (tmp_path / "sellers").rename(tmp_path / "elsewhere")
    (tmp_path / "sellers").mkdir()
    pages = [listed(mentor, f"?urut=nama&hal={page}") for page in range(1, 9)]
    assert [len(page) for page in pages] == [30] * 6 + [20, 20], "the last page again for one behind it"
    assert pages[0][0] == "warung-000"
    page = mentor.get("/pembina/?urut=nama&hal=2").text
    assert re.findall(r'rel="(prev|next)" href="([^"]+)"', page) == [
        ("prev", "/pembina/?urut=nama#daftar"),
        ("next", "/pembina/?urut=nama&amp;hal=3#daftar"),
    ]
    assert "31 sampai 60 dari 200" in page
    assert listed(mentor, "?cari=0800-0000-0142") == ["warung-142"]


def test_an_operator_of_many_shops_chooses_a_kecamatan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = new_form(tmp_path)
    for slug, place in (("satu", "Tebet"), ("dua", "Tebet"), ("tiga", "Cilandak")):
        write_shop(tmp_path, slug, kecamatan=place)
    operator = form.operator()
    assert listed(operator, "?urut=nama") == ["dua", "satu", "tiga"]
    assert listed(operator, "?kecamatan=tebet&urut=nama") == ["dua", "satu"]
    monkeypatch.setattr(desk, "_MOST", 2)
    assert listed(operator) == []
    assert "Pilih kecamatan" in operator.page
    assert listed(operator, "?kecamatan=tebet&urut=nama") == ["dua", "satu"]
    assert listed(operator, "?cari=tiga") == ["tiga"]
    assert listed(operator, "?cari=kopi+susu") == ["dua", "satu"], "at most so many"


def test_a_no_needs_a_reason_that_the_seller_reads(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu", nama="Warung Satu")
    seller, mentor = form.seller("satu"), form.mentor("tebet")
    seller.say("/t/satu/isi/whatsapp", {"whatsapp": "0800-0000-0999"})
    [asked] = approvals.waiting(form.context.database, slug="satu")
    at = f"/pembina/tanya/{asked.id}"
    answer = mentor.say(at, {"jawab": "tolak", "alasan": "  "})
    assert answer.status_code == 400
    assert "Tulis dulu alasannya" in answer.text
    assert approvals.waiting(form.context.database, slug="satu") == [asked]
    answer = mentor.say(at, {"jawab": "tolak", "alasan": "Ibu bilang ini bukan nomor Ibu."})
    told = mentor.get(answer.location).text
    assert "Alasan Anda: Ibu bilang ini bukan nomor Ibu" in told
    assert "Alasannya%3A%20Ibu%20bilang%20ini%20bukan%20nomor%20Ibu.%20Bisa" in told
    assert "Alasannya: Ibu bilang ini bukan nomor Ibu" in seller.get("/t/satu/").text


def contents(form: Form) -> str:
    """Three values with two contacts, of which a mentor is asked about."""
    seller = form.seller("satu")
    seller.say("/t/satu/isi/tentang", {"slogan": "Telepon 0800-0000-0111", "cerita": "Atau 0800-0000-0222"})
    seller.say("/t/satu/produk/kopi/ubah/cerita", {"cerita": "Pesan ke 0800-0000-0111"})
    seller.get("/t/satu/isi/pratinjau")
    publish(seller, "satu")
    [asked] = approvals.waiting(form.context.database, slug="satu")
    return f"/pembina/tanya/{asked.id}"


def test_each_contact_gets_an_answer_of_its_own(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu", nama="Warung Satu")
    at, mentor = contents(form), form.mentor("tebet")
    page = mentor.get(at).text
    assert re.findall(r'name="(jawab-\d)" value="tolak"', page) == ["jawab-0", "jawab-1"]
    answer = mentor.say(at, {"jawab": "sebagian", "jawab-0": "setuju", "alasan": "x"})
    assert (answer.status_code, "Jawab dulu satu per satu" in answer.text) == (400, True)
    answer = mentor.say(at, {"jawab": "sebagian", "jawab-0": "setuju", "jawab-1": "tolak"})
    assert (answer.status_code, "Tulis dulu alasannya" in answer.text) == (400, True)
    said = {"jawab": "sebagian", "jawab-0": "setuju", "jawab-1": "tolak", "alasan": "Nomor siapa ini?"}
    told = mentor.get(mentor.say(at, said).location).text
    assert "Sudah disetujui" in told
    assert "Alasan Anda: Nomor siapa ini?" in told
    live = (tmp_path / "sellers" / "satu" / "toko.yaml").read_text()
    assert "0800-0000-0111" in live
    assert "0800-0000-0111" in (tmp_path / "sellers" / "satu" / "produk" / "kopi.md").read_text()
    folder = tmp_path / "form" / "sellers" / "satu"
    assert not (folder / "tentang.md").exists() or "0222" not in (folder / "tentang.md").read_text()
    assert approvals.waiting(form.context.database, slug="satu") == []
    assert "Alasannya: Nomor siapa ini?" in form.seller("satu").get("/t/satu/").text


@pytest.mark.parametrize("verdict", ["setuju", "tolak"])
def test_one_answer_to_all_contacts_is_a_plain_answer(tmp_path: Path, verdict: str) -> None:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu", nama="Warung Satu")
    at = contents(form)
    said = {"jawab": "sebagian", "jawab-0": verdict, "jawab-1": verdict, "alasan": "Belum ditanya"}
    assert form.mentor("tebet").say(at, said).status_code == 302
    found = approvals.last_outcome(form.context.database, "satu", "content")
    assert found and (found.outcome, found.reason) == (
        ("approved", "") if verdict == "setuju" else ("declined", "Belum ditanya")
    )
    live = (tmp_path / "sellers" / "satu" / "toko.yaml").read_text()
    assert ("0800-0000-0111" in live) is (verdict == "setuju")


def test_a_mentor_reads_whose_shop_she_is_in_and_the_seller_what_she_changed(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu", nama="Warung Bu Siti")
    mentor, seller = form.mentor("tebet"), form.seller("satu")
    banner = "Anda sedang mengisi toko Warung Bu Siti (bukan toko Anda)."
    for path in ("", "isi/nama", "isi/jam", "produk/kopi", "produk/kopi/ubah/harga", "lain", "riwayat"):
        assert banner in mentor.get(f"/t/satu/{path}").text, path
        assert banner not in seller.get(f"/t/satu/{path}").text, path
    assert banner not in mentor.get("/pembina/toko/satu").text + mentor.get("/pembina/").text
    mentor.say("/t/satu/produk/kopi/ubah/harga", {"harga": "21rb"})
    home = seller.get("/t/satu/").text
    assert "Pembina Anda mengubah isi toko Anda pada 21 November 2026:" in home
    assert "Rp21.000" in home.split("Pembina Anda mengubah")[1].split("kembalikan")[0]
    assert "Pembina Anda mengubah" not in mentor.get("/t/satu/").text
    seller.say("/t/satu/produk/kopi/ubah/harga", {"harga": "22rb"})
    assert "Pembina Anda mengubah" not in seller.get("/t/satu/").text, "she has seen it, and gone on"


def yes(mentor: Phone) -> str:
    """What the page sends along with "another shop"."""
    [found] = re.findall(r'name="tetap" value="([^"]+)"', mentor.page)
    return str(found)


def test_a_yes_is_about_the_number_and_the_name_it_was_said_to(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu", nama="Warung Satu", whatsapp="0800-0000-0777")
    write_shop(tmp_path, "dua", nama="Warung Dua", whatsapp="0800-0000-0888")
    mentor = form.mentor("tebet")
    mentor.get("/pembina/")
    said = {"nama": "Warung Tiga", "whatsapp": "0800-0000-0777"}
    mentor.say("/pembina/undang", said)
    said["tetap"] = yes(mentor)
    for more, there in (
        ({"whatsapp": "0800-0000-0888"}, "Warung Dua"),
        ({"nama": "warung satu"}, "Warung Satu"),
    ):
        page = mentor.post("/pembina/undang", said | more).text
        assert f">{there}</a><small>Tebet" in page
        assert "/m/" not in page
    assert "/m/" in mentor.post("/pembina/undang", said | {"whatsapp": "+62 800 0000 0777"}).text


def test_a_number_of_a_kecamatan_whose_desk_nobody_opened_is_asked_about(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    write_shop(tmp_path, "jauh", nama="Warung Jauh", kecamatan="Cilandak", whatsapp="0800-0000-0777")
    write_shop(tmp_path, "dekat", nama="Warung Dekat", whatsapp="0800-0000-0888")
    assert build(tmp_path)[0] == 0
    mentor = form.mentor("tebet")  # whose first page is the invitation's
    for typed, there in (
        ({"nama": "Warung Baru", "whatsapp": "0800-0000-0777"}, "Warung Jauh"),
        ({"nama": "Warung Dekat", "whatsapp": "0800-0000-0999"}, "Warung Dekat"),
    ):
        page = mentor.say("/pembina/undang", typed).text
        assert page.count(there) > ("nama" in typed and typed["nama"] == there)
        assert 'name="tetap"' in page
        assert "/m/" not in page


def test_a_second_shop_of_one_name_is_asked_about(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    write_shop(tmp_path, "warung-siti", nama="Warung Bu Siti")
    write_shop(tmp_path, "siti-lain", nama="Warung Bu Siti", kecamatan="Cilandak", whatsapp="0800-0000-0777")
    form.operator().get("/pembina/")
    mentor = form.mentor("tebet")
    for typed in ("Warung Bu Siti", "warung bu SITI", "Warungbu Siti"):
        page = mentor.say("/pembina/undang", {"nama": typed}).text
        assert "Sudah ada toko dengan nama ini" in page
    assert '<a class="link" href="/pembina/toko/warung-siti">' in page
    assert "Warung Bu Siti<small>Cilandak, pembina: Pak Dedi</small>" in page
    assert "/pembina/toko/siti-lain" not in page
    assert "0777" not in page
    said = {"nama": "Warungbu Siti", "tetap": yes(mentor)}
    assert "/m/" in mentor.post("/pembina/undang", said).text
    assert mentor.say("/pembina/undang", {"nama": "Warung Bu Sito"}).text.count("/m/") >= 1, "another name"


def test_a_second_shop_on_one_number_is_asked_about(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    write_shop(tmp_path, "warung-siti", nama="Warung Bu Siti")
    write_shop(tmp_path, "lain", nama="Toko Lain", kecamatan="Cilandak", whatsapp="0800-0000-0777")
    assert build(tmp_path)[0] == 0
    form.operator().get("/pembina/")
    form.begin("baru", name="Warung Baru", whatsapp="6280000000155", place=kecamatan("Tebet"))
    mentor = form.mentor("tebet")
    for number, told in {
        "0800 0000 0101": '<a class="link" href="/pembina/toko/warung-siti">Warung Bu Siti</a><small>Tebet',
        "+62 800-0000-0777": "<li>Toko Lain<small>Cilandak, pembina: Pak Dedi</small></li>",
        "080000000155": '<a class="link" href="/pembina/toko/baru">Warung Baru</a><small>Tebet',
    }.items():
        page = mentor.say("/pembina/undang", {"nama": "Jahit Ratna", "whatsapp": number}).text
        assert "<b>Sudah ada toko dengan nomor ini</b>" in page
        assert told in page
        assert "dengan nama ini" not in page
    free = mentor.say("/pembina/undang", {"nama": "Jahit Ratna", "whatsapp": "0800-0000-0156"}).text
    assert "Sudah ada toko" not in free and "/m/" in free


def test_the_report_and_its_table_are_about_the_shops_she_holds(furnished: Form) -> None:
    mentor = furnished.mentor("tebet")
    table = mentor.get("/pembina/laporan.csv")
    assert table.headers["Content-Disposition"] == "attachment; filename=toko-tebet.csv"
    lines = table.data.decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("slug,nama,kecamatan,kesiapan")
    assert [line.split(",")[0] for line in lines[1:] if line] == NEED, "the same order as on the desk"
    besok = next(row for row in csv.DictReader(lines) if row["slug"] == "besok")
    assert besok["gratis_sampai"] == TODAY.isoformat(), "the day that people are told"
    assert "0800-0000-0777" in table.text
    assert "0800-0000-0999" not in table.text, "nobody has agreed to it"
    page = mentor.get("/pembina/laporan.html")
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "<h1>Tebet</h1>" in page.text
    mentor.get("/pembina/?urut=nama")
    back = '<a class="way" href="/pembina/?urut=nama">Kembali ke meja pembina</a>'
    assert back in mentor.get("/pembina/laporan.html").text
    assert "Lain" not in re.findall(r"<h2>(.*?)</h2>", page.text)
    assert mentor.get("/pembina/laporan.csv?kecamatan=cilandak").data == table.data
    assert b"lain," in furnished.operator().get("/pembina/laporan.csv?kecamatan=cilandak").data


def test_the_sellers_help_is_whoever_holds_the_shop(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu")
    seller, tebet, cilandak = form.seller("satu"), form.mentor("tebet"), form.mentor("cilandak")
    assert "Minta bantuan Ibu Ratna" in seller.get("/t/satu/").text
    seller.say("/t/satu/isi/kecamatan", {"kecamatan": "Cilandak"})
    seller.say("/t/satu/isi/kelurahan", {"kelurahan": "Cipete Selatan"})
    assert "Pindah" not in tebet.get("/pembina/").text
    publish(seller, "satu")
    assert "Minta bantuan Ibu Ratna" in seller.get("/t/satu/").text, "she holds it until she hands it over"
    waiting = tebet.get("/pembina/?saring=menunggu").text
    assert "ke Cilandak. Serahkan?" in waiting
    assert listed(tebet, "?saring=menunggu") == ["satu"]
    tebet.get("/pembina/toko/satu")
    assert tebet.post("/pembina/toko/satu/serahkan").status_code == 302
    assert "Minta bantuan Pak Dedi" in seller.get("/t/satu/").text
    assert (listed(tebet), listed(cilandak)) == ([], ["satu"])
    assert "Serahkan?" not in cilandak.page


GREET = r'action="/pembina/toko/satu/disapa">.*?name="dilihat" value="([a-z]*)"'


def hand_over(mentor: Phone, place: str) -> None:
    """Let the page name another kecamatan, and hand the shop over to its mentors."""
    mentor.say("/t/satu/isi/kecamatan", {"kecamatan": place})
    publish(mentor, "satu")
    mentor.get("/pembina/toko/satu")
    assert mentor.post("/pembina/toko/satu/serahkan").status_code == 302


def test_whoever_gets_a_shop_is_asked_to_greet_its_seller_once(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu", nama="Warung Satu", whatsapp="0800-0000-0777")
    tebet, cilandak, menteng = (form.mentor(place) for place in ("tebet", "cilandak", "menteng"))
    tebet.get("/pembina/")
    hand_over(tebet, "Cilandak")
    assert "/disapa" not in tebet.get("/pembina/").text
    page = cilandak.get("/pembina/").text
    assert "<b>Warung Satu</b> sekarang Anda dampingi (dari Tebet): sapa dulu penjualnya" in page
    assert "pindahan dari Tebet, belum disapa" in page
    assert listed(cilandak, "?saring=menunggu") == ["satu"]
    [chat] = re.findall(
        r'href="https://wa\.me/6280000000777\?text=([^"]+)"[^>]*>\s*<svg.*?</svg>\s*Sapa', page
    )
    assert unquote(chat) == (
        "Halo, ini Pak Dedi dari Hub Uji. Mulai sekarang saya yang mendampingi toko Anda, Warung Satu. "
        "Kalau butuh bantuan, kabari saya saja."
    )
    assert "/disapa" not in form.operator().get("/pembina/").text, "it is its mentor's to greet"
    [seen] = re.findall(GREET, cilandak.get("/pembina/toko/satu").text, re.DOTALL)
    hand_over(cilandak, "Menteng")
    assert "/disapa" not in cilandak.get("/pembina/").text
    assert "(dari Cilandak)" in menteng.get("/pembina/").text
    assert "(dari Cilandak)" in form.operator().get("/pembina/").text, "no mentor there: the operator is"
    menteng.post("/pembina/toko/satu/disapa", {"dilihat": seen})
    assert "(dari Cilandak)" in menteng.get("/pembina/").text, "an older page greets nobody"
    [seen] = re.findall(GREET, menteng.page, re.DOTALL)
    assert cilandak.post("/pembina/toko/satu/disapa", {"dilihat": seen}).status_code == 404
    assert menteng.post("/pembina/toko/satu/disapa", {"dilihat": seen}).location == "/pembina/"
    for path in ("", "toko/satu"):
        page = menteng.get(f"/pembina/{path}").text
        assert "sapa dulu" not in page and "belum disapa" not in page


def test_an_invited_seller_who_chooses_another_kecamatan_is_greeted_there(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    form.begin("baru", name="Warung Baru", whatsapp="6280000000155", place=kecamatan("Tebet"))
    form.begin("sendiri", origin="registered", name="Warung Sendiri", place=kecamatan("Tebet"))
    tebet, cilandak = form.mentor("tebet"), form.mentor("cilandak")
    for slug in ("baru", "sendiri"):
        form.seller(slug).say(f"/t/{slug}/isi/kecamatan", {"kecamatan": "Cilandak"})
    page = cilandak.get("/pembina/").text
    assert "<b>Warung Baru</b> sekarang Anda dampingi (dari Tebet)" in page
    assert page.count("(dari Tebet)") == 1, "whoever registered was with nobody"
    assert listed(tebet) == []
    form.seller("baru").say("/t/baru/isi/kecamatan", {"kecamatan": "Tebet"})
    assert listed(tebet) == ["baru"]
    assert "(dari" not in tebet.page, "she was never away"


def test_reminders_are_sent_from_the_desk_and_go_on_record(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    for slug, place in (("besok", "Tebet"), ("nanti", "Tebet"), ("lain", "Cilandak")):
        write_shop(tmp_path, slug, nama=f"Warung {slug.title()}", kecamatan=place, whatsapp="0800-0000-0777")
    assert build(tmp_path)[0] == 0
    start(form, "besok", TODAY + timedelta(days=2))
    start(form, "nanti", TODAY + timedelta(days=400))
    start(form, "lain", TODAY + timedelta(days=2))
    mentor = form.mentor("tebet")
    assert "<b>Pengingat masa gratis</b><small>1 toko</small>" in mentor.get("/pembina/").text
    page = mentor.get("/pembina/pengingat").text
    assert re.findall(r'<section class="card" id="t-([a-z]+)">', page) == ["besok"]
    assert "gratis sampai 22 November 2026" in page
    [chat] = re.findall(r"https://wa\.me/6280000000777\?text=([^\"]+)", page)
    assert unquote(chat).startswith("Halo, Warung Besok! Ini Ibu Ratna dari Hub Uji.")
    said = {"jenis": "D-7", "berakhir": (TODAY + timedelta(days=2)).isoformat()}
    assert mentor.post("/pembina/toko/lain/terkirim", said).status_code == 404, "not hers"
    mentor.get("/pembina/pengingat")
    assert mentor.post("/pembina/toko/besok/terkirim", said).status_code == 302
    page = mentor.get("/pembina/pengingat").text
    assert "Tercatat: Warung Besok sudah diingatkan." in page
    assert "Hari ini tidak ada yang perlu diingatkan." in page
    assert "Diingatkan hari ini" in page
    assert re.findall(r"https://wa\.me/6280000000777\?text=([^\"]+)", page) == [chat], "it can still be sent"
    rows = dict(re.findall(r'<li id="t-([a-z-]+)">(.*?)</li>', mentor.get("/pembina/").text, re.DOTALL))
    assert ["diingatkan hari ini" in rows[slug] for slug in ("besok", "nanti")] == [True, False]
    assert "<b>Diingatkan hari ini</b><small>1 toko</small>" in mentor.get("/pembina/").text
    form.clock.now = NOW + timedelta(days=1)
    for path in ("", "pengingat"):
        assert "iingatkan hari ini" not in mentor.get(f"/pembina/{path}").text
    form.clock.now = NOW
    shop = mentor.get("/pembina/toko/besok").text
    assert "<dt>Terakhir diingatkan</dt><dd>21 November 2026</dd>" in shop
    with ledger_of(form) as ledger:
        last = ledger.events("besok")[-1]
        assert (last.kind, last.actor, last.details["kind"], last.details["channel"]) == (
            "notice", "mentor tebet", "D-7", "list",
        )  # fmt: skip
    for wrong in (said, said | {"jenis": "D-8"}, said | {"berakhir": "kemarin"}, {}):
        mentor.post("/pembina/toko/besok/terkirim", wrong)
        assert "sudah tercatat, atau sudah tidak perlu lagi" in mentor.get("/pembina/pengingat").text
    with ledger_of(form) as ledger:
        assert len(ledger.events("besok")) == 2
    assert "1 toko" in form.operator().get("/pembina/").text
    assert 'id="t-lain"' in form.operator().get("/pembina/pengingat?kecamatan=cilandak").text


def test_the_door_greets_a_seller_as_the_owner_of_her_shop_once_it_is_there(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    form.begin("baru", name="Warung Baru")
    write_shop(tmp_path, "satu", nama="Warung Satu")
    new, live = (form.phone().get(form.link(slug=slug)).text for slug in ("baru", "satu"))
    form.seller("satu").get("/t/satu/")
    known = form.phone().get(form.link(slug="satu")).text
    assert ["sekitar sepuluh menit" in door for door in (new, live, known)] == [True, False, False]
    assert "Tautan ini membuka toko Anda, Warung Satu." in known


@pytest.mark.parametrize("role", ["mentor", "operator"])
def test_the_door_of_whoever_helps_sellers_does_not_speak_to_a_seller(furnished: Form, role: Role) -> None:
    door = furnished.phone().get(furnished.link(role, kecamatan="tebet" if role == "mentor" else "")).text
    assert "Dengan tautan ini Anda mendampingi penjual" in door
    assert "Di sini penjual membuat" not in door
    assert "mendampingi penjual" not in furnished.phone().get(furnished.link(slug="lengkap")).text


def test_drafts_from_before_desks_are_counted_at_the_first_look(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    form.begin("baru", name="Warung Baru", whatsapp="6280000000155", place=kecamatan("Tebet"))
    form.begin("rusak", name="Warung Rusak", place=kecamatan("Tebet"))
    (tmp_path / "form" / "sellers" / "rusak" / "toko.yaml").write_text("[" * 9)
    for slug in ("baru", "rusak"):
        shops.note(form.context.database, slug, facts="", words="")
    mentor = form.mentor("tebet")
    assert listed(mentor, "?cari=0155") == ["baru"]
    assert listed(mentor, "?urut=nama") == ["baru", "rusak"], "one that cannot be read stops none"
    row = shops.shop_row(form.context.database, "baru")
    assert row and row.facts


def test_edits_by_hand_are_looked_for_once_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    form, looks, look = new_form(tmp_path), list[frozenset[str]](), StateReader.waiting_sellers

    def counted(state: StateReader) -> frozenset[str]:
        looks.append(look(state))
        return looks[-1]

    monkeypatch.setattr(StateReader, "waiting_sellers", counted)
    slugs = ("satu", "dua")
    for slug in slugs:
        write_shop(tmp_path, slug)
    assert build(tmp_path)[0] == 0
    mentor, database = form.mentor("tebet"), form.context.database
    mentor.get("/pembina/")
    for slug in slugs:
        form.seller(slug).get(f"/t/{slug}/")
        write_shop(tmp_path, slug, whatsapp="0800-0000-0999")
    torn = tmp_path / "sellers" / "dua" / "toko.yaml"
    whole = torn.read_text()
    assert build(tmp_path)[0] == 0
    torn.write_text("[" * 9)
    mentor.get("/pembina/")
    assert [one.slug for one in approvals.waiting(database)] == ["satu"]
    torn.write_text(whole)
    mentor.get("/pembina/")
    assert [one.slug for one in approvals.waiting(database)] == ["satu", "dua"], (
        "that one is asked about later"
    )
    looks.clear()
    mentor.get("/pembina/")
    assert looks == [], "everybody was asked"
    form.operator().get("/pembina/")
    assert build(tmp_path)[0] == 0
    mentor.get("/pembina/")
    assert len(looks) == 2, "an operator's shops are more, and a new build may hold back more"


def test_a_mentor_reads_of_a_shop_what_comes_next(furnished: Form) -> None:
    page = furnished.mentor("tebet").get("/pembina/toko/sepi").text
    assert "Berikutnya: Tambah foto: Kopi Susu" in page
    assert "<dt>Kabar terakhir</dt><dd>13 Agustus 2026</dd>" in page
    assert 'href="https://hub.example/sepi/"' in page
    assert "Yang%20paling%20membantu%20sekarang%3A%20foto" in page
    assert "Halaman toko seperti dilihat" not in furnished.mentor("tebet").get("/pembina/toko/baru").text
