"""The basket: from plus and minus to one WhatsApp message, on the web and from a disk."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from bench.pages import layout_shift, violations
from bench.server import serving
from tests.shops import product, write_shop
from tests.site.crawl import chat
from tests.site.visits import visit
from tests.site.workspace import REPOSITORY, SITE, basket_shop, build_site

SHOP = "dapur-kantor"
NOTE = 'Tanpa & # % + * _ ~ "pedas" 😀\nbaris dua\u202b שלום'
LIMIT = 1_800

WORDS = {
    "greeting": "Halo {shop}, saya mau pesan:",
    "line": "{number}. {quantity} × {name} = {sum}",
    "ask": "tanya harga",
    "total": "Total: {total}",
    "unpriced": "{total} ({count} barang belum ada harganya)",
    "more": "+ {count} barang lain",
    "way": "Pengiriman: {way}",
    "date": "Untuk tanggal: {date}",
    "name": "Nama: {name}",
    "reference": "Ref: {reference}",
    "point": ".",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub of shops without photos: it is built in a second."""
    root = tmp_path_factory.mktemp("basket")
    shutil.copy(REPOSITORY / "hub.yaml", root)
    basket_shop(root / "sellers" / SHOP)
    write_shop(root, "toko-libur", libur="{sampai: 2026-12-31}")
    write_shop(root, "toko-habis", {"kopi": product(stok="habis")})
    assert build_site(root).failures == []
    return root / "build" / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serving(site) as url:
        yield url


def add(page: Page, slug: str, choice: str = "", times: int = 1) -> None:
    """Tap plus; there is one on a page for each product or choice."""
    varian = f'[data-varian="{choice}"]' if choice else ""
    for _ in range(times):
        page.locator(f"[data-etalase=tambah][data-produk={slug}]{varian}").click()


def message(page: Page) -> tuple[str, str]:
    """Number and text of the link that sends the order."""
    return chat(str(page.locator("[data-etalase=kirim]").get_attribute("href")))


def open_basket(page: Page) -> None:
    page.locator("[data-etalase=keranjang]").click()


@pytest.mark.parametrize("start", ["web", "disk"])
def test_choices_a_note_and_delivery_become_one_message(
    browser: Browser, site: Path, address: str, start: str
) -> None:
    root = address if start == "web" else site.as_uri()
    with visit(browser, f"{root}/{SHOP}/index.html") as seen:
        page = seen.page
        page.set_viewport_size({"width": 360, "height": 740})
        if start == "web":
            add(page, "nasi-box", times=2)
            expect(page.locator("[data-etalase=keranjang]")).to_have_text("11 barang · Rp275.000")
            page.locator(".card a[href='bolu.html#varian']").click()
        else:  # there the basket lives as long as the page
            page.goto(f"{root}/{SHOP}/bolu.html")
        add(page, "bolu", "Keju & #1", times=2)
        add(page, "bolu", "Pandan")
        open_basket(page)
        page.locator("dialog textarea").nth(1 if start == "web" else 0).fill(NOTE)
        page.get_by_label("Ojek daring").check()
        page.get_by_label("Nama Anda").fill("Bu Ani & co")
        number, text = message(page)
        assert seen.faults == []
        assert seen.strangers == []
    box = "1. 11 × Nasi Box (per box) = Rp275.000\n" if start == "web" else ""
    first, total = (2, "390.000") if start == "web" else (1, "115.000")
    reference = re.findall(r"ER-\d{4}-[2-9A-HJKMNP-Z]{4}", text)
    assert number == "6280000000905"
    assert text == (
        'Halo Dapur "Kantor" & Kue #1, saya mau pesan:\n'
        f"{box}"
        f"{first}. 2 × Bolu (Keju & #1) = Rp80.000\n"
        f"{NOTE}\n"
        f"{first + 1}. 1 × Bolu (Pandan) = Rp35.000\n"
        f"Total: Rp{total}\n"
        "Pengiriman: ojek daring\n"
        "Nama: Bu Ani & co\n"
        f"Ref: {reference[0]}\n"
        f"{SITE}/{SHOP}/"
    )


def test_without_a_script_every_product_keeps_its_single_link(browser: Browser, address: str) -> None:
    for path, links in (("nasi-box", 1), ("bolu", 2)):
        with visit(browser, f"{address}/{SHOP}/{path}.html", script=False) as seen:
            found = seen.page.locator("main a.order[href*='wa.me/628']").locator("visible=true")
            expect(found).to_have_count(links)
            assert seen.page.locator("[data-etalase]").locator("visible=true").count() == 0


