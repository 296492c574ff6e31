"""The hub's lists: every shop is few taps away, and a change rewrites few of their pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bench.lists import TAPS, Hub, crawl
from generator.building import enlisting
from generator.content.places import all_kecamatan
from generator.demo.dice import Dice
from tests.shops import changed

SHOPS = 2000
LIMITS = {"new": 19, "gone": 42, "name": 8, "place": 61}
"""Hub files that one change rewrites at most, beside its sitemap.

Of a new shop: 8 always and three circles, and where its coming gives a list one more page, two pages of it
and the sitemap of the hub's pages. A shop that goes and was the last on its page takes the page along, and
pages that led there lead on. One that moves does both. A new name stands on three lists, the home page and
in the search, and with both neighbours.
"""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    found = Hub(tmp_path)
    yield found
    found.state.close()


def files(hub: Hub) -> dict[str, bytes]:
    return {p.relative_to(hub.site).as_posix(): p.read_bytes() for p in hub.site.rglob("*") if p.is_file()}


def lists(hub: Hub) -> set[str]:
    """Lists that have a page."""
    folders = ("kategori", "kecamatan")
    found = (page.parent for name in folders for page in (hub.site / name).rglob("*.html"))
    return {path.relative_to(hub.site).as_posix() for path in found} - {*folders}


def links(hub: Hub, page: str) -> set[str]:
    """Lists that a page leads to."""
    text = (hub.site / page).read_text("utf-8")
    return set(re.findall(r'href="(?:\.\./)*((?:kategori|kecamatan)/[^"#]+)/index\.html', text))


@pytest.mark.parametrize("uneven", [False, True])
def test_every_shop_is_within_four_taps_of_the_home_page(tmp_path: Path, *, uneven: bool) -> None:
    hub = Hub(tmp_path, uneven=uneven)
    for number in range(1, SHOPS + 1):
        hub.put(hub.card(number))
    hub.renew()
    pages, shops = crawl(hub.site)
    hub.state.close()
    assert len(shops) == SHOPS
    assert max(shops.values()) <= TAPS
    assert sum(pages.values()) >= sum(1 for _ in hub.site.glob("kategori/**/hal-*.html"))


def test_long_lists_are_as_near(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enlisting, "PAGE", 1)
    hub = Hub(tmp_path)
    for number in range(1, 251):
        hub.put(replace(hub.card(number), category="kue", kecamatan="tebet"))
    hub.renew()
    assert len(list(hub.site.glob("kecamatan/tebet/hal-*.html"))) == 248
    _pages, shops = crawl(hub.site)
    hub.state.close()
    assert len(shops) == 250
    assert max(shops.values()) == TAPS


def test_any_change_rewrites_few_pages_and_ends_where_a_forced_build_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enlisting, "PAGE", 2)
    hub, dice = Hub(tmp_path, uneven=True), Dice("changes")
    for number in range(1, 201):
        hub.put(hub.card(number))
    hub.renew()
    live = {number: hub.card(number) for number in range(1, 201)}
    costs: dict[str, list[int]] = {kind: [] for kind in LIMITS}
    for following in range(201, 281):
        kind, number = dice.pick([*LIMITS]), dice.pick([*live])
        match kind:
            case "new":
                live[following] = hub.card(following)
                hub.put(live[following])
            case "gone":
                number = sorted(live)[int(len(live) * dice.random() ** 3)]  # most of them old
                hub.remove(live.pop(number).slug)
            case "name":
                live[number] = replace(live[number], name=f"Nama {following}")
                hub.put(live[number])
            case _:
                live[number] = replace(live[number], kecamatan=dice.pick(all_kecamatan()).slug)
                hub.put(live[number])
        costs[kind].append(hub.renew()[0])
    assert {kind: max(of) <= LIMITS[kind] for kind, of in costs.items()} == dict.fromkeys(LIMITS, True), costs
    assert len(crawl(hub.site)[1]) == len(live), "a page is lost, or a shop"
    step_by_step = files(hub)
    hub.renew(context="all anew")
    assert files(hub) == step_by_step
    hub.state.close()


def test_lists_without_shops_are_linked_nowhere(hub: Hub) -> None:
    first, second = (
        replace(hub.card(n), kecamatan="tebet", category=c) for n, c in ((1, "kue"), (2, "kopi"))
    )
    hub.put(first)
    hub.renew()
    own = {"kategori/kue", "kecamatan/tebet", "kategori/kue/tebet"}
    always = lists(hub) - {"kategori/kue/tebet"}
    reached = {
        name for page in (*(f"{one}/index.html" for one in own), "index.html") for name in links(hub, page)
    }
    assert reached == own
    assert not any(name.count("/") == 2 for name in always)

    hub.put(second)
    hub.renew()
    assert "kategori/kopi" in links(hub, "kategori/kue/index.html")
    assert "kategori/kopi/tebet" in links(hub, "kecamatan/tebet/index.html")
    hub.remove(second.slug)
    hub.renew()
    assert lists(hub) == own | always
    assert "kategori/kopi" not in links(hub, "kategori/kue/index.html")


def test_the_lists_of_a_category_and_of_a_kecamatan_offer_each_other(hub: Hub) -> None:
    places = ("tebet", "tebet", "cilandak")
    for number, (category, place) in enumerate(zip(("kue", "kopi", "kue"), places, strict=True), 1):
        hub.put(replace(hub.card(number), category=category, kecamatan=place))
    hub.renew()
    assert links(hub, "kategori/kue/index.html") >= {"kategori/kue/tebet", "kategori/kue/cilandak"}
    assert links(hub, "kecamatan/tebet/index.html") >= {"kategori/kue/tebet", "kategori/kopi/tebet"}
    assert links(hub, "kategori/kue/tebet/index.html") == {"kategori/kue", "kecamatan/tebet"}


def test_a_page_says_which_part_of_its_list_it_shows(hub: Hub) -> None:
    for number in range(1, 101):
        hub.put(replace(hub.card(number), category="kue", kecamatan="tebet"))
    hub.renew()
    folder = hub.site / "kategori/kue/tebet"
    first, second = ((folder / name).read_text("utf-8") for name in ("index.html", "hal-2.html"))
    assert "28 toko terbaru dari 100 toko" in first
    assert "Halaman 2: toko ke-25 sampai ke-48<" in second
    assert "<title>Kue &amp; Camilan di Tebet, halaman 2 – " in second
    assert 'rel="canonical" href="https://etalase.example/kategori/kue/tebet/hal-2.html"' in second
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', second)[0])
    page, crumbs = data["@graph"]
    assert len(page["mainEntity"]["itemListElement"]) == 24
    assert [
        crumb["item"].removeprefix("https://etalase.example/") for crumb in crumbs["itemListElement"]
    ] == [
        "",
        "kategori/",
        "kategori/kue/",
        "kategori/kue/tebet/",
    ]
    assert [crumb["name"] for crumb in crumbs["itemListElement"]][1:] == [
        "Kategori",
        "Kue & Camilan",
        "Tebet",
    ]
    sitemap = (hub.site / "sitemap-hub.xml").read_text("utf-8")
    assert "https://etalase.example/kategori/kue/tebet/hal-2.html" in sitemap
    assert "https://etalase.example/kategori/kue/tebet/<" in sitemap


def test_when_the_oldest_shops_are_gone_their_page_is_the_oldest_that_is_left(hub: Hub) -> None:
    cards = [replace(hub.card(n), category="kue", kecamatan="tebet") for n in range(1, 151)]
    for card in cards:
        hub.put(card)
    hub.renew()
    before = files(hub)
    for card in cards[:30]:
        hub.remove(card.slug)
    hub.renew()
    after, name = files(hub), "kategori/kue/tebet/hal-"
    assert [path for path in after if path.startswith(name)] and f"{name}2.html" not in after
    assert "Halaman 1: toko ke-25 sampai ke-48" in after[f"{name}1.html"].decode()
    assert {path for path in changed(before, after) if path.startswith(name)} == {
        f"{name}{page}.html" for page in (1, 2, 3, 4, 5)
    }


def test_a_state_of_a_program_that_knew_fewer_lists_gets_them_in_order(hub: Hub) -> None:
    for number in range(1, 101):
        hub.put(replace(hub.card(number), category="kue", kecamatan="tebet"))
    hub.renew()
    wanted = files(hub)
    for path in (hub.site / "kategori/kue/tebet").iterdir():
        hub.state.forget_file(path.relative_to(hub.site).as_posix())
        path.unlink()
    hub.state.commit()
    hub.state._db.execute("DELETE FROM places WHERE list LIKE 'kategori/%/%'")
    hub.state._db.execute("DELETE FROM meta WHERE key LIKE 'last:kategori/%/%'")
    hub.renew(context="a newer program")
    assert files(hub) == wanted
