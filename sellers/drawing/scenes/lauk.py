"""Dapur Bu Siti: dishes, sambals and rice."""

from __future__ import annotations

import numpy as np

from ..geometry import Hit, Material, Mesh, ball, block, curve, lathe, rgb, tube
from ..kit import (
    Random,
    baked,
    banana_leaf,
    bits,
    bowl,
    chilli,
    cloth_napkin,
    disc,
    each,
    grains,
    half,
    heap,
    leaf,
    leafy,
    lumps,
    merge,
    mottled,
    mound,
    plate,
    pool,
    saucer,
    strewn,
    top,
    tumble,
    vary,
)
from ..noise import Array, f32, mix, smoothstep
from ..render import Builder, Camera, Ground, Scene
from ..surfaces import linen, marble, plain, stone, wood

PALE_WOOD = ("#e2c49c", "#c9a376")
WARM_WOOD = ("#b98654", "#95643a")
DARK_WOOD = ("#6d4a32", "#4d3222")

RENDANG = Material(mottled("#7b4019", "#35170a", 6), gloss=1.1, rough=0.28, bump=0.4, bump_scale=13)
RED_SAUCE = Material(mottled("#c22a0c", "#7e1206", 7), gloss=1.3, rough=0.22, bump=0.5, bump_scale=15)
GREEN_SAUCE = Material(mottled("#7fa23a", "#4c7a22", 8), gloss=1.2, rough=0.25, bump=0.5, bump_scale=15)
PEANUT = Material(mottled("#c08a4c", "#8f5a26", 8), gloss=0.9, rough=0.3, bump=0.35, bump_scale=16)
EGG = Material(mottled("#fffaf0", "#f3e6cf", 4), gloss=0.7, rough=0.3, glow=0.1)
GREENS = Material(each(["#3f6b22", "#568636", "#2f5a1d"], 4), gloss=0.7, rough=0.35, thin=0.2)


def _rice(
    random: Random,
    radius: float,
    height: float,
    colour: str = "#fdf9ef",
    count: int = 1100,
    shade: str = "#efe6d3",
) -> list[Mesh]:
    stuff = Material(mottled(colour, shade, 6), gloss=0.35, rough=0.4, glow=0.12)
    return [
        mound(radius, height, stuff, 3, 0.04),
        grains(random, strewn(random, count, radius * 0.99, 0.015, height), stuff, 0.072, 0.026),
    ]


def _cone(random: Random, radius: float, height: float, colour: str, shade: str) -> list[Mesh]:
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


def _shallots(random: Random, count: int, radius: float, y: float, height: float = 0.0) -> Mesh:
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


def _cucumber(count: int, x: float, z: float, y: float, step: float = 0.3) -> Mesh:
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


def _leaves(random: Random, count: int, radius: float, y: float, length: float = 0.5) -> Mesh:
    one = leaf(leafy("#2f6a24", "#5b9440", 5), length, length * 0.5, 0.2, 0.05, 16, 9)
    return one.copies(strewn(random, count, radius, y), tumble(random, count, 14), vary(random, count))


def _egg_half() -> list[Mesh]:
    white, yolk = rgb("#fdf8ee"), rgb("#eda02c")

    def paint(hit: Hit) -> Array:
        return mix(yolk, white, smoothstep(0.30, 0.33, f32(np.hypot(hit.u * 0.62, 0))))[:, :]

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


def _noodles(
    random: Random, count: int, radius: float, height: float, stuff: Material, thick: float = 0.045
) -> Mesh:
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


def _glazed(kind: str, colour: str) -> tuple[list[Mesh], float, float]:
    """A vessel with the height of its floor and the radius of the food in it."""
    if kind == "plate":
        return [plate(colour)], 0.13, 1.25
    if kind == "bowl":
        return [bowl(colour, 1.6, 0.9)], 0.55, 1.25
    return [banana_leaf(4.6, 3.0)], 0.08, 1.3


def rendang(random: Random, vessel: str = "bowl", close: bool = False, ground: Ground | None = None) -> Scene:
    """Dark, glossy chunks of beef."""
    base, y, r = _glazed(vessel, "#d8cfc0" if vessel == "bowl" else "#f0ece4")
    meshes = [*base, pool(r + 0.1, y - 0.03, RENDANG, 0.08).rough(0.03, 4)]
    meshes += lumps(random, heap(random, 15, r * 0.86, 0.42, y + 0.14), RENDANG, (0.36, 0.22, 0.29))
    meshes.append(_leaves(random, 3, 0.5, y + 0.72, 0.62))
    meshes.append(bits(random, strewn(random, 26, r, y + 0.32, 0.4), RED_SAUCE, (0.05, 0.02, 0.03)))
    meshes += [m.turned(y=40).moved(-2.2, 0.1, 0.9) for m in chilli(length=1.3)]
    camera = Camera((0.1, 0.5, 0), 6.0, 34, 24, blur=0.8, focus=0.7) if close else half(8.6, -8)
    return Scene(meshes, ground or wood(*PALE_WOOD, angle=8), camera=camera)


