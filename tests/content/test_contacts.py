"""Whom a shop calls and pays: what a thief types is found, and honest sellers are left alone."""

from __future__ import annotations

import html
import re
import time
import typing
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from generator.content.contacts import contacts_in, contacts_of, held_back
from generator.content.hub import load_hub
from generator.content.model import (
    Closed,
    English,
    Hours,
    Permits,
    Photo,
    Place,
    Product,
    Qris,
    Seller,
    Variant,
)  # fmt: skip
from generator.demo import workspace
from generator.demo.folder import compose
from generator.demo.size import Size
from generator.demo.town import Town
from generator.demo.vocabulary import words
from generator.render.markup import render_markdown
from tests.content.folders import jpeg, judge, write

OWN = "phone:6280000000101"
HERS = "6281234567890"
QRIS = (
    "00020101021126690017ID.CO.EXAMPLE.WWW011893600000000000000302150000000000000030303UMI51440014ID."
    "CO.QRIS.WWW0215ID10200000000030303UMI5204581253033605802ID5909BATIK AYU6013JAKARTA PUSAT6105"
    "1024062070703A016304927E"
)
ARABIC, WIDE, CIRCLED = "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９", "⓪①②③④⑤⑥⑦⑧⑨"


@pytest.mark.parametrize("text", [
    "0812 3456 7890", "0812-3456-7890", "0812.3456.7890", "(+62)81234567890", "(+62) 812-3456-7890",
    "62 812 3456 7890", "+62 (0)812 3456 7890", "0062 812 3456 7890", "812-3456-7890", "81234567890",
    "0 8 1 2 3 4 5 6 7 8 9 0", "08 12 34 56 78 90", "08-12-34-56-78-90", "08.12.34.56.78.90",
    "O812 3456 7890",
    "o812-3456-7890", "08l2-3456-7890", "08I2-3456-789O", "WA:081234567890", "hub.0812-3456-7890 ya",
    "0812\n3456\n7890", "0812_3456_7890", "0812/3456/7890", "0812*3456*7890", "**0812** 3456 **7890**",
    "**0812**3456**7890**", "081&#50;34567890", "0812&nbsp;3456&nbsp;7890", "0812<b>3456</b>7890",
    "0812📱3456📱7890", "0812 strip 3456 strip 7890", "0812, 3456, 7890", "0812x3456x7890",
    "0812 – 3456 – 7890",
    "- 0812\n- 3456\n- 7890", "[0812](halaman.html)3456 7890", "08\u200b12\xad3456\u20607890",
    "0️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣0️⃣", "\u041e812-3456-7890", "https://wa.me/6281234567890",
    "WA.me/6281234567890?text=halo",
    "[chat](HTTPS://wa.me/6281234567890)", "https://api.whatsapp.com/send?phone=6281234567890&text=x",
    "whatsapp://send?phone=6281234567890", "tel:+6281234567890", "sms:081234567890", "wa . me/6281234567890",
    "wa.me/%36%32%38%31%32%33%34%35%36%37%38%39%30", "0812-3456-7890, buka 08.00-17.00",
    "08.00-17.00 WA 0812-3456-7890", "Rp 25.000 0812 3456 7890", "0812-3456-7890 24 jam",
    "DANA 0812-3456-7890",
    "RT 05/07 No. 3, 0812-3456-7890", "0812 3456 7890 25.000", "NIB 1234567890123, WA 0812-3456-7890",
])  # fmt: skip
def test_a_mobile_number_is_found_however_it_is_spelled(text: str) -> None:
    assert contacts_in(text) == {f"phone:{HERS}"}


@pytest.mark.parametrize(("text", "number"), [
    ("021-7654321", "62217654321"), ("(021) 765-4321", "62217654321"), ("+65 9123 4567", "6591234567"),
    ("+1 (415) 555-2671", "14155552671"), ("0065 9123 4567", "6591234567"), ("Telp 7654321", "7654321"),
    ("call 14045", "14045"), ("WA 765-4321", "7654321"), ("tel:14045", "14045"),
])  # fmt: skip
def test_other_numbers_to_call_are_found(text: str, number: str) -> None:
    assert contacts_in(text) == {f"phone:{number}"}


