"""Files beside a shop's own: litter is passed over, copies are left out, and no shop loses its only file."""

from __future__ import annotations

import os
import shutil
import string
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.content.copies import of_other_programs, originals
from generator.content.offline import means_offline, read_offline
from generator.content.reader import printable, read_seller, slugs
from tests.content.folders import PRODUCT, SHOP, SLUG, codes, good_files, jpeg, judge, write
from tests.shops import build, etalase, new_workspace, write_shop

MARKED = [
    "{} (1).{}", "{}(2).{}", "{} (12).{}", "{} - Salinan.{}", "{} - Salinan (3).{}", "{} – Salinan.{}",
    "{} - Salin.{}",
    "{} - Copy.{}", "{} - Copy (2).{}", "{} copy.{}", "{} copy 2.{}", "{}_copy.{}", "{}\u00a0(1).{}",
    "Copy of {}.{}", "Copy (2) of {}.{}", "Salinan {}.{}", "Salinan dari {}.{}", "SALINAN DARI {}.{}",
    "{}.sync-conflict-20261120-101500-ABCDEF7.{}", "{}.sync-conflict-20261120-101500.{}",
    "{} (Siti's conflicted copy 2026-11-20).{}", "{} (conflicted copy 2026-11-20 101500).{}",
    "{} (salinan konflik Siti 2026-11-20).{}", "{} [Conflict].{}", "{}_conflict-20261120-101500.{}",
    "{} (Case Conflict 1).{}", "{}-DESKTOP-4F5G6H7.{}", "{}-LAPTOP-4F5G6H7J.{}",
    "{} (copy).{}", "{} (another copy).{}", "{} (salinan ke-3).{}", "{} (copy 1).{}",
    "Salinan {} (1) - Copy.{}", "{} - Salinan - Salinan.{}",
]  # fmt: skip
OTHER = PRODUCT.replace("95.000", "80.000")


@pytest.mark.parametrize("mark", MARKED)
@pytest.mark.parametrize("name", ["rendang-sapi", "Rendang Sapi"])
def test_a_copy_of_a_product_is_left_out_with_both_names(tmp_path: Path, mark: str, name: str) -> None:
    copy = mark.format(name, "md")
    write(tmp_path, good_files() | {f"produk/{copy}": OTHER})
    copy = printable(copy)
    seller, problems = judge(tmp_path)
    assert seller
    assert [(p.slug, p.price) for p in seller.products] == [("rendang-sapi", 95_000)]
    assert [(p.code, p.severity, p.path, p.values["found"], p.values["other"]) for p in problems] == [
        ("file-copy", "warning", f"sellers/{SLUG}/produk/{copy}", copy, "rendang-sapi.md")
    ]


@pytest.mark.parametrize("mark", MARKED)
def test_a_copy_whose_original_is_gone_is_the_product(tmp_path: Path, mark: str) -> None:
    files = good_files()
    files[f"produk/{mark.format('rendang-sapi', 'md')}"] = files.pop("produk/rendang-sapi.md")
    write(tmp_path, files)
    seller, problems = judge(tmp_path)
    assert seller
    assert [p.price for p in seller.products] == [95_000]
    assert codes(problems) == ["product-renamed"]  # its odd address is told, and with it the name to give it


def test_several_copies_without_an_original(tmp_path: Path) -> None:
    files = good_files()
    del files["produk/rendang-sapi.md"]
    names = {"paket (1)": PRODUCT, "paket (2)": OTHER, "paket (3)": PRODUCT, "paket (2) - Copy": PRODUCT}
    write(tmp_path, files | {f"produk/{name}.md": text for name, text in names.items()})
    seller, problems = judge(tmp_path)
    assert seller
    assert [p.slug for p in seller.products] == ["paket-1", "paket-2"]
    left_out = {p.values["found"]: p.values["other"] for p in problems if p.code == "file-copy"}
    assert left_out == {"paket (3).md": "paket (1).md", "paket (2) - Copy.md": "paket (2).md"}
    assert read_seller(tmp_path, SLUG).copies == {"paket-3", "paket-2-copy"}


def test_a_copy_in_yaml_is_a_copy_of_the_markdown(tmp_path: Path) -> None:
    write(tmp_path, good_files() | {"produk/rendang-sapi (1).yaml": "nama: Rendang\nharga: 1.000\n"})
    assert codes(judge(tmp_path)[1]) == ["file-copy"]


def test_an_original_with_a_mistake_is_not_replaced_by_its_copy(tmp_path: Path) -> None:
    files = good_files() | {"produk/rendang-sapi.md": "", "produk/rendang-sapi (1).md": PRODUCT}
    write(tmp_path, files)
    seller, problems = judge(tmp_path)
    assert seller is None
    assert "file-copy" in codes(problems)


def test_a_product_that_was_deleted_does_not_come_back_as_its_copy(tmp_path: Path) -> None:
    files = good_files() | {"produk/rendang-sapi (1).md": OTHER, "produk/.terhapus": "rendang-sapi\n"}
    del files["produk/rendang-sapi.md"]
    write(tmp_path, files)
    seller, problems = judge(tmp_path)
    assert seller
    assert seller.products == ()
    assert codes(problems) == ["no-products", "file-copy-deleted"]


