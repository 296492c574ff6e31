"""Cakes: layered, ring-shaped, cut square."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, ball, block, corners, curve, lathe, rgb, tube
from ..kit import Random, mottled, tumble, vary
from ..noise import Array, f32, mix, noise3, smoothstep
from ..props import banana_leaf, disc, leaf, leafy, plate
from ..scene import Camera, Ground, Scene


def layers_material(colours: list[str], height: float, top_: str, count: int) -> Material:
    """The cut side of a layer cake; `count` layers over `height`."""
    table = np.stack([rgb(c) for c in colours])
    crust = rgb(top_)

    def paint(hit: Hit) -> Array:
        y = hit.p[:, 1] + 0.012 * (noise3(hit.p * 4, 3) - 0.5)
        f = y / height * count
        k = np.floor(f).astype(int) % len(table)
        part = f - np.floor(f)
        colour = table[k] * (0.95 + 0.1 * noise3(hit.p * 14, 5))[:, None]
        soft = smoothstep(0.75, 1.0, f32(part))[:, None]
        colour = mix(colour, table[(k + 1) % len(table)], soft)
        return mix(colour, crust, smoothstep(height * 0.975, height * 0.995, f32(hit.p[:, 1]))[:, None])

    return Material(paint, gloss=0.25, rough=0.45, glow=0.05)


def slab(material: Material, x: float, y: float, z: float, power: float = 0.07) -> Mesh:
    """A cake cut square: half-width, height and half-depth."""
    return block(material, power, 60, 80).scaled(x, y / 2, z).moved(y=y / 2)


def lapis(random: Random, ground: Ground, camera: Camera, slices: bool) -> Scene:
    """Thousand-layer cake: a block and slices of it."""
    stuff = layers_material(["#f0c878", "#8f5320"], 0.86, "#7d4318", 22)
    meshes: list[Mesh] = [
        disc(Material(mottled("#f1ece2", "#e6dfd2", 2), gloss=0.6, rough=0.2), 2.1, 0.12, 0.05)
    ]
    if slices:
        one = slab(layers_material(["#f0c878", "#8f5320"], 0.86, "#7d4318", 20), 0.62, 0.86, 0.16)
        meshes[0] = meshes[0].moved(y=-0.12)
        meshes += [one.turned(y=24 + 5 * i).moved(-0.75 + 0.55 * i, 0, -0.35 + 0.28 * i) for i in range(4)]
    else:
        meshes = [
            meshes[0].moved(y=-0.12),
            slab(stuff, 0.95, 0.86, 0.85).turned(y=28).moved(-0.45, 0, -0.35),
            slab(stuff, 0.14, 0.86, 0.85).turned(y=40).moved(1.0, 0, 0.45),
        ]
    prune = (
        ball(Material(mottled("#3a1c1a", "#1e0d0d", 5), gloss=0.8, rough=0.25, bump=0.3), 20, 28)
        .scaled(0.2, 0.13, 0.16)
        .rough(0.03, 5)
    )
    meshes.append(
        prune.copies(f32([(-1.5, 0.12, 1.1), (-1.2, 0.12, 1.3), (-1.55, 0.12, 1.45)]), tumble(random, 3, 8))
    )
    star = tube(
        f32([(-0.5, 0, 0), (0, 0.02, 0), (0.5, 0, 0)]),
        0.07,
        Material(mottled("#8a4a22", "#5f2f12", 5), gloss=0.3, bump=0.2),
        12,
    )
    meshes += [star.turned(y=20).moved(2.2, 0.07, 1.0), star.turned(y=45).moved(2.3, 0.07, 1.25)]
    return Scene(meshes, ground, rgb("#e9dfd0"), camera=camera)


def bolu(random: Random, kind: str, ground: Ground, camera: Camera) -> Scene:
    """A ring cake (pandan) or a steamed loaf (chocolate)."""
    meshes: list[Mesh] = []
    if kind == "pandan":
        crumb = Material(mottled("#a8c468", "#8aab4a", 9), gloss=0.05, bump=0.3, bump_scale=22)
        crust = Material(
            lambda h: mix(
                rgb("#a9bd5a"),
                rgb("#8a6a2c"),
                np.clip(0.75 * smoothstep(0.5, 1.3, h.p[:, 1]) + 0.3 * noise3(h.p * 3, 4), 0, 1)[:, None],
            ),
            gloss=0.25,
            rough=0.5,
            bump=0.15,
        )
        line = curve(
            [
                (0.4, 0.12),
                (1.35, 0.12),
                (1.55, 0.4),
                (1.5, 1.0),
                (1.1, 1.28),
                (0.65, 1.18),
                (0.45, 0.8),
                (0.4, 0.12),
            ],
            80,
        )
        angle = np.radians(np.linspace(38, 342, 110))
        r, y = line[:, :1], line[:, 1:]
        flute = 1 + 0.03 * np.cos(angle * 16)
        grid = f32(np.stack([r * flute * np.cos(angle), y + 0 * angle, r * flute * np.sin(angle)], -1)[None])
        meshes.append(Mesh(grid, crust))
        for a in (38.0, 342.0):
            c, s = np.cos(np.radians(a)), np.sin(np.radians(a))
            u = np.linspace(0, 1, 20)[:, None]
            mid = f32([0.98, 0.66])
            face = mid + (line[None] - mid) * u[..., None]
            meshes.append(
                Mesh(
                    f32(np.stack([face[..., 0] * c, face[..., 1], face[..., 0] * s], -1)[None]),
                    crumb,
                    closed=False,
                )
            )
        wedge = np.radians(np.linspace(-9, 9, 14))
        piece = f32(np.stack([r * np.cos(wedge), y + 0 * wedge, r * np.sin(wedge)], -1)[None])
        slice_ = [Mesh(piece, crust)]
        for a in (-9.0, 9.0):
            c, s = np.cos(np.radians(a)), np.sin(np.radians(a))
            u = np.linspace(0, 1, 20)[:, None]
            face = f32([0.98, 0.66]) + (line[None] - f32([0.98, 0.66])) * u[..., None]
            slice_.append(
                Mesh(
                    f32(np.stack([face[..., 0] * c, face[..., 1], face[..., 0] * s], -1)[None]),
                    crumb,
                    closed=False,
                )
            )
        meshes = [m.turned(y=20) for m in meshes]
        meshes += [m.moved(-0.95, 0, 0).turned(x=0, y=-70).moved(1.15, -0.05, 1.6) for m in slice_]
        meshes.append(plate("#efe9df", 2.2).moved(y=0))
        for i in range(3):
            meshes.append(
                leaf(leafy("#3f7a33", "#6da54f", 0), 2.2, 0.24, 0.03, 0.12, 40, 9, 0.6)
                .turned(y=150 + 12 * i)
                .moved(-1.1, 0.08, 1.9)
            )
    else:
        cocoa = Material(mottled("#4a2816", "#33190c", 9), gloss=0.2, bump=0.25, bump_scale=20)
        loaf = slab(cocoa, 1.25, 0.85, 0.62, 0.16)
        slice_b = slab(cocoa, 0.16, 0.85, 0.62, 0.14)
        meshes += [
            disc(Material(rgb("#e9e2d4"), gloss=0.5), 2.2, 0.1).scaled(1, 1, 0.72),
            loaf.moved(-0.45, 0.1, -0.1),
        ]
        meshes += [
            slice_b.turned(z=-14).moved(0.98, 0.1, -0.05),
            slice_b.turned(z=-84).moved(1.05, 0.28, 0.75),
        ]
        coin = disc(
            Material(
                lambda h: mix(
                    rgb("#f3e0a8"), rgb("#d9b35c"), smoothstep(0.1, 0.4, np.abs(h.u - 0.5))[:, None]
                ),
                gloss=0.6,
                rough=0.3,
            ),
            0.24,
            0.06,
            0.02,
        )
        meshes.append(
            coin.copies(
                f32([(-1.25 + 0.42 * i, 0.95, -0.1 + 0.08 * (i % 2)) for i in range(5)]), tumble(random, 5, 6)
            )
        )
    return Scene(meshes, ground, rgb("#e6ddcf"), camera=camera)


def squares(random: Random, kind: str, ground: Ground, camera: Camera) -> Scene:
    """Pieces of striped kue pepe, or of dark dodol on a leaf."""
    if kind == "pepe":
        stuff = layers_material(["#c8364a", "#f7f1e6", "#5c9a4a"], 0.66, "#c8364a", 9)
        stuff = Material(stuff.colour, gloss=1.0, rough=0.15, glow=0.15)
        one = slab(stuff, 0.42, 0.66, 0.34, 0.12)
        spots = [(-1.05, -0.55, 12), (-0.02, -0.7, -5), (1.0, -0.5, 20), (-0.6, 0.45, -14), (0.5, 0.5, 30)]
        meshes: list[Mesh] = [banana_leaf(4.6, 3.0).turned(y=-6)]
        meshes += [one.turned(y=t).moved(x, 0.05, z) for x, z, t in spots]
        return Scene(meshes, ground, rgb("#e9e0d2"), camera=camera)
    stuff = Material(
        mottled("#4a2412", "#2c140a", 3), gloss=1.3, rough=0.16, bump=0.05, bump_scale=4, glow=0.06
    )
    one = block(stuff, 0.4, 26, 36).scaled(0.62, 0.2, 0.22).rough(0.02, 2)
    i = np.arange(9)
    places = f32(
        np.stack(
            [
                -0.7 + 0.7 * (i % 3) + 0.3 * (i // 6),
                0.24 + 0.40 * (i // 6),
                -0.6 + 0.55 * ((i // 3) % 2) + 0.25 * (i // 6),
            ],
            -1,
        )
    )
    meshes = [
        banana_leaf(4.6, 3.0).turned(y=10),
        one.copies(
            places, f32(np.stack([0 * i, 88 + random.uniform(-6, 6, 9), 0 * i], -1)), vary(random, 9, 0.05)
        ),
    ]
    wrapped = one.painted(Material(mottled("#4a2412", "#2c140a", 3), gloss=1.6, rough=0.06)).scaled(1.05)
    meshes += [wrapped.turned(y=30).moved(1.7, 0.24, 0.75), wrapped.turned(y=-15).moved(-1.75, 0.24, 0.9)]
    meshes += [
        m.moved(1.75, 0.03, -0.6)
        for m in [
            lathe(
                corners([(0, 0), (0.4, 0), (0.34, 0.26), (0, 0.26)], 30),
                Material(mottled("#8a4f22", "#5f3212", 4), gloss=0.4, bump=0.2),
                60,
            )
        ]
    ]
    return Scene(meshes, ground, camera=camera)
