"""Changed values -> the text a seller or an operator wrote, with everything else in it left as it stands.

The writer writes whole files. Here only the keys whose lines it would write differently are replaced;
comments, unknown keys, values that cannot be read and the seller's own way of writing stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.content import writer
from generator.content.model import Product, Seller

_KEY = re.compile(r"(?:\ufeff)?(['\"]?)([A-Za-z_][\w ]*?)\1\s*:(?:\s|$)")
_FENCED = re.compile(r"(\s*-{3,}\s*\n)(.*?)(^-{3,}[ \t]*(?:\n|\Z))", re.DOTALL | re.MULTILINE)

Block = tuple[str, str]
"""A key and its lines; a comment's key is empty."""


def shop_text(old: str, before: Seller, after: Seller) -> str:
    """toko.yaml after a change; `old` is its text and `before` what that says."""
    return merged(old, whole_shop(before), whole_shop(after))


def product_text(old: str, before: Product | None, after: Product) -> str:
    """A product's Markdown file after a change; `before` is None for a new one."""
    whole = writer.product_text(after)
    fenced = _FENCED.match(old)
    if before is None or not fenced:
        return whole
    earlier, later = (_FENCED.match(text) for text in (writer.product_text(before), whole))
    if not (earlier and later):
        return whole
    keys = merged(fenced[2], earlier[2], later[2])
    same = before.description == after.description
    body = old[fenced.end() :] if same else whole[later.end() :]
    return f"{fenced[1]}{keys}{fenced[3]}{body}"


def merged(old: str, before: str, after: str) -> str:
    """YAML fields after a change, where `before` and `after` are what the writer makes of them."""
    was, now = dict(_blocks(before)), dict(_blocks(after))
    result: list[Block] = []
    for key, lines in _blocks(old if old.endswith("\n") or not old else f"{old}\n"):
        if not key or (key in now and now[key] == was.get(key)) or (key not in now and key not in was):
            result.append((key, lines))
        elif key in now:
            result.append((key, now[key]))
    there = {key for key, _ in result}
    order = list(now)
    for key in order:
        if key not in there and now[key] != was.get(key, ""):
            result.insert(_place(result, order, key), (key, now[key]))
    return "".join(lines for _, lines in result)


def _place(result: list[Block], order: list[str], key: str) -> int:
    """Behind the nearest key that the writer puts before it."""
    earlier = set(order[: order.index(key)])
    return max((at + 1 for at, (there, _) in enumerate(result) if there in earlier), default=len(result))


def _blocks(text: str) -> Iterable[Block]:
    """Keys at the left edge with all lines that belong to them, and the comments between them."""
    key, lines = "", ""
    for line in text.splitlines(keepends=True):
        found = _KEY.match(line)
        aside = not line.strip() or line.startswith("#")
        if (found or aside) and lines:
            yield key, lines
            key, lines = "", ""
        if found:
            key = found[2]
        lines += line
    if lines:
        yield key, lines


def whole_shop(seller: Seller) -> str:
    """What the writer makes of a shop, also of a half-filled one."""
    text = writer.shop_text(seller)
    if seller.whatsapp:
        return text
    return "".join(lines for key, lines in _blocks(text) if key != "whatsapp")
