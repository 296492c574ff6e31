"""What happens to the files of a workspace: closed, gone, cut, or something else in their place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

SLUG = "kopi-tebet"
SHOP = f"sellers/{SLUG}"
FOLDERS = (
    *(".", "sellers", SHOP, f"{SHOP}/produk", f"{SHOP}/foto"),
    *(
        "build",
        "build/site",
        f"build/site/{SLUG}",
        "build/cache",
        "form",
        "form/sellers",
        "import",
        "visits",
        "www",
    ),
)
FILES = (
    *("hub.yaml", "ledger.db", f"{SHOP}/toko.yaml", f"{SHOP}/produk/kopi.md", f"{SHOP}/foto/kopi.jpg"),
    *(
        "build/state.db",
        "build/published.db",
        f"build/site/{SLUG}/index.html",
        "form/form.db",
        "import/import.db",
        "visits/visits.db",
    ),
)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _folder(path: Path) -> None:
    _remove(path)
    path.mkdir()


def _file(path: Path) -> None:
    _remove(path)
    path.write_bytes(b"\xff\x00: [\n- {")


def _loose_link(path: Path) -> None:
    _remove(path)
    path.symlink_to("nowhere")


def _pipe(path: Path) -> None:
    _remove(path)
    os.mkfifo(path)


def _emptied(path: Path) -> None:
    _remove(path)
    path.touch()


KINDS: dict[str, Callable[[Path], None]] = {
    "read-only": lambda path: path.chmod(0o555 if path.is_dir() else 0o444),
    "closed": lambda path: path.chmod(0),
    "gone": _remove,
    "a folder": _folder,
    "a file": _file,
    "a loose link": _loose_link,
    "a pipe": _pipe,
    "emptied": _emptied,
}
DAMAGES = [
    (path, kind)
    for path in (*FOLDERS, *FILES)
    for kind in KINDS
    if path != "." or kind in ("read-only", "closed")
]


def fresh_copy(sound: Path, root: Path) -> None:
    """A copy of a workspace in the place of a damaged one."""
    if root.exists():
        for path in (root, *(p for p in root.rglob("*") if p.is_dir() and not p.is_symlink())):
            path.chmod(0o755)
        shutil.rmtree(root)
    shutil.copytree(sound, root, symlinks=True)
