"""Whatever is written is read back as it was."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.content import fields
from generator.content.check_context import CheckContext
from generator.content.checker import check_seller
from generator.content.diagnostics import Diagnostic, has_errors
from generator.content.model import (
    Amount,
    Category,
    Closed,
    English,
    Export,
    Hours,
    LeadTime,
    Permits,
    Photo,
    Product,
    Qris,
    Seller,
    Variant,
)
from generator.content.places import _kelurahan as kelurahan_by_code
from generator.content.places import all_kecamatan, kecamatan
from generator.content.prices import MAX_PRICE
from generator.content.qris import read as read_qris
from generator.content.reader import SellerSource, SourceFile
from generator.content.social import NETWORKS
from generator.content.trade import INCOTERMS
from generator.content.visible import fold
from generator.content.writer import _dumped, _quick, product_text, shop_text, write_product, write_seller
from tests.content.folders import good_files, judge, write
from tests.content.test_hours import open_spans
from tests.content.test_qris import STATIC, VECTORS

characters = st.just(" ") | st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"], exclude_characters="\ufffe\uffff"
)
TRICKY = [
    "NO", "~", "null", "150.000", "+62812", "08.00", "10:30", "#1", "a: b", "- a", "---", "{x}", "[x]", "*a*",
    "&a", "!x", "@x", "%x", "`x`", "|", ">", "'", '"', "\\n", "a #b", "<b>", "{{7*7}}", "ya", "=", "?", "? a",
    "...", "é",
]  # fmt: skip
tricky = st.sampled_from(TRICKY)
typed = st.one_of(st.text(characters, max_size=50), st.lists(tricky, max_size=4).map(" ".join))


def accepted(limit: int) -> st.SearchStrategy[str]:
    """Single lines as the reader leaves them."""

    def tidy(text: str) -> str:
        return fields.text(text[:limit], 1_000)[:limit].strip()

    return typed.map(tidy).filter(lambda text: fields.text(text, limit) == text)


lines = accepted(160)
short = accepted(40)
filled = short.filter(bool)
names = accepted(60).filter(lambda text: any(c.isalnum() for c in text))
block = st.lists(
    st.one_of(typed, st.sampled_from(["", "---", "    kode", "- satu", "# Judul", "\t"])), max_size=6
)
markdown = block.map("\n".join).map(lambda text: fold(text).strip("\n"))
markdown = markdown.filter(lambda text: text == "" or (text.strip() != "" and len(text.encode()) < 8_000))

photo_names = st.builds(
    "{}.{}".format,
    st.text(characters, min_size=1, max_size=12)
    .map(fold)
    .filter(lambda text: text == text.strip() and text[:1] not in {"", "."} and not set(text) & set("/\\")),
    st.sampled_from(["jpg", "JPEG", "png", "webp"]),
)
photos = photo_names.map(lambda name: Photo(name, "0" * 64, 640, 480))
prices = st.none() | st.integers(100, MAX_PRICE)

whole = st.integers(1, 9_999).map(Decimal)
exports = st.builds(
    Export,
    hs=st.just("") | st.from_regex(r"0[1-9][0-9]{2}\.[0-9]{2}(\.[0-9]{2})?", fullmatch=True),
    minimum=st.none() | st.builds(Amount, whole, st.sampled_from(["kg", "pcs", "karton"])),
    capacity=st.none() | st.builds(Amount, whole, st.just("ton"), st.sampled_from(["bulan", "minggu"])),
    lead_time=st.none() | st.integers(1, 400).map(lambda n: LeadTime(n, n + n % 2, "hari kerja")),
    origin=st.just("")
    | names.filter(lambda text: any(c.isalpha() for c in text)).map("{}, Indonesia".format),
    packing=accepted(80),
    weight=st.none() | st.builds(Amount, st.just(Decimal("5.4")), st.just("kg")),
) | st.builds(Export, incoterm=st.sampled_from(sorted(INCOTERMS)), place=st.just("Tanjung Priok"))

products = st.builds(
    Product,
    slug=st.from_regex(r"[a-z0-9]{2,12}(-[a-z0-9]{1,8}){0,2}", fullmatch=True).filter(
        lambda slug: slug not in fields.RESERVED_PRODUCTS
    ),
    name=names,
    price=prices,
    unit=short,
    photos=st.lists(photos, max_size=3, unique_by=lambda photo: photo.name.casefold()).map(tuple),
    stock=st.sampled_from(["ada", "habis", "pesan dulu"]),
    featured=st.booleans(),
    order=st.none() | st.integers(0, 9_999),
    draft=st.booleans(),
    variants=st.lists(st.builds(Variant, filled, prices), max_size=3).map(tuple),
    description=markdown,
    english=st.builds(English, name=st.just("") | names, description=markdown),
    section=short,
    minimum=st.integers(1, 1_000),
    export=st.just(Export()) | exports,
)


@st.composite
def with_offers(draw: st.DrawFn) -> Product:
    """A product with an offer, where one is possible."""
    product = draw(products)
    choices = tuple(
        replace(choice, promo=choice.price - 50)
        if choice.price and choice.price > 150 and choice.price != product.price and draw(st.booleans())
        else choice
        for choice in product.variants
    )
    promo = None
    if product.price and product.price > 150 and all(c.price == product.price for c in choices[:1]):
        promo = draw(st.none() | st.integers(100, product.price - 1))
        if promo:
            choices = tuple(replace(c, promo=promo) if c.price == product.price else c for c in choices)
    if promo is None and all(choice.promo is None for choice in choices):
        return product
    until = draw(st.dates(min_value=date(1000, 1, 1)))
    return replace(product, variants=choices, promo=promo, promo_until=until)


def usual(text: str) -> str:
    """Known ways of delivery and payment are written small."""
    known = {"ambil sendiri", "ojek daring", "ekspedisi", "antar sendiri", "tunai", "transfer", "qris"}
    known |= {"dompet digital", "bayar di tempat"}
    return text.casefold() if text.casefold() in known else text


ways = st.lists(filled.map(usual), max_size=3, unique=True).map(tuple)
weeks = st.lists(st.none() | open_spans(), min_size=7, max_size=7).map(tuple)


@st.composite
def sellers(draw: st.DrawFn) -> Seller:
    place = draw(st.sampled_from(all_kecamatan()))
    handles = draw(
        st.dictionaries(
            st.sampled_from(NETWORKS), st.from_regex(r"[\w.-]{0,9}[a-z0-9][\w.-]{0,9}", fullmatch=True)
        )
    )
    week = draw(weeks)
    return Seller(
        slug="dapur-bu-siti",
        name=draw(names),
        category="kuliner",
        kecamatan=place,
        whatsapp=draw(st.from_regex(r"628[0-9]{7,11}", fullmatch=True)),
        slogan=draw(lines),
        kelurahan=draw(st.sampled_from(["", *kelurahan_by_code()[place.code]])),
        hours=Hours(week) if any(day is not None for day in week) else None,
        delivery=draw(ways),
        payment=draw(ways),
        qris=draw(
            st.none()
            | st.sampled_from(STATIC).map(lambda name: read_qris(VECTORS[name]))
            | photos.map(as_qris)
        ),
        colour=draw(st.just("") | st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)),
        follows=draw(st.lists(st.sampled_from(["kopi-tebet", "batik-ayu", "no-1"]), unique=True).map(tuple)),
        permits=draw(
            st.builds(
                Permits,
                nib=st.just("") | st.from_regex(r"[0-9]{13}", fullmatch=True),
                pirt=st.just("") | st.from_regex(r"[0-9]{13,16}-[0-9]{2}", fullmatch=True),
                halal=st.just("") | st.from_regex(r"ID[0-9]{17}", fullmatch=True),
            )
        ),
        socials=tuple((n, handles[n]) for n in NETWORKS if n in handles and handles[n].isascii()),
        closed=draw(st.none() | st.builds(Closed, st.dates(min_value=date(1000, 1, 1)), lines)),
        email=draw(st.just("") | st.from_regex(r"[a-z.]{1,9}@[a-z]{1,9}\.id", fullmatch=True)),
        export_email=draw(st.just("") | st.from_regex(r"[a-z.]{1,9}@[a-z]{1,9}\.id", fullmatch=True)),
        catalogue=draw(st.booleans()),
        address=draw(lines),
        moves_to=draw(st.just("") | st.from_regex(r"https://[a-z]{1,9}\.id/[a-z#?=&]{0,9}", fullmatch=True)),
        consent=draw(st.none() | st.dates(min_value=date(1000, 1, 1))),
        english=draw(st.builds(English, slogan=lines, description=markdown)),
        story=draw(markdown),
        products=tuple(
            sorted(draw(st.lists(with_offers(), max_size=2, unique_by=lambda p: p.slug)), key=by_file)
        ),
    )


def as_qris(photo: Photo) -> Qris:
    return Qris(photo=photo)


def by_file(product: Product) -> str:
    return f"{product.slug}.md"


def read_again(seller: Seller) -> tuple[Seller | None, list[Diagnostic]]:
    """Through the texts of the files, without a disk."""
    used = [photo for product in seller.products for photo in product.photos]
    used += [seller.qris.photo] if seller.qris and seller.qris.photo else []
    base = "sellers/dapur-bu-siti"

    def file(name: str, text: str) -> SourceFile:
        return SourceFile(f"{base}/{name}", name.rpartition("/")[2], text.encode())

    source = SellerSource(
        seller.slug,
        base,
        Path(base),
        shop=file("toko.yaml", shop_text(seller)),
        products=tuple(file(f"produk/{by_file(p)}", product_text(p)) for p in seller.products),
        photos=tuple(photo.name for photo in used),
    )
    rules = CheckContext(
        (Category("kuliner", "Kuliner", "Food"),),
        ("warung",),
        lambda _slug: True,
        lambda _slug, name: Photo(name, "0" * 64, 640, 480),
    )
    return check_seller(source, rules)


@given(sellers())
@settings(max_examples=50)
def test_a_seller_is_read_back(seller: Seller) -> None:
    found, problems = read_again(seller)
    assert not has_errors(problems), [(p.code, p.excerpt) for p in problems]
    assert found == replace(seller, story="")


@given(with_offers())
@example(Product("no", "NO", 150_000, description="---\n\n- a"))
@example(Product("satu", "1", None, english=English("a", description="x\n---\ny: [")))
@settings(max_examples=80)
def test_a_product_is_read_back(product: Product) -> None:
    shop = Seller("dapur-bu-siti", "a", "kuliner", kecamatan("Tebet"), "6281234567", products=(product,))
    found, problems = read_again(shop)
    assert found, [(p.code, p.excerpt) for p in problems]
    assert found.products == (product,)


@given(markdown)
@example("---")
@example("---\nnama: x\n---\nCerita")
@example("---\n\nCerita")
@settings(max_examples=25)
def test_a_story_is_read_back(tmp_path_factory: pytest.TempPathFactory, story: str) -> None:
    root = tmp_path_factory.mktemp("cerita")
    folder = write(root, good_files())
    seller, _ = judge(root)
    assert seller
    write_seller(folder, replace(seller, story=story))
    found, problems = judge(root)
    assert found, problems
    assert found.story == story


def test_a_folder_is_written_whole_and_read_back(tmp_path: Path) -> None:
    folder = write(tmp_path, good_files())
    seller, _ = judge(tmp_path)
    assert seller
    changed = replace(seller, name="Dapur: Bu Siti #1", story="Cerita.\n\n- satu", colour="#8a1c1c")
    written = write_seller(folder, changed)
    assert {path.name for path in written} == {"toko.yaml", "tentang.md", "rendang-sapi.md"}
    found, problems = judge(tmp_path)
    assert (found, problems) == (changed, [])
    again = {path: path.read_bytes() for path in written}
    write_seller(folder, changed)
    assert {path: path.read_bytes() for path in written} == again
    assert not list(folder.rglob(".*"))


def test_a_story_that_was_taken_back_is_gone(tmp_path: Path) -> None:
    folder = write(tmp_path, good_files() | {"tentang.md": "Cerita lama.\n"})
    seller, _ = judge(tmp_path)
    assert seller
    write_seller(folder, replace(seller, story=""))
    found, _ = judge(tmp_path)
    assert found == replace(seller, story="")


def test_a_failed_write_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path, good_files())
    seller, _ = judge(tmp_path)
    assert seller
    before = (folder / "produk/rendang-sapi.md").read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.disk.atomic_file.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_product(folder, replace(seller.products[0], price=1_000))
    assert (folder / "produk/rendang-sapi.md").read_bytes() == before
    assert [path.name for path in (folder / "produk").iterdir()] == ["rendang-sapi.md"]


def test_prices_are_written_as_people_type_them() -> None:
    assert "harga: 1.250.000\n" in product_text(Product("kopi", "Kopi", 1_250_000))
    assert "harga: tanya\n" in product_text(Product("kopi", "Kopi", None))


@given(
    st.text("aZ09 .,/()&+_'@!?%=*-:#\n\t\"é", max_size=12)
    | st.lists(st.text("aZ0 .,-:'", min_size=1, max_size=6), min_size=1, max_size=3)
    | st.dictionaries(
        st.sampled_from(["senin", "nib"]), st.text("aZ0 .,-:'", min_size=1, max_size=6), min_size=1
    )
)
def test_a_plain_value_is_written_as_yamls_own_writer_would(value: object) -> None:
    quick = _quick("nama", value)
    assert quick in ("", _dumped({"nama": value}))
