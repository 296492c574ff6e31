"""Batik Ayu: cloths, shawls, a shirt and a cushion."""

from __future__ import annotations

import numpy as np

from ..geometry import Material, Mesh, corners, curve, rgb, sheet, tube
from ..kit import half, low, merge, top
from ..noise import Array, f32, noise2, smoothstep
from ..patterns import Motif, kawung, mega_mendung, parang, solid, truntum
from ..props import disc
from ..scene import Builder, Camera, Ground, Scene
from ..surfaces import linen, plain, stone, wood
from .cloth import cotton, folded, rolled, spread_cloth

KAWUNG = kawung("#5b2f14", "#efe0bf", "#7d4a22")
PARANG = parang("#4a2410", "#eadbb8", "#8a5427")
MEGA = mega_mendung(("#dcebf2", "#a9cfe2", "#6ea8cf", "#3f7fb5", "#265c99", "#173f78", "#0f2a57"), "#1d4b8a")
MEGA_RED = mega_mendung(("#f3dcd3", "#dfa9a0", "#c07572", "#98444c", "#74262f", "#54141d"), "#8a1f2d")
TRUNTUM = truntum("#14233f", "#e9dfc4", "#c79a4c")
GREEN_KAWUNG = kawung("#2f5a45", "#dfe6c8", "#5d8a68")


def folded_stack(
    motif: Motif, scale: float, ground: Ground, camera: Camera, tie: str, extra: Motif | None = None
) -> Scene:
    """A folded length of batik tied with a ribbon, on a second, opened corner of the same cloth."""
    cloth = cotton(motif, scale, across=14.0, along=2.9)
    meshes = [folded(cloth, 2.9, 1.9, 7, 0.13).turned(y=8)]
    ribbon = Material(rgb(tie), gloss=0.2, thin=0.1)
    ring = corners([(-1.02, -0.01), (1.10, -0.01), (1.10, 0.97), (-1.02, 0.97), (-1.02, -0.01)], 60, 0.1)

    def band(u: Array, v: Array) -> tuple[Array, Array, Array]:
        t = u * (len(ring) - 1)
        return (
            f32((v - 0.5) * 0.2 + 0.1),
            f32(np.interp(t, np.arange(len(ring)), ring[:, 1])),
            f32(np.interp(t, np.arange(len(ring)), ring[:, 0])),
        )

    meshes.append(sheet(band, ribbon, 120, 6).turned(y=8))
    second = cotton(extra or motif, scale, across=4.2, along=6.5)
    meshes.append(spread_cloth(second, 6.5, 4.2, 0.16, 5).moved(0.6, 0, -3.2))
    return Scene(meshes, ground, rgb("#e7dfd3"), camera=camera)


def spread_scene(
    motif: Motif, scale: float, ground: Ground, camera: Camera, seed: int = 3, gloss: float = 0.15
) -> Scene:
    """A cloth opened over the table, its folds showing the motif."""
    cloth = cotton(motif, scale, gloss, across=4.6, along=6.4)
    return Scene([spread_cloth(cloth, 6.4, 4.6, 0.3, seed).turned(y=-9)], ground, camera=camera)


def rolls(motifs: list[tuple[Motif, float]], ground: Ground, camera: Camera) -> Scene:
    """Rolled cloths side by side."""
    meshes = []
    for i, (motif, scale) in enumerate(motifs):
        cloth = cotton(motif, scale, across=5.4, along=2.7)
        meshes.append(rolled(cloth, 0.42, 2.7).turned(y=70 - 6 * i).moved(-1.2 + 1.15 * i, 0, 0.1 * i))
    return Scene(meshes, ground, camera=camera)


def shawl(motif: Motif, scale: float, ground: Ground, camera: Camera, fringe: str) -> Scene:
    """A shawl in a loose S with tassels at its end."""
    cloth = cotton(motif, scale, 0.2, across=5.0, along=1.9)

    def place(u: Array, v: Array) -> tuple[Array, Array, Array]:
        bend = 0.85 * np.sin(u * 4.2 + 0.4)
        pleat = 0.17 * np.sin(v * 15 + 1.5 * np.sin(u * 3)) + 0.07 * np.sin(v * 33 + u * 6)
        y = 0.24 + pleat + 0.12 * noise2(f32(u * 4), f32(v * 3), 5)
        return f32((v - 0.5) * 1.9 + bend), f32(np.maximum(y, 0.03)), f32((u - 0.5) * 4.3)

    meshes = [sheet(place, cloth, 220, 160)]
    strands = []
    for i in range(30):
        v = (i + 0.5) / 30
        x, y, z = (float(a) for a in place(f32(1.0), f32(v)))
        t = np.linspace(0, 1, 10)
        strands.append(
            tube(
                f32(np.stack([x + 0.07 * np.sin(t * 3 + i), y * (1 - t) ** 1.5 + 0.03, z + 0.5 * t], -1)),
                0.022,
                Material(rgb(fringe), gloss=0.1),
                6,
            )
        )
    meshes.append(merge(strands))
    return Scene([m.turned(y=62) for m in meshes], ground, camera=camera)


