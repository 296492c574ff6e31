"""A site that nobody rendered: many small pages, and what a build would have noted of them."""

from __future__ import annotations

import random
from contextlib import closing
from hashlib import md5, sha256
from pathlib import Path

from generator.building.rows import FileRow
from generator.building.state import State

PAGES = 20
"""Of each shop."""
SMALLEST, LARGEST = 1_000, 20_000
"""Bytes of a page."""
CHANGING = "shop-00000/page-01.html"
"""The page that `change` changes."""
_CACHE = "public, max-age=300"
_WORDS = (
    "<p> <li> rendang sapi kopi tebet batik tulis ayam bakar harga Rp 95.000 pesan lewat WhatsApp </p> </li>"
)


def make_tree(root: Path, objects: int) -> None:
    """Add `objects` pages to a built workspace, of shops with `PAGES` pages each."""
    draw = random.Random(objects)  # the same pages every time
    words = _WORDS.split()
    with closing(State(root / "build" / "state.db")) as state:
        for number in range(objects):
            shop, page = divmod(number, PAGES)
            text = " ".join(draw.choices(words, k=draw.randrange(SMALLEST, LARGEST) // 6))
            name = f"page-{page:02}.html" if page else "index.html"
            _write(root, state, f"shop-{shop:05}", f"shop-{shop:05}/{name}", text)


def change(root: Path) -> None:
    """Change one page, as a build after a change of one price would."""
    with closing(State(root / "build" / "state.db")) as state:
        shop = CHANGING.partition("/")[0]
        page = root / "build" / "site" / CHANGING
        _write(root, state, shop, CHANGING, f"{page.read_text()} again")


def _write(root: Path, state: State, seller: str, path: str, text: str) -> None:
    body = text.encode()
    page = root / "build" / "site" / path
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_bytes(body)
    hashes = (sha256(body).hexdigest(), md5(body, usedforsecurity=False).hexdigest())
    state.put_file(seller, FileRow(path, *hashes, len(body), "text/html; charset=utf-8", _CACHE))
