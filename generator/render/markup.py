"""Markdown of a seller -> safe HTML: Markdown first, the nh3 allow-list last."""

from __future__ import annotations

import re
from functools import cache

import nh3
from markdown import Markdown
from markupsafe import Markup, escape

from generator.content.visible import printed

_TAGS = {"p", "br", "strong", "em", "del", "ul", "ol", "li", "a", "h2", "h3", "h4", "blockquote", "hr"}

_LIST_BELOW_LINE = re.compile(r"^((?![ \t]*(?:[-*+]|\d+[.)])[ \t])[^\n]*\S)[ \t]*\n([-*+] \S)", re.MULTILINE)
"""A list that starts right below a line of text, as people type it; Markdown wants an empty line between."""


def render_markdown(text: str, top: int = 3) -> Markup:
    """HTML with paragraphs, lists, emphasis, links and two levels of headings from `top` on.

    Links lead to http, https, mailto and tel only, with `rel="nofollow ugc noopener"`; everything else
    (HTML, pictures, scripts) is dropped.
    """
    if not text.strip():
        return Markup()
    html = _convert(_LIST_BELOW_LINE.sub(r"\1\n\n\2", text))
    html = re.sub(r"<(/?)h([1-6])>", lambda tag: f"<{tag[1]}h{min(top + int(tag[2]) - 1, top + 1)}>", html)
    clean = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style", "template", "noscript", "iframe", "svg", "math"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow ugc noopener",
        attribute_filter=_absolute_links_only,
    )
    return Markup(printed(clean))  # noqa: S704 - this is the one place where HTML is declared safe, by nh3


def shortened(html: Markup, limit: int) -> str:
    """The words of rendered Markdown on one line, cut at a word's end: for descriptions and feeds."""
    words = html.striptags()
    if len(words) <= limit:
        return words
    return words[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,.;:–-") + "…"


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
    return Markdown(extensions=["nl2br", "sane_lists"], output_format="html")


def _absolute_links_only(tag: str, attribute: str, value: str) -> str | None:
    """A relative link of a seller would lead somewhere inside the hub; nh3 lets those pass, and titles."""
    if (tag, attribute) == ("a", "href") and re.match(r"(https?|mailto|tel):", value, re.IGNORECASE):
        return value
    return value if attribute == "rel" else None  # nh3's own