def shirt(motif: Motif, scale: float, ground: Ground, camera: Camera, button: str) -> Scene:
    """A folded shirt: body, placket with buttons, and collar."""

    def body(u: Array, v: Array) -> tuple[Array, Array, Array]:
        x, z = (v - 0.5) * 2.5, (u - 0.42) * 3.3
        edge = smoothstep(0, 0.05, v) * smoothstep(0, 0.05, f32(1 - v)) * smoothstep(0, 0.03, f32(1 - u))
        y = 0.02 + (0.30 + 0.03 * noise2(f32(u * 3), f32(v * 2.5), 3)) * edge**0.5
        return f32(x), f32(y), f32(z)

    cloth = cotton(motif, scale, across=3.3, along=2.5)
    meshes: list[Mesh] = [sheet(body, cloth, 150, 120)]
    fold = cotton(motif, scale, across=3.1, along=0.34)

    def placket(u: Array, v: Array) -> tuple[Array, Array, Array]:
        x, z = (v - 0.5) * 0.3, (u - 0.405) * 3.1
        return f32(x), f32(0.345 + 0.025 * (1 - (2 * v - 1) ** 4)), f32(z)

    meshes.append(sheet(placket, fold, 110, 16))
    one = disc(Material(rgb(button), gloss=1.0, rough=0.15), 0.07, 0.035, 0.015)
    meshes.append(one.copies(f32([(0, 0.37, -0.85 + 0.62 * i) for i in range(4)])))
    within = f32(
        [
            (0.02, 0.60, -1.60),
            (0.33, 0.58, -1.50),
            (0.42, 0.52, -1.30),
            (0.28, 0.46, -1.10),
            (0.04, 0.43, -0.98),
        ]
    )
    without = f32(
        [
            (0.02, 0.46, -1.76),
            (0.50, 0.43, -1.68),
            (0.74, 0.40, -1.42),
            (0.74, 0.39, -1.02),
            (0.50, 0.385, -0.66),
        ]
    )
    for side in (-1, 1):
        part = cotton(motif, scale, across=1.6, along=0.5)

        def collar(u: Array, v: Array, side: int = side) -> tuple[Array, Array, Array]:
            a, b = curve(within, len(u))[:, None, :], curve(without, len(u))[:, None, :]
            at = a + (b - a) * v[..., None]
            bulge = 0.05 * np.sin(v * np.pi)
            return f32(at[..., 0] * side), f32(at[..., 1] + bulge), f32(at[..., 2])

        meshes.append(sheet(collar, part, 60, 30))
    inner = Material(rgb("#e9dfcc"))
    meshes.append(disc(inner, 0.42, 0.02).scaled(1, 1, 0.8).moved(0, 0.36, -1.3))
    return Scene([m.turned(y=-14) for m in meshes], ground, camera=camera)


def cushion(motif: Motif, scale: float, ground: Ground, camera: Camera) -> Scene:
    """A plump cushion and a second one behind it."""

    def make(m: Motif) -> list[Mesh]:
        sides = []
        for sign in (1, -1):

            def place(u: Array, v: Array, sign: int = sign) -> tuple[Array, Array, Array]:
                s, t = (u - 0.5) * 2, (v - 0.5) * 2
                puff = np.maximum((1 - s**4) * (1 - t**4), 0) ** 0.55 * 0.52
                pinch = 1 - 0.10 * (1 - t**2) * s**2 - 0.0 * t
                pinch2 = 1 - 0.10 * (1 - s**2) * t**2
                crease = 0.02 * noise2(f32(u * 5), f32(v * 5), 7) * (1 - puff)
                return f32(t * 1.5 * pinch2), f32(s * 1.5 * pinch), f32(sign * puff + crease)

            sides.append(sheet(place, cotton(m, scale, across=3, along=3), 90, 90))
        return sides

    front = [p.turned(x=-24).moved(0.35, 1.32, 0.2) for p in make(motif)]
    back = [p.turned(x=-14, y=14).moved(-0.95, 1.42, -1.2) for p in make(solid("#b98a52"))]
    return Scene(front + back, ground, rgb("#e3dacb"), camera=camera)


def scenes() -> dict[str, Builder]:
    """Photo name -> how to build its scene."""
    return {
        "kain-kawung-1": lambda _: folded_stack(
            KAWUNG, 2.2, wood("#dcc09a", "#c09c70"), half(7.8, 14, 0.45), "#e9dcc0"
        ),
        "kain-kawung-2": lambda _: spread_scene(KAWUNG, 1.05, plain("#d8cdbd"), top(5.2, 12)),
        "kain-parang-1": lambda _: spread_scene(PARANG, 0.95, linen("#ddd5c8"), half(6.4, -16, 0.1), 6),
        "kain-parang-2": lambda _: folded_stack(
            PARANG, 2.0, stone("#a8a29a"), half(7.4, -24, 0.45), "#7d3b20"
        ),
        "kain-mega-mendung-1": lambda _: spread_scene(MEGA, 1.15, plain("#e4ddd0"), half(6.6, 8, 0.1), 9),
        "kain-mega-mendung-2": lambda _: folded_stack(
            MEGA, 1.3, wood("#c9a87c", "#a98559"), half(7.6, 20, 0.45), "#efe6d4", MEGA
        ),
        "kain-truntum-1": lambda _: folded_stack(
            TRUNTUM, 2.4, linen("#d9d2c5"), half(7.4, -8, 0.45), "#c79a4c"
        ),
        "selendang-kawung-1": lambda _: shawl(
            GREEN_KAWUNG, 2.2, wood("#e3c9a4", "#c9a77b", angle=12), half(7.4, 0, 0.1), "#dfe6c8"
        ),
        "kemeja-parang-1": lambda _: shirt(
            PARANG, 2.0, linen("#cfd2cc"), Camera((0, 0.1, 0.1), 9.6, 64, 0, blur=0.3), "#2f1a0e"
        ),
        "sarung-bantal-1": lambda _: cushion(TRUNTUM, 1.9, wood("#c8a478", "#a88257"), low(9.0, 8, 1.35)),
        "syal-mega-mendung-1": lambda _: rolls(
            [(MEGA_RED, 1.4), (MEGA_RED, 1.2), (MEGA_RED, 1.4)], plain("#dccfbd"), half(7.0, -12, 0.3)
        ),
    }