def stew(random: Random, kind: str, ground: Ground) -> Scene:
    """A bowl of something with gravy; `kind` names the dish."""
    gravies = {
        "gulai": ("#dca431", "#b9711a"),
        "semur": ("#5a2a10", "#331506"),
        "lodeh": ("#f3e3b8", "#e8cf95"),
        "soto": ("#f0d9a4", "#e2b970"),
        "balado": ("#b9280d", "#7e1206"),
    }
    pale, deep = gravies[kind]
    gravy = Material(mottled(pale, deep, 2.2, 8), gloss=1.2, rough=0.12, bump=0.05, bump_scale=3, glow=0.1)
    y = 0.62
    meshes: list[Mesh] = [
        bowl(
            {
                "semur": "#e6dccb",
                "gulai": "#3f5a63",
                "soto": "#f3efe8",
                "lodeh": "#8a9a82",
                "balado": "#f1ede6",
            }[kind],
            1.65,
            1.0,
        ),
        pool(1.42, y, gravy, 0.02).rough(0.012, 5),
    ]
    if kind == "gulai":
        skin = Material(mottled("#e3a53a", "#a8651a", 5), gloss=1.1, rough=0.25, bump=0.2)
        meshes += lumps(random, heap(random, 7, 0.85, 0.18, y + 0.02), skin, (0.46, 0.26, 0.32), 0.8, 0.1)
        meshes.append(_leaves(random, 3, 0.8, y + 0.3, 0.7))
        meshes.append(bits(random, strewn(random, 14, 1.2, y + 0.03), RED_SAUCE, (0.07, 0.02, 0.04), 8))
    elif kind == "semur":
        bean = Material(mottled("#6e3513", "#3a1808", 4), gloss=1.3, rough=0.2, bump=0.15)
        one = block(bean, 0.9, 20, 30).scaled(0.36, 0.14, 0.34).rough(0.03, 3)
        places = heap(random, 17, 1.12, 0.42, y + 0.02)
        meshes.append(one.copies(places, tumble(random, 17, 16), vary(random, 17)))
        meshes.append(_shallots(random, 46, 0.8, y + 0.34, 0.3))
    elif kind == "lodeh":
        meshes += lumps(
            random,
            heap(random, 8, 1.0, 0.12, y),
            Material(mottled("#dfe8b4", "#b5cc7c", 4), gloss=0.9, rough=0.25, glow=0.15),
            (0.26, 0.13, 0.17),
            0.4,
            0.03,
        )
        bean = tube(
            f32([(-0.4, 0, 0), (-0.1, 0.04, 0.02), (0.2, 0.03, 0), (0.4, 0, 0.04)]),
            0.055,
            Material(rgb("#5e8f36"), gloss=0.9, rough=0.25),
            10,
        )
        meshes.append(bean.copies(strewn(random, 13, 1.05, y + 0.05), tumble(random, 13, 9)))
        meshes += lumps(
            random,
            heap(random, 5, 0.8, 0.1, y + 0.04),
            Material(mottled("#6b4a7c", "#e8dcb8", 6), gloss=0.9, rough=0.3),
            (0.3, 0.1, 0.14),
            0.6,
            0.03,
        )
        meshes.append(bits(random, strewn(random, 15, 1.2, y + 0.03), RED_SAUCE, (0.10, 0.02, 0.04), 6))
        meshes.append(
            bits(
                random,
                strewn(random, 10, 1.1, y + 0.05),
                Material(rgb("#f7eed6"), gloss=0.6, glow=0.1),
                (0.17, 0.1, 0.17),
                20,
            )
        )
    elif kind == "soto":
        meshes += lumps(
            random,
            heap(random, 9, 0.9, 0.22, y),
            Material(mottled("#9a5f3a", "#6d3c22", 5), gloss=0.9, rough=0.3, bump=0.25),
            (0.28, 0.16, 0.22),
            0.5,
            0.06,
        )
        meshes += lumps(
            random,
            heap(random, 5, 0.7, 0.1, y + 0.12),
            Material(mottled("#d8402c", "#b52a1c", 3), gloss=1.2, rough=0.15, glow=0.08),
            (0.2, 0.12, 0.14),
            0.7,
            0.03,
        )
        meshes.append(bits(random, strewn(random, 60, 1.1, y + 0.06, 0.12), GREENS, (0.06, 0.015, 0.03), 15))
        meshes.append(_shallots(random, 40, 0.8, y + 0.12, 0.22))
        chip = disc(Material(mottled("#f2dca0", "#d9b268", 4), gloss=0.4, bump=0.2), 0.42, 0.05).rough(
            0.04, 2.4
        )
        meshes.append(
            chip.copies(f32([(2.1, 0.05, 0.9), (2.45, 0.1, 0.5), (2.2, 0.16, 0.3)]), tumble(random, 3, 8))
        )
    else:
        egg = ball(
            Material(mottled("#f2d9a6", "#d06a2c", 4), gloss=1.1, rough=0.2, bump=0.15, bump_scale=9), 30, 40
        ).scaled(0.52, 0.40, 0.40)
        meshes.append(
            egg.copies(
                f32(
                    [
                        (-0.5, y + 0.18, -0.35),
                        (0.5, y + 0.18, -0.3),
                        (0.02, y + 0.2, 0.45),
                        (0.9, y + 0.1, 0.45),
                        (-0.9, y + 0.1, 0.35),
                    ]
                ),
                tumble(random, 5, 8),
            )
        )
        meshes += lumps(random, strewn(random, 44, 1.25, y + 0.03), RED_SAUCE, (0.13, 0.07, 0.1), 0.8, 0.04)
        meshes += lumps(
            random,
            f32(
                [
                    (-0.45, y + 0.52, -0.3),
                    (0.45, y + 0.54, -0.25),
                    (0.1, y + 0.56, 0.4),
                    (-0.2, y + 0.48, -0.4),
                ]
            ),
            RED_SAUCE,
            (0.2, 0.06, 0.15),
            0.8,
            0.06,
        )
    meshes.append(
        cloth_napkin("#e6ded0", "#a5503a", -2.7, 0.9, 28, 2.0)
        if kind in ("soto", "semur")
        else cloth_napkin("#cfd6c8", "#6b8a5c", 2.6, -1.3, -20, 2.2)
    )
    turn = {"gulai": -20.0, "semur": 10.0, "lodeh": 0.0, "soto": 15.0, "balado": 0.0}[kind]
    camera = {
        "soto": half(8.8, turn),
        "gulai": half(8.0, turn),
        "semur": top(7.6, turn),
        "lodeh": top(8.2, turn),
        "balado": half(7.2, turn),
    }[kind]
    return Scene(meshes, ground, camera=camera)


