"""Units and ways that everybody writes alike have their English; anything else is a seller's own."""

from __future__ import annotations

import pytest

from generator.render.phrases import in_words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ojek daring", "motorbike courier"),
        ("Bayar di tempat", "cash on delivery"),
        ("500 g", "500 g"),
        ("2,25 x 1,1 m", "2.25 x 1.1 m"),
        ("1.000 kg", "1,000 kg"),
        ("per porsi", "per portion"),
        ("stoples 500 g", "500 g jar"),
        ("botol 1 liter", "1 litre bottle"),
        ("loyang kecil", "small tin"),
        ("1 dus isi 40", "1 carton of 40"),
        ("isi 6", "set of 6"),
        ("10 tusuk", "10 skewers"),
        ("2 kotak", "2 boxes"),
        ("Kecil 20 cm", "small, 20 cm"),
        ("XL", "XL"),
        ("1/2 kg", "1/2 kg"),
    ],
)
def test_known_words(typed: str, said: str) -> None:
    assert in_words(typed) == said


@pytest.mark.parametrize(
    "typed", ["titip Bu RT", "kotak, minimal 20", "tampah kecil", "Pedas", "porsi jumbo banget"]
)
def test_half_a_translation_is_none(typed: str) -> None:
    assert in_words(typed) is None
