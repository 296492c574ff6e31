"""Which pages of a shop are products, and when so many are gone that it is taken for an accident.  Pure."""

from __future__ import annotations

OWN_PAGES = frozenset({"index", "pesan", "export"})
"""Pages of a shop that are no products."""
FEW = 6
"""Products from which on losing more than half of them is an accident, too."""


def product_of(path: str) -> str:
    """The slug of the product whose page this path of the site is; empty where it is no product's."""
    _, _, page = path.partition("/")
    name = page.removesuffix(".html")
    return "" if name == page or "/" in name or name in OWN_PAGES else name


def most_are_gone(before: int, now: int) -> bool:
    """Whether all products are gone, or more than half of at least `FEW`."""
    return (before > 0 and now == 0) or (before >= FEW and now * 2 < before)
