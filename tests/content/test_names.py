"""Names and kinds of files: only regular files inside the folder are read, and nothing waits."""

from __future__ import annotations

import os
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.content.reader import printable, read_seller, slugs
from tests.content.folders import PRODUCT, SLUG, codes, good_files, jpeg, judge, write


def test_links_are_reported_and_never_followed(tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.txt"
    secret.write_text("nama: rahasia\n")
    folder = write(tmp_path, good_files())
    (folder / "tentang.md").symlink_to(secret)
    (folder / "produk/rahasia.md").symlink_to(secret)
    (folder / "foto/rahasia.jpg").symlink_to(secret)
    (folder / "produk/putus.md").symlink_to(tmp_path / "tidak-ada")
    source = read_seller(tmp_path, SLUG)
    assert source.story is None
    assert [file.name for file in source.products] == ["rendang-sapi.md"]
    assert source.photos == ("rendang.jpg",)
    assert codes(judge(tmp_path)[1]) == ["file-not-regular"] * 4


@pytest.mark.parametrize("name", ["produk", "foto"])
def test_a_linked_folder_is_not_entered(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path, good_files())
    elsewhere = tmp_path / "luar"
    (folder / name).rename(elsewhere)
    (folder / name).symlink_to(elsewhere)
    source = read_seller(tmp_path, SLUG)
    assert (source.products if name == "produk" else source.photos) == ()
    seller, problems = judge(tmp_path)
    assert seller is None
    assert "file-not-regular" in codes(problems)


@pytest.mark.parametrize("there", [True, False])
def test_a_linked_seller_is_not_entered(tmp_path: Path, there: bool) -> None:
    folder = write(tmp_path, good_files())
    if there:
        folder.rename(tmp_path / "luar")
    (tmp_path / "sellers" / "kopi-tebet").symlink_to(tmp_path / ("luar" if there else "tidak-ada"))
    assert "kopi-tebet" in slugs(tmp_path / "sellers")
    assert codes(judge(tmp_path, "kopi-tebet")[1]) == ["folder-not-regular"]


def test_the_shop_file_as_a_link(tmp_path: Path) -> None:
    folder = write(tmp_path, good_files())
    (folder / "toko.yaml").rename(tmp_path / "toko.yaml")
    (folder / "toko.yaml").symlink_to(tmp_path / "toko.yaml")
    assert codes(judge(tmp_path)[1]) == ["file-not-regular"]


def test_a_pipe_does_not_hold_up_the_run(tmp_path: Path) -> None:
    folder = write(tmp_path, good_files())
    for name in ("tentang.md", "produk/pipa.md", "foto/pipa.jpg"):
        os.mkfifo(folder / name)
    (folder / "produk/rendang-sapi.md").write_text(PRODUCT.replace("rendang.jpg", "pipa.jpg"))
    found: list[list[str]] = []
    worker = threading.Thread(target=lambda: found.append(codes(judge(tmp_path)[1])), daemon=True)
    worker.start()
    worker.join(timeout=20)
    assert [sorted(of_one) for of_one in found] == [["file-not-regular"] * 3 + ["photo-missing"]]


def test_a_photo_that_becomes_a_pipe_after_it_was_listed(tmp_path: Path) -> None:
    from generator.content import photofile
    from generator.content.fields import FieldError

    os.mkfifo(tmp_path / "a.jpg")
    with pytest.raises(FieldError) as caught:
        photofile.read(tmp_path / "a.jpg")
    assert caught.value.code == "photo-not-regular"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("produk/kopi.md", "produk/KOPI.md"),
        ("produk/kopi-é.md", "produk/Kopi-É.md"),
        ("foto/kopi.jpg", "foto/Kopi.JPG"),
        ("toko.yaml", "Toko.yaml"),
    ],
)
def test_names_that_differ_in_case_or_accents_only(tmp_path: Path, one: str, other: str, form: str) -> None:
    names = [one, unicodedata.normalize("NFD" if form == "NFD" else "NFC", other)]
    write(tmp_path, good_files() | {name: jpeg() if "foto" in name else PRODUCT for name in names[::-1]})
    seller, problems = judge(tmp_path)
    assert seller is None
    assert "name-collision" in codes(problems)


def test_one_accent_written_in_two_ways(tmp_path: Path) -> None:
    write(tmp_path, good_files() | {"foto/caf\u00e9.jpg": jpeg(), "foto/cafe\u0301.jpg": jpeg()})
    assert codes(judge(tmp_path)[1]) == ["name-collision"]


def test_a_photo_is_found_however_its_accent_is_written(tmp_path: Path) -> None:
    write(tmp_path, good_files() | {
        "foto/cafe\u0301.jpg": jpeg(),
        "produk/rendang-sapi.md": PRODUCT.replace("rendang.jpg", "CAF\u00c9.jpg"),
    })  # fmt: skip
    assert judge(tmp_path)[1] == []


@pytest.mark.parametrize("stem", ["index", "INDEX", "atom", "en", "foto", "In dex".replace(" ", "")])
def test_names_the_shop_keeps_for_itself(tmp_path: Path, stem: str) -> None:
    write(tmp_path, good_files() | {f"produk/{stem}.md": PRODUCT})
    assert "product-slug-reserved" in codes(judge(tmp_path)[1])


