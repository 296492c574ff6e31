"""bazar/<slug>.yaml: what is read of it, and what is said of files that cannot be read."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.bazaar import Bazaar, Pick, bazaar_slug, read_bazaar
from generator.content.bazaar_files import bazaar_files, find_shops
from generator.content.field_reader import SourceText
from generator.content.fields import FieldError
from generator.content.model import Photo

Told = tuple[str, int | None, int | None]
HEAD = "judul: Pasar\nmulai: 2026-12-03\nselesai: 2026-12-05\n"


def no_photo(path: Path) -> Photo:
    raise FieldError("photo-broken", found=path.name)


def read(text: str) -> tuple[Bazaar | None, list[Told]]:
    page = SourceText("bazar/pasar.yaml", "", text)
    bazaar = read_bazaar(page, "pasar", lambda name: no_photo(Path(name)))
    return bazaar, [(one.code, one.line, one.column) for one in page.problems]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD, [("bazaar-empty", None, None)]),
        (HEAD + "toko: [Kopi Tebet]\n", [("bazaar-shop-unreadable", 4, 8)]),
        (HEAD + "produk: [kopi-tebet]\n", [("bazaar-product-unreadable", 4, 10)]),
        (HEAD + "bagian: [kopi-tebet]\n", [("fields-expected", 4, 10)]),
        (HEAD + "toko: [a-a]\nbagian:\n  - {toko: [b-b]}\n", [("missing", None, None)]),
        (HEAD + "toko: [a-a]\nsampul: x.jpg\n", [("photo-broken", 5, 9)]),
        (HEAD + "toko: [a-a]\nmulai: 2026-12-04\n", [("duplicate-key", 5, 1)]),
        (HEAD.replace("selesai", "end") + "toko: [a-a]\n", [("unknown-key", 3, 1)]),
        (HEAD.replace("2026-12-05", "kapan-kapan") + "toko: [a-a]\n", [("date-unreadable", 3, 10)]),
        ("[" * 50, [("yaml-too-deep", 1, 13)]),
    ],
)
def test_a_mistake_is_an_error_with_its_place(text: str, told: list[Told]) -> None:
    assert read(text) == (None, told)


def test_addresses_are_as_good_as_names_and_what_is_chosen_twice_is_told() -> None:
    bazaar, problems = read(
        HEAD + "toko: [https://hub.example/kopi-tebet/, batik-ayu, kopi-tebet]\n"
        "produk: [https://hub.example/batik-ayu/kain.html]\nbagian:\n  - {judul: Kain, toko: [batik-ayu]}\n"
    )
    assert bazaar
    assert [(str(pick), pick.section) for pick in bazaar.picks] == [
        ("kopi-tebet", ""),
        ("batik-ayu/kain", ""),
        ("batik-ayu", "Kain"),
    ]
    assert problems == [("bazaar-twice", 4, 52)]


slugs = st.from_regex(r"[a-z]{2,4}(-[0-9]{1,2})?", fullmatch=True)


@given(st.lists(slugs, min_size=1), st.lists(st.tuples(slugs, st.lists(slugs, min_size=1)), max_size=3))
def test_everything_chosen_is_there_once_in_its_order(
    above: list[str], sections: list[tuple[str, list[str]]]
) -> None:
    lines = "".join(f"  - {{judul: {title} x, toko: [{', '.join(some)}]}}\n" for title, some in sections)
    text = f"{HEAD}toko: [{', '.join(above)}]\n" + (f"bagian:\n{lines}" if lines else "")
    bazaar, _ = read(text)
    assert bazaar
    arranged = list(dict.fromkeys(slug for _, some in sections for slug in some))
    first = [slug for slug in dict.fromkeys(above) if slug not in arranged]
    assert [pick.shop for pick in bazaar.picks] == [*first, *arranged]


@given(st.dates(), st.integers(0, 400), st.dates())
def test_a_bazaar_is_announced_then_live_then_over(starts: date, length: int, today: date) -> None:
    ends = date.fromordinal(min(starts.toordinal() + length, date.max.toordinal()))
    bazaar = Bazaar("pasar", "Pasar", "", starts, ends, "", "", "", (Pick("kopi"),))
    expected = "announced" if today < starts else "over" if today > ends else "live"
    assert bazaar.phase(today) == expected


@given(st.text(max_size=30))
def test_a_name_is_an_address_or_one_is_proposed_that_is(stem: str) -> None:
    try:
        assert bazaar_slug(stem) == stem
    except FieldError as error:
        assert bazaar_slug(error.values["fix"]) == error.values["fix"]


def _link(file: Path) -> None:
    file.symlink_to("/etc/hostname")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_link, "file-not-regular"),
        (os.mkfifo, "file-not-regular"),
        (Path.mkdir, "file-not-regular"),
        (lambda file: file.write_bytes(b"judul: \xff\xfe"), "not-utf8"),
        (lambda file: file.write_bytes(b"# " + b"x" * 70_000), "file-too-large"),
        (lambda file: file.write_bytes(b"judul: a\0b"), "control-character"),
    ],
)
def test_what_is_no_file_of_ours_is_told_and_nothing_hangs(
    tmp_path: Path, make: Callable[[Path], object], code: str
) -> None:
    (tmp_path / "bazar").mkdir()
    make(tmp_path / "bazar/pasar.yaml")
    (found,) = bazaar_files(tmp_path, no_photo)
    assert found.bazaar is None
    assert [one.code for one in found.page.problems] == [code]


def test_other_files_are_left_alone_and_names_are_told(tmp_path: Path) -> None:
    (tmp_path / "bazar").mkdir()
    for name in (".swp", "sampul.jpg", "README.md", "Pasar Malam.yaml", "lain.yml", "x.yaml~"):
        (tmp_path / "bazar" / name).write_text(HEAD + "toko: [a-a]\n")
    told = {one.page.path: [p.code for p in one.page.problems] for one in bazaar_files(tmp_path, no_photo)}
    assert told == {"bazar/Pasar Malam.yaml": ["bazaar-name"], "bazar/lain.yml": ["bazaar-file-ending"]}


def test_a_shop_that_moved_is_found_under_its_new_name(tmp_path: Path) -> None:
    (tmp_path / "bazar").mkdir()
    (tmp_path / "sellers/kopi-baru").mkdir(parents=True)
    (tmp_path / "bazar/pasar.yaml").write_text(HEAD + "toko: [kopi-lama, kopi-bru, zzz]\n")
    (file,) = bazaar_files(tmp_path, no_photo)
    found = find_shops(file, tmp_path / "sellers", lambda slug: "kopi-baru" if slug == "kopi-lama" else "")
    assert found.bazaar
    assert [pick.shop for pick in found.bazaar.picks] == ["kopi-baru", "kopi-bru", "zzz"]
    assert [(one.code, one.values["fix"]) for one in found.page.problems] == [
        ("bazaar-shop-moved", "kopi-baru"),
        ("bazaar-shop-near", "kopi-baru"),
        ("bazaar-shop-unknown", ""),
    ]
