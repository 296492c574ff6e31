"""Cloth that is folded, rolled or spread out."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, sheet
from ..noise import Array, f32, noise2
from ..patterns import Motif


def cotton(
    motif: Motif, scale: float, gloss: float = 0.12, across: float = 1.0, along: float = 1.0
) -> Material:
    """Printed cloth: `motif` laid over a sheet of across x along units, `scale` motifs to the unit."""

    def paint(hit: Hit) -> Array:
        return motif(f32(hit.v * along * scale), f32(hit.u * across * scale))

    return Material(paint, gloss=gloss, rough=0.6, thin=0.12)


def folded(
    material: Material, width: float, depth: float, layers: int, thick: float = 0.15, y: float = 0.0
) -> Mesh:
    """A cloth folded flat over and over, its round folds towards the viewer."""
    out: list[np.ndarray] = []
    half_ = depth / 2
    for i in range(layers):
        level = y + thick * (i + 0.5)
        way = 1 if i % 2 == 0 else -1
        s = np.linspace(-1, 1, 26)
        out.append(np.stack([s * half_ * way, level + 0 * s], -1))
        if i < layers - 1:
            a = np.linspace(-np.pi / 2, np.pi / 2, 12)[1:-1]
            out.append(
                np.stack(
                    [way * (half_ + np.cos(a) * thick * 0.55), level + thick / 2 + np.sin(a) * thick / 2], -1
                )
            )
    line = f32(np.concatenate(out))

    def place(u: Array, v: Array) -> tuple[Array, Array, Array]:
        t = u * (len(line) - 1)
        z = np.interp(t, np.arange(len(line)), line[:, 0])
        h = np.interp(t, np.arange(len(line)), line[:, 1])
        wobble = 0.035 * (noise2(f32(u * 9), f32(v * 3), 4) - 0.5) + 0.03 * np.sin(v * 5 + h * 6)
        sag = 0.05 * np.abs(v - 0.5) ** 2 * h
        return f32((v - 0.5) * width + 0.02 * np.sin(h * 40)), f32(h - sag + wobble * 0.5), f32(z + wobble)

    return sheet(place, material, len(line) * 2, 90)


def rolled(material: Material, radius: float, length: float, turns: float = 3.2) -> Mesh:
    """A roll of cloth lying along x with a loose end."""

    def place(u: Array, v: Array) -> tuple[Array, Array, Array]:
        a = u * turns * 2 * np.pi
        r = radius * (0.35 + 0.65 * u)
        return (
            f32((v - 0.5) * length + 0.03 * np.sin(a)),
            f32(radius + r * np.sin(a - 1.57)),
            f32(r * np.cos(a - 1.57)),
        )

    return sheet(place, material, 220, 80)


def spread_cloth(
    material: Material, width: float, depth: float, folds: float = 0.22, seed: int = 3, ripples: float = 1.4
) -> Mesh:
    """Cloth laid out with soft folds running across it."""

    def place(u: Array, v: Array) -> tuple[Array, Array, Array]:
        wave = noise2(f32(v * ripples * 1.7 + u * 0.8), f32(u * 0.9 + v * 0.3), seed, 2)
        ridge = np.sin((v * ripples + 0.35 * noise2(f32(u * 1.4), f32(v), seed + 1)) * 6.28 + u * 1.6)
        y = 0.05 + folds * (0.5 + 0.5 * ridge) ** 1.6 + folds * 0.8 * wave
        return f32((v - 0.5) * width), f32(y), f32((u - 0.5) * depth + 0.1 * ridge)

    return sheet(place, material, 200, 240)
