"""A bazaar's life: announced, live, over; with a shop suspended in the middle, and files that break."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from generator.build import BuildOptions
from generator.build import build as run_build
from generator.content.bazaar import read_bazaar
from generator.content.field_reader import SourceText
from generator.content.hub import load_hub
from generator.content.model import Photo
from generator.hosting.term import Term
from generator.hosting.terms import Terms
from tests.shops import build, changed, etalase, new_workspace, product, site_files, write_shop

REPOSITORY = Path(__file__).parents[2]
BEFORE, DURING, AFTER = "2026-12-02", "2026-12-04", "2026-12-06"
INDEX, PAGE = "bazar/index.html", "bazar/pasar-akhir-tahun/index.html"
FILE = """\
judul: Pasar Akhir Tahun
ringkas: Oleh-oleh dan kue kering.
mulai: 2026-12-03
selesai: 5 Desember 2026
tempat: Balai Kota Jakarta
penyelenggara: Dinas UMKM
kurator: Tim Pembina Tebet
sampul: sampul.jpg
produk: [kopi-dua/susu]
bagian:
  - {judul: Makanan, toko: [dapur-satu, dapur-tiga]}
"""


def write_bazaar(root: Path, text: str = FILE, slug: str = "pasar-akhir-tahun") -> None:
    folder = root / "bazar"
    folder.mkdir(exist_ok=True)
    Image.new("RGB", (1200, 700), "#2266aa").save(folder / "sampul.jpg")
    (folder / f"{slug}.yaml").write_text(text, "utf-8")


def page(root: Path, path: str = PAGE) -> str:
    return (root / "build/site" / path).read_text("utf-8")


def shown(html: str) -> list[str]:
    return re.findall(r'class="card-name"><a href="(.*?)"', html)


def codes(answer: dict[str, object]) -> list[tuple[str, object, object]]:
    told = answer["diagnostics"]
    assert isinstance(told, list)
    return [(one["code"], one["line"], one["column"]) for one in told if one["path"].startswith("bazar")]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = new_workspace(tmp_path)
    write_shop(root, "dapur-satu")
    write_shop(root, "kopi-dua", {"susu": product("Kopi Susu")}, kategori="kopi")
    write_shop(root, "dapur-tiga")
    write_shop(root, "dapur-lain")
    write_bazaar(root)
    return root


def test_the_life_of_a_bazaar(root: Path) -> None:
    code, answer = build(root, today=BEFORE)
    assert (code, answer["bazaars"], codes(answer)) == (0, {"total": 1, "failed": []}, [])
    before = site_files(root)
    html = page(root)
    assert "Diumumkan" in html
    assert "3–5 Desember 2026 · Balai Kota Jakarta" in html
    assert shown(html) == [
        "../../kopi-dua/susu.html",
        "../../dapur-satu/index.html",
        "../../dapur-tiga/index.html",
    ]
    for said in ("Dinas UMKM", "Tim Pembina Tebet", "Oleh-oleh dan kue kering.", "Rp18.000", ">Makanan<"):
        assert said in html
    assert "bazar" not in page(root, "index.html")
    assert "Akan datang" in page(root, INDEX)
    for path in (INDEX, PAGE):
        assert f"https://hub.example/{path.removesuffix('index.html')}" in page(root, "sitemap-hub.xml")

    assert build(root, today=BEFORE)[1]["files"]["written"] == 0
    _, answer = build(root, today=DURING)
    during = site_files(root)
    assert changed(before, during) == {
        "index.html",
        INDEX,
        *(path for path in during if path.startswith("bazar/pasar") and path.endswith(".html")),
        *(f"{slug}/index.html" for slug in ("dapur-satu", "kopi-dua", "dapur-tiga")),
    }
    assert answer["sellers"]["built"] == 3
    assert 'href="bazar/pasar-akhir-tahun/index.html"' in page(root, "index.html")
    badge = re.search(
        r'<p class="bazaar">.*?<a href="(.*?)">(.*?)</a>, (.*?)</span>',
        page(root, "kopi-dua/index.html"),
    )
    assert badge
    assert badge.groups() == (
        "../bazar/pasar-akhir-tahun/index.html",
        "Pasar Akhir Tahun",
        "sampai 5 Desember 2026",
    )
    assert build(root, today=DURING)[1]["files"]["written"] == 0

    assert build(root, today=AFTER)[1]["sellers"]["built"] == 3
    after = site_files(root)
    assert changed(before, after) == changed(before, during) - {
        "index.html",
        *(f"{slug}/index.html" for slug in ("dapur-satu", "kopi-dua", "dapur-tiga")),
    }
    assert "Bazar ini sudah selesai" in page(root)
    assert shown(page(root)) == shown(html)
    assert "Sudah selesai" in page(root, INDEX)


SUSPENDED = Term("", "suspended", starts_on=date(2024, 11, 1), suspended_on=date(2026, 12, 4))


@pytest.mark.parametrize("how", ["suspended", "withdrawn", "moved"])
def test_a_shop_that_goes_leaves_no_gap(root: Path, how: str) -> None:
    build(root, today=DURING)
    before = site_files(root)
    left = ["../../kopi-dua/susu.html", "../../dapur-tiga/index.html"]
    if how == "withdrawn":
        write_shop(root, "dapur-satu", persetujuan="tidak")
        build(root, today=DURING)
    else:
        term, to = SUSPENDED, "dapur-baru"
        if how == "moved":
            (root / "sellers/dapur-satu").rename(root / "sellers" / to)
            term, left = Term("", "left", moved_to=to), [left[0], f"../../{to}/index.html", left[1]]
        hub, _ = load_hub(root)
        assert hub
        terms = Terms({"dapur-satu": term})
        run_build(BuildOptions(root, hub, date.fromisoformat(DURING), terms=terms))
    assert shown(page(root)) == left
    new = changed(before, site_files(root))
    assert PAGE in new
    assert not new & {"kopi-dua/index.html", "dapur-tiga/index.html", "dapur-lain/index.html"}
    if how != "withdrawn":
        html = page(root, "dapur-satu/index.html")
        assert 'class="bazaar"' not in html
    if how == "moved":
        assert 'class="bazaar"' in page(root, "dapur-baru/index.html")


def test_the_event_is_told_to_search_engines(root: Path) -> None:
    build(root, today=DURING)
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(root))
    assert found
    event = json.loads(found[1])["@graph"][0]
    assert event.pop("image").startswith("https://hub.example/bazar/pasar-akhir-tahun/foto/sampul-")
    assert event == {
        "@type": "Event",
        "name": "Pasar Akhir Tahun",
        "url": "https://hub.example/bazar/pasar-akhir-tahun/",
        "description": "Oleh-oleh dan kue kering.",
        "startDate": "2026-12-03",
        "endDate": "2026-12-05",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "Balai Kota Jakarta",
            "address": {"@type": "PostalAddress", "addressCountry": "ID", "addressRegion": "DKI Jakarta"},
        },
        "organizer": {"@type": "Organization", "name": "Dinas UMKM"},
    }


def test_each_category_has_a_page(root: Path) -> None:
    build(root, today=DURING)
    filters = re.findall(
        r'<li><a href="([^"]*)">([^<]*) <small>(\d+)', page(root).split("<nav aria-label")[1]
    )
    assert filters == [
        ("../../bazar/pasar-akhir-tahun/kuliner/index.html", "Kuliner", "2"),
        ("../../bazar/pasar-akhir-tahun/kopi/index.html", "Kopi", "1"),
    ]
    html = page(root, "bazar/pasar-akhir-tahun/kopi/index.html")
    assert shown(html) == ["../../../kopi-dua/susu.html"]


def test_a_broken_file_is_told_with_its_place_and_its_last_good_pages_live_on(root: Path) -> None:
    build(root, today=BEFORE)
    for broken, told in (
        (FILE.replace("5 Desember 2026", "2026-12-01"), [("bazaar-dates", 4, 10)]),
        (FILE + "judul: Lagi\n", [("duplicate-key", 12, 1)]),
        (FILE.replace("toko: [", "toko: {"), None),
        (FILE.replace("sampul.jpg", "../hub.yaml"), [("bazaar-cover-name", 8, 9)]),
        (FILE.replace("sampul.jpg", "lain.jpg"), [("bazaar-cover-missing", 8, 9)]),
    ):
        write_bazaar(root, broken)
        code, answer = build(root, today=BEFORE)
        assert (code, answer["bazaars"]) == (3, {"total": 1, "failed": ["bazar/pasar-akhir-tahun.yaml"]})
        assert told is None or codes(answer) == told
        assert answer["files"]["written"] == 0
        assert etalase(root, "check", "--today", BEFORE)[0] == 3
    build(root, today=DURING)  # what it last said goes on, with its cover
    assert "Sedang berlangsung" in page(root)
    assert "sampul-" in page(root)
    assert 'class="bazaar"' in page(root, "dapur-satu/index.html")
    write_bazaar(root)
    code, answer = build(root, today=DURING)
    assert (code, answer["files"]["written"]) == (0, 0)


def test_what_is_not_there_is_told_with_what_was_meant(root: Path) -> None:
    write_bazaar(root, FILE.replace("dapur-satu", "dapur-sato").replace("/susu", "/sus"))
    code, answer = build(root, today=BEFORE)
    hints = [(one["message"], one["hint"]) for one in answer["diagnostics"]]
    assert code == 0
    assert codes(answer) == [("bazaar-product-near", 9, 10), ("bazaar-shop-near", 11, 29)]
    assert "dapur-satu" in hints[1][1]
    assert shown(page(root)) == ["../../dapur-tiga/index.html"]


def test_a_lost_folder_ends_no_bazaar(root: Path) -> None:
    build(root, today=BEFORE)
    (root / "bazar").rename(root / "elsewhere")
    code, answer = build(root, today=DURING)
    assert (code, codes(answer)) == (3, [("bazaar-folder-lost", None, None)])
    assert "Sedang berlangsung" in page(root)
    assert "sampul-" in page(root)
    (root / "bazar").mkdir()
    assert build(root, today=DURING)[0] == 0
    assert not [path for path in site_files(root) if "bazar" in path]


def test_the_guides_example_has_no_mistake() -> None:
    guide = (REPOSITORY / "docs/operator-guide.md").read_text("utf-8")
    text = guide.split("```yaml\n# bazar/", 1)[1].split("```")[0].split("\n", 1)[1]
    text_page = SourceText("bazar/pasar-akhir-tahun.yaml", "", text)
    bazaar = read_bazaar(text_page, "pasar-akhir-tahun", lambda name: Photo(name, "", 1, 1))
    assert bazaar
    assert not text_page.problems
    assert [(str(pick), pick.section) for pick in bazaar.picks] == [
        ("kopi-tebet", ""),
        ("dapur-bu-siti", ""),
        ("batik-ayu/selendang-kawung", ""),
        ("kue-mpok-ijah", "Untuk anak"),
    ]


def test_a_bazaar_that_is_deleted_takes_its_pages_along(root: Path) -> None:
    build(root, today=DURING)
    (root / "bazar/pasar-akhir-tahun.yaml").unlink()
    build(root, today=DURING)
    assert not [path for path in site_files(root) if "bazar" in path]
    assert "bazar" not in page(root, "index.html")
    assert "bazar" not in page(root, "dapur-satu/index.html")
    assert "bazar" not in page(root, "sitemap-hub.xml")


@pytest.mark.parametrize("kind", ["link", "text", "gps"])
def test_a_cover_is_opened_safely_and_made_anew(root: Path, kind: str) -> None:
    cover = root / "bazar/sampul.jpg"
    if kind == "gps":
        exif = Image.Exif()
        exif[0x010E] = "rahasia"
        Image.new("RGB", (1200, 700)).save(cover, exif=exif)
        build(root, today=BEFORE)
        made = [
            data for path, data in site_files(root).items() if path.startswith("bazar/pasar-akhir-tahun/foto")
        ]
        assert len(made) == 4
        assert not any(b"rahasia" in data for data in made)
        return
    cover.unlink()
    if kind == "link":
        cover.symlink_to(root / "hub.yaml")
    else:
        cover.write_text("bukan foto")
    code, answer = build(root, today=BEFORE)
    assert code == 3
    assert codes(answer)[0][0] == ("photo-not-regular" if kind == "link" else "photo-format")
    assert not [path for path in site_files(root) if path.startswith("bazar")]


def test_many_shops_are_shown_page_by_page(tmp_path: Path) -> None:
    import brotli  # type: ignore[import-untyped]

    root = new_workspace(tmp_path)
    slugs = [f"toko-nomor-{number}" for number in range(1, 324)]
    for slug in slugs[:110]:
        write_shop(root, slug, slogan=f"Masakan rumahan dari {slug}")
    write_bazaar(root, FILE.replace("[dapur-satu, dapur-tiga]", "[" + ", ".join(slugs) + "]"))
    build(root, today=DURING)
    pages = [f"bazar/pasar-akhir-tahun/{name}.html" for name in ("index", "hal-2", "hal-3")]
    links = [link for path in pages for link in shown(page(root, path))]
    assert links == [f"../../{slug}/index.html" for slug in slugs[:110]]
    assert all(len(brotli.compress(page(root, path).encode())) <= 8_000 for path in pages)
