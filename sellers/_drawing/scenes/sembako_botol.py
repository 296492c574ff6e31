"""Groceries in bottles and packets."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, ball, block, corners, lathe, rgb, sheet, tube
from ..kit import Random, bits, each, merge, mottled, strewn, tumble, vary
from ..noise import Array, f32, mix, noise2, smoothstep
from ..props import bottle, glass, label, mound, saucer
from ..scene import Camera, Ground, Scene


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
        x, y = hit.p[:, 0] + 0.7, hit.p[:, 1]  # the packet stands at x -0.7, z -0.4
        front = hit.p[:, 2] > -0.2
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
