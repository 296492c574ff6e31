"""Warung Cak Mat: its pictures by name, drinking water and crackers; no brands anywhere."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, block, corners, lathe, rgb, tube
from ..kit import half, low, merge, mottled
from ..noise import Array, f32, mix, noise3, smoothstep
from ..props import glass
from ..scene import Builder, Camera, Ground, Scene
from ..surfaces import linen, plain, stone, wood
from .sembako_botol import oil, packets, soy, tea
from .sembako_curah import bagged, eggs, onions, palm_sugar, rice


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
