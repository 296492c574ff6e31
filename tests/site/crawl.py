"""Reads a built tree the way a crawler does: pages, what they refer to, and where that leads."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.site.workspace import SITE

_ADDRESSES = {"href", "src", "srcset", "action", "poster", "data"}
_PRICE_TYPES = {"Offer", "AggregateOffer"}


@dataclass(frozen=True, slots=True)
class Element:
    """A start tag."""

    tag: str
    attributes: dict[str, str]
    line: int

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


@dataclass
class Document:
    """One HTML file."""

    path: str
    elements: list[Element] = field(default_factory=list, repr=False)
    texts: dict[str, list[str]] = field(default_factory=dict, repr=False)
    """Texts of `style`, `script` and `title` elements, in order."""

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    @property
    def ids(self) -> list[str]:
        return [element.get("id") for element in self.elements if "id" in element.attributes]

    @property
    def canonical(self) -> str:
        return next(e.get("href") for e in self.all("link") if e.get("rel") == "canonical")

    def meta(self, name: str) -> str:
        found = (
            e for e in self.all("meta") if name in (e.get("name"), e.get("property"), e.get("http-equiv"))
        )
        return next((element.get("content") for element in found), "")

    @property
    def is_indexable(self) -> bool:
        return "noindex" not in self.meta("robots")

    @property
    def references(self) -> list[tuple[Element, str]]:
        """Every address in an attribute, with the element it stands in."""
        found = []
        for element in self.elements:
            for name in _ADDRESSES & element.attributes.keys():
                value = element.get(name)
                several = [part.split()[0] for part in value.split(",")] if name == "srcset" else [value]
                found += [(element, address) for address in several]
        return found

    @property
    def links(self) -> list[str]:
        """Addresses of `a` elements."""
        return [element.get("href") for element in self.all("a")]

    @property
    def things(self) -> dict[str, dict[str, Any]]:
        """Structured data by type."""
        scripts = zip(self.all("script"), self.texts.get("script", []), strict=True)
        found = [json.loads(text) for e, text in scripts if e.get("type") == "application/ld+json"]
        assert len(found) <= 1, f"{self.path}: {len(found)} blocks of structured data"
        return {thing["@type"]: thing for graph in found for thing in graph["@graph"]}


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.document = Document(path)
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"{self.document.path}:{self.getpos()[0]}: attribute twice"
        self.document.elements.append(Element(tag, {k: v or "" for k, v in attrs}, self.getpos()[0]))
        if tag in {"style", "script", "title"}:
            self._within = tag
            self.document.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._within:
            self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within:
            self.document.texts[self._within][-1] += data


def read_documents(site: Path) -> dict[str, Document]:
    """All HTML files below `site` by their path, with `/`."""
    return {
        path: read_document(path, (site / path).read_text("utf-8"))
        for path in sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    }


def read_document(path: str, html: str) -> Document:
    reader = _Reader(path)
    reader.feed(html)
    reader.close()
    return reader.document


def is_elsewhere(address: str) -> bool:
    """Whether an address has a scheme or a host."""
    parts = urlsplit(address)
    return bool(parts.scheme or parts.netloc)


def relative_target(page: str, address: str) -> str:
    """The path below the site's root that a relative address on a page leads to; `..` first is outside."""
    path = unquote(urlsplit(address).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page


def broken_links(site: Path) -> list[str]:
    """Relative addresses in the pages below `site` that lead to no file, each with its page."""
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    return [
        f"{path}: {address}"
        for path, document in read_documents(site).items()
        for _, address in document.references
        if not is_elsewhere(address) and relative_target(path, address) not in files
    ]


def absolute_target(address: str) -> str:
    """The path below the site's root of one of our absolute addresses; a folder means its index page."""
    assert address.startswith(f"{SITE}/"), address
    path = unquote(urlsplit(address).path).removeprefix("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def chat(link: str) -> tuple[str, str]:
    """Number and text of a WhatsApp link."""
    parts = urlsplit(link)
    assert parts.scheme == "https", link
    return parts.path.removeprefix("/"), parse_qs(parts.query, strict_parsing=True)["text"][0]


def prices(product: dict[str, Any]) -> tuple[int, ...]:
    """The lowest and the highest price of a Product; empty when the seller wants to be asked."""
    offer = product.get("offers")
    if not offer:
        return ()
    assert offer["@type"] in _PRICE_TYPES
    assert offer["priceCurrency"] == "IDR"
    if offer["@type"] == "Offer":
        return (offer["price"], offer["price"])
    return (offer["lowPrice"], offer["highPrice"])


_SPOKEN = {"alt", "aria-label", "placeholder", "title"}
_SPOKEN_BY_SCRIPT = re.compile(r"data-(?!varian$)")  # by a choice's own name, baskets know it


class _Texts(HTMLParser):
    """Texts of a page, those in attributes too, with the language in which they are."""

    def __init__(self) -> None:
        super().__init__()
        self.languages: list[tuple[str, str]] = []
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs).get("lang")
        before = self.languages[-1][1] if self.languages else ""
        for name, value in attrs:
            if value and " " in value and (name in _SPOKEN or _SPOKEN_BY_SCRIPT.match(name)):
                self.found.append((said or before, value))
        if tag not in {"meta", "link", "img", "br", "input", "hr", "path", "circle", "rect"}:
            self.languages.append((tag, said or before))

    def handle_endtag(self, tag: str) -> None:
        if tag in {name for name, _ in self.languages}:
            while self.languages.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _ in self.languages}
        if data.strip() and self.languages and not tags & {"script", "style"}:
            self.found.append((self.languages[-1][1], " ".join(data.split())))


def texts_by_language(html: str) -> dict[str, list[str]]:
    """The texts of a page by the language in which they are marked."""
    reader = _Texts()
    reader.feed(html)
    found: dict[str, list[str]] = {}
    for code, text in reader.found:
        found.setdefault(code, []).append(text)
    return found
