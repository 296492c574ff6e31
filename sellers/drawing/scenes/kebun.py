"""Kebun Condet: plants in pots."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, block, corners, curve, lathe, rgb, sheet, tube
from ..kit import (
    Random,
    bits,
    chilli,
    each,
    leaf,
    leafy,
    low,
    merge,
    mottled,
    mound,
    strewn,
)
from ..noise import Array, f32, mix, noise2, smoothstep
from ..render import Builder, Camera, Ground, Scene
from ..surfaces import linen, plain, stone, wood

CLAY = Material(mottled("#c9754a", "#a9572f", 2.2), gloss=0.08, rough=0.7, bump=0.06, bump_scale=16)
SOIL = Material(mottled("#4a3325", "#2f2018", 7), bump=0.5, bump_scale=14)


def pot(
    radius: float = 0.75, height: float = 1.15, stuff: Material = CLAY, soil: bool = True, dish: bool = True
) -> list[Mesh]:
    """A terracotta pot with a rim, soil and a saucer."""
    r = radius
    line = corners(
        [
            (0, 0.08),
            (r * 0.68, 0.08),
            (r * 0.92, height * 0.76),
            (r, height * 0.76),
            (r * 1.04, height),
            (r * 0.92, height),
            (r * 0.86, height * 0.8),
            *(((0, height * 0.74),) if soil else ((r * 0.62, 0.2), (0, 0.16))),
        ],
        80,
        0.045,
    )
    out: list[Mesh] = [lathe(line, stuff, 110)]
    if soil:
        out.append(mound(r * 0.9, 0.08, SOIL, 3, 0.05).moved(y=height * 0.85))
    if dish:
        out.append(
            lathe(
                corners(
                    [(0, 0), (r * 0.85, 0), (r * 0.98, 0.15), (r * 0.92, 0.15), (r * 0.8, 0.06), (0, 0.06)],
                    40,
                    0.03,
                ),
                stuff,
                90,
            )
        )
    return out


def _heart(material: Material, size: float = 0.5, droop: float = 0.25) -> Mesh:
    """A heart-shaped leaf along +x."""

    def place(u: Array, v: Array) -> tuple[Array, Array, Array]:
        s = (v - 0.5) * 2
        width = 0.52 * np.maximum(np.sin(np.pi * np.clip(u, 0, 1) ** 0.62), 0) ** 0.8
        back = 0.16 * np.abs(s) ** 1.5 * (1 - u) ** 3
        return (
            f32((u - back) * size),
            f32((0.10 * np.abs(s) * width - droop * u**2) * size),
            f32(s * width * size),
        )

    return sheet(place, material, 36, 25)


def _monstera_leaf(material: Material, size: float) -> Mesh:
    """A broad leaf cut between its side veins."""

    def place(u: Array, v: Array) -> tuple[Array, Array, Array]:
        # u runs round the outline from the stalk to the tip and back; v from the midrib outwards.
        side = np.where(u < 0.5, 1.0, -1.0)
        t = np.where(u < 0.5, u * 2, 2 - u * 2)
        width = 0.66 * np.maximum(np.sin(np.pi * np.clip(t, 0, 1) ** 0.72), 0) ** 0.75
        cut = np.abs(np.sin(t * np.pi * 5.5)) ** 0.55
        deep = np.where((t > 0.12) & (t < 0.9), 0.34 + 0.66 * cut, 1.0)
        reach = width * deep
        root = t * 0.98
        x = root + v * reach * 0.30 - 0.22 * (1 - t) ** 4 * v
        y = -0.32 * t**2 + 0.16 * v * reach - 0.30 * (v * reach) ** 2
        return f32(x * size), f32(y * size), f32((side * v * reach) * size)

    return sheet(place, material, 220, 18)


def _green(dark: str, pale: str, rib: str, gloss: float = 0.55) -> Material:
    a, b, c = rgb(dark), rgb(pale), rgb(rib)

    def paint(hit: Hit) -> Array:
        t = np.where(hit.u < 0.5, hit.u * 2, 2 - hit.u * 2)
        vein = np.abs(((t * 5.5) % 1) - 0.5) * 2
        line = (1 - smoothstep(0.0, 0.16, f32(vein))) * 0.4
        rib_ = 1 - smoothstep(0.02, 0.06, hit.v)
        shade = np.sin(hit.copy * 7.7) * 0.5 + 0.5
        return mix(
            mix(a, b, np.clip(0.15 + 0.4 * shade + 0.25 * hit.v + line * 0.5, 0, 1)[:, None]),
            c,
            (rib_ * 0.7)[:, None],
        )

    return Material(paint, gloss=gloss, rough=0.32, thin=0.3)


def monstera(random: Random, ground: Ground, camera: Camera, leaves: int) -> Scene:
    """Split leaves on long stalks."""
    meshes = pot(0.85, 1.2)
    one = _monstera_leaf(_green("#1f5a2c", "#3f8a45", "#8fbf7a"), 1.25)
    places, turns, stalks = [], [], []
    for i in range(leaves):
        a = i * 137.5 + 20
        c, s = np.cos(np.radians(a)), np.sin(np.radians(a))
        height = 1.75 + 0.30 * (i % 4) + 0.15 * i / leaves
        out = 0.35 + 0.12 * ((i * 3) % 4)
        base, tip = f32([0.1 * c, 1.0, -0.1 * s]), f32([out * c, height, -out * s])
        stalks.append(
            tube(
                curve([base, base * 0.5 + tip * 0.5 + f32([-0.1 * c, 0.2, 0.1 * s]), tip], 24),
                f32(np.linspace(0.06, 0.035, 24)),
                Material(rgb("#5b8f45"), gloss=0.4),
                10,
            )
        )
        places.append(tip)
        turns.append((random.uniform(-14, 14), a, random.uniform(8, 34)))
    meshes += [merge(stalks), one.copies(f32(places), f32(turns), f32(random.uniform(0.8, 1.15, leaves)))]
    return Scene(meshes, ground, rgb("#e3e0d4"), camera=camera)


def sansevieria(random: Random, ground: Ground, camera: Camera) -> Scene:
    """Upright sword leaves, banded, with yellow edges."""
    a, b, gold = rgb("#2f5f3c"), rgb("#7fa37a"), rgb("#d9cf6a")

    def paint(hit: Hit) -> Array:
        band = smoothstep(
            0.4, 0.65, noise2(f32(hit.u * 16 + hit.copy * 5 + 0.6 * np.sin(hit.v * 9)), f32(hit.v * 2.2), 3)
        )
        edge = smoothstep(0.33, 0.39, np.abs(hit.v - 0.5))
        return mix(mix(a, b, band[:, None]), gold, edge[:, None])

    def place(u: Array, v: Array) -> tuple[Array, Array, Array]:
        s = (v - 0.5) * 2
        width = 0.19 * (0.75 + 0.6 * np.sin(u * 2.2)) * np.sqrt(np.maximum(1 - u**5, 0))
        return (
            f32(s * width + 0.06 * np.sin(u * 3)),
            f32(u * 2.3),
            f32(0.11 * s**2 * (1 - u * 0.6) + 0.10 * u**2),
        )

    one = sheet(place, Material(paint, gloss=0.5, rough=0.35, thin=0.1), 60, 17)
    n = 9
    i = np.arange(n)
    r = 0.12 + 0.32 * np.sqrt(i / n)
    places = f32(np.stack([r * np.cos(i * 2.4), 0.95 + 0 * i, r * np.sin(i * 2.4)], -1))
    turns = f32(np.stack([random.uniform(-6, 10, n), 90 - np.degrees(i * 2.4), random.uniform(-8, 8, n)], -1))
    sizes = f32(np.stack([np.ones(n), random.uniform(0.62, 1.08, n), np.ones(n)], -1))
    white = Material(mottled("#ece7dc", "#ddd5c6", 3), gloss=0.5, rough=0.25)
    return Scene(
        [*pot(0.78, 1.1, white), one.copies(places, turns, sizes)], ground, rgb("#d8ddd4"), camera=camera
    )


def pothos(random: Random, ground: Ground, camera: Camera) -> Scene:
    """Trailing heart leaves with yellow marbling, in a pot on a stack of books' height."""
    a, b, gold = rgb("#3d7a35"), rgb("#6aa54c"), rgb("#dfe08a")

    def paint(hit: Hit) -> Array:
        marble = smoothstep(
            0.52, 0.68, noise2(f32(hit.u * 5 + hit.copy * 3.3), f32(hit.v * 4 + hit.copy), 3, 2)
        )
        rib = 1 - smoothstep(0.02, 0.06, np.abs(hit.v - 0.5))
        shade = np.sin(hit.copy * 5.1) * 0.5 + 0.5
        return mix(mix(mix(a, b, shade[:, None]), gold, (marble * 0.7)[:, None]), b, (rib * 0.6)[:, None])

    one = _heart(Material(paint, gloss=0.6, rough=0.3, thin=0.3), 0.62, 0.35)
    stool = Material(mottled("#c79b66", "#a97c48", 2), gloss=0.3)
    meshes: list[Mesh] = [block(stool, 0.12).scaled(1.0, 0.85, 0.8).moved(0, 0.85, 0)]
    body = [
        m.moved(y=1.7)
        for m in pot(0.7, 0.95, Material(mottled("#6f8f8a", "#587873", 2), gloss=0.7, rough=0.2), True, False)
    ]
    meshes += body
    places, turns, stems = [], [], []
    for k in range(9):
        a0 = -70 + 45 * k + random.uniform(-12, 12)
        c, s = np.cos(np.radians(a0)), np.sin(np.radians(a0))
        length = (0.9 + 1.3 * (k % 3) / 2) * (1.0 if s > -0.2 else 0.5)
        path = curve(
            [
                (0.2 * c, 2.55, 0.2 * s),
                (0.75 * c, 2.85, 0.75 * s),
                (1.08 * c, 2.5, 1.08 * s),
                (1.15 * c + 0.08, 2.45 - length * 0.6, 1.12 * s),
                (1.1 * c - 0.05, 2.4 - length, 1.15 * s),
            ],
            40,
        )
        stems.append(tube(path, 0.022, Material(rgb("#7aa352"), gloss=0.3), 7))
        for j in range(4, 40, 5):
            places.append(path[j])
            turns.append(
                (
                    random.uniform(-25, 25),
                    -a0 + random.choice([-55, 55]) + random.uniform(-15, 15),
                    -8 - j * 0.9 + random.uniform(-15, 15),
                )
            )
    for _ in range(14):
        r, t = 0.5 * np.sqrt(random.random()), random.uniform(0, 6.28)
        places.append(f32([r * np.cos(t), 2.65 + random.uniform(0, 0.35), r * np.sin(t)]))
        turns.append(
            (random.uniform(-15, 15), -np.degrees(t) + random.uniform(-30, 30), random.uniform(-5, 25))
        )
    meshes += [merge(stems), one.copies(f32(places), f32(turns), f32(random.uniform(0.7, 1.1, len(places))))]
    return Scene(meshes, ground, rgb("#e6dfd2"), camera=camera)


