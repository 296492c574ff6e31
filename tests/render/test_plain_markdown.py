"""The quick way through plain Markdown says what the library says, or nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.content.visible import fold
from generator.render.full_markdown import full_html
from generator.render.plain_markdown import plain_html

SAMPLES = Path(__file__).parents[2] / "sellers"
MARKS = "ab A0 19 . , : ; ! ? ( ) ' \" / % - – * ** _ # [ ] ]( ) < > & \\ ` ~ | + = ~~"
PIECES = (
    *MARKS.split(),
    *(" ", "  ", "    ", "\n", "\n\n", "\n\n\n", "\t", "- ", "\n- ", "* ", "1. ", "\n2. ", "> ", "# ", "---"),
    *("**tebal**", "*miring*", "[x](https://a.id)", "https://a.id/x", "](https://a.id)", "[x]: ", "&amp;"),
    *("[x](mailto:a@b.id)", "](mailto:", "@", "[x](tel:+62812)", "](tel:"),
    *("é", "\u00a0", "***"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
HONEST = (
    *(
        "Enak",
        " ",
        "dan pedas",
        ". ",
        "**Isi:** ",
        "*pelan*",
        "\n",
        "\n\n",
        "- ",
        "\n- ",
        "5 kg",
        "12.000",
        "(a)",
    ),
    *(
        ", ",
        "[ongkir](https://a.id/b-c)",
        "[surel](mailto:halo.a@b-c.id)",
        "[telepon](tel:0812)",
        " - ",
        "/",
        "1. ",
        ":",
        "?",
        "s/d ",
        "'",
        '"x"',
    ),
)
PLAIN = st.lists(st.sampled_from(HONEST), max_size=20).map("".join)


def same(text: str) -> bool:
    """Whether the quick way read it; it then said what the library says."""
    folded = fold(text)
    found = plain_html(folded)
    if found is None or not text.strip():
        return False
    assert found == str(full_html(folded, 3)), text
    return True


@given(TEXTS)
@settings(max_examples=1500)
@example("a\n- b")
@example("- a\n\nb\n\n- c")
@example("a *b* c**d**")
@example("**a***b*")
@example("a\n\n\nb")
@example("[a](https://a.id)(b)")
@example("![a](https://a.id)")
def test_whatever_is_typed_both_ways_say_the_same(text: str) -> None:
    same(text)


@given(PLAIN)
@settings(max_examples=600)
def test_what_sellers_write_is_the_same_by_both_ways(text: str) -> None:
    same(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kue kering.",
        "Baris satu\nbaris dua",
        "Satu.\n\n**Isi:**\n\n- tepung\n- gula\n\n*Tanya dulu.* Ongkir di [daftar](https://contoh.example/ongkir).",
    ],
)
def test_plain_texts_need_no_library(text: str) -> None:
    assert same(text)


def test_most_of_what_the_samples_say_needs_no_library() -> None:
    texts = [
        re.sub(r"\A---\n.*?\n---\n", "", page.read_text("utf-8"), flags=re.DOTALL)
        for page in SAMPLES.rglob("*.md")
    ]
    quick = sum(same(text) for text in texts)
    assert quick > len(texts) / 2, f"{quick} of {len(texts)}"
