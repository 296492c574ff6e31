"""Posters from the form: who may take them, when there are none, and what a stolen link can cost."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser

from generator.form import posters
from generator.printing import printables
from tests.form.forms import Form, Phone, new_form, publish, serving
from tests.form.test_browser import judge, phone
from tests.printing.shops import codes, pages
from tests.qris_codes import static_code
from tests.shops import build, write_shop

ORDER = "https://hub.example/satu/"


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu", qris=static_code())
    build(tmp_path)
    return form


def test_a_seller_and_her_mentor_take_it_and_nobody_else_does(form: Form) -> None:
    write_shop(form.context.root, "jauh", kecamatan="Cilandak")
    build(form.context.root)
    path = "/t/satu/cetak/a4/0"
    for one in (form.seller("satu"), form.mentor("tebet"), form.operator()):
        answer = one.get(path)
        assert answer.mimetype == "application/pdf"
        assert "filename=poster-satu-a4.pdf" in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "no-store"
    assert form.phone().get(path).status_code == 401
    assert form.seller("jauh").get(path).status_code == 404
    assert form.mentor("cilandak").get(path).status_code == 404
    assert [code for page in pages(answer.data, 150) for code in codes(page)].count(ORDER) == 4


def test_the_page_leads_to_each_file(form: Form) -> None:
    seller = form.seller("satu")
    assert "/t/satu/cetak/" in seller.get("/t/satu/").text
    assert "/t/satu/cetak/" in form.mentor("tebet").get("/pembina/toko/satu").text
    page = seller.get("/t/satu/cetak/").text
    for path in ("a4/0", "a5/0", "a6/0", "58mm/0", "58mm/1"):
        assert f'href="/t/satu/cetak/{path}"' in page
        assert seller.get(f"/t/satu/cetak/{path}").status_code == 200
    status = Image.open(io.BytesIO(seller.get("/t/satu/cetak/status/0").data))
    assert (status.format, status.size) == ("JPEG", (1080, 1920))
    assert 'href="/t/satu/cetak/status"' in page
    assert 'src="/t/satu/cetak/status/0"' in seller.get("/t/satu/cetak/status").text
    strips = [Image.open(io.BytesIO(seller.get(f"/t/satu/cetak/58mm/{n}").data)) for n in (0, 1)]
    assert [zxingcpp.read_barcodes(strip)[0].text for strip in strips] == [ORDER, static_code()]
    for path in ("a4/1", "a3/0", "58mm/2", "../a4/0"):
        assert seller.get(f"/t/satu/cetak/{path}").status_code == 404


def test_its_page_is_accessible_and_fits_a_thumb(browser: Browser, form: Form) -> None:
    with serving(form) as url, phone(browser) as page:
        page.goto(url + form.link(slug="satu"))
        page.get_by_role("button", name="Buka").click()
        assert judge(page, f"{url}/t/satu/cetak/") + judge(page, f"{url}/t/satu/cetak/status") == []
        page.goto(f"{url}/t/satu/cetak/")
        with page.expect_download() as waiting:
            page.get_by_role("link", name="A5").click()
        assert waiting.value.suggested_filename == "poster-satu-a5.pdf"


SHARES = """
navigator.canShare = (data) => data.files.length === 1;
navigator.share = async (data) => { window.shared = data.files[0]; };
"""
SHARED = """async () => {
    while (!window.shared) await new Promise((done) => setTimeout(done, 20));
    const picture = await createImageBitmap(shared);
    return [shared.name, shared.type, picture.width, picture.height];
}"""


def test_where_a_phone_can_the_picture_is_handed_over_and_else_saved(browser: Browser, form: Form) -> None:
    with serving(form) as url, phone(browser) as page:
        page.goto(url + form.link(slug="satu"))
        page.get_by_role("button", name="Buka").click()
        page.wait_for_url(f"{url}/t/satu/")
        page.goto(f"{url}/t/satu/cetak/status")
        button = page.get_by_role("button", name="Kirim ke WhatsApp")
        assert button.count() == 0, "this browser shares no files"
        page.add_init_script(SHARES)
        page.reload()
        button.click()
        assert page.evaluate(SHARED) == ["status-satu.jpg", "image/jpeg", 1080, 1920]
        assert page.get_by_role("link", name="Simpan gambar").is_visible()
        assert judge(page, page.url) == []


def test_nothing_is_printed_before_the_first_update_nor_after_a_withdrawal(form: Form) -> None:
    write_shop(form.context.root, "baru")
    seller = form.seller("baru")
    assert "belum tayang" in seller.get("/t/baru/cetak/").text
    assert seller.get("/t/baru/cetak/a4/0").status_code == 409
    build(form.context.root)
    assert seller.get("/t/baru/cetak/a4/0").status_code == 200
    seller.say("/t/baru/", {})
    assert seller.post("/t/baru/tarik").status_code == 302
    assert seller.get("/t/baru/cetak/a4/0").status_code == 409


def test_asking_again_costs_nothing_until_the_shop_or_the_day_changes(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def counted(*arguments: object) -> tuple[printables.Printable, ...]:
        made.append(arguments)
        return printables.printables(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(posters, "printables", counted)
    seller = form.seller("satu")

    def ask() -> int:
        assert seller.get("/t/satu/cetak/a6/0").status_code == 200
        return len(made)

    assert [ask() for _ in range(5)] == [1] * 5
    seller.say("/t/satu/isi/warna", {"warna": "#1f6f54"})
    assert ask() == 1, "a draft is not what is printed"
    publish(seller, "satu")
    assert ask() == 2
    form.clock.now = form.clock.now.replace(day=22)
    assert ask() == 3


def test_who_waits_too_long_is_asked_to_come_back(form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posters, "_PATIENCE_SECONDS", 0.05)
    begun, over = threading.Event(), threading.Event()

    def slow(*_arguments: object) -> tuple[printables.Printable, ...]:
        begun.set()
        over.wait(20)
        return (printables.Printable("poster.pdf", b"%PDF-", 1),)

    monkeypatch.setattr(posters, "printables", slow)
    first, second = form.seller("satu"), form.seller("satu")
    answers: list[int] = []
    printing = threading.Thread(target=lambda: answers.append(status(first)))
    printing.start()
    assert begun.wait(20)
    assert status(second) == 503
    over.set()
    printing.join()
    assert answers == [200]


def status(one: Phone) -> int:
    return one.get("/t/satu/cetak/a4/0").status_code
