"""Atom feeds and sitemaps as XML. Sources: RFC 4287; sitemaps.org protocol 0.9."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as Xml

from generator.content.visible import printed

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
MAX_ENTRIES = 20
"""Entries of a feed, newest first."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item of a feed."""

    title: str
    url: str
    """Absolute; also the entry's lasting id."""
    added: date
    changed: date
    summary: str


def atom(title: str, author: str, home: str, feed: str, entries: Iterable[FeedEntry], since: date) -> bytes:
    """A feed with the newest `MAX_ENTRIES`; `since` is its date when it has none."""
    newest = sorted(entries, key=lambda e: (e.added, e.changed, e.url), reverse=True)[:MAX_ENTRIES]
    root = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": "id"})
    _text(root, "title", title)
    _text(root, "id", home)
    Xml.SubElement(root, "link", {"href": home})
    Xml.SubElement(root, "link", {"rel": "self", "href": feed})
    _text(root, "updated", _moment(max((e.changed for e in newest), default=since)))
    _text(Xml.SubElement(root, "author"), "name", author)
    for entry in newest:
        item = Xml.SubElement(root, "entry")
        _text(item, "title", entry.title)
        _text(item, "id", entry.url)
        Xml.SubElement(item, "link", {"href": entry.url})
        _text(item, "published", _moment(entry.added))
        _text(item, "updated", _moment(entry.changed))
        if entry.summary:
            _text(item, "summary", entry.summary)
    return _bytes(root)


def sitemap(urls: Iterable[str]) -> bytes:
    """A sitemap; the caller keeps it to 50,000 addresses."""
    root = Xml.Element("urlset", {"xmlns": SITEMAP})
    for url in urls:
        _text(Xml.SubElement(root, "url"), "loc", url)
    return _bytes(root)


def sitemap_index(urls: Iterable[str]) -> bytes:
    """The list of all sitemaps."""
    root = Xml.Element("sitemapindex", {"xmlns": SITEMAP})
    for url in urls:
        _text(Xml.SubElement(root, "sitemap"), "loc", url)
    return _bytes(root)


def _moment(day: date) -> str:
    """The start of a day in Jakarta."""
    return f"{day.isoformat()}T00:00:00+07:00"


def _text(parent: Xml.Element, tag: str, text: str) -> None:
    Xml.SubElement(parent, tag).text = printed(text)


def _bytes(root: Xml.Element) -> bytes:
    Xml.indent(root, "")
    body: str = Xml.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()
