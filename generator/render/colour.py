"""A seller's colour, made readable: contrast is kept at WCAG 2.2 AA in light and in dark.

Source of the formulas: WCAG 2.2, relative luminance and contrast ratio.
"""

from __future__ import annotations

import colorsys
from functools import cache

from msgspec import Struct

AA = 4.5
"""The contrast ratio that text needs."""
_TARGET = 4.7
"""A little more, so that rounding to eight bits never falls below `AA`."""

_STANDS_OUT = 1.4

Rgb = tuple[float, float, float]


class Ground(Struct, frozen=True):
    """What a page of one scheme is painted on."""

    paper: str
    surface: str
    tint: float
    """How much of the accent the soft ground takes, 0 to 1."""


LIGHT = Ground("#fbf8f3", "#ffffff", 0.10)
DARK = Ground("#171310", "#211c18", 0.20)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (`#rrggbb`), from 1 to 21."""
    high, low = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


@cache
def style(accent: str) -> str:
    """The CSS of a page with this accent: custom properties for the light and the dark scheme."""
    light, dark = _scheme(accent, LIGHT), _scheme(accent, DARK)
    return f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"


@cache
def scheme(accent: str, ground: Ground) -> dict[str, str]:
    """Fill, text on the fill, accent-coloured text and soft ground for one scheme."""
    soft = _mix(accent, ground.surface, ground.tint)
    behind = (ground.paper, ground.surface, soft)
    text = _readable(accent, behind, lighter=ground is DARK)
    fill = _visible(accent, ground)
    on_fill = max(("#ffffff", "#1c1713"), key=lambda ink: contrast(ink, fill))
    fill = _readable(fill, (on_fill,), lighter=on_fill != "#ffffff")
    return {"accent": fill, "on-accent": on_fill, "accent-text": text, "accent-soft": soft}


def _scheme(accent: str, ground: Ground) -> str:
    return ";".join(f"--{name}:{value}" for name, value in scheme(accent, ground).items())


def _visible(accent: str, ground: Ground) -> str:
    """A fill that can be told from the page; a button's own text says what it is, so a little is enough."""
    colour = accent
    hue, light, saturation = colorsys.rgb_to_hls(*_rgb(accent))
    while contrast(colour, ground.paper) < _STANDS_OUT and 0 <= light <= 1:
        light += 0.02 if ground is DARK else -0.02
        colour = _hex(colorsys.hls_to_rgb(hue, min(1, max(0, light)), saturation))
    return colour


def _readable(accent: str, behind: tuple[str, ...], *, lighter: bool) -> str:
    """The nearest lightness of a colour that can be read on all grounds."""
    hue, light, saturation = colorsys.rgb_to_hls(*_rgb(accent))
    colour = accent
    while min(contrast(colour, ground) for ground in behind) < _TARGET:
        light += 0.01 if lighter else -0.01
        if not 0 <= light <= 1:
            return "#ffffff" if lighter else "#000000"
        colour = _hex(colorsys.hls_to_rgb(hue, light, saturation))
    return colour


def _mix(accent: str, ground: str, share: float) -> str:
    pairs = zip(_rgb(accent), _rgb(ground), strict=True)
    red, green, blue = (a * share + b * (1 - share) for a, b in pairs)
    return _hex((red, green, blue))


def _luminance(colour: Rgb) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, c)) * 255):02x}" for c in colour)
