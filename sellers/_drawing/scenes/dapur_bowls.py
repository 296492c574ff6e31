"""Dishes in bowls: stews and dry sides."""

from __future__ import annotations

from ..geometry import Material, Mesh, ball, block, curve, lathe, rgb, tube
from ..kit import (
    Random,
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
from ..props import bowl, chilli, cloth_napkin, disc, mound, pool
from ..scene import Camera, Ground, Scene
from ..surfaces import wood
from .dapur_parts import GREEN_SAUCE, GREENS, PALE_WOOD, RED_SAUCE, RENDANG, glazed, leaves, shallots


def rendang(random: Random, vessel: str = "bowl", close: bool = False, ground: Ground | None = None) -> Scene:
    """Dark, glossy chunks of beef."""
    base, y, r = glazed(vessel, "#d8cfc0" if vessel == "bowl" else "#f0ece4")
    meshes = [*base, pool(r + 0.1, y - 0.03, RENDANG, 0.08).rough(0.03, 4)]
    meshes += lumps(random, heap(random, 15, r * 0.86, 0.42, y + 0.14), RENDANG, (0.36, 0.22, 0.29))
    meshes.append(leaves(random, 3, 0.5, y + 0.72, 0.62))
    meshes.append(bits(random, strewn(random, 22, r * 0.6, y + 0.42, 0.28), RED_SAUCE, (0.05, 0.02, 0.03)))
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
        meshes.append(leaves(random, 3, 0.8, y + 0.3, 0.7))
        meshes.append(bits(random, strewn(random, 14, 1.2, y + 0.03), RED_SAUCE, (0.07, 0.02, 0.04), 8))
    elif kind == "semur":
        pod = Material(mottled("#6e3513", "#3a1808", 4), gloss=1.3, rough=0.2, bump=0.15)
        one = block(pod, 0.9, 20, 30).scaled(0.36, 0.14, 0.34).rough(0.03, 3)
        places = heap(random, 17, 1.12, 0.42, y + 0.02)
        meshes.append(one.copies(places, tumble(random, 17, 16), vary(random, 17)))
        meshes.append(shallots(random, 46, 0.8, y + 0.34, 0.3))
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
        meshes.append(shallots(random, 40, 0.8, y + 0.12, 0.22))
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
    meshes += [red, leaves(random, 4, 0.8, y + 0.5, 0.5)]
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
