"""How things are placed and painted, and the usual camera places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .geometry import Hit, Material, Mesh, Paint, ball, block, rgb
from .noise import Array, f32, mix, noise3, smoothstep
from .scene import Camera

Random = np.random.Generator


def top(distance: float = 9.0, turn: float = 0.0, x: float = 0.0, z: float = 0.0) -> Camera:
    """Nearly straight down."""
    return Camera((x, 0.2, z), distance, 76, turn, blur=0.35)


def half(distance: float = 9.0, turn: float = 0.0, y: float = 0.3, x: float = 0.0) -> Camera:
    """The way a guest at the table sees it."""
    return Camera((x, y, 0), distance, 40, turn, focus=0.4)


def low(distance: float = 9.5, turn: float = 0.0, y: float = 0.9, x: float = 0.0, rise: float = 16) -> Camera:
    """From just above the table, for tall things."""
    return Camera((x, y, 0), distance, rise, turn, blur=0.5)


def mottled(
    pale: str, deep: str, scale: float = 5.0, seed: int = 3, low_: float = 0.25, high: float = 0.75
) -> Paint:
    """A paint that wanders between two colours."""
    a, b = rgb(pale), rgb(deep)

    def paint(hit: Hit) -> Array:
        return mix(
            a, b, smoothstep(low_, high, noise3(hit.p * scale + hit.copy[:, None] * 3.7, seed, 2))[:, None]
        )

    return paint


def each(colours: Sequence[str], seed: int = 0) -> Paint:
    """A paint that gives every copy one of `colours`, with slight differences."""
    table = np.stack([rgb(c) for c in colours])
    pick = np.random.default_rng(seed).integers(0, len(colours), 4096)
    shade = np.random.default_rng(seed + 1).uniform(0.82, 1.15, 4096)

    def paint(hit: Hit) -> Array:
        k = hit.copy.astype(int) % 4096
        return f32(table[pick[k]] * shade[k][:, None])

    return paint


def baked(pale: str, brown: str, height: float, low_: float = 0.0) -> Paint:
    """Darker on top and at the very bottom, as an oven leaves it."""
    a, b = rgb(pale), rgb(brown)

    def paint(hit: Hit) -> Array:
        t = smoothstep(low_, height, hit.p[:, 1]) * 0.75 + 0.35 * noise3(hit.p * 7, 5, 2)
        return mix(a, b, np.clip(t, 0, 1)[:, None])

    return paint


def heap(random: Random, count: int, radius: float, height: float, y: float = 0.0, gap: float = 0.5) -> Array:
    """Places for `count` pieces in a dome-shaped heap; the first lie at the rim, the last on top."""
    i = np.arange(count)
    r = np.sqrt(1 - (i + gap) / count) * radius
    a = i * 2.39996 + random.uniform(0, 6.28)
    top_ = y + height * (1 - (r / radius) ** 2)
    wobble = random.normal(0, radius * 0.03, (count, 2))
    return f32(np.stack([r * np.cos(a) + wobble[:, 0], top_, r * np.sin(a) + wobble[:, 1]], -1))


def strewn(random: Random, count: int, radius: float, y: float, height: float = 0.0) -> Array:
    """Places for small things scattered over a disc, or over a dome of `height`."""
    r = np.sqrt(random.random(count)) * radius
    a = random.uniform(0, 2 * np.pi, count)
    return f32(np.stack([r * np.cos(a), y + height * (1 - (r / radius) ** 2) ** 0.75, r * np.sin(a)], -1))


def tumble(random: Random, count: int, tilt: float = 25) -> Array:
    """Turns for pieces that fell as they liked."""
    return f32(
        np.stack(
            [random.normal(0, tilt, count), random.uniform(0, 360, count), random.normal(0, tilt, count)], -1
        )
    )


def vary(random: Random, count: int, spread_: float = 0.15) -> Array:
    """Sizes around 1."""
    return f32(random.uniform(1 - spread_, 1 + spread_, (count, 3)))


def merge(meshes: Sequence[Mesh]) -> Mesh:
    """Meshes of one stuff and one grid shape as copies of one mesh."""
    return replace(meshes[0], points=f32(np.concatenate([m.points for m in meshes])))


def grains(
    random: Random, places: Array, material: Material, length: float = 0.075, width: float = 0.024
) -> Mesh:
    """Rice and other small kernels."""
    return (
        ball(material, 7, 9)
        .scaled(length, width, width)
        .copies(places, tumble(random, len(places), 30), vary(random, len(places)))
    )


def bits(
    random: Random, places: Array, material: Material, size: tuple[float, float, float], tilt: float = 30
) -> Mesh:
    """Small cut pieces."""
    return (
        block(material, 0.5, 8, 12)
        .scaled(*size)
        .copies(places, tumble(random, len(places), tilt), vary(random, len(places), 0.3))
    )


def lumps(
    random: Random,
    places: Array,
    material: Material,
    size: tuple[float, float, float],
    power: float = 0.55,
    rough: float = 0.09,
    tilt: float = 22,
    scale: float = 3.0,
) -> list[Mesh]:
    """Irregular chunks, of three different casts so that no two neighbours look alike."""
    out = []
    for cast in range(3):
        mine = places[cast::3]
        if len(mine):
            base = (
                block(material, power, 26, 36)
                .scaled(*size)
                .moved(cast * 5.0, 0, 0)
                .rough(rough, scale, 20 + cast)
                .moved(-cast * 5.0, 0, 0)
            )
            out.append(base.copies(mine, tumble(random, len(mine), tilt), vary(random, len(mine))))
    return out