def cacti(ground: Ground, camera: Camera) -> Scene:
    """Three small cacti in a row."""
    meshes: list[Mesh] = []

    def ribbed(r: float, h: float, ribs: int, x: float, y: float, z: float, dark: str, pale: str) -> None:
        a, b = rgb(dark), rgb(pale)
        u = np.linspace(0, 1, 50)[:, None]
        t = np.linspace(0, 2 * np.pi, ribs * 12 + 1)[None]
        bump = 0.84 + 0.16 * np.abs(np.sin(t * ribs / 2)) ** 0.8
        rr = r * np.sin(np.pi * np.clip(0.08 + 0.92 * u, 0, 1)) ** 0.55 * bump
        grid = f32(np.stack([rr * np.cos(t), u * h + 0 * t, rr * np.sin(t)], -1)[None])

        def paint(hit: Hit) -> Array:
            return mix(a, b, (np.abs(np.sin(hit.v * np.pi * ribs)) ** 2)[:, None])

        meshes.append(Mesh(grid, Material(paint, gloss=0.25, rough=0.5)).moved(x, y, z))
        spots, turns = [], []
        for k in range(ribs):
            ang = (k + 0.5) * 2 * np.pi / ribs
            for v in np.linspace(0.12, 0.92, max(5, int(h * 9))):
                rad = r * np.sin(np.pi * (0.08 + 0.92 * v)) ** 0.55
                for d in (-18, 0, 18):
                    spots.append((x + rad * np.cos(ang), y + v * h, z + rad * np.sin(ang)))
                    turns.append((0, -np.degrees(ang) + d, 10 * (d != 0)))
        spine = tube(
            f32([(0, 0, 0), (0.05, 0.005, 0), (0.11, 0.01, 0)]),
            f32([0.010, 0.008, 0.004]),
            Material(rgb("#f0e6c8"), gloss=0.2),
            5,
        )
        meshes.append(spine.copies(f32(spots), f32(turns)))

    for x, z, stuff in (
        (-1.3, 0.1, CLAY),
        (0.05, 0.25, Material(mottled("#e9e3d6", "#d9d0bf", 3), gloss=0.5, rough=0.25)),
        (1.35, 0.0, Material(mottled("#7f9a94", "#68837d", 2), gloss=0.5, rough=0.3)),
    ):
        meshes += [m.moved(x, 0, z) for m in pot(0.52, 0.7, stuff)]
    ribbed(0.46, 0.72, 14, -1.3, 0.6, 0.1, "#3f7a4a", "#7fb07a")
    ribbed(0.30, 1.35, 9, 0.05, 0.58, 0.25, "#4f8a58", "#8fbf8a")
    ribbed(0.24, 0.85, 10, 1.2, 0.6, -0.02, "#5a8f4f", "#a0c27f")
    ribbed(0.18, 0.55, 10, 1.55, 0.6, 0.12, "#5a8f4f", "#a0c27f")
    petal = leaf(
        Material(lambda h: mix(rgb("#f7d3dc"), rgb("#d8507f"), h.u[:, None]), gloss=0.2, thin=0.5),
        0.26,
        0.11,
        -0.3,
        0.05,
        12,
        7,
    )
    n = 12
    meshes.append(
        petal.copies(
            f32([(-1.3, 1.3, 0.1)] * n),
            f32(np.stack([np.zeros(n), np.arange(n) * 30.0, np.where(np.arange(n) % 2, 25, 50)], -1)),
        )
    )
    return Scene(meshes, ground, rgb("#e9dfd0"), camera=camera)