def rice_plate(random: Random, kind: str, ground: Ground, camera: Camera) -> Scene:
    """Rice with its sides: `rendang`, `uduk`."""
    meshes: list[Mesh] = (
        [banana_leaf(5.0, 3.4).turned(y=14), plate("#f4f0e8", 1.95)]
        if kind == "uduk"
        else [plate("#4f6a70", 1.95)]
    )
    y = 0.14
    meshes += [m.moved(-0.35, y, -0.35) for m in _rice(random, 0.85, 0.62)]
    if kind == "rendang":
        meshes += [
            m.moved(0.72, y + 0.16, 0.35)
            for m in lumps(
                random,
                f32([(-0.3, 0, 0.1), (0.22, 0.02, -0.12), (0.1, 0.05, 0.42), (0.05, 0.32, 0.1)]),
                RENDANG,
                (0.36, 0.2, 0.28),
            )
        ]
        meshes.append(pool(0.62, 0.05, RENDANG, 0.03).rough(0.05, 3).moved(0.7, y - 0.02, 0.4))
        meshes += [
            m.moved(-0.95, 0, 0.55)
            for m in lumps(
                random, heap(random, 22, 0.45, 0.2, y + 0.05), GREENS, (0.22, 0.035, 0.11), 0.8, 0.06
            )
        ]
        meshes += [
            m.moved(0.1, 0, 1.05)
            for m in lumps(
                random, heap(random, 14, 0.3, 0.12, y + 0.05), GREEN_SAUCE, (0.12, 0.06, 0.09), 0.8, 0.05
            )
        ]
    else:
        meshes.append(_shallots(random, 70, 0.5, 0.30, 0.45).moved(-0.35, y + 0.06, -0.35))
        strip = block(Material(mottled("#f3c64f", "#dd9c2c", 4), gloss=0.5), 0.3, 8, 14).scaled(
            0.34, 0.02, 0.05
        )
        meshes.append(
            strip.copies(heap(random, 26, 0.4, 0.2, y + 0.04) + f32([0.75, 0, -0.62]), tumble(random, 26, 14))
        )
        meshes.append(
            bits(
                random,
                heap(random, 60, 0.42, 0.24, y + 0.04) + f32([0.95, 0, 0.25]),
                Material(each(["#8d5322", "#a96a2d", "#6d3c16"], 5), gloss=1.0, rough=0.3),
                (0.16, 0.035, 0.04),
                15,
            )
        )
        vermicelli = _noodles(
            random, 34, 0.45, 0.22, Material(rgb("#e9dcc0"), gloss=0.7, rough=0.3, glow=0.15), 0.018
        )
        meshes.append(vermicelli.moved(0.2, y + 0.02, 0.9))
        meshes += [
            m.moved(-0.75, 0, 0.78)
            for m in lumps(
                random, heap(random, 12, 0.28, 0.12, y + 0.05), RED_SAUCE, (0.12, 0.06, 0.09), 0.8, 0.05
            )
        ]
        meshes.append(_cucumber(3, -1.45, 0.35, y + 0.06, 0.2))
    return Scene(meshes, ground, camera=camera)


