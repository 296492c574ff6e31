"""A build does what changed, and ends where a clean build would."""

import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.content import check_product, checker
from tests.shops import build, changed, new_workspace, product, site_files, write_product, write_shop


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path)
    for slug in ("kopi-satu", "kopi-dua", "kopi-tiga"):
        write_shop(tmp_path, slug, {"kopi": product(), "teh": product("Teh")})
    return tmp_path


def test_nothing_changed_writes_nothing(root: Path) -> None:
    build(root)
    before = site_files(root)
    _, answer = build(root)
    assert answer["sellers"] | {"unchanged": 3, "built": 0} == answer["sellers"]
    assert answer["files"] | {"written": 0, "deleted": 0} == answer["files"]
    assert answer["hub"] == {"written": 0}
    assert answer["files"]["total"] == len(before)
    assert site_files(root) == before


def test_a_touched_file_is_not_a_change(root: Path) -> None:
    build(root)
    os.utime(root / "sellers" / "kopi-dua" / "toko.yaml", (1_900_000_000, 1_900_000_000))
    _, answer = build(root)
    assert answer["sellers"]["unchanged"] == 3


def split(paths: set[str], start: str) -> tuple[set[str], set[str]]:
    """Paths that start with a text, and all others."""
    own = {path for path in paths if path.startswith(start)}
    return own, paths - own


def test_a_file_name_that_is_no_utf8_is_on_record_like_any_other(root: Path) -> None:
    folder = root / "sellers" / "kopi-dua" / "produk"
    (folder / os.fsdecode(b"es\xff.md")).write_text(product("Es"), "utf-8")
    assert build(root)[1]["sellers"]["built"] == 3
    assert build(root)[1]["sellers"]["unchanged"] == 3
    (folder / os.fsdecode(b"es\xff.md")).write_text(product("Es", "7.000"), "utf-8")
    assert build(root)[1]["sellers"]["built"] == 1


def test_one_changed_price_rewrites_four_files_and_one_of_cards(root: Path) -> None:
    build(root)
    before = site_files(root)
    write_product(root / "sellers" / "kopi-dua", "kopi", product(harga="19.000"))
    _, answer = build(root)
    own, (cards,) = split(changed(before, site_files(root)), "kopi-dua/")
    assert own == {f"kopi-dua/{name}" for name in ("index.html", "kopi.html", "pesan.html", "atom.xml")}
    assert re.fullmatch(r"cari/toko/\d+\.js", cards), "what a find of the search shows"
    assert answer["files"]["written"] == 5
    assert answer["hub"]["written"] == 1


def test_a_new_shop_rewrites_a_handful_of_hub_pages(root: Path) -> None:
    build(root)
    before = site_files(root)
    write_shop(root, "kopi-empat", persetujuan="2026-11-20")
    _, answer = build(root)
    _, hub = split(changed(before, site_files(root)), "kopi-empat/")
    cards = {path for path in hub if path.startswith("cari/toko/")}
    assert len(cards) == 1
    hub -= cards
    assert hub == {
        "index.html",
        "atom.xml",
        "kategori/index.html",
        "kategori/kuliner/index.html",
        "kategori/kuliner/tebet/index.html",
        "kecamatan/index.html",
        "kecamatan/tebet/index.html",
        "cari/data/1.js",
        "sitemap-1.xml",
        *(f"ikuti/toko/{slug}.js" for slug in ("kopi-dua", "kopi-tiga", "kopi-empat")),  # the ring's ends
    }
    assert answer["hub"]["written"] == len(hub) + 1


def test_moving_to_another_category_leaves_the_old_list(root: Path) -> None:
    build(root)
    write_shop(root, "kopi-dua", {"kopi": product(), "teh": product("Teh")}, kategori="kopi")
    build(root)
    files = site_files(root)
    assert b"kopi-dua" not in files["kategori/kuliner/index.html"]
    assert b"kopi-dua" in files["kategori/kopi/index.html"]


