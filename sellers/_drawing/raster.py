"""From shapes to pixels: grid cells are cut into points finer than a pixel, and the nearest point wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .geometry import Mesh
from .noise import Array, Whole, f32

_DENSITY = 0.72  # points closer than this many pixels leave no holes
_STEPS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024)
_CHUNK = 1_500_000


@dataclass(frozen=True)
class Cells:
    """All grid cells of several meshes, flattened: four corners each, with what is known at the corners."""

    corners: Whole
    """(cells, 4) indices into the vertex arrays."""
    points: Array
    normals: Array
    u: Array
    v: Array
    mesh: Whole
    """(cells,) which mesh."""
    copy: Array
    """(cells,) which copy."""
    flat: Array
    """(cells, 3) the cell's own normal."""


@dataclass(frozen=True)
class Visible:
    """What each covered pixel shows."""

    pixel: Whole
    cell: Whole
    a: Array
    b: Array
    depth: Array


def flatten(meshes: Sequence[Mesh]) -> Cells:
    """The cells of all `meshes`, with smooth normals that point outwards."""
    parts: list[list[Array]] = [[] for _ in range(4)]
    corners, mesh_of, copy_of, flats = [], [], [], []
    start = 0
    for number, mesh in enumerate(meshes):
        p = mesh.points
        k, m, n, _ = p.shape
        flat = np.cross(p[:, 1:, 1:] - p[:, :-1, :-1], p[:, :-1, 1:] - p[:, 1:, :-1])
        if mesh.closed:
            middle = p.reshape(k, -1, 3).mean(axis=1)[:, None, None]
            outward = np.einsum("kmni,kmni->k", flat, (p[:, 1:, 1:] + p[:, :-1, :-1]) / 2 - middle)
            flat = flat * np.sign(outward)[:, None, None, None]
        normal = np.zeros_like(p)
        for i, j in (
            (slice(1, None), slice(1, None)),
            (slice(1, None), slice(-1)),
            (slice(-1), slice(1, None)),
            (slice(-1), slice(-1)),
        ):
            normal[:, i, j] += flat
        if np.allclose(p[:, :, 0], p[:, :, -1], atol=1e-5):
            normal[:, :, 0] = normal[:, :, -1] = normal[:, :, 0] + normal[:, :, -1]
        for row in (0, -1):
            if np.allclose(p[:, row], p[:, row, :1], atol=1e-5):
                normal[:, row] = normal[:, row].mean(axis=1, keepdims=True)
        normal /= np.linalg.norm(normal, axis=-1, keepdims=True) + 1e-20
        flat = flat / (np.linalg.norm(flat, axis=-1, keepdims=True) + 1e-20)
        u, v = np.meshgrid(np.linspace(0, 1, m), np.linspace(0, 1, n), indexing="ij")
        index = start + np.arange(k * m * n).reshape(k, m, n)
        corners.append(
            np.stack(
                [index[:, :-1, :-1], index[:, 1:, :-1], index[:, :-1, 1:], index[:, 1:, 1:]], -1
            ).reshape(-1, 4)
        )
        cells = (m - 1) * (n - 1)
        mesh_of.append(np.full(k * cells, number))
        copy_of.append(np.repeat(np.arange(k), cells))
        flats.append(flat.reshape(-1, 3))
        for part, values in zip(
            parts,
            (p.reshape(-1, 3), normal.reshape(-1, 3), np.tile(u.ravel(), k), np.tile(v.ravel(), k)),
            strict=True,
        ):
            part.append(f32(values))
        start += k * m * n
    points, normals, us, vs = (np.concatenate(part) for part in parts)
    return Cells(
        np.concatenate(corners),
        points,
        normals,
        us,
        vs,
        np.concatenate(mesh_of),
        f32(np.concatenate(copy_of)),
        f32(np.concatenate(flats)),
    )


