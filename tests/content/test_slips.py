"""Slips of people who copy from Word and WhatsApp: understood, or told with the line to type."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shops import HUB, etalase, new_workspace, product, write_shop


def codes(root: Path) -> dict[str, str]:
    """Code -> hint of every problem."""
    return {row["code"]: row["hint"] for row in etalase(root, "check")[1]["diagnostics"]}


@pytest.mark.parametrize(
    ("keys", "code", "hint"),
    [
        ({"slogan": "Nasi bakar no #1 di Tebet"}, "text-cut", '"Nasi bakar no #1 di Tebet"'),
        ({"pengiriman": "\n  -ambil sendiri\n  -ojek daring"}, "list-dash", "- ambil sendiri"),
        ({"slogan": "KTP saya 3174010101700001"}, "secret-number", "hapus"),
        ({"kecamatan": "Bukit Duri"}, "kecamatan-is-kelurahan", "kecamatan: Tebet"),
        ({"kecamatan": "Depok"}, "kecamatan-none", "44 kecamatan"),
        ({"kategori": "katering"}, "category-none", "kuliner, kopi"),
        ({"libur": "ya"}, "fields-expected", "libur: {sampai: 2026-12-31"),
        ({"instagram": "dapurbusiti"}, "unknown-key", "media_sosial: {instagram: …}"),
        ({"jam_buka": "\nsenin-jumat: 08.00-12.00"}, "day-not-indented", "  senin-jumat: 08.00-12.00"),
        (
            {"jam_buka": "\n  senin-jumat:08.00-12.00\n  sabtu: 08.00-12.00"},
            "yaml-no-space",
            "senin-jumat: 08.00-12.00",
        ),
    ],
)
def test_what_is_told(tmp_path: Path, keys: dict[str, str], code: str, hint: str) -> None:
    write_shop(new_workspace(tmp_path), "kopi-satu", None, **keys)
    found = codes(tmp_path)
    assert hint in found[code], found


@pytest.mark.parametrize(
    "keys",
    [
        {"nama": "\u00a0Nasi Bakar"},
        {"nama": "“Nasi Bakar”"},
        {"kecamatan": "Pasar Minggu, Jakarta Selatan"},
        {"kategori": "Kuliner"},
        {"whatsapp": "wa.me/6281234567890"},
        {"jam_buka": "Senin-Sabtu 08.00-17.00"},
        {"jam_buka": '"senin - sabtu: 08.00 - 17.00"'},
        {"jam_buka": "setiap hari 08.00-17.00"},
    ],
)
def test_what_is_understood(tmp_path: Path, keys: dict[str, str]) -> None:
    write_shop(new_workspace(tmp_path), "kopi-satu", None, **keys)
    assert codes(tmp_path) == {}


def test_a_category_by_the_name_on_the_site(tmp_path: Path) -> None:
    root = new_workspace(tmp_path, HUB + "  - {slug: kue, nama: Kue & Camilan, en: Cakes}\n")
    write_shop(root, "kopi-satu", kategori="Kue & Camilan")
    assert codes(root) == {}


@pytest.mark.parametrize("typed", ["ayam, cumi", "\n  ayam: 25.000\n  cumi: 28.000", "[ayam, cumi]"])
def test_choices_as_people_type_them(tmp_path: Path, typed: str) -> None:
    root = new_workspace(tmp_path)
    write_shop(root, "kopi-satu", {"nasi": product(varian=typed)})
    assert codes(root) == {}
    etalase(root, "build", "--jobs", "1")
    page = (root / "build" / "site" / "kopi-satu" / "nasi.html").read_text("utf-8")
    assert page.count("<li><span>ayam</span>") == page.count("<li><span>cumi</span>") == 1


def test_a_fence_as_word_makes_it(tmp_path: Path) -> None:
    write_shop(new_workspace(tmp_path), "kopi-satu", {"nasi": "—\nnama: Nasi\nharga: 15.000\n ---\nEnak.\n"})
    assert codes(tmp_path) == {}
