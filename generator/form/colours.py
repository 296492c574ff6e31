"""The colours that the form offers, by names as people say them; a file may have any other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

COLOURS: Mapping[str, str] = {
    "#a23b1e": "brick red",
    "#8a1c1c": "maroon",
    "#b0413e": "tomato red",
    "#c2571a": "orange",
    "#a8740f": "turmeric yellow",
    "#4b6b2f": "leaf green",
    "#1f6f54": "bottle green",
    "#1f4f8f": "sea blue",
    "#5b3a8c": "aubergine purple",
    "#7a4a2b": "coffee brown",
}
"""`#rrggbb` -> the message id of its name; the first is the usual one."""


def colour_name(colour: str, _: Callable[[str], str]) -> str:
    """What a colour (`#rrggbb`) is called."""
    return _(COLOURS.get(colour.lower(), "a colour of your own"))
