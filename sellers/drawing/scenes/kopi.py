"""Kopi Tebet, and the bottles and jars of Dapur Bu Siti."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..geometry import Hit, Material, Mesh, ball, block, corners, curve, lathe, rgb, sheet, tube
from ..kit import (
    Random,
    bits,
    bottle,
    ceramic,
    chilli,
    cloth_napkin,
    disc,
    each,
    half,
    heap,
    jar,
    label,
    leaf,
    leafy,
    low,
    mottled,
    mound,
    pool,
    saucer,
    strewn,
    tumble,
    tumbler,
    vary,
)
from ..noise import Array, f32, mix, noise3, smoothstep
from ..render import Builder, Camera, Ground, Scene
from ..surfaces import linen, marble, plain, stone, wood

BEAN = Material(mottled("#4a2814", "#24120a", 7), gloss=0.8, rough=0.3)


def layered(colours: Sequence[str], stops: Sequence[float], swirl: float = 0.25, seed: int = 3) -> Material:
    """A drink whose layers have begun to mingle; `stops` are heights."""
    table = np.stack([rgb(c) for c in colours])

    def paint(hit: Hit) -> Array:
        stretched = hit.p * f32([2.2, 1.1, 2.2])
        y = hit.p[:, 1] + swirl * (noise3(stretched, seed, 2) - 0.5) * 2
        return f32(np.stack([np.interp(y, stops, table[:, c]) for c in range(3)], axis=-1))

    return Material(paint, gloss=0.25, rough=0.2, glow=0.22)


def iced(
    random: Random, drink: Material, top_colour: str, radius: float = 0.62, height: float = 1.9, ice: int = 6
) -> list[Mesh]:
    """A glass of something cold with ice at the top."""
    inner = corners(
        [(0, 0.1), (radius * 0.92, 0.1), (radius * 1.13, height * 0.86), (0, height * 0.86)], 60, 0.05
    )
    wet = rgb(top_colour)

    def melting(hit: Hit) -> Array:
        share = 0.22 + 0.5 * smoothstep(0.45, 0.75, noise3(hit.p * 4 + hit.copy[:, None], 7))
        return mix(wet, rgb("#f6f3ec"), share[:, None])

    cube = block(Material(melting, gloss=1.8, rough=0.05, glow=0.15), 0.26, 22, 32).scaled(0.2)
    meshes = [lathe(inner, drink, 80)]
    places = f32(
        np.stack(
            [
                0.36 * np.cos(np.arange(ice) * 2.2),
                height * 0.86 - 0.03 + 0.05 * (np.arange(ice) % 2),
                0.36 * np.sin(np.arange(ice) * 2.2),
            ],
            -1,
        )
    )
    meshes.append(cube.copies(places, tumble(random, ice, 30), vary(random, ice)))
    meshes += tumbler(radius, height)
    return meshes


def _beans(random: Random, places: Array, size: float = 0.13) -> Mesh:
    one = ball(BEAN, 16, 22)
    p = one.points.copy()
    dent = np.exp(-((p[..., 2] + 0.12 * np.sin(p[..., 0] * 3)) ** 2) / 0.012) * (p[..., 1] > 0)
    p[..., 1] = np.where(p[..., 1] > 0, p[..., 1] * 0.75, p[..., 1]) - dent * 0.3
    bean = Mesh(p, BEAN).scaled(size, size * 0.62, size * 0.7)
    return bean.copies(places, tumble(random, len(places), 40), vary(random, len(places)))


def _straw(x: float, colour: str, height: float) -> Mesh:
    t = np.linspace(0, 1, 20)[:, None]
    path = f32(np.concatenate([x + 0.34 * t, 0.3 + height * t, 0.1 - 0.2 * t], axis=1))
    return tube(path, 0.055, Material(rgb(colour), gloss=0.4), 14)


def iced_coffee(random: Random, kind: str, ground: Ground, camera: Camera) -> Scene:
    """Iced coffee with milk, pandan, chocolate, or timun suri."""
    drinks = {
        "aren": layered(
            ["#3a1607", "#4a2412", "#8a5a35", "#ead6b8", "#efe0c8", "#a87748", "#6d4022"],
            [0.1, 0.3, 0.48, 0.62, 0.95, 1.25, 1.6],
        ),
        "pandan": layered(
            ["#8fb45c", "#b5cf8a", "#f0ead2", "#e9dcc0", "#8a5f3c", "#5a3218"],
            [0.1, 0.45, 0.7, 1.0, 1.3, 1.6],
        ),
        "cokelat": layered(["#2b140b", "#4a2616", "#6f4128", "#7d4c30"], [0.1, 0.4, 0.9, 1.6], 0.3),
        "suri": layered(["#f2e9c4", "#f7efcf", "#f3dfa0", "#f6ecc8"], [0.1, 0.6, 1.0, 1.6], 0.4),
    }
    tops = {"aren": "#c79a6b", "pandan": "#b98f5f", "cokelat": "#8a5c40", "suri": "#f3e6b8"}
    meshes = iced(random, drinks[kind], tops[kind])
    if kind in ("aren", "pandan"):
        meshes.insert(0, _straw(0.1, "#3c3a36" if kind == "aren" else "#e9e4d8", 2.35))
    if kind == "aren":
        second = [m.moved(-1.75, 0, -1.5) for m in iced(random, drinks[kind], tops[kind])]
        meshes = second + meshes
        meshes.append(_beans(random, strewn(random, 26, 0.6, 0.09) + f32([1.5, 0, 0.7])))
        lump = lathe(
            corners([(0, 0), (0.42, 0), (0.36, 0.28), (0, 0.28)], 30),
            Material(mottled("#8a4f22", "#5f3212", 4), gloss=0.4, bump=0.2),
            60,
        )
        meshes += [lump.moved(1.75, 0, -0.5)]
    if kind == "pandan":
        for i in range(4):
            meshes.append(
                leaf(leafy("#3f7a33", "#6da54f", 0.0), 2.4, 0.26, 0.05, 0.15, 40, 9, 0.6)
                .turned(y=-24 + 14 * i)
                .moved(0.6, 0.1 + 0.05 * i, 0.7 - 0.15 * i)
            )
        meshes.append(saucer("#efe9df", 0.55).moved(-1.6, 0, 0.2))
        meshes.append(
            pool(0.45, 0.24, Material(rgb("#7fae4a"), gloss=1.2, rough=0.08, glow=0.2)).moved(-1.6, 0, 0.2)
        )
    if kind == "cokelat":
        square = block(Material(rgb("#4a2413"), gloss=0.7, rough=0.25), 0.15, 12, 20).scaled(0.26, 0.09, 0.26)
        meshes.append(
            square.copies(
                f32([(1.3, 0.09, 0.3), (1.75, 0.09, 0.0), (1.5, 0.27, 0.12), (-1.4, 0.09, 0.5)]),
                tumble(random, 4, 4),
            )
        )
        meshes.append(
            mound(0.5, 0.24, Material(mottled("#6b3d22", "#4f2a15", 6), bump=0.3), 4).moved(-1.5, 0, -0.5)
        )
    if kind == "suri":
        flesh = Material(mottled("#f7e9b0", "#f0d68a", 4), gloss=0.9, rough=0.2, glow=0.25)
        meshes.insert(0, bits(random, heap(random, 16, 0.5, 0.14, 1.62), flesh, (0.2, 0.09, 0.12)))
        meshes.insert(
            0,
            bits(
                random,
                heap(random, 50, 0.6, 0.1, 1.68),
                Material(rgb("#2b2a2a"), gloss=0.8),
                (0.02, 0.02, 0.02),
            ),
        )
        fruit = ball(Material(mottled("#f0c75a", "#e3a93c", 2), gloss=0.6), 30, 48).scaled(1.25, 0.62, 0.62)
        meshes.append(fruit.turned(y=24).moved(-1.7, 0.62, -1.3))
    return Scene(meshes, ground, rgb("#e4dccf"), camera=camera)


def cup(random: Random, kind: str, ground: Ground, camera: Camera) -> Scene:
    """A cup on a saucer: milk coffee with a leaf drawn in the foam, or black coffee."""
    clay = ceramic("#f3eee5" if kind == "milk" else "#4e6468")
    shape = curve(
        [
            (0, 0.12),
            (0.42, 0.1),
            (0.62, 0.28),
            (0.82, 0.75),
            (0.86, 0.98),
            (0.82, 0.99),
            (0.76, 0.75),
            (0.55, 0.3),
            (0, 0.22),
        ],
        80,
    )
    meshes: list[Mesh] = [lathe(shape, clay, 110)]
    t = np.linspace(-1.25, 1.25, 30)
    handle = tube(
        f32(np.stack([0.74 + 0.42 * np.cos(t), 0.56 + 0.30 * np.sin(t), 0 * t], -1)), 0.075, clay, 14
    )
    meshes += [handle.turned(y=-35), saucer("#f3eee5" if kind == "milk" else "#4e6468", 1.35, 0.24)]
    crema, milk, dark = rgb("#a8693a"), rgb("#f3e2c4"), rgb("#2a150b")

    def art(hit: Hit) -> Array:
        x, z = hit.p[:, 0] * 1.5, hit.p[:, 2] * 1.5 + 0.05
        r = np.hypot(x, z)
        band = np.sin((z * 1.0 + np.abs(x) * 0.75) * 15)
        inside = smoothstep(0.98, 0.9, r) * smoothstep(
            0.0, 0.05, f32(0.85 - r * (1 + 0.35 * (z < 0) * np.abs(x)))
        )
        petal = smoothstep(-0.25, 0.25, f32(band)) * inside * (np.abs(x) < 0.78 * (0.9 - z * 0.55))
        stem = (1 - smoothstep(0.02, 0.05, f32(np.abs(x)))) * (r < 0.85)
        return mix(crema * (0.75 + 0.3 * (1 - r))[:, None], milk, np.maximum(petal * (1 - stem), 0)[:, None])

    def black(hit: Hit) -> Array:
        r = np.hypot(hit.p[:, 0], hit.p[:, 2]) / 0.78
        ring = smoothstep(0.82, 0.98, f32(r)) * (0.5 + 0.8 * noise3(hit.p * 9, 3))
        return mix(dark, rgb("#8a5a30"), np.clip(ring, 0, 1)[:, None])

    meshes.append(pool(0.785, 0.84, Material(art if kind == "milk" else black, gloss=0.7, rough=0.12)))
    meshes.append(_beans(random, strewn(random, 22, 0.8, 0.08) + f32([1.9, 0, 1.0])))
    if kind == "milk":
        meshes.append(cloth_napkin("#d9cfbf", "#6d4a33", -1.9, 1.0, 35, 2.0))
        meshes.append(
            disc(Material(mottled("#dba75c", "#b57c36", 5), gloss=0.2, bump=0.3), 0.42, 0.14, 0.06).copies(
                f32([(-1.8, 0.12, -1.0), (-1.5, 0.26, -0.9)])
            )
        )
    else:
        cube = block(Material(mottled("#a66a35", "#8a5022", 6), gloss=0.3, bump=0.3), 0.3, 14, 20).scaled(
            0.17
        )
        meshes.append(
            cube.copies(
                f32([(-1.7, 0.17, 0.3), (-1.4, 0.17, 0.75), (-1.55, 0.48, 0.5)]), tumble(random, 3, 3)
            )
        )
        meshes.append(_beans(random, strewn(random, 30, 1.0, 0.08) + f32([-1.6, 0, -1.4])))
    return Scene(meshes, ground, camera=camera)


def pouch(
    random: Random, paper: str, card: str, ink: str, ground: Ground, camera: Camera, extra: str = "beans"
) -> Scene:
    """A standing coffee bag with a blank label."""
    body, face, mark = rgb(paper), rgb(card), rgb(ink)

    def paint(hit: Hit) -> Array:
        front = (hit.p[:, 2] > 0)[:, None]
        x, y = hit.p[:, 0], hit.p[:, 1]
        inside = (np.abs(x) < 0.58) & (np.abs(y - 1.15) < 0.52)
        rim = (
            (np.abs(x) < 0.53) & (np.abs(y - 1.15) < 0.47) & ~((np.abs(x) < 0.51) & (np.abs(y - 1.15) < 0.45))
        )
        ring = np.abs(np.hypot(x, y - 1.25) - 0.17) < 0.022
        bar = (np.abs(y - 0.92) < 0.02) & (np.abs(x) < 0.3) | (np.abs(y - 0.84) < 0.012) & (np.abs(x) < 0.2)
        colour = np.where(inside[:, None], face, body)
        colour = np.where((inside & (rim | ring | bar))[:, None], mark, colour)
        seam = (np.abs(y - 2.18) < 0.018)[:, None]
        return f32(np.where(front, colour, body) * np.where(seam, 0.8, 1.0))

    def shell(sign: float) -> Mesh:
        def place(u: Array, v: Array) -> tuple[Array, Array, Array]:
            s = (v - 0.5) * 2
            y = u * 2.5
            belly = (
                (1 - u) ** 0.55
                * (0.5 + 0.5 * smoothstep(0.0, 0.12, u))
                * np.sqrt(np.maximum(1 - s**4, 0))
                * 0.46
            )
            belly = belly * (1 - smoothstep(0.78, 0.9, u)) + 0.012
            crease = 0.02 * np.sin(s * 9 + u * 5) * smoothstep(0.6, 0.85, u) + 0.02 * np.sin(
                u * 11 + s * 3
            ) * np.abs(s)
            return f32(s * (0.95 - 0.03 * np.sin(u * 3))), f32(y), f32(sign * belly + crease)

        return sheet(place, Material(paint, gloss=0.25, rough=0.5), 90, 70)

    meshes: list[Mesh] = [m.turned(y=16) for m in (shell(1), shell(-1))]
    if extra == "beans":
        places = heap(random, 120, 0.85, 0.42, 0.07) + f32([1.55, 0, 0.85])
        stray = strewn(random, 30, 1.3, 0.08) + f32([1.2, 0, 1.2])
        meshes.append(_beans(random, np.concatenate([places, stray]), 0.145))
    elif extra == "bowl":
        meshes += [
            saucer("#d9cdb9", 0.85, 0.5).moved(1.6, 0, 0.6),
            mound(0.78, 0.25, BEAN, 2).moved(1.6, 0.22, 0.6),
            _beans(random, heap(random, 90, 0.62, 0.26, 0.36) + f32([1.6, 0, 0.6]), 0.13),
        ]
    else:
        powder = Material(mottled("#4f2c18", "#38200f", 9), bump=0.35, bump_scale=20)
        meshes += [mound(0.95, 0.5, powder, 3, 0.05).moved(1.6, 0, 0.5)]
        spoon = (
            ball(Material(mottled("#c79a62", "#a97a42", 3), gloss=0.3), 20, 30)
            .scaled(0.34, 0.1, 0.26)
            .turned(y=20)
            .moved(1.15, 0.34, 1.0)
        )
        stick = tube(f32([(1.3, 0.36, 0.96), (1.9, 0.42, 1.35), (2.6, 0.3, 1.7)]), 0.06, spoon.material, 12)
        meshes += [spoon, stick, _beans(random, strewn(random, 16, 0.6, 0.08) + f32([-1.6, 0, 0.9]))]
    return Scene(meshes, ground, rgb("#ded3c4"), camera=camera)


def bottled(random: Random, kind: str, ground: Ground, camera: Camera) -> Scene:
    """Bottles: cold brew, a litre of milk coffee, bir pletok, and jars of sambal or fried shallots."""
    meshes: list[Mesh] = []
    if kind == "coldbrew":
        brew = Material(
            lambda h: mix(rgb("#1c0c06"), rgb("#4a2010"), smoothstep(0.2, 1.9, h.p[:, 1])[:, None]),
            gloss=0.5,
            rough=0.1,
            glow=0.1,
        )
        one = [
            *bottle(0.52, 2.2, brew, "#23201e", 0.96, 0.42),
            label(0.532, 0.5, 0.7, "#f1eadc", "#5a3a22", 80),
        ]
        meshes += one + [m.turned(y=-30).moved(-1.35, 0, -1.0) for m in one]
        meshes.append(_beans(random, strewn(random, 34, 0.8, 0.08) + f32([1.3, 0, 0.5])))
    elif kind == "liter":
        milk = layered(["#6b3a1c", "#b88a5c", "#c79a6c", "#cfa478"], [0.1, 0.35, 0.8, 2.2], 0.2)
        meshes += [
            *bottle(0.72, 2.7, milk, "#e9e2d4", 0.96, 0.46, shoulder=0.6),
            label(0.735, 0.5, 0.75, "#5a3a22", "#f1e6d2", 82),
        ]
        meshes += [m.moved(1.75, 0, 0.15).scaled(1) for m in iced(random, milk, "#c9a377", 0.5, 1.4, 5)]
    elif kind == "pletok":
        red = Material(
            lambda h: mix(rgb("#8a1a10"), rgb("#c8402a"), smoothstep(0.1, 2.0, h.p[:, 1])[:, None]),
            gloss=0.6,
            rough=0.1,
            glow=0.3,
        )
        one = [
            *bottle(0.5, 2.5, red, "#b98d52", 0.96, 0.36),
            label(0.513, 0.55, 0.62, "#f4ecd8", "#8a1c1c", 82),
        ]
        meshes += one + [m.turned(y=40).moved(-1.35, 0, -0.9) for m in one]
        root = Material(mottled("#d9b782", "#b48a52", 4), gloss=0.15, bump=0.25)
        knob = ball(root, 24, 30).rough(0.16, 1.4)
        for x, z, s in ((1.2, 0.35, 0.34), (1.6, 0.2, 0.27), (1.4, 0.65, 0.24)):
            meshes.append(knob.scaled(s * 1.3, s * 0.75, s).moved(x, s * 0.7, z))
        stalk = Material(
            lambda h: mix(rgb("#e6dfb5"), rgb("#8fae5a"), smoothstep(0.3, 0.9, h.u)[:, None]), gloss=0.4
        )
        for i in range(3):
            meshes.append(
                tube(f32([(0, 0, 0), (0.8, 0.02, 0), (1.9, 0, 0.1)]), f32([0.1, 0.08, 0.05]), stalk, 12)
                .turned(y=-14 + 9 * i)
                .moved(0.7, 0.1 + 0.04 * i, 1.0 + 0.16 * i)
            )
    else:
        filling = {
            "sambal": Material(mottled("#c0280c", "#84140a", 7), gloss=0.9, rough=0.25, bump=0.35, glow=0.08),
            "shallot": Material(each(["#b06a24", "#8d4a15", "#c98a3c"], 6), gloss=0.6, rough=0.35),
        }[kind]
        radius, height = (0.66, 1.35) if kind == "sambal" else (0.85, 1.6)
        if kind == "sambal":
            oil = lathe(
                corners(
                    [
                        (0, height * 0.72),
                        (radius * 0.94, height * 0.72),
                        (radius * 0.94, height * 0.82),
                        (0, height * 0.82),
                    ],
                    20,
                ),
                Material(rgb("#d8571c"), gloss=1, rough=0.1, glow=0.3),
                60,
            )
            inside = [
                lathe(
                    corners(
                        [
                            (0, 0.06),
                            (radius * 0.94, 0.06),
                            (radius * 0.94, height * 0.74),
                            (0, height * 0.74),
                        ],
                        40,
                    ),
                    filling,
                    70,
                ),
                oil,
            ]
        else:
            t = np.linspace(0, 1, 14)
            ring = tube(
                f32(np.stack([0.12 * np.cos(t * 4.4), 0.04 * np.sin(t * 7), 0.12 * np.sin(t * 4.4)], -1)),
                0.026,
                filling,
                6,
            )
            a = random.uniform(0, 6.283, 620)
            r = radius * 0.88 * np.sqrt(random.uniform(0.5, 1, 620))
            places = f32(
                np.stack([r * np.cos(a), random.uniform(0.12, height * 0.86, 620), r * np.sin(a)], -1)
            )
            core = lathe(
                corners(
                    [(0, 0.06), (radius * 0.8, 0.06), (radius * 0.8, height * 0.84), (0, height * 0.84)], 30
                ),
                Material(rgb("#7a3f12")),
                50,
            )
            inside = [core, ring.copies(places, tumble(random, 620, 60))]
            loose = strewn(random, 90, 0.6, 0.06, 0.22) + f32([1.75, 0.16, 0.55])
            meshes += [
                saucer("#e9e2d5", 0.72, 0.34).moved(1.75, 0, 0.55),
                ring.copies(loose, tumble(random, 90, 40)),
            ]
            bulb = lathe(
                curve(
                    [(0, 0), (0.16, 0.03), (0.34, 0.26), (0.28, 0.52), (0.08, 0.72), (0.03, 0.9), (0, 0.92)],
                    40,
                ),
                Material(mottled("#b0566a", "#8a3350", 3), gloss=0.6, rough=0.3),
                40,
            )
            meshes += [
                bulb.turned(z=64, y=30).moved(-1.3, 0.28, 0.75),
                bulb.turned(z=70, y=140).moved(-1.8, 0.28, 0.35),
            ]
        one = [
            *inside,
            *jar(radius, height, "#c9a26b" if kind == "shallot" else "#2b2a28"),
            label(radius + 0.012, 0.28, height * 0.44, "#f5eedd", "#8a1c1c", 82),
        ]
        meshes += one
        if kind == "sambal":
            meshes += [m.turned(y=-20).moved(-1.5, 0, -0.9) for m in one]
            for i in range(6):
                meshes += [
                    m.turned(y=random.uniform(0, 360)).moved(
                        1.35 + 0.3 * (i % 3), 0.1 + 0.06 * (i // 3), 0.1 + 0.3 * (i // 2)
                    )
                    for m in chilli("#b5180f" if i % 3 else "#c8400f", 0.75, 0.1)
                ]
    return Scene(meshes, ground, rgb("#e2d9cb"), camera=camera)


def drinks_of_siti() -> dict[str, Builder]:
    """The bottles, jars and glasses of Dapur Bu Siti."""
    return {
        "sambal-terasi-1": lambda r: bottled(r, "sambal", wood("#d9bb90", "#bd9566"), low(7.2, 6, 0.65)),
        "sambal-terasi-2": lambda r: bottled(
            r, "sambal", linen("#dcd4c6"), Camera((0.3, 0.6, 0.2), 5.6, 30, -24, blur=0.9, focus=0.5)
        ),
        "bawang-goreng-1": lambda r: bottled(r, "shallot", plain("#d3c6b2"), low(7.4, -6, 0.75, 0.2, 22)),
        "bir-pletok-1": lambda r: bottled(r, "pletok", wood("#a87c50", "#86603a"), low(8.4, 4, 1.1)),
        "es-timun-suri-1": lambda r: iced_coffee(r, "suri", linen("#dfe6df"), low(7.2, 0, 0.95, -0.3, 24)),
    }


def scenes() -> dict[str, Builder]:
    """Photo name -> how to build its scene."""
    return {
        "es-kopi-susu-aren-1": lambda r: iced_coffee(
            r, "aren", wood("#c9a173", "#a97f52"), low(7.6, 0, 1.05, 0.0, 18)
        ),
        "es-kopi-susu-aren-2": lambda r: iced_coffee(
            r, "aren", plain("#cdbfae"), Camera((0.1, 1.2, 0), 5.4, 34, -18, blur=0.9, focus=0.4)
        ),
        "es-kopi-pandan-1": lambda r: iced_coffee(r, "pandan", linen("#e2e4d6"), low(7.2, 6, 1.0, 0.2, 20)),
        "es-cokelat-1": lambda r: iced_coffee(r, "cokelat", marble(), low(7.0, -4, 0.95, 0.1, 22)),
        "kopi-susu-panas-1": lambda r: cup(
            r,
            "milk",
            wood("#b98d60", "#96704a", angle=15),
            Camera((0, 0.4, 0), 6.6, 52, 10, blur=0.5, focus=0.3),
        ),
        "kopi-tubruk-1": lambda r: cup(r, "black", linen("#cfc8bb"), half(7.0, -20, 0.35)),
        "cold-brew-1": lambda r: bottled(r, "coldbrew", marble(7), low(7.4, -4, 1.0)),
        "kopi-literan-1": lambda r: bottled(r, "liter", plain("#d8c6ae"), low(8.2, 5, 1.2, 0.5)),
        "biji-gayo-1": lambda r: pouch(
            r, "#c9a06c", "#f6efe0", "#5a3a22", wood("#e0c49c", "#c4a074"), low(8.2, 0, 1.05, 0.5)
        ),
        "biji-gayo-2": lambda r: pouch(
            r,
            "#c9a06c",
            "#f6efe0",
            "#5a3a22",
            wood("#6b4a33", "#4d3424"),
            Camera((1.2, 0.35, 0.8), 5.2, 34, 24, blur=0.9),
        ),
        "biji-toraja-1": lambda r: pouch(
            r, "#33302d", "#c9a06c", "#2a2522", plain("#c9bba8"), low(8.0, 4, 1.05, 0.5), "bowl"
        ),
        "bubuk-robusta-1": lambda r: pouch(
            r, "#efe8da", "#7d2f22", "#f4e8d2", stone("#9c968c"), low(8.0, -6, 1.0, 0.5, 22), "powder"
        ),
    }
