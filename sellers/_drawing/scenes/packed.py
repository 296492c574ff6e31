"""Drinks and foods that are sold packed: bags, bottles, jars."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, ball, corners, curve, lathe, rgb, sheet, tube
from ..kit import Random, each, heap, mottled, strewn, tumble
from ..noise import Array, f32, mix, smoothstep
from ..props import (
    bottle,
    chilli,
    jar,
    label,
    mound,
    saucer,
)
from ..scene import Camera, Ground, Scene
from .drinks import BEAN, beans, iced, layered


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
        meshes.append(beans(random, np.concatenate([places, stray]), 0.145))
    elif extra == "bowl":
        meshes += [
            saucer("#d9cdb9", 0.85, 0.5).moved(1.6, 0, 0.6),
            mound(0.78, 0.25, BEAN, 2).moved(1.6, 0.22, 0.6),
            beans(random, heap(random, 90, 0.62, 0.26, 0.36) + f32([1.6, 0, 0.6]), 0.13),
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
        meshes += [spoon, stick, beans(random, strewn(random, 16, 0.6, 0.08) + f32([-1.6, 0, 0.9]))]
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
        meshes.append(beans(random, strewn(random, 34, 0.8, 0.08) + f32([1.3, 0, 0.5])))
    elif kind == "liter":
        milk = layered(["#6b3a1c", "#b88a5c", "#c79a6c", "#cfa478"], [0.1, 0.35, 0.8, 2.2], 0.2)
        meshes += [
            *bottle(0.72, 2.7, milk, "#e9e2d4", 0.96, 0.46, shoulder=0.6),
            label(0.735, 0.5, 0.75, "#5a3a22", "#f1e6d2", 82),
        ]
        meshes += [m.moved(1.75, 0, 0.15).scaled(1) for m in iced(random, milk, 0.5, 1.4, 5)]
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
