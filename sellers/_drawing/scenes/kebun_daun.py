"""Plants kept for their leaves."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, block, corners, curve, lathe, rgb, sheet, tube
from ..kit import Random, merge, mottled
from ..noise import Array, f32, mix, noise2, smoothstep
from ..props import leaf, leafy, mound
from ..scene import Camera, Ground, Scene
from .pots import SOIL, green, heart, monstera_leaf, pot


def monstera(random: Random, ground: Ground, camera: Camera, leaves: int) -> Scene:
    """Split leaves on long stalks."""
    meshes = pot(0.85, 1.2)
    one = monstera_leaf(green("#1f5a2c", "#3f8a45", "#8fbf7a"), 1.25)
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

    one = heart(Material(paint, gloss=0.6, rough=0.3, thin=0.3), 0.62, 0.35)
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
        turn = k * 60 + 15
        c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
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
                turns.append((side * 20, turn + side * (62 - j * 0.7), 10 - j * 0.9))
    meshes.append(blade.copies(f32(places), f32(turns), f32(random.uniform(0.75, 1.05, len(places)))))
    return Scene(meshes, ground, rgb("#e3ddcf"), camera=camera)
