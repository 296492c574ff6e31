"""The index follows its shops: every list is what a look at all shops gives, and files stay that can stay."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bench.search_hub import SearchHub
from generator.content.hub import load_hub
from generator.content.places import all_kecamatan
from generator.render.card import CardProduct, ShopCard
from generator.search import lists, shards, update, word_index
from generator.search.document import PRODUCT, TIERS, Document, pair, row_number
from generator.search.lists import is_common, list_text
from generator.search.published import publish, read
from tests.shops import HUB, new_workspace

SMALL = (2, 3, 2, 1)
WORDS = ("kopi", "susu", "es", "gula", "aren", "baso", "kue", "tart")
PLACES = [place.slug for place in all_kecamatan()[:3]]


def card(slug: str, **keys: object) -> ShopCard:
    one = ShopCard(
        slug=slug,
        name="Kopi Ibu",
        slogan="",
        category="kuliner",
        kecamatan=PLACES[0],
        place="Tebet",
        whatsapp="",
        moves_to="",
        colour="#000000",
        joined="2026-11-01",
        products=(),
        picture=None,
    )
    return replace(one, **keys)  # a test's own keys


names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
prices = st.one_of(st.none(), st.just(5000))
products = st.lists(
    st.builds(
        CardProduct,
        st.sampled_from("abcdef"),
        names,
        prices,
        st.booleans(),
        st.sampled_from(["", "foto/a-0123456789-320"]),
        prices,
        st.booleans(),
        st.sampled_from(["", "2026-12-31"]),
    ),
    max_size=4,
    unique_by=lambda one: one.slug,
).map(tuple)
cards = st.builds(
    card,
    st.sampled_from([f"toko-{number}" for number in range(9)]),
    name=names,
    slogan=names,
    category=st.sampled_from(["kuliner", "kopi", "hilang"]),
    kecamatan=st.sampled_from(PLACES),
    products=products,
    hours=st.sampled_from(["", "480-720+780-1020,,?,,,,0-1440"]),
    delivery=st.sampled_from([(), ("ekspedisi", "perahu")]),
    closed_until=st.sampled_from(["", "2026-12-31"]),
)
edits = st.tuples(cards, st.booleans())
"""A shop as it is now, and whether it goes."""


class Site(dict[str, bytes]):
    """The files of a site; `written` since it was last emptied."""

    def __init__(self) -> None:
        super().__init__()
        self.written: set[str] = set()

    def put(self, output: object) -> None:
        path, content = output.path, output.content  # type: ignore[attr-defined]  # an Output
        if self.get(path) != content:
            self.written.add(path)
        self[path] = content

    def remove(self, path: str) -> None:
        del self[path]
        self.written.add(path)

    def paths(self, start: str) -> list[str]:
        return [path for path in self if path.startswith(start)]


@contextmanager
def small_hub() -> Iterator[SearchHub]:
    """A hub in which a list is long with three finds, and a file large with a few lists."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        for module in (lists, word_index):
            patch.setattr(module, "CAPS", SMALL)
        patch.setattr(shards, "LARGEST", 400)
        patch.setattr(shards, "PACKED", 250)
        patch.setattr(update, "LISTS_A_SHOP", 10**6)
        hub, _ = load_hub(new_workspace(Path(folder) / "w", HUB))
        assert hub
        made = SearchHub(Path(folder) / "hub", hub=hub)
        made.index.fill([])
        yield made
        made.db.close()


def known_lists(site: Site) -> dict[str, str]:
    """Every key with its list, from all files; each key where the contents say."""
    contents = json.loads(site[shards.CONTENTS].decode().removeprefix("etalaseIsi(").removesuffix(");\n"))
    found: dict[str, str] = {}
    number, first, stretches = 0, "", []
    for entry in contents.split(";") if contents else []:
        told, _, jump = entry.partition(" ")
        first = first[: ord(told[0]) - ord("A")] + told[1:]
        number = int(jump or number + 1)
        stretches.append((first, number))
    ends = [*[first for first, _ in stretches], ""][1:]
    for (first, number), end in zip(stretches, ends, strict=True):
        text = site[shards.path_of(number)].decode()
        said = json.loads("[" + text.removeprefix("etalaseDaftar(").removesuffix(");\n") + "]")
        assert said[:3] == [number, first, end]
        for record in said[3].split(";") if said[3] else []:
            key, _, listed = record.partition(" ")
            assert first <= key
            assert not end or key < end
            found[key] = listed
    assert list(found) == sorted(found)
    assert sum(path.startswith(shards.FOLDER) for path in site) == len(stretches) + 1
    return found


