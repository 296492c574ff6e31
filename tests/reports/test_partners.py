"""A partner's link: the programme's figures on a phone, and no person in them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.pages import violations
from tests.browser import new_page
from tests.form.forms import Form, new_form, serving
from tests.reports.market import market, report
from tests.shops import build, etalase, write_shop


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Form]:
    root = market(tmp_path_factory.mktemp("market"))
    build(root)
    form = new_form(root)
    yield form
    form.context.database.close()


def test_the_figures_are_those_of_the_report_without_anybody(form: Form) -> None:
    found = json.loads(report(form.context.root, "programme", "--json").stdout)
    phone = form.phone().open(form.link("partner"))
    rows = list(csv.DictReader(io.StringIO(phone.get("/laporan/program.csv").text)))
    for name in ("registered", "published", "qris", "permits", "english"):
        assert rows[0][name] == str(found["total"][name])
    whole = "".join(
        phone.get(f"/laporan/{name}").text for name in ("", "program.html", "program.csv")
    ).lower()
    for word in ("kopi utuh", "kopi-utuh", "bakso", "retak", "0800", "6280", "tim uji", "contoh.example"):
        assert word not in whole


def test_a_partner_of_one_kecamatan_reads_only_that(form: Form) -> None:
    phone = form.phone().open(form.link("partner", kecamatan="cilandak"))
    rows = list(csv.DictReader(io.StringIO(phone.get("/laporan/program.csv").text)))
    assert [row["slug"] for row in rows if row["group"] == "kecamatan"] == ["cilandak"]
    assert rows[0]["registered"] == "1", "the broken one has never been built: nobody knows its place"
    assert "Cilandak" in phone.get("/laporan/").text


def test_the_door_says_what_a_partner_finds_behind_it(form: Form) -> None:
    phone = form.phone()
    door = phone.get(form.link("partner")).text
    assert "program dalam angka" in door
    assert "membaca angkanya" in door
    assert "toko sendiri" not in door
    assert "mengubah toko" not in door
    assert "mengubah toko" in phone.get(form.link(slug="bakso-mas")).text
    assert "mengubah toko" in phone.get("/m/nobody-has-this-token").text


def test_figures_follow_the_next_build(tmp_path: Path) -> None:
    root = market(tmp_path)
    build(root)
    form = new_form(root)
    phone = form.phone().open(form.link("partner"))

    def published() -> str:
        return next(csv.DictReader(io.StringIO(phone.get("/laporan/program.csv").text)))["published"]

    assert published() == "2"
    write_shop(root, "soto-baru")
    assert published() == "2", "a web page judges no folder"
    build(root)
    assert published() == "3"
    form.context.database.close()


def test_the_command_makes_such_a_link(form: Form) -> None:
    root = form.context.root
    code, answer = etalase(root, "invite", "--role", "partner", "--kecamatan", "Cilandak")
    assert (code, answer["slug"]) == (0, "")
    assert answer["expires_on"], "a link that many may have seen ends by itself"
    phone = form.phone().open("/m/" + answer["url"].rpartition("/")[2])
    assert "Cilandak" in phone.get("/laporan/").text
    assert etalase(root, "invite", "--role", "partner", "--kecamatan", "Cilandak", "--revoke")[0] == 0
    assert phone.get("/laporan/").status_code == 401


def test_it_opens_on_a_phone_under_its_policy(form: Form, browser: Browser) -> None:
    with serving(form) as url, new_page(browser) as page:
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text))
        page.goto(url + form.link("partner"))
        page.click("main button")
        assert violations(page) == []
        page.click("text=Buka laporan")
        page.wait_for_url("**/laporan/program.html")
        assert violations(page) == []
        assert page.evaluate("getComputedStyle(document.querySelector('.card')).borderRadius") == "14px"
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert [told for told in refused if "Content Security Policy" in told] == []