def chilli_plant(random: Random, ground: Ground, camera: Camera) -> Scene:
    """A bushy plant with upright red and green chillies."""
    bag = Material(mottled("#33322f", "#252422", 3), gloss=0.35, rough=0.4, bump=0.15, bump_scale=5)
    body = lathe(
        corners([(0, 0.02), (0.7, 0.02), (0.74, 1.0), (0.7, 1.05), (0.66, 0.98), (0, 0.9)], 60, 0.06), bag, 80
    ).rough(0.03, 2)
    meshes: list[Mesh] = [body, mound(0.66, 0.08, SOIL, 3, 0.05).moved(y=0.93)]
    stem_stuff = Material(rgb("#6a8f45"), gloss=0.2)
    stems, places, turns, fruit, fruit_turns = (
        [tube(f32([(0, 0.9, 0), (0.03, 1.5, 0), (0, 2.0, 0)]), 0.05, stem_stuff, 9)],
        [],
        [],
        [],
        [],
    )
    for k in range(16):
        a = k * 137.5
        c, s = np.cos(np.radians(a)), np.sin(np.radians(a))
        h = 1.45 + 1.25 * k / 16
        reach = 0.95 * (1.15 - 0.55 * k / 16)
        stems.append(
            tube(
                curve(
                    [
                        (0.02, h - 0.25, 0),
                        (reach * 0.5 * c, h + 0.15, reach * 0.5 * s),
                        (reach * c, h + 0.28, reach * s),
                    ],
                    3,
                ),
                0.022,
                stem_stuff,
                9,
            )
        )
        for f in (0.35, 0.6, 0.8, 1.0, 1.0):
            places.append((reach * f * c, h + 0.28 * f, reach * f * s))
            turns.append((random.uniform(-20, 20), -a + random.uniform(-75, 75), random.uniform(-45, 5)))
        if k % 4 != 3:
            for _ in range(3):
                f = random.uniform(0.5, 1.0)
                fruit.append(
                    (
                        reach * f * c + random.uniform(-0.12, 0.12),
                        h + 0.42,
                        reach * f * s + random.uniform(-0.12, 0.12),
                    )
                )
                fruit_turns.append((random.uniform(-14, 14), 0, 90 + random.uniform(-18, 18)))
    stems = [tube(f32(s.points[0].mean(axis=1)), 0.022, stem_stuff, 7) for s in stems]
    meshes += stems
    one = leaf(leafy("#2f6b2c", "#5f9a45", 6, 0.5), 0.72, 0.3, 0.3, 0.06, 24, 11)
    meshes.append(one.copies(f32(places), f32(turns), f32(random.uniform(0.7, 1.15, len(places)))))
    colours = each(["#c8201a", "#d8401c", "#c8201a", "#8fb04a"], 7)
    pod, stalk = chilli("#c8201a", 0.44, 0.062)
    flip = f32(fruit_turns)
    meshes += [
        pod.painted(Material(colours, gloss=1.0, rough=0.15)).turned(z=180).copies(f32(fruit), flip),
        stalk.turned(z=180).copies(f32(fruit), flip),
    ]
    return Scene(meshes, ground, rgb("#dfe3d6"), camera=camera)


