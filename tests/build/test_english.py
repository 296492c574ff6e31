"""A shop that says something in English has a second set of pages, and no other page knows of it."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.build import BuildOptions
from generator.build import build as run_build
from generator.building.export import export_shop
from generator.content.hub import load_hub
from generator.hosting.term import Term
from generator.hosting.terms import Terms
from tests.build.test_export import unpacked
from tests.shops import (
    build,
    changed,
    etalase,
    new_workspace,
    product,
    site_files,
    write_photo,
    write_product,
    write_shop,
)
from tests.site.crawl import Document, broken_links, chat, read_document, texts_by_language

FIRST, LAST = date(2026, 11, 21), date(2028, 11, 21)
SITE = "https://hub.example"
SHOP = "dapur-satu"


def english_shop(root: Path) -> None:
    folder = write_shop(
        root,
        SHOP,
        {},
        slogan="Rendang rumahan",
        kelurahan="Tebet Timur",
        jam_buka="{senin-jumat: '08.00-12.00, 13.00-17.00', minggu: tutup}",
        pengiriman="[ambil sendiri, ojek daring, titip Bu RT]",
        pembayaran="[tunai, qris]",
        izin="{nib: 1234567890123, halal: ID31110000012345678}",
        libur="{sampai: 2026-12-31, pesan: Pulang kampung dulu}",
        alamat="Gang Contoh 1",
        ikuti="[kopi-dua]",
        en="{slogan: Home-style rendang, tentang: We cook **slowly**.}",
    )
    write_photo(folder, "satu.jpg")
    write_product(
        folder,
        "rendang",
        product(
            "Rendang Sapi",
            "95.000",
            "Dimasak lama.",
            satuan="stoples 500 g",
            foto="[satu.jpg]",
            en="{nama: Beef Rendang, deskripsi: Slow-cooked for eight hours.}",
        ),
    )
    write_product(folder, "tape", product("Tape Uli", "25.000", satuan="per tampah", foto="[satu.jpg]"))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with English and one without, built."""
    root = new_workspace(tmp_path_factory.mktemp("english"))
    english_shop(root)
    write_shop(root, "kopi-dua", kategori="kopi")
    code, answer = build(root)
    assert code == 0, answer
    return root


def page(root: Path, path: str) -> Document:
    return read_document(path, (root / "build" / "site" / path).read_text("utf-8"))


def texts(root: Path, path: str) -> dict[str, list[str]]:
    """The texts of a page by their language."""
    return texts_by_language((root / "build" / "site" / path).read_text("utf-8"))


def test_only_what_was_written_in_english_has_a_page_in_english(root: Path) -> None:
    found = {path for path in site_files(root) if "/en/" in path and not path.startswith("en/")}
    assert found == {f"{SHOP}/en/{name}.html" for name in ("index", "rendang", "pesan")}


def test_links_of_english_pages_lead_to_files(root: Path) -> None:
    assert broken_links(root / "build" / "site") == []


@pytest.mark.parametrize("name", ["index.html", "rendang.html", "pesan.html"])
def test_twins_name_each_other_and_themselves(root: Path, name: str) -> None:
    here = "" if name == "index.html" else name
    said = {"id": f"{SITE}/{SHOP}/{here}", "en": f"{SITE}/{SHOP}/en/{here}"}
    for code, folder in (("id", ""), ("en", "en/")):
        document = page(root, f"{SHOP}/{folder}{name}")
        found = {e.get("hreflang"): e.get("href") for e in document.all("link") if e.get("hreflang")}
        assert found == {**said, "x-default": said["en"]}
        assert document.canonical == said[code]
        assert document.all("html")[0].get("lang") == code
        (switch,) = [e for e in document.all("a") if e.get("rel") == "alternate"]
        assert switch.get("hreflang") == switch.get("lang") == {"id": "en", "en": "id"}[code]
        assert switch.get("href") == (f"en/{name}" if code == "id" else f"../{name}")