def test_a_followed_shop_that_changes_its_name_renews_its_followers(root: Path) -> None:
    write_shop(root, "pengikut", ikuti="[kopi-satu, kopi-dua]")
    build(root)
    assert b"Kopi Satu" in site_files(root)["pengikut/index.html"]
    write_shop(root, "kopi-satu", {"kopi": product(), "teh": product("Teh")}, nama="Kedai Anyar")
    _, answer = build(root)
    assert answer["sellers"]["built"] == 2
    assert b"Kedai Anyar" in site_files(root)["pengikut/index.html"]
    write_product(root / "sellers" / "kopi-satu", "kopi", product(harga="1.000"))
    _, answer = build(root)
    assert answer["sellers"]["built"] == 1, "a price is no news for followers"
    shutil.rmtree(root / "sellers" / "kopi-satu")
    build(root)
    assert b"kopi-satu" not in site_files(root)["pengikut/index.html"]


def test_shops_that_follow_each_other(root: Path) -> None:
    write_shop(root, "toko-aaa", ikuti="toko-bbb")
    write_shop(root, "toko-bbb", ikuti="[toko-ccc, toko-aaa]")
    write_shop(root, "toko-ccc", ikuti="toko-aaa")
    _, answer = build(root)
    assert answer["sellers"] | {"built": 6, "total": 6} == answer["sellers"]
    files = site_files(root)
    assert b"../toko-bbb/index.html" in files["toko-aaa/index.html"]
    following = files["toko-bbb/index.html"]
    assert following.index(b"../toko-ccc/index.html") < following.index(b"../toko-aaa/index.html")
    assert build(root)[1]["sellers"]["unchanged"] == 6


def test_no_page_names_a_shop_by_what_its_folder_says_when_that_folder_fails(root: Path) -> None:
    write_shop(root, "toko-aaa", ikuti="toko-bbb")
    write_shop(root, "toko-bbb", {"kopi": product(harga="dua puluh")}, ikuti="toko-aaa")
    code, answer = build(root)
    assert (code, answer["failures"]) == (3, [{"slug": "toko-bbb", "kept": False, "errors": 1}])
    assert b"toko-bbb" not in site_files(root)["toko-aaa/index.html"]
    write_shop(root, "toko-bbb", {"kopi": product()}, ikuti="toko-aaa")
    assert build(root)[0] == 0
    assert b"Toko Bbb" in site_files(root)["toko-aaa/index.html"]
    write_shop(root, "toko-bbb", {"kopi": product(harga="dua puluh")}, nama="Kedai Anyar", ikuti="toko-aaa")
    write_shop(root, "toko-aaa", slogan="Baru", ikuti="toko-bbb")
    code, answer = build(root)
    assert (code, answer["failures"]) == (3, [{"slug": "toko-bbb", "kept": True, "errors": 1}])
    page = site_files(root)["toko-aaa/index.html"]
    assert b"Baru" in page
    assert b"Toko Bbb" in page
    assert b"Kedai Anyar" not in page


