"""Batik motifs as functions of a place on the cloth (in motif units) to a colour.

Each is built the way its makers lay it out: kawung as ovals on a square lattice, parang as S-curves between
slanting bands, mega mendung as clouds of nested outlines, truntum as stars on a staggered lattice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from .geometry import rgb
from .noise import Array, f32, mix, noise2, smoothstep

Motif = Callable[[Array, Array], Array]


def kawung(ground: str, oval: str, ink: str) -> Motif:
    """Ovals along every edge of a lattice, four meeting at each crossing; seeds in them, a cross between."""
    base, pale, dark = rgb(ground), rgb(oval), rgb(ink)

    def at(x: Array, y: Array) -> Array:
        # Turned by 45 degrees, every oval lies along an axis, centred on the middle of a lattice edge.
        p, q = (x + y) * 0.7071, (x - y) * 0.7071
        i, j = p - np.round(p), q - np.round(q)
        lying = np.abs(i) > np.abs(j)
        along = np.where(lying, np.abs(i), np.abs(j)) - 0.5
        across = np.where(lying, j, i)
        oval_ = np.sqrt((along / 0.445) ** 2 + (across / 0.225) ** 2)
        colour = mix(base, pale, (1 - smoothstep(0.93, 1.0, f32(oval_)))[:, None])
        line = 1 - smoothstep(0.0, 0.07, np.abs(f32(oval_) - 0.78))
        seed = 1 - smoothstep(0.028, 0.042, f32(np.hypot(np.abs(along) - 0.14, across)))
        heart = 1 - smoothstep(0.028, 0.042, f32(np.hypot(i, j)))
        ii, jj = np.abs(np.abs(i) - 0.5), np.abs(np.abs(j) - 0.5)
        star = 1 - smoothstep(0.03, 0.045, f32(np.minimum(ii + 3 * jj, jj + 3 * ii)))
        colour = mix(colour, dark, np.maximum(line * 0.8, seed)[:, None])
        return mix(colour, pale, np.maximum(heart, star)[:, None])

    return at


def parang(ground: str, blade: str, ink: str) -> Motif:
    """Slanting rows of interlocking S-shaped blades with diamonds (mlinjon) between the rows."""
    base, pale, dark = rgb(ground), rgb(blade), rgb(ink)

    def at(x: Array, y: Array) -> Array:
        across, along = (x + y) * 0.7071 / 0.92, (y - x) * 0.7071
        row = np.floor(across)
        s = across - row - 0.5
        band = np.abs(s) > 0.40
        t = along * 1.9 + row * 0.5
        # The lean of the blade turns over towards the edges of its row: that is what makes the S.
        bend = t + 0.62 * np.sin(s * 3.6) + 0.25 * s
        f = bend - np.floor(bend)
        width = 0.34 * (1.0 - 0.45 * np.abs(s) / 0.4)
        d = np.abs(f - 0.5)
        body = 1 - smoothstep(0.0, 0.05, f32(d - width))
        line = 1 - smoothstep(0.0, 0.045, np.abs(f32(d - width * 0.62)))
        eye = 1 - smoothstep(0.05, 0.075, f32(np.hypot((f - 0.5) * 0.55, s)))
        colour = mix(base, pale, body[:, None])
        colour = mix(colour, dark, np.maximum(line, eye)[:, None])
        edge = 1 - smoothstep(0.0, 0.018, np.abs(np.abs(f32(s)) - 0.405))
        u = np.abs((t * 1.0) % 1 - 0.5) * 2
        v = (0.5 - np.abs(s)) / 0.1
        diamond = 1 - smoothstep(0.55, 0.7, f32(u + v))
        strip = mix(base, pale, diamond[:, None])
        colour = np.where(band[:, None], strip, colour)
        return mix(colour, pale, edge[:, None])

    return at


def mega_mendung(steps: Sequence[str], ground: str) -> Motif:
    """Clouds with curling ends, drawn as outlines inside outlines from pale to deep."""
    table = np.stack([rgb(c) for c in steps])
    base = rgb(ground)

    def at(x: Array, y: Array) -> Array:
        row = np.floor(y / 0.95)
        shift = row * 0.83
        column = np.floor((x + shift) / 1.72)
        lx = x + shift - (column + 0.5) * 1.72
        ly = y - (row + 0.5) * 0.95
        lx = np.where((row + column) % 2 == 0, lx, -lx)
        # One scalloped outline, drawn again and again smaller: high puffs above, a flatter hem below.
        px, py = lx / 0.80, (ly - 0.12) / np.where(ly < 0.12, 0.44, 0.25)
        turn = np.arctan2(-py, px)
        puff = np.where(
            turn > 0,
            0.80 + 0.22 * np.abs(np.sin(2.5 * turn + 0.6)) ** 0.7,
            0.84 + 0.10 * np.abs(np.sin(2 * turn)) ** 0.8,
        )
        level = np.clip((1 - np.hypot(px, py) / puff) * (len(table) + 0.6), -1, len(table) - 0.5)
        step = np.floor(level)
        pick = np.clip(step, 0, len(table) - 1).astype(int)
        colour = table[pick]
        part = level - step
        line = (1 - smoothstep(0.0, 0.2, f32(part))) * (level > -0.1)
        colour = np.where((level < 0)[:, None], base, colour)
        return mix(colour, rgb("#fbf6ea"), (line * 0.75)[:, None])

    return at


def truntum(ground: str, flower: str, dot: str) -> Motif:
    """Small eight-pointed star flowers on a staggered lattice, with dots between."""
    base, pale, gold = rgb(ground), rgb(flower), rgb(dot)

    def at(x: Array, y: Array) -> Array:
        row = np.floor(y / 0.5)
        px = x + (row % 2) * 0.5
        i, j = px - np.floor(px) - 0.5, (y - row * 0.5) - 0.25
        r, a = np.hypot(i, j), np.arctan2(j, i)
        reach = 0.085 + 0.085 * np.abs(np.cos(a * 4)) ** 1.6
        star = 1 - smoothstep(0.0, 0.018, f32(r - reach))
        heart = 1 - smoothstep(0.028, 0.042, f32(r))
        ring = 1 - smoothstep(0.0, 0.012, np.abs(f32(r - 0.062)))
        di, dj = np.abs(i) - 0.5, j
        small = 1 - smoothstep(0.03, 0.045, f32(np.abs(di) + np.abs(dj)))
        speck = 1 - smoothstep(0.010, 0.02, f32(np.hypot(np.abs(np.abs(i) - 0.27), np.abs(j) - 0.13)))
        colour = mix(base, pale, star[:, None])
        colour = mix(colour, base, (ring * 0.8)[:, None])
        colour = mix(colour, gold, np.maximum(heart, small)[:, None])
        return mix(colour, pale, (speck * 0.8)[:, None])

    return at


def stripes(colours: Sequence[str], widths: Sequence[float]) -> Motif:
    """Woven stripes across x."""
    table = np.stack([rgb(c) for c in colours])
    edges = np.cumsum(widths)

    def at(x: Array, y: Array) -> Array:
        return f32(
            table[np.searchsorted(edges, x % edges[-1]) % len(table)]
            * (0.97 + 0.05 * noise2(x * 30, y * 3))[:, None]
        )

    return at


def plaid(base: str, line: str, second: str) -> Motif:
    """A woven check."""
    a, b, c = rgb(base), rgb(line), rgb(second)

    def at(x: Array, y: Array) -> Array:
        def bars(t: Array, low: float, high: float) -> Array:
            f = t - np.floor(t)
            return ((f > low) & (f < high)).astype(np.float32)

        colour = mix(a, b, (0.5 * bars(x, 0.1, 0.34) + 0.5 * bars(y, 0.1, 0.34))[:, None])
        return mix(colour, c, (0.5 * bars(x, 0.6, 0.66) + 0.5 * bars(y, 0.6, 0.66))[:, None])

    return at


def solid(colour: str) -> Motif:
    """Plain cloth."""
    base = rgb(colour)

    def at(x: Array, y: Array) -> Array:
        return f32(base * (0.97 + 0.05 * noise2(x * 14, y * 14))[:, None])

    return at