def test_a_page_without_a_twin_names_none(root: Path) -> None:
    for path in (f"{SHOP}/tape.html", "kopi-dua/index.html", "kopi-dua/kopi.html"):
        document = page(root, path)
        assert [e for e in (*document.all("link"), *document.all("a")) if e.get("hreflang")] == []


def test_an_english_page_speaks_english_and_marks_what_does_not(root: Path) -> None:
    found = texts(root, f"{SHOP}/en/index.html")
    indonesian = set(found["id"])
    assert {"Tape Uli", "per tampah", "Titip Bu RT", "Pulang kampung dulu", "Gang Contoh 1"} <= indonesian
    english = " | ".join(found["en"])
    for said in (
        "Home-style rendang",
        "We cook",
        "Beef Rendang",
        "IDR 95,000",
        "500 g jar",
        "Monday–Friday",
        "08:00–12:00,",
        "Closed until 31 December 2026",
        "Motorbike courier",
        "Cash",
        "Halal certificate",
        "South Jakarta",
        "WhatsApp +62 800-0000-0101",
    ):
        assert said in english
    for not_said in ("Rp", "Tutup", "Senin", "Tape", "Rendang rumahan", "Jakarta Selatan", "ojek"):
        assert not re.search(rf"\b{not_said}", english)


def test_a_mark_stands_in_no_attribute(root: Path) -> None:
    for path in (path for path in site_files(root) if "en" in path.split("/") and path.endswith(".html")):
        for element in page(root, path).elements:
            assert not [value for value in element.attributes.values() if "<span" in value], path
    ways = [e.get("value") for e in page(root, f"{SHOP}/en/index.html").all("input") if e.get("name")]
    assert ways[:3] == ["pick-up", "motorbike courier", "titip Bu RT"]


def test_a_product_without_english_leads_to_its_own_page(root: Path) -> None:
    (link,) = [e for e in page(root, f"{SHOP}/en/index.html").all("a") if "tape" in e.get("href")]
    assert (link.get("href"), link.get("hreflang")) == ("../tape.html", "id")


def test_messages_are_in_english_and_lead_to_the_english_page(root: Path) -> None:
    links = [chat(link)[1] for link in page(root, f"{SHOP}/en/rendang.html").links if "wa.me/62" in link]
    order = (
        "Hello Dapur Satu, I would like to order:\nBeef Rendang, 500 g jar\nPrice: IDR 95,000\nQuantity: 1\n"
        f"{SITE}/{SHOP}/en/rendang.html"
    )
    assert order in links


def test_structured_data_say_the_language(root: Path) -> None:
    for code, folder in (("id", ""), ("en", "en/")):
        for name in ("index.html", "rendang.html"):
            things: dict[str, dict[str, Any]] = page(root, f"{SHOP}/{folder}{name}").things
            kind = "WebPage" if name == "index.html" else "ItemPage"
            assert things[kind]["inLanguage"] == code
    things = page(root, f"{SHOP}/en/rendang.html").things
    assert things["Product"]["name"] == "Beef Rendang"
    assert things["Product"]["offers"]["url"] == f"{SITE}/{SHOP}/en/rendang.html"
    assert things["Product"]["image"][0].startswith(f"{SITE}/{SHOP}/foto/")


def test_the_basket_keeps_one_list_for_both_languages(root: Path) -> None:
    """Its lines are found again by product and choice, whatever language they were put in on."""
    for folder, name, unit in (("", "Rendang Sapi", "stoples 500 g"), ("en/", "Beef Rendang", "500 g jar")):
        text = (root / "build" / "site" / SHOP / folder / "index.html").read_text("utf-8")
        (items,) = re.findall(r'<script type="application/json" id="barang">(.*?)</script>', text)
        said = {one["slug"]: one for one in json.loads(items)["products"]}
        assert (said["rendang"]["name"], said["rendang"]["unit"]) == (name, unit)
        assert said["tape"]["name"] == "Tape Uli"
        assert said["tape"].get("lang") == ("id" if folder else None)