def test_products_of_a_shop_that_waits_for_others_are_judged_once(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[str] = []

    def read_product(page: Any, *rest: Any, **options: Any) -> Any:
        judged.append(page.path)
        return check_product.read_product(page, *rest, **options)

    monkeypatch.setattr(checker, "read_product", read_product)
    write_shop(root, "pengikut", ikuti="[kopi-satu, kopi-dua]")
    assert build(root)[1]["sellers"]["built"] == 4
    assert len(judged) == len(set(judged))


def test_a_followed_shop_without_a_page_is_not_linked_until_it_has_one(root: Path) -> None:
    write_shop(root, "kopi-rusak", whatsapp="12")
    write_shop(root, "pengikut", ikuti="kopi-rusak")
    build(root)
    assert b"kopi-rusak" not in site_files(root)["pengikut/index.html"]
    write_shop(root, "kopi-rusak")
    _, answer = build(root)
    assert answer["sellers"]["built"] == 2
    assert b"../kopi-rusak/index.html" in site_files(root)["pengikut/index.html"]


def test_a_holiday_that_is_over_disappears_without_a_change_of_files(root: Path) -> None:
    write_shop(root, "kopi-dua", libur="{sampai: 2026-12-31, pesan: Pulang kampung}")
    build(root, today="2026-11-21")
    assert b"Pulang kampung" in site_files(root)["kopi-dua/index.html"]
    assert build(root, today="2026-12-31")[1]["sellers"]["unchanged"] == 3
    _, answer = build(root, today="2027-01-01")
    assert answer["sellers"]["built"] == 1
    assert b"Pulang kampung" not in site_files(root)["kopi-dua/index.html"]


def test_an_offer_that_is_over_disappears_without_a_change_of_files(root: Path) -> None:
    write_shop(root, "kopi-dua", libur="{sampai: 2026-12-31}")
    file = root / "sellers" / "kopi-dua" / "produk" / "kopi.md"
    file.write_text("---\nnama: Kopi\nharga: 20.000\nharga_promo: 15.000\npromo_sampai: 2026-12-05\n---\n")
    build(root, today="2026-12-01")
    assert b"Rp15.000" in site_files(root)["kopi-dua/index.html"]
    assert build(root, today="2026-12-05")[1]["sellers"]["unchanged"] == 3
    assert build(root, today="2026-12-06")[1]["sellers"]["built"] == 1
    assert [path for path, data in site_files(root).items() if b"15.000" in data] == []
    assert build(root, today="2026-12-31")[1]["sellers"]["unchanged"] == 3
    assert build(root, today="2027-01-01")[1]["sellers"]["built"] == 1, "the holiday ends on another day"


def test_a_page_that_somebody_deleted_comes_back(root: Path) -> None:
    build(root)
    before = site_files(root)
    shutil.rmtree(root / "build" / "site" / "kopi-dua")
    (root / "build" / "site" / "index.html").unlink()
    build(root)
    assert site_files(root) == before


def test_a_file_changed_in_the_second_it_was_built_is_seen(root: Path) -> None:
    for price in ("18.001", "18.002", "18.003"):
        write_product(root / "sellers" / "kopi-dua", "kopi", product(harga=price))
        build(root)
        assert f"Rp{price}".encode() in site_files(root)["kopi-dua/kopi.html"]


def test_lists_are_numbered_from_the_oldest_and_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.building import enlisting

    monkeypatch.setattr(enlisting, "PAGE", 3)
    root = new_workspace(tmp_path)
    for number in range(1, 12):
        write_shop(root, f"toko-{number:02}", persetujuan=f"2026-01-{number:02}")
    build(root)
    files = site_files(root)
    first = files["kategori/kuliner/index.html"].decode()
    assert [n for n in range(1, 12) if f"toko-{n:02}/" in first] == [7, 8, 9, 10, 11]
    assert first.index("toko-11/") < first.index("toko-07/")
    assert [n for n in range(1, 12) if f"toko-{n:02}/".encode() in files["kategori/kuliner/hal-1.html"]] == [
        1,
        2,
        3,
    ]
    assert b'href="hal-2.html"' in files["kategori/kuliner/index.html"]
    assert b'href="hal-1.html"' in files["kategori/kuliner/hal-2.html"]
    before = site_files(root)
    shutil.rmtree(root / "sellers" / "toko-05")
    write_shop(root, "toko-12", persetujuan="2026-02-01")
    build(root)
    assert _in_lists(changed(before, site_files(root))) == {"index.html", "hal-2.html"}
    write_shop(root, "toko-13", persetujuan="2026-02-02")
    before = site_files(root)
    build(root)
    assert _in_lists(changed(before, site_files(root))) == {"index.html", "hal-2.html", "hal-3.html"}


def _in_lists(paths: set[str]) -> set[str]:
    """The pages of the three lists that all shops stand in; the same of each."""
    lists = ("kategori/kuliner/", "kecamatan/tebet/", "kategori/kuliner/tebet/")
    pages = [{path.removeprefix(name) for path in paths if path.startswith(name)} for name in lists]
    pages[0] = {path for path in pages[0] if "/" not in path}
    assert pages[0] == pages[1] == pages[2]
    return pages[0]


SLUGS = ("toko-aaa", "toko-bbb", "toko-ccc", "toko-ddd")
EDITS = st.one_of(
    st.tuples(st.just("price"), st.sampled_from(SLUGS), st.integers(100, 999)),
    st.tuples(st.just("name"), st.sampled_from(SLUGS), st.sampled_from(["Satu", "Dua", "Tiga"])),
    st.tuples(st.just("follow"), st.sampled_from(SLUGS), st.sets(st.sampled_from(SLUGS)).map(sorted)),
    st.tuples(st.just("break"), st.sampled_from(SLUGS), st.just("")),
    st.tuples(st.just("withdraw"), st.sampled_from(SLUGS), st.just("")),
    st.tuples(st.just("remove"), st.sampled_from(SLUGS), st.just("")),
    st.tuples(st.just("move"), st.sampled_from(SLUGS), st.sampled_from(["Tebet", "Cilandak"])),
)


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(rounds=st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=4))
def test_any_sequence_of_builds_ends_where_a_clean_build_does(
    rounds: list[list[tuple[str, str, object]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = new_workspace(tmp_path_factory.mktemp("steps"))
    keys: dict[str, dict[str, str]] = {slug: {} for slug in SLUGS}
    prices = dict.fromkeys(SLUGS, 500)
    first: list[tuple[str, str, object]] = [("price", slug, 500) for slug in SLUGS]
    for edits in [first, *rounds]:
        for kind, slug, value in edits:
            _edit(root, keys, prices, kind, slug, value)
        _, answer = build(root)
        assert answer["files"]["total"] == len(site_files(root))
    for slug in SLUGS:  # a broken shop keeps old pages, which a clean build cannot know
        if keys[slug].pop("whatsapp", None):
            write_shop(root, slug, {"kopi": product(harga=str(prices[slug]))}, **keys[slug])
    _, answer = build(root)
    assert answer["files"]["total"] == len(site_files(root))
    clean = new_workspace(tmp_path_factory.mktemp("clean"))
    shutil.copytree(root / "sellers", clean / "sellers", dirs_exist_ok=True)
    build(clean)
    assert _comparable(site_files(root)) == _comparable(site_files(clean))


def _edit(
    root: Path, keys: dict[str, dict[str, str]], prices: dict[str, int], kind: str, slug: str, value: object
) -> None:
    if kind == "remove":
        shutil.rmtree(root / "sellers" / slug, ignore_errors=True)
        keys[slug] = {}
        return
    match kind:
        case "price":
            prices[slug] = int(str(value))
        case "name":
            keys[slug]["nama"] = str(value)
        case "follow":
            keys[slug]["ikuti"] = f"[{', '.join(value)}]" if isinstance(value, list) else ""
        case "break":
            keys[slug]["whatsapp"] = "12"
        case "withdraw":
            keys[slug]["persetujuan"] = "tidak"
        case "move":
            keys[slug]["kecamatan"] = str(value)
    write_shop(root, slug, {"kopi": product(harga=str(prices[slug]))}, **keys[slug])


def _comparable(files: dict[str, bytes]) -> dict[str, object]:
    """Sellers' pages to the byte; of the hub, which a clean build may number anew, the shops it shows."""
    return {
        path: data
        if path.startswith("toko-")
        else sorted(slug for slug in SLUGS if f"{slug}/".encode() in data or f'"{slug}"'.encode() in data)
        for path, data in files.items()
    }
