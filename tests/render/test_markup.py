from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown import Markdown

from generator.content.check_text import MAX_BRACKETS
from generator.render.markup import render_markdown, shortened, words_of

SCHEMES = ("http://", "https://", "mailto:", "tel:")
ALLOWED = {"p", "br", "strong", "em", "del", "ul", "ol", "li", "a", "h2", "h3", "h4", "blockquote", "hr"}

PAYLOADS = [
    "<script>window.__pwned=1</script>",
    "<img src=x onerror=window.__pwned=1>",
    '"><svg onload=window.__pwned=1>',
    "[a](javascript:window.__pwned=1)",
    "[a](<javascript:window.__pwned=1>)",
    "[a](java\nscript:window.__pwned=1)",
    "[a](&#106;avascript:window.__pwned=1)",
    "[a](&#x6A&#x61vascript:window.__pwned=1)",
    "[a](\x01javascript:window.__pwned=1)",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    '[a](https://a.id "onmouseover=window.__pwned=1")',
    "[a](https://a.id' onclick='window.__pwned=1)",
    "![x](x\" onerror=\"window.__pwned=1)",
    "![x](https://jahat.example/pixel.gif)",
    "<javascript:window.__pwned=1>",
    "[a][b]\n\n[b]: javascript:window.__pwned=1",
    "<style>body{display:none}</style>",
    "<iframe src=https://jahat.example></iframe>",
    "<meta http-equiv=refresh content=0;url=https://jahat.example>",
    "<base href=https://jahat.example>",
    "<form action=https://jahat.example><input name=pin></form>",
    "<a href=https://a.id style=position:fixed target=_blank>x</a>",
    "<p id=x class=y onclick=window.__pwned=1>x</p>",
    "<math><mtext><table><mglyph><style><!--</style><img src onerror=window.__pwned=1>",
    "<svg><p><style><a id=\"</style><img src=1 onerror=window.__pwned=1>\">",
    "<noscript><p title=\"</noscript><img src=x onerror=window.__pwned=1>\">",
    "`<script>window.__pwned=1</script>`",
    "    <script>window.__pwned=1</script>",
    "<!--><script>window.__pwned=1</script>-->",
    "<![CDATA[<script>window.__pwned=1</script>]]>",
    "<?php echo 1 ?>",
    "{{7*7}} {% raw %} ${7*7}",
]  # fmt: skip