def rosette(random: Random, kind: str, ground: Ground, camera: Camera) -> Scene:
    """Aloe: thick toothed leaves; or a salak seedling: arching feathered fronds."""
    if kind == "aloe":
        a, b = rgb("#5f8f6a"), rgb("#9fc29a")

        def paint(hit: Hit) -> Array:
            fleck = smoothstep(0.68, 0.74, noise2(f32(hit.u * 30 + hit.copy * 3), f32(hit.v * 14), 4))
            edge = smoothstep(0.9, 1.0, np.abs(np.sin(hit.v * 2 * np.pi)))
            return mix(
                mix(a, b, np.clip(0.25 + 0.3 * hit.u + 0.5 * fleck, 0, 1)[:, None]),
                rgb("#e3e6c0"),
                (edge * 0.15)[:, None],
            )

        t = np.linspace(0, 1, 36)
        path = f32(np.stack([0.55 * t + 0.35 * t**2, 1.45 * t - 0.32 * t**2, 0 * t], -1))
        one = tube(
            path,
            f32(0.2 * (1 - t**2.2) * (0.8 + 0.3 * np.sin(t * 2))),
            Material(paint, gloss=0.5, rough=0.35),
            20,
        )
        one = Mesh(f32(one.points), one.material)
        n = 15
        i = np.arange(n)
        lean = np.linspace(-12, 42, n)
        return Scene(
            [
                *pot(0.78, 1.05),
                one.copies(
                    f32([(0, 0.92, 0)] * n),
                    f32(np.stack([0 * i, i * 137.5, lean], -1)),
                    f32(np.stack([0.75 + 0.3 * (1 - i / n), 0.75 + 0.3 * (1 - i / n), 1 + 0 * i], -1)),
                ),
            ],
            ground,
            rgb("#e6e2d6"),
            camera=camera,
        )
    bag = Material(mottled("#33322f", "#252422", 3), gloss=0.35, rough=0.4, bump=0.15, bump_scale=5)
    body = lathe(
        corners([(0, 0.02), (0.6, 0.02), (0.64, 0.95), (0.6, 1.0), (0.56, 0.93), (0, 0.86)], 60, 0.06),
        bag,
        80,
    ).rough(0.03, 2)
    meshes: list[Mesh] = [body, mound(0.56, 0.08, SOIL, 3, 0.05).moved(y=0.88)]
    blade = leaf(leafy("#3a7030", "#74a552", 0, 0.4), 0.75, 0.15, 0.22, 0.04, 22, 7)
    places, turns = [], []
    for k in range(6):
        a = k * 60 + 15
        c, s = np.cos(np.radians(a)), np.sin(np.radians(a))
        top_ = 2.3 + 0.35 * (k % 2)
        path = curve(
            [
                (0.05 * c, 0.85, -0.05 * s),
                (0.25 * c, 1.6, -0.25 * s),
                (0.75 * c, top_, -0.75 * s),
                (1.5 * c, top_ - 0.15, -1.5 * s),
            ],
            40,
        )
        meshes.append(tube(path, f32(np.linspace(0.045, 0.015, 40)), Material(rgb("#8a9a4f"), gloss=0.2), 8))
        for j in range(14, 40, 3):
            for side in (-1, 1):
                places.append(path[j])
                turns.append((side * 20, a + side * (62 - j * 0.7), 10 - j * 0.9))
    meshes.append(blade.copies(f32(places), f32(turns), f32(random.uniform(0.75, 1.05, len(places)))))
    return Scene(meshes, ground, rgb("#e3ddcf"), camera=camera)


