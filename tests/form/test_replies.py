"""A save whose answer was lost comes again: it is done once, and answered as the first was."""

from __future__ import annotations

import io
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from generator.form import history, shop_removal, shops
from generator.form.database import replies as table
from generator.form.editing import ShopEdit
from generator.form.replies import Replies
from tests.content.test_qris import STATIC, VECTORS
from tests.form.forms import HUB_WITH_MENTORS, Form, Phone, new_form
from tests.form.test_nobodys_number import picture
from tests.shops import product, write_photo, write_shop


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu", {"kopi": product(), "teh": product("Teh", "8.000")})
    return form


def key_of(phone: Phone, action: str = "") -> str:
    """The key of a form of the page that is open: of the one that sends there, or of the first one."""
    start = phone.page.index(f'action="{action}"') if action else 0
    found = re.search(r'name="kunci" value="([^"]+)"', phone.page[start:])
    assert found
    return found[1]


def twice(phone: Phone, path: str, data: dict[str, Any]) -> tuple[TestResponse, TestResponse]:
    """The same twice from one page, by a phone that has not heard the first answer: its cookie is old."""
    page, cookie = phone.page, phone.client.get_cookie("etalase")
    assert cookie
    first = phone.post(path, data)
    phone.page = page
    phone.client.set_cookie("etalase", cookie.value)
    return first, phone.post(path, data)


def changes(form: Form) -> int:
    return len(history.entries(form.context.database, "satu"))


def kept(form: Form) -> int:
    with form.context.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def test_every_form_on_every_page_has_a_key_of_its_own(form: Form) -> None:
    phone = form.seller("satu")
    home = phone.get("/t/satu/").text
    keys = re.findall(r'name="kunci" value="([^"]+)"', home)
    assert len(keys) == home.count('<form method="post"') == 3
    assert len(set(keys)) == len(keys)


