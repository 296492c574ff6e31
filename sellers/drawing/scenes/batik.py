"""Batik Ayu and Jahit Bu Narti: cloth folded, rolled, draped and sewn."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, corners, curve, lathe, rgb, sheet, tube
from ..kit import disc, each, half, low, merge, mottled, top
from ..noise import Array, f32, noise2, smoothstep
from ..patterns import Motif, kawung, mega_mendung, parang, plaid, solid, truntum
from ..render import Builder, Camera, Ground, Scene
from ..surfaces import linen, plain, stone, wood

KAWUNG = kawung("#5b2f14", "#efe0bf", "#7d4a22")
PARANG = parang("#4a2410", "#eadbb8", "#8a5427")
MEGA = mega_mendung(("#dcebf2", "#a9cfe2", "#6ea8cf", "#3f7fb5", "#265c99", "#173f78", "#0f2a57"), "#1d4b8a")
MEGA_RED = mega_mendung(("#f3dcd3", "#dfa9a0", "#c07572", "#98444c", "#74262f", "#54141d"), "#8a1f2d")
TRUNTUM = truntum("#14233f", "#e9dfc4", "#c79a4c")
GREEN_KAWUNG = kawung("#2f5a45", "#dfe6c8", "#5d8a68")


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


def scenes() -> dict[str, Builder]:
    """Photo name -> how to build its scene."""
    return {
        "kain-kawung-1": lambda _: folded_stack(
            KAWUNG, 2.2, wood("#dcc09a", "#c09c70"), half(7.8, 14, 0.45), "#e9dcc0"
        ),
        "kain-kawung-2": lambda _: spread_scene(KAWUNG, 1.9, plain("#d8cdbd"), top(5.2, 12)),
        "kain-parang-1": lambda _: spread_scene(PARANG, 1.6, linen("#ddd5c8"), half(6.4, -16, 0.1), 6),
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


def sewing_scenes() -> dict[str, Builder]:
    """The same for Jahit Bu Narti."""
    return {
        "permak-celana-1": lambda _: mending(wood("#e0c6a0", "#c6a478", angle=5)),
        "jahit-kemeja-1": lambda _: shirts(plain("#d7cbb9"), half(7.6, -16, 0.6)),
    }