def tumpeng(random: Random, camera: Camera, ground: Ground) -> Scene:
    """A small cone of yellow rice with sides around it on a leaf-lined bamboo tray."""
    weave_a, weave_b = rgb("#d9b779"), rgb("#b98f50")

    def paint(hit: Hit) -> Array:
        t = np.sin(hit.p[:, 0] * 22) * np.sin(hit.p[:, 2] * 22)
        return mix(weave_a, weave_b, smoothstep(-0.3, 0.3, f32(t))[:, None])

    tray = lathe(
        curve(
            [
                (0, 0.02),
                (1.9, 0.02),
                (2.2, 0.08),
                (2.28, 0.34),
                (2.2, 0.36),
                (2.08, 0.12),
                (1.8, 0.08),
                (0, 0.08),
            ],
            60,
        ),
        Material(paint, gloss=0.3),
        120,
    )
    leaf_round = disc(Material(mottled("#4d8a3c", "#356b2a", 2.0), gloss=0.5, rough=0.4), 2.0, 0.05).moved(y=0.08)
    meshes: list[Mesh] = [tray, leaf_round]
    meshes += [m.moved(y=0.13) for m in _cone(random, 0.82, 1.75, "#f6cf4c", "#e8ad2a")]
    tip = leaf(leafy("#3f7d33", "#6aa84f", 4), 0.55, 0.3, 0.5, 0.1, 16, 9)
    meshes.append(tip.copies(f32([[0, 1.84, 0]] * 3), f32([[0, 0, 0], [0, 120, 0], [0, 240, 0]])))
    y = 0.16

    def around(angle: float, r: float = 1.38) -> tuple[float, float]:
        return r * float(np.cos(np.radians(angle))), r * float(np.sin(np.radians(angle)))

    x, z = around(100)
    meshes += [
        m.moved(x, 0, z)
        for m in lumps(random, heap(random, 12, 0.42, 0.2, y + 0.06), RENDANG, (0.19, 0.12, 0.15))
    ]
    x, z = around(40)
    for i in range(2):
        meshes += [
            m.turned(y=40 + 50 * i).moved(x - 0.25 + 0.5 * i, y, z + 0.12 - 0.3 * i) for m in _egg_half()
        ]
    x, z = around(-20)
    meshes.append(
        bits(
            random,
            heap(random, 90, 0.45, 0.3, y) + f32([x, 0, z]),
            Material(each(["#d98a2e", "#b8441a", "#e5a84a"], 5), gloss=0.8),
            (0.15, 0.03, 0.03),
            30,
        )
    )
    x, z = around(160)
    meshes.append(
        disc(Material(baked("#d99b48", "#8d5322", 0.35), gloss=0.5, bump=0.3), 0.33, 0.24, 0.1)
        .rough(0.03, 4)
        .copies(f32([(x - 0.25, y, z + 0.2), (x + 0.3, y, z + 0.35), (x + 0.05, y + 0.2, z + 0.1)]))
    )
    x, z = around(220)
    meshes.append(_cucumber(5, x - 0.3, z, y + 0.05, 0.22))
    x, z = around(285)
    meshes += [
        m.moved(x, 0, z)
        for m in lumps(random, heap(random, 20, 0.45, 0.25, y + 0.02), GREENS, (0.2, 0.04, 0.1), 0.8, 0.06)
    ]
    for i in range(2):
        meshes += [
            m.turned(y=200 + 140 * i).moved(0.55 - 1.0 * i, 0.3, 1.75)
            for m in chilli(length=0.8, radius=0.07)
        ]
    return Scene(meshes, ground, camera=camera)


def satay(random: Random, ground: Ground) -> Scene:
    """Skewers with peanut sauce on a leaf."""
    meat = Material(mottled("#a85a22", "#4a1e0a", 5), gloss=1.2, rough=0.25, bump=0.35, bump_scale=10)
    stick = tube(
        f32([(-1.9, 0, 0), (-0.5, 0, 0), (1.4, 0, 0)]),
        0.032,
        Material(mottled("#dcb67c", "#b98d52", 3), gloss=0.2),
        8,
    )
    meshes: list[Mesh] = [
        plate("#e9e2d4", 2.3).scaled(1.05, 1, 0.9),
        banana_leaf(3.6, 2.2).turned(y=-6).moved(y=0.14),
    ]
    places, turns = [], []
    for i in range(8):
        row, k = divmod(i, 5)
        places.append(
            (0.1 + 0.1 * row + random.uniform(-0.1, 0.1), 0.36 + 0.27 * row, -0.78 + 0.36 * k + 0.18 * row)
        )
        turns.append((0, random.uniform(-7, 7), random.uniform(-1, 1)))
    meshes.append(stick.copies(f32(places), f32(turns)))
    pieces = []
    for place, turn in zip(places, turns, strict=True):
        c, s = np.cos(np.radians(turn[1])), np.sin(np.radians(turn[1]))
        for j in range(5):
            d = -0.75 + j * 0.44 + random.uniform(-0.03, 0.03)
            pieces.append((place[0] + d * c, place[1], place[2] - d * s))
    meshes += lumps(random, f32(pieces), meat, (0.235, 0.13, 0.16), 0.6, 0.05, 9)
    meshes += lumps(
        random,
        f32(
            [
                (x, 0.47 + 0.24 * (abs(z) < 0.5), z)
                for x in np.linspace(-0.5, 0.9, 9)
                for z in (-0.55, -0.2, 0.15, 0.4)
            ]
        ),
        PEANUT,
        (0.26, 0.06, 0.2),
        0.9,
        0.06,
    )
    meshes += [
        saucer("#3d4f52", 0.62, 0.34).moved(2.0, 0, -1.75),
        pool(0.52, 0.26, PEANUT, 0.05).rough(0.03, 5).moved(2.0, 0, -1.75),
    ]
    meshes.append(_shallots(random, 50, 0.7, 0.55, 0.25))
    return Scene(meshes, ground, camera=half(8.2, -24, 0.3))