def test_a_text_is_saved_once_and_no_conflict_with_itself(form: Form) -> None:
    phone = form.seller("satu")
    phone.get("/t/satu/isi/nama")
    data = {"nama": "Warung Pagi", "kunci": key_of(phone, "")}
    first, second = twice(phone, "/t/satu/isi/nama", data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.location == second.location == "/t/satu/"
    assert changes(form) == 1
    assert phone.get("/t/satu/").text.count("Tersimpan.") == 1, "said as if it had not been lost"


def test_the_same_key_with_another_answer_is_another_save(form: Form) -> None:
    phone = form.seller("satu")
    phone.get("/t/satu/isi/nama")
    key, page = key_of(phone), phone.page
    assert phone.post("/t/satu/isi/nama", {"nama": "Warung Pagi", "kunci": key}).status_code == 302
    phone.page = page
    lost = phone.post("/t/satu/isi/nama", {"nama": "Warung Sore", "kunci": key})
    assert lost.status_code == 409
    assert "Warung Sore" in lost.text
    assert key not in lost.text.partition("<form")[2].partition("Pakai")[0], "the page has a key of its own"


def test_a_conflict_is_told_again_and_not_taken_for_done(form: Form) -> None:
    one, two = form.seller("satu"), form.seller("satu")
    one.get("/t/satu/isi/nama")
    two.get("/t/satu/isi/nama")
    one.post("/t/satu/isi/nama", {"nama": "Warung Pagi"})
    first, second = twice(two, "/t/satu/isi/nama", {"nama": "Warung Malam", "kunci": key_of(two)})
    assert (first.status_code, second.status_code) == (409, 409)
    assert form.context.drafts.read("satu").seller.name == "Warung Pagi"


def test_a_product_is_made_once_even_when_it_has_another_price_by_then(form: Form) -> None:
    phone = form.seller("satu")
    phone.get("/t/satu/produk/nama")
    page, data = phone.page, {"nama": "Rendang", "harga": "90rb", "kunci": key_of(phone)}
    made = phone.post("/t/satu/produk/nama", data)
    phone.say("/t/satu/produk/rendang/ubah/harga", {"harga": "95rb"})
    phone.page = page
    assert phone.post("/t/satu/produk/nama", data).location == made.location
    assert [one.name for one in form.context.drafts.read("satu").seller.products].count("Rendang") == 1


def test_the_last_photo_that_a_product_may_have_is_taken_once(tmp_path: Path) -> None:
    form = new_form(tmp_path, HUB_WITH_MENTORS.replace("{pendaftaran: ya}", "{foto: 1}"))
    write_shop(tmp_path, "satu", {"kopi": product()})
    write_photo(tmp_path, "kopi.jpg")
    path, bytes_sent = "/t/satu/produk/kopi/foto", (tmp_path / "foto" / "kopi.jpg").read_bytes()
    phone = form.seller("satu")
    phone.get("/t/satu/produk/kopi")
    page, key = phone.page, key_of(phone, path)
    for _time in range(2):
        phone.page = page
        sent = {"kunci": key, "foto": (io.BytesIO(bytes_sent), "foto.jpg")}
        assert phone.post(path, sent).status_code == 302
    assert len(form.context.drafts.read("satu").seller.products[0].photos) == 1
    other = {"kunci": key, "foto": (io.BytesIO(bytes_sent + b" "), "foto.jpg")}
    phone.page = page
    assert phone.post(path, other).status_code == 409, "another photo with the same key is another one"


def test_a_product_is_moved_one_place_and_deleted_once(form: Form) -> None:
    phone = form.seller("satu")
    phone.get("/t/satu/produk/")
    down = {"arah": "turun", "kunci": key_of(phone, "/t/satu/produk/kopi/geser")}
    gone = {"kunci": "hapus-teh"}
    assert [one.status_code for one in twice(phone, "/t/satu/produk/kopi/geser", down)] == [302, 302]
    assert changes(form) == 1
    assert [one.status_code for one in twice(phone, "/t/satu/produk/teh/hapus", gone)] == [302, 302]
    assert changes(form) == 2


def test_the_same_at_the_same_time_is_done_once(form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    phones = [form.seller("satu") for _ in range(8)]
    begun, save = threading.Event(), ShopEdit.save
    done: list[int] = []

    def slowly(shop: ShopEdit, *arguments: Any) -> None:
        done.append(1)
        begun.wait(0.3)
        save(shop, *arguments)

    monkeypatch.setattr(ShopEdit, "save", slowly)
    for phone in phones:
        phone.get("/t/satu/isi/tentang")
    data = {"slogan": "Baru", "cerita": "Kisah", "kunci": "sama"}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda phone: phone.post("/t/satu/isi/tentang", data), phones))
    assert {(one.status_code, one.location) for one in answers} == {(302, "/t/satu/")}
    assert len(done) == 1


def test_killed_before_its_answer_was_kept_it_is_done_again_without_a_conflict(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = form.seller("satu")
    phone.get("/t/satu/produk/kopi/ubah/harga")
    page, data = phone.page, {"harga": "21rb", "kunci": key_of(phone)}

    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Replies, "keep", killed)
        phone.post("/t/satu/produk/kopi/ubah/harga", data)
    assert (changes(form), kept(form)) == (1, 0)
    phone.page = page
    again = phone.post("/t/satu/produk/kopi/ubah/harga", data)
    assert (again.status_code, again.location) == (302, "/t/satu/#p-kopi")
    assert (changes(form), kept(form)) == (1, 1)
    assert b"21.000" in (form.context.root / "sellers" / "satu" / "produk" / "kopi.md").read_bytes()


def test_a_key_says_nothing_to_others(form: Form, tmp_path: Path) -> None:
    write_shop(tmp_path, "dua")
    phone, mentor, other = form.seller("satu"), form.mentor("tebet"), form.seller("dua")
    data = {"nama": "Warung Pagi", "kunci": "bocor"}
    assert phone.say("/t/satu/isi/nama", data).status_code == 302
    assert other.say("/t/satu/isi/nama", data).status_code == 404
    assert kept(form) == 1
    mentor.say("/t/satu/isi/nama", data)
    assert kept(form) == 2, "a mentor's own save"
    ended = form.phone()
    assert ended.client.post("/t/satu/isi/nama", data=data).status_code == 400, "no session, no token"


