"""Kopi Tebet, and the bottles, jars and glasses of Dapur Bu Siti."""

from __future__ import annotations

from ..kit import half, low
from ..scene import Builder, Camera
from ..surfaces import linen, marble, plain, stone, wood
from .drinks import cup, iced_coffee
from .packed import bottled, pouch


def drinks_of_siti() -> dict[str, Builder]:
    """The bottles, jars and glasses of Dapur Bu Siti."""
    return {
        "sambal-terasi-1": lambda r: bottled(r, "sambal", wood("#d9bb90", "#bd9566"), low(7.2, 6, 0.65)),
        "sambal-terasi-2": lambda r: bottled(
            r, "sambal", linen("#dcd4c6"), Camera((0.3, 0.6, 0.2), 5.6, 30, -24, blur=0.9, focus=0.5)
        ),
        "bawang-goreng-1": lambda r: bottled(r, "shallot", plain("#d3c6b2"), low(7.4, -6, 0.75, 0.2, 22)),
        "bir-pletok-1": lambda r: bottled(r, "pletok", wood("#a87c50", "#86603a"), low(8.4, 4, 1.1)),
        "es-timun-suri-1": lambda r: iced_coffee(r, "suri", linen("#dfe6df"), low(7.2, 0, 0.95, -0.3, 24)),
    }


def scenes() -> dict[str, Builder]:
    """Photo name -> how to build its scene."""
    return {
        "es-kopi-susu-aren-1": lambda r: iced_coffee(
            r, "aren", wood("#c9a173", "#a97f52"), low(7.6, 0, 1.05, 0.0, 18)
        ),
        "es-kopi-susu-aren-2": lambda r: iced_coffee(
            r, "aren", plain("#cdbfae"), Camera((0.1, 1.2, 0), 5.4, 34, -18, blur=0.9, focus=0.4)
        ),
        "es-kopi-pandan-1": lambda r: iced_coffee(r, "pandan", linen("#e2e4d6"), low(7.9, 6, 1.15, 0.2, 20)),
        "es-cokelat-1": lambda r: iced_coffee(r, "cokelat", marble(), low(7.0, -4, 0.95, 0.1, 22)),
        "kopi-susu-panas-1": lambda r: cup(
            r,
            "milk",
            wood("#b98d60", "#96704a", angle=15),
            Camera((0, 0.4, 0), 6.6, 52, 10, blur=0.5, focus=0.3),
        ),
        "kopi-tubruk-1": lambda r: cup(r, "black", linen("#cfc8bb"), half(7.0, -20, 0.35)),
        "cold-brew-1": lambda r: bottled(r, "coldbrew", marble(7), low(7.4, -4, 1.0)),
        "kopi-literan-1": lambda r: bottled(r, "liter", plain("#d8c6ae"), low(8.2, 5, 1.2, 0.5)),
        "biji-gayo-1": lambda r: pouch(
            r, "#c9a06c", "#f6efe0", "#5a3a22", wood("#e0c49c", "#c4a074"), low(8.2, 0, 1.05, 0.5)
        ),
        "biji-gayo-2": lambda r: pouch(
            r,
            "#c9a06c",
            "#f6efe0",
            "#5a3a22",
            wood("#6b4a33", "#4d3424"),
            Camera((1.2, 0.35, 0.8), 5.2, 34, 24, blur=0.9),
        ),
        "biji-toraja-1": lambda r: pouch(
            r, "#33302d", "#c9a06c", "#2a2522", plain("#c9bba8"), low(8.0, 4, 1.05, 0.5), "bowl"
        ),
        "bubuk-robusta-1": lambda r: pouch(
            r, "#efe8da", "#7d2f22", "#f4e8d2", stone("#9c968c"), low(8.0, -6, 1.0, 0.5, 22), "powder"
        ),
    }
