"""What nobody can see changes nothing: in keys, values, file names, texts and pages."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.content import fields
from generator.content.fields import FieldError
from generator.content.visible import MAX_MARKS, alike, control, control_entity, fold, plain, printed
from generator.render import feeds
from generator.render.markup import render_markdown, shortened, words_of
from tests.content.folders import PRODUCT, SHOP, codes, good_files, jpeg, judge, write
from tests.shops import etalase, new_workspace, product, write_shop

INVISIBLE = [
    "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\u202a", "\u202b", "\u202c", "\u202d",
    "\u202e", "\u2060", "\u2061", "\u2066", "\u2067", "\u2068", "\u2069", "\ufeff", "\ufeff\ufeff", "\xad",
    "\u034f", "\u115f", "\u1160", "\u17b4", "\u180e", "\ufe00", "\ufe0f", "\U000e0041",
]  # fmt: skip
BLANKS = [*"\xa0\u1680\u2002\u2003\u2007\u2009\u200a\u202f\u205f\u3000\u2028\u2029\x85\u2800\u3164\uffa0"]
HYPHENS = [*"\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"]
SHOWN_AS_TYPED = [
    "👩\u200d🍳 dan 🏳\ufe0f\u200d🌈", "❤\ufe0f", "1\ufe0f\u20e3",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "Kopi – Susu — hangat", "−5 °C", "كباب", "寿司", "İçli Köfte", "kué",
]  # fmt: skip


def names(codepoints: str) -> str:
    return " ".join(f"U+{ord(c):04X}" for c in codepoints)


@given(st.text())
@example("a\ufe0f\u200d😀")
@example("e\u200b\u0301")
@example("\u0344" * 4)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert text.isascii() <= (once == text)
    assert plain(plain(text)) == plain(text)
    assert once.count("\n") == text.count("\n")


@pytest.mark.parametrize("text", SHOWN_AS_TYPED)
def test_what_can_be_seen_stays(text: str) -> None:
    assert fold(text) == text


@pytest.mark.parametrize("mark", INVISIBLE, ids=names)
def test_marks_around_and_within_everything_change_nothing(tmp_path: Path, mark: str) -> None:
    clean, marked = tmp_path / "a", tmp_path / "b"
    write(clean, good_files() | {"tentang.md": "Cerita **kami**."})
    shop = SHOP.replace(": ", f"{mark}: {mark}").replace("\n", f"{mark}\n{mark}").replace("-", f"-{mark}")
    item = PRODUCT.replace("\nharga: 95", f"\n{mark}harga: {mark}9{mark}5").replace("---", f"{mark}---{mark}")
    write(marked, good_files() | {
        "toko.yaml": f"{mark}{shop}",
        "produk/rendang-sapi.md": f"{mark}{item}",
        "tentang.md": f"Ce{mark}rita **{mark}kami**.",
    })  # fmt: skip
    assert judge(clean)[1] == []
    assert judge(marked) == judge(clean)


@pytest.mark.parametrize("blank", BLANKS, ids=names)
def test_blanks_are_spaces(tmp_path: Path, blank: str) -> None:
    clean, other = tmp_path / "a", tmp_path / "b"
    shop = f"{SHOP}jam_buka:\n  senin - jumat: 08.00 - 17.00\nalamat: Jl. Kemang 10\n"
    item = PRODUCT.replace("95.000", "Rp 95.000,-\nstok: pesan dulu")
    write(clean, good_files() | {"toko.yaml": shop, "produk/rendang-sapi.md": item})
    shop, item = shop.replace(" ", blank), item.replace(" ", blank)
    write(other, good_files() | {"toko.yaml": shop, "produk/rendang-sapi.md": item})
    assert judge(other) == judge(clean)


@pytest.mark.parametrize("hyphen", HYPHENS, ids=names)
def test_every_hyphen_and_minus_is_one_where_it_is_read(tmp_path: Path, hyphen: str) -> None:
    clean, other = tmp_path / "a", tmp_path / "b"
    shop = f"{SHOP}jam_buka:\n  senin-jumat: 08.00-17.00\n"
    write(clean, good_files() | {"toko.yaml": shop})
    write(other, good_files() | {"toko.yaml": shop.replace("-", hyphen), "produk/rendang-sapi.md":
                                 PRODUCT.replace("95.000", f"Rp95.000,{hyphen}")})  # fmt: skip
    assert judge(other) == judge(clean)


@pytest.mark.parametrize("other", ["\xa0", "\u202f", "\u2011", "\u2013", "-\u200b", "\u200e-", "\uff0d"])
def test_a_file_is_found_by_a_name_that_looks_like_its_own(tmp_path: Path, other: str) -> None:
    usual = " " if other.isspace() else "-"
    for on_disk, typed in ((other, usual), (usual, other)):
        root = tmp_path / names(on_disk)
        write(root, good_files() | {
            f"foto/nasi{on_disk}kué.jpg": jpeg(),
            f"produk/nasi{on_disk}kue.md": PRODUCT.replace("rendang.jpg", f"NASI{typed}kue\u0301.jpg"),
        })  # fmt: skip
        seller, problems = judge(root)
        assert seller is not None, problems
        assert [p.slug for p in seller.products] == ["nasi-kue", "rendang-sapi"]


def test_two_photos_that_look_alike_are_asked_about(tmp_path: Path) -> None:
    write(tmp_path, good_files() | {
        "foto/nasi\u20111.jpg": jpeg(), "foto/nasi\u20131.jpg": jpeg(),
        "produk/rendang-sapi.md": PRODUCT.replace("rendang.jpg", "nasi-1.jpg"),
    })  # fmt: skip
    assert codes(judge(tmp_path)[1]) == ["photo-missing-near"]


def test_the_ending_of_a_product_is_what_it_looks_like(tmp_path: Path) -> None:
    files = good_files()
    files["produk/\u200erendang-sapi.md\u200b"] = files.pop("produk/rendang-sapi.md")
    write(tmp_path, files)
    seller, problems = judge(tmp_path)
    assert (seller is not None, problems) == (True, [])


@pytest.mark.parametrize("mark", ["\ufeff", "\ufeff\ufeff", "\ufeff\r\n", "\ufeff\r\n\ufeff"])
def test_marks_of_two_tools_before_and_between_files_glued_together(tmp_path: Path, mark: str) -> None:
    clean, glued = tmp_path / "a", tmp_path / "b"
    write(clean, good_files() | {"produk/soto.md": "---\nnama: Soto\nharga: 15.000\n---\nEnak.\n"})
    write(glued, good_files() | {
        "toko.yaml": mark + SHOP,
        "produk/soto.md": f"{mark}---\r\nnama: Soto\r\n\ufeffharga: 15.000\r\n---\r\n\ufeffEnak.\r\n",
    })  # fmt: skip
    assert judge(glued) == judge(clean)


# What is refused


@pytest.mark.parametrize("text", [*"\x00\x01\x08\x0b\x0c\x0e\x1b\x1f\x7f\x80\x9f\ufffe\uffff"], ids=names)
@pytest.mark.parametrize("spelled", ["raw", "escape", "entity"])
def test_a_control_character_is_refused_with_its_place(tmp_path: Path, text: str, spelled: str) -> None:
    files = good_files()
    if spelled == "raw":
        files["toko.yaml"] = SHOP.replace("Bu Siti", f"Bu{text}Siti")
        place = (1, len("nama: Dapur Bu") + 1)
    elif spelled == "escape":
        files["toko.yaml"] = SHOP.replace("Dapur Bu Siti", f'"Bu\\u{ord(text):04x}Siti"')
        place = (1, len("nama: ") + 1)
    else:
        if "\x80" <= text <= "\x9f":
            pytest.skip("a browser makes a letter of it")
        files["tentang.md"] = f"Cerita.\n\nDua &#{ord(text)}; tiga &#x{ord(text):X};"
        place = (3, 5)
    write(tmp_path, files)
    found = [(p.code, p.severity, p.line, p.column) for p in judge(tmp_path)[1]]
    assert found == [("control-character", "error", *place)]


@pytest.mark.parametrize(
    "entity", ["&#8203;", "&#x202E;", "&#xFEFF;", "&#9;", "&#10;", "&nbsp;", "&amp;", "&#128512;"]
)
def test_other_entities_are_no_problem_and_leave_nothing_invisible(tmp_path: Path, entity: str) -> None:
    write(tmp_path, good_files() | {"tentang.md": f"Satu{entity}dua"})
    seller, problems = judge(tmp_path)
    assert problems == []
    assert seller
    html = render_markdown(seller.story)
    assert fold(html) == html


@pytest.mark.parametrize(
    "blank", ["\u3164\u3164", "\u2800", "\u115f\u1160", "\uffa0", "\u200b", "\xa0", "\xad\u3000"]
)
def test_a_name_of_blanks_only_is_empty(tmp_path: Path, blank: str) -> None:
    write(tmp_path, good_files() | {
        "toko.yaml": SHOP.replace("Dapur Bu Siti", f'"{blank}"'),
        "produk/rendang-sapi.md": PRODUCT.replace("Rendang Sapi", f'{blank}\nvarian: ["{blank}", besar]'),
        f"produk/{blank}.md": PRODUCT,
    })  # fmt: skip
    seller, problems = judge(tmp_path)
    assert seller is None
    assert codes(problems) == ["missing", "product-slug-invalid", "missing"]
    with pytest.raises(FieldError, match="name-empty"):
        fields.name(blank)


def test_stacks_of_marks_are_cut_to_three() -> None:
    stack = "\u0335\u0321\u0327\u0328" * 13
    kept = fields.name(f"Z{stack}algo{stack}")
    assert "".join(c for c in kept if c.isascii()) == "Zalgo"
    assert len(kept) == len("Zalgo") + 2 * MAX_MARKS == 11


@given(st.text(max_size=120))
def test_a_text_that_is_accepted_has_no_more_than_three_marks_on_a_letter(typed: str) -> None:
    try:
        cleaned = fields.text(typed)
    except FieldError:
        return
    runs = "".join("m" if unicodedata.category(c) in {"Mn", "Me"} else "." for c in cleaned)
    assert "mmmm" not in runs
    assert not control(cleaned)


# Feeds


@given(st.text(max_size=80))
@example("a\x01b")
@example("\ud800")
def test_a_feed_is_xml_whatever_an_old_record_holds(text: str) -> None:
    day = date(2026, 11, 21)
    summary = shortened(words_of(render_markdown(text.encode("utf-8", "replace").decode())), 200)
    entry = feeds.FeedEntry(text, "https://etalase.example/a/b.html", day, day, summary)
    Xml.fromstring(feeds.atom(text, text, "https://a.example/", "https://a.example/x", [entry], day))
    assert not control(printed(text))


def test_every_feed_of_a_hub_is_xml_when_sellers_paste_what_nobody_sees(tmp_path: Path) -> None:
    root = new_workspace(tmp_path)
    write_shop(
        root, "kopi-satu", {"es": product(nama='"Es\\u200b Kopi\\u202e"')}, nama="Kopi\u3164\ufeff Satu\u2028"
    )
    write_shop(root, "kopi-dua", {"es": product(nama='"Es\\x01Kopi"')}, nama='"Kopi\\x1bDua"')
    code, answer = etalase(root, "build", "--jobs", "1")
    assert (code, [one["slug"] for one in answer["failures"]]) == (3, ["kopi-dua"])
    for path in (root / "build" / "site").rglob("*.xml"):
        Xml.fromstring(path.read_bytes())
    feed = (root / "build" / "site" / "kopi-satu" / "atom.xml").read_text("utf-8")
    assert "<title>Kopi Satu</title>" in feed
    assert "<title>Es Kopi</title>" in feed


def test_names_that_look_alike() -> None:
    assert alike("NASI\u20131.JPG") == alike("nasi-1.jpg") == alike("\u200enasi\u22121.jpg")
    assert alike("cafe\u0301 a.jpg") == alike("Caf\xe9\xa0a.jpg")


def test_an_entity_that_is_no_character_is_none() -> None:
    assert control_entity("&#99999999; &#x110000; &#; &#1 &#65;") is None
