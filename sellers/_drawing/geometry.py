"""Shapes: grids of points in space, in units of ten centimetres, with y up and the table at y = 0."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from .noise import Array, f32, noise3


def rgb(code: str) -> Array:
    """A hex colour as linear light."""
    code = code.lstrip("#")
    s = f32([int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)])
    return f32(np.where(s <= 0.04045, s / 12.92, ((s + 0.055) / 1.055) ** 2.4))


@dataclass(frozen=True)
class Hit:
    """The visible points of one mesh, as a material sees them."""

    u: Array
    """0..1 along the first axis of the grid."""
    v: Array
    """0..1 along the second axis of the grid."""
    copy: Array
    """Which copy of the shape, from 0."""
    p: Array
    """Where, in the world."""


Paint = Callable[[Hit], Array]
"""A colour for each visible point."""


@dataclass(frozen=True)
class Material:
    """How a surface answers light."""

    colour: Array | Paint
    gloss: float = 0.0
    """0 dull, 1 a mirror's share of reflection at grazing angles and a strong highlight."""
    rough: float = 0.4
    """How wide the highlight is."""
    bump: float = 0.0
    """How far noise tilts the surface."""
    bump_scale: float = 12.0
    """Bumps for each unit of length."""
    thin: float = 0.0
    """How much light shines through from behind (leaves, cloth)."""
    glass: bool = False
    """Drawn last, over what is behind it."""
    tint: Array = field(default_factory=lambda: f32([1, 1, 1]))
    """What a glass lets through."""
    glow: float = 0.0
    """Light of its own colour from within, for liquids and soft food; for a glass, how frosted it is."""


@dataclass(frozen=True)
class Mesh:
    """One or many copies of a grid of points: shape (copies, rows, columns, 3)."""

    points: Array
    material: Material
    closed: bool = True
    """Whether it has an inside; sheets do not, and are lit on both sides."""
    casts: bool = True
    """Whether it throws a shadow."""

    def moved(self, x: float = 0, y: float = 0, z: float = 0) -> Mesh:
        """The same shape elsewhere."""
        return replace(self, points=f32(self.points + f32([x, y, z])))

    def scaled(self, x: float, y: float | None = None, z: float | None = None) -> Mesh:
        """The same shape, larger or smaller about the origin."""
        return replace(self, points=f32(self.points * f32([x, x if y is None else y, x if z is None else z])))

    def turned(self, x: float = 0, y: float = 0, z: float = 0) -> Mesh:
        """The same shape turned about the origin: first x, then z, then y; degrees."""
        matrix = rotation(0, y, 0) @ rotation(0, 0, z) @ rotation(x, 0, 0)
        return replace(self, points=f32(self.points @ matrix.T))

    def painted(self, material: Material) -> Mesh:
        """The same shape of another stuff."""
        return replace(self, material=material)

    def rough(self, amount: float, scale: float, seed: int = 0, octaves: int = 2) -> Mesh:
        """The same shape with lumps: every point pushed about by noise."""
        shift = np.stack(
            [noise3(self.points * scale, seed + axis, octaves) - 0.5 for axis in range(3)], axis=-1
        )
        return replace(self, points=f32(self.points + shift * 2 * amount))

    def copies(self, places: Array, turns: Array | None = None, sizes: Array | None = None) -> Mesh:
        """Many copies: `places` (n, 3), `turns` (n, 3) in degrees as for `turned`, `sizes` (n,) or (n, 3)."""
        base = self.points[0]
        out = np.broadcast_to(base, (len(places), *base.shape)).copy()
        if sizes is not None:
            size = f32(sizes)
            out *= size.reshape(len(places), 1, 1, -1)
        if turns is not None:
            matrices = np.stack(
                [rotation(0, t[1], 0) @ rotation(0, 0, t[2]) @ rotation(t[0], 0, 0) for t in turns]
            )
            out = np.einsum("kij,kmnj->kmni", matrices, out)
        return replace(self, points=f32(out + f32(places)[:, None, None, :]))


def rotation(x: float, y: float, z: float) -> Array:
    """The matrix that turns by degrees about one axis (the others being zero) or x, then y, then z."""
    a, b, c = np.radians([x, y, z])
    rx = [[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]]
    ry = [[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]]
    rz = [[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]]
    return f32(np.array(rz) @ np.array(ry) @ np.array(rx))