@pytest.mark.parametrize(("text", "link"), [
    ("bit.ly/abc", "bit.ly/abc"), ("HTTPS://BIT.LY/Abc", "bit.ly/Abc"), ("s.id/toko.", "s.id/toko"),
    ("[klik](https://linktr.ee/abc)", "linktr.ee/abc"), ("<https://t.me/penipu>", "t.me/penipu"),
    ("wa.me/message/ABC", "wa.me/message/ABC"), ("bit . ly/abc", "bit.ly/abc"), ("bit[.]ly/abc",
    "bit.ly/abc"),
    ("bit(dot)ly/abc", "bit.ly/abc"), ("paypal.me/x", "paypal.me/x"), ("saweria.co/x", "saweria.co/x"),
    ("link.dana.id/minta/abc", "link.dana.id/minta/abc"), ("b\u200bit.ly/x", "bit.ly/x"),
    ("www.line.me/ti/p/x", "line.me/ti/p/x"), ("Telegram: @penipu", "telegram/penipu"),
    ("ID LINE: penipu1", "line/penipu1"),
    ("chat.whatsapp.com/AbC", "chat.whatsapp.com/AbC"), ("https://contoh.example@bit.ly/x", "bit.ly/x"),
])  # fmt: skip
def test_links_that_chat_pay_or_hide_where_they_lead_are_found(text: str, link: str) -> None:
    assert contacts_in(text) == {f"link:{link}"}


@pytest.mark.parametrize(("text", "address"), [
    ("[0812-3456-7890](https://lain.example/order)", "link:lain.example/order"),
    ("[x](https://0812-3456-7890@lain.example/)", "link:lain.example"),
    ("[Email](mailto:Ibu@lain.example)", "mail:ibu@lain.example"),
    ("[x](mailto:ibu@toko.example?bcc=ibu@lain.example)", "mail:ibu@lain.example"),
    ("[x](mailto:ibu@lokal)", "mail:ibu@lokal"), ("<ibu@lain.example>", "mail:ibu@lain.example"),
    ("Pesan: ibu@lain.example.", "mail:ibu@lain.example"), ("ibu (at) lain (dot) example",
    "mail:ibu@lain.example"),
    ("[IG](https://instagram.com/lain)", "link:instagram.com/lain"),
    ("<https://lain.example/x>", "link:lain.example/x"),
    ("(https://lain.example/bayar)", "link:lain.example/bayar"), ("WWW.lain.example.", "link:lain.example"),
    ("lihat www . lain.example", "link:lain.example"), ("https : // lain.example", "link:lain.example"),
    ("https://shopee.co.id/lain", "link:shopee.co.id/lain"), ("[x](http:lain.example)", "link:lain.example"),
    ("[x][1]\n\n[1]: HTTPS://Lain.example/A", "link:lain.example/A"), ("[x](<https://lain.example>)",
    "link:lain.example"), ("[x](htt&#112;s://lain.example)", "link:lain.example"),
    ("[x](https://toko.example\n.lain.example)", "link:toko.example.lain.example"),
    ("[x](https://toko.example @lain.example)", "link:lain.example"),
    ("[x](https://toko.example'@lain.example)", "link:lain.example"),
    ("[x](https://lain.example\\@toko.example)", "link:lain.example/@toko.example"),
    ("https://t\u043eko.example", "link:t\u043eko.example"), ("https://bit.ly", "link:bit.ly"),
    ("https://www.tokopedia.com/toko/barang-1234567890", "link:tokopedia.com/toko/barang-1234567890"),
    ("https://maps.app.goo.gl/AbC", "link:maps.app.goo.gl/AbC"),
    ("https://www.google.com/maps/@-6.2,106.8,17z", "link:google.com/maps/@-6.2,106.8,17z"),
])  # fmt: skip
def test_every_address_on_the_web_and_for_e_mail_is_found(text: str, address: str) -> None:
    known = ("link:toko.example", "mail:ibu@toko.example", f"phone:{HERS}")
    assert address in contacts_in(text, known)


written = st.sampled_from([
    "[", "]", "(", ")", "](", "<", ">", "[x]", "[x](", "[x]: ", "https://", "http:", "HTTPS:/",
    "mailto:", "www.",
    "lain", "lain.example",
    ".", "@", "\\", "/", "\n", " ", "\n\n", "&#58;", "&sol;", "%2e", "ibu",
    "ibu@lain.example", '"', "'", "#", "?", "_", "*", "<b>", "\u200b",
])  # fmt: skip


