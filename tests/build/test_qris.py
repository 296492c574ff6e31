"""A shop's QRIS: read from its text or its photo, drawn sharply, and shown only if it is a static one."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import segno
import zxingcpp
from PIL import Image, ImageOps

from generator.content.qris import with_amount
from tests.qris_codes import static_code
from tests.shops import build, etalase, new_workspace, product, site_files, write_photo, write_shop

Draw = Callable[[Path], None]
_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


def showing(*texts: str) -> Draw:
    """A photo of these codes side by side."""

    def draw(path: Path) -> None:
        picture = Image.new("RGB", (100 + 450 * max(1, len(texts)), 600), "#ddd")
        for place, text in enumerate(texts):
            out = io.BytesIO()
            segno.make(text, error="m", micro=False, encoding="utf-8").save(
                out, kind="png", scale=5, border=4
            )
            picture.paste(Image.open(out).convert("RGB"), (20 + 450 * place, 20))
        picture.save(path, quality=90)

    return draw


CODE = static_code()
GOOD = {"text": CODE, "text-kafe": static_code("KAFÉ CUP SUSU"), "png": CODE, "jpg": static_code("KAFÉ")}
BAD: dict[str, tuple[Draw, str]] = {
    "none": (showing(), "qris-photo-none"),
    "dynamic": (showing(static_code(point="12")), "qris-photo-dynamic"),
    "amount": (showing(with_amount(CODE, 47_500)), "qris-photo-dynamic"),
    "currency": (showing(static_code(currency="702")), "qris-photo-currency"),
    "link": (showing("https://bayar.example/toko"), "qris-photo-other"),
    "damaged": (showing(f"{CODE[:-4]}0000"), "qris-photo-other"),
    "two": (showing(CODE, static_code("MALING JAYA")), "qris-photo-many"),
    "beside": (showing(CODE, "https://wa.me/6280000000101"), "qris-photo-many"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], dict[str, Any]]:
    """One shop for each kind of code: the workspace, and the answers of `check` and `build`."""
    root = new_workspace(tmp_path_factory.mktemp("qris"))
    for name, text in GOOD.items():
        if name.startswith("text"):
            write_shop(root, f"toko-{name}", qris=text)
        else:
            folder = write_shop(root, f"toko-{name}", qris=f"qris.{name}")
            (folder / "foto").mkdir()
            showing(text)(folder / "foto" / f"qris.{name}")
    for name, (draw, _) in BAD.items():
        folder = write_shop(root, f"buruk-{name}", qris="qris.png", qris_nominal="ya")
        (folder / "foto").mkdir()
        draw(folder / "foto" / "qris.png")
    code, checked = etalase(root, "check", "--jobs", "1")
    assert code == 0
    code, answer = build(root)
    assert (code, answer["sellers"]["built"]) == (0, len(GOOD) + len(BAD))
    return root, checked, answer


def decoded(data: bytes) -> list[str]:
    codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(data)), formats=_QR)
    return [found.text for found in codes]


@pytest.mark.parametrize("name", GOOD)
def test_a_code_is_drawn_as_a_picture_that_bank_apps_open(
    built: tuple[Path, dict[str, Any], dict[str, Any]], name: str
) -> None:
    shop = f"toko-{name}"
    files = site_files(built[0])
    [path] = [path for path in files if path.startswith(f"{shop}/foto/")]
    picture = Image.open(io.BytesIO(files[path]))
    assert picture.format == "PNG"
    assert min(picture.size) >= 800
    assert decoded(files[path]) == [GOOD[name]]
    [code] = zxingcpp.read_barcodes(picture)
    assert (code.ec_level, code.symbology_identifier) == (
        "M",
        "]Q1",
    )  # not "]Q2": no ECI, which banks do not know
    box = ImageOps.invert(picture.convert("L")).getbbox()
    assert box
    left, top, right, bottom = box
    finder = next(x for x in range(left, right) if picture.getpixel((x, top))) - left  # 7 modules wide
    assert min(left, top, picture.width - right, picture.height - bottom) * 7 == finder * 4
    if not GOOD[name].isascii():
        draw = partial(segno.make, GOOD[name], error="m", boost_error=False, micro=False, mode="byte")
        made = [draw(encoding="utf-8", mask=mask) for mask in range(8)]
        rows = [[list(map(int, row)) for row in code.matrix_iter(border=4)] for code in made]
        scale, rest = divmod(picture.width, len(rows[0]))
        assert rest == 0
        middles = range(scale // 2, picture.width, scale)
        drawn = [[int(not picture.getpixel((x, y))) for x in middles] for y in middles]
        assert drawn in rows, "it is drawn under none of the masks"
    page = files[f"{shop}/index.html"].decode()
    assert page.count(path.partition("/")[2]) == 2  # shown and saved
    assert f'data-payload="{GOOD[name]}"' in page
    said = ("Cocokkan nama sebelum membayar", "JAKARTA SELATAN", "ID0000000000001")
    for text in (*said, "KAFÉ" if "É" in GOOD[name] else "KOPI SATU"):
        assert text in page


@pytest.mark.parametrize("name", BAD)
def test_a_photo_that_is_no_static_code_is_told_and_not_shown(
    built: tuple[Path, dict[str, Any], dict[str, Any]], name: str
) -> None:
    root, checked, _ = built
    told = [p for p in checked["diagnostics"] if p["seller"] == f"buruk-{name}"]
    assert [(p["code"], p["severity"], p["path"], p["line"]) for p in told] == [
        (BAD[name][1], "warning", f"sellers/buruk-{name}/toko.yaml", 6)
    ]
    files = site_files(root)
    assert not [path for path in files if path.startswith(f"buruk-{name}/foto/")]
    for path, data in files.items():
        if path.startswith(f"buruk-{name}/") and path.endswith(".html"):
            assert 'data-etalase="qris"' not in data.decode()


def test_two_shops_with_one_nmid_are_told_of_each_other(
    built: tuple[Path, dict[str, Any], dict[str, Any]], tmp_path: Path
) -> None:
    # All good codes of the scene have one; a shop that shows none is not among them.
    told = [p for p in built[1]["diagnostics"] if p["code"] == "qris-nmid-shared"]
    assert {p["seller"] for p in told} == {f"toko-{name}" for name in GOOD}
    assert len(told) == len(GOOD)
    assert all("ID0000000000001" in p["message"] and "toko-" in p["message"] for p in told)
    root = new_workspace(tmp_path)
    write_shop(root, "satu-toko", qris=static_code(nmid="ID0000000000001"))
    write_shop(root, "dua-toko", qris=static_code(nmid="ID0000000000002"))
    write_shop(root, "tiga-toko")
    assert etalase(root, "check")[1]["diagnostics"] == []


def test_an_amount_is_offered_only_where_the_seller_wants_it_and_qris_allows_it(tmp_path: Path) -> None:
    root = new_workspace(tmp_path)
    products = {
        "kopi": product("Kopi", "47.500"),
        "batas": product("Batas", "10.000.000"),
        "mahal": product("Mahal", "10.000.001"),
        "tanya": product("Tanya", "tanya"),
        "habis": product("Habis", "20.000", stok="habis"),
        "lusin": product("Lusin", "12.000", minimal="12"),
        "pilihan": product("Pilihan", "5.000", varian="[{nama: S, harga: 5.000}, {nama: L, harga: 9.000}]"),
    }
    write_shop(root, "pakai-nominal", products, qris=CODE, qris_nominal="ya")
    write_shop(root, "tanpa-nominal", products, qris=CODE)
    write_shop(root, "tanpa-kode", products, qris_nominal="ya")
    assert build(root)[0] == 0
    files = site_files(root)

    def offered(shop: str, name: str) -> list[str]:
        page = files[f"{shop}/{name}.html"].decode()
        return [part.partition('"')[0] for part in page.split('data-nominal="')[1:]]

    for name, amounts in {
        "kopi": ["47500"],
        "batas": ["10000000"],
        "mahal": [],
        "tanya": [],
        "habis": [],
        "lusin": ["144000"],
        "pilihan": ["5000", "9000"],
        "index": [],
    }.items():
        assert offered("pakai-nominal", name) == amounts, name
        assert offered("tanpa-nominal", name) == offered("tanpa-kode", name) == []
    assert "Pakai nominal Rp47.500" in files["pakai-nominal/kopi.html"].decode()


def test_a_code_for_an_answer_that_is_neither_yes_nor_no(tmp_path: Path) -> None:
    root = new_workspace(tmp_path)
    write_photo(write_shop(root, "satu-toko", qris=CODE, qris_nominal="mungkin"), "lain.jpg")
    [problem] = etalase(root, "check")[1]["diagnostics"]
    assert (problem["code"], problem["line"]) == ("yes-no", 7)
