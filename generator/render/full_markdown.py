"""All of Markdown, by the library; then the nh3 allow-list."""

from __future__ import annotations

import re
from functools import cache

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markupsafe import Markup, escape

from generator.content.typed import ESCAPED, LINKED, as_meant
from generator.content.visible import printed

_TAGS = {"p", "br", "strong", "em", "del", "ul", "ol", "li", "a", "h2", "h3", "h4", "blockquote", "hr"}


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


def full_html(text: str, top: int) -> Markup:
    """The HTML of a text (folded, see `visible.fold`), with headings from `top` on."""
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
