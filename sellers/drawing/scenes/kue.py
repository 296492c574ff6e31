"""Kue Mpok Ijah: cookies in jars, layer cakes and market sweets."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, ball, block, corners, curve, lathe, rgb, tube
from ..kit import (
    Random,
    banana_leaf,
    bits,
    cloth_napkin,
    disc,
    each,
    half,
    jar,
    leaf,
    leafy,
    low,
    mottled,
    plate,
    saucer,
    strewn,
    tumble,
    vary,
)
from ..noise import Array, f32, mix, noise2, noise3, smoothstep
from ..render import Builder, Camera, Ground, Scene
from ..surfaces import linen, marble, plain, stone, wood


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
