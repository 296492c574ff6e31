"""The QRIS with an amount: the script says what Python and segno say, and cameras read it off the screen."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import segno
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from bench.server import serving
from generator.content import qris
from generator.content.fields import FieldError
from tests.browser import new_page
from tests.qris_codes import signed, static_code, tag
from tests.shops import build, new_workspace, product, write_shop
from tests.site.visits import visit

SCRIPT = Path(__file__).parents[2] / "themes" / "warung" / "static" / "qris.js"
VECTORS: dict[str, str] = json.loads(
    (Path(__file__).parents[1] / "content" / "data" / "qris_vectors.json").read_bytes()
)
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ .-É“カ😀ü\u200b"
CASES = 120
_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Callable[[str, list[Any]], list[Any]]]:
    """Runs an expression of `one` for each of many values, in the browser."""
    with new_page(browser) as page:
        page.add_script_tag(path=SCRIPT)
        yield lambda expression, values: page.evaluate(f"(all) => all.map((one) => {expression})", values)


def some_text(dice: random.Random, longest: int) -> str:
    return "".join(dice.choices(LETTERS, k=dice.randrange(longest)))


def test_the_script_draws_what_segno_draws_module_by_module(
    script: Callable[[str, list[Any]], list[Any]],
) -> None:
    dice = random.Random(20261129)
    full = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666]
    texts = ["", *("x" * (size + more) for size in full for more in (0, 1))]
    texts += [static_code(some_text(dice, 25)) for _ in range(CASES // 2)]
    texts += [some_text(dice, 400) for _ in range(CASES // 4)]
    for text, rows in zip(texts, script("qris.matrix(one)", texts), strict=True):
        if len(text.encode()) > full[-1]:
            assert rows is None
        else:
            drawn = segno.make(
                text or " ", error="m", boost_error=False, micro=False, mode="byte", encoding="utf-8"
            )
            if text:
                assert rows == [list(map(int, row)) for row in drawn.matrix], text


def test_the_script_puts_amounts_into_codes_as_python_does(
    script: Callable[[str, list[Any]], list[Any]],
) -> None:
    dice = random.Random(20261129)

    def a_payload() -> str:
        name, extra = some_text(dice, 30), some_text(dice, 99)
        point = dice.choice(["", *[tag("01", "11")] * 4, tag("01", "12"), tag("01", "11") * 2])
        rest = dice.choice([""] * 2 + [tag("62", extra)] * 4 + [tag("55", "02"), tag("54", "100"), "6299x"])
        currency = tag("53", dice.choice(["360"] * 8 + ["702"]))
        good = signed(f"000201{point}{currency}{tag('58', 'ID')}{tag('59', name)}{rest}")
        return dice.choice([good] * 8 + [good[:-1] + "0", good.lower(), "", good + "x", tag("62", extra * 5)])

    payloads = [*(text for text in VECTORS.values()), *(a_payload() for _ in range(CASES))]
    amounts = [0, 1, 9, 47_500, 145_000, 9_999_999, 10_000_000, 10_000_001, -1, 2**40]
    pairs = [(payload, amount) for payload in payloads for amount in dice.sample(amounts, 4)]
    pairs += [(VECTORS["static"], amount) for amount in amounts]
    found = script("qris.withAmount(one[0], one[1])", [list(pair) for pair in pairs])
    for (payload, amount), text in zip(pairs, found, strict=True):
        try:
            expected = qris.with_amount(payload, amount)
        except FieldError:
            expected = ""
        assert text == expected, (payload, amount)
    assert VECTORS["dyn_10000000"] in found
    assert len(set(found)) > CASES // 2
    sums = [some_text(dice, 60) for _ in range(CASES)]
    assert script("qris.crc(one)", sums) == [f"{qris.crc16(text.encode()):04X}" for text in sums]


def test_only_whole_rupiah_are_an_amount(script: Callable[[str, list[Any]], list[Any]]) -> None:
    odd = [1.5, "1000", None, True, [], {}]
    assert script(f"qris.withAmount({json.dumps(VECTORS['static'])}, one)", odd) == [""] * len(odd)


CODE, KAFE = static_code(), static_code("KAFÉ CUP SUSU", "ID0000000000002")
SHOPS = {"kopi-satu": CODE, "kafe-dua": KAFE}


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_workspace(tmp_path_factory.mktemp("nominal"))
    products = {
        "kopi": product("Kopi", "47.500", harga_promo="40.000", promo_sampai="2099-12-31"),
        "mahal": product("Mahal", "10.000.001"),
    }
    for slug, code in SHOPS.items():
        write_shop(root, slug, products, qris=f'"{code}"', qris_nominal="ya")
    assert build(root)[0] == 0
    return root / "build" / "site"


def seen_by_a_camera(code: Locator) -> list[str]:
    """What a screenshot of the code says."""
    code.scroll_into_view_if_needed()
    picture = Image.open(io.BytesIO(code.screenshot()))
    found = zxingcpp.read_barcodes(picture, formats=_QR)
    return [one.text for one in found]


def shown(page: Page, within: str = "main") -> Locator:
    code = page.locator(f"{within} [data-etalase=qris]")
    expect(code).to_be_visible()
    page.wait_for_function("(code) => code.complete && code.naturalWidth >= 800", arg=code.element_handle())
    return code


@pytest.mark.parametrize(("slug", "start"), [("kopi-satu", "web"), ("kafe-dua", "disk")])
def test_a_shopper_takes_an_amount_and_takes_it_out_again(
    browser: Browser, shops: Path, slug: str, start: str
) -> None:
    with serving(shops) as address:
        root = address if start == "web" else shops.as_uri()
        with visit(browser, f"{root}/{slug}/kopi.html") as seen:
            page = seen.page
            assert page.locator("script[src*='/qris-']").count() == 0  # not before it is asked for
            page.get_by_role("button", name="Pakai nominal Rp40.000").click()
            expected = qris.with_amount(SHOPS[slug], 40_000)
            expect(shown(page)).to_have_attribute("data-payload", expected)
            expect(page.get_by_text("Kode ini sudah berisi Rp40.000")).to_be_visible()
            assert seen_by_a_camera(shown(page)) == [expected]
            saved = page.locator("a[download]")
            assert saved.get_attribute("download") == "qris-40000.png"
            with page.expect_download() as download:
                saved.click()
            picture = Image.open(download.value.path())
            assert picture.format == "PNG"
            assert min(picture.size) >= 800
            page.get_by_role("button", name="Kode tanpa nominal").click()
            assert seen_by_a_camera(shown(page)) == [SHOPS[slug]]
            assert str(saved.get_attribute("href")).startswith("foto/qris-")
            assert seen.faults == []


def test_the_basket_offers_a_code_for_its_total_as_long_as_it_is_that(browser: Browser, shops: Path) -> None:
    with visit(browser, f"{shops.as_uri()}/kopi-satu/index.html") as seen:
        page = seen.page

        def add(slug: str) -> None:
            page.locator(f"main [data-etalase=tambah][data-produk={slug}]").first.click()

        def offered() -> Locator:
            return page.locator("#keranjang-bayar .amounts button:visible")

        add("kopi")
        add("kopi")
        page.locator("[data-etalase=keranjang]:visible").first.click()
        offered().click()
        expected = qris.with_amount(CODE, 80_000)
        expect(shown(page, "#keranjang-bayar")).to_have_attribute("data-payload", expected)
        assert seen_by_a_camera(shown(page, "#keranjang-bayar")) == [expected]
        page.locator("#keranjang .close").click()
        add("kopi")
        page.locator("[data-etalase=keranjang]:visible").first.click()
        # The code of the former total is gone at once.
        expect(offered()).to_have_text("Pakai nominal Rp120.000")
        assert page.locator(f"[data-payload='{expected}']").count() == 0
        page.locator("#keranjang .close").click()
        add("mahal")
        expect(page.locator("#keranjang-bayar > *")).to_have_count(0)
        assert seen.faults == []


@pytest.mark.parametrize(("total", "unpriced"), [(10_000_001, 0), (0, 0), (145_000, 1)])
def test_a_total_that_no_code_can_say_is_not_offered(
    browser: Browser, shops: Path, total: int, unpriced: int
) -> None:
    with visit(browser, f"{shops.as_uri()}/kopi-satu/index.html") as seen:
        tell = "(detail) => document.dispatchEvent(new CustomEvent('keranjang', { detail }))"
        for detail, buttons in (((10_000_000, 0), 1), ((total, unpriced), 0)):
            seen.page.evaluate(tell, {"total": detail[0], "unpriced": detail[1], "pieces": 1})
            assert seen.page.locator("#keranjang-bayar button").count() == buttons


def test_without_a_script_or_its_help_the_plain_code_is_there(browser: Browser, shops: Path) -> None:
    url = f"{shops.as_uri()}/kopi-satu/kopi.html"
    with new_page(browser, script=False) as page:
        page.goto(url)
        expect(page.get_by_role("button", name="Pakai nominal")).to_have_count(0)
        page.get_by_text("Tampilkan kode QRIS").click()
        assert seen_by_a_camera(page.locator("[data-etalase=qris]")) == [CODE]
    with new_page(browser) as page:
        page.route("**/aset/qris-*.js", lambda route: route.abort())
        page.goto(url)
        page.get_by_role("button", name="Pakai nominal").click()
        expect(page.get_by_text("kode ini tanpa nominal")).to_be_visible()
        assert seen_by_a_camera(shown(page)) == [CODE]
        page.unroute("**/aset/qris-*.js")
        page.get_by_role("button", name="Pakai nominal").click()
        expect(shown(page)).to_have_attribute("data-payload", qris.with_amount(CODE, 40_000))