def slices(random: Random, ground: Ground) -> Scene:
    """Thin fried beef under red chillies."""
    beef = Material(mottled("#5c2a16", "#2f120a", 5), gloss=0.9, rough=0.35, bump=0.35)
    one = block(beef, 0.35, 16, 40).scaled(0.62, 0.055, 0.42).rough(0.1, 1.6, 4)
    meshes: list[Mesh] = [plate("#f2eee6")]
    n = 11
    i = np.arange(n)
    places = f32(
        np.stack(
            [
                0.75 * np.cos(i * 2.4) * np.sqrt(1 - i / n),
                0.24 + 0.05 * i,
                0.75 * np.sin(i * 2.4) * np.sqrt(1 - i / n),
            ],
            -1,
        )
    )
    meshes.append(one.copies(places, tumble(random, n, 9), vary(random, n)))
    meshes += lumps(random, strewn(random, 80, 1.0, 0.42, 0.45), RED_SAUCE, (0.15, 0.05, 0.1), 0.8, 0.06)
    meshes.append(
        bits(
            random,
            strewn(random, 60, 1.05, 0.46, 0.46),
            Material(rgb("#d8a04a"), gloss=0.8),
            (0.03, 0.012, 0.03),
        )
    )
    meshes.append(_leaves(random, 3, 1.2, 0.3, 0.55))
    return Scene(meshes, ground, camera=half(7.6, 18))


def noodles(random: Random, ground: Ground) -> Scene:
    """Fried noodles with greens and egg."""
    meshes: list[Mesh] = [plate("#f3efe7"), mound(1.1, 0.4, Material(rgb("#7a4a1c")), 2).moved(y=0.12)]
    meshes.append(
        _noodles(
            random, 95, 1.32, 0.62, Material(mottled("#dba54c", "#a8692a", 2.5), gloss=1.0, rough=0.25), 0.042
        ).moved(y=0.16)
    )
    meshes += lumps(random, strewn(random, 20, 1.0, 0.3, 0.56), GREENS, (0.24, 0.03, 0.12), 0.8, 0.07)
    meshes += lumps(
        random,
        strewn(random, 12, 0.9, 0.32, 0.55),
        Material(mottled("#f5d060", "#e8b23c", 4), gloss=0.6),
        (0.2, 0.05, 0.13),
        0.8,
        0.08,
    )
    meshes.append(
        ball(Material(mottled("#a8836a", "#8a6650", 4), gloss=0.7, bump=0.2), 18, 24)
        .scaled(0.19)
        .copies(strewn(random, 7, 0.8, 0.38, 0.52))
    )
    meshes.append(bits(random, strewn(random, 26, 1.0, 0.36, 0.56), RED_SAUCE, (0.06, 0.02, 0.04)))
    meshes.append(_shallots(random, 45, 0.6, 0.45, 0.42))
    meshes.append(_cucumber(4, 0.85, 1.0, 0.34, 0.2))
    return Scene(meshes, ground, camera=top(7.4, 12))


