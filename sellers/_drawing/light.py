"""The studio: a large soft window at the top left, a pale sky all around, and what they leave in shadow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .geometry import Mesh
from .noise import Array, f32, smoothstep
from .raster import dice, flatten, spread

_MAP = 400  # pixels along a shadow map's side
_CHUNK = 32_768  # points handled at once, so that they stay in the processor's cache
_KEY = 12
_SKY = 14


@dataclass(frozen=True)
class Studio:
    """How a scene is lit; directions are in the camera's own left and right."""

    key: float = 2.1
    sky: float = 0.85
    warmth: float = 0.05
    """How much warmer the window is than the sky."""
    height: float = 48.0
    """Of the window above the horizon, degrees."""
    side: float = -74.0
    """0 is behind the subject seen from the camera, -90 the left."""
    softness: float = 0.2


class Lamps:
    """The studio's light cut into single directions, each with the shadows it throws."""

    def __init__(self, studio: Studio, azimuth: float, meshes: list[Mesh], seed: int) -> None:
        random = np.random.default_rng(seed)
        h, s = np.radians(studio.height), np.radians(azimuth + 180 - studio.side)
        centre = f32([np.cos(h) * np.sin(s), np.sin(h), np.cos(h) * np.cos(s)])
        self.centre = centre
        right = np.cross(centre, f32([0, 1, 0]))
        right /= np.linalg.norm(right)
        up = np.cross(right, centre)
        turn = np.arange(_KEY) * 2.39996 + random.random()
        radius = np.sqrt((np.arange(_KEY) + 0.5) / _KEY) * studio.softness
        key = centre + np.outer(radius * np.cos(turn), right) + np.outer(radius * np.sin(turn), up)
        rise = np.sqrt((np.arange(_SKY) + 0.5) / _SKY)
        round_ = np.arange(_SKY) * 2.39996 + random.random()
        flat = np.sqrt(1 - rise**2)
        sky = np.stack([flat * np.cos(round_), rise, flat * np.sin(round_)], axis=-1)
        ways = np.concatenate([key, sky])
        self.ways = f32(ways / np.linalg.norm(ways, axis=1, keepdims=True))
        warm = f32([1 + studio.warmth, 1.0, 1 - 1.4 * studio.warmth])
        cool = f32([0.97, 1.0, 1.04])
        # A cosine-weighted sky over rise: equal steps of height need equal weights.
        self.powers = f32(
            np.concatenate(
                [
                    np.tile(warm * studio.key / _KEY, (_KEY, 1)),
                    np.tile(cool * studio.sky * 2 / _SKY, (_SKY, 1)),
                ]
            )
        )
        casting = [m for m in meshes if m.casts]
        self.maps = self._shadows(casting) if casting else []

    def _shadows(self, meshes: list[Mesh]) -> list[tuple[Array, Array, float, Array]]:
        cells = flatten(meshes)
        low, high = cells.points.min(axis=0), cells.points.max(axis=0)
        self.middle = f32((low + high) / 2)
        self.reach = float(np.linalg.norm(high - low)) / 2 * 1.02
        texel = 2 * self.reach / _MAP
        cloud = np.concatenate(
            [spread(cells.points, cells, c) for c in dice(cells, cells.points, texel * 0.8)]
        )
        cloud = f32(cloud - self.middle)
        maps = []
        for way in self.ways:
            side = np.cross(way, f32([0.31, 0.17, 0.93]))
            side /= np.linalg.norm(side)
            over = np.cross(side, way)
            basis = f32(np.stack([side, over]) / texel)
            at = (cloud @ basis.T + _MAP / 2).astype(np.int32)
            np.clip(at, 0, _MAP - 1, out=at)
            grid = np.full(_MAP * _MAP, -np.inf, np.float32)
            np.maximum.at(grid, at[:, 1].astype(np.int64) * _MAP + at[:, 0], cloud @ way)
            maps.append((grid, basis, texel, f32(way)))
        return maps

    def gather(self, points: Array, normals: Array | None, thin: Array | None = None) -> tuple[Array, Array]:
        """Light at `points` facing `normals` (None: up), and how much of the window they see (0..1)."""
        parts = [
            self._gather(
                points[start : start + _CHUNK],
                None if normals is None else normals[start : start + _CHUNK],
                None if thin is None else thin[start : start + _CHUNK],
            )
            for start in range(0, max(len(points), 1), _CHUNK)
        ]
        return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])

    def _gather(self, points: Array, normals: Array | None, thin: Array | None) -> tuple[Array, Array]:
        total = np.zeros((len(points), 3), np.float32)
        window = np.zeros(len(points), np.float32)
        if self.maps:
            texel = self.maps[0][2]
            away = f32([0, 1, 0]) if normals is None else normals
            local = f32(points - self.middle + away * texel * 1.6)
        for i, way in enumerate(self.ways):
            facing = f32(normals @ way) if normals is not None else np.full(len(points), way[1], np.float32)
            if thin is not None:
                facing = np.where(facing > 0, facing, -facing * thin)
            else:
                facing = np.maximum(facing, 0)
            if self.maps:
                grid, basis, texel, _ = self.maps[i]
                at = (local @ basis.T + _MAP / 2).astype(np.int32)
                outside = ((at < 0) | (at >= _MAP)).any(axis=1)
                np.clip(at, 0, _MAP - 1, out=at)
                gap = grid[at[:, 1].astype(np.int64) * _MAP + at[:, 0]] - local @ way
                free = np.clip(1.5 - gap / texel * 0.5, 0, 1)
                free = np.where(outside, 1, free)
            else:
                free = np.ones(len(points), np.float32)
            lit = f32(facing * free)
            total += lit[:, None] * self.powers[i]
            if i < _KEY:
                window += f32(free / _KEY)
        return total, window

    def unshaded(self, normals: Array, thin: Array | None = None) -> Array:
        """Light that would arrive at surfaces facing `normals` if nothing stood in its way."""
        out = np.empty((len(normals), 3), np.float32)
        for start in range(0, len(normals), _CHUNK):
            part = slice(start, start + _CHUNK)
            facing = normals[part] @ self.ways.T
            if thin is not None:
                facing = np.where(facing > 0, facing, -facing * thin[part, None])
            out[part] = np.maximum(facing, 0) @ self.powers
        return out

    def reflection(self, ways: Array, rough: float, horizon: Array) -> Array:
        """What a polished surface mirrors in the directions `ways`: the window, the sky, the table."""
        up = ways[:, 1]
        sky = 0.25 + 0.55 * np.clip(up, 0, 1)
        base = np.where(up[:, None] > 0, sky[:, None], horizon * 0.6)
        soft = 0.08 + rough * 0.55
        right = np.cross(self.centre, f32([0, 1, 0]))
        right /= np.linalg.norm(right)
        over = np.cross(right, self.centre)
        front = ways @ self.centre
        a, b = ways @ right / np.maximum(front, 0.05), ways @ over / np.maximum(front, 0.05)
        pane = (1 - smoothstep(0.34 - soft / 2, 0.34 + soft, np.abs(a))) * (
            1 - smoothstep(0.42 - soft / 2, 0.42 + soft, np.abs(b))
        )
        pane = np.where(front > 0.05, pane, 0)
        return f32(base + pane[:, None] * 5.0 / (1 + rough * 4))
