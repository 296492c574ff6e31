"""The site follows the hosting ledger: pending, grace, suspended, purged, moved; and back again."""

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.build import BuildOptions, BuildReport
from generator.build import build as run_build
from generator.content.hub import load_hub
from generator.content.messages import word
from generator.hosting.contact import Contact
from generator.hosting.term import Term
from generator.hosting.terms import Terms
from tests.shops import new_workspace, product, site_files, write_product, write_shop
from tests.site.crawl import broken_links

START, END = date(2026, 11, 21), date(2028, 11, 21)
GRACE = Term("", "grace", starts_on=START, expires_on=END, grace_on=END)
SUSPENDED = Term("", "suspended", starts_on=START, expires_on=END, suspended_on=date(2028, 12, 21))
PURGED = Term("", "purged", starts_on=START, expires_on=END, ended_on=date(2029, 3, 21))
TODAY = date(2029, 1, 1)

SLUGS = ("kopi-satu", "kopi-dua", "kopi-tiga")
PAGES = ("index.html", "kopi.html", "teh.html", "pesan.html")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path)
    for slug in SLUGS:
        write_shop(tmp_path, slug, {"kopi": product(), "teh": product("Teh")}, whatsapp="0800-0000-0155")
    return tmp_path


def build(root: Path, known: Mapping[str, Term] | None = None, **terms: object) -> BuildReport:
    hub, problems = load_hub(root)
    assert hub is not None, problems
    return run_build(BuildOptions(root, hub, TODAY, terms=replace(Terms(known or {}), **terms)))


def test_a_pending_shop_is_not_published(root: Path) -> None:
    report = build(root, {"kopi-dua": Term("", "active")}, activation="pembina")
    assert report.sellers["built"] == 1
    assert report.sellers["unpublished"] == 2
    files = site_files(root)
    assert "kopi-dua/index.html" in files
    assert not any(path.startswith(("kopi-satu/", "kopi-tiga/")) for path in files)
    approved = dict.fromkeys(SLUGS, Term("", "active"))
    assert build(root, approved, activation="pembina").sellers["built"] == 2


def test_grace_puts_a_banner_on_every_page_of_the_shop(root: Path) -> None:
    build(root)
    before = site_files(root)
    report = build(root, {"kopi-dua": GRACE})
    assert report.sellers["built"] == 1
    files = site_files(root)
    for page in PAGES:
        text = files[f"kopi-dua/{page}"].decode()
        assert "berakhir pada 20 November 2028" in text
        assert "sebelum 21 Desember 2028" in text
        assert "wa.me/6280000000001" in text  # no mentor in Tebet: the operator helps
    assert {path for path in files if files[path] != before[path]} == {f"kopi-dua/{page}" for page in PAGES}
    build(root)
    assert site_files(root) == before


def test_the_banner_names_the_mentor_and_follows_a_change_of_mentor(root: Path) -> None:
    hub = (root / "hub.yaml").read_text("utf-8")
    mentor = "pembina:\n  Tebet: {nama: Ibu Ratna, whatsapp: 0800-0000-0011}\n"
    (root / "hub.yaml").write_text(hub + mentor, "utf-8")
    build(root, {"kopi-dua": GRACE})
    assert "minta perpanjangan ke Ibu Ratna" in site_files(root)["kopi-dua/index.html"].decode()
    (root / "hub.yaml").write_text(hub + mentor.replace("Ratna", "Dewi"), "utf-8")
    assert build(root, {"kopi-dua": GRACE}).sellers["built"] == 1
    assert "minta perpanjangan ke Ibu Dewi" in site_files(root)["kopi-dua/index.html"].decode()


