"""A shop with a product that says all a buyer abroad asks has an export catalogue in English."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from generator.content.model import Amount
from generator.content.trade import capacity, lead_time, minimum_amount
from generator.losses import product_of
from generator.render.export_page import english_amount, english_packing, english_time
from generator.render.foreign import Foreign
from tests.content.test_trade import WHOLE
from tests.shops import build, changed, etalase, new_workspace, product, site_files, write_product, write_shop

SLUG = "kopi-tebet"
PAGE, TABLE = f"{SLUG}/en/export.html", f"{SLUG}/en/export.csv"
SAID = WHOLE.removeprefix("ekspor: ")
PERMITS = "{nib: 1234567890123, pirt: 2063175010123-27, halal: ID31110000012345678}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = new_workspace(tmp_path)
    products = {
        "gayo": product("Kopi Gayo", "78.000", ekspor=SAID, en="{nama: Gayo Coffee}"),
        "liwa": product("Kopi Liwa", "tanya", ekspor=SAID.replace("karton 20 x 250 g", "=dus kayu")),
        "hampir": product("Kopi Hampir", ekspor=SAID.replace('hs: "0901.21", ', "")),
        "draf": product("Kopi Draf", ekspor=SAID, draf="ya"),
        "biasa": product("Kopi Biasa"),
    }
    write_shop(
        root, SLUG, products, email="rahasia@contoh.example", email_ekspor="jual@contoh.example", izin=PERMITS
    )
    write_shop(root, "kopi-lain", en="{slogan: Coffee}")
    assert build(root)[0] == 0
    return root


def table(root: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(site_files(root)[TABLE].decode("utf-8-sig"), newline="")))


def test_the_page_says_what_the_seller_wrote_in_english_and_nothing_else(root: Path) -> None:
    html = site_files(root)[PAGE].decode()
    assert '<html lang="en">' in html
    for said in (
        "0901.21", "50 kg", "500 kg per month", "14 days", "FOB Tanjung Priok", "Origin: Indonesia",
        "carton of 20 x 250 g",
        "5.4 kg", "Gayo Coffee", "Business Identification Number (NIB), Indonesia", "1234567890123",
        "Home food industry licence (SPP-IRT), Indonesia", "Halal certificate (BPJPH), Indonesia",
        "ID31110000012345678",
        '<span lang="id">Kopi Liwa</span>', '<span lang="id">=dus kayu</span>',
    ):  # fmt: skip
        assert said in html, said
    for other in ("Kopi Hampir", "Kopi Draf", "Kopi Biasa", "rahasia@", "Rp", "IDR 78"):
        assert other not in html, other


def test_an_inquiry_goes_to_whatsapp_and_to_the_address_for_it(root: Path) -> None:
    html = site_files(root)[PAGE].decode()
    chat = unescape(re.findall(r'href="(https://wa\.me/6280000000101[^"]*)"', html)[0])
    assert "interested in importing: Gayo Coffee, Kopi Liwa." in parse_qs(urlsplit(chat).query)["text"][0]
    [mail] = re.findall(r'href="(mailto:[^"]*)"', html)
    assert unescape(mail).startswith("mailto:jual@contoh.example?subject=Inquiry")
    assert "https://hub.example/kopi-tebet/en/export.html" in unquote(unescape(mail))


def test_the_table_keeps_zeros_and_holds_no_formula(root: Path) -> None:
    first, second = sorted(table(root), key=lambda row: row["Product"])
    assert first == {
        "Product": "Gayo Coffee",
        "HS code": "0901.21",
        "Origin": "Indonesia",
        "Minimum order": "50 kg",
        "Capacity": "500 kg per month",
        "Lead time": "14 days",
        "Incoterms 2020": "FOB Tanjung Priok",
        "Packing": "carton of 20 x 250 g",
        "Weight per package": "5.4 kg",
        "Page": "https://hub.example/kopi-tebet/en/gayo.html",
    }
    assert second["Packing"] == "'=dus kayu"
    assert second["Page"] == "https://hub.example/kopi-tebet/liwa.html"


def test_search_engines_are_told_by_properties_that_exist(root: Path) -> None:
    html = site_files(root)[PAGE].decode()
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    shop = json.loads(data)["@graph"][0]
    assert (shop["email"], len(shop["makesOffer"])) == ("jual@contoh.example", 2)
    assert {one["certificationIdentification"] for one in shop["hasCertification"]} == {
        "2063175010123-27",
        "ID31110000012345678",
    }
    offer = next(one for one in shop["makesOffer"] if one["itemOffered"]["name"] == "Gayo Coffee")
    assert offer["eligibleQuantity"] == {"@type": "QuantitativeValue", "minValue": 50, "unitCode": "KGM"}
    assert offer["deliveryLeadTime"] == {"@type": "QuantitativeValue", "value": 14, "unitCode": "DAY"}
    assert offer["itemOffered"]["countryOfOrigin"] == {"@type": "Country", "name": "Indonesia"}
    assert offer["itemOffered"]["weight"]["value"] == 5.4


def test_the_page_is_found_from_the_shop_and_by_search_engines_and_is_no_product(root: Path) -> None:
    files = site_files(root)
    assert 'href="en/export.html" hreflang="en"' in files[f"{SLUG}/index.html"].decode()
    assert 'href="export.html"' in files[f"{SLUG}/en/index.html"].decode()
    assert f"https://hub.example/{PAGE}" in files["sitemap-1.xml"].decode()
    assert {product_of(PAGE), product_of(TABLE)} == {""}
    assert not [path for path in files if path.startswith("kopi-lain") and "export" in path]
    assert "export.html" not in files["kopi-lain/en/index.html"].decode()


def test_without_other_english_the_page_stands_alone_and_leads_to_the_shop(tmp_path: Path) -> None:
    root = new_workspace(tmp_path)
    write_shop(root, SLUG, {"gayo": product("Kopi Gayo", ekspor=SAID)})
    build(root)
    english = [path for path in site_files(root) if path.startswith(f"{SLUG}/en/")]
    assert sorted(english) == [TABLE, PAGE]
    html = site_files(root)[PAGE].decode()
    assert '<a href="../index.html">Kopi Tebet</a>' in html
    assert 'href="../gayo.html" hreflang="id"' in html
    assert 'rel="alternate" hreflang' not in html
    home = site_files(root)["index.html"].decode()
    assert '<a class="button quiet" href="en/export/index.html" hreflang="en">' in home


def test_one_edit_rewrites_few_files_and_a_failing_shop_keeps_its_page(root: Path) -> None:
    folder, before = root / "sellers" / SLUG, site_files(root)
    other = SAID.replace("50 kg,", "60 kg,")
    write_product(folder, "gayo", product("Kopi Gayo", "78.000", ekspor=other, en="{nama: Gayo Coffee}"))
    build(root)
    after = site_files(root)
    assert changed(before, after) == {PAGE, TABLE}
    write_product(
        folder, "gayo", product("Kopi Gayo", "78.000", ekspor=SAID.replace("FOB Tanjung Priok", "FOB"))
    )
    assert build(root)[0] == 3
    assert changed(after, site_files(root)) == set()
    for name in ("gayo", "liwa"):
        write_product(folder, name, product("Kopi", "78.000"))
    assert build(root)[0] == 0
    assert not [path for path in site_files(root) if path in {PAGE, TABLE}]


def test_another_address_and_a_number_among_the_terms_wait_for_the_mentor(root: Path) -> None:
    folder = root / "sellers" / SLUG
    shutil.copytree(folder, root / "form" / "approved" / SLUG)
    build(root)
    before = site_files(root)[PAGE]
    toko = folder / "toko.yaml"
    toko.write_text(toko.read_text("utf-8").replace("jual@", "maling@"), "utf-8")
    terms = SAID.replace("karton 20 x 250 g", "karton, WA 0812-7777-8888").replace(
        "Tanjung Priok", "s.id/maling"
    )
    write_product(folder, "gayo", product("Kopi Gayo", "78.000", ekspor=terms, en="{nama: Gayo Coffee}"))
    assert build(root)[0] == 0
    assert site_files(root)[PAGE] == before
    found = etalase(root, "check", SLUG)[1]["diagnostics"]
    waiting = [
        (row["path"].rpartition("/")[2], row["line"]) for row in found if row["code"] == "contact-waiting"
    ]
    assert waiting == [("gayo.md", 4), ("gayo.md", 4), ("toko.yaml", 7)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("karton 20 x 250 g", "carton of 20 x 250 g"),
        ("karton isi 12", "carton of 12"),
        ("Dus isi 24", "carton of 24"),
        ("dus isi 24 lembar", "carton of 24 pieces"),
        ("20 bungkus x 250 gram", "20 packs of 250 g"),
        ("plastik isi 10", "plastic bag of 10"),
        ("karton 20 bungkus @ 250 gr", "carton of 20 packs of 250 g"),
        ("Karung", "sack"),
        ("peti kayu berlapis jerami", Foreign("peti kayu berlapis jerami")),
    ],
)
def test_packing_is_english_where_it_is_made_of_known_words(typed: str, said: str) -> None:
    assert english_packing(typed) == said
    assert isinstance(english_packing(typed), Foreign) == isinstance(said, Foreign)


def test_amounts_and_times_are_as_english_readers_write_them() -> None:
    assert english_amount(minimum_amount("1.500 karton")) == "1,500 cartons"
    assert english_amount(minimum_amount("1 karton")) == "1 carton"
    assert english_amount(capacity("1,5 ton per minggu")) == "1.5 metric tons per week"
    assert [english_time(lead_time(t)) for t in ("1 minggu", "10 hari kerja", "2-3 bulan")] == [
        "1 week",
        "10 working days",
        "2–3 months",
    ]
    assert Amount(minimum_amount("2 lusin").number, "lusin") == minimum_amount("2 dozen")
