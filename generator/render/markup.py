"""Markdown of a seller -> safe HTML: Markdown first, the nh3 allow-list last."""

from __future__ import annotations

import re
from functools import cache

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markupsafe import Markup, escape

from generator.content.typed import ESCAPED, LINKED, as_meant
from generator.content.visible import fold, printed
from generator.render.plain_markdown import plain_html

DESCRIPTION = 155
"""Characters of a page's description that search results show."""

_TAGS = {"p", "br", "strong", "em", "del", "ul", "ol", "li", "a", "h2", "h3", "h4", "blockquote", "hr"}

_LISTS = re.compile(r"<(/?)(ol|ul|li)(?: start=\"([0-9]+)\")?>")


class _AsTyped(Extension):
    """Markdown without code, headings by underlining, and what `as_meant` finds to be no Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        md.ESCAPED_CHARS = list(ESCAPED)
        md.parser.blockprocessors.deregister("code")
        md.parser.blockprocessors.deregister("setextheader")
        md.inlinePatterns.deregister("backtick")
        md.preprocessors.register(_Meant(md), "as_meant", 10)  # after tabs and blocks of HTML


class _Meant(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return as_meant(lines)


def render_markdown(text: str, top: int = 3) -> Markup:
    """HTML with paragraphs, lists, emphasis, links and two levels of headings from `top` on.

    Links lead to http, https, mailto and tel only, with `rel="nofollow ugc noopener"`; everything else
    (HTML, pictures, scripts) is dropped.
    """
    if not text.strip():
        return Markup()
    folded = fold(text)
    plain = plain_html(folded)
    if plain is not None:
        return Markup(plain)  # noqa: S704 - made of nothing but letters and our own tags
    return _by_library(folded, top)


def _by_library(text: str, top: int) -> Markup:
    html = _convert(text)
    html = re.sub(r"<(/?)h([1-6])>", lambda tag: f"<{tag[1]}h{min(top + int(tag[2]) - 1, top + 1)}>", html)
    clean = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style", "template", "noscript", "iframe", "svg", "math"},
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow ugc noopener",
        attribute_filter=_harmless,
    )
    return Markup(printed(clean))  # noqa: S704 - this is the one place where HTML is declared safe, by nh3


def words_of(html: Markup) -> str:
    """The words of rendered Markdown on one line."""
    marked = _with_marks(html) if "<li>" in html else html
    return Markup(marked).striptags()  # noqa: S704 - tags are what is taken out


def shortened(words: str, limit: int) -> str:
    """Words cut at a word's end, for descriptions and feeds; at most so many characters."""
    if len(words) <= limit:
        return words
    return words[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,.;:–-") + "…"


def _with_marks(html: str) -> str:
    """The same with the number or bullet of each item of a list as text."""
    lists: list[int | None] = []
    shown, done = [], 0
    for tag in _LISTS.finditer(html):
        shown.append(html[done : tag.end()])
        done = tag.end()
        match tag[1], tag[2]:
            case "", "li" if lists and (number := lists[-1]) is not None:
                shown.append(f"{number}. ")
                lists[-1] = number + 1
            case "", "li":
                shown.append("• ")
            case "", kind:
                lists.append(int(tag[3] or 1) if kind == "ol" else None)
            case "/", "ol" | "ul" if lists:
                lists.pop()
    return "".join([*shown, html[done:]])


def _convert(text: str) -> str:
    try:
        return _converter().reset().convert(text)
    except RecursionError:  # hundreds of lists within lists: nobody means them as lists
        _converter.cache_clear()
        return f"<p>{escape(text)}</p>"
    except BaseException:  # a converter that was stopped halfway would still be inside a list next time
        _converter.cache_clear()
        raise


@cache
def _converter() -> Markdown:
    return Markdown(extensions=["nl2br", "sane_lists", _AsTyped()], output_format="html")


def _harmless(tag: str, attribute: str, value: str) -> str | None:
    """A relative link of a seller would lead somewhere inside the hub; nh3 lets those pass, and titles."""
    if (tag, attribute) == ("a", "href") and re.match(LINKED, value, re.IGNORECASE):
        return value
    if (tag, attribute) == ("ol", "start") and re.fullmatch(r"[0-9]{1,2}", value):
        return value
    return value if attribute == "rel" else None  # nh3's own
