"""Smooth value noise, repeatable by seed. Arrays in, arrays out; values lie in 0..1."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
"""What the renderer computes with: 32-bit floats of any shape."""

Whole = NDArray[np.int64]
"""Indices."""

_SIZE = 64


def f32(values: Any) -> Array:
    """`values` as 32-bit floats."""
    return np.asarray(values, dtype=np.float32)


def smoothstep(low: float, high: float, x: Array) -> Array:
    """0 below `low`, 1 above `high`, and a soft slope between them."""
    t = np.clip((x - low) / (high - low), 0.0, 1.0)
    return f32(t * t * (3.0 - 2.0 * t))


def mix(a: Any, b: Any, t: Any) -> Array:
    """The blend of `a` and `b`: all `a` where `t` is 0, all `b` where it is 1."""
    return f32(a + (b - a) * t)


@functools.cache
def _lattice(seed: int) -> Array:
    return np.random.default_rng(seed).random(_SIZE**3, dtype=np.float32)


def noise2(x: Array, y: Array, seed: int = 0, octaves: int = 1) -> Array:
    """Fractal noise over a plane; features are about one unit wide."""
    total, weight = np.zeros(np.broadcast(x, y).shape, np.float32), 0.0
    table = _lattice(seed)
    for octave in range(octaves):
        scale = float(2**octave)
        fx, fy = x * scale + 17.3 * octave, y * scale + 9.1 * octave
        ix, iy = np.floor(fx), np.floor(fy)
        tx, ty = _ease(f32(fx - ix)), _ease(f32(fy - iy))
        jx, jy = ix.astype(np.int64), iy.astype(np.int64)
        x0, x1 = jx % _SIZE, (jx + 1) % _SIZE
        y0, y1 = jy % _SIZE * _SIZE, (jy + 1) % _SIZE * _SIZE
        top = mix(table[y0 + x0], table[y0 + x1], tx)
        low = mix(table[y1 + x0], table[y1 + x1], tx)
        total += mix(top, low, ty) * 0.5**octave
        weight += 0.5**octave
    return f32(total / weight)


def noise3(points: Array, seed: int = 0, octaves: int = 1) -> Array:
    """Fractal noise through space; `points` has x, y, z on its last axis."""
    total, weight = np.zeros(points.shape[:-1], np.float32), 0.0
    table = _lattice(seed)
    for octave in range(octaves):
        scaled = points * float(2**octave) + 11.7 * octave
        base = np.floor(scaled)
        t = _ease(f32(scaled - base))
        low = base.astype(np.int64) % _SIZE
        high = (low + 1) % _SIZE
        tx, ty, tz = t[..., 0], t[..., 1], t[..., 2]
        planes = []
        for z in (low[..., 2], high[..., 2]):
            rows = []
            for y in (low[..., 1], high[..., 1]):
                row = (z * _SIZE + y) * _SIZE
                rows.append(mix(table[row + low[..., 0]], table[row + high[..., 0]], tx))
            planes.append(mix(rows[0], rows[1], ty))
        total += mix(planes[0], planes[1], tz) * 0.5**octave
        weight += 0.5**octave
    return f32(total / weight)


def _ease(t: Array) -> Array:
    return f32(t * t * (3.0 - 2.0 * t))
