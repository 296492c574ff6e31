"""Anyaman Marunda: its pictures by name, baskets, bags and mats."""

from __future__ import annotations

import numpy as np

from ..geometry import Material, Mesh, ball, corners, curve, lathe, rgb, tube
from ..kit import Random, each, half, low, merge, mottled, top, tumble
from ..noise import f32
from ..scene import Builder, Camera, Ground, Scene
from ..surfaces import linen, plain, stone, wood
from .kayu_tali import macrame, wooden_bowl
from .weave import DARK_RATTAN, RATTAN, ROPE, braid, coil, woven


def basket(random: Random, ground: Ground, camera: Camera, lid: bool) -> Scene:
    """A round basket with its lid on, or leaning beside it with yarn inside."""

    def wall(t: float) -> tuple[float, float]:
        return 0.95 + 0.28 * float(np.sin(t * 2.4)), 0.05 + 1.5 * t

    inner = lathe(
        curve([(0.0, 0.06), (0.85, 0.06), (1.1, 0.6), (1.05, 1.3), (1.0, 1.5)], 40),
        Material(rgb("#6d4826")),
        60,
        closed=False,
    )
    meshes: list[Mesh] = [*woven(wall, 30, 17), inner, braid(1.15, 1.6, 0.06)]
    top_ = [
        coil(1.12, 0.052, 0.0),
        braid(1.14, 0.0, 0.05, DARK_RATTAN),
        ball(DARK_RATTAN, 20, 26).scaled(0.14).moved(y=0.14),
    ]
    if lid:
        meshes += [m.moved(y=1.72) for m in top_]
        small = [
            *woven(lambda t: (0.55 + 0.16 * float(np.sin(t * 2.4)), 0.04 + 0.85 * t), 20, 10, DARK_RATTAN),
            braid(0.68, 0.9, 0.045, DARK_RATTAN),
        ]
        meshes += [m.moved(-2.0, 0, 0.5) for m in small]
    else:
        meshes += [m.turned(x=68).moved(0, 1.0, 0).turned(y=40).moved(1.75, 0.08, 0.35) for m in top_]
        for x, z, y, colour in (
            (-0.35, 0.2, 1.35, "#b5573a"),
            (0.4, 0.25, 1.4, "#e9dcc3"),
            (0.02, -0.4, 1.42, "#5f7d74"),
            (-1.9, 0.8, 0.42, "#c99a3c"),
        ):
            meshes.append(_yarn(random, colour).moved(x, y, z))
    return Scene(meshes, ground, rgb("#e6ddd0"), camera=camera)


def _yarn(random: Random, colour: str) -> Mesh:
    t = np.linspace(0, 1, 90)
    loops = []
    stuff = Material(mottled(colour, colour, 3), gloss=0.05, bump=0.2, bump_scale=20)
    for _ in range(26):
        axis = random.normal(0, 1, 3)
        axis /= np.linalg.norm(axis)
        u = np.cross(axis, f32([0.3, 0.9, 0.2]))
        u /= np.linalg.norm(u)
        v = np.cross(axis, u)
        a = t[:, None] * 2 * np.pi
        tilt = random.uniform(-0.12, 0.12)
        loops.append(tube(f32((u * np.cos(a) + v * np.sin(a)) * 0.40 + axis * tilt), 0.045, stuff, 6))
    return merge([*loops])


