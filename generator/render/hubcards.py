"""Shops in the hub's lists: from stored cards to what a template shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.language import Language
from generator.render.card import ShopCard
from generator.render.shopview import initial
from generator.render.views import Card, Picture


def hub_cards(
    cards: Sequence[ShopCard], categories: Mapping[str, str], words: Language, root: str
) -> tuple[tuple[Card, ...], str]:
    """Cards as a page shows them, and the CSS rules of their colours; `root` leads to the site's root."""
    rules: dict[str, None] = {}
    shown = []
    for card in cards:
        picture = None
        tint = f"s{card.colour[1:]}"
        rules[f".{tint}{{background:{card.colour}}}"] = None
        if card.picture:
            tint = f"c{card.picture.colour[1:]}"
            rules[f".{tint}{{background:{card.picture.colour}}}"] = None
            base = f"{root}{card.slug}/{card.picture.base}"
            files = [(f"{base}-{width}.webp", width) for width, _height in card.picture.sizes]
            picture = Picture(
                src=files[0][0],
                srcset=", ".join(f"{name} {width}w" for name, width in files[:2]),
                width=card.picture.sizes[0][0],
                height=card.picture.sizes[0][1],
                tint=tint,
                alt="",
                large=files[-1][0],
            )
        count = words.ngettext("%(num)s product", "%(num)s products", len(card.products))
        shown.append(
            Card(
                name=card.name,
                url=f"{root}{card.slug}/index.html",
                slogan=card.slogan,
                category=categories.get(card.category, ""),
                place=card.place,
                products=count % {"num": len(card.products)},
                picture=picture,
                initial=initial(card.name),
                tint=tint,
            )
        )
    return tuple(shown), "".join(rules)
