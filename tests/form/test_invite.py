"""`etalase invite` and `etalase form` from the command line."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.form.links import link_of_token
from generator.form.shop_removal import forget
from generator.hosting.ledger import open_ledger
from generator.hosting.term import Event
from tests.form.forms import HUB_WITH_MENTORS, new_form
from tests.shops import etalase, new_workspace, product, write_photo, write_shop


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_workspace(tmp_path, HUB_WITH_MENTORS)


def invite(root: Path, *arguments: str) -> tuple[int, str]:
    outcome = CliRunner().invoke(main, ["--root", str(root), "invite", *arguments])
    return outcome.exit_code, outcome.output


def test_the_one_object_is_as_promised(root: Path) -> None:
    write_shop(root, "satu")
    code, answer = etalase(root, "invite", "satu", "--public-url", "https://isi.hub.example")
    assert code == 0
    assert set(answer) == {"version", "slug", "url", "expires_on"}
    assert (answer["version"], answer["slug"], answer["expires_on"]) == (1, "satu", None)
    assert re.fullmatch(r"https://isi\.hub\.example/m/[\w-]{24}", answer["url"])


def test_a_link_can_have_an_end(root: Path) -> None:
    write_shop(root, "satu")
    _, answer = etalase(root, "invite", "satu", "--days", "30")
    assert date.fromisoformat(answer["expires_on"]) >= date.today() + timedelta(days=29)  # noqa: DTZ011
    _, answer = etalase(root, "invite", "--role", "mentor", "--kecamatan", "tebet")
    assert answer["expires_on"]


def test_revoking_ends_all_links_of_a_seller(root: Path) -> None:
    write_shop(root, "satu")
    tokens = [etalase(root, "invite", "satu")[1]["url"].rpartition("/")[2] for _ in range(2)]
    form = new_form(root)
    assert all(link_of_token(form.context.database, token, form.context.today) for token in tokens)
    code, answer = etalase(root, "invite", "satu", "--revoke")
    assert (code, answer["url"]) == (0, "")
    assert not any(link_of_token(form.context.database, token, form.context.today) for token in tokens)


def test_a_new_slug_begins_a_shop_only_when_told(root: Path) -> None:
    write_shop(root, "kopi-tebet")
    code, answer = etalase(root, "invite", "warung-baru", "--kecamatan", "Tebet")
    assert (code, answer["url"]) == (1, "")
    assert answer["error"] == "there is no shop warung-baru: --new begins a shop of that name"
    form = new_form(root)
    assert not list((root / "form" / "sellers").iterdir())
    assert etalase(root, "invite", "warung-baru", "--new", "--kecamatan", "Tebet")[0] == 0
    assert form.context.drafts.read("warung-baru").seller.kecamatan.name == "Tebet"
    assert not (root / "sellers" / "warung-baru").exists()
    assert etalase(root, "invite", "warung-baru")[0] == 0, "a shop that only the form knows is known"


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("kopi-tebett", "kopi-tebet"),
        ("Kopi-Tebet", "kopi-tebet"),
        ("kopitebet", "kopi-tebet"),
        ("warung-bru", "warung-baru"),
        ("tuko-cari", "toko-cari"),
    ],
)
@pytest.mark.parametrize("more", [[], ["--revoke"]])
def test_a_slip_is_asked_about_and_makes_no_link(root: Path, typed: str, near: str, more: list[str]) -> None:
    for slug in ("kopi-tebet", "toko-cari"):
        write_shop(root, slug)
    assert etalase(root, "invite", "warung-baru", "--new")[0] == 0
    code, out = invite(root, typed, *more)
    assert code == 1
    assert f"there is no shop {typed}; did you mean {near}?" in out
    assert "/m/" not in out
    assert [path.name for path in (root / "form" / "sellers").iterdir()] == ["warung-baru"]


def test_a_shop_that_is_there_is_not_begun_again(root: Path) -> None:
    write_shop(root, "satu")
    outcome = CliRunner().invoke(main, ["--root", str(root), "invite", "satu", "--new"])
    assert outcome.exit_code == 0
    assert "There is a shop satu already" in outcome.stderr
    assert invite(root, "sellers/satu/")[0] == 0, "as a shell completes it"


@pytest.mark.parametrize("slug", ["cari", "ab", "Warung", "../etc", "a--b"])
def test_a_slug_that_cannot_be_is_refused(root: Path, slug: str) -> None:
    for more in ([], ["--new"]):
        code, answer = etalase(root, "invite", slug, *more)
        assert code == 1
        assert answer["error"]
    assert not list((root / "form" / "sellers").iterdir())


def test_a_slug_that_was_purged_is_never_given_again(root: Path) -> None:
    on = date(2026, 1, 1)
    with open_ledger("sqlite:///ledger.db", root) as ledger:
        ledger.record("pernah-ada", lambda _term: [Event("pernah-ada", "left", on, "op", "left:1")])
    for more in ([], ["--new"]):
        code, answer = etalase(root, "invite", "pernah-ada", *more)
        assert code == 1
        assert "never given again" in answer["error"]


def test_wrong_usage(root: Path) -> None:
    assert invite(root)[0] == 2
    assert invite(root, "satu", "--role", "mentor", "--kecamatan", "Tebet")[0] == 2
    assert invite(root, "--role", "mentor")[0] == 2
    assert invite(root, "--role", "mentor", "--kecamatan", "Tebet", "--new")[0] == 2
    assert invite(root, "satu", "--revoke", "--new")[0] == 2
    assert invite(root, "--role", "mentor", "--kecamatan", "Bandung")[0] == 1


def test_the_form_serves_and_remembers_its_address(root: Path) -> None:
    write_shop(root, "satu")
    program = Path(sys.executable).with_name("etalase")
    server = subprocess.Popen(
        [program, "--root", str(root), "form", "--port", "0", "--public-url", "https://isi.hub.example/"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout and server.stderr
        found = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline())
        assert found, server.stderr.read()
        with urllib.request.urlopen(found[0], timeout=10) as answer:
            assert "Isi toko Anda dari HP" in answer.read().decode()
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(10)
    assert etalase(root, "invite", "satu")[1]["url"].startswith("https://isi.hub.example/m/")
    assert (root / "form" / "secret").stat().st_mode & 0o077 == 0
    assert (root / "form").stat().st_mode & 0o077 == 0


def test_a_link_that_begins_a_shop_says_so(root: Path) -> None:
    write_shop(root, "satu")
    words = ["--root", str(root), "invite"]
    assert "begins the shop satuu" in CliRunner().invoke(main, [*words, "satuu", "--new"]).stderr
    assert "begins" not in CliRunner().invoke(main, [*words, "satu"]).stderr


def test_a_database_that_cannot_be_used_is_told(root: Path) -> None:
    (root / "form" / "form.db").mkdir(parents=True)
    code, answer = etalase(root, "invite", "satu")
    assert code == 1
    assert "form.db cannot be used" in answer["error"]


def test_whoever_wants_to_be_forgotten_leaves_nothing_in_the_form(root: Path) -> None:
    for slug, colour in (("satu", "#884422"), ("dua", "#224488")):
        folder = write_shop(root, slug, {"kopi": product(foto="[kopi.jpg]")})
        write_photo(folder, "kopi.jpg", colour)
    form = new_form(root)
    for slug in ("satu", "dua"):
        assert form.seller(slug).get(f"/t/{slug}/foto/kopi.jpg").status_code == 200
        form.seller(slug).say(f"/t/{slug}/isi/tentang", {"slogan": f"rahasia-{slug}", "cerita": ""})
    form.context.database.close()
    assert forget(root, "satu") > 3
    left = b"".join(path.read_bytes() for path in (root / "form").rglob("*") if path.is_file())
    assert b"rahasia-satu" not in left
    assert not (root / "form" / "sellers" / "satu").exists()
    [picture] = (root / "form" / "cache" / "photos").rglob("*.json")
    assert picture.stem in {path.name.split("-")[0] for path in picture.parent.glob("*-*.webp")}
    assert form.context.drafts.read("dua").seller.slogan == "rahasia-dua"
    assert forget(root, "belum-ada") == 0
    assert forget(root / "lain", "satu") == 0


def test_a_shop_that_only_the_form_knows_can_be_erased(root: Path) -> None:
    code, _ = etalase(root, "invite", "warung-baru", "--new", "--kecamatan", "Tebet")
    assert code == 0
    assert (root / "form" / "sellers" / "warung-baru").is_dir()
    outcome = CliRunner().invoke(main, ["--root", str(root), "hosting", "erase", "warung-baru", "--yes"])
    assert outcome.exit_code == 0, outcome.output
    assert not (root / "form" / "sellers" / "warung-baru").exists()
    assert not [path for path in (root / "form").rglob("*") if b"warung-baru" in str(path).encode()]