def empty_pots(ground: Ground, camera: Camera) -> Scene:
    """Pots of three sizes, one lying on its side."""
    meshes = [m.moved(-0.6, 0, -0.5) for m in pot(1.0, 1.5, soil=False)]
    meshes += [m.moved(1.15, 0, -0.1) for m in pot(0.75, 1.1, soil=False)]
    stack = pot(0.55, 0.8, soil=False, dish=False)
    meshes += [m.turned(z=-96, y=28).moved(-0.25, 0.56, 1.05) for m in stack]
    return Scene(meshes, ground, rgb("#ddd5c6"), camera=camera)


def soil_sack(random: Random, ground: Ground, camera: Camera) -> Scene:
    """An open sack of soil with a trowel."""
    weave = rgb("#e6ddc8")

    def paint(hit: Hit) -> Array:
        t = np.sin(hit.v * 260) * np.sin(hit.u * 170) * 0.04
        band = (np.abs(hit.u - 0.42) < 0.06)[:, None]
        return f32(np.where(band, rgb("#4f8a4a"), weave) * (1 + t)[:, None])

    line = curve(
        [
            (0, 0.05),
            (0.85, 0.05),
            (1.08, 0.4),
            (1.05, 1.1),
            (0.95, 1.5),
            (1.08, 1.66),
            (1.15, 1.52),
            (1.1, 1.4),
        ],
        90,
    )
    body = lathe(line, Material(paint, gloss=0.1), 110).scaled(1.1, 1, 0.85).rough(0.07, 1.4, 3)
    meshes: list[Mesh] = [
        Mesh(body.points, body.material, closed=False),
        mound(0.98, 0.28, SOIL, 4, 0.09).scaled(1.08, 1, 0.85).moved(y=1.4),
    ]
    meshes += [mound(0.85, 0.36, SOIL, 6, 0.09).moved(1.75, 0, 0.7)]
    meshes.append(
        bits(
            random,
            strewn(random, 120, 1.15, 0.02, 0.2) + f32([1.75, 0, 0.7]),
            Material(each(["#4a3325", "#2f2018", "#6b5340", "#c9a97a"], 4)),
            (0.05, 0.03, 0.04),
        )
    )
    sprout = leaf(leafy("#4f8f3c", "#86bb5e", 4), 0.45, 0.22, 0.2, 0.06, 18, 9)
    meshes.append(
        sprout.copies(
            f32([(1.7, 0.72, 0.65)] * 4), f32([[0, 20, 30], [0, 200, 30], [0, 110, 48], [0, 290, 48]])
        )
    )
    meshes.append(
        tube(f32([(1.7, 0.3, 0.65), (1.7, 0.5, 0.65), (1.7, 0.72, 0.65)]), 0.03, Material(rgb("#7aa352")), 8)
    )
    meshes += [m.moved(-1.9, 0, 0.5) for m in pot(0.55, 0.8, soil=True)]
    return Scene(meshes, ground, rgb("#dfd9ca"), camera=camera)


