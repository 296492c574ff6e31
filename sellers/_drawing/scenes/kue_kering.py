"""Cookies, in a jar and on a plate."""

from __future__ import annotations

import numpy as np

from ..geometry import Material, Mesh, ball, block, rgb, tube
from ..kit import Random, bits, mottled, tumble, vary
from ..noise import Array, f32, mix, noise3, smoothstep
from ..props import cloth_napkin, jar, plate, saucer
from ..scene import Camera, Ground, Scene


def _cookie(kind: str) -> list[Mesh]:
    """One cookie of size about 0.25, standing on the table."""
    if kind == "nastar":
        top_ = Material(
            lambda h: mix(
                rgb("#f3cf86"),
                rgb("#d68a24"),
                (smoothstep(0.35, 0.8, h.u) * (0.8 + 0.2 * noise3(h.p * 9, 3)))[:, None],
            ),
            gloss=0.9,
            rough=0.22,
            bump=0.08,
        )
        body = ball(top_, 22, 30).scaled(0.26, 0.185, 0.26).moved(y=0.165).rough(0.02, 6)
        clove = tube(
            f32([(0, 0.32, 0), (0.01, 0.37, 0), (0.02, 0.42, 0)]),
            f32([0.03, 0.02, 0.035]),
            Material(rgb("#3a2114")),
            8,
        )
        return [body, clove]
    if kind == "kastengel":
        body = (
            block(Material(mottled("#e6b04e", "#c4802a", 8), gloss=0.5, bump=0.3), 0.3, 18, 28)
            .scaled(0.38, 0.12, 0.14)
            .moved(y=0.12)
        )
        return [body]
    t = np.linspace(-1.9, 1.9, 26)
    path = f32(np.stack([0.2 * np.cos(t), 0.11 + 0 * t, 0.2 * np.sin(t)], -1))
    body = tube(
        path,
        f32(0.115 * np.cos(t / 1.9 * 1.25) ** 0.6),
        Material(mottled("#fffdf8", "#efe7da", 12), gloss=0.0, bump=0.3, bump_scale=22),
        16,
    )
    return [body]


def _many(kind: str, random: Random, places: Array, tilt: float = 14) -> list[Mesh]:
    turns, sizes = tumble(random, len(places), tilt), vary(random, len(places), 0.06)
    out = [m.copies(places, turns, sizes) for m in _cookie(kind)]
    if kind == "kastengel":
        out.append(
            bits(
                random,
                np.concatenate([places + f32([dx, 0.235, dz]) for dx, dz in random.normal(0, 0.09, (5, 2))]),
                Material(rgb("#f4cf6a"), gloss=0.5),
                (0.05, 0.014, 0.016),
            )
        )
    return out


def cookie_jar(random: Random, kind: str, ground: Ground, camera: Camera, lid: str, dish: str) -> Scene:
    """A full jar and a few cookies on a dish in front of it."""
    radius, height = 0.95, 1.7
    levels = []
    for layer in range(6):
        n = 9
        a = np.arange(n) * 2 * np.pi / n + layer * 0.35
        r = 0.64
        levels.append(np.stack([r * np.cos(a), 0.05 + layer * 0.235 + 0 * a, r * np.sin(a)], -1))
        levels.append(
            np.stack([0.26 * np.cos(a[::3]), 0.06 + layer * 0.235 + 0 * a[::3], 0.26 * np.sin(a[::3])], -1)
        )
    inside = f32(np.concatenate(levels))
    meshes = [m.moved(-0.75, 0, -0.55) for m in [*_many(kind, random, inside, 9), *jar(radius, height, lid)]]
    floor = 0.15
    ring = [(0.42 * np.cos(i * 1.257), floor, 0.42 * np.sin(i * 1.257)) for i in range(5)] + [
        (0.0, floor + 0.02, 0.0),
        (0.12, floor + 0.33, 0.1),
    ]
    meshes += [m.moved(1.15, 0, 0.55) for m in [saucer(dish, 0.95, 0.3), *_many(kind, random, f32(ring), 6)]]
    meshes += _many(kind, random, f32([(-0.35, 0, 1.15), (0.1, 0, 1.45)]), 5)
    return Scene(meshes, ground, rgb("#eadfd2"), camera=camera)


def cookie_plate(random: Random, kind: str, ground: Ground, camera: Camera) -> Scene:
    """A plate of cookies, close."""
    places = [
        (r * np.cos(a), 0.16, r * np.sin(a))
        for r, n in ((1.28, 13), (0.78, 8), (0.28, 3))
        for a in np.arange(n) * 2 * np.pi / n
    ]
    places += [
        (r * np.cos(a + 0.3), 0.5, r * np.sin(a + 0.3))
        for r, n in ((0.95, 8), (0.42, 4))
        for a in np.arange(n) * 2 * np.pi / n
    ]
    places += [(0.3 * np.cos(a), 0.82, 0.3 * np.sin(a)) for a in (0.4, 2.5, 4.6)]
    return Scene(
        [
            plate("#8fa39a"),
            *_many(kind, random, f32(places), 7),
            cloth_napkin("#efe7da", "#b5573a", -2.6, 1.0, 30),
        ],
        ground,
        camera=camera,
    )
