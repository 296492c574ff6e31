"""Markdown of a seller -> safe HTML: Markdown first, the nh3 allow-list last."""

from __future__ import annotations

import re
from html import unescape

from markupsafe import Markup

from generator.content.visible import fold
from generator.render.plain_markdown import plain_html

DESCRIPTION = 155
"""Characters of a page's description that search results show."""

_TAG = re.compile("<[^>]*>")
_LISTS = re.compile(r"<(/?)(ol|ul|li)(?: start=\"([0-9]+)\")?>")


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
    from generator.render.full_markdown import full_html  # 30 ms that most builds do not need

    return full_html(folded, top)


def words_of(html: Markup) -> str:
    """The words of rendered Markdown on one line."""
    text = str(html)  # parts of `Markup` would be `Markup`, each made anew
    marked = _with_marks(text) if "<li>" in text else text
    return unescape(" ".join(_TAG.sub("", marked).split()))


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
