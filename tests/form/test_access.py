"""Who may open what: every route, for strangers, sellers, mentors; forgery, fixation, cookies, guessing."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.routing import Rule

from generator.form import shop_removal
from generator.form.database import sessions
from generator.form.links import link_of_token, make_link
from tests.form.forms import Form, Phone, fill_in, new_form, publish
from tests.shops import write_shop

OPEN = {
    "index",
    "static",
    "entry.door",
    "entry.enter",
    "entry.register",
    "entry.speak",
    "entry.leave",
    "entry.leaving",
}
"""Endpoints for anybody; the last two change nothing but the visitor's own session."""
TICKETED = {"preview.file"}
"""Endpoints whose address is the key."""
VALUES: dict[str, Any] = {
    "step": "nama", "product": "kopi", "what": "harga", "name": "a.jpg", "number": 1, "token": "x" * 24,
    "filename": "form.css", "ticket": "x", "size": "a4", "path": "a/index.html",
}  # fmt: skip


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    """Two shops in Tebet, one in Cilandak, and something that waits for an answer about the first."""
    root = tmp_path_factory.mktemp("akses")
    form = new_form(root)
    write_shop(root, "satu")
    write_shop(root, "dua")
    write_shop(root, "tiga", kecamatan="Cilandak")
    phone = form.seller("satu")
    phone.get("/t/satu/")
    phone.say("/t/satu/isi/whatsapp", {"whatsapp": "0800-0000-0999"})
    publish(phone, "satu")
    return form


def rules(form: Form) -> list[tuple[Rule, str]]:
    """Every route with every method that it answers."""
    found = []
    for rule in form.app.url_map.iter_rules():
        found += [(rule, method) for method in sorted((rule.methods or set()) & {"GET", "POST"})]
    return found


def path(rule: Rule, slug: str, **values: Any) -> str:
    """The address of a route for a shop."""
    wanted = {name: ({"slug": slug} | VALUES | values)[name] for name in rule.arguments}
    built = rule.build(wanted)
    assert built
    return built[1]


def send(phone: Phone, method: str, address: str) -> int:
    phone.get("/pembina/undang" if method == "POST" else "/")
    return (phone.post(address) if method == "POST" else phone.get(address)).status_code


def test_every_route_is_known_here(form: Form) -> None:
    guarded = {rule.endpoint for rule, _ in rules(form)} - OPEN - TICKETED
    for rule, _method in rules(form):
        if rule.endpoint in guarded:
            assert str(rule).startswith(("/t/<slug>", "/pembina/", "/laporan/")), rule


def test_a_stranger_gets_nothing(form: Form) -> None:
    for rule, method in rules(form):
        if rule.endpoint in OPEN:
            continue
        phone = form.phone()
        phone.get("/m/abc")  # a session with a token against forgery
        address = path(rule, "satu")
        status = (phone.post(address) if method == "POST" else phone.get(address)).status_code
        assert status == (404 if rule.endpoint in TICKETED else 401), f"{method} {rule}: {status}"


def test_a_seller_opens_her_own_shop_only(form: Form) -> None:
    phone = form.seller("satu")
    for rule, method in rules(form):
        if rule.endpoint in OPEN | TICKETED:
            continue
        for slug in ("dua", "tiga", "belum-ada"):
            phone.get("/t/satu/isi/nama")
            address = path(rule, slug)
            status = (phone.post(address) if method == "POST" else phone.get(address)).status_code
            assert status == 404, f"{method} {address}: {status}"


def test_a_mentor_opens_the_shops_of_her_kecamatan_only(form: Form) -> None:
    phone = form.mentor("cilandak")
    for rule, method in rules(form):
        if rule.endpoint in OPEN | TICKETED or not rule.arguments:
            continue
        phone.get("/pembina/")
        address = path(rule, "satu")
        status = (phone.post(address) if method == "POST" else phone.get(address)).status_code
        assert status == 404, f"{method} {address}: {status}"
    assert phone.get("/t/tiga/").status_code == 200
    listed = phone.get("/pembina/").text
    assert "/pembina/toko/satu" not in listed


def test_a_partner_opens_the_figures_and_nothing_else(form: Form) -> None:
    phone = form.phone().open(form.link("partner"))
    for rule, method in rules(form):
        if rule.endpoint in OPEN | TICKETED or str(rule).startswith("/laporan/"):
            continue
        for slug in ("satu", "belum-ada"):
            phone.get("/laporan/")
            address = path(rule, slug)
            status = (phone.post(address) if method == "POST" else phone.get(address)).status_code
            assert status == 404, f"{method} {address}: {status}"
    assert phone.get("/").headers["Location"] == "/laporan/"
    assert phone.get("/laporan/").status_code == 200


