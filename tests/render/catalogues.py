"""What Meta and Google demand of a catalogue's file, as rules. Sources: `generator/render/catalogue.py`."""

from __future__ import annotations

import csv
import io
import re
from typing import Any
from xml.etree import ElementTree as Xml

import feedparser

G = "{http://base.google.com/ns/1.0}"
REQUIRED = {"id", "title", "description", "availability", "condition", "price", "link", "image_link", "brand"}
OPTIONAL = {"item_group_id", "size", "sale_price", "sale_price_effective_date"}
META_STOCK = {"in stock", "out of stock", "available for order", "preorder", "discontinued"}
GOOGLE_STOCK = {"in_stock", "out_of_stock", "preorder", "backorder"}
_PRICE = re.compile(r"[1-9][0-9]* IDR")
_MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}[+-][0-9]{4}"
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b\u200c\u200e\u200f\u202a-\u202e\ufeff\ufffe\uffff]"
)
_HTML = re.compile(r"<[A-Za-z/!?]|&#?[A-Za-z0-9]+;")


def meta_items(data: bytes) -> list[dict[str, str]]:
    """The rows of a file for Meta; what breaks a rule is an assertion."""
    table = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    head, rows = table[0], table[1:]
    assert not data.startswith(b"\xef\xbb\xbf")
    assert set(head) == REQUIRED | OPTIONAL
    assert len(head) == len(set(head))
    assert {len(row) for row in rows} <= {len(head)}
    for row in rows:
        for cell in row:
            assert not cell.startswith(tuple("=+-@\t\r")), cell
            assert not re.search(r"[;\t\r\n]\s*[=+\-@]", cell), cell
    items = [dict(zip(head, row, strict=True)) for row in rows]
    _check(items, META_STOCK)
    return items


def google_items(data: bytes) -> list[dict[str, str]]:
    """The items of a file for Google; what breaks a rule is an assertion."""
    root = Xml.fromstring(data)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    [channel] = root
    assert {child.tag for child in channel} >= {"title", "link", "description"}
    assert all((child.text or "").strip() for child in channel if child.tag != "item")
    items = []
    for item in channel.iter("item"):
        tags = [child.tag for child in item]
        assert len(tags) == len(set(tags))
        assert all((child.text or "").strip() for child in item)
        said = {child.tag: child.text or "" for child in item}
        assert (said.pop("title"), said.pop("link")) == (said[f"{G}title"], said[f"{G}link"])
        assert all(name.startswith(G) for name in said)
        items.append({name.removeprefix(G): text for name, text in said.items()})
    _check([one | dict.fromkeys(OPTIONAL - one.keys(), "") for one in items], GOOGLE_STOCK)
    assert all(one["identifier_exists"] == "no" for one in items)
    parsed: Any = feedparser.parse(data)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert [entry["g_price"] for entry in parsed.entries] == [one["price"] for one in items]
    assert [entry.link for entry in parsed.entries] == [one["link"] for one in items]
    return items


def _check(items: list[dict[str, str]], stock: set[str]) -> None:
    ids = [one["id"] for one in items]
    assert len(ids) == len(set(ids))
    for one in items:
        assert all(one[name] for name in REQUIRED), one
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,50}", one["id"])
        assert re.fullmatch(r"[A-Za-z0-9_-]{0,50}", one["item_group_id"])
        assert one["availability"] in stock
        assert one["condition"] in {"new", "used"}
        assert _PRICE.fullmatch(one["price"])
        assert re.fullmatch(r"https://\S+\.html", one["link"])
        assert re.fullmatch(r"https://\S+\.jpg", one["image_link"])
        assert len(one["title"]) <= 150
        assert len(one["description"]) <= 5_000
        assert len(one["brand"]) <= 70
        assert len(one["size"]) <= 100
        assert bool(one["sale_price"]) == bool(one["sale_price_effective_date"])
        if one["sale_price"]:
            assert _PRICE.fullmatch(one["sale_price"])
            assert int(one["sale_price"].split()[0]) < int(one["price"].split()[0])
            assert re.fullmatch(f"{_MOMENT}/{_MOMENT}", one["sale_price_effective_date"])
        for text in one.values():
            assert not _CONTROL.search(text), text
            assert text == " ".join(text.split())
        for name in ("title", "description", "brand", "size"):
            assert not _HTML.search(one[name]), one[name]
