"""Whole meals: rice with its sides, satay, noodles, a lunch box."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, ball, block, curve, lathe, rgb, tube
from ..kit import (
    Random,
    baked,
    bits,
    each,
    half,
    heap,
    lumps,
    mottled,
    strewn,
    top,
    tumble,
)
from ..noise import Array, f32, mix, smoothstep
from ..props import banana_leaf, chilli, disc, leaf, leafy, mound, plate, pool, saucer
from ..scene import Camera, Ground, Scene
from .dapur_parts import (
    GREEN_SAUCE,
    GREENS,
    PEANUT,
    RED_SAUCE,
    RENDANG,
    cone,
    cucumber,
    egg_half,
    rice,
    shallots,
    strands,
)


def rice_plate(random: Random, kind: str, ground: Ground, camera: Camera) -> Scene:
    """Rice with its sides: `rendang`, `uduk`."""
    meshes: list[Mesh] = (
        [banana_leaf(5.0, 3.4).turned(y=14), plate("#f4f0e8", 1.95)]
        if kind == "uduk"
        else [plate("#4f6a70", 1.95)]
    )
    y = 0.14
    meshes += [m.moved(-0.35, y, -0.35) for m in rice(random, 0.85, 0.62)]
    if kind == "rendang":
        meshes += [
            m.moved(0.72, y + 0.16, 0.35)
            for m in lumps(
                random,
                f32([(-0.3, 0, 0.1), (0.22, 0.02, -0.12), (0.1, 0.05, 0.42), (0.05, 0.32, 0.1)]),
                RENDANG,
                (0.36, 0.2, 0.28),
            )
        ]
        meshes.append(pool(0.62, 0.05, RENDANG, 0.03).rough(0.05, 3).moved(0.7, y - 0.02, 0.4))
        meshes += [
            m.moved(-0.95, 0, 0.55)
            for m in lumps(
                random, heap(random, 22, 0.45, 0.2, y + 0.05), GREENS, (0.22, 0.035, 0.11), 0.8, 0.06
            )
        ]
        meshes += [
            m.moved(0.1, 0, 1.05)
            for m in lumps(
                random, heap(random, 14, 0.3, 0.12, y + 0.05), GREEN_SAUCE, (0.12, 0.06, 0.09), 0.8, 0.05
            )
        ]
    else:
        meshes.append(shallots(random, 70, 0.5, 0.30, 0.45).moved(-0.35, y + 0.06, -0.35))
        strip = block(Material(mottled("#f3c64f", "#dd9c2c", 4), gloss=0.5), 0.3, 8, 14).scaled(
            0.34, 0.02, 0.05
        )
        meshes.append(
            strip.copies(heap(random, 26, 0.4, 0.2, y + 0.04) + f32([0.75, 0, -0.62]), tumble(random, 26, 14))
        )
        meshes.append(
            bits(
                random,
                heap(random, 60, 0.42, 0.24, y + 0.04) + f32([0.95, 0, 0.25]),
                Material(each(["#8d5322", "#a96a2d", "#6d3c16"], 5), gloss=1.0, rough=0.3),
                (0.16, 0.035, 0.04),
                15,
            )
        )
        vermicelli = strands(
            random, 34, 0.45, 0.22, Material(rgb("#e9dcc0"), gloss=0.7, rough=0.3, glow=0.15), 0.018
        )
        meshes.append(vermicelli.moved(0.2, y + 0.02, 0.9))
        meshes += [
            m.moved(-0.75, 0, 0.78)
            for m in lumps(
                random, heap(random, 12, 0.28, 0.12, y + 0.05), RED_SAUCE, (0.12, 0.06, 0.09), 0.8, 0.05
            )
        ]
        meshes.append(cucumber(3, -1.45, 0.35, y + 0.06, 0.2))
    return Scene(meshes, ground, camera=camera)


def tumpeng(random: Random, camera: Camera, ground: Ground) -> Scene:
    """A small cone of yellow rice with sides around it on a leaf-lined bamboo tray."""
    weave_a, weave_b = rgb("#d9b779"), rgb("#b98f50")

    def paint(hit: Hit) -> Array:
        t = np.sin(hit.p[:, 0] * 22) * np.sin(hit.p[:, 2] * 22)
        return mix(weave_a, weave_b, smoothstep(-0.3, 0.3, f32(t))[:, None])

    tray = lathe(
        curve(
            [
                (0, 0.02),
                (1.9, 0.02),
                (2.2, 0.08),
                (2.28, 0.34),
                (2.2, 0.36),
                (2.08, 0.12),
                (1.8, 0.08),
                (0, 0.08),
            ],
            60,
        ),
        Material(paint, gloss=0.3),
        120,
    )
    leaf_round = disc(Material(mottled("#4d8a3c", "#356b2a", 2.0), gloss=0.5, rough=0.4), 2.0, 0.05).moved(
        y=0.08
    )
    meshes: list[Mesh] = [tray, leaf_round]
    meshes += [m.moved(y=0.13) for m in cone(random, 0.82, 1.75, "#f6cf4c", "#e8ad2a")]
    tip = leaf(leafy("#3f7d33", "#6aa84f", 4), 0.55, 0.3, 0.5, 0.1, 16, 9)
    meshes.append(tip.copies(f32([[0, 1.84, 0]] * 3), f32([[0, 0, 0], [0, 120, 0], [0, 240, 0]])))
    y = 0.16

    def around(angle: float, r: float = 1.38) -> tuple[float, float]:
        return r * float(np.cos(np.radians(angle))), r * float(np.sin(np.radians(angle)))

    x, z = around(100)
    meshes += [
        m.moved(x, 0, z)
        for m in lumps(random, heap(random, 12, 0.42, 0.2, y + 0.06), RENDANG, (0.19, 0.12, 0.15))
    ]
    x, z = around(40)
    for i in range(2):
        meshes += [
            m.turned(y=40 + 50 * i).moved(x - 0.25 + 0.5 * i, y, z + 0.12 - 0.3 * i) for m in egg_half()
        ]
    x, z = around(-20)
    meshes.append(
        bits(
            random,
            heap(random, 90, 0.45, 0.3, y) + f32([x, 0, z]),
            Material(each(["#d98a2e", "#b8441a", "#e5a84a"], 5), gloss=0.8),
            (0.15, 0.03, 0.03),
            30,
        )
    )
    x, z = around(160)
    meshes.append(
        disc(Material(baked("#d99b48", "#8d5322", 0.35), gloss=0.5, bump=0.3), 0.33, 0.24, 0.1)
        .rough(0.03, 4)
        .copies(f32([(x - 0.25, y, z + 0.2), (x + 0.3, y, z + 0.35), (x + 0.05, y + 0.2, z + 0.1)]))
    )
    x, z = around(220)
    meshes.append(cucumber(5, x - 0.3, z, y + 0.05, 0.22))
    x, z = around(285)
    meshes += [
        m.moved(x, 0, z)
        for m in lumps(random, heap(random, 20, 0.45, 0.25, y + 0.02), GREENS, (0.2, 0.04, 0.1), 0.8, 0.06)
    ]
    for i in range(2):
        meshes += [
            m.turned(y=200 + 140 * i).moved(0.55 - 1.0 * i, 0.3, 1.75)
            for m in chilli(length=0.8, radius=0.07)
        ]
    return Scene(meshes, ground, camera=camera)


def satay(random: Random, ground: Ground) -> Scene:
    """Skewers with peanut sauce on a leaf."""
    meat = Material(mottled("#a85a22", "#4a1e0a", 5), gloss=1.2, rough=0.25, bump=0.35, bump_scale=10)
    stick = tube(
        f32([(-1.9, 0, 0), (-0.5, 0, 0), (1.4, 0, 0)]),
        0.032,
        Material(mottled("#dcb67c", "#b98d52", 3), gloss=0.2),
        8,
    )
    meshes: list[Mesh] = [
        plate("#e9e2d4", 2.3).scaled(1.05, 1, 0.9),
        banana_leaf(3.6, 2.2).turned(y=-6).moved(y=0.14),
    ]
    places, turns = [], []
    for i in range(8):
        row, k = divmod(i, 5)
        places.append(
            (0.1 + 0.1 * row + random.uniform(-0.1, 0.1), 0.36 + 0.27 * row, -0.78 + 0.36 * k + 0.18 * row)
        )
        turns.append((0, random.uniform(-7, 7), random.uniform(-1, 1)))
    meshes.append(stick.copies(f32(places), f32(turns)))
    pieces = []
    for place, turn in zip(places, turns, strict=True):
        c, s = np.cos(np.radians(turn[1])), np.sin(np.radians(turn[1]))
        for j in range(5):
            d = -0.75 + j * 0.44 + random.uniform(-0.03, 0.03)
            pieces.append((place[0] + d * c, place[1], place[2] - d * s))
    meshes += lumps(random, f32(pieces), meat, (0.235, 0.13, 0.16), 0.6, 0.05, 9)
    meshes += lumps(
        random,
        f32(
            [
                (x, 0.47 + 0.24 * (abs(z) < 0.5), z)
                for x in np.linspace(-0.5, 0.9, 9)
                for z in (-0.55, -0.2, 0.15, 0.4)
            ]
        ),
        PEANUT,
        (0.26, 0.06, 0.2),
        0.9,
        0.06,
    )
    meshes += [
        saucer("#3d4f52", 0.62, 0.34).moved(2.0, 0, -1.75),
        pool(0.52, 0.26, PEANUT, 0.05).rough(0.03, 5).moved(2.0, 0, -1.75),
    ]
    meshes.append(shallots(random, 50, 0.7, 0.55, 0.25))
    return Scene(meshes, ground, camera=half(8.2, -24, 0.3))


def noodles(random: Random, ground: Ground) -> Scene:
    """Fried noodles with greens and egg."""
    meshes: list[Mesh] = [plate("#f3efe7"), mound(1.1, 0.4, Material(rgb("#7a4a1c")), 2).moved(y=0.12)]
    meshes.append(
        strands(
            random, 95, 1.32, 0.62, Material(mottled("#dba54c", "#a8692a", 2.5), gloss=1.0, rough=0.25), 0.042
        ).moved(y=0.16)
    )
    meshes += lumps(random, strewn(random, 20, 1.0, 0.3, 0.56), GREENS, (0.24, 0.03, 0.12), 0.8, 0.07)
    meshes += lumps(
        random,
        strewn(random, 12, 0.9, 0.32, 0.55),
        Material(mottled("#f5d060", "#e8b23c", 4), gloss=0.6),
        (0.2, 0.05, 0.13),
        0.8,
        0.08,
    )
    meshes.append(
        ball(Material(mottled("#a8836a", "#8a6650", 4), gloss=0.7, bump=0.2), 18, 24)
        .scaled(0.19)
        .copies(strewn(random, 7, 0.8, 0.38, 0.52))
    )
    meshes.append(bits(random, strewn(random, 26, 1.0, 0.36, 0.56), RED_SAUCE, (0.06, 0.02, 0.04)))
    meshes.append(shallots(random, 45, 0.6, 0.45, 0.42))
    meshes.append(cucumber(4, 0.85, 1.0, 0.34, 0.2))
    return Scene(meshes, ground, camera=top(7.4, 12))


def lunch_box(random: Random, ground: Ground) -> Scene:
    """A kraft box with rice and sides."""
    kraft = Material(mottled("#c79d6b", "#b98c58", 1.5), gloss=0.1)
    wall = block(kraft, 0.12, 16, 24)
    meshes: list[Mesh] = [block(kraft, 0.1).scaled(1.95, 0.04, 1.45).moved(y=0.04)]
    for x, z, sx, sz in (
        (0, 1.45, 1.95, 0.03),
        (0, -1.45, 1.95, 0.03),
        (1.95, 0, 0.03, 1.45),
        (-1.95, 0, 0.03, 1.45),
    ):
        meshes.append(wall.scaled(sx, 0.38, sz).moved(x, 0.38, z))
    meshes.append(banana_leaf(3.7, 2.7).moved(y=0.08))
    y = 0.16
    meshes += [m.moved(-0.95, y, -0.3) for m in rice(random, 0.85, 0.5)]
    meshes.append(shallots(random, 30, 0.4, 0.45, 0.2).moved(-0.95, 0.2, -0.3))
    chicken = Material(mottled("#b5662a", "#6a2c0e", 3), gloss=1.2, rough=0.22, bump=0.25)
    leg = (
        lathe(
            curve(
                [(0, -0.5), (0.1, -0.46), (0.11, -0.1), (0.26, 0.25), (0.3, 0.5), (0.2, 0.72), (0, 0.78)], 40
            ),
            chicken,
            48,
        )
        .rough(0.05, 3)
        .turned(z=78, y=25)
    )
    meshes += [leg.moved(0.75, 0.38, -0.75), leg.turned(y=30).moved(0.95, 0.42, -0.35)]
    meshes += [
        m.moved(-0.2, 0, 0.95)
        for m in lumps(random, heap(random, 24, 0.42, 0.24, y + 0.02), GREENS, (0.2, 0.04, 0.11), 0.8, 0.06)
    ]
    meshes += [
        m.moved(-0.2, 0, 0.95)
        for m in lumps(
            random,
            heap(random, 6, 0.36, 0.2, y + 0.12),
            Material(rgb("#e58a2c"), gloss=0.7),
            (0.13, 0.03, 0.12),
            0.8,
            0.02,
        )
    ]
    meshes.append(
        disc(Material(baked("#e0a04a", "#8d5322", 0.5), gloss=0.5, bump=0.3), 0.34, 0.24, 0.1)
        .rough(0.03, 4)
        .copies(f32([(0.75, y, 0.45), (1.35, y, 0.5)]))
    )
    meshes += [
        m.moved(1.2, 0, 1.05)
        for m in lumps(random, heap(random, 14, 0.3, 0.14, y + 0.04), RED_SAUCE, (0.13, 0.06, 0.1), 0.8, 0.05)
    ]
    meshes.append(cucumber(4, -1.6, 0.95, y + 0.06, 0.22))
    return Scene(meshes, ground, camera=Camera((0, 0.45, -0.1), 9.0, 48, 14, blur=0.4))