def expected(hub: SearchHub) -> tuple[dict[str, str], dict[str, str]]:
    """What all shops' documents make of each key: of words, and of everything else that may be listed."""
    settings_ = hub.settings
    rows: dict[str, set[int]] = {}
    for shop in hub.index.shelves.all():
        block = hub.index.shelves.block(shop)
        for one in shop.published.documents(settings_.category_of(shop.group), settings_.equal):
            row = row_number(one, block, shop.slot)
            for word in one.words:
                for key in (word, *(f"{region}{word}" for region in settings_.keys_of(shop.group))):
                    rows.setdefault(key, set()).add(row)
            for a, b in one.pairs():
                rows.setdefault(pair(a, b), set()).add(row)

    def text(key: str) -> tuple[str, bool]:
        tiers: list[list[int]] = [[] for _ in range(TIERS)]
        for row in sorted(rows[key]):
            tiers[row >> 59].append(row)
        counts = [len(tier) for tier in tiers]
        return list_text(tiers, counts), is_common(counts)

    words = {key for key in rows if key[0] not in "#$&"}
    common = {word for word in words if text(word)[1]}
    others = {
        key
        for key in rows.keys() - words
        if (set(key[1:].split(":")) <= common if key[0] == "&" else key.partition(":")[2] in common)
    }
    return {key: text(key)[0] for key in words}, {key: text(key)[0] for key in others}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=st.lists(cards, max_size=12, unique_by=lambda one: one.slug), later=st.lists(edits, max_size=8))
def test_every_list_is_what_a_look_at_all_shops_gives(
    first: list[ShopCard], later: list[tuple[ShopCard, bool]]
) -> None:
    with small_hub() as hub:
        site = Site()
        hub.index.fill(first)
        hub.index.publish(site)
        words, others = expected(hub)
        assert known_lists(site) == words | others
        for changed, gone in later:
            before = dict(site)
            site.written.clear()
            hub.index.update([(changed.slug, None if gone else changed)], site)
            assert site.written == {
                path for path in before.keys() | site.keys() if before.get(path) != site.get(path)
            }
            words, others = expected(hub)
            found = known_lists(site)
            assert {key: text for key, text in found.items() if key[0] not in "#$&"} == words
            touched = {key: text for key, text in found.items() if key in others}
            assert touched == {key: others[key] for key in touched}
            assert all(len(content) < 24_000 for content in site.values())
        fresh = dict(site)
        hub.index.publish(site)
        assert site == fresh, "what an edit leaves is what a look at everything would publish"


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=st.lists(cards, max_size=9, unique_by=lambda one: one.slug), later=st.lists(edits, max_size=6))
def test_the_same_history_gives_the_same_files(
    first: list[ShopCard], later: list[tuple[ShopCard, bool]]
) -> None:
    sites = []
    for _ in range(2):
        with small_hub() as hub:
            site = Site()
            hub.index.fill(first)
            hub.index.publish(site)
            for changed, gone in later:
                hub.index.update([(changed.slug, None if gone else changed)], site)
            sites.append(site)
    assert sites[0] == sites[1]


def test_what_would_be_too_many_files_for_one_shop_comes_with_later_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wares = tuple(
        CardProduct(f"p{n}", f"{WORDS[n]} {WORDS[n - 3]} {WORDS[n - 5]}", 1000, False) for n in range(8)
    )
    with small_hub() as hub:
        site = Site()
        hub.index.fill(
            [card(f"toko-{n}", products=wares[n : n + 3], kecamatan=PLACES[n % 3]) for n in range(8)]
        )
        hub.index.publish(site)
        lists_there = len(known_lists(site))
        monkeypatch.setattr(update, "LISTS_A_SHOP", 2)
        there = set(site.paths(shards.FOLDER)) - {shards.CONTENTS}
        site.written.clear()
        hub.index.update([("toko-8", card("toko-8", name="Baru", products=wares))], site)
        assert len(site.written & there) == 2 < len(there)
        assert known_lists(site).keys() != expected(hub)[0].keys(), "some wait"
        site.written.clear()
        dearer = (replace(wares[0], price=9), *wares[1:])
        hub.index.update([("toko-8", card("toko-8", name="Baru", products=dearer))], site)
        assert len(site.written) == 1, "a price brings no lists along"
        for number in range(40):
            hub.index.update([("toko-8", card("toko-8", name=f"Baru {number}", products=wares))], site)
        words = expected(hub)[0]
        found = known_lists(site)
        assert {key: text for key, text in found.items() if key[0] not in "#$&"} == words
        assert len(found) > lists_there


