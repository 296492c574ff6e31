"""Whom a shop follows, as a list of feeds that any feed reader takes. Source: OPML 2.0."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape  # XML's own loads half of the library for networks

from generator.content.visible import printed
from generator.render.card import FollowedShop

FOLLOWED = "ikuti.opml"
"""The list's name in the shop's folder."""


def opml(name: str, site: str, shops: Iterable[FollowedShop]) -> bytes:
    """Whom the shop called `name` follows; `site` is the hub's address, without a slash at the end."""
    outlines = (
        f'<outline type="rss" text={_value(shop.name)} title={_value(shop.name)}'
        f" xmlUrl={_value(f'{site}/{shop.slug}/atom.xml')} htmlUrl={_value(f'{site}/{shop.slug}/')} />\n"
        for shop in shops
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">\n'
        f"<head><title>{escape(printed(name), quote=False)}</title></head>\n"
        f"<body>\n{''.join(outlines)}</body>\n</opml>\n"
    ).encode()


def _value(text: str) -> str:
    return f'"{escape(printed(text))}"'