def test_a_registration_whose_answer_was_lost_makes_one_shop(form: Form) -> None:
    phone = form.phone()
    phone.get("/daftar")
    data = {"nama": "Warung Baru", "whatsapp": "0800-0000-0155", "kunci": key_of(phone)}
    first, second = twice(phone, "/daftar", data)
    assert (first.status_code, second.status_code) == (200, 200)
    assert [slug for slug in shops.slugs(form.context.database) if "baru" in slug] == ["warung-baru"]
    [door] = re.findall(r"/m/[\w-]{20,}", second.text)[:1]
    assert form.phone().open(door).get("/t/warung-baru/").status_code == 302
    phone.post("/keluar")
    assert phone.post("/daftar", data).status_code == 400, "of a session that is over, nothing is sent again"


def test_fifty_at_once_are_all_saved_though_every_first_answer_is_lost(form: Form, tmp_path: Path) -> None:
    wanted = {
        (f"toko-{shop}", f"barang-{n}"): 10_000 + 500 * shop + 100 * n for shop in range(10) for n in range(5)
    }
    for shop in range(10):
        write_shop(
            tmp_path, f"toko-{shop}", {f"barang-{n}": product(f"Barang {n}", "8.000") for n in range(5)}
        )
    phones = {place: form.seller(place[0]) for place in wanted}

    def send(place: tuple[str, str]) -> None:
        phone, path = phones[place], f"/t/{place[0]}/produk/{place[1]}/ubah/harga"
        phone.get(path)
        first, second = twice(phone, path, {"harga": str(wanted[place]), "kunci": key_of(phone)})
        assert (first.status_code, second.status_code) == (302, 302)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(send, wanted))
    for shop in range(10):
        found = form.context.live.read(f"toko-{shop}").seller.products
        assert {one.price for one in found} == {
            price for place, price in wanted.items() if place[0] == f"toko-{shop}"
        }
        assert len(history.entries(form.context.database, f"toko-{shop}")) == 5


def test_what_was_typed_by_one_is_not_sent_by_another(form: Form) -> None:
    mentor = form.mentor("tebet")
    mentor.get("/t/satu/isi/nama")
    answer = mentor.post("/t/satu/isi/nama", {"nama": "Lain", "kunci": "x"}, headers={"X-Kirim": "satu"})
    assert answer.status_code == 401
    assert "tautan pribadi" in answer.text
    assert changes(form) == 0


def test_a_script_is_told_the_next_page_and_does_not_use_up_what_it_says(form: Form) -> None:
    phone = form.seller("satu")
    phone.get("/t/satu/isi/nama")
    answer = phone.post("/t/satu/isi/nama", {"nama": "Lain"}, headers={"X-Kirim": "satu"})
    assert (answer.status_code, answer.text) == (204, "")
    assert "Location" not in answer.headers
    assert answer.headers["X-Lanjut"] == "/t/satu/"
    assert "Tersimpan." in phone.get("/t/satu/").text


def test_replies_are_forgotten_after_a_fortnight_and_with_their_shop(form: Form) -> None:
    phone = form.seller("satu")
    phone.say("/t/satu/isi/nama", {"nama": "Satu", "kunci": "a"})
    form.clock.now += timedelta(days=13)
    phone.say("/t/satu/isi/nama", {"nama": "Dua", "kunci": "b"})
    assert kept(form) == 2
    form.clock.now += timedelta(days=2)
    phone.say("/t/satu/isi/nama", {"nama": "Tiga", "kunci": "c"})
    assert kept(form) == 2
    shop_removal.forget(form.context.root, "satu")
    assert kept(form) == 0


def test_what_only_the_session_holds_is_not_said_again(form: Form) -> None:
    """A code that was read in a photo travels in the cookie: lost with the answer, it is read anew."""
    phone = form.seller("satu")
    phone.get("/t/satu/isi/qris")
    page, cookie = phone.page, phone.client.get_cookie("etalase")
    assert cookie
    for _time in range(2):
        phone.page = page
        phone.client.set_cookie("etalase", cookie.value)
        sent = {"kunci": "x", "foto": picture(VECTORS[STATIC[0]])}
        assert phone.post("/t/satu/qris", sent).status_code == 302
        assert kept(form) == 0
        assert phone.client.get("/t/satu/isi/qris").text.count("Ini QRIS Anda?") > 0
