"""Who needs help first: every figure of a small hub, whatever it is made of."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from bench.pages import violations
from generator.building import folder_fingerprint
from generator.content.offline import FILE, Offline
from generator.content.readiness import REQUIRED, WEIGHTS, percent
from generator.reports import shops as reading
from generator.reports.folders import read_folders
from tests.browser import new_page
from tests.form.forms import new_form
from tests.reports.market import market, report, with_terms
from tests.shops import build, product, write_product, write_shop


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The market, built once; its shops have terms."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folder_fingerprint, "_RACY", 0)  # its files count as old
        root = market(tmp_path_factory.mktemp("market"))
        assert build(root)[0] == 3, "two shops are broken"
        with_terms(root, {"kopi-utuh": date(2024, 12, 1), "bakso-mas": date(2026, 11, 21)})
        yield root


def rows(root: Path, *arguments: str) -> list[dict[str, Any]]:
    found = json.loads(report(root, "mentors", "--json", "--lang", "en", *arguments).stdout)
    shops: list[dict[str, Any]] = found["shops"]
    return shops


def test_each_shop_has_its_score_what_is_missing_and_one_next_step(root: Path) -> None:
    result = report(root, "mentors", "--json", "--lang", "en")
    assert result.exit_code == 3
    found = json.loads(result.stdout)
    assert {key: found[key] for key in ("version", "today", "failed")} == {
        "version": 1,
        "today": "2026-11-21",
        "failed": ["rusak-total", "teh-retak"],
    }
    told = [
        (one["slug"], one["kecamatan"], one["readiness"], one["next_step"], one["expires_on"], one["waiting"])
        for one in found["shops"]
    ]
    repair = "Correct what is wrong in its files"
    assert told == [
        ("rusak-total", "", 0, repair, None, 0),
        ("teh-retak", "cilandak", 8, repair, None, 0),
        ("kopi-utuh", "tebet", 100, "", "2026-12-01", 0),
        ("sate-baru", "tebet", 8, "Ask the seller for consent", None, 0),
        ("bakso-mas", "cilandak", 30, "Add a photo: Bakso", "2028-11-21", 0),
    ]
    by_slug = {one["slug"]: one for one in found["shops"]}
    assert by_slug["bakso-mas"]["missing"] == [
        *("photo", "more", "hours", "payment", "delivery", "description", "story", "qris")
    ]
    assert by_slug["teh-retak"]["missing"][:2] == ["repair", "whatsapp"]
    assert by_slug["bakso-mas"]["changed_on"] == "2026-11-21"
    assert {slug for slug, one in by_slug.items() if one["published"]} == {"kopi-utuh", "bakso-mas"}
    assert "teh-retak: has mistakes in its files (etalase check teh-retak)" in result.stderr


def test_what_a_build_has_counted_is_what_the_folder_says(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from_build = rows(root)
    read: list[list[str]] = []
    folders = read_folders

    def watched(root: Path, hub: Any, slugs: list[str], jobs: int) -> Any:
        read.append(slugs)
        return folders(root, hub, slugs, jobs)

    monkeypatch.setattr(reading, "read_folders", watched)
    assert rows(root) == from_build
    monkeypatch.setattr(reading, "signature", lambda *_, **__: "another")
    assert rows(root) == from_build
    assert read == [
        ["rusak-total", "teh-retak"],
        ["bakso-mas", "kopi-utuh", "rusak-total", "sate-baru", "teh-retak"],
    ]


def test_the_form_and_the_report_give_the_same_score(root: Path) -> None:
    form = new_form(root)
    desk = form.operator()
    for shop in rows(root):
        if "repair" not in shop["missing"]:  # how ready those are, the desk does not say
            shown = desk.get(f"/pembina/toko/{shop['slug']}").text
            assert f"{shop['readiness']}%" in shown, shop["slug"]
    form.context.database.close()


def test_a_kecamatan_has_its_own_report(root: Path) -> None:
    assert [one["slug"] for one in rows(root, "--kecamatan", "cilandak")] == ["teh-retak", "bakso-mas"]
    assert report(root, "mentors", "--kecamatan", "Cilandakk").exit_code == 2


def test_a_table_that_no_spreadsheet_computes(root: Path) -> None:
    text = report(root, "mentors", "--csv").stdout
    table = list(csv.DictReader(io.StringIO(text)))
    bakso = next(row for row in table if row["slug"] == "bakso-mas")
    assert bakso["langkah_berikutnya"] == "Tambah foto: Bakso"
    assert bakso["gratis_sampai"] == "2028-11-20"
    assert bakso["whatsapp"] == "0800-0000-0101"
    assert bakso["tautan"].startswith("https://wa.me/6280000000101?text=Halo%2C%20ini%20Tim%20Uji")
    assert not [cell for row in table for cell in row.values() if cell[:1] in "=+-@" and cell]


def test_a_question_that_waits_is_counted(tmp_path: Path) -> None:
    root = market(tmp_path)
    form = new_form(root)
    write_shop(root, "kopi-lama")
    phone = form.seller("kopi-lama")
    phone.say("/t/kopi-lama/isi/whatsapp", {"whatsapp": "0800-0000-0999"})
    phone.say("/t/kopi-lama/terbitkan")
    form.context.database.close()
    assert {one["slug"]: one["waiting"] for one in rows(root)}["kopi-lama"] == 1


def test_a_shop_that_was_taken_offline_is_told_with_the_reason_and_comes_last(tmp_path: Path) -> None:
    root = market(tmp_path)
    build(root)
    assert {one["taken_offline"] for one in rows(root)} == {None}
    told = Offline("Menipu pembeli", date(2026, 11, 20), "pengelola")
    (root / "sellers" / "teh-retak" / FILE).write_text(told.text(), "utf-8")
    shops = {one["slug"]: one for one in rows(root)}
    assert list(shops)[-1] == "teh-retak", "although its files have mistakes"
    said = {"reason": "Menipu pembeli", "since": "2026-11-20", "by": "operator"}
    assert {slug: one["taken_offline"] for slug, one in shops.items() if one["taken_offline"]} == {
        "teh-retak": said
    }
    lines = report(root, "mentors").stdout.splitlines()
    assert lines[-1].endswith("Toko diturunkan")
    table = csv.DictReader(io.StringIO(report(root, "mentors", "--csv").stdout))
    assert {row["slug"]: row["diturunkan"] for row in table if row["diturunkan"]} == {
        "teh-retak": "Menipu pembeli"
    }
    page_file = tmp_path / "pembina.html"
    report(root, "mentors", "--html", str(page_file))
    page = page_file.read_text("utf-8")
    assert '<span class="label over">Toko diturunkan</span>' in page
    assert '<p class="step">Alasannya: Menipu pembeli</p>' in page


def test_a_change_counts_before_the_next_build(tmp_path: Path) -> None:
    root = market(tmp_path)
    build(root)
    write_product(root / "sellers" / "sate-baru", "lontong", product("=Lontong()", body=""))
    row = next(one for one in rows(root) if one["slug"] == "sate-baru")
    assert "description" in row["missing"]
    assert "'=Lontong()" not in json.dumps(row)


def test_the_page_opens_on_a_phone_and_finds_shops(root: Path, browser: Browser, tmp_path: Path) -> None:
    page_file = tmp_path / "pembina.html"
    assert report(root, "mentors", "--html", str(page_file)).exit_code == 3
    assert page_file.stat().st_mode & 0o077 == 0, "it has numbers of persons in it"
    with new_page(browser) as page:
        page.goto(page_file.as_uri())
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, colours=True) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        page.click("text=Ada yang salah (2)")
        assert page.locator(".shop:visible h2").all_inner_texts() == ["rusak-total", "Teh Retak"]
        page.click("button:text('Semua')")
        page.fill("#words", "BAKSO")
        assert page.locator(".shop:visible h2").all_inner_texts() == ["Bakso Mas"]
        assert page.locator("#found").inner_text() == "Ditampilkan: 1"
        page.fill("#words", "zzz")
        none = "Tidak ada toko yang cocok. Coba kata lain, atau ketuk “Semua”."
        assert page.locator("#found").inner_text() == none
        page.fill("#words", "tebet")
        assert page.locator(".shop:visible .place").all_text_contents() == ["Tebet", "Tebet"]
        page.fill("#words", "BAKSO")
        page.emulate_media(media="print")
        assert page.locator(".filters").is_hidden()
        assert page.locator(".shop:visible .paper").inner_text() == "WhatsApp 0800-0000-0101"


def test_a_page_of_one_kecamatan_does_not_repeat_it(root: Path, tmp_path: Path) -> None:
    page_file = tmp_path / "tebet.html"
    report(root, "mentors", "--kecamatan", "Tebet", "--html", str(page_file))
    assert 'class="small place"' not in page_file.read_text("utf-8")


def test_the_message_asks_for_the_next_step_and_nothing_else(root: Path) -> None:
    table = csv.DictReader(io.StringIO(report(root, "mentors", "--csv", "--lang", "en").stdout))
    asked = {row["slug"]: unquote(row["tautan"]).partition("?text=")[2].partition("? ")[2] for row in table}
    assert asked == {
        "rusak-total": "",
        "teh-retak": "",
        "sate-baru": "Before buyers can see it, we need your consent. May I tell you what that means?",
        "bakso-mas": "What would help it most now: photos (Bakso). May I help?",
        "kopi-utuh": "",
    }


def test_a_page_that_has_no_folder_is_named_not_its_draft(root: Path, tmp_path: Path) -> None:
    result = report(root, "mentors", "--html", str(tmp_path / "tidak-ada" / "a.html"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"there is no folder {tmp_path}/tidak-ada" in result.stderr
    assert report(root, "mentors", "--html", "/proc/a.html").stderr.count("/proc/a.html: ") == 1


def test_there_is_no_report_without_sellers(tmp_path: Path) -> None:
    (tmp_path / "hub.yaml").write_text(Path("hub.yaml").read_text("utf-8"), "utf-8")
    result = report(tmp_path, "mentors", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["shops"] == []


@given(st.sets(st.sampled_from([*REQUIRED, *WEIGHTS])))
def test_a_score_is_what_is_left_of_a_hundred(missing: set[str]) -> None:
    score = percent(iter(sorted(missing)))
    assert 0 <= score <= 100
    assert (score == 100) is (not missing)
    assert (score <= 70) or not missing & set(REQUIRED)
