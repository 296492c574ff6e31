"""Kue Mpok Ijah: her pictures by name, and the small market sweets."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, ball, corners, lathe, rgb
from ..kit import Random, bits, each, half, low, mottled, strewn, vary
from ..noise import Array, f32, mix, noise2, smoothstep
from ..props import banana_leaf, cloth_napkin, plate, saucer
from ..scene import Builder, Camera, Ground, Scene
from ..surfaces import linen, marble, plain, stone, wood
from .kue_kering import cookie_jar, cookie_plate
from .kue_lapis import bolu, lapis, squares


def balls(random: Random, kind: str, ground: Ground, camera: Camera) -> Scene:
    """Onde-onde with sesame, or klepon in grated coconut."""
    if kind == "onde":
        size, count = 0.4, 10
        places = f32(
            [(0.82 * np.cos(i * 0.898), 0.5, 0.82 * np.sin(i * 0.898)) for i in range(7)]
            + [(0.34, 1.06, 0.2), (-0.38, 1.06, 0.14), (0.02, 1.06, -0.42)]
        )
        skin = Material(mottled("#d99a45", "#b5702a", 3), gloss=0.5, rough=0.35)
        meshes: list[Mesh] = [plate("#5f7a78", 1.75), ball(skin, 28, 40).scaled(size).copies(places)]
        n = 330
        d = random.normal(0, 1, (count * n, 3))
        d /= np.linalg.norm(d, axis=1, keepdims=True)
        at = np.repeat(places, n, axis=0) + d * size
        seed = ball(Material(each(["#f3dfae", "#e8cd90", "#f7e8c2"], 4), gloss=0.5), 6, 8).scaled(
            0.043, 0.018, 0.026
        )
        turns = np.stack(
            [
                np.degrees(np.arcsin(np.clip(d[:, 2], -1, 1))),
                random.uniform(-20, 20, len(d)),
                np.degrees(-np.arcsin(np.clip(d[:, 0], -1, 1))),
            ],
            -1,
        )
        meshes.append(seed.copies(f32(at), f32(turns)))
        return Scene(meshes, ground, rgb("#e6ddcf"), camera=camera)
    size = 0.34
    places = f32(
        [(0.75 * np.cos(i * 1.047), 0.42, 0.75 * np.sin(i * 1.047)) for i in range(6)]
        + [(0, 0.42, 0), (0.35, 0.92, 0.2), (-0.36, 0.9, 0.2), (0.0, 0.92, -0.38)]
    )
    skin = Material(mottled("#6f9a3c", "#56822a", 3), gloss=0.9, rough=0.25, glow=0.08)
    meshes = [
        banana_leaf(4.2, 3.2).turned(y=18),
        saucer("#e7dfd0", 1.35, 0.3).moved(y=0.06),
        ball(skin, 28, 40).scaled(size).copies(places),
    ]
    n = 120
    d = random.normal(0, 1, (len(places) * n, 3)) + f32([0, 0.5, 0])
    d /= np.linalg.norm(d, axis=1, keepdims=True)
    flake = bits(
        random,
        f32(np.repeat(places, n, axis=0) + d * size),
        Material(rgb("#fdfaf2"), gloss=0.3, glow=0.15),
        (0.06, 0.013, 0.016),
        50,
    )
    meshes += [
        flake,
        bits(
            random,
            strewn(random, 160, 1.0, 0.16),
            Material(rgb("#fdfaf2"), gloss=0.3, glow=0.15),
            (0.06, 0.013, 0.016),
            30,
        ),
    ]
    meshes += [
        lathe(
            corners([(0, 0), (0.42, 0), (0.36, 0.28), (0, 0.28)], 30),
            Material(mottled("#8a4f22", "#5f3212", 4), gloss=0.4, bump=0.2),
            60,
        ).moved(1.7, 0.08, -0.7)
    ]
    return Scene(meshes, ground, camera=camera)


def cucur(random: Random, ground: Ground, camera: Camera) -> Scene:
    """Brown pancakes, thick in the middle with a lacy rim."""

    def paint(hit: Hit) -> Array:
        r = hit.u
        fibre = noise2(f32(hit.v * 50), f32(r * 5), 4)
        base = mix(rgb("#b9712c"), rgb("#7d3f12"), smoothstep(0.35, 0.85, r)[:, None])
        rim = smoothstep(0.86, 0.97, r)
        return mix(base * (0.8 + 0.35 * fibre)[:, None], rgb("#4f240a"), rim[:, None])

    r = np.linspace(0, 1, 40)
    y = 0.06 + 0.26 * np.exp(-((r / 0.5) ** 4)) + 0.05 * smoothstep(0.8, 1, f32(r))
    one = lathe(
        f32(np.stack([r * 0.72, y], -1)), Material(paint, gloss=0.8, rough=0.28, bump=0.12), 80, closed=False
    ).rough(0.025, 4)
    i = np.arange(6)
    ring = f32(np.stack([0.86 * np.cos(i * 1.047), 0.25 + 0.05 * (i % 2), 0.86 * np.sin(i * 1.047)], -1))
    places = np.concatenate([ring, f32([(0.15, 0.55, 0.3), (-0.35, 0.57, -0.3), (0.1, 0.83, -0.02)])])
    meshes: list[Mesh] = [
        plate("#e8e0d2", 2.0),
        one.copies(
            places,
            f32(np.stack([random.normal(0, 4, 9), random.uniform(0, 360, 9), random.normal(0, 4, 9)], -1)),
            vary(random, 9, 0.05),
        ),
    ]
    meshes.append(cloth_napkin("#c9d0c4", "#5f7d5c", 2.6, -1.2, -24))
    return Scene(meshes, ground, camera=camera)


def scenes() -> dict[str, Builder]:
    """Photo name -> how to build its scene."""
    return {
        "nastar-1": lambda r: cookie_jar(
            r, "nastar", linen("#eadfd6"), low(7.6, 4, 0.75, 0.15, 24), "#b5573a", "#f0ebe1"
        ),
        "nastar-2": lambda r: cookie_plate(r, "nastar", wood("#d9b78c", "#b98f62"), half(6.0, -18, 0.4)),
        "kastengel-1": lambda r: cookie_jar(
            r, "kastengel", plain("#d9ccb8"), low(7.6, -6, 0.75, 0.15, 26), "#c9a26b", "#7d8f86"
        ),
        "putri-salju-1": lambda r: cookie_jar(
            r, "putri", stone("#8e9aa0"), low(7.4, 2, 0.75, 0.15, 26), "#e9e2d4", "#4f5f66"
        ),
        "lapis-legit-1": lambda r: lapis(r, wood("#a87a50", "#865c38"), low(7.0, 0, 0.45, 0, 24), False),
        "lapis-legit-2": lambda r: lapis(r, marble(), half(5.6, -6, 0.4), True),
        "bolu-pandan-1": lambda r: bolu(r, "pandan", linen("#e9e4d6"), half(8.6, 0, 0.4)),
        "onde-onde-1": lambda r: balls(r, "onde", wood("#e0c59c", "#c4a074"), half(6.6, 10, 0.5)),
        "klepon-1": lambda r: balls(r, "klepon", wood("#b98d60", "#96704a", angle=20), half(6.4, -14, 0.4)),
        "kue-pepe-1": lambda r: squares(r, "pepe", plain("#e3d6cf"), half(6.2, 8, 0.3)),
        "kue-cucur-1": lambda r: cucur(r, linen("#ddd3c4"), half(6.8, 0, 0.3)),
        "dodol-betawi-1": lambda r: squares(
            r, "dodol", wood("#d6b488", "#b88e60", angle=-10), half(6.6, 12, 0.3)
        ),
        "brownies-kukus-1": lambda r: bolu(r, "brownies", marble(6), low(7.4, 10, 0.5, 0.1, 26)),
    }
