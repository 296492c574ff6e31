"""Printed shops as a printer draws them and a camera reads them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from generator.content.fields import FieldError
from generator.content.hub import load_hub
from generator.printing.printables import printables, published_shop, render_posters
from tests.printing.shops import (
    LONG_WORD,
    MARKUP,
    PAYLOAD,
    TODAY,
    WIDE,
    codes,
    name_of,
    opened,
    pages,
    strained,
    texts,
)
from tests.shops import HUB, build, new_workspace, product, write_photo, write_product, write_shop

DAY = date.fromisoformat(TODAY)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return strained(tmp_path_factory.mktemp("cetak"))


@cache
def made(root: Path, slug: str, size: str) -> dict[str, bytes]:
    hub, _ = load_hub(root)
    assert hub
    return {one.name: one.content for one in printables(root, hub, slug, size, DAY, root / "build" / "cache")}


def pdf(root: Path, slug: str, size: str = "a4") -> bytes:
    return made(root, slug, size)[f"poster-{slug}-{size}.pdf"]


@pytest.mark.parametrize(("size", "dpi"), [("a4", 203), ("a5", 300), ("a6", 203), ("a6", 300)])
def test_each_page_has_the_code_that_belongs_there_and_no_other(root: Path, size: str, dpi: int) -> None:
    order = "https://hub.example/lebar/"
    *lists, tent, payment = (codes(page) for page in pages(pdf(root, "lebar", size), dpi))
    assert lists == [[order]] * len(lists)
    assert tent == [order, order], "a side that stands on its head is read as well"
    assert payment == [PAYLOAD]


def test_a_thermal_printer_gets_384_dots_in_black_with_codes_of_whole_dots(root: Path) -> None:
    strips = {name: opened(content) for name, content in made(root, "lebar", "58mm").items()}
    assert {name: codes(strip) for name, strip in strips.items()} == {
        "poster-lebar-58mm.png": ["https://hub.example/lebar/"],
        "poster-lebar-58mm-qris.png": [PAYLOAD],
    }
    for strip in strips.values():
        assert (strip.mode, strip.width) == ("1", 384)
        assert strip.info["dpi"] == pytest.approx((203, 203), abs=1)
        assert strip.crop((0, strip.height - 40, 384, strip.height)).getextrema() == (255, 255), "to tear off"


@pytest.mark.parametrize("size", ["a4", "a5", "a6"])
def test_24_products_with_names_of_60_characters_are_all_there(root: Path, size: str) -> None:
    first, *lists, _tent, _payment = texts(pdf(root, "lebar", size))
    assert WIDE in first
    assert len(lists) >= 2
    listed = " ".join(lists)
    for number in range(1, 25):
        assert name_of(number) in listed
        assert f"Rp{number}.500" in listed or number == 7
    for said in (
        "– 250 g",
        "Rp50.000",
        "– 1 kg",
        "Rp185.000",
        "Lauk",
        "Lainnya",
        "Harga per 30 November 2026",
    ):
        assert said in listed
    assert f"halaman 2 dari {len(lists)}" in lists[1]


@pytest.mark.parametrize("slug", ["lebar", "sekata", "satu", "kosong", "hias"])
def test_nothing_leaves_its_page_or_overlaps(root: Path, slug: str) -> None:
    document = pypdfium2.PdfDocument(pdf(root, slug))
    for page in document:
        width, height = page.get_size()
        text = page.get_textpage()
        boxes = [text.get_rect(number) for number in range(text.count_rects())]
        for left, bottom, right, top in boxes:
            assert 0 < left < right < width
            assert 0 < bottom < top < height
        for number, one in enumerate(boxes):
            assert not any(overlap(one, other) for other in boxes[number + 1 :]), (slug, one)
    document.close()


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 1 and down > 1


def test_the_payment_page_says_who_is_paid_and_no_other_page_does(root: Path) -> None:
    *others, payment = texts(pdf(root, "lebar"))
    for said in ("QRIS", "Bayar di sini", "KASIR BERSAMA", "NMID: ID1020000000777", "hanya untuk membayar"):
        assert said in payment
        assert not any(said in page for page in others)
    assert all("Pesan di sini" in page for page in others)
    assert "Pesan di sini" not in payment


def test_the_payment_page_is_black_and_the_others_are_in_the_shops_colour(root: Path) -> None:
    document = pypdfium2.PdfDocument(pdf(root, "lebar"))
    corners = [page.render(scale=0.5).to_pil().convert("RGB").getpixel((30, 5)) for page in document]
    document.close()
    assert corners[-1] == (0, 0, 0)
    assert corners[0] == corners[1] != (0, 0, 0)


def test_a_code_that_was_photographed_is_drawn_anew_and_markup_is_text(root: Path) -> None:
    found = pdf(root, "difoto")
    assert [codes(page) for page in pages(found, 150)][-1] == [PAYLOAD]
    first, *_, payment = texts(found)
    assert "NMID: ID1020000000777" in payment
    assert MARKUP in first


def test_one_product_fills_its_list_in_large_letters_and_no_product_has_none(root: Path) -> None:
    poster, prices, _tent = texts(pdf(root, "satu"))
    assert "Keripik" in poster
    assert "Keripik" in prices
    assert "halaman" not in prices
    assert [len(codes(page)) for page in pages(pdf(root, "kosong"), 150)] == [1, 2]


def test_a_picture_for_whatsapp_status_has_the_code_and_leaves_free_what_whatsapp_covers(root: Path) -> None:
    for slug in ("lebar", "satu", "kosong", "sekata"):
        picture = opened(made(root, slug, "status")[f"status-{slug}.jpg"])
        assert picture.size == (1080, 1920)
        assert codes(picture.resize((540, 960))) == [f"https://hub.example/{slug}/"]
        covered = picture.convert("L").crop((0, 1700, 1080, 1920))
        assert min(covered.tobytes()) > 230, "nothing is written there"


def test_a_status_says_what_the_page_says_on_that_day_and_paper_the_usual_price(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = new_workspace(tmp_path)
    offer = product("Rendang", "95.000", harga_promo="80.000", promo_sampai="2026-12-01")
    write_shop(root, "hemat", {"rendang": offer, "teh": product("Teh", "5.000")})
    assert build(root, today=TODAY)[0] == 0
    drawn: list[str] = []
    text = ImageDraw.ImageDraw.text

    def recorded(
        self: ImageDraw.ImageDraw, place: tuple[int, int], said: str, *more: Any, **keys: Any
    ) -> None:
        drawn.append(said)
        text(self, place, said, *more, **keys)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", recorded)
    hub, _ = load_hub(root)
    assert hub
    for day, prices in (
        (date(2026, 12, 1), ["Rp80.000", "Promo sampai 1 Desember 2026", "Rp95.000", "Rp5.000"]),
        (date(2026, 12, 2), ["Rp95.000", "Rp5.000"]),
    ):
        drawn.clear()
        printables(root, hub, "hemat", "status", day, root / "build" / "cache")
        assert sorted(said for said in drawn if "Rp" in said or "Promo" in said) == sorted(prices)
    poster = " ".join(texts(pdf(root, "hemat")))
    assert "Rp95.000" in poster
    assert "Rp80.000" not in poster


@pytest.mark.parametrize("photo", [True, False])
def test_a_long_name_takes_more_lines_in_a_status_instead_of_small_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, photo: bool
) -> None:
    root, name = new_workspace(tmp_path), "Rendang Daging Sapi Padang Asli Bumbu Kelapa Sangrai Isi Ulang"
    folder = write_shop(
        root, "panjang", {"rendang": product(name[:60], "95.000"), "teh": product("Teh", "5.000")}
    )
    if photo:
        write_photo(folder, "a.jpg")
        write_product(folder, "rendang", product(name[:60], "95.000", foto="a.jpg"))
    assert build(root, today=TODAY)[0] == 0
    drawn: dict[str, float] = {}
    text = ImageDraw.ImageDraw.text

    def recorded(
        self: ImageDraw.ImageDraw, place: tuple[int, int], said: str, *more: Any, **keys: Any
    ) -> None:
        drawn[said] = more[1].size
        text(self, place, said, *more, **keys)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", recorded)
    hub, _ = load_hub(root)
    assert hub
    printables(root, hub, "panjang", "status", DAY, root / "build" / "cache")
    lines = [said for said in drawn if said in name]
    assert " ".join(lines) == name[:60]
    assert {drawn[said] for said in lines} == {38 if photo else 54} == {drawn["Teh"]}


def test_a_word_without_a_blank_is_broken_not_lost(root: Path) -> None:
    poster, prices, _tent = texts(pdf(root, "sekata"))
    assert LONG_WORD in poster.replace(" ", "")
    assert prices.replace(" ", "").count(LONG_WORD) >= 2


def test_a_long_address_is_told_whole_and_its_code_is_read_on_the_smallest_paper(tmp_path: Path) -> None:
    site = "https://warung-independen.kota-jakarta-selatan.etalase.example/toko-kami"
    root = new_workspace(tmp_path, HUB.replace("https://hub.example", site))
    slug = "warung-nasi-uduk-haji-muhammad-zainudin"
    write_shop(root, slug)
    assert build(root, today=TODAY)[0] == 0
    small = pdf(root, slug, "a6")
    for page in texts(small):
        assert f"{site.removeprefix('https://')}/{slug}" in page.replace(" ", "")
    assert [codes(page)[0] for page in pages(small, 203)] == [f"{site}/{slug}/"] * 3
    strip = opened(made(root, slug, "58mm")[f"poster-{slug}-58mm.png"])
    assert codes(strip) == [f"{site}/{slug}/"]


def test_what_cannot_be_drawn_is_left_out_or_spelt(root: Path) -> None:
    _poster, prices, _tent = texts(pdf(root, "hias"))
    assert "Däpúr No 1" in prices
    assert "Sate Padang" in prices, "a name in another script is told by its file"
    assert "Es Teh" in prices
    assert "\ufffd" not in prices


def test_equal_shops_make_equal_files(root: Path) -> None:
    for slug, size in (("lebar", "a5"), ("satu", "58mm")):
        assert made.__wrapped__(root, slug, size) == made(root, slug, size)


def test_photos_are_pictures_of_ours_not_the_sellers_files(root: Path) -> None:
    hub, _ = load_hub(root)
    assert hub
    cache = root / "build" / "cache"
    shop = published_shop(root, hub, "lebar", DAY, cache)
    assert len(shop.photos) == 2
    for photo in shop.photos:
        assert photo.is_relative_to(cache)
        with Image.open(photo) as image:
            assert image.format == "WEBP"


@pytest.mark.parametrize("slug, code", [("diam", "print-no-consent"), ("baru", "print-not-published")])
def test_a_code_is_printed_only_where_it_leads(root: Path, slug: str, code: str) -> None:
    write_shop(root, "baru")
    with pytest.raises(FieldError) as caught:
        made(root, slug, "a4")
    assert caught.value.code == code


def test_one_shop_that_cannot_be_printed_holds_up_no_other(root: Path, tmp_path: Path) -> None:
    hub, _ = load_hub(root)
    assert hub
    (root / "sellers" / "rusak").mkdir()
    found = list(render_posters(root, hub, ["diam", "rusak", "satu"], "a6", tmp_path / "out", DAY))
    assert [one.slug for one in found] == ["diam", "rusak", "satu"]
    assert [bool(one.problem) for one in found] == [True, True, False]
    assert found[2].files == (tmp_path / "out" / "poster-satu-a6.pdf",)
    assert found[2].pages == 3
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["poster-satu-a6.pdf"]


def test_a_folder_that_takes_for_ever_ends_and_holds_up_no_other(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub, _ = load_hub(root)
    assert hub

    def endless(*_arguments: object) -> None:
        while True:
            pass

    monkeypatch.setattr("generator.printing.printables.TEXT_SECONDS", 0.1)
    monkeypatch.setattr("generator.printing.printables.judge", endless)
    [slow] = render_posters(root, hub, ["lebar"], "a4", tmp_path, DAY)
    assert isinstance(slow.problem, FieldError)
    assert slow.problem.code == "render-timeout"
    monkeypatch.undo()
    [quick] = render_posters(root, hub, ["satu"], "a4", tmp_path, DAY)
    assert quick.problem is None