def dice(cells: Cells, screen: Array, density: float = _DENSITY) -> list[tuple[Whole, Array, Array]]:
    """Cut cells until their pieces are smaller than `density` in `screen` units: (cells, a, b) in chunks."""
    c = screen[cells.corners]
    size_a = np.maximum(_length(c[:, 1] - c[:, 0]), _length(c[:, 3] - c[:, 2]))
    size_b = np.maximum(_length(c[:, 2] - c[:, 0]), _length(c[:, 3] - c[:, 1]))
    steps = np.array(_STEPS)
    at_a = np.minimum(np.searchsorted(steps, size_a / density), len(steps) - 1)
    at_b = np.minimum(np.searchsorted(steps, size_b / density), len(steps) - 1)
    kind = at_a * len(steps) + at_b
    order = np.argsort(kind, kind="stable")
    chunks: list[tuple[Whole, Array, Array]] = []
    for group in np.split(order, np.flatnonzero(np.diff(kind[order])) + 1):
        if len(group) == 0:
            continue
        na, nb = int(steps[at_a[group[0]]]), int(steps[at_b[group[0]]])
        grid = np.meshgrid((np.arange(na) + 0.5) / na, (np.arange(nb) + 0.5) / nb, indexing="ij")
        a, b = f32(grid[0].ravel()), f32(grid[1].ravel())
        each = max(1, _CHUNK // (na * nb))
        for i in range(0, len(group), each):
            part = group[i : i + each]
            chunks.append((part.astype(np.int64), a, b))
    return chunks


def spread(values: Array, cells: Cells, chunk: tuple[Whole, Array, Array]) -> Array:
    """`values` of the corners, at every point of a chunk: (cells * points, …)."""
    part, a, b = chunk
    c = values[cells.corners[part]]
    weights = np.stack([(1 - a) * (1 - b), a * (1 - b), (1 - a) * b, a * b], axis=0)
    return f32(np.einsum("cki,kp->cpi", c, weights, optimize=True).reshape(-1, values.shape[-1]))


def rasterise(cells: Cells, screen: Array, width: int, height: int, behind: Array | None = None) -> Visible:
    """The nearest point for every pixel; `screen` has x, y in pixels and depth for each vertex."""
    nearest = np.full(width * height, np.inf, np.float32) if behind is None else behind.copy()
    seen_cell = np.full(width * height, -1, np.int64)
    seen_a = np.zeros(width * height, np.float32)
    seen_b = np.zeros(width * height, np.float32)
    for chunk in dice(cells, f32(screen[:, :2])):
        part, a, b = chunk
        points = spread(screen, cells, chunk)
        x, y = points[:, 0].astype(np.int32), points[:, 1].astype(np.int32)
        inside = (points[:, 0] >= 0) & (x < width) & (points[:, 1] >= 0) & (y < height)
        which = np.flatnonzero(inside)
        pixel = y[which].astype(np.int64) * width + x[which]
        depth = points[which, 2]
        np.minimum.at(nearest, pixel, depth)
        won = nearest[pixel] == depth
        which, pixel = which[won], pixel[won]
        seen_cell[pixel] = part[which // len(a)]
        seen_a[pixel] = a[which % len(a)]
        seen_b[pixel] = b[which % len(a)]
    pixel = np.flatnonzero(seen_cell >= 0)
    return Visible(pixel, seen_cell[pixel], seen_a[pixel], seen_b[pixel], nearest[pixel])


def interpolate(values: Array, cells: Cells, seen: Visible) -> Array:
    """`values` of the corners at the visible points."""
    corner = cells.corners[seen.cell]
    a, b = seen.a, seen.b
    if values.ndim == 2:
        a, b = a[:, None], b[:, None]
    top = values[corner[:, 0]] * (1 - a) + values[corner[:, 1]] * a
    low = values[corner[:, 2]] * (1 - a) + values[corner[:, 3]] * a
    return f32(top * (1 - b) + low * b)


def _length(d: Array) -> Array:
    return f32(np.sqrt((d * d).sum(axis=-1)))