@pytest.mark.parametrize(
    "slug", ["kategori", "cari", "aset", "en", "ab", "Kopi", "kopi_tebet", "-kopi", "k" * 41]
)
def test_names_a_shop_cannot_have(tmp_path: Path, slug: str) -> None:
    folder = write(tmp_path, good_files())
    folder.rename(folder.with_name(slug))
    seller, problems = judge(tmp_path, slug)
    assert seller is None
    assert codes(problems)[0] in {"slug-invalid", "slug-reserved"}


NASTY: list[bytes] = [
    b"kopi\xff\xfe.md",
    b"\xff\xfe.md",
    b"\n.md",
    b"kopi\nsusu.md",
    b"kopi\tsusu.md",
    b"kopi\x1b[31m.md",
    b"'kopi' \"susu\".md",
    b"<script>alert(1)<script>.md",
    b"kopi susu.md",
    "kopi\u202esusu.md".encode(),
    "кофе.md".encode(),
    "🍵.md".encode(),
    b"%s%(found)s{0}.md",
    b"kopi;rm -rf $(pwd).md",
    b"..md",
    b"....md",
    b"-rf.md",
    b"k" * 251 + b".md",
]


@pytest.mark.parametrize("name", NASTY, ids=lambda name: repr(name[:20]))
@pytest.mark.parametrize("below", ["produk", "foto", "."])
def test_file_names_from_hell(tmp_path: Path, name: bytes, below: str) -> None:
    folder = write(tmp_path, good_files())
    (folder / below / os.fsdecode(name)).write_bytes(PRODUCT.encode())
    seller, problems = judge(tmp_path)
    for problem in problems:
        for text in (problem.path, problem.seller, *problem.values.values()):
            assert printable(text) == text
            text.encode()
    for product in seller.products if seller else ():
        assert product.slug.isascii()
        assert product.slug.replace("-", "").isalnum()


@pytest.mark.parametrize(
    "name", [b"toko-\xff", b"toko\nkopi", b"<script>", "toko-é".encode(), b"'; drop table"]
)
def test_folder_names_from_hell(tmp_path: Path, name: bytes) -> None:
    folder = write(tmp_path, good_files())
    nasty = os.fsdecode(name)
    folder.rename(folder.with_name(nasty))
    assert list(slugs(tmp_path / "sellers")) == [printable(nasty)]
    seller, problems = judge(tmp_path, printable(nasty))
    assert seller is None
    assert "slug-invalid" in codes(problems)
    for problem in problems:
        for text in (problem.path, problem.seller, *problem.values.values()):
            assert printable(text) == text
            text.encode()


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("toko.yml", "toko.yaml"),
        ("toko.yaml.txt", "toko.yaml"),
        ("tentang.txt", "tentang.md"),
        ("produk/kopi.txt", "kopi.md"),
        ("produk/kopi.md.txt", "kopi.md"),
        ("photo/a.jpg", "foto"),
        ("product/kopi.md", "produk"),
    ],
)
def test_a_file_with_nearly_the_right_name(tmp_path: Path, name: str, fix: str) -> None:
    files = {key: data for key, data in good_files().items() if not key.startswith(fix.split(".")[0])}
    write(tmp_path, files | {name: PRODUCT})
    near = [p for p in judge(tmp_path)[1] if p.code == "file-unknown-near"]
    assert [p.values["fix"] for p in near] == [fix]


def test_a_folder_where_a_file_should_be(tmp_path: Path) -> None:
    write(tmp_path, {"toko.yaml/x": "", "produk/a.md/x": "", "tentang.md/x": ""})
    seller, problems = judge(tmp_path)
    assert seller is None
    assert "file-not-regular" in codes(problems)


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    files = {key: data for key, data in good_files().items() if "/" not in key}
    write(tmp_path, files | {"produk": "x", "foto": "x"})
    assert codes(judge(tmp_path)[1]) == [*("no-products", "file-unknown", "product-folder-not-folder")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    folder = write(tmp_path, good_files())
    (folder / "toko.yaml").chmod(0)
    assert codes(judge(tmp_path)[1]) == ["file-unreadable"]


@pytest.mark.parametrize("lose", ["toko.yaml", "produk/rendang-sapi.md", "foto/rendang.jpg"])
def test_a_file_that_vanishes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lose: str
) -> None:
    folder = write(tmp_path, good_files())
    real: Callable[..., int] = os.open

    def vanishing(path: Path, *rest: int) -> int:
        if str(path).endswith(lose):
            (folder / lose).unlink(missing_ok=True)
        return real(path, *rest)

    monkeypatch.setattr("generator.content.reader.os.open", vanishing)
    seller, problems = judge(tmp_path)
    assert seller is None
    assert codes(problems) in (["file-unreadable"], ["photo-broken"])


@pytest.mark.parametrize("name", ["foto.jpg", "QRIS.PNG", "produk/rendang.jpeg"])
def test_a_photo_that_lies_elsewhere_is_told_its_place(tmp_path: Path, name: str) -> None:
    write(tmp_path, good_files() | {name: jpeg()})
    [problem] = judge(tmp_path)[1]
    assert (problem.code, problem.severity, problem.path.endswith(name)) == ("photo-outside", "warning", True)


def test_a_file_name_of_one_letter_is_told_why(tmp_path: Path) -> None:
    write(tmp_path, good_files() | {"produk/a.md": PRODUCT})
    assert codes(judge(tmp_path)[1]) == ["product-slug-short"]
