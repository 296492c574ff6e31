"""Files and folders."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "file-too-large": (
        "this file is larger than %(limit)s",
        "shorten it; photos belong in the folder foto/",
    ),
    "file-not-regular": (
        "%(found)s is a link or something else that is not a file",
        "put the file itself here",
    ),
    "file-unreadable": (
        "%(found)s cannot be opened: %(reason)s",
        "check its permissions",
    ),
    "file-unknown": (
        "%(found)s is not used",
        "a shop has toko.yaml, tentang.md, produk/ and foto/",
    ),
    "file-unknown-near": (
        "%(found)s is not used",
        "did you mean %(fix)s? Then rename it to %(fix)s",
    ),
    "file-copy": (
        "%(found)s looks like a copy of %(other)s and is left out",
        "delete it; or give it a name of its own if it is something else",
    ),
    "file-copy-deleted": (
        "%(found)s looks like a copy of a product that was deleted, and is left out",
        "delete it; or give it a name of its own if it is something else",
    ),
    "shop-file-copy": (
        "%(found)s is not read: a shop's file has to be called toko.yaml",
        "rename it to toko.yaml",
    ),
    "name-windows": (
        "no computer with Windows can keep a file or folder called %(found)s",
        "rename it, for example to %(fix)s",
    ),
    "folder-not-regular": (
        "this is a file or a link, not a folder",
        "put the shop's folder itself here; links are not followed",
    ),
    "name-collision": (
        "%(found)s and %(other)s have the same name but for capitals or accents",
        "rename one of the two",
    ),
    "too-many-files": (
        "more than %(limit)s files lie here",
        "keep what the shop uses",
    ),
    "shop-file-missing": (
        "toko.yaml is missing",
        "put it back, for example from a backup; etalase new begins a new shop",
    ),
}
"""Code -> message and hint."""
