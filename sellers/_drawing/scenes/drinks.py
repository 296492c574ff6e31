"""Coffee and other drinks in glasses and cups."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..geometry import Hit, Material, Mesh, ball, block, corners, curve, lathe, rgb, tube
from ..kit import Random, bits, heap, mottled, strewn, tumble, vary
from ..noise import Array, f32, mix, noise3, smoothstep
from ..props import (
    ceramic,
    cloth_napkin,
    disc,
    leaf,
    leafy,
    mound,
    pool,
    saucer,
    tumbler,
)
from ..scene import Camera, Ground, Scene

BEAN = Material(mottled("#4a2814", "#24120a", 7), gloss=0.8, rough=0.3)


def layered(colours: Sequence[str], stops: Sequence[float], swirl: float = 0.25, seed: int = 3) -> Material:
    """A drink whose layers have begun to mingle; `stops` are heights."""
    table = np.stack([rgb(c) for c in colours])

    def paint(hit: Hit) -> Array:
        stretched = hit.p * f32([2.2, 1.1, 2.2])
        y = hit.p[:, 1] + swirl * (noise3(stretched, seed, 2) - 0.5) * 2
        return f32(np.stack([np.interp(y, stops, table[:, c]) for c in range(3)], axis=-1))

    return Material(paint, gloss=0.25, rough=0.2, glow=0.22)


def iced(
    random: Random, drink: Material, radius: float = 0.62, height: float = 1.9, ice: int = 6
) -> list[Mesh]:
    """A glass of something cold with ice at the top."""
    inner = corners(
        [(0, 0.1), (radius * 0.92, 0.1), (radius * 1.13, height * 0.86), (0, height * 0.86)], 60, 0.05
    )
    frozen = Material(
        rgb("#ffffff"), gloss=1.0, rough=0.08, glass=True, tint=f32([0.90, 0.94, 0.96]), glow=0.30
    )
    cube = block(frozen, 0.24, 22, 32).scaled(0.21)
    meshes = [lathe(inner, drink, 80)]
    places = f32(
        np.stack(
            [
                0.36 * np.cos(np.arange(ice) * 2.2),
                height * 0.86 - 0.03 + 0.05 * (np.arange(ice) % 2),
                0.36 * np.sin(np.arange(ice) * 2.2),
            ],
            -1,
        )
    )
    turns, sizes = tumble(random, ice, 30), vary(random, ice)
    meshes += [cube.copies(f32(places[[i]]), turns[[i]], sizes[[i]]) for i in np.argsort(places[:, 2])]
    meshes += tumbler(radius, height)
    return meshes


def beans(random: Random, places: Array, size: float = 0.13) -> Mesh:
    """Roasted coffee beans with their crease."""
    one = ball(BEAN, 16, 22)
    p = one.points.copy()
    dent = np.exp(-((p[..., 2] + 0.12 * np.sin(p[..., 0] * 3)) ** 2) / 0.012) * (p[..., 1] > 0)
    p[..., 1] = np.where(p[..., 1] > 0, p[..., 1] * 0.75, p[..., 1]) - dent * 0.3
    bean = Mesh(p, BEAN).scaled(size, size * 0.62, size * 0.7)
    return bean.copies(places, tumble(random, len(places), 40), vary(random, len(places)))


def _straw(x: float, colour: str, height: float) -> Mesh:
    t = np.linspace(0, 1, 20)[:, None]
    path = f32(np.concatenate([x + 0.34 * t, 0.3 + height * t, 0.1 - 0.2 * t], axis=1))
    return tube(path, 0.055, Material(rgb(colour), gloss=0.4), 14)


def iced_coffee(random: Random, kind: str, ground: Ground, camera: Camera) -> Scene:
    """Iced coffee with milk, pandan, chocolate, or timun suri."""
    drinks = {
        "aren": layered(
            ["#3a1607", "#4a2412", "#8a5a35", "#ead6b8", "#efe0c8", "#a87748", "#6d4022"],
            [0.1, 0.3, 0.48, 0.62, 0.95, 1.25, 1.6],
        ),
        "pandan": layered(
            ["#8fb45c", "#b5cf8a", "#f0ead2", "#e9dcc0", "#8a5f3c", "#5a3218"],
            [0.1, 0.45, 0.7, 1.0, 1.3, 1.6],
        ),
        "cokelat": layered(["#2b140b", "#4a2616", "#6f4128", "#7d4c30"], [0.1, 0.4, 0.9, 1.6], 0.3),
        "suri": layered(["#f2e9c4", "#f7efcf", "#f3dfa0", "#f6ecc8"], [0.1, 0.6, 1.0, 1.6], 0.4),
    }
    meshes = iced(random, drinks[kind])
    if kind in ("aren", "pandan"):
        meshes.insert(0, _straw(0.1, "#3c3a36" if kind == "aren" else "#e9e4d8", 2.35))
    if kind == "aren":
        second = [m.moved(-1.75, 0, -1.5) for m in iced(random, drinks[kind])]
        meshes = second + meshes
        meshes.append(beans(random, strewn(random, 26, 0.6, 0.09) + f32([1.5, 0, 0.7])))
        lump = lathe(
            corners([(0, 0), (0.42, 0), (0.36, 0.28), (0, 0.28)], 30),
            Material(mottled("#8a4f22", "#5f3212", 4), gloss=0.4, bump=0.2),
            60,
        )
        meshes += [lump.moved(1.75, 0, -0.5)]
    if kind == "pandan":
        for i in range(4):
            meshes.append(
                leaf(leafy("#3f7a33", "#6da54f", 0.0), 2.4, 0.26, 0.05, 0.15, 40, 9, 0.6)
                .turned(y=-24 + 14 * i)
                .moved(0.6, 0.1 + 0.05 * i, 0.7 - 0.15 * i)
            )
        meshes.append(saucer("#efe9df", 0.55).moved(-1.6, 0, 0.2))
        meshes.append(
            pool(0.45, 0.24, Material(rgb("#7fae4a"), gloss=1.2, rough=0.08, glow=0.2)).moved(-1.6, 0, 0.2)
        )
    if kind == "cokelat":
        square = block(Material(rgb("#4a2413"), gloss=0.7, rough=0.25), 0.15, 12, 20).scaled(0.26, 0.09, 0.26)
        meshes.append(
            square.copies(
                f32([(1.3, 0.09, 0.3), (1.75, 0.09, 0.0), (1.5, 0.27, 0.12), (-1.4, 0.09, 0.5)]),
                tumble(random, 4, 4),
            )
        )
        meshes.append(
            mound(0.5, 0.24, Material(mottled("#6b3d22", "#4f2a15", 6), bump=0.3), 4).moved(-1.5, 0, -0.5)
        )
    if kind == "suri":
        flesh = Material(mottled("#f7e9b0", "#f0d68a", 4), gloss=0.9, rough=0.2, glow=0.25)
        meshes.insert(0, bits(random, heap(random, 16, 0.5, 0.14, 1.62), flesh, (0.2, 0.09, 0.12)))
        meshes.insert(
            0,
            bits(
                random,
                heap(random, 50, 0.6, 0.1, 1.68),
                Material(rgb("#2b2a2a"), gloss=0.8),
                (0.02, 0.02, 0.02),
            ),
        )
        fruit = ball(Material(mottled("#f0c75a", "#e3a93c", 2), gloss=0.6), 30, 48).scaled(1.25, 0.62, 0.62)
        meshes.append(fruit.turned(y=24).moved(-1.7, 0.62, -1.3))
    return Scene(meshes, ground, rgb("#e4dccf"), camera=camera)


def cup(random: Random, kind: str, ground: Ground, camera: Camera) -> Scene:
    """A cup on a saucer: milk coffee with a leaf drawn in the foam, or black coffee."""
    clay = ceramic("#f3eee5" if kind == "milk" else "#4e6468")
    shape = curve(
        [
            (0, 0.12),
            (0.42, 0.1),
            (0.62, 0.28),
            (0.82, 0.75),
            (0.86, 0.98),
            (0.82, 0.99),
            (0.76, 0.75),
            (0.55, 0.3),
            (0, 0.22),
        ],
        80,
    )
    meshes: list[Mesh] = [lathe(shape, clay, 110)]
    t = np.linspace(-1.25, 1.25, 30)
    handle = tube(
        f32(np.stack([0.74 + 0.42 * np.cos(t), 0.56 + 0.30 * np.sin(t), 0 * t], -1)), 0.075, clay, 14
    )
    meshes += [handle.turned(y=-35), saucer("#f3eee5" if kind == "milk" else "#4e6468", 1.35, 0.24)]
    crema, milk, dark = rgb("#a8693a"), rgb("#f3e2c4"), rgb("#2a150b")

    def art(hit: Hit) -> Array:
        x, z = hit.p[:, 0] * 1.5, hit.p[:, 2] * 1.5 + 0.05
        r = np.hypot(x, z)
        band = np.sin((z * 1.0 + np.abs(x) * 0.75) * 15)
        inside = smoothstep(0.98, 0.9, r) * smoothstep(
            0.0, 0.05, f32(0.85 - r * (1 + 0.35 * (z < 0) * np.abs(x)))
        )
        petal = smoothstep(-0.25, 0.25, f32(band)) * inside * (np.abs(x) < 0.78 * (0.9 - z * 0.55))
        stem = (1 - smoothstep(0.02, 0.05, f32(np.abs(x)))) * (r < 0.85)
        return mix(crema * (0.75 + 0.3 * (1 - r))[:, None], milk, np.maximum(petal * (1 - stem), 0)[:, None])

    def black(hit: Hit) -> Array:
        r = np.hypot(hit.p[:, 0], hit.p[:, 2]) / 0.78
        ring = smoothstep(0.82, 0.98, f32(r)) * (0.5 + 0.8 * noise3(hit.p * 9, 3))
        return mix(dark, rgb("#8a5a30"), np.clip(ring, 0, 1)[:, None])

    meshes.append(pool(0.785, 0.84, Material(art if kind == "milk" else black, gloss=0.7, rough=0.12)))
    meshes.append(beans(random, strewn(random, 22, 0.8, 0.08) + f32([1.9, 0, 1.0])))
    if kind == "milk":
        meshes.append(cloth_napkin("#d9cfbf", "#6d4a33", -1.9, 1.0, 35, 2.0))
        meshes.append(
            disc(Material(mottled("#dba75c", "#b57c36", 5), gloss=0.2, bump=0.3), 0.42, 0.14, 0.06).copies(
                f32([(-1.8, 0.12, -1.0), (-1.5, 0.26, -0.9)])
            )
        )
    else:
        cube = block(Material(mottled("#a66a35", "#8a5022", 6), gloss=0.3, bump=0.3), 0.3, 14, 20).scaled(
            0.17
        )
        meshes.append(
            cube.copies(
                f32([(-1.7, 0.17, 0.3), (-1.4, 0.17, 0.75), (-1.55, 0.48, 0.5)]), tumble(random, 3, 3)
            )
        )
        meshes.append(beans(random, strewn(random, 30, 1.0, 0.08) + f32([-1.6, 0, -1.4])))
    return Scene(meshes, ground, camera=camera)
