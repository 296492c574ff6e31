"""Warung Cak Mat: rice, eggs, oil, sugar and the rest of the daily needs, without brands."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, ball, block, corners, curve, lathe, rgb, sheet, tube
from ..kit import (
    Random,
    bits,
    bottle,
    bowl,
    disc,
    each,
    glass,
    grains,
    half,
    heap,
    label,
    low,
    merge,
    mottled,
    mound,
    saucer,
    strewn,
    tumble,
    vary,
)
from ..noise import Array, f32, mix, noise2, noise3, smoothstep
from ..render import Builder, Camera, Ground, Scene
from ..surfaces import linen, plain, stone, wood
from .anyaman import braid, woven

RICE = Material(mottled("#fbf7ec", "#efe5cf", 6), gloss=0.3, rough=0.4, glow=0.1)


def rice(random: Random, ground: Ground, camera: Camera) -> Scene:
    """An open burlap sack of rice, a wooden measure, and grains on the table."""
    a, b = rgb("#d3b98c"), rgb("#b0935f")

    def paint(hit: Hit) -> Array:
        t = np.sin(hit.v * 330) * np.sin(hit.u * 150)
        return mix(a, b, (0.4 + 0.3 * t + 0.3 * noise3(hit.p * 2, 3))[:, None])

    line = curve(
        [
            (0, 0.05),
            (0.85, 0.05),
            (1.1, 0.4),
            (1.05, 0.95),
            (0.98, 1.2),
            (1.16, 1.38),
            (1.26, 1.24),
            (1.18, 1.08),
        ],
        90,
    )
    body = lathe(line, Material(paint, gloss=0.05, bump=0.1, bump_scale=18), 110).rough(0.06, 1.5, 3)
    meshes: list[Mesh] = [Mesh(body.points, body.material, closed=False).moved(-0.6, 0, -0.4)]
    meshes += [
        m.moved(-0.6, 1.15, -0.4)
        for m in [mound(1.02, 0.3, RICE, 3, 0.03), grains(random, strewn(random, 900, 1.0, 0.02, 0.3), RICE)]
    ]
    meshes += [
        m.moved(1.35, 0, 0.75)
        for m in [
            mound(0.75, 0.3, RICE, 5, 0.04),
            grains(random, strewn(random, 700, 0.82, 0.02, 0.28), RICE),
            grains(random, strewn(random, 90, 1.4, 0.03), RICE),
        ]
    ]
    timber = Material(mottled("#b98a55", "#95693a", 4), gloss=0.3)
    cup = lathe(
        corners([(0, 0), (0.42, 0), (0.44, 0.7), (0.38, 0.7), (0.36, 0.1), (0, 0.1)], 50, 0.04), timber, 80
    )
    full = [mound(0.38, 0.16, RICE, 7, 0.02), grains(random, strewn(random, 220, 0.38, 0.01, 0.16), RICE)]
    meshes += [m.moved(1.75, 0, -0.45) for m in (cup, *(f.moved(y=0.64) for f in full))]
    return Scene(meshes, ground, rgb("#e4dccd"), camera=camera)


def eggs(random: Random, ground: Ground, camera: Camera) -> Scene:
    """Brown eggs in a small basket."""
    shell = Material(each(["#d9a679", "#cf9868", "#e0b48a", "#c98e5f"], 3), gloss=0.3, rough=0.45)
    one = lathe(
        curve(
            [(0, -0.42), (0.2, -0.36), (0.33, -0.12), (0.32, 0.12), (0.2, 0.36), (0.09, 0.46), (0, 0.48)], 40
        ),
        shell,
        50,
    )
    basket = [*woven(lambda t: (1.15 + 0.3 * t, 0.05 + 0.55 * t), 30, 7), braid(1.46, 0.64, 0.06)]
    places = [
        (r * np.cos(a), y, r * np.sin(a))
        for r, n, y in ((1.0, 8, 0.5), (0.42, 3, 0.55), (0.66, 5, 0.95), (0.0, 1, 1.15))
        for a in np.arange(n) * 2 * np.pi / n + y
    ]
    n = len(places)
    turns = np.stack([random.uniform(50, 110, n), random.uniform(0, 360, n), random.uniform(-20, 20, n)], -1)
    meshes = [
        *basket,
        disc(Material(rgb("#6d4826")), 1.2, 0.1).moved(y=0.05),
        one.copies(f32(places), f32(turns), f32(random.uniform(0.95, 1.05, n))),
    ]
    meshes.append(one.copies(f32([(1.9, 0.32, 0.9), (2.25, 0.32, 0.25)]), f32([[90, 40, 0], [90, 120, 0]])))
    return Scene(meshes, ground, camera=camera)


def oil(ground: Ground, camera: Camera) -> Scene:
    """Two bottles of clear yellow oil and a small bowl of it."""
    gold = Material(
        lambda h: mix(rgb("#d99a1c"), rgb("#f2c84a"), smoothstep(0.1, 2.2, h.p[:, 1])[:, None]),
        gloss=0.6,
        rough=0.08,
        glow=0.42,
    )
    one = [
        *bottle(0.55, 2.4, gold, "#c8a02c", 0.9, 0.4, shoulder=0.6),
        label(0.563, 0.55, 0.72, "#f6f0df", "#0f6a73", 82),
    ]
    meshes = [*one, *[m.turned(y=-25).moved(-1.45, 0, -0.9) for m in one]]
    meshes += [
        saucer("#f0ebe1", 0.7, 0.36).moved(1.5, 0, 0.5),
        lathe(
            f32([(0, 0.29), (0.62, 0.29)]),
            Material(rgb("#eab62e"), gloss=1.2, rough=0.06, glow=0.3),
            40,
            closed=False,
        ).moved(1.5, 0, 0.5),
    ]
    return Scene(meshes, ground, rgb("#e3ddcf"), camera=camera)


def bagged(random: Random, kind: str, ground: Ground, camera: Camera) -> Scene:
    """Sugar or flour: a tied clear bag and a bowl of it."""
    white = {
        "gula": Material(
            mottled("#fdfcf8", "#ece8df", 14), gloss=0.5, rough=0.3, bump=0.3, bump_scale=26, glow=0.1
        ),
        "terigu": Material(mottled("#f7f0e0", "#ebe1cb", 5), bump=0.12, bump_scale=8, glow=0.08),
    }[kind]
    line = curve(
        [
            (0, 0.03),
            (0.7, 0.03),
            (0.9, 0.35),
            (0.82, 1.0),
            (0.5, 1.35),
            (0.16, 1.5),
            (0.13, 1.58),
            (0.24, 1.75),
            (0.42, 1.98),
            (0, 1.9),
        ],
        90,
    )
    body = lathe(line, white, 100).rough(0.05, 2.4, 5)
    film = lathe(
        curve(
            [
                (0, 0.02),
                (0.72, 0.02),
                (0.92, 0.35),
                (0.84, 1.0),
                (0.53, 1.36),
                (0.18, 1.5),
                (0.15, 1.58),
                (0.27, 1.76),
                (0.46, 2.0),
            ],
            90,
        ),
        glass((0.985, 0.99, 0.99)),
        100,
        closed=False,
    ).rough(0.05, 2.4, 5)
    band = tube(
        f32(
            np.stack(
                [
                    0.17 * np.cos(np.linspace(0, 6.3, 40)),
                    1.55 + 0 * np.linspace(0, 1, 40),
                    0.17 * np.sin(np.linspace(0, 6.3, 40)),
                ],
                -1,
            )
        ),
        0.035,
        Material(rgb("#c8402c"), gloss=0.4),
        8,
    )
    meshes: list[Mesh] = [m.moved(-0.8, 0, -0.4) for m in (body, film, band)]
    timber = Material(mottled("#b98a55", "#8f6236", 4), gloss=0.35)
    meshes += [
        bowl("#5f7d7a" if kind == "gula" else "#a9684a", 0.95, 0.6).moved(1.1, 0, 0.5),
        mound(0.84, 0.3, white, 3, 0.03).moved(1.1, 0.46, 0.5),
    ]
    meshes += [
        ball(timber, 22, 30).scaled(0.3, 0.09, 0.2).turned(y=30).moved(1.0, 0.78, 0.62),
        tube(f32([(1.15, 0.8, 0.5), (1.7, 1.02, 0.2), (2.15, 1.16, -0.1)]), 0.05, timber, 10),
    ]
    if kind == "terigu":
        pin = lathe(
            curve(
                [
                    (0, -1.35),
                    (0.09, -1.3),
                    (0.1, -0.95),
                    (0.17, -0.9),
                    (0.18, 0.9),
                    (0.1, 0.95),
                    (0.09, 1.3),
                    (0, 1.35),
                ],
                60,
            ),
            timber,
            40,
        ).turned(z=90, y=16)
        meshes += [pin.moved(0.0, 0.19, 1.55), mound(0.5, 0.08, white, 4).moved(-0.9, 0, 1.2)]
    else:
        cube = block(white, 0.2, 14, 20).scaled(0.15)
        meshes.append(
            cube.copies(
                f32([(0.0, 0.15, 1.35), (-0.42, 0.15, 1.2), (-0.2, 0.44, 1.28)]), tumble(random, 3, 3)
            )
        )
    return Scene(meshes, ground, rgb("#e2dccf"), camera=camera)


def palm_sugar(random: Random, ground: Ground, camera: Camera) -> Scene:
    """Half-shell rounds of palm sugar, one broken into crumbs."""
    stuff = Material(mottled("#b5733a", "#8f5426", 3), gloss=0.4, rough=0.35, bump=0.1, bump_scale=14)
    one = lathe(
        corners([(0, 0.0), (0.68, 0.0), (0.66, 0.2), (0.5, 0.46), (0.3, 0.52), (0, 0.52)], 60, 0.07),
        stuff,
        80,
    ).rough(0.02, 4)
    places = f32([(-0.95, 0.02, -0.4), (0.5, 0.02, -0.75), (-0.2, 0.52, -0.55), (1.35, 0.02, 0.1)])
    meshes: list[Mesh] = [one.copies(places, f32([[0, 0, 0], [0, 50, 0], [4, 90, -4], [0, 20, 0]]))]
    meshes.append(one.turned(x=115).moved(-0.35, 0.62, 0.35).turned(y=8))
    meshes.append(
        bits(random, strewn(random, 90, 0.75, 0.05, 0.1) + f32([0.65, 0, 0.95]), stuff, (0.1, 0.07, 0.08), 40)
    )
    meshes.append(
        bits(random, strewn(random, 160, 0.95, 0.03) + f32([0.65, 0, 0.95]), stuff, (0.03, 0.025, 0.03), 40)
    )
    return Scene(meshes, ground, camera=camera)


def packets(ground: Ground, camera: Camera) -> Scene:
    """Noodle packets without a brand, and a bare block of noodles."""

    def packet(main: str, second: str) -> Mesh:
        a, b, white = rgb(main), rgb(second), rgb("#fbf4e2")

        def paint(hit: Hit) -> Array:
            s, t = (hit.v - 0.5) * 2, (hit.u - 0.5) * 2
            wave = t + 0.35 * np.sin(s * 2.2)
            colour = mix(a, b, smoothstep(0.12, 0.16, f32(wave))[:, None])
            bowl_ = ((s - 0.1) ** 2 / 0.16 + (t + 0.30) ** 2 / 0.16 < 1) & (t > -0.3)
            ring = np.abs(np.hypot(s + 0.45, t + 0.4) - 0.14) < 0.03
            colour = np.where((bowl_ | ring)[:, None], white, colour)
            crimp = (np.abs(s) > 0.9)[:, None] * (0.12 * np.sin(hit.u * 90)[:, None])
            return f32(colour * (1 - np.abs(crimp)))

        def place(u: Array, v: Array) -> tuple[Array, Array, Array]:
            s, t = (v - 0.5) * 2, (u - 0.5) * 2
            puff = np.maximum((1 - np.abs(s) ** 5) * (1 - np.abs(t) ** 4), 0) ** 0.6 * 0.26
            crease = 0.04 * noise2(f32(s * 4), f32(t * 4), 5) * (
                1 - smoothstep(0.2, 0.9, np.abs(s)) * 0.3
            ) + 0.025 * np.sin(t * 18 + 5 * noise2(f32(t * 2), f32(s), 3)) * smoothstep(0.55, 0.95, np.abs(s))
            return f32(s * 1.02), f32(0.05 + puff + crease), f32(t * 0.74)

        return sheet(place, Material(paint, gloss=0.9, rough=0.18), 90, 110)

    meshes = [
        packet("#d9482f", "#f0b43c").turned(y=14).moved(-0.95, 0, -0.55),
        packet("#2f8a5a", "#f0d05c").turned(y=-10).moved(0.95, 0, -0.75),
        packet("#e8a02c", "#c8342c").turned(y=-22).moved(0.15, 0.33, -0.35),
    ]
    strands = []
    t = np.linspace(0, 1, 120)
    for i in range(9):
        for level in range(3):
            z = (i - 4) * 0.115 + 0.045 * np.sin(t * 75)
            strands.append(
                tube(
                    f32(
                        np.stack(
                            [
                                (t - 0.5) * 1.35,
                                0.08 + 0.11 * level + 0.03 * np.sin(t * 75 + i * 2 + level),
                                z,
                            ],
                            -1,
                        )
                    ),
                    0.042,
                    Material(mottled("#f0cf7a", "#dbb052", 3), gloss=0.4, rough=0.4),
                    6,
                )
            )
    meshes.append(merge(strands).turned(y=18).moved(0.25, 0, 1.05))
    return Scene(meshes, ground, camera=camera)


def onions(random: Random, ground: Ground, camera: Camera) -> Scene:
    """A heap of shallots, one cut in half."""

    def paint(hit: Hit) -> Array:
        line = 0.5 + 0.5 * np.sin(hit.v * 90 + 3 * noise3(hit.p * 3, 4))
        base = mix(
            rgb("#a8506a"),
            rgb("#7d2f4c"),
            (0.5 * line + 0.4 * noise3(hit.p * 2.5 + hit.copy[:, None], 3))[:, None],
        )
        return mix(base, rgb("#d9b27c"), smoothstep(0.62, 0.95, hit.u)[:, None] * 0.8)

    one = lathe(
        curve(
            [
                (0, -0.3),
                (0.1, -0.29),
                (0.27, -0.12),
                (0.29, 0.05),
                (0.18, 0.27),
                (0.06, 0.40),
                (0.035, 0.55),
                (0, 0.58),
            ],
            44,
        ),
        Material(paint, gloss=0.7, rough=0.28),
        44,
    )
    dish = [*woven(lambda t: (1.35 + 0.25 * t, 0.05 + 0.32 * t), 34, 5), braid(1.62, 0.42, 0.06)]
    n = 34
    places = heap(random, n, 1.2, 0.75, 0.36)
    turns = np.stack([random.uniform(40, 120, n), random.uniform(0, 360, n), random.uniform(-30, 30, n)], -1)
    meshes: list[Mesh] = [
        *dish,
        mound(1.4, 0.4, Material(rgb("#6d3a44")), 3).moved(y=0.08),
        one.copies(places, f32(turns), f32(random.uniform(0.85, 1.15, n))),
    ]
    ring = rgb("#e9d3dc")

    def cut(hit: Hit) -> Array:
        bands = smoothstep(0.6, 0.95, f32(np.sin(hit.u * 24) * 0.5 + 0.5))
        return mix(ring, rgb("#b05a84"), bands[:, None])

    r = np.linspace(0, 1, 30)
    face = lathe(
        f32(np.stack([r * 0.29, 0.24 + 0 * r], -1)),
        Material(cut, gloss=0.8, rough=0.2, glow=0.1),
        40,
        closed=False,
    ).scaled(1, 1, 1.25)
    shell = lathe(
        curve([(0, 0), (0.2, 0.05), (0.29, 0.24)], 16), Material(rgb("#8a3a58"), gloss=0.6), 40, closed=False
    ).scaled(1, 1, 1.25)
    for x, z, t in ((1.95, 0.9, 20), (2.3, 0.3, -40)):
        meshes += [m.turned(y=t).moved(x, 0, z) for m in (face, shell)]
    meshes.append(one.copies(f32([(1.75, 0.26, 1.4)]), f32([[88, 60, 0]])))
    return Scene(meshes, ground, camera=camera)


def soy(random: Random, ground: Ground, camera: Camera) -> Scene:
    """A glass bottle of sweet soy sauce and a saucer with chillies in it."""
    dark = Material(
        lambda h: mix(rgb("#160804"), rgb("#3a1508"), smoothstep(0.2, 2.6, h.p[:, 1])[:, None]),
        gloss=0.7,
        rough=0.08,
        glow=0.1,
    )
    one = [
        *bottle(0.52, 2.7, dark, "#b5352a", 0.9, 0.3, shoulder=0.56),
        label(0.533, 0.5, 0.8, "#f2d9a0", "#7d2418", 82),
    ]
    sauce = lathe(
        f32([(0, 0.26), (0.55, 0.26)]), Material(rgb("#2a0f06"), gloss=1.5, rough=0.05), 40, closed=False
    )
    meshes = [
        *one,
        saucer("#f3eee4", 0.75, 0.36).moved(1.4, 0, 0.55),
        sauce.scaled(1.15, 1, 1.15).moved(1.4, 0, 0.55),
    ]
    slice_ = bits(
        random,
        strewn(random, 16, 0.42, 0.28) + f32([1.4, 0, 0.55]),
        Material(each(["#c8281a", "#d8401c", "#4f8a2f"], 3), gloss=0.9),
        (0.07, 0.02, 0.07),
        8,
    )
    meshes.append(slice_)
    return Scene(meshes, ground, rgb("#e2d9c9"), camera=camera)


def tea(random: Random, ground: Ground, camera: Camera) -> Scene:
    """A paper packet of tea, loose leaves with jasmine, and a glass of tea."""
    paper, ink = rgb("#e8d5a8"), rgb("#2f6b4a")

    def paint(hit: Hit) -> Array:
        x, y = hit.p[:, 0], hit.p[:, 1]
        front = hit.p[:, 2] > 0.2
        frame = (
            front
            & (np.abs(x) < 0.62)
            & (np.abs(y - 0.95) < 0.72)
            & ~((np.abs(x) < 0.57) & (np.abs(y - 0.95) < 0.67))
        )
        a = np.arctan2(y - 1.15, x)
        flower = front & (np.hypot(x, y - 1.15) < 0.13 + 0.13 * np.abs(np.cos(a * 2.5)))
        bar = front & (np.abs(x) < 0.38) & ((np.abs(y - 0.66) < 0.045) | (np.abs(y - 0.52) < 0.025))
        return mix(paper, ink, (frame | flower | bar)[:, None] * 0.85)

    pack = (
        block(Material(paint, gloss=0.15, rough=0.6), 0.13, 60, 90)
        .scaled(0.78, 0.95, 0.4)
        .moved(y=0.95)
        .rough(0.02, 2.5)
    )
    meshes: list[Mesh] = [pack.moved(-0.7, 0, -0.4)]
    leaves = Material(each(["#3a2a1a", "#4f3a22", "#2a2014", "#5a4a2a"], 4), gloss=0.2)
    strand = tube(f32([(-0.14, 0, 0), (0, 0.02, 0.02), (0.14, 0, 0)]), f32([0.015, 0.028, 0.012]), leaves, 6)
    n = 420
    meshes += [
        mound(0.62, 0.22, Material(rgb("#33261a")), 3).moved(0.45, 0, 1.0),
        strand.copies(
            strewn(random, n, 0.7, 0.03, 0.22) + f32([0.45, 0, 1.0]),
            tumble(random, n, 25),
            vary(random, n, 0.3),
        ),
    ]
    petal = ball(Material(rgb("#fdf9ee"), gloss=0.2, glow=0.15), 8, 12).scaled(0.085, 0.025, 0.04).moved(0.08)
    for x, z in ((0.2, 1.1), (0.75, 0.85), (0.5, 1.25), (1.15, 1.35), (-0.35, 1.25)):
        meshes.append(
            petal.copies(
                f32([(x, 0.26 if abs(x - 0.45) < 0.4 else 0.05, z)] * 5),
                f32([[0, k * 72, 15] for k in range(5)]),
            )
        )
    brew = Material(
        lambda h: mix(rgb("#8a2f0a"), rgb("#d97a20"), smoothstep(0.1, 1.1, h.p[:, 1])[:, None]),
        gloss=0.6,
        rough=0.1,
        glow=0.4,
    )
    cup = lathe(corners([(0, 0.08), (0.4, 0.08), (0.47, 1.0), (0, 1.0)], 40, 0.05), brew, 70)
    wall = lathe(
        corners([(0, 0.02), (0.43, 0.02), (0.45, 0.1), (0.52, 1.2), (0.49, 1.2)], 40, 0.04),
        glass(),
        80,
        closed=False,
    )
    meshes += [m.moved(1.35, 0, -0.1) for m in (cup, wall)]
    return Scene(meshes, ground, rgb("#e3dccd"), camera=camera)


def gallon(ground: Ground, camera: Camera) -> Scene:
    """A refillable water jug."""
    rings = [(0.9, 0.02), (0.98, 0.1)]
    for k in range(4):
        y = 0.25 + 0.42 * k
        rings += [(0.98, y), (0.93, y + 0.08), (0.93, y + 0.14), (0.98, y + 0.22)]
    line = corners([(0, 0.02), *rings, (0.98, 1.95), (0.75, 2.2), (0.28, 2.35), (0.26, 2.65)], 150, 0.06)
    inner = np.concatenate([line[line[:, 1] < 2.2] * f32([0.97, 1]), f32([[0, 2.2]])])
    water = Material(
        lambda h: mix(
            rgb("#4f9cc4"),
            rgb("#a5d6e8"),
            np.clip(
                smoothstep(0.0, 2.2, h.p[:, 1]) * 0.8 + 0.2 * noise3(h.p * f32([1.0, 3.0, 1.0]), 4), 0, 1
            )[:, None],
        ),
        gloss=0.8,
        rough=0.1,
        glow=0.35,
    )
    cap = lathe(
        corners([(0, 2.5), (0.33, 2.5), (0.33, 2.78), (0, 2.8)], 30, 0.05),
        Material(rgb("#2f6fae"), gloss=0.6, rough=0.25),
        60,
    )
    meshes: list[Mesh] = [
        lathe(f32(inner), water, 100),
        cap,
        lathe(line, glass((0.93, 0.97, 0.99)), 110, closed=False),
    ]
    drink = lathe(
        corners([(0, 0.08), (0.33, 0.08), (0.38, 0.72), (0, 0.72)], 40, 0.05),
        Material(rgb("#c9e6f0"), gloss=0.6, rough=0.1, glow=0.35),
        60,
    )
    wall = lathe(
        corners([(0, 0.02), (0.36, 0.02), (0.38, 0.1), (0.44, 0.95), (0.41, 0.95)], 40, 0.04),
        glass(),
        70,
        closed=False,
    )
    meshes += [m.moved(1.55, 0, 0.5) for m in (drink, wall)]
    return Scene(meshes, ground, rgb("#dfe3e0"), camera=camera)


def crackers(ground: Ground, camera: Camera) -> Scene:
    """White curled crackers before a tin."""
    stuff = Material(mottled("#fbf2dc", "#ecdcb8", 5), gloss=0.25, glow=0.1)
    strands = []
    t = np.linspace(0, 1, 150)
    for k in range(4):
        a = t * 2 * np.pi * 2.4 + k * 1.6
        r = 0.12 + 0.40 * t + 0.05 * np.sin(t * 40 + k)
        strands.append(
            tube(
                f32(np.stack([r * np.cos(a), 0.09 + 0.045 * np.sin(t * 31 + k * 2), r * np.sin(a)], -1)),
                0.055,
                stuff,
                8,
            )
        )
    one = merge(strands)
    rim = tube(
        f32(
            np.stack([0.54 * np.cos(t * 6.2832), 0.09 + 0.03 * np.sin(t * 30), 0.54 * np.sin(t * 6.2832)], -1)
        ),
        0.06,
        stuff,
        8,
    )
    whole = merge([one.moved(0, 0, 0), rim])
    spots = [
        (0.3, 0.0, 0.75, 0, 0, 0),
        (1.35, 0.0, 0.5, 0, 40, 0),
        (0.85, 0.17, 0.6, 8, 80, -6),
        (0.95, 0.30, 0.25, 14, 10, 6),
        (1.65, 0.52, -0.3, 68, 30, 0),
        (-0.2, 0.02, 1.55, 0, 60, 0),
    ]
    meshes: list[Mesh] = []
    for x, y, z, tx, ty, tz in spots:
        meshes += [whole.turned(tx, ty, tz).moved(x, y, z)]
    tin = rgb("#3f7f8a")

    def paint(hit: Hit) -> Array:
        band = (np.abs(hit.p[:, 1] - 0.28) < 0.05) | (np.abs(hit.p[:, 1] - 1.75) < 0.05)
        return np.where(band[:, None], rgb("#e9c46a"), tin * (0.94 + 0.08 * noise3(hit.p * 2, 3))[:, None])

    body = block(Material(paint, gloss=0.7, rough=0.25), 0.14, 60, 90).scaled(0.95, 1.0, 0.75).moved(y=1.0)
    glass_round = (
        lathe(
            f32(np.stack([np.linspace(0, 0.5, 20), 0.03 * (1 - np.linspace(0, 1, 20) ** 2)], -1)),
            Material(mottled("#f1e6c8", "#d9c79c", 3.5), gloss=1.0, rough=0.1),
            60,
            closed=False,
        )
        .turned(x=90)
        .moved(0, 1.0, 0.765)
    )
    ring = tube(
        f32(np.stack([0.52 * np.cos(t * 6.2832), 1.0 + 0.52 * np.sin(t * 6.2832), 0.77 + 0 * t], -1)),
        0.05,
        Material(rgb("#d9d4c6"), gloss=1.0, rough=0.15),
        10,
    )
    lid = lathe(
        corners([(0, 2.0), (0.55, 2.0), (0.55, 2.14), (0, 2.16)], 30, 0.04),
        Material(rgb("#d9d4c6"), gloss=0.9, rough=0.2),
        60,
    )
    meshes += [m.turned(y=14).moved(-0.85, 0, -0.55) for m in (body, glass_round, ring, lid)]
    return Scene(meshes, ground, rgb("#e6dccb"), camera=camera)


def scenes() -> dict[str, Builder]:
    """Photo name -> how to build its scene."""
    return {
        "beras-pandan-1": lambda r: rice(r, wood("#c19a6b", "#9d774b"), low(8.4, 4, 0.7, 0.1, 26)),
        "beras-pandan-2": lambda r: rice(
            r, linen("#cfd3c8"), Camera((0.9, 0.25, 0.6), 5.4, 42, -20, blur=0.7)
        ),
        "telur-ayam-1": lambda r: eggs(r, linen("#d6dad8"), half(7.2, -14, 0.45, 0.2)),
        "minyak-goreng-1": lambda _: oil(plain("#cfdad6"), low(8.0, 4, 1.15)),
        "gula-pasir-1": lambda r: bagged(r, "gula", wood("#b88c5e", "#946b42"), low(8.0, 6, 0.8, 0.15, 24)),
        "tepung-terigu-1": lambda r: bagged(r, "terigu", stone("#8f8a82"), low(8.2, -6, 0.8, 0.1, 26)),
        "gula-merah-1": lambda r: palm_sugar(r, linen("#e4dccd"), half(6.6, 8, 0.25, 0.15)),
        "mi-instan-1": lambda _: packets(plain("#d3d8d4"), half(6.8, 4, 0.15)),
        "bawang-merah-1": lambda r: onions(r, wood("#dcc09a", "#bf9b6e", angle=10), half(7.4, 12, 0.35, 0.2)),
        "kecap-manis-1": lambda r: soy(r, wood("#caa274", "#a67f53"), low(8.2, 0, 1.2, 0.45)),
        "teh-tubruk-1": lambda r: tea(r, linen("#dcdccd"), low(7.6, -4, 0.7, 0.25, 24)),
        "air-galon-1": lambda _: gallon(plain("#c6d3d6"), low(8.6, 0, 1.3, 0.35, 14)),
        "kerupuk-kaleng-1": lambda _: crackers(wood("#d2ad7f", "#b08a5c"), low(7.6, 2, 0.75, 0.1, 24)),
    }