def market_bag(random: Random, ground: Ground, camera: Camera) -> Scene:
    """An oval shopping bag with two wrapped handles."""

    def wall(t: float) -> tuple[float, float]:
        return 1.12 + 0.30 * t, 0.06 + 1.75 * t

    meshes = [*woven(wall, 34, 19, oval=0.55), braid(1.42, 1.85, 0.07, DARK_RATTAN, 0.55)]
    meshes.append(
        lathe(f32([(0, 0.06), (1.0, 0.06), (1.35, 1.8)]), Material(rgb("#7d5630")), 70, closed=False).scaled(
            1, 1, 0.53
        )
    )
    t = np.linspace(0, np.pi, 50)
    for sign in (-1, 1):
        path = f32(
            np.stack([0.62 * np.cos(t), 1.7 + 1.05 * np.sin(t) ** 0.8, sign * (0.72 - 0.10 * np.sin(t))], -1)
        )
        meshes.append(tube(path, 0.085, ROPE, 14))
    leafy = Material(each(["#4f8a3c", "#3d7030", "#6aa352"], 4), gloss=0.4, thin=0.3)
    blade = ball(leafy, 10, 14).scaled(0.34, 0.03, 0.13)
    n = 26
    places = f32(
        np.stack(
            [random.uniform(-0.9, -0.1, n), random.uniform(1.85, 2.45, n), random.uniform(-0.3, 0.3, n)], -1
        )
    )
    meshes.append(
        blade.copies(
            places,
            f32(
                np.stack(
                    [random.uniform(-40, 40, n), random.uniform(0, 360, n), random.uniform(20, 80, n)], -1
                )
            ),
        )
    )
    bread = ball(Material(mottled("#d9a055", "#a86a2a", 3), gloss=0.3), 20, 26)
    meshes += [
        bread.scaled(0.27, 0.8, 0.27).turned(z=-14).moved(0.55, 1.95, 0.1),
        bread.scaled(0.32)
        .painted(Material(mottled("#d8402c", "#b52a1c", 3), gloss=1, rough=0.12))
        .moved(0.15, 1.9, 0.2),
    ]
    return Scene([m.turned(y=-22) for m in meshes], ground, rgb("#ddd9ce"), camera=camera)


def mats(kind: str, ground: Ground, camera: Camera) -> Scene:
    """A placemat with a plate's worth of table around it, or a stack of coasters."""
    if kind == "placemat":
        meshes = [coil(1.85, 0.058, 0.05), braid(1.95, 0.06, 0.06, DARK_RATTAN)]
        clay = Material(mottled("#eee7da", "#dfd6c6", 3), gloss=0.7, rough=0.2)
        meshes.append(
            lathe(
                curve(
                    [
                        (0, 0.12),
                        (0.5, 0.1),
                        (0.85, 0.35),
                        (0.98, 0.72),
                        (0.94, 0.73),
                        (0.8, 0.4),
                        (0.5, 0.2),
                        (0, 0.18),
                    ],
                    60,
                ),
                clay,
                100,
            ).moved(0.35, 0.02, -0.3)
        )
        handle = tube(
            f32([(-1.3, 0.14, 1.05), (-0.4, 0.16, 0.95), (0.5, 0.16, 1.15)]),
            f32([0.04, 0.055, 0.05]),
            Material(mottled("#a9743c", "#8a5a2a", 4), gloss=0.3),
            10,
        )
        meshes += [handle, ball(handle.material, 20, 28).scaled(0.3, 0.08, 0.2).moved(0.72, 0.18, 1.2)]
        return Scene(meshes, ground, camera=camera)
    one = [coil(0.72, 0.045, 0.045), braid(0.75, 0.05, 0.035, DARK_RATTAN)]
    meshes = []
    for x, y, z in ((-0.7, 0, 0), (-0.66, 0.115, 0.02), (-0.72, 0.23, -0.02)):
        meshes += [m.moved(x, y, z) for m in one]
    meshes += [m.moved(0.62, 0, -1.05) for m in one]
    t = np.linspace(0, 2 * np.pi, 60)
    meshes.append(
        tube(
            f32(np.stack([-0.7 + 0.84 * np.cos(t), 0.17 + 0.18 * np.sin(t), 0.05 + 0 * t], -1)), 0.03, ROPE, 8
        )
    )
    glass_cup = lathe(
        curve([(0, 0.02), (0.42, 0.02), (0.52, 0.4), (0.5, 0.85), (0.46, 0.86), (0.45, 0.42), (0, 0.14)], 50),
        Material(mottled("#5f7d78", "#4a6662", 3), gloss=0.9, rough=0.15),
        80,
    )
    meshes += [m.moved(1.1, 0, 0.65) for m in [one[0], one[1], glass_cup.moved(y=0.08)]]
    tea = lathe(
        f32([(0, 0.8), (0.45, 0.8)]),
        Material(rgb("#a8571c"), gloss=0.8, rough=0.1, glow=0.1),
        40,
        closed=False,
    )
    meshes.append(tea.moved(1.1, 0.08, 0.65))
    return Scene(meshes, ground, camera=camera)