def gado(random: Random, ground: Ground) -> Scene:
    """Vegetables, tofu and egg under peanut sauce."""
    meshes: list[Mesh] = [plate("#b5573a")]
    y = 0.15
    for a, stuff, size in (
        (0, Material(mottled("#e9efc8", "#c9d79a", 4), gloss=0.6, thin=0.2), (0.26, 0.04, 0.16)),
        (72, GREENS, (0.24, 0.04, 0.1)),
        (144, Material(mottled("#e8b866", "#c98a3a", 3), gloss=0.4, bump=0.2), (0.24, 0.15, 0.2)),
        (216, Material(mottled("#d9a35c", "#a8692c", 7), gloss=0.4, bump=0.3), (0.26, 0.07, 0.2)),
        (288, Material(mottled("#fbf4e0", "#eadfb8", 3), gloss=0.6, glow=0.15), (0.2, 0.025, 0.03)),
    ):
        x, z = 0.82 * np.cos(np.radians(a)), 0.82 * np.sin(np.radians(a))
        count = 9 if size[1] > 0.06 else 26
        meshes += [
            m.moved(float(x), 0, float(z))
            for m in lumps(random, heap(random, count, 0.5, 0.25, y + 0.06), stuff, size, 0.45, 0.04)
        ]
    meshes += lumps(random, strewn(random, 60, 0.78, 0.32, 0.26), PEANUT, (0.24, 0.07, 0.19), 0.9, 0.05)
    for i in range(2):
        meshes += [
            m.turned(x=4, y=20 + 60 * i).moved(-0.2 + 0.62 * i, 0.5, -0.1 + 0.45 * i) for m in _egg_half()
        ]
    meshes.append(_shallots(random, 60, 0.9, 0.44, 0.24))
    chip = disc(Material(mottled("#f6e3bd", "#e2bf86", 4), gloss=0.4, bump=0.2), 0.4, 0.05).rough(0.05, 2.4)
    meshes.append(
        chip.copies(
            f32([(1.15, 0.46, 1.0), (1.42, 0.42, 0.55), (2.45, 0.05, 1.3)]),
            f32([[20, 0, 10], [0, 60, 25], [0, 0, 0]]),
        )
    )
    return Scene(meshes, ground, camera=half(7.9, 8, 0.25))


def fritters(random: Random, kind: str, ground: Ground) -> Scene:
    """Potato cakes or corn fritters, on paper or a leaf."""
    if kind == "perkedel":
        one = disc(
            Material(baked("#e3a650", "#8a4c18", 0.6), gloss=0.5, rough=0.4, bump=0.4, bump_scale=11),
            0.42,
            0.3,
            0.12,
        ).rough(0.045, 4)
        i = np.arange(7)
        ring = f32(np.stack([0.88 * np.cos(i * 1.047), 0.16 + 0 * i, 0.88 * np.sin(i * 1.047)], -1))
        ring[6] = (0, 0.16, 0)
        upper = f32([(0.38, 0.44, 0.3), (-0.42, 0.44, 0.12), (0.05, 0.44, -0.48), (0.02, 0.72, 0.0)])
        places = np.concatenate([ring, upper])
        meshes: list[Mesh] = [
            plate("#7d8f86"),
            one.copies(
                places,
                f32(np.stack([0 * places[:, 0], random.uniform(0, 360, 11), random.uniform(-4, 4, 11)], -1)),
                vary(random, 11, 0.06),
            ),
        ]
        meshes += [m.turned(y=60).moved(1.2, 0.34, 0.95) for m in chilli("#3f8a2a", 0.9, 0.08)]
        meshes.append(_leaves(random, 4, 0.5, 0.2, 0.45).moved(-1.2, 0.02, 0.8))
        return Scene(meshes, ground, camera=half(7.4, -14, 0.35))
    batter = Material(mottled("#e2a03a", "#a4601a", 6), gloss=0.7, rough=0.35, bump=0.45, bump_scale=9)
    meshes = [banana_leaf(4.8, 3.2).turned(y=-12)]
    places = heap(random, 11, 1.05, 0.42, 0.16)
    meshes += lumps(random, places, batter, (0.44, 0.15, 0.4), 0.8, 0.12, 12)
    kernel = block(
        Material(each(["#f5c83c", "#f0b52c", "#f7d664"], 4), gloss=0.9, rough=0.25), 0.6, 8, 12
    ).scaled(0.062, 0.05, 0.055)
    for dx, dz in random.normal(0, 0.24, (10, 2)):
        at = places + f32([dx, 0.13 - 0.5 * (dx * dx + dz * dz), dz])
        meshes.append(kernel.copies(f32(at), tumble(random, len(at), 50)))
    meshes.append(bits(random, strewn(random, 40, 1.0, 0.34, 0.4), GREENS, (0.05, 0.012, 0.03)))
    meshes += [
        saucer("#f1ece2", 0.55, 0.34).moved(2.0, 0.02, 0.9),
        pool(0.46, 0.26, RED_SAUCE, 0.03).moved(2.0, 0.02, 0.9),
    ]
    return Scene(meshes, ground, camera=half(7.6, 12, 0.3))


