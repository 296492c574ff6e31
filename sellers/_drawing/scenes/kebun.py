"""Kebun Condet: its pictures by name, cacti, chillies and gardening goods."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, corners, curve, lathe, rgb, tube
from ..kit import Random, bits, each, low, mottled, strewn
from ..noise import Array, f32, mix
from ..props import chilli, leaf, leafy, mound
from ..scene import Builder, Camera, Ground, Scene
from ..surfaces import linen, plain, stone, wood
from .kebun_daun import monstera, pothos, rosette, sansevieria
from .pots import CLAY, SOIL, pot


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