@given(st.lists(written, max_size=12))
def test_wherever_a_page_leads_is_a_contact(parts: list[str]) -> None:
    text = "".join(parts)
    for target in re.findall(r'href="([^"]*)"', render_markdown(text)):
        address = html.unescape(re.sub(r"[\t\n]", "", target))
        host = re.fullmatch(r"https?:[/\\]*(?:[^/\\?#]*@)?([^/\\?#]*).*", address, re.IGNORECASE)
        if host and "%" not in host[1] and re.match(r"[a-z0-9]", host[1], re.IGNORECASE):
            assert any(c.startswith(f"link:{host[1].casefold()}") for c in contacts_in(text)), (text, target)
        elif address.startswith("mailto:") and re.search(r"[a-z]@[a-z]", address):
            assert any(c.startswith("mail:") for c in contacts_in(text)), (text, target)


def test_an_address_that_was_agreed_to_is_free_wherever_it_stands_next() -> None:
    story = "Lihat [katalog](https://toko.example/katalog), tulis ke ibu@toko.example atau www.toko.example."
    approved = replace(APPROVED, story=story)
    wanted = replace(
        approved, story=f"{story} Juga https://kopi.example dan https://www.instagram.com/kopi/!",
        slogan="Katalog: https://toko.example/katalog", payment=("ibu@toko.example",),
    )  # fmt: skip
    assert held_back(wanted, approved) == (wanted, ())
    wanted = replace(approved, slogan="https://toko.example/lain")
    kept, waiting = held_back(wanted, approved)
    assert (kept, [one.path for one in waiting]) == (approved, ["slogan"])


@pytest.mark.parametrize(("text", "account"), [
    ("BCA 1234567890", "bca 1234567890"), ("bca 123-456-7890", "bca 1234567890"),
    ("rek BCA: 123 456 7890 a.n. Siti", "bca 1234567890"), ("norek 12345678", "12345678"),
    ("1234567890 (BCA)", "bca 1234567890"), ("a.n. Budi 1234567890", "1234567890"),
    ("VA 8810812345678901", "8810812345678901"), ("Mandiri 123-00-1234567-8", "mandiri 1230012345678"),
    ("1234 5678 9012 3456", "1234567890123456"), ("BCA 1 2 3 4 5 6 7 8 9 0", "bca 1234567890"),
    ("BCA\n1234567890", "bca 1234567890"), ("1234567890123", "1234567890123"),
    ("kode 1234567890", "1234567890"),
    ("transfer 12.345.678.90", "1234567890"),
    ("ＢＣＡ　１２３４５６７８９０", "bca 1234567890"), ("BCA 123**456**7890", "bca 1234567890"),
])  # fmt: skip
def test_accounts_and_cards_are_found(text: str, account: str) -> None:
    assert contacts_in(text) == {f"account:{account}"}


def test_an_account_that_begins_like_a_phone_number_is_compared_to_its_end() -> None:
    assert contacts_in("BRI 0123-01-012345-50-1") != contacts_in("BRI 0123-01-012345-50-9")


def test_the_same_digits_at_another_bank_are_another_account() -> None:
    assert contacts_in("BCA 1234567890") != contacts_in("BRI 1234567890")


def test_the_text_of_a_payment_code_is_found() -> None:
    assert contacts_in(f"Bayar: {QRIS}") == {f"code:{QRIS}"}


