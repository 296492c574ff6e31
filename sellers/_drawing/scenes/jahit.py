"""Jahit Bu Narti: mending and shirts."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, corners, lathe, rgb, sheet
from ..kit import each, half, mottled
from ..noise import Array, f32, smoothstep
from ..patterns import plaid, solid
from ..props import disc
from ..scene import Builder, Camera, Ground, Scene
from ..surfaces import plain, wood
from .cloth import cotton, folded


def _spool(colour: str) -> list[Mesh]:
    base = rgb(colour)

    def paint(hit: Hit) -> Array:
        return f32(base * (0.82 + 0.22 * np.sin(hit.p[:, 1] * 120 + hit.v * 6))[:, None])

    pale = Material(mottled("#dcbb88", "#c49c64", 5), gloss=0.3)
    core = lathe(
        corners(
            [
                (0, 0),
                (0.34, 0),
                (0.34, 0.1),
                (0.18, 0.14),
                (0.18, 0.86),
                (0.34, 0.9),
                (0.34, 1.0),
                (0.07, 1.0),
                (0.07, 0.9),
                (0, 0.9),
            ],
            60,
            0.03,
        ),
        pale,
        60,
    )
    thread = lathe(
        corners([(0.15, 0.15), (0.29, 0.18), (0.3, 0.5), (0.29, 0.82), (0.15, 0.85)], 60, 0.05),
        Material(paint, gloss=0.4, rough=0.4),
        60,
        closed=False,
    )
    return [core, thread]


def mending(ground: Ground) -> Scene:
    """Trousers with a pinned hem, thread, chalk and buttons."""
    navy = solid("#2f3f58")

    def twill(x: Array, y: Array) -> Array:
        rib = np.sin((x + y) * 60) * 0.04
        stitch = (np.abs(y - 0.55) < 0.02) & ((x * 5.5) % 1 < 0.62) | (np.abs(y - 0.68) < 0.02) & (
            (x * 5.5) % 1 < 0.62
        )
        return f32(np.where(stitch[:, None], rgb("#d89a3c"), navy(x, y) * (1 + rib)[:, None]))

    cloth = cotton(twill, 1.0, across=7.0, along=3.0)
    meshes = [folded(cloth, 3.0, 2.2, 3, 0.17).turned(y=-16).moved(-0.5, 0, -0.5)]
    for x, z, colour, tip in (
        (1.75, -0.9, "#b5452f", 0),
        (2.1, 0.1, "#e3b04b", 0),
        (1.25, 1.15, "#2f5d73", 90),
    ):
        part = _spool(colour)
        meshes += [
            (m.turned(z=tip, y=35).moved(0, 0.34, 0) if tip else m).scaled(0.95).moved(x, 0, z) for m in part
        ]
    plain_button = each(["#e9dfcc", "#c9a26b", "#5c6f73", "#a8412f"], 4)

    def hole(hit: Hit) -> Array:
        drilled = (hit.u > 0.80) & (hit.u < 0.90) & (np.cos(hit.v * 8 * np.pi) > 0.1)
        return f32(plain_button(hit) * np.where(drilled, 0.12, 1.0)[:, None])

    button = lathe(
        corners(
            [(0, 0), (0.2, 0), (0.22, 0.05), (0.2, 0.08), (0.15, 0.06), (0.05, 0.055), (0, 0.055)], 30, 0.02
        ),
        Material(hole, gloss=0.9, rough=0.2),
        40,
    )
    spots = f32(
        [
            (-1.9, 0.0, 1.1),
            (-1.45, 0, 1.35),
            (-1.65, 0.08, 1.2),
            (-0.9, 0, 1.55),
            (0.2, 0, 1.5),
            (-2.2, 0, 0.6),
        ]
    )
    meshes.append(
        button.copies(spots, f32([[0, 0, 0], [0, 0, 0], [8, 0, 12], [0, 0, 0], [0, 0, 0], [0, 0, 0]]))
    )
    tape = rgb("#f0d35c")

    def marks(hit: Hit) -> Array:
        tick = ((hit.u * 70) % 1 < 0.12) & (hit.v > 0.55) | ((hit.u * 7) % 1 < 0.02)
        return np.where(tick[:, None], rgb("#4a3b2a"), tape)

    def ribbon(u: Array, v: Array) -> tuple[Array, Array, Array]:
        a = u * 7.0
        return (
            f32(-1.6 + 3.8 * u + 0.25 * np.sin(a)),
            f32(0.62 - 0.58 * smoothstep(0.38, 0.66, u) + 0.1 * np.sin(a * 1.5) ** 2),
            f32(0.1 + 0.7 * np.sin(u * 4.6) + (v - 0.5) * 0.26),
        )

    meshes.append(sheet(ribbon, Material(marks, gloss=0.3, thin=0.1), 160, 10))
    return Scene(meshes, ground, camera=half(8.0, 6, 0.25))


def shirts(ground: Ground, camera: Camera) -> Scene:
    """Three folded shirts in a pile, with thread beside them."""
    meshes: list[Mesh] = []
    for i, motif in enumerate((solid("#e8e2d6"), plaid("#dfe6ea", "#7fa0b8", "#3d5f7d"), solid("#6f8f86"))):
        cloth = cotton(motif, 2.0 if i == 1 else 1.0, across=6.0, along=2.7)
        meshes.append(folded(cloth, 2.7, 2.1, 3, 0.15).turned(y=6 - 7 * i).moved(0, 0.46 * i, 0))
    for x, z, colour in ((1.95, 0.5, "#3d5f7d"), (2.35, -0.25, "#e8e2d6"), (1.75, -0.7, "#6f8f86")):
        meshes += [m.scaled(0.9).moved(x, 0, z) for m in _spool(colour)]
    button = disc(Material(rgb("#efe7d8"), gloss=1.0, rough=0.15), 0.1, 0.04, 0.015)
    meshes.append(button.copies(f32([(1.3, 0, 1.3), (1.6, 0, 1.2), (1.45, 0.04, 1.4), (0.9, 0, 1.5)])))
    return Scene(meshes, ground, rgb("#e6ded2"), camera=camera)


def sewing_scenes() -> dict[str, Builder]:
    """The same for Jahit Bu Narti."""
    return {
        "permak-celana-1": lambda _: mending(wood("#e0c6a0", "#c6a478", angle=5)),
        "jahit-kemeja-1": lambda _: shirts(plain("#d7cbb9"), half(7.6, -16, 0.6)),
    }