def sticks(random: Random, kind: str, ground: Ground) -> Scene:
    """Dry side dishes in a dish: tempeh, potato, or coconut with beef."""
    y = 0.42
    vessel = bowl({"tempe": "#e9e4da", "kentang": "#3f4a50", "serundeng": "#a9684a"}[kind], 1.45, 0.75)
    meshes: list[Mesh] = [vessel]
    if kind == "tempe":
        stuff = Material(each(["#a8662a", "#8a4a18", "#bd7a38", "#74390f"], 3), gloss=1.1, rough=0.25)
        meshes += [
            mound(1.2, 0.5, Material(rgb("#7a4315")), 4).moved(y=y - 0.1),
            bits(random, strewn(random, 420, 1.2, y + 0.02, 0.52), stuff, (0.19, 0.04, 0.045), 22),
        ]
        meshes.append(
            ball(Material(each(["#d9a566", "#c78a48"], 2), gloss=0.6), 10, 14)
            .scaled(0.10, 0.075, 0.075)
            .copies(strewn(random, 34, 1.1, y + 0.08, 0.54), tumble(random, 34))
        )
    elif kind == "kentang":
        stuff = Material(each(["#e0982e", "#c9641c", "#eab04a", "#b23a14"], 3), gloss=1.0, rough=0.25)
        meshes += [
            mound(1.2, 0.5, Material(rgb("#b8641c")), 4).moved(y=y - 0.1),
            bits(random, strewn(random, 560, 1.22, y + 0.02, 0.56), stuff, (0.24, 0.026, 0.03), 26),
        ]
    else:
        stuff = Material(each(["#a5682c", "#8a4f1e", "#bf8440", "#6d3a14"], 3), gloss=0.4, rough=0.5)
        meshes += [
            mound(1.2, 0.55, Material(rgb("#8a5422"), bump=0.3), 4).moved(y=y - 0.1),
            bits(random, strewn(random, 1500, 1.22, y + 0.0, 0.6), stuff, (0.075, 0.016, 0.02), 35),
        ]
        shred = tube(
            f32([(-0.3, 0, 0), (-0.1, 0.03, 0.02), (0.12, 0.02, -0.02), (0.3, 0, 0.02)]),
            f32([0.02, 0.035, 0.035, 0.02]),
            Material(each(["#5a2c14", "#74401e"], 2), gloss=0.5),
            7,
        )
        meshes.append(shred.copies(strewn(random, 46, 1.1, y + 0.06, 0.58), tumble(random, 46, 14)))
    red = bits(
        random,
        strewn(random, 30 if kind != "serundeng" else 8, 1.1, y + 0.09, 0.52),
        RED_SAUCE,
        (0.11, 0.014, 0.04),
        20,
    )
    meshes += [red, _leaves(random, 4, 0.8, y + 0.5, 0.5)]
    meshes += [m.turned(y=-30).moved(1.9, 0.1, 1.0) for m in chilli(length=1.0)]
    camera = {"tempe": half(7.0, -10, 0.45), "kentang": top(6.8, 20), "serundeng": half(6.8, 25, 0.45)}[kind]
    return Scene(meshes, ground, camera=camera)


def green_sambal(random: Random, ground: Ground) -> Scene:
    """Coarse green sambal in a stone mortar, with what goes into it."""
    rock = Material(mottled("#5a5c5e", "#3c3e41", 9, 4), gloss=0.15, rough=0.6, bump=0.5, bump_scale=16)
    mortar = lathe(
        curve(
            [
                (0, 0),
                (1.1, 0),
                (1.45, 0.25),
                (1.6, 0.62),
                (1.55, 0.7),
                (1.42, 0.68),
                (1.1, 0.42),
                (0.5, 0.3),
                (0, 0.28),
            ],
            70,
        ),
        rock,
        110,
    )
    meshes: list[Mesh] = [mortar, mound(1.2, 0.3, GREEN_SAUCE, 3, 0.08).moved(y=0.38)]
    meshes += lumps(random, strewn(random, 110, 1.12, 0.42, 0.28), GREEN_SAUCE, (0.16, 0.06, 0.1), 0.8, 0.06)
    meshes.append(
        bits(
            random,
            strewn(random, 80, 1.1, 0.5, 0.28),
            Material(rgb("#efe8b8"), gloss=0.9),
            (0.025, 0.01, 0.022),
        )
    )
    for i in range(5):
        meshes += [
            m.turned(y=random.uniform(0, 360)).moved(2.0 + 0.35 * (i % 2), 0.1, -0.7 + 0.4 * i)
            for m in chilli("#5c9a34", 1.2, 0.10)
        ]
    tomato = ball(Material(mottled("#a5bd58", "#7fa03c", 2), gloss=1.0, rough=0.12), 28, 36).scaled(
        0.42, 0.36, 0.42
    )
    meshes += [tomato.moved(-2.0, 0.35, -0.5), tomato.scaled(0.85).moved(-1.9, 0.3, 0.55)]
    return Scene(meshes, ground, camera=top(8.0, 0))