@pytest.mark.parametrize("text", [
    "Rp 1.500.000", "25.000", "25rb", "1,5 juta", "Rp25.000-Rp50.000", "25.000 - 50.000", "10-12", "500 g",
    "20x30x10 cm", "2026-11-21", "21-11-2026 s/d 23-11-2026", "08.00-12.00, 13.00-17.00", "kode pos 12410",
    "Buka 08.00-12.00 dan 13.00-17.00 setiap hari", "NIB 1234567890123", "NIB: 0812220012345",
    "P-IRT 2053174010123-28", "PIRT No. 2063175010123-27", "ID31110001234567890", "Halal ID31110000012345678",
    "Jakarta Selatan 12410", "Jl. Contoh No. 7 RT 005/RW 010, 12410", "RT 05/07 Jakarta Timur 13530",
    "sejak 1998", "1998-2026", "2019, 2020, 2021, 2022", "isi 40, 50, 60, 70, 80, 90",
    "nomor 01, 02, 03, 04, 05, 06",
    "08, 10, 12, 14, 16", "100 150 200 250", "Ukuran 36-37-38-39-40", "0,5 kg - 1,5 kg", "0,5-1 kg, 10 x 20",
    "1/2 kg, 1/4 kg", "Barcode 8991234567890", "Pesan 3 hari sebelumnya lewat WhatsApp", "WA jam 08.00-17.00",
    "Transfer sebelum 12-12-2026", "transfer Rp 1.500.000", "DP 50%, transfer 250.000", "Dana 2019-2020",
    "Jl. Raya 12 No. 34", "220-240 V 50/60 Hz", "Rp12.500.000,-", "Senin 08.00, Selasa 09.30, Rabu 10.15",
    "facebook.com/profile.php?id=100012345678901",
    "kopis.id/menu", "BPOM MD 123456789012", "SNI 01-2973-2011", "Line produk: rendang",
    "17-08-1945", "10.000 15.000 20.000 25.000", "10000 15000 20000", "Telepon dulu 2 jam sebelumnya",
    "Mulai 01/12/2026 08.00", "1000-2000-3000 pcs", "3x4, 4x6, 5x7, 8x10",
    "12.000/pcs 120.000/lusin", "0-12 bulan",
    "Lebih dari 10.000 pesanan sejak 2019", "HP 12/256 GB", "CS balas 3-5 hari", "Batch 20261121001",
    "Jl. Mawar No.5", "a.n. Siti", "20x30.cm", "foto.jpg", "Rp12.500/pcs", "IG @kopi.satu", "A/B.C",
    "di Jl.Mawar",
    "https: alamat yang aman", "Tunai@kasir",
    "Isi 24 botol x 350 ml", "Setiap Sabtu, kabari kami. me time!",
])  # fmt: skip
def test_numbers_that_nobody_calls_or_pays_to_are_left_alone(text: str) -> None:
    assert contacts_in(text) == frozenset()


@pytest.mark.parametrize("text", [
    "NIB 0812345678901", "P-IRT 0812 3456 7890 123", "Rp 0812.3456.7890", "08.15-20.45 1020 3344",
    "Rp 81234567890",
    "jam 08.12-34.56.78.90", "RT 08/12 3456 7890", "08-12-2034 5678", "0812-3456-7890 kg",
    "ukuran 812-3456-7890 g",
    "0,8 1,2 3,4 5,6 7,8 9,0", "81234567890k", "0812 345.678 90",
])  # fmt: skip
def test_a_number_in_the_clothes_of_an_honest_one_is_found(text: str) -> None:
    assert contacts_in(text)


national = st.from_regex(r"8[1-9][0-9]{7,9}", fullmatch=True)
apart = st.sampled_from(
    ["", " ", "-", ".", "_", "/", " - ", "\n", "  ", "\u2013", "•", "\u200b", "\xa0", ") ", ", ", "~"]
)


@st.composite
def spellings(draw: st.DrawFn, digits: str) -> str:
    """A number as a thief spells it: another beginning, other digits, parted somewhere by the same mark."""
    begin = draw(st.sampled_from(["0", "62", "+62", "+62 ", "(+62)", "(0)", "0062", "+62-"]))
    mark = draw(apart)
    sizes = draw(
        st.sampled_from([(3, 4, 4), (2, 2, 2, 2, 2, 2), (3, 3, 3, 3), (1,) * 12, (11,), (4, 4, 4), (3, 5, 4)])
    )
    groups, at = [], 0
    for size in sizes:
        groups.append(digits[at : at + size])
        at += size
    number = begin + mark.join(group for group in groups if group)
    alphabet = draw(
        st.sampled_from(["0123456789", ARABIC, WIDE, CIRCLED, "O123456789", "ol23456789", "0I23456789"])
    )
    number = number.translate(str.maketrans("0123456789", alphabet))
    dress = draw(
        st.sampled_from(["{}", "WA {} ya", "WA:{}", "**{}**", "Hubungi {}!", "({})", "[{}](halaman.html)"])
    )
    *most, last = filter(None, groups)
    # "0810 000 000 1 ya" may be nine digits and a count, as in "pesan ke 0810 000 000 3 hari sebelumnya".
    assume(not dress.endswith(" ya") or not most or len(last) > 2 or min(map(len, most)) < 3)
    return dress.format(number)


