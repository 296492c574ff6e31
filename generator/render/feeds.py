"""Atom feeds and sitemaps as XML. Sources: RFC 4287; sitemaps.org protocol 0.9."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape  # XML's own loads half of the library for networks

from msgspec import Struct

from generator.content.visible import printed
from generator.render.twins import Alternate

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
MAX_ENTRIES = 20
"""Entries of a feed, newest first."""


class FeedEntry(Struct, frozen=True):
    """One item of a feed."""

    title: str
    url: str
    """Absolute; also the entry's lasting id."""
    added: date
    changed: date
    summary: str


def atom(
    title: str,
    author: str,
    home: str,
    feed: str,
    entries: Iterable[FeedEntry],
    since: date,
    *,
    websub: str = "",
) -> bytes:
    """A feed with the newest `MAX_ENTRIES`; `since` is its date when it has none.

    `websub` is the hub (in the sense of WebSub) that tells readers of changes; empty for none.
    """
    newest = sorted(entries, key=lambda e: (e.added, e.changed, e.url), reverse=True)[:MAX_ENTRIES]
    lines = [
        f'<feed xmlns="{ATOM}" xml:lang="id">',
        f"<title>{_text(title)}</title>",
        f"<id>{_text(home)}</id>",
        f'<link rel="self" type="application/atom+xml" href={_value(feed)} />',
        f'<link rel="alternate" type="text/html" href={_value(home)} />',
        *((f'<link rel="hub" href={_value(websub)} />',) if websub else ()),
        f"<updated>{_moment(max((e.changed for e in newest), default=since))}</updated>",
        f"<author>\n<name>{_text(author)}</name>\n</author>",
    ]
    for entry in newest:
        lines += (
            f"<entry>\n<title>{_text(entry.title)}</title>",
            f"<id>{_text(entry.url)}</id>",
            f'<link rel="alternate" type="text/html" href={_value(entry.url)} />',
            f"<published>{_moment(entry.added)}</published>",
            f"<updated>{_moment(entry.changed)}</updated>",
            *((f"<summary>{_text(entry.summary)}</summary>",) if entry.summary else ()),
            "</entry>",
        )
    return _bytes(lines, "</feed>")


def sitemap(urls: Iterable[tuple[str, str, Iterable[Alternate]]]) -> bytes:
    """A sitemap of addresses, each with the ISO date of its last change (or an empty text) and its twins.

    The caller keeps it to 50,000 addresses.  Source of `xhtml:link`: Google, "Localized versions".
    """
    listed = [
        f"<url>\n<loc>{_text(url)}</loc>\n{_changed(day)}{''.join(map(_alternate, twins))}</url>"
        for url, day, twins in urls
    ]
    more = f' xmlns:xhtml="{XHTML}"' if any("<xhtml:link" in one for one in listed) else ""
    return _bytes([f'<urlset xmlns="{SITEMAP}"{more}>', *listed], "</urlset>")


def _alternate(one: Alternate) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{one.lang}" href={_value(one.url)} />\n'


def _changed(day: str) -> str:
    return f"<lastmod>{day}</lastmod>\n" if day else ""


def sitemap_index(urls: Iterable[str]) -> bytes:
    """The list of all sitemaps."""
    listed = (f"<sitemap>\n<loc>{_text(url)}</loc>\n</sitemap>" for url in urls)
    return _bytes([f'<sitemapindex xmlns="{SITEMAP}">', *listed], "</sitemapindex>")


def _moment(day: date) -> str:
    """The start of a day in Jakarta."""
    return f"{day.isoformat()}T00:00:00+07:00"


def _text(text: str) -> str:
    return escape(printed(text), quote=False)


def _value(text: str) -> str:
    """The value of an attribute, with its quotes."""
    return f'"{escape(printed(text))}"'


def _bytes(lines: list[str], end: str) -> bytes:
    body = "\n".join(['<?xml version="1.0" encoding="utf-8"?>', *lines, end])
    return f"{body}\n".encode()
