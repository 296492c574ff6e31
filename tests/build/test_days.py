"""Which day sitemaps and the hub's feed say: of a real change, and of the day a shop first was online."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from msgspec.structs import replace

from generator.building import enlisting
from generator.content.model import Product, Seller
from generator.content.places import kecamatan
from generator.render.dates import dates_on
from generator.render.known_dates import SHOP, changed_on
from tests.shops import build, changed, etalase, new_workspace, product, site_files, write_product, write_shop

FIRST, LATER = "2026-11-21", "2026-11-25"
ATOM, SITEMAP = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SLUGS = ("kopi-satu", "kopi-dua", "kopi-tiga")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path)
    for slug in SLUGS:
        write_shop(tmp_path, slug, {"kopi": product(), "teh": product("Teh")})
    return tmp_path


def days(root: Path) -> dict[str, str]:
    """Every address of the shops' sitemaps, below the hub's, and its day."""
    found = {}
    for file in (root / "build" / "site").glob("sitemap-[0-9]*.xml"):
        for entry in Xml.parse(file).iter(f"{SITEMAP}url"):
            address = entry.findtext(f"{SITEMAP}loc", "").removeprefix("https://hub.example/")
            found[address] = entry.findtext(f"{SITEMAP}lastmod", "")
    return found


def entries(root: Path) -> dict[str, set[str]]:
    """The shops of the hub's feed, and the days it says of each."""
    feed = Xml.parse(root / "build" / "site" / "atom.xml")
    return {
        entry.findtext(f"{ATOM}id", "").split("/")[-2]: {
            entry.findtext(f"{ATOM}{name}", "")[:10] for name in ("published", "updated")
        }
        for entry in feed.iter(f"{ATOM}entry")
    }


def test_a_changed_price_dates_its_pages_and_rewrites_no_other_sitemap(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enlisting, "SITEMAP_SHOPS", 1)
    monkeypatch.setattr("generator.building.hub_renewal.SITEMAP_SHOPS", 1)
    build(root, today=FIRST)
    before, first = site_files(root), days(root)
    assert set(first.values()) == {FIRST}
    assert len(first) == 12
    write_product(root / "sellers" / "kopi-dua", "kopi", product(harga="19.000"))
    build(root, today=LATER)
    hub = {path for path in changed(before, site_files(root)) if not path.startswith("kopi-dua/")}
    maps = {path for path in hub if path.startswith("sitemap")}
    assert len(maps) == 1
    assert all(re.fullmatch(r"cari/toko/\d+\.js", path) for path in hub - maps)
    found = days(root)
    newer = {path for path in found if found[path] != first[path]}
    assert newer == {"kopi-dua/", "kopi-dua/kopi.html", "kopi-dua/pesan.html"}
    assert {found[path] for path in newer} == {LATER}


def test_pages_made_anew_for_another_reason_keep_their_day(root: Path) -> None:
    build(root, today=FIRST)
    hub = (root / "hub.yaml").read_text("utf-8")
    (root / "hub.yaml").write_text(hub.replace("Hub Uji", "Hub Baru"), "utf-8")
    assert build(root, today=LATER)[1]["sellers"]["built"] == 3
    assert set(days(root).values()) == {FIRST}


def test_a_page_that_changes_by_itself_says_the_day_on_which_it_did(root: Path) -> None:
    offer = product("Teh", "20.000", harga_promo="15.000", promo_sampai="2026-11-30")
    write_product(root / "sellers" / "kopi-dua", "teh", offer)
    write_shop(root, "kopi-tiga", libur="{sampai: 2026-12-02}")
    build(root, today=FIRST)
    build(root, today="2026-12-24")
    found = {path: day for path, day in days(root).items() if day != FIRST}
    assert found == {
        **dict.fromkeys(("kopi-dua/", "kopi-dua/teh.html", "kopi-dua/pesan.html"), "2026-12-01"),
        **dict.fromkeys(("kopi-tiga/", "kopi-tiga/pesan.html"), "2026-12-03"),
    }


def test_the_feed_dates_a_shop_by_the_day_it_first_was_online(root: Path) -> None:
    write_shop(root, "kopi-dua", persetujuan="2020-01-01")
    build(root, today=FIRST)
    write_shop(root, "kopi-empat", persetujuan="2020-01-02")
    write_shop(root, "kopi-dua", {"kopi": product(harga="19.000")}, persetujuan=LATER, nama="Kedai Dua")
    build(root, today=LATER)
    assert entries(root) == {**{slug: {FIRST} for slug in SLUGS}, "kopi-empat": {LATER}}


def test_where_no_build_remembers_a_shop_the_ledger_does(root: Path) -> None:
    build(root, today=FIRST)
    to = (root / "online").as_uri()
    assert etalase(root, "deploy", "--to", to, "--start-terms", "--today", "2026-11-22")[0] == 0
    write_shop(root, "kopi-empat")
    assert build(root, today=LATER)[0] == 0
    assert entries(root) == {**{slug: {FIRST} for slug in SLUGS}, "kopi-empat": {LATER}}
    shutil.rmtree(root / "build")
    for _ in range(2):
        assert build(root, today="2027-05-05")[0] == 0
        assert entries(root) == {**{slug: {"2026-11-22"} for slug in SLUGS}, "kopi-empat": {"2027-05-05"}}
        write_shop(root, "kopi-dua", {"kopi": product(harga="19.000")}, nama="Kedai Dua")


def test_what_an_older_program_remembered_goes_on() -> None:
    shop = Seller("dapur", "Dapur", "kuliner", kecamatan("Tebet"), "6280000000101")
    products = (Product("kue", "Kue", 5_000), Product("teh", "Teh", 4_000))
    known = dates_on(date(2026, 11, 1), shop, products[:1], {})
    known = {**dates_on(date(2026, 11, 5), shop, products, known)}
    del known[SHOP]
    found = dates_on(date(2026, 11, 9), shop, products, known)
    assert found[SHOP][1:] == ("2026-11-01", "2026-11-05")
    assert changed_on("dapur/kue.html", found) == "2026-11-01"
    assert changed_on("dapur/index.html", found) == "2026-11-05"
    assert changed_on("dapur/index.html", {}) == ""


def test_what_no_page_shows_is_no_change() -> None:
    shop = Seller("dapur", "Dapur", "kuliner", kecamatan("Tebet"), "6280000000101", consent=date(2026, 11, 1))
    known = dates_on(date(2026, 11, 1), shop, (), {})
    quiet = replace(shop, email="siti@contoh.example", consent=date(2026, 11, 2))
    assert dates_on(date(2026, 11, 9), quiet, (), known) == known
    for loud in (replace(shop, slogan="Enak"), replace(shop, whatsapp="6280000000102")):
        assert dates_on(date(2026, 11, 9), loud, (), known)[SHOP][1:] == ("2026-11-01", "2026-11-09")