@given(st.data(), national)
def test_every_spelling_of_a_number_is_the_same_number(data: st.DataObject, digits: str) -> None:
    text = data.draw(spellings(digits))
    found = contacts_in(text)
    assert found, text
    if not re.search(r"O[0-9]|[0-9][OolI]|(?<![^\W_])[OolI]+(?![^\W_])", text):
        assert f"phone:62{digits}" in found, text
        assert not contacts_in(text, {f"phone:62{digits}"}), text


@pytest.mark.parametrize("end", ["0 ya", "00 ya", "0, ya", "0"])
def test_a_nought_at_the_end_belongs_to_the_number(end: str) -> None:
    digits = re.sub(r"[^0-9]", "", end)
    assert contacts_in(f"WA 0810 000 000 {end}", {"phone:62810000000"}) == {f"phone:62810000000{digits}"}


amounts = st.integers(1, 99_999).map(lambda n: f"{n * 500:,}".replace(",", "."))
honest_words = st.one_of(
    amounts.map("Rp{}".format),
    amounts,
    st.integers(1, 999).map("{}rb".format),
    st.integers(1, 999).map("{} g".format),
    st.tuples(st.integers(1, 99), st.integers(1, 99)).map(lambda t: f"{t[0]}x{t[1]} cm"),
    st.integers(1950, 2026).map("tahun {}".format), st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(str),
    st.tuples(st.integers(0, 11), st.integers(12, 24)).map(lambda t: f"{t[0]:02}.00-{t[1]:02}.30"),
    st.sampled_from([*words().closing,
    *words().promises, *words().headings, *words().middle]),
)  # fmt: skip


@given(st.lists(honest_words, max_size=6))
def test_honest_words_in_any_order_carry_no_contact(parts: list[str]) -> None:
    assert contacts_in(", ".join(parts)) == frozenset()
    assert contacts_in(". ".join([*parts, "WA 0800-0000-0101"])) == {OWN}


FREE = re.compile(r"whatsapp|email_ekspor|qris|pindah_ke|media_sosial\..*")


