"""Pots, soil, and leaves that need more than one outline."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, corners, lathe, rgb, sheet
from ..kit import mottled
from ..noise import Array, f32, mix, smoothstep
from ..props import mound

CLAY = Material(mottled("#c9754a", "#a9572f", 2.2), gloss=0.08, rough=0.7, bump=0.06, bump_scale=16)
SOIL = Material(mottled("#4a3325", "#2f2018", 7), bump=0.5, bump_scale=14)


def pot(
    radius: float = 0.75, height: float = 1.15, stuff: Material = CLAY, soil: bool = True, dish: bool = True
) -> list[Mesh]:
    """A terracotta pot with a rim, soil and a saucer."""
    r = radius
    line = corners(
        [
            (0, 0.08),
            (r * 0.68, 0.08),
            (r * 0.92, height * 0.76),
            (r, height * 0.76),
            (r * 1.04, height),
            (r * 0.92, height),
            (r * 0.86, height * 0.8),
            *(((0, height * 0.74),) if soil else ((r * 0.62, 0.2), (0, 0.16))),
        ],
        80,
        0.045,
    )
    out: list[Mesh] = [lathe(line, stuff, 110)]
    if soil:
        out.append(mound(r * 0.9, 0.08, SOIL, 3, 0.05).moved(y=height * 0.85))
    if dish:
        out.append(
            lathe(
                corners(
                    [(0, 0), (r * 0.85, 0), (r * 0.98, 0.15), (r * 0.92, 0.15), (r * 0.8, 0.06), (0, 0.06)],
                    40,
                    0.03,
                ),
                stuff,
                90,
            )
        )
    return out


def heart(material: Material, size: float = 0.5, droop: float = 0.25) -> Mesh:
    """A heart-shaped leaf along +x."""

    def place(u: Array, v: Array) -> tuple[Array, Array, Array]:
        s = (v - 0.5) * 2
        width = 0.52 * np.maximum(np.sin(np.pi * np.clip(u, 0, 1) ** 0.62), 0) ** 0.8
        back = 0.16 * np.abs(s) ** 1.5 * (1 - u) ** 3
        return (
            f32((u - back) * size),
            f32((0.10 * np.abs(s) * width - droop * u**2) * size),
            f32(s * width * size),
        )

    return sheet(place, material, 36, 25)


def monstera_leaf(material: Material, size: float) -> Mesh:
    """A broad leaf cut between its side veins."""

    def place(u: Array, v: Array) -> tuple[Array, Array, Array]:
        # u runs round the outline from the stalk to the tip and back; v from the midrib outwards.
        side = np.where(u < 0.5, 1.0, -1.0)
        t = np.where(u < 0.5, u * 2, 2 - u * 2)
        width = 0.66 * np.maximum(np.sin(np.pi * np.clip(t, 0, 1) ** 0.72), 0) ** 0.75
        cut = np.abs(np.sin(t * np.pi * 5.5)) ** 0.55
        deep = np.where((t > 0.12) & (t < 0.9), 0.34 + 0.66 * cut, 1.0)
        reach = width * deep
        root = t * 0.98
        x = root + v * reach * 0.30 - 0.22 * (1 - t) ** 4 * v
        y = -0.32 * t**2 + 0.16 * v * reach - 0.30 * (v * reach) ** 2
        return f32(x * size), f32(y * size), f32((side * v * reach) * size)

    return sheet(place, material, 220, 18)


def green(dark: str, pale: str, rib: str, gloss: float = 0.55) -> Material:
    """Leaf green for leaves whose outline runs from the stalk round the tip and back."""
    a, b, c = rgb(dark), rgb(pale), rgb(rib)

    def paint(hit: Hit) -> Array:
        t = np.where(hit.u < 0.5, hit.u * 2, 2 - hit.u * 2)
        vein = np.abs(((t * 5.5) % 1) - 0.5) * 2
        line = (1 - smoothstep(0.0, 0.16, f32(vein))) * 0.4
        rib_ = 1 - smoothstep(0.02, 0.06, hit.v)
        shade = np.sin(hit.copy * 7.7) * 0.5 + 0.5
        return mix(
            mix(a, b, np.clip(0.15 + 0.4 * shade + 0.25 * hit.v + line * 0.5, 0, 1)[:, None]),
            c,
            (rib_ * 0.7)[:, None],
        )

    return Material(paint, gloss=gloss, rough=0.32, thin=0.3)