def test_a_suspended_shop_is_one_friendly_page_and_leaves_the_hub(root: Path) -> None:
    shop = {"kopi": product(), "teh": product("Teh")}
    write_shop(root, "kopi-dua", shop, pindah_ke="https://kopidua.example/toko", whatsapp="0800-0000-0155")
    build(root)
    report = build(root, {"kopi-dua": SUSPENDED})
    assert report.sellers["suspended"] == 1
    assert report.sellers["unchanged"] == 2
    files = site_files(root)
    own = {path: text for path, text in files.items() if path.startswith("kopi-dua/")}
    assert set(own) == {f"kopi-dua/{name}.html" for name in ("index", "kopi", "teh", "pesan")}
    assert len(set(own.values())) == 1
    page = own["kopi-dua/index.html"].decode()
    assert "Kopi Dua sedang tidak tayang" in page
    assert "wa.me/6280000000155" in page
    assert 'href="https://kopidua.example/toko"' in page
    assert "21 Maret 2029" in page
    assert '<meta name="robots" content="noindex">' in page
    hub_files = [text for path, text in files.items() if not path.startswith("kopi-dua/")]
    assert not any(b"kopi-dua" in text for text in hub_files)
    assert broken_links(root / "build" / "site") == []


def test_a_take_down_needs_nothing_of_the_folder(root: Path) -> None:
    build(root)
    (root / "sellers" / "kopi-dua" / "toko.yaml").write_text("nama: [", "utf-8")
    report = build(root, {"kopi-dua": SUSPENDED})
    assert report.failures == []
    assert "Kopi Dua sedang tidak tayang" in site_files(root)["kopi-dua/index.html"].decode()


def test_a_lost_state_still_gives_a_take_down_page_with_a_name(root: Path) -> None:
    contact = Contact("kopi-dua", "Kopi Dua", "6280000000155", "", "", "tebet", "")
    build(root, {"kopi-dua": SUSPENDED}, contacts={"kopi-dua": contact})
    page = site_files(root)["kopi-dua/index.html"].decode()
    assert "Kopi Dua sedang tidak tayang" in page
    assert "wa.me/6280000000155" in page


def test_a_shop_of_which_nothing_is_known_gets_a_page_without_a_name(root: Path) -> None:
    build(root, {"kopi-dua": SUSPENDED})
    page = site_files(root)["kopi-dua/index.html"].decode()
    assert "Toko ini sedang tidak tayang" in page
    assert "Chat penjualnya" not in page


def test_a_suspended_shop_is_left_alone_by_the_next_build(root: Path) -> None:
    build(root)
    build(root, {"kopi-dua": SUSPENDED})
    before = site_files(root)
    report = build(root, {"kopi-dua": SUSPENDED})
    assert (report.written, report.deleted, report.hub_written) == (0, 0, 0)
    assert site_files(root) == before


