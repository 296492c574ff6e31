"""A turned wooden bowl and a knotted wall hanging."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, ball, curve, lathe, rgb, tube
from ..kit import Random, merge, mottled
from ..noise import Array, f32, mix, noise3
from ..scene import Camera, Ground, Scene
from .weave import ROPE


def wooden_bowl(ground: Ground, camera: Camera, full: bool) -> Scene:
    """A turned mahogany bowl, empty or with fruit."""
    pale, deep = rgb("#b06a3a"), rgb("#6f3819")

    def grain(hit: Hit) -> Array:
        q = hit.p * f32([0.9, 4.0, 0.9])
        ring = np.sin((hit.p[:, 0] * 3.2 + 0.9 * noise3(q, 5, 2) + hit.p[:, 1] * 0.8) * 9)
        fine = noise3(hit.p * f32([26, 26, 2.5]), 6)
        return mix(pale, deep, np.clip(0.45 + 0.35 * ring + 0.35 * (fine - 0.5), 0, 1)[:, None])

    timber = Material(grain, gloss=0.55, rough=0.3)
    shape = curve(
        [
            (0, 0.02),
            (0.7, 0.0),
            (1.2, 0.28),
            (1.6, 0.8),
            (1.68, 1.05),
            (1.6, 1.1),
            (1.48, 0.85),
            (1.1, 0.42),
            (0.6, 0.2),
            (0, 0.16),
        ],
        90,
    )
    meshes: list[Mesh] = [lathe(shape, timber, 130)]
    if full:
        citrus = ball(
            Material(mottled("#e8a32c", "#d98a1c", 9), gloss=0.6, rough=0.3, bump=0.12, bump_scale=26), 34, 44
        )
        for x, y, z, s in (
            (-0.5, 0.78, 0.25, 0.46),
            (0.45, 0.8, 0.3, 0.44),
            (0.0, 0.85, -0.5, 0.47),
            (0.05, 1.32, 0.05, 0.42),
        ):
            meshes.append(citrus.scaled(s, s * 0.93, s).moved(x, y, z))
        meshes.append(
            citrus.scaled(0.44, 0.41, 0.44)
            .painted(Material(mottled("#7da23c", "#5f8a2c", 6), gloss=0.5, bump=0.12, bump_scale=26))
            .moved(-0.35, 1.2, -0.42)
        )
    else:
        small = lathe(shape, timber, 110).scaled(0.55)
        meshes += [small.moved(2.0, 0, 0.9)]
        spoon = Material(grain, gloss=0.45, rough=0.35)
        meshes += [
            ball(spoon, 24, 32).scaled(0.42, 0.10, 0.27).turned(y=-24).moved(-1.75, 0.12, 1.35),
            tube(
                f32([(-1.5, 0.12, 1.45), (-0.7, 0.1, 1.8), (0.3, 0.08, 2.0)]),
                f32([0.07, 0.06, 0.08]),
                spoon,
                12,
            ),
        ]
    return Scene(meshes, ground, rgb("#e2d8c9"), camera=camera)


def macrame(random: Random, ground: Ground, camera: Camera) -> Scene:
    """A wall hanging: knots in a diamond net on a driftwood stick, laid on cloth."""
    stick = tube(
        f32([(-2.0, 0.12, -1.9), (-0.9, 0.14, -1.83), (0.2, 0.12, -1.92), (2.0, 0.13, -1.86)]),
        f32([0.1, 0.12, 0.11, 0.09]),
        Material(mottled("#a58d72", "#7f684e", 5), gloss=0.1, bump=0.25),
        14,
    ).rough(0.02, 3)
    meshes: list[Mesh] = [stick]
    cords, knots = [], []
    columns, rows = 12, 5
    pitch, drop = 0.29, 0.36

    def spot(i: float, row: int) -> tuple[float, float]:
        return (i - (columns - 1) / 2) * pitch, -1.75 + drop * (row + 1)

    t = np.linspace(0, 1, 12)
    for i in range(columns):
        x0, _ = spot(i, 0)
        limit = rows - int(abs(i - (columns - 1) / 2) * 0.62)
        side = 0.5 if i % 2 == 0 else -0.5
        points = [(x0, -1.86)]
        for row in range(max(limit, 1)):
            k = i + side * (1 if row % 2 == 0 else -1)
            k = min(max(k, 0), columns - 1)
            points.append(spot(k, row))
            if (i + row) % 2 == 0 or k in (0, columns - 1):
                knots.append((points[-1][0], 0.12, points[-1][1]))
        end = points[-1]
        points.append((end[0] * 0.97, end[1] + 0.3))
        points.append((end[0] * 0.96, 1.15 + 0.95 * (1 - abs(i - 5.5) / 6.2)))
        for sub in (-0.035, 0.035):
            line = curve([(p[0] + sub, 0.07, p[1]) for p in points], 70)
            cords.append(tube(line, 0.042, ROPE, 8))
        for f in range(4):
            x = end[0] * 0.97 + 0.05 * (f - 1.5)
            z1 = 1.2 + 0.95 * (1 - abs(i - 5.5) / 6.2) + random.uniform(-0.03, 0.03)
            line = f32(
                np.stack(
                    [
                        x + 0.03 * np.sin(t * 5 + i + f),
                        0.05 + 0.02 * np.sin(t * 4 + f),
                        end[1] + 0.2 + (z1 - end[1] - 0.2) * t,
                    ],
                    -1,
                )
            )
            cords.append(
                tube(
                    f32(np.stack([np.interp(np.linspace(0, 1, 70), t, line[:, c]) for c in range(3)], -1)),
                    0.026,
                    ROPE,
                    8,
                )
            )
    meshes.append(merge(cords))
    knot = ball(ROPE, 16, 22).scaled(0.115, 0.085, 0.135).rough(0.03, 9)
    meshes.append(knot.copies(f32(knots)))
    head = ball(ROPE, 14, 20).scaled(0.10, 0.15, 0.16)
    meshes.append(head.copies(f32([(spot(i, 0)[0], 0.12, -1.87) for i in range(columns)])))
    hang = curve(
        [(-1.75, 0.12, -1.9), (-0.8, 0.06, -2.5), (0, 0.06, -2.85), (0.8, 0.06, -2.5), (1.75, 0.12, -1.87)],
        40,
    )
    meshes.append(tube(hang, 0.04, ROPE, 8))
    return Scene(meshes, ground, camera=camera)
