"""Bazaars that curators put together."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "bazaar-name": (
        "%(found)s cannot be part of a web address",
        "rename the file to %(fix)s.yaml",
    ),
    "bazaar-folder-lost": (
        "the folder bazar/ is gone; its bazaars stay as they were",
        "put it back, for example from a backup; an empty folder says that no bazaar is left",
    ),
    "bazaar-file-ending": (
        "%(found)s is not read: the file of a bazaar ends in .yaml",
        "rename it to %(fix)s",
    ),
    "bazaar-dates": (
        "the bazaar ends on %(found)s, before it begins on %(start)s",
        "mulai is the first day, selesai the last one",
    ),
    "bazaar-empty": (
        "no shop is chosen",
        "name them by their folders, for example toko: [kopi-tebet, dapur-bu-siti]",
    ),
    "bazaar-shop-unreadable": (
        "%(found)s is not the name of a shop's folder",
        "type what stands in the shop's address, for example kopi-tebet",
    ),
    "bazaar-product-unreadable": (
        "%(found)s does not name a shop and its product",
        "type both with a slash between them, for example kopi-tebet/kopi-susu",
    ),
    "bazaar-twice": (
        "%(found)s was chosen in line %(first)s already",
        "remove one of the two; the first one counts",
    ),
    "bazaar-shop-unknown": (
        "there is no shop %(found)s",
        "look at the shop's address; until then it is left out of this bazaar",
    ),
    "bazaar-shop-near": (
        "there is no shop %(found)s",
        "did you mean %(fix)s? Until then it is left out of this bazaar",
    ),
    "bazaar-shop-moved": (
        "the shop %(found)s is called %(fix)s now",
        "type %(fix)s here, too",
    ),
    "bazaar-product-unknown": (
        "the shop has no product %(found)s",
        "look at the product's address; until then it is left out of this bazaar",
    ),
    "bazaar-product-near": (
        "the shop has no product %(found)s",
        "did you mean %(fix)s? Until then it is left out of this bazaar",
    ),
    "bazaar-cover-name": (
        "the cover is a file in bazar/, named without a folder: %(found)s",
        "put the photo beside this file and type its name",
    ),
    "bazaar-cover-missing": (
        "there is no photo %(found)s in bazar/",
        "put it there, or correct its name",
    ),
}
"""Code -> message and hint."""
