"""Shared props: crockery, leaves, jars and bottles, a napkin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .geometry import Hit, Material, Mesh, corners, curve, lathe, rgb, sheet, tube
from .noise import Array, f32, mix, noise2, noise3, smoothstep


def ceramic(colour: str) -> Material:
    """Glazed stoneware."""
    base, speck = rgb(colour), rgb(colour) * 0.94

    def paint(hit: Hit) -> Array:
        return mix(speck, base, noise3(hit.p * 3, 12)[:, None])

    return Material(paint, gloss=0.8, rough=0.18)


def glass(tint: Sequence[float] = (0.97, 0.985, 0.98)) -> Material:
    """Clear glass or plastic."""
    return Material(rgb("#ffffff"), gloss=1.0, rough=0.04, glass=True, tint=f32(tint))


def plate(colour: str = "#efebe3", radius: float = 1.95) -> Mesh:
    """A dinner plate; its floor lies at 0.12 times the radius over 1.95."""
    profile = corners(
        [
            (0, 0.03),
            (1.1, 0.03),
            (1.25, 0.12),
            (1.93, 0.30),
            (1.95, 0.34),
            (1.9, 0.36),
            (1.22, 0.18),
            (1.05, 0.12),
            (0, 0.12),
        ],
        64,
    )
    return lathe(profile, ceramic(colour), 120).scaled(radius / 1.95)


def bowl(colour: str = "#efebe3", radius: float = 1.5, depth: float = 1.0) -> Mesh:
    """A bowl with a foot."""
    shape = [
        (0, 0.04),
        (0.55, 0.0),
        (0.6, 0.06),
        (1.05, 0.3),
        (1.4, 0.75),
        (1.5, 1.0),
        (1.46, 1.01),
        (1.34, 0.76),
        (1.0, 0.36),
        (0.5, 0.16),
        (0, 0.14),
    ]
    return lathe(curve(shape, 80), ceramic(colour), 120).scaled(radius / 1.5, depth, radius / 1.5)


def saucer(colour: str = "#efebe3", radius: float = 0.8, depth: float = 0.35) -> Mesh:
    """A small sauce dish."""
    shape = [(0, 0.0), (0.6, 0.0), (0.95, 0.8), (1.0, 1.0), (0.96, 1.0), (0.86, 0.75), (0.55, 0.22), (0, 0.2)]
    return lathe(corners(shape, 40), ceramic(colour), 80).scaled(radius, depth, radius)


def pool(radius: float, y: float, material: Material, dome: float = 0.0) -> Mesh:
    """The surface of a liquid."""
    r = np.linspace(0, 1, 24)
    return lathe(f32(np.stack([r * radius, y + dome * (1 - r**2)], -1)), material, 64, closed=False)


def disc(material: Material, radius: float = 1.0, thickness: float = 0.1, edge: float = 0.04) -> Mesh:
    """A flat round thing lying on the table."""
    e = min(edge, thickness * 0.49)
    return lathe(corners([(0, 0), (radius, 0), (radius, thickness), (0, thickness)], 30, e), material, 72)


def mound(radius: float, height: float, material: Material, seed: int = 0, lumps: float = 0.06) -> Mesh:
    """A soft heap."""
    r = np.linspace(0, 1, 40)
    y = height * (1 - r**2) ** 0.75
    return lathe(f32(np.stack([r * radius, y], -1)), material, 80, closed=False).rough(lumps, 3.0, seed)


def leaf(
    material: Material,
    length: float = 1.0,
    width: float = 0.35,
    bend: float = 0.15,
    fold: float = 0.08,
    rows: int = 36,
    columns: int = 17,
    tip: float = 1.0,
) -> Mesh:
    """A leaf along +x from the origin, curving down by `bend` and folded along its middle."""

    def place(u: Array, v: Array) -> tuple[Array, Array, Array]:
        s = (v - 0.5) * 2
        half_width = width / 2 * np.maximum(np.sin(np.pi * np.clip(u, 0, 1) ** (0.75 * tip)), 0) ** 0.85
        return (
            f32(u * length),
            f32(fold * np.abs(s) * half_width / width * 2 - bend * u**2 * length),
            f32(s * half_width),
        )

    return sheet(place, material, rows, columns)


def leafy(dark: str, pale: str, veins: float = 9.0, gloss: float = 0.5, vein: str | None = None) -> Material:
    """Leaf green with a pale midrib and side veins."""
    a, b = rgb(dark), rgb(pale)
    rib = rgb(vein) if vein else b * 1.25

    def paint(hit: Hit) -> Array:
        s = np.abs(hit.v - 0.5) * 2
        line = np.abs(((hit.u - s * 0.25) * veins) % 1 - 0.5) * 2
        side = (1 - smoothstep(0.0, 0.22, f32(line))) * 0.35
        middle = 1 - smoothstep(0.03, 0.10, f32(s))
        shade = (np.sin(hit.copy * 12.9) * 0.5 + 0.5) * 0.35
        base = mix(a, b, np.clip(0.25 * hit.u + shade + 0.3 * side, 0, 1)[:, None])
        return mix(base, rib, (0.75 * middle)[:, None])

    return Material(paint, gloss=gloss, rough=0.35, thin=0.35)


def banana_leaf(length: float = 5.0, width: float = 3.0, seed: int = 2) -> Mesh:
    """A cut piece of banana leaf lying on the table."""
    dark, pale, rib = rgb("#45663a"), rgb("#6c8a52"), rgb("#a3b27c")

    def paint(hit: Hit) -> Array:
        stripe = noise2(f32(hit.u * 60), f32(hit.v * 1.5), seed)
        middle = 1 - smoothstep(0.012, 0.03, np.abs(hit.v - 0.5))
        return mix(mix(dark, pale, (0.15 + 0.5 * stripe)[:, None]), rib, middle[:, None])

    def place(u: Array, v: Array) -> tuple[Array, Array, Array]:
        ragged = 0.10 * noise2(f32(v * 5), f32(0 * v + np.round(u)), seed + 1, 2)
        x = (u - 0.5) * (length + ragged) + 0.12 * np.sin(v * 3.1)
        z = (v - 0.5) * width * (1 - 0.10 * u + 0.05 * np.sin(u * 5))
        return (
            f32(x),
            f32(0.03 + 0.05 * noise2(f32(u * 4), f32(v * 3), seed) + 0.03 * np.abs(v - 0.5)),
            f32(z),
        )

    return sheet(place, Material(paint, gloss=0.45, rough=0.45, thin=0.2), 60, 60)


def chilli(colour: str = "#b5180f", length: float = 1.0, radius: float = 0.09) -> list[Mesh]:
    """A chilli along x with its green stalk."""
    t = np.linspace(0, 1, 28)
    path = f32(
        np.stack(
            [(t - 0.5) * length, 0.10 * length * np.sin(t * 2.6) * 0.4, 0.16 * length * np.sin(t * 3.0)], -1
        )
    )
    body = tube(
        path,
        f32(radius * np.clip(np.sin(np.pi * (0.12 + 0.86 * (1 - t) ** 0.8)), 0.06, 1)),
        Material(rgb(colour), gloss=1.0, rough=0.15),
        16,
    )
    stalk_path = f32(np.stack([-length * 0.5 - t[:8] * 0.8 * length, 0.05 * t[:8], -0.3 * t[:8] ** 2], -1))
    stalk = tube(stalk_path, radius * 0.32, Material(rgb("#5d8a2f"), gloss=0.3), 8)
    return [body, stalk]


def jar(radius: float, height: float, lid: str | None = "#c9a26b", shoulder: float = 0.9) -> list[Mesh]:
    """A glass jar with a lid (None: open)."""
    out: list[Mesh] = []
    body = corners(
        [
            (0, 0.02),
            (radius * 0.96, 0.02),
            (radius, 0.1),
            (radius, height * 0.86),
            (radius * shoulder, height * 0.95),
            (radius * shoulder, height),
        ],
        50,
        0.08,
    )
    if lid:
        lid_profile = corners(
            [
                (0, height - 0.12),
                (radius * shoulder + 0.06, height - 0.12),
                (radius * shoulder + 0.06, height + 0.14),
                (0, height + 0.16),
            ],
            40,
            0.05,
        )
        out.append(lathe(lid_profile, Material(rgb(lid), gloss=0.5, rough=0.3), 90))
    out.append(lathe(body, glass(), 90, closed=False))
    return out


def bottle(
    radius: float,
    height: float,
    liquid: Material | None,
    cap: str,
    fill: float = 0.97,
    neck: float = 0.32,
    tint: Sequence[float] = (0.97, 0.985, 0.98),
    shoulder: float = 0.62,
) -> list[Mesh]:
    """A bottle, what it holds, and its cap."""
    n = radius * neck
    outline = [
        (0.0, 0.02),
        (radius * 0.93, 0.02),
        (radius, 0.12),
        (radius, height * shoulder),
        (n * 1.9, height * (shoulder + 0.17)),
        (n, height * (shoulder + 0.26)),
        (n, height),
    ]
    profile = corners(outline, 90, 0.25)
    out: list[Mesh] = []
    if liquid:
        inner = profile[profile[:, 1] < height * fill] * f32([0.94, 1]) + f32([0, 0.015])
        inner = np.concatenate([inner, f32([[0, inner[-1, 1]]])])
        out.append(lathe(f32(inner), liquid, 80))
    cap_profile = corners(
        [(0, height - 0.12), (n * 1.25, height - 0.12), (n * 1.25, height + 0.18), (0, height + 0.2)],
        30,
        0.04,
    )
    out.append(lathe(cap_profile, Material(rgb(cap), gloss=0.6, rough=0.3), 60))
    out.append(lathe(profile, glass(tint), 90, closed=False))
    return out


def tumbler(radius: float, height: float, flare: float = 1.22) -> list[Mesh]:
    """A drinking glass, and the bright line of its rim."""
    r = radius * flare
    wall = corners(
        [(0, 0.02), (radius * 0.96, 0.02), (radius, 0.1), (r, height), (r - 0.03, height)], 50, 0.06
    )
    a = np.linspace(0, 2 * np.pi, 90)
    rim = tube(
        f32(np.stack([r * np.cos(a), height + 0 * a, r * np.sin(a)], -1)),
        0.014,
        Material(rgb("#eef3f1"), gloss=1.0, rough=0.1, glow=0.2),
        8,
    )
    return [replace(rim, casts=False), lathe(wall, glass(), 90, closed=False)]


def label(
    radius: float, y: float, height: float, colour: str, ink: str, turn: float = 90, span: float = 110
) -> Mesh:
    """A blank paper label around a jar or bottle, with a ruled frame and a dot for a mark."""
    paper, mark = rgb(colour), rgb(ink)

    def paint(hit: Hit) -> Array:
        u, v = np.abs(hit.u - 0.5) * 2, np.abs(hit.v - 0.5) * 2
        frame = ((np.maximum(u, v) > 0.86) & (np.maximum(u, v) < 0.91)).astype(np.float32)
        ring = np.hypot((hit.u - 0.5) * height, (hit.v - 0.5) * radius * np.radians(span))
        dot = 1 - smoothstep(height * 0.17, height * 0.19, f32(ring))
        return mix(paper, mark, np.maximum(frame, dot)[:, None] * 0.85)

    def place(u: Array, v: Array) -> tuple[Array, Array, Array]:
        a = np.radians(turn + (v - 0.5) * span)
        return f32(radius * np.cos(a)), f32(y + u * height), f32(radius * np.sin(a))

    return sheet(place, Material(paint, gloss=0.15, rough=0.6), 24, 48)


def cloth_napkin(colour: str, stripe: str, x: float, z: float, turn: float, size: float = 2.2) -> Mesh:
    """A folded napkin with a stripe, lying flat with soft wrinkles."""
    a, b = rgb(colour), rgb(stripe)

    def paint(hit: Hit) -> Array:
        line = (np.abs(hit.v - 0.12) < 0.02) | (np.abs(hit.v - 0.18) < 0.008)
        return np.where(line[:, None], b, a * (0.96 + 0.05 * noise2(hit.u * 40, hit.v * 40)[:, None]))

    def place(u: Array, v: Array) -> tuple[Array, Array, Array]:
        y = 0.06 + 0.10 * noise2(f32(u * 2.4), f32(v * 1.6), 7) * smoothstep(0, 0.15, u) * smoothstep(
            0, 0.15, f32(1 - u)
        )
        wave = 0.05 * noise2(f32(u * 3), f32(v * 3), 9)
        return f32((u - 0.5) * size + wave), f32(y), f32((v - 0.5) * size * 0.7 + wave)

    return sheet(place, Material(paint, thin=0.1), 50, 50).turned(y=turn).moved(x, 0, z)
