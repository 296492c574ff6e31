"""What many dishes share: sauces, rice, garnishes, a heap of noodles."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, curve, lathe, rgb, tube
from ..kit import (
    Random,
    each,
    grains,
    merge,
    mottled,
    strewn,
    tumble,
    vary,
)
from ..noise import Array, f32, mix, smoothstep
from ..props import banana_leaf, bowl, disc, leaf, leafy, mound, plate

PALE_WOOD = ("#e2c49c", "#c9a376")
WARM_WOOD = ("#b98654", "#95643a")
DARK_WOOD = ("#6d4a32", "#4d3222")
RENDANG = Material(mottled("#7b4019", "#35170a", 6), gloss=1.1, rough=0.28, bump=0.4, bump_scale=13)
RED_SAUCE = Material(mottled("#c22a0c", "#7e1206", 7), gloss=1.3, rough=0.22, bump=0.5, bump_scale=15)
GREEN_SAUCE = Material(mottled("#7fa23a", "#4c7a22", 8), gloss=1.2, rough=0.25, bump=0.5, bump_scale=15)
PEANUT = Material(mottled("#c08a4c", "#8f5a26", 8), gloss=0.9, rough=0.3, bump=0.35, bump_scale=16)
EGG = Material(mottled("#fffaf0", "#f3e6cf", 4), gloss=0.7, rough=0.3, glow=0.1)
GREENS = Material(each(["#3f6b22", "#568636", "#2f5a1d"], 4), gloss=0.7, rough=0.35, thin=0.2)


def rice(
    random: Random,
    radius: float,
    height: float,
    colour: str = "#fdf9ef",
    count: int = 1100,
    shade: str = "#efe6d3",
) -> list[Mesh]:
    """A heap of rice with its grains."""
    stuff = Material(mottled(colour, shade, 6), gloss=0.35, rough=0.4, glow=0.12)
    return [
        mound(radius, height, stuff, 3, 0.04),
        grains(random, strewn(random, count, radius * 0.99, 0.015, height), stuff, 0.072, 0.026),
    ]


def cone(random: Random, radius: float, height: float, colour: str, shade: str) -> list[Mesh]:
    """Rice pressed into a cone, as for a tumpeng."""
    stuff = Material(mottled(colour, shade, 6), gloss=0.35, rough=0.4, glow=0.12)
    line = curve(
        [
            (radius * 1.02, 0.0),
            (radius * 0.98, 0.15),
            (radius * 0.5, height * 0.55),
            (0.14, height * 0.93),
            (0.0, height),
        ],
        60,
    )
    t = np.sqrt(random.random(1500))
    a = random.uniform(0, 6.283, 1500)
    r = t * radius
    places = f32(np.stack([r * np.cos(a), height * (1 - t) * 0.985 + 0.01, r * np.sin(a)], -1))
    return [lathe(line, stuff, 90, closed=False).rough(0.02, 5), grains(random, places, stuff, 0.07, 0.026)]


def shallots(random: Random, count: int, radius: float, y: float, height: float = 0.0) -> Mesh:
    """Fried shallots, strewn."""
    t = np.linspace(0, 1, 14)
    ring = tube(
        f32(np.stack([0.10 * np.cos(t * 4.4), 0.03 * np.sin(t * 7), 0.10 * np.sin(t * 4.4)], -1)),
        0.02,
        Material(each(["#b06a24", "#8d4a15", "#c98a3c"], 6), gloss=0.6, rough=0.3),
        6,
    )
    return ring.copies(
        strewn(random, count, radius, y, height), tumble(random, count, 40), vary(random, count, 0.3)
    )


def cucumber(count: int, x: float, z: float, y: float, step: float = 0.3) -> Mesh:
    """A row of cucumber slices that lean on each other."""
    flesh, skin, seed_ = rgb("#d9e8b0"), rgb("#3c6b24"), rgb("#eef3cf")

    def paint(hit: Hit) -> Array:
        r = hit.u
        base = np.where(((r > 0.44) & (r < 0.56))[:, None], skin, flesh)
        return mix(base, seed_, ((r < 0.2) | (r > 0.8))[:, None] * 0.6)

    one = disc(Material(paint, gloss=0.7, rough=0.3, glow=0.1), 0.36, 0.07, 0.02)
    i = np.arange(count)
    return one.copies(
        f32(np.stack([x + i * step, y + i * 0.03, z + 0.05 * np.sin(i)], -1)),
        f32(np.stack([0 * i, 40.0 * i, 12 + 0 * i], -1)),
    )


def leaves(random: Random, count: int, radius: float, y: float, length: float = 0.5) -> Mesh:
    """Fresh leaves on top."""
    one = leaf(leafy("#2f6a24", "#5b9440", 5), length, length * 0.5, 0.2, 0.05, 16, 9)
    return one.copies(strewn(random, count, radius, y), tumble(random, count, 14), vary(random, count))


def egg_half() -> list[Mesh]:
    """Half a boiled egg: its cut side and its white."""
    white, yolk = rgb("#fdf8ee"), rgb("#eda02c")

    def paint(hit: Hit) -> Array:
        return mix(yolk, white, smoothstep(0.50, 0.54, hit.u)[:, None])

    r = np.linspace(0, 1, 30)
    cut = lathe(
        f32(np.stack([r * 0.36, 0.30 + 0 * r], -1)),
        Material(paint, gloss=0.6, rough=0.3, glow=0.12),
        48,
        closed=False,
    ).scaled(1.25, 1, 1)
    under = lathe(curve([(0, 0), (0.22, 0.06), (0.34, 0.2), (0.36, 0.3)], 20), EGG, 48, closed=False).scaled(
        1.25, 1, 1
    )
    return [cut, under]


def strands(
    random: Random, count: int, radius: float, height: float, stuff: Material, thick: float = 0.045
) -> Mesh:
    """Noodles: long loops inside a dome."""
    strands = []
    for _ in range(count):
        t = np.linspace(0, 1, 44)
        a = random.uniform(0, 6.28) + t * random.uniform(3, 8) * random.choice([-1, 1])
        r = radius * np.clip(
            random.uniform(0.15, 0.9) + 0.28 * np.sin(t * random.uniform(4, 11) + random.uniform(0, 6)),
            0.03,
            0.98,
        )
        x, z = r * np.cos(a) + 0.15 * np.sin(t * 7), r * np.sin(a)
        y = height * np.clip(1 - np.hypot(x, z) ** 2 / radius**2, 0.02, 1) ** 0.7 * random.uniform(
            0.8, 1.06
        ) + 0.05 * np.sin(t * 17 + random.uniform(0, 6))
        strands.append(tube(f32(np.stack([x, y, z], -1)), thick, stuff, 8))
    return merge(strands)


def glazed(kind: str, colour: str) -> tuple[list[Mesh], float, float]:
    """A vessel with the height of its floor and the radius of the food in it."""
    if kind == "plate":
        return [plate(colour)], 0.13, 1.25
    if kind == "bowl":
        return [bowl(colour, 1.6, 0.9)], 0.55, 1.25
    return [banana_leaf(4.6, 3.0)], 0.08, 1.3
