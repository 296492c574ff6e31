"""A shop's followers and neighbours are in one small file, which changes without the shop being built."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.build import BuildOptions
from generator.build import build as run_build
from generator.content.hub import load_hub
from generator.hosting.term import Term
from generator.hosting.terms import Terms
from tests.shops import build, changed, new_workspace, site_files, write_product, write_shop

RING = ("kopi-satu", "kopi-dua", "kopi-tiga", "kopi-empat")


def circle(root: Path, slug: str) -> dict[str, Any]:
    text = (root / "build" / "site" / "ikuti" / "toko" / f"{slug}.js").read_text("utf-8")
    assert text.startswith("etalaseCircle(")
    found: dict[str, Any] = json.loads(text[len("etalaseCircle(") : text.rindex(")")])
    return found


def circles(root: Path) -> set[str]:
    return {path.stem for path in (root / "build" / "site" / "ikuti" / "toko").glob("*.js")}


def closes(root: Path, *slugs: str) -> None:
    """Going on from one of these shops visits all of them and ends where it began; so does going back."""
    for way in ("after", "before"):
        at, walked = slugs[0], []
        while at not in walked:
            walked.append(at)
            at = circle(root, at)[way][0]
        assert at == slugs[0]
        assert sorted(walked) == sorted(slugs)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path)
    for day, slug in enumerate(RING, 1):
        write_shop(tmp_path, slug, persetujuan=f"2026-11-0{day}")
    return tmp_path


def test_a_popular_shops_new_follower_changes_one_file_beside_the_followers_own(root: Path) -> None:
    followers = [f"pembeli-{number:02}" for number in range(30)]
    for slug in followers:
        write_shop(root, slug, kecamatan="Cilandak", ikuti="[kopi-satu]")
    build(root)
    before = site_files(root)
    assert circle(root, "kopi-satu")["followers"] == 30
    assert len(circle(root, "kopi-satu")["others"]) == 12
    write_shop(root, "kopi-tiga", ikuti="[kopi-satu]", persetujuan="2026-11-03")
    _, answer = build(root)
    assert answer["sellers"]["built"] == 1
    assert circle(root, "kopi-satu")["followers"] == 31
    others = {path for path in changed(before, site_files(root)) if not path.startswith("kopi-tiga/")}
    assert others == {"ikuti/toko/kopi-satu.js"}
    assert answer["hub"]["written"] == 1


def test_shops_that_follow_back_come_first(root: Path) -> None:
    write_shop(root, "aneka-a", ikuti="[kopi-satu]")
    write_shop(root, "kopi-satu", ikuti="[kopi-tiga]")
    write_shop(root, "kopi-tiga", ikuti="[kopi-satu]")
    build(root)
    assert circle(root, "kopi-satu")["mutual"] == [["kopi-tiga", "Kopi Tiga"]]
    assert circle(root, "kopi-satu")["others"] == [["aneka-a", "Aneka A"]]
    write_shop(root, "kopi-satu")
    build(root)
    assert circle(root, "kopi-tiga") | {"followers": 0} == circle(root, "kopi-tiga")
    assert "mutual" not in circle(root, "kopi-satu")
    assert [slug for slug, _ in circle(root, "kopi-satu")["others"]] == ["aneka-a", "kopi-tiga"]


def test_the_ring_of_a_kecamatan_always_closes(root: Path) -> None:
    build(root)
    closes(root, *RING)
    write_product(root / "sellers" / "kopi-dua", "rusak", "---\nnama: x\nharga: dua puluh\n---\n")
    assert build(root)[1]["sellers"]["failed"] == 1
    closes(root, *RING)
    before = site_files(root)
    write_shop(root, "kopi-lima", persetujuan="2026-11-20")
    build(root)
    closes(root, *RING, "kopi-lima")
    touched = {path for path in changed(before, site_files(root)) if path.startswith("ikuti/")}
    assert touched == {f"ikuti/toko/{slug}.js" for slug in ("kopi-satu", "kopi-empat", "kopi-lima")}
    write_shop(root, "kopi-satu", persetujuan="tidak")
    build(root)
    assert circles(root) == {*RING[1:], "kopi-lima"}
    closes(root, *RING[1:], "kopi-lima")
    for slug in RING[2:]:
        write_shop(root, slug, kecamatan="Cilandak", persetujuan="2026-11-03")
    build(root)
    closes(root, *RING[2:])
    closes(root, "kopi-dua", "kopi-lima")


def test_the_only_shop_of_a_kecamatan_has_no_neighbours(root: Path) -> None:
    write_shop(root, "sendiri", kecamatan="Cilandak")
    build(root)
    assert circle(root, "sendiri") == {"followers": 0}


@pytest.mark.parametrize("word", ["tidak", "dicabut"])
def test_who_has_withdrawn_is_in_no_circle_and_no_list(root: Path, word: str) -> None:
    write_shop(root, "kopi-dua", ikuti="[kopi-satu]")
    write_shop(root, "kopi-empat", ikuti="[kopi-dua]")
    build(root)
    assert circle(root, "kopi-satu")["followers"] == 1
    assert b"/kopi-dua/atom.xml" in site_files(root)["kopi-empat/ikuti.opml"]
    write_shop(root, "kopi-dua", ikuti="[kopi-satu]", persetujuan=word)
    build(root)
    assert circle(root, "kopi-satu")["followers"] == 0
    named = [path for path, data in site_files(root).items() if b"kopi-dua" in data]
    assert [path for path in named if path.startswith(("ikuti/", "kopi-"))] == []


def test_a_suspended_shop_leaves_all_circles_and_comes_back_to_them(root: Path) -> None:
    write_shop(root, "kopi-dua", ikuti="[kopi-satu]", persetujuan="2026-11-02")
    write_shop(root, "kopi-satu", ikuti="[kopi-dua]", persetujuan="2026-11-01")
    hub, problems = load_hub(root)
    assert hub is not None, problems

    def build_on(*terms: Term) -> None:
        known = Terms({term.slug: term for term in terms})
        run_build(BuildOptions(root, hub, date(2029, 1, 1), terms=known))

    build_on()
    whole = site_files(root)
    assert [slug for slug, _ in circle(root, "kopi-satu")["mutual"]] == ["kopi-dua"]
    began, ended, since = date(2026, 11, 21), date(2028, 11, 21), date(2028, 12, 21)
    build_on(Term("kopi-dua", "suspended", starts_on=began, expires_on=ended, suspended_on=since))
    assert circles(root) == {*RING} - {"kopi-dua"}
    closes(root, *({*RING} - {"kopi-dua"}))
    assert circle(root, "kopi-satu")["followers"] == 0
    assert "kopi-satu/ikuti.opml" not in site_files(root)
    build_on()
    assert circle(root, "kopi-satu") == json.loads(
        whole["ikuti/toko/kopi-satu.js"][len("etalaseCircle(") : -3]
    ) | {
        "before": circle(root, "kopi-satu")["before"],
        "after": circle(root, "kopi-satu")["after"],
    }
    closes(root, *RING)


def test_a_new_name_stands_in_all_circles(root: Path) -> None:
    write_shop(root, "jauh", kecamatan="Cilandak")
    write_shop(root, "kopi-dua", ikuti="[jauh]", persetujuan="2026-11-02")
    build(root)
    write_shop(root, "kopi-dua", ikuti="[jauh]", persetujuan="2026-11-02", nama="Kopi <b>Kedua")
    build(root)
    assert circle(root, "kopi-satu")["after"] == ["kopi-dua", "Kopi <b>Kedua"]
    assert circle(root, "kopi-tiga")["before"] == ["kopi-dua", "Kopi <b>Kedua"]
    assert circle(root, "jauh")["others"] == [["kopi-dua", "Kopi <b>Kedua"]]


def test_any_changes_end_where_a_forced_build_does(root: Path) -> None:
    dice = random.Random(16)
    build(root)
    for _ in range(8):
        for slug in dice.sample(RING, 2):
            follows = ", ".join(dice.sample([other for other in RING if other != slug], dice.randrange(4)))
            word, place = dice.choice(["2026-11-05", "tidak"]), dice.choice(["Tebet", "Cilandak"])
            write_shop(root, slug, kecamatan=place, persetujuan=word, ikuti=f"[{follows}]")
        build(root)
    grown = {slug: circle(root, slug) for slug in circles(root)}
    build(root, "--force")
    assert grown == {slug: circle(root, slug) for slug in circles(root)}
