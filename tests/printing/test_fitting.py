"""Texts in their places: properties, for any text that can be typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.printing.fitting import Fitted, fitted
from generator.printing.price_list import Row, paginated
from generator.printing.typeface import drawable, width

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=70)
ROOM = 500.0


def measure(text: str, size: float) -> float:
    return width(text, size, bold=True)


@given(WORDS.map(drawable), st.floats(30, 500), st.integers(1, 4), st.floats(20, 300))
def test_a_fitted_text_keeps_to_its_place(text: str, across: float, lines: int, height: float) -> None:
    found = fitted(text, measure, across, most=60, least=9, lines=lines, height=height)
    assert len(found.lines) <= lines
    assert found.height <= height
    assert 9 <= found.size <= 60
    assert all(measure(line, found.size) <= across for line in found.lines)
    said, whole = "".join(found.lines).replace(" ", ""), text.replace(" ", "")
    assert said == whole or (said.endswith("…") and whole.startswith(said[:-1]))


@given(WORDS)
def test_what_is_drawable_stays_so_and_is_never_nothing(text: str) -> None:
    drawn = drawable(text, "Toko")
    assert drawn
    assert drawable(drawn) == drawn
    assert drawn == " ".join(drawn.split())


def test_letters_of_indonesian_and_the_signs_of_typography_are_drawn() -> None:
    said = "Aa–Zz é É – — … ’ ‘ “ ” • × ½ Rp95.000 & % @ # ( ) / + : ; ! ? ° ™ ® ©"
    assert drawable(said) == said


def test_letters_in_disguise_become_plain_ones_and_emoji_go() -> None:
    assert drawable("🍜 𝓑𝓪𝓴𝓼𝓸 Mạs Ｊｏｋｏ 👨‍👩‍👧 ①") == "Bakso Mas Joko 1"
    assert drawable("老北京 🔥", "Warung") == "Warung"


def block(sizes: list[float]) -> tuple[Row, ...]:
    """Rows of these heights, more or less."""
    return tuple(Row(Fitted(size, ("x",))) for size in sizes)


@given(st.lists(st.lists(st.floats(8, 200), min_size=1, max_size=9).map(block), max_size=30))
def test_pages_hold_all_rows_in_order_and_no_more_than_fits(blocks: list[tuple[Row, ...]]) -> None:
    pages = paginated(blocks, ROOM)
    assert [row for page in pages for part in page for row in part] == [
        row for part in blocks for row in part
    ]
    for page in pages:
        rows = [row for part in page for row in part]
        assert sum(row.height for row in rows) <= ROOM + 0.001 or len(rows) == 1
        assert rows or len(pages) == 1