def lunch_box(random: Random, ground: Ground) -> Scene:
    """A kraft box with rice and sides."""
    kraft = Material(mottled("#c79d6b", "#b98c58", 1.5), gloss=0.1)
    wall = block(kraft, 0.12, 16, 24)
    meshes: list[Mesh] = [block(kraft, 0.1).scaled(1.95, 0.04, 1.45).moved(y=0.04)]
    for x, z, sx, sz in (
        (0, 1.45, 1.95, 0.03),
        (0, -1.45, 1.95, 0.03),
        (1.95, 0, 0.03, 1.45),
        (-1.95, 0, 0.03, 1.45),
    ):
        meshes.append(wall.scaled(sx, 0.38, sz).moved(x, 0.38, z))
    lid = block(kraft, 0.1).scaled(1.95, 0.03, 1.4).turned(x=-62).moved(0, 1.95, -2.1)
    meshes += [lid, banana_leaf(3.7, 2.7).moved(y=0.08)]
    y = 0.16
    meshes += [m.moved(-0.95, y, -0.3) for m in _rice(random, 0.85, 0.5)]
    meshes.append(_shallots(random, 30, 0.4, 0.45, 0.2).moved(-0.95, 0.2, -0.3))
    chicken = Material(mottled("#b5662a", "#6a2c0e", 3), gloss=1.2, rough=0.22, bump=0.25)
    leg = (
        lathe(
            curve(
                [(0, -0.5), (0.1, -0.46), (0.11, -0.1), (0.26, 0.25), (0.3, 0.5), (0.2, 0.72), (0, 0.78)], 40
            ),
            chicken,
            48,
        )
        .rough(0.05, 3)
        .turned(z=78, y=25)
    )
    meshes += [leg.moved(0.75, 0.38, -0.75), leg.turned(y=30).moved(0.95, 0.42, -0.35)]
    meshes += [
        m.moved(-0.2, 0, 0.95)
        for m in lumps(random, heap(random, 24, 0.42, 0.24, y + 0.02), GREENS, (0.2, 0.04, 0.11), 0.8, 0.06)
    ]
    meshes += [
        m.moved(-0.2, 0, 0.95)
        for m in lumps(
            random,
            heap(random, 6, 0.36, 0.2, y + 0.12),
            Material(rgb("#e58a2c"), gloss=0.7),
            (0.13, 0.03, 0.12),
            0.8,
            0.02,
        )
    ]
    meshes.append(
        disc(Material(baked("#e0a04a", "#8d5322", 0.5), gloss=0.5, bump=0.3), 0.34, 0.24, 0.1)
        .rough(0.03, 4)
        .copies(f32([(0.75, y, 0.45), (1.35, y, 0.5)]))
    )
    meshes += [
        m.moved(1.2, 0, 1.05)
        for m in lumps(random, heap(random, 14, 0.3, 0.14, y + 0.04), RED_SAUCE, (0.13, 0.06, 0.1), 0.8, 0.05)
    ]
    meshes.append(_cucumber(4, -1.6, 0.95, y + 0.06, 0.22))
    return Scene(meshes, ground, camera=Camera((0, 0.45, -0.1), 9.0, 48, 14, blur=0.4))


def scenes() -> dict[str, Builder]:
    """Photo name -> how to build its scene."""
    return {
        "rendang-sapi-1": lambda r: rendang(r),
        "rendang-sapi-2": lambda r: rendang(r, "plate", True, linen("#d9d3c6")),
        "rendang-sapi-3": lambda r: rendang(r, "leaf", False, wood(*DARK_WOOD)),
        "nasi-rendang-1": lambda r: rice_plate(r, "rendang", linen("#e6dfd2"), top(7.6, 8)),
        "nasi-uduk-1": lambda r: rice_plate(r, "uduk", wood(*PALE_WOOD, angle=90), top(8.2, -10)),
        "nasi-uduk-2": lambda r: rice_plate(
            r, "uduk", plain("#d9cdb8"), Camera((0, 0.35, 0.1), 6.6, 32, -28, blur=0.8, focus=0.5)
        ),
        "soto-betawi-1": lambda r: stew(r, "soto", wood(*WARM_WOOD, angle=6)),
        "tumpeng-mini-1": lambda r: tumpeng(r, half(8.8, 0, 0.65), linen("#efe8da")),
        "tumpeng-mini-2": lambda r: tumpeng(r, top(8.6, 30), wood(*PALE_WOOD, angle=30)),
        "sate-ayam-1": lambda r: satay(r, stone("#6c6a66")),
        "dendeng-balado-1": lambda r: slices(r, linen("#cbd3cf")),
        "gulai-ayam-1": lambda r: stew(r, "gulai", linen("#e9e2d3")),
        "semur-jengkol-1": lambda r: stew(r, "semur", wood(*PALE_WOOD, angle=-12)),
        "mie-goreng-1": lambda r: noodles(r, wood(*DARK_WOOD, angle=20)),
        "gado-gado-1": lambda r: gado(r, plain("#e8e0d0")),
        "sayur-lodeh-1": lambda r: stew(r, "lodeh", wood(*WARM_WOOD, angle=84)),
        "telur-balado-1": lambda r: stew(r, "balado", stone("#8a8f8c")),
        "perkedel-1": lambda r: fritters(r, "perkedel", linen("#ece5d8")),
        "bakwan-jagung-1": lambda r: fritters(r, "bakwan", wood(*WARM_WOOD, angle=-8)),
        "orek-tempe-1": lambda r: sticks(r, "tempe", linen("#c8cdbd")),
        "kentang-balado-1": lambda r: sticks(r, "kentang", marble()),
        "serundeng-1": lambda r: sticks(r, "serundeng", plain("#dfd5c3")),
        "sambal-ijo-1": lambda r: green_sambal(r, wood(*PALE_WOOD, angle=4)),
        "paket-nasi-kotak-1": lambda r: lunch_box(r, plain("#cfd8d3")),
    }