def tray(random: Random, ground: Ground, camera: Camera) -> Scene:
    """An oval tray with handles, carrying two cups."""

    def wall(t: float) -> tuple[float, float]:
        return 1.9 + 0.12 * t, 0.06 + 0.42 * t

    meshes = [
        coil(1.88, 0.06, 0.06, 0.66),
        *woven(wall, 54, 5, oval=0.66),
        braid(2.03, 0.52, 0.07, DARK_RATTAN, 0.66),
    ]
    t = np.linspace(0, np.pi, 40)
    for sign in (-1, 1):
        meshes += [
            tube(
                f32(np.stack([sign * (2.02 + 0.2 * np.sin(t)), 0.5 + 0.42 * np.sin(t), 0.5 * np.cos(t)], -1)),
                0.07,
                RATTAN,
                12,
            )
        ]
    cup = lathe(
        curve([(0, 0.02), (0.34, 0.02), (0.44, 0.3), (0.45, 0.62), (0.41, 0.63), (0.39, 0.3), (0, 0.12)], 50),
        Material(mottled("#f1ece2", "#e2dacb", 3), gloss=0.8, rough=0.15),
        80,
    )
    tea = lathe(
        f32([(0, 0.52), (0.41, 0.52)]),
        Material(rgb("#a8571c"), gloss=0.8, rough=0.1, glow=0.1),
        40,
        closed=False,
    )
    for x, z in ((-0.75, 0.1), (0.1, -0.35)):
        meshes += [cup.moved(x, 0.1, z), tea.moved(x, 0.1, z)]
    biscuit = lathe(
        corners([(0, 0), (0.3, 0), (0.3, 0.09), (0, 0.09)], 24, 0.03),
        Material(mottled("#dba75c", "#b57c36", 5), gloss=0.2, bump=0.3),
        50,
    )
    meshes.append(
        biscuit.copies(
            f32([(0.95, 0.12, 0.25), (1.25, 0.12, -0.15), (1.0, 0.21, 0.05)]), tumble(random, 3, 5)
        )
    )
    return Scene([m.turned(y=18) for m in meshes], ground, camera=camera)


def scenes() -> dict[str, Builder]:
    """Photo name -> how to build its scene."""
    return {
        "keranjang-rotan-1": lambda r: basket(r, plain("#d6cab8"), low(8.0, 6, 0.95, -0.4, 20), True),
        "keranjang-rotan-2": lambda r: basket(r, wood("#a97f54", "#87623d"), half(8.2, -14, 0.6), False),
        "tas-anyam-1": lambda r: market_bag(r, linen("#d9dbd0"), low(7.8, 0, 1.35, 0.0, 14)),
        "alas-piring-1": lambda _: mats("placemat", wood("#6f4d34", "#513624", angle=14), top(7.6, 8)),
        "mangkuk-kayu-1": lambda _: wooden_bowl(linen("#e3dccf"), half(7.4, 10, 0.35), False),
        "mangkuk-kayu-2": lambda _: wooden_bowl(stone("#8d938f"), low(6.8, -10, 0.7, 0, 26), True),
        "gantungan-makrame-1": lambda r: macrame(
            r, plain("#a9826a"), Camera((0, 0, -0.15), 10.4, 84, 0, blur=0.15)
        ),
        "nampan-rotan-1": lambda r: tray(r, plain("#c3ccc2"), half(7.8, -10, 0.2)),
        "tatakan-gelas-1": lambda _: mats("coasters", linen("#dcd3c3"), half(6.2, 10, 0.3, 0.15)),
    }