@given(cards)
def test_what_is_published_and_what_is_kept_of_a_shop_can_be_read_again(one: ShopCard) -> None:
    published = publish(one, None)
    assert read(published.text) == published
    assert ShopCard.from_json(one.to_json()) == one


def test_a_card_kept_by_an_earlier_program_can_be_read() -> None:
    kept = json.loads(card("toko-1", products=(CardProduct("teh", "Teh", 1000, False),)).to_json())
    kept["products"] = [product[:4] for product in kept["products"]]
    for key in ("hours", "delivery", "closed_until"):
        del kept[key]
    assert ShopCard.from_json(json.dumps(kept)) == card(
        "toko-1", products=(CardProduct("teh", "Teh", 1000, False),)
    )


def test_a_product_keeps_its_number_while_others_come_and_go() -> None:
    tea, coffee, ice = (CardProduct(slug, slug, 1000, False) for slug in ("teh", "kopi", "es"))
    with small_hub() as hub:
        hub.index.fill([card("toko-1", products=(tea, coffee))])
        hub.index.update([("toko-1", card("toko-1", products=(ice, coffee)))], Site())
        shop = hub.index.shelves.get("toko-1")
        assert shop
        assert [(number, slug) for number, slug, _ in shop.published.products] == [(1, "es"), (2, "kopi")]


def test_what_a_name_says_is_not_said_again() -> None:
    with small_hub() as hub:
        hub.index.fill([card("toko-1", name="Kopi Tebet", place="Tebet Timur, Tebet", slogan="Kopi enak")])
        shop = hub.index.shelves.get("toko-1")
        assert shop
        found = list(shop.published.documents("Kuliner", hub.settings.equal))
        assert found == [
            Document(0, 0, ("kopi", "tebet")),
            Document(2, 0, ("timur", "kuliner")),
            Document(3, 0, ("enak",)),
        ]
        assert PRODUCT not in {one.tier for one in found}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> SearchHub:
    made = SearchHub(tmp_path_factory.mktemp("large") / "hub", seed=3)
    made.fill(2000, 8)
    return made


MOST = 30
"""Files of the search that one shop may renew."""


def test_a_changed_price_renews_one_file_of_cards(large: SearchHub) -> None:
    shop = large.card(700, 8)
    dearer = replace(shop.products[3], price=1234)
    files = large.change(shop.slug, replace(shop, products=(*shop.products[:3], dearer, *shop.products[4:])))
    assert len(files) == 1
    assert next(iter(files)).startswith("cari/toko/")
    assert large.change(shop.slug, shop).total() == 1, "and back"
    assert large.change(shop.slug, shop).total() == 0, "nothing changed"


def test_a_shop_that_comes_changes_or_goes_renews_few_files(large: SearchHub) -> None:
    new = large.card(5000, 8)
    came = large.change(new.slug, new)
    renamed = large.change(new.slug, replace(new, name="Nama Baru Sekali", slogan="Baru"))
    sold_out = large.change(new.slug, replace(new, products=new.products[1:]))
    moved = large.change(new.slug, replace(new, kecamatan="tebet", place="Tebet"))
    went = large.change(new.slug, None)
    assert all(0 < len(files) <= MOST for files in (came, renamed, sold_out, moved, went))
    assert max([*came.values(), *went.values()]) == 1, "each is written once"


def test_a_shop_that_goes_leaves_nothing(large: SearchHub) -> None:
    new = replace(large.card(6000, 8), name="Xyzzyq Plugh")
    before = {path: path.read_bytes() for path in large.site.rglob("*.js")}
    large.change(new.slug, new)
    assert any(b"xyzzyq" in path.read_bytes() for path in large.site.rglob("*.js"))
    large.change(new.slug, None)
    assert {path: path.read_bytes() for path in large.site.rglob("*.js")} == before