def test_a_price_to_be_asked_for_and_a_day(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/{SHOP}/index.html") as seen:
        page = seen.page
        assert page.locator("[data-etalase=tambah][data-produk=lemper]").count() == 0, "sold out"
        add(page, "tumpeng")
        add(page, "kue-lapis")
        expect(page.locator("[data-etalase=keranjang]")).to_contain_text("2 barang · Rp")
        open_basket(page)
        page.locator("[name=tanggal]").fill("2099-12-05")
        text = message(page)[1]
        assert "1. 1 × Tumpeng (10 orang) = tanya harga\n" in text
        assert (
            "(1 barang belum ada harganya)\nPengiriman: ambil sendiri\nUntuk tanggal: 5 Desember 2099\n"
            in text
        )
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page) == []


def test_a_basket_is_kept_agreed_on_and_forgotten(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/{SHOP}/index.html") as seen:
        page = seen.page
        add(page, "nasi-box")
        other = page.context.new_page()
        other.goto(f"{address}/{SHOP}/bolu.html")
        expect(other.locator("[data-etalase=keranjang]")).to_have_text("10 barang · Rp250.000")
        add(other, "bolu", "Pandan")
        expect(page.locator("[data-etalase=keranjang]")).to_have_text("11 barang · Rp285.000")
        page.locator("[data-etalase=kurang][data-produk=nasi-box]").click()  # below the minimum: none
        expect(other.locator("[data-etalase=keranjang]")).to_have_text("1 barang · Rp35.000")
        key = f"etalase:keranjang:{SHOP}"
        page.evaluate(
            "([key, late]) => localStorage.setItem(key, JSON.stringify("
            "{...JSON.parse(localStorage.getItem(key)), at: Date.now() - late}))",
            [key, 7 * 24 * 3600 * 1000],
        )
        page.goto(f"{address}/{SHOP}/index.html")
        page.locator("[data-etalase=tambah]").first.wait_for()
        expect(page.locator("[data-etalase=keranjang]")).to_be_hidden()


@pytest.mark.parametrize("stored", ["{", "null", '{"version":1,"at":9e15,"lines":[{"slug":1}]}', '"x"'])
def test_what_is_no_basket_is_an_empty_one(browser: Browser, address: str, stored: str) -> None:
    with visit(browser, f"{address}/{SHOP}/index.html") as seen:
        seen.page.evaluate("([k, v]) => localStorage.setItem(k, v)", [f"etalase:keranjang:{SHOP}", stored])
        seen.page.reload()
        add(seen.page, "nasi-box")
        expect(seen.page.locator("[data-etalase=keranjang]")).to_have_text("10 barang · Rp250.000")
        assert seen.faults == []


def test_a_changed_price_and_what_is_sold_out_are_said(browser: Browser, address: str, site: Path) -> None:
    with visit(browser, f"{address}/{SHOP}/index.html") as seen:
        page = seen.page
        add(page, "nasi-box")
        add(page, "kue-lapis")
        html = (site / SHOP / "index.html").read_text("utf-8")
        html = html.replace('"name":"Nasi Box","price":25000', '"name":"Nasi Box","price":27000')
        html = html.replace('"name":"Kue Lapis",', '"stock":"habis","name":"Kue Lapis",')
        page.route("**/index.html", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto(f"{address}/{SHOP}/bolu.html")
        page.locator("[data-etalase=tambah]").first.wait_for()
        open_basket(page)  # this page knows bolu only: it asks the shop's
        expect(page.locator(".said").first).to_have_text(
            "Harganya berubah: tadinya Rp25.000, sekarang Rp27.000."
        )
        expect(page.locator(".said").last).to_have_text("Sedang habis, jadi tidak ikut dipesan.")
        assert "10 × Nasi Box (per box) = Rp270.000\nTotal: Rp270.000\n" in message(page)[1]
        assert "Kue Lapis" not in message(page)[1]


def test_nothing_moves_when_a_basket_is_there(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/{SHOP}/index.html") as seen:
        add(seen.page, "nasi-box")
        for path in ("index", "nasi-box", "bolu"):
            seen.page.goto(f"{address}/{SHOP}/{path}.html", wait_until="networkidle")
            expect(seen.page.locator("[data-etalase=keranjang]")).to_be_visible()
            assert layout_shift(seen.page) == 0, path


def test_the_script_ends_an_offer_after_its_last_day(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/{SHOP}/kue-lapis.html") as seen:
        page = seen.page
        for moment, price in (("2026-12-05T16:59:00Z", "Rp45.000"), ("2026-12-05T17:01:00Z", "Rp60.000")):
            page.clock.set_fixed_time(moment)
            page.reload()
            expect(page.locator(".price b")).to_have_text(price)
            expect(page.locator(".offer")).to_be_visible(visible=price == "Rp45.000")
            add(page, "kue-lapis")
            assert f"1 × Kue Lapis = {price}\n" in message(page)[1]
            open_basket(page)
            page.locator("#keranjang .clear").click()
            page.keyboard.press("Escape")


def test_an_office_orders_from_the_list_and_prints_it(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/{SHOP}/index.html") as seen:
        page = seen.page
        page.locator("main a[href='pesan.html']").click()
        page.locator("main").get_by_label("Jumlah: Nasi Box").fill("40")
        page.locator("main").get_by_label("Jumlah: Bolu, Pandan").fill("3")
        page.locator("main").get_by_label("Jumlah: Kue Lapis").focus()
        page.locator("main").get_by_label("Jumlah: Nasi Box").fill("4")  # 10 at least
        page.locator("main").get_by_label("Jumlah: Nasi Box").blur()
        text = message(page)[1]
        assert (
            "1. 10 × Nasi Box (per box) = Rp250.000\n2. 3 × Bolu (Pandan) = Rp105.000\nTotal: Rp355.000\n"
            in text
        )
        assert layout_shift(page) == 0
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == []
        paper = page.pdf(format="A4")
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
        page.emulate_media(media="print")
        sheet = page.locator("main").inner_text()
        for said in (
            "per box",
            "minimal 10",
            "Rp25.000",
            "Rp40.000",
            "NIB 1234567890123",
            "Tunai",
            f"{SITE}/{SHOP}/",
        ):
            assert said in sheet, said
        assert re.search(r"Tanggal: \d+ \w+ 20\d\d", sheet)
        drawn = page.locator(".conditions svg").screenshot()
        read = zxingcpp.read_barcode(Image.open(BytesIO(drawn)))
        assert read is not None
        assert read.text == f"{SITE}/{SHOP}/"
        assert seen.faults == []


def test_a_shop_on_paper_is_short_and_says_nothing_of_now(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/{SHOP}/index.html") as seen:
        seen.page.emulate_media(media="print")
        assert len(re.findall(rb"/Type\s*/Page\b", seen.page.pdf(format="A4"))) == 1
        assert seen.page.locator(".status, .bar, [data-etalase]").locator("visible=true").count() == 0


def test_large_text_breaks_no_price_and_leaves_the_page_in_sight(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/{SHOP}/index.html") as seen:
        page = seen.page
        page.set_viewport_size({"width": 360, "height": 740})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        add(page, "nasi-box", times=2)
        bar = page.locator("main > .bar").bounding_box()
        assert bar
        assert bar["height"] < 740 / 7
        broken = """() => [...document.querySelectorAll("main b, s > span")].filter((one) => {
          const range = document.createRange(), text = one.firstChild, at = one.textContent.search(/Rp/);
          if (at < 0) return false;
          range.setStart(text, at);
          range.setEnd(text, text.length);
          return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1;
        }).map((one) => one.textContent)"""
        assert page.evaluate(broken) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_days_left_out_are_days_on_which_a_shop_is_closed(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/{SHOP}/index.html") as seen:
        seen.page.clock.set_fixed_time("2026-11-22T03:00:00Z")  # a Sunday, of which toko.yaml says nothing
        seen.page.reload()
        expect(seen.page.locator(".status")).to_have_text("Tutup, buka besok pukul 08.00")


def test_a_holiday_and_an_empty_stock_quieten_the_main_button(browser: Browser, address: str) -> None:
    for shop, day, words in (
        ("libur", "2026-11-22T03:00:00Z", "Tanya lewat WhatsApp"),
        ("libur", "2027-01-01T03:00:00Z", "Pesan lewat WhatsApp"),
        ("habis", "2026-11-22T03:00:00Z", "Tanya lewat WhatsApp"),
    ):
        with visit(browser, f"{address}/toko-{shop}/index.html") as seen:
            seen.page.clock.set_fixed_time(day)
            seen.page.reload()
            button = seen.page.locator("main > .bar a.order")
            expect(button).to_have_text(words)
            bright = button.evaluate("(one) => getComputedStyle(one).backgroundColor !== 'rgba(0, 0, 0, 0)'")
            assert bright == words.startswith("Pesan"), (shop, day)


# the message against a reference in Python

hard = st.sampled_from(
    ["&", "#", "%", "+", "*_~", '"', "😀", "\n", "\ud800", "\udfff", "א\u202e", "{total}", "a" * 40]
)
texts = st.lists(hard | st.text(st.characters(), max_size=30), max_size=4).map("".join)
names = texts.map(lambda text: text[:60])
amounts = st.none() | st.integers(100, 999_999_999)
lines = st.fixed_dictionaries({
    "name": names, "detail": names, "quantity": st.integers(1, 9_999), "price": amounts,
    "note": texts | st.text(max_size=300),
})  # fmt: skip
orders = st.fixed_dictionaries({
    "shop": names, "lines": st.lists(lines, min_size=1, max_size=25), "way": names,
    "date": st.just("5 Desember 2026"), "name": names, "reference": st.just("ER-2911-7K3Q"),
    "address": st.just(f"{SITE}/{SHOP}/"),
})  # fmt: skip


def rupiah(amount: int) -> str:
    return f"Rp{amount:,}".replace(",", ".")


def whole(text: str) -> str:
    """As JavaScript has it: halves that meet are one letter, lone ones are U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def trim(text: str) -> str:
    return text.strip(
        "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff"
        + "".join(map(chr, range(0x2000, 0x200B)))
    )


def reference(order: dict[str, Any], longest: int = 10**9, shown: int | None = None) -> str:
    said = order["lines"] if shown is None else order["lines"][:shown]
    out = [f"Halo {order['shop']}, saya mau pesan:"]
    for number, line in enumerate(said, 1):
        name = f"{line['name']} ({line['detail']})" if line["detail"] else line["name"]
        price = line["price"]
        out.append(
            f"{number}. {line['quantity']} × {name} = "
            + ("tanya harga" if price is None else rupiah(price * line["quantity"]))
        )
        note = list(_letters(trim(line["note"])))
        if len(note) > longest:
            note = [*note[:longest], "…"] if longest else []
        if note:
            out.append("".join(note))
    if len(said) < len(order["lines"]):
        out.append(f"+ {len(order['lines']) - len(said)} barang lain")
    unpriced = sum(line["price"] is None for line in order["lines"])
    total = rupiah(sum((line["price"] or 0) * line["quantity"] for line in order["lines"]))
    if unpriced:
        total = "tanya harga" if unpriced == len(order["lines"]) else total
        total += f" ({unpriced} barang belum ada harganya)"
    out.append(f"Total: {total}")
    for label, key in (
        ("Pengiriman", "way"),
        ("Untuk tanggal", "date"),
        ("Nama", "name"),
        ("Ref", "reference"),
    ):
        if trim(order[key]):
            out.append(f"{label}: {trim(order[key])}")
    return whole("\n".join([*out, order["address"]]))


def _letters(text: str) -> str:
    """The same with halves of letters that meet joined, so that both sides count alike."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def encoded(text: str) -> str:
    return quote(text, safe="!'()*-._~")


@pytest.fixture(scope="module")
def writer(browser: Browser, address: str) -> Any:
    with visit(browser, f"{address}/{SHOP}/index.html") as seen:
        yield seen.page


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(orders, min_size=1, max_size=6))
def test_the_message_is_what_was_typed_and_fits_a_link(writer: Page, many: list[dict[str, Any]]) -> None:
    found = writer.evaluate(
        """([orders, words]) => JSON.parse(orders).map((order) => {
          const fitted = pesanan.fitted(order, words);
          return [pesanan.message(order, words), fitted, pesanan.link("628", fitted)];
        })""",
        [_json(many), WORDS],
    )
    for order, (text, fitted, link) in zip(many, found, strict=True):
        assert text == reference(order)
        assert link == f"https://wa.me/628?text={encoded(fitted)}"
        assert len(encoded(fitted)) <= LIMIT
        if len(encoded(text)) <= LIMIT:
            assert fitted == text
        elif len(encoded(bare := reference(order, 0))) <= LIMIT:
            cut = [n for n in range(301) if reference(order, n) == fitted]
            assert cut, "all lines are there, with shorter notes"
            assert len(encoded(bare)) <= len(encoded(fitted))
        else:
            fits = [n for n in range(len(order["lines"])) if len(encoded(reference(order, 0, n))) <= LIMIT]
            assert not fits or fitted == reference(order, 0, max(fits))


def _json(orders: list[dict[str, Any]]) -> str:
    """Escaped, because half a letter does not travel as UTF-8."""
    return json.dumps(orders)