class Seen(HTMLParser):
    """Which elements and attributes a browser would make of it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def assert_harmless(html: str) -> None:
    seen = Seen()
    seen.feed(html)
    for tag, attributes in seen.tags:
        assert tag in ALLOWED
        assert attributes.keys() <= {"a": {"href", "rel"}, "ol": {"start"}}.get(tag, set())
        assert re.fullmatch("[0-9]{1,2}", attributes.get("start") or "1")
        if tag == "a" and "href" in attributes:
            assert (
                (attributes["href"] or "").casefold().startswith(("http://", "https://", "mailto:", "tel:"))
            )
            assert attributes["rel"] == "nofollow ugc noopener"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_acts_is_left(payload: str) -> None:
    for text in (
        payload,
        f"- {payload}",
        f"> {payload}",
        f"**{payload}**",
        f"# {payload}",
        f"a\n\n{payload}\n\nb",
    ):
        assert_harmless(render_markdown(text))


PIECES = [
    *"[]()<>*_`#&;:/\\\"'=!-~\n ", "\n\n", "    ", "- ", "1. ", "> ", "<a href=", "javascript:", "onerror=",
    "https://a.id", "<script>", "</script>", "<img ", "<!--", "-->", "&#106;", "<svg>", "<style>", "]: ",
    "![", "kopi", "\u200b", "\x00", "3. ", "99. ", "\\",
]  # fmt: skip
pieces = st.sampled_from(PIECES)


@given(st.lists(pieces, max_size=40).map("".join))
@example("[a](java&#10;script:x)")
def test_no_text_becomes_something_that_acts(text: str) -> None:
    assert_harmless(render_markdown(text))


def test_what_sellers_write_is_kept() -> None:
    html = render_markdown(
        "# Judul\n\nSatu **tebal** dan *miring*\nbaris dua.\n\n- a\n- b\n\n"
        "[situs](https://a.id) [surel](mailto:a@b.id) [telepon](tel:+62812)\n\n> kutipan\n\n---\n\n### Kecil"
    )
    for piece in (
        "<h3>Judul</h3>", "<strong>tebal</strong>", "<em>miring</em>", "<br>", "<li>a</li>", "<hr>",
        "<blockquote>", "<h4>Kecil</h4>", 'href="mailto:a@b.id"', 'href="tel:+62812"',
    ):  # fmt: skip
        assert piece in html


def test_a_link_is_not_recommended_by_the_hub() -> None:
    html = render_markdown('[situs](https://a.id "judul") <a rel=author href=https://b.id>b</a>')
    assert html.count('rel="nofollow ugc noopener"') == 2
    assert "author" not in html
    assert "judul" not in html


def test_headings_begin_where_the_page_wants_them() -> None:
    assert render_markdown("# A\n\n## B\n\n###### C", top=2) == "<h2>A</h2>\n<h3>B</h3>\n<h3>C</h3>"


@pytest.mark.parametrize("text", ["", "\n", "   ", "\t\n"])
def test_nothing_stays_nothing(text: str) -> None:
    assert render_markdown(text) == ""


LONG = [
    *PIECES[:-2], "* + ", "</", "](", "**a ", "_a ", "[a](", "- a\n    ", "-\n", "=\n", "a\n=\n", "<div>",
    "<a ",
]  # fmt: skip


@pytest.mark.parametrize("piece", LONG)
def test_8_kilobytes_of_anything_take_no_more_than_moments(piece: str) -> None:
    count = MAX_BRACKETS if "[" in piece else 8_192
    text = (piece * min(count, 8_192 // len(piece)))[:8_192]
    started = time.process_time()
    assert_harmless(render_markdown(text))
    assert time.process_time() - started < 5  # 0.02 to 1.1 s, measured on a slow core


def test_lists_within_lists_without_end_are_shown_as_text() -> None:
    assert render_markdown("1. " * 2_700 + "kopi").startswith("<p>1. 1. 1. ")
    assert render_markdown("- a\n- b") == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"


def test_a_text_that_was_stopped_halfway_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    # the timer of a seller may ring anywhere; the next seller's text must not be rendered as part of a list
    text = "satu\n\n- a\n\n    b\n- c"
    good = render_markdown(text)

    class RingError(BaseException):
        pass

    def ring(*_arguments: object) -> None:
        raise RingError

    with monkeypatch.context() as patched:
        patched.setattr("markdown.blockprocessors.ListIndentProcessor.create_item", ring)
        patched.setattr("markdown.blockprocessors.ParagraphProcessor.run", ring)
        with pytest.raises(RingError):
            render_markdown("- a\n- b\n\n    c")
    assert render_markdown(text) == good
    assert Markdown().convert("a") == "<p>a</p>"


@given(st.text(alphabet="ab *_#<>&;\"'[](:/)\n\xa0é1.", max_size=80))
def test_plain_words_are_those_of_the_library(text: str) -> None:
    html = render_markdown(text)
    assume("<li>" not in html)
    assert words_of(html) == html.striptags()


@given(st.text(max_size=300), st.integers(10, 160))
def test_plain_words_fit_on_a_line(text: str, limit: int) -> None:
    words = shortened(words_of(render_markdown(text)), limit)
    assert len(words) <= limit
    assert "\n" not in words


def test_plain_words_end_with_a_word() -> None:
    assert (
        shortened(words_of(render_markdown("Daging **sapi** pilihan, dimasak delapan jam.")), 24)
        == "Daging sapi pilihan…"
    )
    assert shortened(words_of(render_markdown("1 < 2 & 3")), 40) == "1 < 2 & 3"
