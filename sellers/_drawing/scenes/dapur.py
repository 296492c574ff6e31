"""Dapur Bu Siti: her pictures by name, and a few more plates."""

from __future__ import annotations

import numpy as np

from ..geometry import Material, Mesh, block, rgb
from ..kit import (
    Random,
    baked,
    bits,
    each,
    half,
    heap,
    lumps,
    mottled,
    strewn,
    top,
    tumble,
    vary,
)
from ..noise import f32
from ..props import banana_leaf, chilli, disc, plate, pool, saucer
from ..scene import Builder, Camera, Ground, Scene
from ..surfaces import linen, marble, plain, stone, wood
from .dapur_bowls import green_sambal, rendang, stew, sticks
from .dapur_parts import (
    DARK_WOOD,
    GREENS,
    PALE_WOOD,
    PEANUT,
    RED_SAUCE,
    WARM_WOOD,
    egg_half,
    leaves,
    shallots,
)
from .dapur_plates import lunch_box, noodles, rice_plate, satay, tumpeng


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
    meshes.append(leaves(random, 3, 1.2, 0.3, 0.55))
    return Scene(meshes, ground, camera=half(7.6, 18))


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
            m.turned(x=4, y=20 + 60 * i).moved(-0.2 + 0.62 * i, 0.5, -0.1 + 0.45 * i) for m in egg_half()
        ]
    meshes.append(shallots(random, 60, 0.9, 0.44, 0.24))
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
        meshes.append(leaves(random, 4, 0.5, 0.2, 0.45).moved(-1.2, 0.02, 0.8))
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