@pytest.mark.parametrize("mark", MARKED)
@pytest.mark.parametrize(("stem", "ending"), [("toko", "yaml"), ("tentang", "md"), ("Toko", "YAML")])
def test_a_copy_of_a_shops_own_file(tmp_path: Path, mark: str, stem: str, ending: str) -> None:
    copy = mark.format(stem, ending)
    write(tmp_path, good_files() | {"tentang.md": "Dapur.", copy: "nama: Lain\n"})
    copy = printable(copy)
    seller, problems = judge(tmp_path)
    assert seller
    assert (seller.name, seller.story) == ("Dapur Bu Siti", "Dapur.")
    original = {"toko": "toko.yaml", "tentang": "tentang.md"}[stem.lower()]
    assert [(p.code, p.values["found"], p.values["other"]) for p in problems] == [
        ("file-copy", copy, original)
    ]


@pytest.mark.parametrize("mark", MARKED)
def test_a_shops_file_that_is_only_there_as_a_copy_has_to_be_renamed(tmp_path: Path, mark: str) -> None:
    copy = mark.format("toko", "yaml")
    files: dict[str, bytes | str] = {name: data for name, data in good_files().items() if name != "toko.yaml"}
    write(tmp_path, files | {copy: SHOP})
    seller, problems = judge(tmp_path)
    assert seller is None
    assert [(p.code, p.path) for p in problems] == [("shop-file-copy", f"sellers/{SLUG}/{printable(copy)}")]


@pytest.mark.parametrize(
    ("copy", "code"),
    [
        ("produk (1)/a.md", "file-copy"),
        ("foto - Salinan/a.jpg", "file-copy"),
        ("tentang (1).md", "file-unknown-near"),
        ("Copy of tentang.md", "file-unknown-near"),
    ],
)
def test_copies_of_folders_and_of_what_is_not_there(tmp_path: Path, copy: str, code: str) -> None:
    write(tmp_path, good_files() | {copy: PRODUCT})
    assert codes(judge(tmp_path)[1]) == [code]


def test_a_copy_of_a_photo_is_told_unless_it_is_shown(tmp_path: Path) -> None:
    # WhatsApp numbers different photos of one second in the same way
    shown = "WhatsApp Image 2026-11-20 at 10.15.00 (1).jpeg"
    photos = [shown, shown.replace(" (1)", ""), "rendang (1).jpg", "rendang - Salinan.JPG", "kopi (1).jpg"]
    files = good_files() | {f"foto/{name}": jpeg() for name in photos}
    write(tmp_path, files | {"produk/rendang-sapi.md": PRODUCT.replace("rendang.jpg", shown)})
    seller, problems = judge(tmp_path)
    assert seller
    assert [photo.name for photo in seller.products[0].photos] == [shown]
    assert [(p.code, p.values["found"], p.values["other"]) for p in problems] == [
        ("photo-copy", "rendang (1).jpg", "rendang.jpg"),
        ("photo-copy", "rendang - Salinan.JPG", "rendang.jpg"),
    ]
    assert set(photos) <= set(read_seller(tmp_path, SLUG).photos)


LITTER = [
    ".DS_Store", ".rahasia/x", ".x.md.swp", "._rendang-sapi.md", "~$ndang-sapi.md", "~$toko.yaml",
    "~WRL0001.tmp", "Thumbs.db", "desktop.ini", "ehthumbs.db",
    "README.md", "readme.md", "README", "Readme.txt", "README (1).md", "x~",
    "rendang-sapi.md~",
    "rendang-sapi.md.bak", "toko.yaml.bak", "toko.yaml.old", "toko.yaml.orig", "rendang-sapi.md.swp", "x.tmp",
    "#rendang-sapi.md#", "toko.yaml.crdownload", "~syncthing~rendang-sapi.md.tmp", "Icon\r", "@eaDir/x",
]  # fmt: skip


@pytest.mark.parametrize("below", ["", "produk/", "foto/"])
def test_files_of_other_programs_are_passed_over(tmp_path: Path, below: str) -> None:
    files = good_files() | {f"{below}{name}": "---\nnama: bukan produk\n" for name in LITTER}
    write(tmp_path, files | {f"{below}thumbs.DB": "x"})  # two of them may differ in case only
    seller, problems = judge(tmp_path)
    assert problems == []
    assert seller
    assert [product.slug for product in seller.products] == ["rendang-sapi"]


@pytest.mark.parametrize("mark", ["{} - Salinan", "{} (1)", "Copy of {}"])
def test_a_copy_of_a_whole_shop_is_not_told_to_take_another_address(tmp_path: Path, mark: str) -> None:
    new_workspace(tmp_path)
    original = write_shop(tmp_path, "kopi-satu")
    copy = mark.format("kopi-satu")
    shutil.copytree(original, original.with_name(copy))
    code, answer = build(tmp_path)
    assert (code, answer["sellers"]["built"], answer["failures"][0]["slug"]) == (3, 1, copy)
    _, checked = etalase(tmp_path, "check")
    (problem,) = checked["diagnostics"]
    assert problem["code"] == "shop-copy"
    assert copy in problem["message"] and "kopi-satu," in problem["message"]