def curve(knots: Any, count: int) -> Array:
    """A smooth line through `knots` (Catmull-Rom): `count` points."""
    k = f32(knots)
    k = np.concatenate([2 * k[:1] - k[1:2], k, 2 * k[-1:] - k[-2:-1]])
    t = np.linspace(0, len(k) - 3, count)
    i = np.minimum(t.astype(int), len(k) - 4)
    w = (t - i)[:, None]
    a, b, c, d = k[i], k[i + 1], k[i + 2], k[i + 3]
    return f32(
        0.5 * (2 * b + (c - a) * w + (2 * a - 5 * b + 4 * c - d) * w**2 + (3 * b - a - 3 * c + d) * w**3)
    )


def corners(knots: Any, count: int, radius: float = 0.03) -> Array:
    """A line through `knots` with small round corners: `count` points."""
    k = f32(knots)
    pieces = [k[:1]]
    for before, here, after in zip(k[:-2], k[1:-1], k[2:], strict=True):
        a, b = before - here, after - here
        la, lb = float(np.hypot(*a)), float(np.hypot(*b))
        r = min(radius, la * 0.45, lb * 0.45)
        pieces.append(f32([here + a / la * r, here + a / la * r * 0.3 + b / lb * r * 0.3, here + b / lb * r]))
    line = np.concatenate([*pieces, k[-1:]])
    steps = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T) + 0.01)])
    spread = np.linspace(0, steps[-1], count)
    return f32(np.stack([np.interp(spread, steps, line[:, i]) for i in (0, 1)], axis=-1))


def lathe(profile: Array, material: Material, segments: int = 96, closed: bool = True) -> Mesh:
    """A shape turned on a wheel: `profile` has radius and height, from the bottom's middle outwards."""
    angle = np.linspace(0, 2 * np.pi, segments + 1)
    r, y = profile[:, :1], profile[:, 1:]
    grid = np.stack([r * np.cos(angle), y + 0 * angle, r * np.sin(angle)], axis=-1)
    return Mesh(f32(grid[None]), material, closed)


def ball(material: Material, rows: int = 32, columns: int = 48) -> Mesh:
    """A sphere of radius 1 about the origin."""
    a = np.linspace(-np.pi / 2, np.pi / 2, rows)
    return lathe(f32(np.stack([np.cos(a), np.sin(a)], axis=-1)), material, columns)


def block(material: Material, power: float = 0.25, rows: int = 40, columns: int = 64) -> Mesh:
    """A rounded box of half-size 1 (a superellipsoid; a smaller `power` has sharper edges)."""
    a = np.linspace(-np.pi / 2, np.pi / 2, rows)[:, None]
    b = np.linspace(0, 2 * np.pi, columns + 1)[None]

    def soft(x: Any) -> Any:
        return np.sign(x) * np.abs(x) ** power

    grid = np.stack(
        [soft(np.cos(a)) * soft(np.cos(b)), soft(np.sin(a)) + 0 * b, soft(np.cos(a)) * soft(np.sin(b))], -1
    )
    return Mesh(f32(grid[None]), material)


def tube(path: Array, radius: float | Array, material: Material, segments: int = 12) -> Mesh:
    """A rope along `path` (n, 3), closed at both ends."""
    direction = np.gradient(path, axis=0)
    direction /= np.linalg.norm(direction, axis=1, keepdims=True) + 1e-9
    up = np.where(np.abs(direction[:, 1:2]) > 0.9, f32([1, 0, 0]), f32([0, 1, 0]))
    side = np.cross(direction, up)
    side /= np.linalg.norm(side, axis=1, keepdims=True) + 1e-9
    over = np.cross(side, direction)
    r = np.broadcast_to(f32(radius), (len(path),)).copy()
    r[0] = r[-1] = 0
    path = np.concatenate([path[:1], path, path[-1:]])
    side, over = (np.concatenate([a[:1], a, a[-1:]]) for a in (side, over))
    r = np.concatenate([r[:1], [r[1]], r[1:-1], [r[-2]], r[-1:]])
    angle = np.linspace(0, 2 * np.pi, segments + 1)[None, :, None]
    ring = side[:, None] * np.cos(angle) + over[:, None] * np.sin(angle)
    return Mesh(f32((path[:, None] + ring * r[:, None, None])[None]), material)


def sheet(
    place: Callable[[Array, Array], tuple[Any, Any, Any]],
    material: Material,
    rows: int = 80,
    columns: int = 80,
) -> Mesh:
    """A thin surface: `place(u, v)` gives x, y, z for u and v in 0..1."""
    u, v = np.meshgrid(np.linspace(0, 1, rows), np.linspace(0, 1, columns), indexing="ij")
    x, y, z = place(f32(u), f32(v))
    return Mesh(f32(np.stack(np.broadcast_arrays(x, y, z), axis=-1)[None]), material, closed=False)
