"""What a whole folder is told, beyond the single mistakes of `tests/sites/broken/`."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.content.diagnostics import Diagnostic, has_errors
from generator.content.messages import SENTENCES, word
from tests.content.folders import PRODUCT, SHOP, SLUG, codes, good_files, jpeg, judge, write

GENERATOR = Path(__file__).parents[2] / "generator"


def test_a_good_folder_has_no_problems(tmp_path: Path) -> None:
    write(tmp_path, good_files())
    seller, problems = judge(tmp_path)
    assert seller
    assert problems == []


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_of_other_systems(tmp_path: Path, end: str, mark: str) -> None:
    plain, foreign = tmp_path / "a", tmp_path / "b"
    write(plain, good_files())
    write(foreign, good_files() | {n: mark + text.replace("\n", end) for n, text in [
        ("toko.yaml", SHOP), ("produk/rendang-sapi.md", PRODUCT)]})  # fmt: skip
    assert judge(foreign) == judge(plain)


def test_one_broken_file_does_not_hide_the_problems_of_the_others(tmp_path: Path) -> None:
    write(tmp_path, good_files() | {
        "toko.yaml": "nama: Kopi: Susu\n",
        "produk/a1.md": "tanpa pagar\n",
        "produk/b1.md": PRODUCT.replace("95.000", "dua"),
        "produk/c1.yaml": "nama: [\n",
        "tentang.md": b"\xff\xfe",
    })  # fmt: skip
    seller, problems = judge(tmp_path)
    assert seller is None
    assert codes(problems) == [
        "frontmatter-missing", "price-unreadable", "yaml-bracket-open", "not-utf8", "yaml-colon",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("nama: 'x", "yaml-quote-open"),
        ("slogan: {a: b}", "value-expected"),
        ("jam_buka: [08.00-17.00]", "fields-expected"),
        ("jam_buka: {senin: {a: b}}", "value-expected"),
        ("jam_buka: {senin-rabu: 08.00-12.00, rabu: tutup}", "day-twice"),
        ("izin: 123", "fields-expected"),
        ("izin: {nib: 123}", "nib-unusual"),
        ("izin: {pirt: 123}", "pirt-unusual"),
        ("izin: {halal: 123}", "halal-unusual"),
        ("media_sosial: {instagram: a b}", "social-unreadable"),
        ("media_sosial: {myspace: x}", "unknown-key-ignored"),
        ("libur: {pesan: Mudik}", "missing"),
        ("libur: besok", "fields-expected"),
        ("pembayaran: [tunai, {a: b}]", "value-expected"),
        ("warna: hitam", "colour-unreadable"),
        ("warna: \"#fff;}</style><script>alert(1)</script>\"", "colour-unreadable"),
        ("tema: mewah", "theme-unknown"),
        ("ikuti: [toko-yang-tidak-ada]", "follow-unknown"),
        ("ikuti: [../../etc]", "follow-unknown"),
        ("ikuti: [dapur-bu-siti]", "follow-self"),
        ("pindah_ke: javascript:alert(1)", "address-unreadable"),
        ("qris: 0002", "qris-unreadable"),
        ("qris: ../../../etc/passwd", "photo-name"),
        ("kelurahan: Tebet Barat", "kelurahan-elsewhere"),
        ("slogan: <b>Enak</b>", "text-markup"),
        ("en: {slogan: <b>Nice</b>}", "text-markup"),
        ("en: {tentang: <script>x</script>}", "markdown-html"),
        ("alamat: " + "x" * 161, "text-too-long"),
        ("pengiriman: [" + "x" * 41 + "]", "text-too-long"),
        ("no_hp: 0812", "unknown-key"),
        ("xyzzy: 1", "unknown-key-ignored"),
    ],
)  # fmt: skip
def test_one_line_of_a_shop(tmp_path: Path, line: str, code: str) -> None:
    key = line.partition(":")[0]
    kept = "".join(f"{row}\n" for row in SHOP.splitlines() if not row.startswith(f"{key}:"))
    write(tmp_path, good_files() | {"toko.yaml": f"{kept}{line}\n"})
    _, problems = judge(tmp_path)
    found = [p for p in problems if p.code == code]
    assert len(found) == 1, codes(problems)
    assert code == "missing" or found[0].line == kept.count("\n") + 1
    assert "markdown-html" not in codes(problems) or code == "markdown-html"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("harga: ''", "missing"),
        ("stok: banyak", "stock-unknown"),
        ("unggulan: mungkin", "yes-no"),
        ("urutan: pertama", "order-unreadable"),
        ("varian: [{nama: 250 g, harga: 5}]", "price-too-small"),
        ("varian: [{harga: 5.000}]", "missing"),
        ("varian: [{nama: 250 g, hrga: 5.000}]", "unknown-key"),
        ("varian: [[a]]", "fields-expected"),
        ("foto: [" + ", ".join(["rendang.jpg"] * 9) + "]", "too-many-photos"),
        ("foto: [{a: b}]", "value-expected"),
        ("foto: C:\\foto\\rendang.jpg", "photo-name"),
        ("foto: .rendang.jpg", "photo-name"),
        ("satuan: " + "x" * 41, "text-too-long"),
        ("nama: '!!!'", "name-empty"),
        ("en: {nama: Beef, deskripsi: \"[a](/menu.html)\"}", "markdown-link"),
        ("en: Beef Rendang", "fields-expected"),
    ],
)  # fmt: skip
def test_one_line_of_a_product(tmp_path: Path, line: str, code: str) -> None:
    key = line.partition(":")[0]
    kept = "".join(f"{row}\n" for row in PRODUCT.splitlines()[1:3] if not row.startswith(f"{key}:"))
    write(tmp_path, good_files() | {"produk/rendang-sapi.md": f"---\n{kept}{line}\n---\n"})
    _, problems = judge(tmp_path)
    assert codes(problems) == [code]
    assert code == "missing" or problems[0].line == kept.count("\n") + 2


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("\n  senin, rabu, jumat: 08.00-17.00", "x-x-x--"),
        ("{senin, rabu, jumat: 08.00-17.00}", "x-x-x--"),
        ("{senin, rabu: 08.00-17.00, sabtu/minggu: tutup}", "x-x--cc"),
        ("{\n  senin,\n  rabu: 08.00-17.00\n}", "x-x----"),
        ("{senin & selasa: 08.00-17.00, minggu: libur}", "xx----c"),
        ("\n  mon-fri: 08.00-17.00", "xxxxx--"),
        ("senin, rabu, jumat 08.00-17.00", "x-x-x--"),
    ],
)
def test_hours_of_several_days_at_once(tmp_path: Path, typed: str, days: str) -> None:
    write(tmp_path, good_files() | {"toko.yaml": f"{SHOP}jam_buka: {typed}\n"})
    seller, problems = judge(tmp_path)
    assert problems == []
    assert seller
    assert seller.hours
    week = ["-" if day is None else "x" if day == ((480, 1020),) else "c" for day in seller.hours.days]
    assert "".join(week) == days


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("{senin, rabu}", "hours-unreadable"),
        ("{senin, rabu,}", "value-expected"),
        ("{senin: , rabu: 08.00-17.00}", "hours-unreadable"),
        ("{senin: 08.00-17.00, istirahat 12.00-13.00}", "hours-need-quotes"),
        ("{senin, rebu: 08.00-17.00}", "day-unknown"),
        ("{senin, rabu: 08.00-17.00, senin-jumat: tutup}", "day-twice"),
        ("\n  senin-jumat (kecuali rabu): 08.00-17.00", "day-exception"),
    ],
)
def test_hours_of_several_days_that_are_asked_about(tmp_path: Path, typed: str, code: str) -> None:
    write(tmp_path, good_files() | {"toko.yaml": f"{SHOP}jam_buka: {typed}\n"})
    found = judge(tmp_path)[1]
    assert set(codes(found)) == {code}
    assert all(problem.line and problem.line >= SHOP.count("\n") + 1 for problem in found)


def test_a_value_that_is_a_comment_is_told_once(tmp_path: Path) -> None:
    for line in ("nama: #1 Rendang", "persetujuan: #2026-11-21", "warna: #8a1c1c", "whatsapp: #0812"):
        key = line.partition(":")[0]
        kept = "".join(f"{row}\n" for row in SHOP.splitlines() if not row.startswith(f"{key}:"))
        write(tmp_path, good_files() | {"toko.yaml": f"{kept}{line}\n"})
        _, problems = judge(tmp_path)
        assert "value-is-comment" in codes(problems)
        assert set(codes(problems)) <= {"value-is-comment", "consent-missing"}
        assert codes(problems).count("value-is-comment") == 1


def test_a_photo_is_found_in_any_case_and_with_its_folder(tmp_path: Path) -> None:
    for typed in ("RENDANG.JPG", "foto/rendang.jpg", "./rendang.jpg", "Rendang.Jpg"):
        write(tmp_path, good_files() | {"produk/rendang-sapi.md": PRODUCT.replace("rendang.jpg", typed)})
        seller, problems = judge(tmp_path)
        assert problems == []
        assert seller
        assert seller.products[0].photos[0].name == "rendang.jpg"


def test_too_many_products(tmp_path: Path) -> None:
    write(tmp_path, good_files() | {f"produk/p{n:03}.md": PRODUCT for n in range(201)})
    assert codes(judge(tmp_path)[1]) == ["too-many-products"]


# Markdown


@pytest.mark.parametrize(
    ("body", "code", "line", "column"),
    [
        ("Enak.\n\nSangat <b>enak</b>.", "markdown-html", 3, 8),
        ("<script>alert(1)</script>", "markdown-html", 1, 1),
        ("a <!-- b --> c", "markdown-html", 1, 3),
        ("<javascript:alert(1)>", "markdown-html", 1, 1),
        ("[a](javascript:alert(1))", "markdown-link", 1, 5),
        ("[a]( JaVaScRiPt:alert(1))", "markdown-link", 1, 6),
        ("[a](&#106;avascript:alert(1))", "markdown-link", 1, 5),
        ("[a](//jahat.example)", "markdown-link", 1, 5),
        ("[a](../toko-lain/index.html)", "markdown-link", 1, 5),
        ("[a][b]\n\n[b]: vbscript:x", "markdown-link", 3, 6),
        ("[PROMO](khusus Jumat) [a]\n[a]: s/d Jumat\n[b](x/y)", "markdown-link", 3, 5),
        ("x\n" * 4097, "markdown-too-long", 1, 1),
        ("[" * 8_000, "markdown-brackets", 1, 1),
        ("[" * 401, "markdown-brackets", 1, 1),
    ],
)
def test_what_is_left_out_of_a_story_is_told(
    tmp_path: Path, body: str, code: str, line: int, column: int
) -> None:
    write(tmp_path, good_files() | {"tentang.md": body})
    _, problems = judge(tmp_path)
    assert [(p.code, p.line, p.column) for p in problems] == [(code, line, column)]
    assert has_errors(problems) == (code in {"markdown-too-long", "markdown-brackets"})


@pytest.mark.parametrize(
    "body",
    [
        "Lihat <https://toko.example/x> atau <ibu@toko.example>.",
        "Kirim data: nama, alamat. File: brosur.",
        "1 < 2 dan 3 > 2, I <3 kopi",
        "[a](https://a.id) [b](mailto:a@b.id) [c](tel:+62812) [d](HTTP://a.id)",
        "[a][b]\n\n[b]: https://a.id",
        "- [ ] belum",
        "[]()",
    ],
)
def test_ordinary_texts_are_not_warned_of(tmp_path: Path, body: str) -> None:
    write(tmp_path, good_files() | {"tentang.md": body})
    assert judge(tmp_path)[1] == []


def test_20_kilobytes_of_brackets_are_refused_by_size_and_at_once(tmp_path: Path) -> None:
    write(tmp_path, good_files() | {
        "tentang.md": "[" * 20_480,
        "produk/rendang-sapi.md": PRODUCT + "[" * 20_480,
    })  # fmt: skip
    started = time.process_time()
    _, problems = judge(tmp_path)
    assert time.process_time() - started < 2
    assert codes(problems) == ["markdown-brackets", "markdown-too-long"] * 2


# Anything at all


scraps = st.sampled_from(
    [*"[]{}:,-#'\"<>*&!|\n ", "\n  ", ": ", "nama: ", "harga: ", "foto: rendang.jpg", "\n---\n", "é"]
)


@given(st.one_of(st.binary(max_size=200), st.lists(scraps, max_size=30).map(lambda s: "".join(s).encode())))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_in_any_file_are_only_problems(tmp_path: Path, data: bytes) -> None:
    shop = SHOP.encode() + data
    product = b"---\nnama: x\nharga: 5.000\n" + data + b"\n---\n" + data
    write(tmp_path, {"toko.yaml": shop, "tentang.md": data, "foto/rendang.jpg": data})
    write(tmp_path, {"produk/a1.md": data, "produk/b1.yaml": data, "produk/c1.md": product})
    _, problems = judge(tmp_path)
    for problem in problems:
        assert all(word(problem, lambda text: text))


def test_a_shop_that_agreed_to_be_online_and_shows_no_product_is_told_so(tmp_path: Path) -> None:
    files = good_files()
    product = str(files.pop("produk/rendang-sapi.md"))
    write(tmp_path, files)
    seller, problems = judge(tmp_path)
    assert seller
    assert [(one.code, one.severity) for one in problems] == [("no-products", "warning")]
    write(tmp_path, {"produk/rendang-sapi.md": product.replace("harga:", "draf: ya\nharga:")})
    assert codes(judge(tmp_path)[1]) == ["no-products"]
    write(tmp_path, {"produk/rendang-sapi.md": product})
    assert judge(tmp_path)[1] == []
    (tmp_path / "sellers" / SLUG / "produk" / "rendang-sapi.md").unlink()
    write(tmp_path, {"toko.yaml": "\n".join(x for x in SHOP.splitlines() if "persetujuan" not in x)})
    assert codes(judge(tmp_path)[1]) == ["consent-missing"]  # first things first


# Sentences


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    sources = [p for p in GENERATOR.rglob("*.py") if "messages" not in p.parts]
    program = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    for code in SENTENCES:
        assert f'"{code}"' in program
    raised = re.compile(r'(?:Error|report|_whole_folder|at)\([^()]*?"([a-z0-9]+-[a-z0-9-]+)"')
    judging = "\n".join(p.read_text("utf-8") for p in sources if p.parent.name in {"content", "building"})
    assert set(raised.findall(judging)) <= SENTENCES.keys()


def test_a_text_of_a_seller_is_never_a_format() -> None:
    problem = Diagnostic("x", 1, 1, "price-unreadable", values={"found": "%(found)s %s {0}"})
    assert word(problem, lambda text: text)[0] == 'this price cannot be read: "%(found)s %s {0}"'


def test_photos_nobody_names_are_not_opened(tmp_path: Path) -> None:
    write(
        tmp_path,
        good_files() | {"foto/rusak.jpg": b"\xff\xd8\xff", "foto/lain.heic": b"x", "foto/b.jpg": jpeg()},
    )
    assert judge(tmp_path)[1] == []
