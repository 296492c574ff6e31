"""Rattan: woven walls, plaited rims, coiled mats."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..geometry import Material, Mesh, tube
from ..kit import each, merge, mottled
from ..noise import f32

RATTAN = Material(each(["#d2a566", "#c4934f", "#dcb47a", "#b98646"], 6), gloss=0.45, rough=0.35)
DARK_RATTAN = Material(each(["#8d5d2f", "#7d4f26", "#9c6a38"], 6), gloss=0.45, rough=0.35)
ROPE = Material(mottled("#f3ead9", "#dfd2ba", 9), gloss=0.05, bump=0.25, bump_scale=24)


Profile = Callable[[float], tuple[float, float]]
"""Radius and height at a height fraction 0..1."""


def woven(
    profile: Profile,
    stakes: int,
    rows: int,
    material: Material = RATTAN,
    thick: float = 0.045,
    deep: float = 0.05,
    oval: float = 1.0,
) -> list[Mesh]:
    """A basket wall: weavers that pass in front of and behind upright stakes."""
    a = np.linspace(0, 2 * np.pi, stakes * 8 + 1)
    rings = []
    for row in range(rows):
        r, y = profile((row + 0.5) / rows)
        wave = deep * np.sin(a * stakes / 2 + np.pi * (row % 2))
        rings.append(
            tube(
                f32(np.stack([(r + wave) * np.cos(a), y + 0 * a, (r + wave) * np.sin(a) * oval], -1)),
                thick,
                material,
                8,
            )
        )
    t = np.linspace(0, 1, 24)
    shape = np.array([profile(float(x)) for x in t])
    posts = []
    for i in range(stakes):
        b = 2 * np.pi * (i + 0.5) / stakes
        posts.append(
            tube(
                f32(np.stack([shape[:, 0] * np.cos(b), shape[:, 1], shape[:, 0] * np.sin(b) * oval], -1)),
                thick * 0.9,
                material,
                7,
            )
        )
    return [merge(rings), merge(posts)]


def braid(radius: float, y: float, thick: float, material: Material = RATTAN, oval: float = 1.0) -> Mesh:
    """Three strands plaited around a rim."""
    a = np.linspace(0, 2 * np.pi, 260)
    strands = []
    for k in range(3):
        phase = a * 22 + k * 2.094
        r = radius + thick * 0.9 * np.sin(phase)
        strands.append(
            tube(
                f32(
                    np.stack([r * np.cos(a), y + thick * 0.55 * np.sin(phase * 2), r * np.sin(a) * oval], -1)
                ),
                thick * 0.75,
                material,
                8,
            )
        )
    return merge(strands)


def coil(radius: float, thick: float = 0.05, y: float = 0.05, oval: float = 1.0) -> Mesh:
    """A flat spiral mat, its rings bound by stitches that show as shading."""
    rings = []
    n = int(radius / (thick * 1.85))
    a = np.linspace(0, 2 * np.pi, 200)
    for i in range(1, n + 1):
        r = radius * i / n
        wobble = 0.12 * thick * np.sin(a * max(6, round(r * 40)))
        rings.append(
            tube(
                f32(np.stack([(r + wobble) * np.cos(a), y + wobble, (r + wobble) * np.sin(a) * oval], -1)),
                thick,
                RATTAN,
                8,
            )
        )
    return merge(rings)
