"""Small workspaces for tests: a hub and shops written by hand, as a seller would."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from PIL import Image

from generator.cli import main

HUB = """\
nama: Hub Uji
situs: https://hub.example
pengelola: {nama: Tim Uji, whatsapp: 0800-0000-0001, email: tim@hub.example}
kategori:
  - {slug: kuliner, nama: Kuliner, en: Food}
  - {slug: kopi, nama: Kopi, en: Coffee}
"""
CONSENT = "2026-11-01"


def new_workspace(root: Path, hub: str = HUB) -> Path:
    """A workspace without sellers."""
    (root / "sellers").mkdir(parents=True)
    (root / "hub.yaml").write_text(hub, "utf-8")
    return root


def write_shop(root: Path, slug: str, products: Mapping[str, str] | None = None, **keys: str) -> Path:
    """A shop with the required keys and consent; a key set to an empty text is left out."""
    folder = root / "sellers" / slug
    typed = {
        "nama": slug.replace("-", " ").title(),
        "kategori": "kuliner",
        "kecamatan": "Tebet",
        "whatsapp": "0800-0000-0101",
        "persetujuan": CONSENT,
    } | keys
    folder.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{key}: {value}\n" for key, value in typed.items() if value)
    (folder / "toko.yaml").write_text(text, "utf-8")
    for name, body in (products if products is not None else {"kopi": product()}).items():
        write_product(folder, name, body)
    return folder


def write_product(folder: Path, name: str, body: str) -> None:
    """A product's file."""
    (folder / "produk").mkdir(exist_ok=True)
    (folder / "produk" / f"{name}.md").write_text(body, "utf-8")


def product(nama: str = "Kopi Susu", harga: str = "18.000", body: str = "Enak.", **keys: str) -> str:
    """A product's text."""
    typed = {"nama": nama, "harga": harga} | keys
    lines = "".join(f"{key}: {value}\n" for key, value in typed.items())
    return f"---\n{lines}---\n{body}\n"


def write_photo(folder: Path, name: str, colour: str = "#884422", size: tuple[int, int] = (800, 600)) -> None:
    """A plain photo in `foto/`."""
    (folder / "foto").mkdir(exist_ok=True)
    Image.new("RGB", size, colour).save(folder / "foto" / name)


def etalase(root: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    """Run a command with --json: its exit code and its one object."""
    outcome = CliRunner().invoke(main, ["--root", str(root), *arguments, "--json"], catch_exceptions=False)
    return outcome.exit_code, json.loads(outcome.stdout)


def build(root: Path, *arguments: str, today: str = "2026-11-21") -> tuple[int, dict[str, Any]]:
    """`etalase build` in this process."""
    return etalase(root, "build", "--jobs", "1", "--today", today, *arguments)


def site_files(root: Path) -> dict[str, bytes]:
    """Every file of the built site."""
    site = root / "build" / "site"
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    """Paths that are new, gone or different."""
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