def scenes() -> dict[str, Builder]:
    """Photo name -> how to build its scene."""
    return {
        "monstera-1": lambda r: monstera(r, plain("#d6cdbb"), low(8.4, 0, 1.35, 0, 18), 8),
        "monstera-2": lambda r: monstera(
            r, wood("#c5a077", "#a37d52"), Camera((0.1, 1.9, 0), 7.2, 34, 40, blur=0.8), 10
        ),
        "sansevieria-1": lambda r: sansevieria(r, wood("#d9ba90", "#b99566"), low(8.2, 8, 1.5, 0, 12)),
        "sirih-gading-1": lambda r: pothos(r, plain("#d9cfbe"), low(8.6, 0, 1.6, 0.0, 10)),
        "kaktus-mini-1": lambda _: cacti(wood("#e3c9a4", "#c7a67a"), low(8.0, 4, 0.85, 0.05, 18)),
        "cabai-rawit-1": lambda r: chilli_plant(r, stone("#a9a79c"), low(8.4, 0, 1.55, 0, 12)),
        "lidah-buaya-1": lambda r: rosette(r, "aloe", linen("#dcd6c6"), low(7.4, 0, 1.1, 0, 22)),
        "bibit-salak-1": lambda r: rosette(r, "salak", plain("#cfc9b8"), low(8.8, 10, 1.4, 0, 14)),
        "pot-terakota-1": lambda _: empty_pots(linen("#e0d8c9"), low(8.6, -6, 0.75, 0.1, 22)),
        "media-tanam-1": lambda r: soil_sack(r, wood("#b08a5e", "#8d6a42"), low(8.8, 6, 0.85, 0.1, 24)),
    }
