"""In a real browser the search finds what a look at every shop finds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, expect

from bench import budgets
from bench.plain_scan import Query, Scan
from bench.search import FIRST, Questions
from bench.search_hub import SearchHub
from bench.search_page import SearchPage, searching
from generator.render.card import CardProduct
from tests.search.conftest import PRODUCTS, SHOPS

EVERYTHING = 10**6


@pytest.fixture(scope="module")
def kinds(hub: SearchHub) -> dict[str, list[Query]]:
    return Questions(hub, SHOPS, PRODUCTS).kinds(12)


def scanned(hub: SearchHub, queries: Iterable[Query], limit: int) -> dict[Query, list[int]]:
    return Scan(hub.settings, hub.index.shelves).all(queries, limit)


def test_a_word_finds_exactly_what_has_it(
    hub: SearchHub, page: SearchPage, kinds: dict[str, list[Query]]
) -> None:
    queries = [*kinds["a rare word"], *kinds["a word in a kecamatan"], *kinds["a word in a category"]]
    queries += [Query("siti"), Query("serut"), Query("kebaya"), Query("tebet"), Query("keb")]
    wanted = scanned(hub, queries, EVERYTHING)
    found = {query: page.find(query) for query in queries}
    whole = [query for query in queries if not found[query]["atLeast"]]
    assert len(whole) > len(queries) / 2
    assert {query: found[query]["full"] for query in whole} == {query: wanted[query] for query in whole}


def test_the_first_finds_are_those_of_a_plain_scan(
    hub: SearchHub, page: SearchPage, kinds: dict[str, list[Query]]
) -> None:
    queries = [query for some in kinds.values() for query in some]
    wanted = scanned(hub, queries, FIRST)
    found = {query: page.first(query, FIRST) for query in queries}
    same = [query for query in wanted if set(wanted[query]) == set(found[query])]
    assert len(same) >= 0.95 * len(wanted), [query for query in wanted if query not in same]


def test_a_kecamatan_that_is_typed_is_a_place_before_it_is_a_name(
    page: SearchPage, kinds: dict[str, list[Query]]
) -> None:
    for typed, chosen in zip(
        kinds["a word and a kecamatan's name"], kinds["a word in a kecamatan"], strict=True
    ):
        there = page.first(chosen, FIRST)
        assert there, chosen
        assert page.first(typed, FIRST)[: len(there)] == there, typed


def test_the_nearest_come_first(hub: SearchHub, page: SearchPage) -> None:
    kota = {place: kota for place, _, kota in hub.settings.for_browsers()["places"]}
    places = [*hub.settings.kecamatan]
    found = page.find(Query("kebaya", kecamatan="tebet"), nearest="tebet")["full"]
    near = [places[number // 8192 % len(places)] for number in found]
    distance = [0 if place == "tebet" else 1 if kota[place] == kota["tebet"] else 2 for place in near]
    assert distance == sorted(distance)
    assert set(distance) == {0, 1, 2}
    assert set(found) == set(page.find(Query("kebaya"))["full"]), "nobody is left out"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kebayaa", "kebaya"),
        ("keabya", "kebaya"),
        ("ekbaya", "kebaya"),
        ("kebya", "kebaya"),
        ("kebaja", "kebaya"),
    ],
)
def test_a_slip_is_told(page: SearchPage, typed: str, meant: str) -> None:
    found = page.find(Query(typed))
    assert found["meant"] == meant
    assert found["full"] == page.find(Query(meant))["full"]


def test_a_search_is_light(browser: Browser, hub: SearchHub, kinds: dict[str, list[Query]]) -> None:
    for kind in ("a common word", "two words of a product", "a word and a kecamatan's name"):
        query = kinds[kind][0]
        with searching(browser, hub, asked=f"?q={query.text.replace(' ', '+')}") as page:
            assert 0 < page.bytes_fetched() <= budgets.SEARCH_BYTES


@pytest.fixture
def own(tmp_path: Path) -> SearchHub:
    """A small hub that a test may change."""
    made = SearchHub(tmp_path / "hub")
    made.page()
    made.fill(40, 3)
    return made


def test_more_are_shown_when_asked_for(browser: Browser, hub: SearchHub) -> None:
    with searching(browser, hub, asked="?q=kebaya") as page:
        assert len(page.shown()) == FIRST
        first = page.shown()
        page.page.locator("#more").click()
        links = page.page.locator("#found a[data-etalase=hasil]")
        expect(links).to_have_count(2 * FIRST)
        assert page.shown()[:FIRST] == first, "what was seen stays where it was"
        assert len(set(page.shown())) == 2 * FIRST
        expect(links.nth(FIRST)).to_be_focused()


def test_a_find_names_the_product_and_leads_to_it(browser: Browser, own: SearchHub) -> None:
    shop = own.card(7, 3)
    product = shop.products[1]
    with searching(browser, own, asked=f"?q={product.name.replace(' ', '+')}") as page:
        link = page.page.locator(f"#found a[href='../{shop.slug}/{product.slug}.html']")
        expect(link).to_have_text(product.name)
        expect(link.locator("xpath=ancestor::li")).to_contain_text(shop.name)


def test_finds_with_some_of_the_words_stand_apart(browser: Browser, hub: SearchHub) -> None:
    with searching(browser, hub, asked="?q=kebaya+xqzwv") as page:
        expect(page.page.locator("#progress")).to_contain_text("kebaya xqzwv")
        assert len(page.shown()) == FIRST
        expect(page.page.locator("#more")).to_be_hidden()


def test_words_of_sellers_are_never_markup(browser: Browser, own: SearchHub) -> None:
    evil = "</script><img src=x onerror=alert(1)> & \"'`\\ \u2028 xqzwv"
    shop = replace(
        own.card(7, 3),
        name=evil,
        slogan=evil,
        place=evil,
        products=(CardProduct("a", evil, 1, True), CardProduct("b", "Xqzwv biasa", None, False)),
    )
    own.change(shop.slug, shop)
    assert not any(b"</" in file.read_bytes() for file in (own.site / "cari").rglob("*.js"))
    with searching(browser, own, asked="?q=xqzwv") as page:
        assert len(page.shown()) == 3
        assert page.page.locator("#found img").count() == 0
        expect(page.page.locator("#found")).to_contain_text("<img src=x onerror=alert(1)>")


def test_a_hub_that_is_renewed_meanwhile_is_read_again(browser: Browser, own: SearchHub) -> None:
    """Her browser has the contents of yesterday's index; the files are of today."""
    own.fill(300, 8)
    with searching(browser, own, asked="?q=abon") as page:
        assert len([path for path in page.files if "data" in path]) == 2, "the contents and one file"
        own.fill(1200, 8)
        queries = [Query(word) for word in ("kebaya", "nastar", "teh", "sambal", "wijen")]
        wanted = scanned(own, queries, FIRST)
        assert {query: page.first(query, FIRST) for query in queries} == wanted
        assert page.files.count("cari/data/isi.js") == 2


def test_a_lost_connection_can_be_tried_again(browser: Browser, own: SearchHub) -> None:
    with searching(browser, own) as page:
        page.page.route("**/cari/data/*.js*", lambda route: route.abort())
        page.page.route("**/cari/toko/*.js*", lambda route: route.abort())
        page.page.locator("#q").fill("kue")
        expect(page.page.locator("#retry")).to_be_visible()
        page.page.unroute_all()
        page.page.locator("#retry").click()
        page.page.locator("#found a").first.wait_for()
        expect(page.page.locator("#retry")).to_be_hidden()


def test_a_hub_without_shops_says_that_there_is_nothing(browser: Browser, tmp_path: Path) -> None:
    empty = SearchHub(tmp_path / "hub")
    empty.page()
    empty.fill(0, 1)
    with searching(browser, empty, asked="?q=kopi") as page:
        expect(page.page.locator("#nothing")).to_be_visible()
        expect(page.page.locator("#retry")).to_be_hidden()