def test_an_operator_opens_all_shops(form: Form) -> None:
    phone = form.operator()
    assert [phone.get(f"/t/{slug}/").status_code for slug in ("satu", "dua", "tiga")] == [200] * 3
    assert phone.get("/t/belum-ada/").status_code == 404


def test_no_form_is_taken_without_its_token_against_forgery(form: Form) -> None:
    for phone in (form.phone(), form.seller("satu"), form.operator()):
        for rule, method in rules(form):
            if method == "POST":
                answer = phone.client.post(path(rule, "satu"), data={"nama": "Dicuri"})
                assert answer.status_code == 400, f"{rule}: {answer.status_code}"
                assert "terbuka terlalu lama" in answer.text


def test_a_session_that_somebody_else_began_is_not_taken_over(form: Form) -> None:
    phone = form.phone()
    door = form.link(slug="dua")
    phone.get(door)
    before = phone.client.get_cookie("etalase")
    token = phone.hidden()["tanda"]
    phone.post(door)
    after = phone.client.get_cookie("etalase")
    assert before and after and before.value != after.value
    phone.get("/t/dua/isi/nama")
    assert phone.hidden()["tanda"] != token
    with phone.client.session_transaction() as session:
        assert set(session) == {"masuk", "_permanent", "tanda"}


def test_cookies_are_for_this_host_and_not_for_scripts(tmp_path: Path) -> None:
    form = new_form(tmp_path, public_url="https://isi.hub.example")
    form.begin("satu")
    client = form.app.test_client()
    answer = client.get("/m/abc", base_url="https://isi.hub.example")
    [cookie] = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-etalase=")
    parts = {part.strip() for part in cookie.split(";")}
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= parts
    assert not any(part.startswith("Domain") for part in parts)


def test_looking_at_a_link_uses_nothing_up(form: Form) -> None:
    door = form.link(slug="dua")
    preview = form.app.test_client()
    for _ in range(3):
        assert preview.get(door).status_code == 200
    assert preview.get("/t/dua/").status_code == 401
    assert form.phone().open(door).get("/t/dua/").status_code == 200


def test_a_revoked_link_ends_the_sessions_it_began(form: Form) -> None:
    phone = form.seller("dua")
    assert phone.get("/t/dua/").status_code == 200
    mentor = form.mentor("tebet")
    assert mentor.say("/pembina/toko/dua", {}).status_code == 405
    mentor.get("/pembina/toko/dua")
    assert mentor.post("/pembina/toko/dua/cabut").status_code == 302
    assert phone.get("/t/dua/").status_code == 401


def test_a_copied_cookie_is_worth_nothing_after_the_seller_went_out(form: Form) -> None:
    phone, other = form.seller("dua"), form.seller("dua")
    copied = phone.client.get_cookie("etalase")
    assert copied
    thief = form.phone()
    thief.client.set_cookie("etalase", copied.value)
    assert thief.get("/t/dua/").status_code == 200
    [preview] = re.findall(r'src="(/pratinjau/[^"]+)"', phone.get("/t/dua/pratinjau").text)
    assert thief.get(preview).status_code == 200
    phone.get("/t/dua/")
    assert phone.post("/keluar").status_code == 302
    assert thief.get(preview).status_code == 404
    assert phone.get("/t/dua/").status_code == 401
    assert thief.get("/t/dua/").status_code == 401
    assert other.get("/t/dua/").status_code == 200


def test_a_session_from_another_link_or_nobody_is_no_session(form: Form) -> None:
    phone = form.phone()
    phone.get("/m/abc")
    with phone.client.session_transaction() as session:
        session["masuk"] = "x" * 24
    assert phone.get("/t/dua/").status_code == 401