def test_the_sitemap_says_which_pages_are_twins(root: Path) -> None:
    text = (root / "build" / "site" / "sitemap-1.xml").read_text("utf-8")
    entries = dict(re.findall(r"<url>\n<loc>(.*?)</loc>\n(.*?)</url>", text, re.DOTALL))
    for url in (f"{SITE}/{SHOP}/rendang.html", f"{SITE}/{SHOP}/en/rendang.html"):
        said = dict(re.findall(r'hreflang="(.*?)" href="(.*?)"', entries[url]))
        assert said["id"] == f"{SITE}/{SHOP}/rendang.html"
        assert said["en"] == said["x-default"] == f"{SITE}/{SHOP}/en/rendang.html"
    assert "hreflang" not in entries[f"{SITE}/{SHOP}/tape.html"]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The same workspace for a test that changes it."""
    root = new_workspace(tmp_path)
    english_shop(root)
    write_shop(root, "kopi-dua", kategori="kopi")
    assert build(root)[0] == 0
    return root


def test_another_english_text_renews_english_pages_only(mine: Path) -> None:
    before = site_files(mine)
    file = mine / "sellers" / SHOP / "produk" / "rendang.md"
    file.write_text(file.read_text("utf-8").replace("eight hours", "nine hours"), "utf-8")
    assert build(mine, today="2026-11-25")[0] == 0
    assert changed(before, site_files(mine)) == {f"{SHOP}/en/rendang.html", "sitemap-1.xml"}
    text = (mine / "build" / "site" / "sitemap-1.xml").read_text("utf-8")
    days = dict(re.findall(r"<loc>(.*?)</loc>\n<lastmod>(.*?)<", text))
    assert days[f"{SITE}/{SHOP}/en/rendang.html"] == "2026-11-25"
    assert days[f"{SITE}/{SHOP}/rendang.html"] == "2026-11-21"


def test_an_english_address_of_a_suspended_shop_says_so_in_english(mine: Path) -> None:
    hub, _ = load_hub(mine)
    assert hub
    term = Term("", "suspended", starts_on=FIRST, expires_on=LAST, suspended_on=LAST)
    terms = Terms({SHOP: term})
    assert run_build(BuildOptions(mine, hub, LAST, terms=terms)).sellers["suspended"] == 1
    assert "not online" in " ".join(texts(mine, f"{SHOP}/en/rendang.html")["en"])
    assert "id" in texts(mine, f"{SHOP}/rendang.html")
    assert broken_links(mine / "build" / "site") == []


def test_a_renamed_shop_leads_from_english_to_english(mine: Path) -> None:
    rename = ("hosting", "rename", SHOP, "dapur-dua", "--actor", "op", "--reason", "nama")
    assert etalase(mine, *rename, "--today", "2026-11-21")[0] == 0
    assert build(mine)[0] == 0
    old = page(mine, f"{SHOP}/en/rendang.html")
    assert old.all("html")[0].get("lang") == "en"
    assert old.canonical == f"{SITE}/dapur-dua/en/rendang.html"
    assert "../../dapur-dua/en/rendang.html" in old.links
    assert page(mine, f"{SHOP}/rendang.html").canonical == f"{SITE}/dapur-dua/rendang.html"
    assert broken_links(mine / "build" / "site") == []


def test_a_shop_to_take_along_has_its_english_pages(root: Path) -> None:
    hub, _ = load_hub(root)
    assert hub
    inner = unpacked(export_shop(root, hub, SHOP, root / "build" / "export", date(2026, 11, 21)).path)
    assert (inner / "situs" / "en" / "rendang.html").is_file()
    assert broken_links(inner / "situs") == []


def test_the_hub_is_in_english_for_the_shops_that_are(root: Path) -> None:
    found = {path for path in site_files(root) if path.startswith("en/")}
    names = ("index", "404", "cari/index", "kategori/index", "kategori/kuliner/index", "kecamatan/index")
    more = ("kecamatan/tebet/index", "privasi/index")
    assert found == {f"en/{name}.html" for name in (*names, *more)}
    for path in sorted(found):
        document, own = page(root, path), page(root, path.removeprefix("en/"))
        assert document.all("html")[0].get("lang") == "en"
        if path == "en/404.html":
            continue
        said = {"id": own.canonical, "en": document.canonical, "x-default": document.canonical}
        for each in (document, own):
            assert {e.get("hreflang"): e.get("href") for e in each.all("link") if e.get("hreflang")} == said
    home = " ".join(texts(root, "en/index.html")["en"])
    assert "Dapur Satu" in home
    assert "Home-style rendang" in home
    assert "South Jakarta" in home
    assert "Kopi Dua" not in home
    switches = {e.get("hreflang"): e.get("href") for e in page(root, "en/404.html").all("a") if e.get("lang")}
    assert switches == {"id": f"{SITE}/404.html"}


def test_a_list_with_one_language_names_no_twin(root: Path) -> None:
    for path in ("kategori/kopi/index.html", "kategori/kuliner/tebet/index.html", "bergabung/index.html"):
        assert [e for e in page(root, path).all("link") if e.get("hreflang")] == []


def test_the_first_and_the_last_english_shop_bring_the_hub_and_take_it(mine: Path) -> None:
    """A shop without English writes no page in English; one that gets it, or loses it, writes few others."""
    write_shop(mine, "kopi-tiga", kategori="kopi")
    before = site_files(mine)
    assert build(mine)[0] == 0
    assert not {path for path in changed(before, site_files(mine)) if path.startswith("en/")}
    before = site_files(mine)
    write_shop(mine, "kopi-tiga", kategori="kopi", en="{slogan: Filter coffee}")
    assert build(mine)[0] == 0
    news = {p for p in changed(before, site_files(mine)) if not p.startswith(("kopi-tiga/", "cari/"))}
    assert news == {
        "en/index.html",
        "en/kategori/index.html",
        "en/kategori/kopi/index.html",
        "en/kategori/kuliner/index.html",  # leads to the new list beside it
        "en/kecamatan/index.html",
        "en/kecamatan/tebet/index.html",
        "kategori/kopi/index.html",  # has a twin now
        "sitemap-1.xml",
        "sitemap-hub.xml",
    }
    for slug in (SHOP, "kopi-tiga"):
        for file in (mine / "sellers" / slug).rglob("*.*"):
            if file.suffix in {".md", ".yaml"}:
                file.write_text(re.sub("en: .*", "", file.read_text("utf-8")), "utf-8")
    assert build(mine)[0] == 0
    files = site_files(mine)
    assert [path for path in files if "en" in path.split("/")] == []
    pages = b"".join(data for path, data in files.items() if path.endswith((".html", ".xml")))
    assert b"hreflang" not in pages
    assert broken_links(mine / "build" / "site") == []


def test_a_product_is_found_by_its_english_name(root: Path) -> None:
    files = site_files(root)
    cards = b"".join(data for path, data in files.items() if path.startswith("cari/toko/"))
    words = b"".join(data for path, data in files.items() if path.startswith("cari/data/"))
    assert b'"Beef Rendang"' in cards
    assert b"slow" not in words
    assert b"beef" in words


def test_english_without_a_name_is_told(mine: Path) -> None:
    file = mine / "sellers" / SHOP / "produk" / "rendang.md"
    file.write_text(file.read_text("utf-8").replace("nama: Beef Rendang, ", ""), "utf-8")
    code, answer = etalase(mine, "check", SHOP)
    assert code == 0
    assert [one["code"] for one in answer["diagnostics"]] == ["english-name-missing"]