def test_the_take_down_page_needs_no_folder(root: Path) -> None:
    build(root)
    build(root, {"kopi-dua": SUSPENDED})
    for path in sorted((root / "sellers" / "kopi-dua").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (root / "sellers" / "kopi-dua").rmdir()
    before = site_files(root)
    report = build(root, {"kopi-dua": SUSPENDED})
    assert (report.sellers["suspended"], report.sellers["removed"]) == (1, 0)
    assert site_files(root) == before


def test_a_purged_shop_is_gone_for_good(root: Path) -> None:
    build(root)
    build(root, {"kopi-dua": SUSPENDED})
    report = build(root, {"kopi-dua": PURGED})
    assert report.sellers["unpublished"] == 1
    assert not any(path.startswith("kopi-dua/") for path in site_files(root))
    before = site_files(root)
    build(root, {"kopi-dua": PURGED})
    assert site_files(root) == before


def test_followers_stop_naming_a_suspended_shop_and_name_it_again(root: Path) -> None:
    write_shop(root, "kopi-satu", {"kopi": product()}, ikuti="[kopi-dua]")
    build(root)
    assert b"../kopi-dua/" in site_files(root)["kopi-satu/index.html"]
    build(root, {"kopi-dua": SUSPENDED})
    assert b"kopi-dua" not in site_files(root)["kopi-satu/index.html"]
    build(root)
    assert b"../kopi-dua/" in site_files(root)["kopi-satu/index.html"]


def test_a_moved_shop_redirects_every_old_link(root: Path) -> None:
    build(root)
    (root / "sellers" / "kopi-dua").rename(root / "sellers" / "kopi-baru")
    (root / "sellers" / "kopi-baru" / "produk" / "teh.md").unlink()
    moved = {"kopi-dua": Term("", "left", moved_to="kopi-baru")}
    build(root, moved)
    files = site_files(root)
    assert b'content="0; url=../kopi-baru/kopi.html"' in files["kopi-dua/kopi.html"]
    assert b'content="0; url=../kopi-baru/index.html"' in files["kopi-dua/teh.html"]
    assert b'content="0; url=../kopi-baru/index.html"' in files["kopi-dua/index.html"]
    assert broken_links(root / "build" / "site") == []
    assert not any(b"kopi-dua" in text for path, text in files.items() if not path.startswith("kopi-dua/"))
    build(root, moved)
    assert site_files(root) == files
    (root / "sellers" / "kopi-baru").rename(root / "sellers" / "kopi-lagi")
    build(root, {"kopi-dua": moved["kopi-dua"], "kopi-baru": Term("", "left", moved_to="kopi-lagi")})
    assert b'content="0; url=../kopi-lagi/kopi.html"' in site_files(root)["kopi-dua/kopi.html"]


def test_a_follower_is_told_the_new_name_of_a_shop_that_moved(root: Path) -> None:
    write_shop(root, "kopi-satu", {"kopi": product()}, ikuti="[kopi-dua, kopi-tiga]")
    write_shop(root, "kopi-baru", {"kopi": product()}, ikuti="[kopi-dua]")
    build(root)
    shutil.rmtree(root / "sellers" / "kopi-dua")
    shutil.rmtree(root / "sellers" / "kopi-tiga")
    moved = {
        "kopi-dua": Term("", "left", moved_to="kopi-lagi"),
        "kopi-lagi": Term("", "left", moved_to="kopi-baru"),
        "kopi-tiga": Term("", "left"),
    }
    report = build(root, moved)
    told = {(one.seller, one.code, word(one, str)[1]) for one in report.diagnostics}
    plain = "type the name in its address, which is the last part of it"
    assert told == {
        ("kopi-satu", "follow-moved", "type kopi-baru"),
        ("kopi-satu", "follow-unknown", plain),
        ("kopi-baru", "follow-unknown", plain),  # its own old name: it is never told to follow itself
    }
    assert broken_links(root / "build" / "site") == []
    assert b"kopi-dua" not in site_files(root)["kopi-satu/index.html"]
    assert build(root, moved).sellers["built"] == 0


def test_a_redirect_goes_when_there_is_nothing_to_lead_to(root: Path) -> None:
    build(root)
    (root / "sellers" / "kopi-dua").rename(root / "sellers" / "kopi-baru")
    moved = {"kopi-dua": Term("", "left", moved_to="kopi-baru")}
    build(root, moved)
    build(root, moved | {"kopi-baru": PURGED})
    assert not any(path.startswith(("kopi-dua/", "kopi-baru/")) for path in site_files(root))


def test_a_build_of_one_shop_leaves_the_suspended_one_alone(root: Path) -> None:
    known = {"kopi-dua": SUSPENDED}
    build(root)
    build(root, known)
    before = site_files(root)
    hub, _ = load_hub(root)
    assert hub is not None
    write_product(root / "sellers" / "kopi-satu", "kopi", product(harga="19.000"))
    run_build(BuildOptions(root, hub, TODAY, ("kopi-satu",), terms=Terms(known)))
    changed = {path for path, text in site_files(root).items() if before.get(path) != text}
    own = {f"kopi-satu/{name}" for name in ("index.html", "kopi.html", "pesan.html", "atom.xml")}
    assert {
        path for path in changed if not path.startswith("cari/toko/")
    } == own  # there are the finds' prices


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    history=st.lists(
        st.dictionaries(st.sampled_from(SLUGS), st.sampled_from([GRACE, SUSPENDED, PURGED])), max_size=4
    )
)
def test_any_history_ends_with_every_shop_online_again(
    tmp_path_factory: pytest.TempPathFactory, history: list[dict[str, Term]]
) -> None:
    folder = new_workspace(tmp_path_factory.mktemp("terms"))
    for slug in SLUGS:
        write_shop(folder, slug)
    build(folder)
    first = site_files(folder)
    for known in history:
        build(folder, known)
        assert broken_links(folder / "build" / "site") == []
    build(folder)
    last = site_files(folder)
    shops = {path for path in first if path.startswith("kopi-")}
    assert {path: last[path] for path in shops} == {path: first[path] for path in shops}
