"""Groceries by weight: rice, eggs, sugar, flour, shallots."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, ball, block, corners, curve, lathe, rgb, tube
from ..kit import Random, bits, each, grains, heap, mottled, strewn, tumble
from ..noise import Array, f32, mix, noise3, smoothstep
from ..props import bowl, disc, glass, mound
from ..scene import Camera, Ground, Scene
from .weave import braid, woven

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
        corners([(0, 0.0), (0.64, 0.0), (0.53, 0.5), (0, 0.5)], 60, 0.05),
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
