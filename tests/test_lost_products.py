"""Which pages are products, for whoever counts what is gone."""

from __future__ import annotations

import pytest

from generator.content.fields import LATER_RESERVED_PRODUCTS, RESERVED_PRODUCTS
from generator.losses import OWN_PAGES, product_of


@pytest.mark.parametrize(
    ("path", "product"),
    [
        ("kopi/teh.html", "teh"),
        ("kopi/pesan-1.html", "pesan-1"),
        ("kopi/index.html", ""),
        ("kopi/pesan.html", ""),
        ("kopi/export.html", ""),
        ("kopi/en/teh.html", ""),
        ("kopi/atom.xml", ""),
        ("index.html", ""),
    ],
)
def test_a_page_of_a_product_is_known_by_its_path(path: str, product: str) -> None:
    assert product_of(path) == product


def test_no_product_can_have_the_name_of_such_a_page() -> None:
    assert OWN_PAGES <= RESERVED_PRODUCTS | LATER_RESERVED_PRODUCTS
    assert LATER_RESERVED_PRODUCTS <= OWN_PAGES