def test_litter_beside_the_shops_is_no_shop(tmp_path: Path) -> None:
    write(tmp_path, good_files())
    for name in ("__MACOSX", "$RECYCLE.BIN", "System Volume Information", "lost+found", "@eaDir"):
        (tmp_path / "sellers" / name).mkdir()
    assert list(slugs(tmp_path / "sellers")) == [SLUG]


@pytest.mark.parametrize(
    "stem", ["con", "PRN", "Aux", "nul", "com1", "LPT9", "con.2026", "nul ", "com¹", "Con!"]
)
def test_names_that_windows_cannot_hold_are_told(tmp_path: Path, stem: str) -> None:
    photo = f"{stem}.jpg"
    write(tmp_path, good_files() | {
        f"produk/{stem}.md": PRODUCT,
        f"foto/{photo}": jpeg(),
    })  # fmt: skip
    seller, problems = judge(tmp_path)
    assert seller
    told = [(p.severity, p.path.rpartition("/")[2]) for p in problems if p.code == "name-windows"]
    assert told == [("warning", photo), ("warning", f"{stem}.md")][stem == "Con!" :]


@pytest.mark.parametrize("slug", ["con", "nul", "com1"])
def test_a_shop_that_windows_cannot_hold_is_told(tmp_path: Path, slug: str) -> None:
    folder = write(tmp_path, good_files())
    folder.rename(folder.with_name(slug))
    seller, problems = judge(tmp_path, slug)
    assert seller
    assert [(p.severity, p.code, p.path) for p in problems] == [
        ("warning", "name-windows", f"sellers/{slug}")
    ]


@pytest.mark.parametrize("stem", ["console", "auxiliary", "com10", "lpt", "kopi-con", "null", "prn-1"])
def test_names_that_windows_can_hold(tmp_path: Path, stem: str) -> None:
    write(tmp_path, good_files() | {f"produk/{stem}.md": PRODUCT})
    assert judge(tmp_path)[1] == []


@given(
    st.lists(
        st.sampled_from(
            ["copy", "salinan", "dari", "of", "1", "2026", "conflict", "sync", "readme", "desktop"]
        )
        | st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=9),
        min_size=1,
        max_size=6,
    )
)
@example(["rendang", "sync", "conflict", "20261120", "101500"])
@example(["rendang", "desktop", "4f5g6h7"])
def test_no_name_that_we_write_looks_like_a_copy(words: list[str]) -> None:
    name = f"{'-'.join(words)}.md"
    assert not any(originals(name))
    assert of_other_programs(name) == (words == ["readme"])


@given(st.text(max_size=60))
def test_any_name_can_be_asked_about(name: str) -> None:
    before = list(originals(name))
    assert all(len(a) > len(b) for a, b in zip([name, *before], before, strict=False))
    of_other_programs(name)


TAKEN_OFFLINE = [
    "diturunkan.txt", "Diturunkan.txt", "DITURUNKAN.TXT", "diturunkan.txt.txt", "diturunkan", "diturunkan.md",
    "diturunkan .txt", *(mark.format("diturunkan", "txt") for mark in MARKED),
]  # fmt: skip


@pytest.mark.parametrize("name", TAKEN_OFFLINE)
def test_a_shop_stays_offline_however_a_phone_spells_the_file_that_says_so(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path, good_files())
    assert not read_seller(tmp_path, SLUG).offline
    (folder / name).write_text("alasan: Menipu pembeli", "utf-8")
    assert read_seller(tmp_path, SLUG).offline
    found = read_offline(folder)
    assert found
    assert found.reason == "Menipu pembeli"


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("/nowhere")])
def test_a_shop_stays_offline_where_no_file_stands(tmp_path: Path, make: Callable[[Path], None]) -> None:
    folder = write(tmp_path, good_files())
    make(folder / "diturunkan.txt")
    assert read_seller(tmp_path, SLUG).offline
    assert read_offline(folder)


def test_looking_for_it_lists_no_folder_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path, good_files())
    (folder / "Diturunkan.txt").touch()
    listed: list[str] = []
    scan = os.scandir

    def counted(path: str) -> Iterator[os.DirEntry[str]]:
        listed.append(str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", counted)
    monkeypatch.setattr(os, "listdir", counted)
    assert read_seller(tmp_path, SLUG).offline
    assert len(listed) == len(set(listed)) == 3


@pytest.mark.parametrize(
    "name", ["diturunkan.txt.bak", "diturunkan.txt~", ".diturunkan.txt", "turunkan.txt", "tentang.md", "foto"]
)
def test_what_was_put_aside_takes_no_shop_offline(name: str) -> None:
    assert not means_offline(name)
