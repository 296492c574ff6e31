"""A shop to take along: one zip with its site, its source folder, and a page that says what to do with them.

The site opens from a disk and fits the root of any static host. It is rendered from the seller's folder, so
that a suspended shop can be taken along too; with errors in the folder, only the folder is in the file.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from errno import ENOENT
from os import strerror
from pathlib import Path

from msgspec import Struct

from generator.building.judging import judge
from generator.building.timelimit import Clock
from generator.content.diagnostics import Diagnostic, has_errors
from generator.content.hub import Hub
from generator.content.model import Seller
from generator.content.reader import read_seller
from generator.disk.atomic_file import replacing
from generator.hosting.term import Term
from generator.language import language
from generator.render.context import render_context
from generator.render.output import Output
from generator.render.shop_cover import shop_covers
from generator.render.storefront import render_shop
from generator.templates import lone_page
from generator.whatsapp import whatsapp

SITE, SOURCE, GUIDE = "situs", "sumber", "BACA-DULU.html"
"""What is in the zip: the site, the seller's folder, and the page to read first."""
_PAGES = Path(__file__).with_name("pages")
_STAMP = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip knows: equal shops make equal files."""
_UPWARD = rb'((?:href|src|action|script)=")%s([^"]*)'
_PACKED = {".webp", ".jpg", ".jpeg", ".png", ".heic"}
"""Compressed already."""


class Export(Struct, frozen=True):
    """What was packed."""

    slug: str
    path: Path
    files: int
    size: int
    """Bytes of the zip."""
    has_site: bool
    """False when the folder has errors, and only the source could be packed."""
    problems: tuple[Diagnostic, ...] = ()


def export_name(slug: str) -> str:
    """The file's name, as notices give it."""
    return f"toko-{slug}.zip"


def export_shop(
    root: Path, hub: Hub, slug: str, folder: Path, today: date, *, first_slug: str = ""
) -> Export:
    """Pack the shop of the workspace `root` into `folder`, replacing an earlier file of the same name.

    `first_slug` is the slug under which it began, if it has another one now.

    Raises:
        OSError: there is no such folder, it cannot be read, or the file cannot be written.
    """
    source = root / "sellers" / slug
    if source.is_symlink() or not source.is_dir():
        raise FileNotFoundError(ENOENT, strerror(ENOENT), str(source))
    seller, outputs, problems = _render(root, hub, slug, today, first_slug)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / export_name(slug)
    with (
        replacing(target, durable="no", readers="group") as file,
        zipfile.ZipFile(file, "w") as archive,
    ):
        top = f"toko-{slug}"
        guide = _guide(hub, slug, seller, has_site=bool(outputs))
        count = _add(archive, f"{top}/{GUIDE}", guide)
        for output in outputs:
            name = output.path.removeprefix(f"{slug}/")
            count += _add(archive, f"{top}/{SITE}/{name}", _standing_alone(output, hub.site))
        for path in _originals(source):
            name = path.relative_to(source).as_posix()
            count += _add(archive, f"{top}/{SOURCE}/{slug}/{name}", path)
    return Export(slug, target, count, target.stat().st_size, bool(outputs), tuple(problems))


def _render(
    root: Path, hub: Hub, slug: str, today: date, first_slug: str
) -> tuple[Seller | None, list[Output], list[Diagnostic]]:
    """The seller, every file of its site, and what is wrong with it; no files where there are errors."""
    cache = root / "build" / "cache"
    judged = judge(root, hub, read_seller(root, slug), cache, Clock(0, runs=False))
    seller, problems = judged.seller, judged.problems
    if seller is None or has_errors(problems):
        return seller, [], problems
    home = seller.moves_to.rstrip("/") + "/" if seller.moves_to else ""
    around = render_context(hub, today, root=root, cache=cache)
    shop = render_shop(
        seller,
        around,
        (),
        {},
        Term(slug, "active"),
        home=home,
        photo_files=judged.approved_photos,
        alone=True,
        first_slug=first_slug,
    )
    theme, _ = around.themes(seller.theme)
    return seller, [*shop.outputs, *theme.assets, *shop_covers(shop.assets)], problems


def _standing_alone(output: Output, site: str) -> bytes | Path:
    """The file as it has to be when nothing of the hub lies beside it: the hub's pages by full address."""
    if not output.path.endswith(".html") or isinstance(output.content, Path):
        return output.content
    down = b"../" * (output.path.count("/") - 1)

    def lead(found: re.Match[bytes]) -> bytes:
        start, path = found.groups()
        return start + down + path if path.startswith(b"aset/") else start + f"{site}/".encode() + path

    return re.sub(_UPWARD % re.escape(b"../" + down), lead, output.content)


def _originals(folder: Path) -> Iterator[Path]:
    """The regular files of a seller's folder; what a link points to is not hers."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and not any(p.is_symlink() for p in path.parents):
            yield path


def _add(archive: zipfile.ZipFile, name: str, content: bytes | Path) -> int:
    """Put one file in; returns 1, to be counted."""
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.external_attr = 0o644 << 16
    packed = Path(name).suffix.lower() in _PACKED
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    archive.writestr(entry, content if isinstance(content, bytes) else content.read_bytes())
    return 1


def _guide(hub: Hub, slug: str, seller: Seller | None, *, has_site: bool) -> bytes:
    """The page to read first."""
    words = language("id")
    ask = words.gettext("Hello, I have a question about the file of my shop %(shop)s.")
    name = seller.name if seller else slug
    return lone_page(
        _PAGES,
        "guide.html",
        words,
        style="guide.css",
        lang=words.code,
        name=name,
        slug=slug,
        hub=hub,
        has_site=has_site,
        site=SITE,
        source=SOURCE,
        ask=whatsapp(hub.operator.whatsapp, ask % {"shop": name}),
        moves_to=seller.moves_to if seller else "",
    )