def test_sample_shops_carry_their_own_contacts_only(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    hub, _ = load_hub(root)
    assert hub
    for folder in sorted((root / "sellers").glob("*/toko.yaml")):
        texts = {
            str(path.relative_to(folder.parent)): jpeg() if path.parent.name == "foto" else path.read_bytes()
            for path in folder.parent.rglob("*.*")
        }
        write(tmp_path / folder.parent.name, texts)
        seller, problems = judge(tmp_path / folder.parent.name, categories=hub.categories)
        assert seller, problems
        assert not [path for path in contacts_of(seller) if not FREE.fullmatch(path)]


MADE_UP = {f"link:contoh.example/{page}" for page in ("cara-pesan", "foto-pelanggan", "ongkir", "tukar")}
MADE_UP |= {"mail:halo@contoh.example"}


def test_made_up_shops_carry_their_own_contacts_only(tmp_path: Path) -> None:
    hub, _ = workspace.settings(tmp_path)
    assert hub
    town, size = Town(7, hub.categories), Size(30, 12, 0)
    for number in range(1, size.sellers + 1):
        root = tmp_path / str(number)
        write(root, dict(compose(town, number, size).texts))
        seller, problems = judge(root, categories=hub.categories)
        assert seller, problems
        assert len(seller.products) == size.products
        found = {path: contacts for path, contacts in contacts_of(seller).items() if not FREE.fullmatch(path)}
        assert not [path for path, contacts in found.items() if contacts - MADE_UP]


NOT_SHOWN = {
    "slug", "category", "theme", "colour", "follows", "email", "stock", "qris.city",
    "kecamatan.code", "kecamatan.name", "kecamatan.kota", "kecamatan.slug", "qris.merchant", "qris.nmid",
    "qris.payload", "qris.photo.name", "qris.photo.sha256", "products.photos.name", "products.photos.sha256",
    "products.variants.key",  # a name that is looked at, once more
    "products.stock", "products.export.hs", "products.export.minimum.unit", "products.export.minimum.per",
    "products.export.capacity.unit", "products.export.capacity.per", "products.export.lead_time.unit",
    "products.export.incoterm", "products.export.weight.unit", "products.export.weight.per",
}  # fmt: skip
"""What is no free text: names from lists, the shop's own address, the name of a file, what a code says."""


def strings(kind: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every string within a value."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        for name, inner in get_type_hints(kind).items():
            yield from strings(inner, (*at, name))
    elif get_origin(kind) is typing.Literal or kind is str:
        yield at
    else:
        for inner in get_args(kind):
            yield from strings(inner, at)


def planted(at: tuple[str, ...], text: str) -> Seller:
    """A shop with this text in one place."""
    photo = Photo("a.jpg", "0" * 64, 1, 1)
    product = Product("kopi", "Kopi", 1, photos=(photo,), variants=(Variant("Besar", 1),))
    shop = Seller(
        "kopi-tebet", "Kopi Tebet", "kopi", Place("", "", "", ""), "6280000000101",
        closed=Closed(date(2026, 1, 1), ""),
        qris=Qris(photo=photo), products=(product,), socials=(("instagram", "kopi"),),
        hours=Hours((None,) * 7),
        delivery=("ojek",), payment=("tunai",), permits=Permits(), english=English(),
    )  # fmt: skip
    return typing.cast(Seller, _put(shop, at, text))


def _put(part: Any, at: tuple[str, ...], text: str) -> Any:
    if isinstance(part, tuple):
        last = _put(part[-1], at, text)
        return (*part[:-1], last)
    return replace(part, **{at[0]: _put(getattr(part, at[0]), at[1:], text)}) if at else text


@pytest.mark.parametrize("at", list(dict.fromkeys(strings(Seller))), ids=".".join)
def test_every_text_that_reaches_a_page_is_looked_at(at: tuple[str, ...]) -> None:
    if ".".join(at) in NOT_SHOWN:
        return
    shop = planted(at, "0812-3456-7890" if at != ("whatsapp",) else HERS)
    values = contacts_of(shop)
    found = frozenset().union(*values.values())
    assert f"phone:{HERS}" in found or "link:instagram/0812-3456-7890" in found
    kept, waiting = held_back(shop, planted(("slogan",), ""))
    assert [one.path for one in waiting] == [path for path in values if values[path] & {f"phone:{HERS}"}] or (
        waiting[0].path == "media_sosial.instagram"
    )
    assert f"phone:{HERS}" not in frozenset().union(*contacts_of(kept).values())


APPROVED = replace(
    planted(("slogan",), "Kopi enak"), qris=Qris(payload=QRIS), moves_to="https://kopi.example/"
)


def test_what_carries_no_contact_and_what_carries_the_own_number_is_free() -> None:
    wanted = replace(
        APPROVED, slogan="WA (+62) 800 0000 0101, buka 08.00-17.00",
        story="https://wa.me/6280000000101?text=Halo",
        name="Kopi Tebet Jaya", qris=None, moves_to="", socials=(), payment=("GoPay 0800-0000-0101",),
    )  # fmt: skip
    assert held_back(wanted, APPROVED) == (wanted, ())


def test_a_changed_number_code_account_or_address_waits_and_the_approved_one_stays() -> None:
    photo = Photo("q.jpg", "1" * 64, 1, 1)
    wanted = replace(
        APPROVED, whatsapp=HERS, qris=Qris(photo=photo), moves_to="https://penipu.example/", name="Kopi",
        socials=(("instagram", "penipu"), ("tiktok", "penipu")),
    )  # fmt: skip
    kept, waiting = held_back(wanted, APPROVED)
    assert kept == replace(APPROVED, name="Kopi")
    assert {one.path: (one.before, one.after) for one in waiting} == {
        "whatsapp": ("6280000000101", HERS),
        "qris": (QRIS, "q.jpg"),
        "pindah_ke": ("https://kopi.example/", "https://penipu.example/"),
        "media_sosial.instagram": ("kopi", "penipu"),
        "media_sosial.tiktok": ("", "penipu"),
    }


def test_a_new_product_is_left_out_if_its_name_waits_and_else_loses_what_waits() -> None:
    good = Product("teh", "Teh", 1, description="Telp 0812-3456-7890")
    bad = Product("susu", "Susu 0812-3456-7890", 1)
    old = replace(APPROVED.products[0], name="Kopi 0812-3456-7890", variants=(Variant("0812-3456-7890", 1),))
    kept, waiting = held_back(replace(APPROVED, products=(old, good, bad)), APPROVED)
    assert kept.products == (APPROVED.products[0], replace(good, description=""))
    assert [one.path for one in waiting] == [
        "produk/kopi.nama", "produk/kopi.varian", "produk/teh.deskripsi", "produk/susu.nama",
    ]  # fmt: skip


@pytest.mark.parametrize(("code", "free"), [
    (QRIS, True), (QRIS.replace("BATIK", "BATUK"), False), ("https://wa.me/6280000000101?text=Halo", True),
    ("https://wa.me/6281234567890", False), ("https://toko.example/", False),
    ("https://toko.example/080000000101", False),
    ("WIFI:S:x;;", False),
])  # fmt: skip
def test_a_photo_with_a_code_waits_unless_the_code_is_the_shops_own(code: str, free: bool) -> None:
    new = Photo("baru.jpg", "2" * 64, 1, 1)
    products = (replace(APPROVED.products[0], photos=(new,)),)
    wanted = replace(APPROVED, products=products)
    kept, waiting = held_back(wanted, APPROVED, {new.sha256: (code,)})
    assert kept == (wanted if free else APPROVED)
    assert [one.path for one in waiting] == ([] if free else ["foto/baru.jpg"])
    assert held_back(wanted, APPROVED) == (wanted, ())


def test_a_number_that_is_parted_among_values_side_by_side_waits() -> None:
    wanted = replace(
        APPROVED, name="Kopi 0812", slogan="3456 7890", products=(
            replace(APPROVED.products[0], name="Kopi 0812-3456", unit="7890"),
        ),
    )  # fmt: skip
    kept, waiting = held_back(wanted, APPROVED)
    assert [(one.path, one.after, one.found) for one in waiting] == [
        ("slogan", "3456 7890", (f"phone:{HERS}",)), ("produk/kopi.satuan", "7890", (f"phone:{HERS}",)),
    ]  # fmt: skip
    assert (kept.name, kept.slogan, kept.products[0].unit) == ("Kopi 0812", "Kopi enak", "")
    told = replace(APPROVED, slogan="Pesan 0812", story="3456 7890, dapur kami.\n\nSejak 2019.")
    kept, waiting = held_back(told, APPROVED)
    assert ([one.path for one in waiting], kept.slogan, kept.story) == (["tentang"], "Pesan 0812", "")
    assert held_back(wanted, wanted) == (wanted, ())
    plain = replace(APPROVED, name="Kopi 08", slogan="Sejak 2019, 12 rasa")
    assert held_back(plain, APPROVED) == (plain, ())


def test_without_an_approved_copy_every_contact_waits() -> None:
    kept, waiting = held_back(APPROVED, None)
    assert contacts_of(kept) == {}
    assert [one.path for one in waiting] == ["whatsapp", "qris", "pindah_ke", "media_sosial.instagram"]


contacts = st.sampled_from(
    ["0812-3456-7890", "wa.me/message/X", "BCA 1234567890", "bit.ly/x", "", "Enak", "Rp 25.000"]
)


@given(contacts, contacts, contacts, contacts)
def test_holding_back_twice_is_holding_back_once_and_lets_nothing_new_through(
    a: str, b: str, c: str, d: str
) -> None:
    approved = replace(APPROVED, slogan=a, story=b)
    wanted = replace(APPROVED, slogan=c, story=d, name=f"Kopi {a}")
    assume(wanted != approved)
    kept, _ = held_back(wanted, approved)
    assert held_back(kept, approved) == (kept, ())
    known = frozenset().union(*contacts_of(approved).values())
    assert frozenset().union(*contacts_of(kept).values()) <= known
    assert held_back(wanted, wanted) == (wanted, ())


@pytest.mark.parametrize(
    "unit", ["[", "0 ", "8", "a.", "<", "12.000 ", "08.00-", "000201", "l ", "(0", "](", "1 x "]
)
def test_a_text_of_brackets_and_digits_takes_no_time(unit: str) -> None:
    began = time.process_time()
    contacts_in((unit * 8192)[:8192])
    assert time.process_time() - began < 3