def test_of_sessions_only_hashes_are_kept_and_they_go_with_the_shop(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    form.begin("satu")
    phone = form.seller("satu")
    with phone.client.session_transaction() as session:
        name = session["masuk"]
    assert all(name.encode() not in file.read_bytes() for file in form.context.data_dir.glob("form.db*"))
    shop_removal.forget(tmp_path, "satu")
    with form.context.database.reading() as connection:
        assert connection.scalars(select(sessions.c.id)).all() == []


def test_a_link_opens_nothing_from_its_last_day_on(form: Form) -> None:
    today = form.clock().date()
    _, token = make_link(form.context.database, form.clock(), "seller", slug="dua", expires_on=today)
    assert link_of_token(form.context.database, token, today - timedelta(days=1))
    assert link_of_token(form.context.database, token, today) is None


def test_guessing_is_slowed_by_address(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    form.begin("satu")
    inside = form.seller("satu")
    thief = form.phone()
    thief.get("/m/a")
    answers = [thief.post(f"/m/{n:06}{0:018}").status_code for n in range(40)]
    assert answers.count(404) <= 30
    assert answers[-1] == 429
    refused = thief.post(f"/m/{'x' * 24}")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 600
    assert inside.get("/t/satu/isi/nama").status_code == 200
    form.clock.now += timedelta(minutes=16)
    assert thief.post(f"/m/{'x' * 24}").status_code == 404


def test_links_that_hold_open_while_others_guess_from_the_same_address(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    form.begin("satu")
    doors = [form.link(slug="satu") for _ in range(3)]
    thief = form.phone()
    thief.get("/m/a")
    assert [thief.post(f"/m/{n:024}").status_code for n in range(40)][-1] == 429
    for door in doors:
        assert form.phone().open(door).get("/t/satu/").status_code == 302
    assert thief.post(f"/m/{41:024}").status_code == 429


def test_guessing_is_slowed_by_the_beginning_of_a_token(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    form.begin("satu")
    good = form.link(slug="satu")
    for n in range(10):
        client = form.app.test_client()
        client.environ_base["REMOTE_ADDR"] = f"10.0.0.{n}"
        phone = Phone(client)
        phone.get("/m/a")
        assert phone.post(f"{good[:-1]}{'-' if good[-1] != '-' else '_'}").status_code == 404
    assert form.phone().say(f"{good[:-1]}!").status_code == 429
    assert form.phone().say(good).status_code == 302


def test_tokens_are_long_and_not_kept(form: Form) -> None:
    door = form.link(slug="dua")
    token = door.removeprefix("/m/")
    assert re.fullmatch(r"[A-Za-z0-9_-]{24}", token)  # 144 bits
    for file in form.context.data_dir.glob("form.db*"):
        assert token.encode() not in file.read_bytes()


def test_tokens_are_not_logged(form: Form, caplog: pytest.LogCaptureFixture, monkeypatch: Any) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("rusak")

    door = form.link(slug="dua")
    monkeypatch.setattr("generator.form.pages.entry.link_of_token", broken)
    assert form.phone().say(door).status_code == 500
    assert "rusak" in caplog.text
    assert door not in caplog.text


def test_the_way_back_after_a_language_leads_nowhere_else(form: Form) -> None:
    phone = form.phone()
    for elsewhere in ("https://jahat.example/", "//jahat.example", "/\\jahat.example", "\\\\jahat.example"):
        phone.get("/")
        assert phone.post("/bahasa", {"bahasa": "en", "kembali": elsewhere}).location == "/"
    phone.get("/")
    assert "Fill in your shop" in phone.get("/").text


def test_registration_can_be_closed_and_has_its_limit(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    phone = form.phone()
    answers = [
        phone.say("/daftar", {"nama": f"Toko {n}", "whatsapp": "0800-0000-0101"}).status_code
        for n in range(7)
    ]
    assert answers == [200] * 5 + [429] * 2
    closed = new_form(tmp_path / "tutup", hub=(tmp_path / "hub.yaml").read_text().replace("ya}", "tidak}"))
    assert closed.phone().get("/daftar").status_code == 404


def test_of_two_shops_with_one_name_each_has_its_own_address(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    answers = {"nama": "Warung Kembar", "whatsapp": "0800-0000-0101"}
    phones = [form.phone() for _ in range(4)]  # an address may begin five in a quarter of an hour
    barrier = threading.Barrier(len(phones))

    def register(phone: Phone) -> None:
        phone.get("/daftar")
        barrier.wait()
        phone.post("/daftar", answers)

    threads = [threading.Thread(target=register, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = {re.findall(r"/t/([a-z0-9-]+)/", phone.page)[0] for phone in phones}
    assert len(found) == len(phones)


def test_a_registered_shop_waits_for_its_mentor(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    phone = form.phone()
    phone.say("/daftar", {"nama": "Warung Baru", "whatsapp": "0800-0000-0101"})
    slug = "warung-baru"
    fill_in(phone, slug)
    publish(phone, slug)
    assert not (tmp_path / "sellers" / slug).exists()
    assert "Menunggu pembina" in phone.get(f"/t/{slug}/").text
    mentor = form.mentor("tebet")
    [number] = re.findall(r"/pembina/tanya/(\d+)", mentor.get("/pembina/").text)
    assert mentor.say(f"/pembina/tanya/{number}", {"jawab": "setuju"}).status_code == 302
    assert (tmp_path / "sellers" / slug / "toko.yaml").is_file()
