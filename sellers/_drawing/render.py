"""One picture: a table, things on it, a camera and a window."""

from __future__ import annotations

import numpy as np
from PIL import Image

from .develop import HEIGHT, WIDTH, develop, resize, soften
from .geometry import Hit, Mesh
from .light import Lamps
from .noise import Array, f32, mix, noise3
from .raster import Cells, Visible, flatten, interpolate, rasterise
from .scene import Camera, Scene


def render(scene: Scene, scale: float = 1.0, oversample: float = 1.25) -> Image.Image:
    """The picture of `scene`, 1600 x 1200 pixels times `scale`."""
    width, height = round(WIDTH * scale), round(HEIGHT * scale)
    w, h = round(width * oversample), round(height * oversample)
    view = _View(scene.camera, w, h)
    solid = [m for m in scene.meshes if not m.material.glass]
    clear = [m for m in scene.meshes if m.material.glass]
    lamps = Lamps(scene.studio, scene.camera.azimuth, solid, scene.seed)
    image, depth = _backdrop(scene, view, lamps, width, height)
    if solid:
        cells = flatten(solid)
        seen = rasterise(cells, view.project(cells.points), w, h)
        image[seen.pixel] = _shade(scene, view, lamps, solid, cells, seen)
        depth[seen.pixel] = seen.depth
    for mesh in clear:
        _glaze(scene, view, lamps, mesh, image, depth)
    return develop(scene, image.reshape(h, w, 3), depth.reshape(h, w), width, height)


class _View:
    """The camera's arithmetic for a picture of w x h pixels."""

    def __init__(self, camera: Camera, w: int, h: int) -> None:
        self.w, self.h = w, h
        e, a = np.radians(camera.elevation), np.radians(camera.azimuth)
        back = f32([np.cos(e) * np.sin(a), np.sin(e), np.cos(e) * np.cos(a)])
        self.eye = f32(np.array(camera.target) + back * camera.distance)
        right = f32([np.cos(a), 0, -np.sin(a)])
        self.axes = f32(np.stack([right, np.cross(back, right), back]))
        self.zoom = h / 2 / np.tan(np.radians(camera.view) / 2)
        self.focus = camera.distance - camera.focus

    def project(self, points: Array) -> Array:
        """x, y in pixels and the distance in front of the camera."""
        q = (points - self.eye) @ self.axes.T
        z = np.maximum(-q[:, 2], 0.05)
        return f32(
            np.stack([self.w / 2 + q[:, 0] / z * self.zoom, self.h / 2 - q[:, 1] / z * self.zoom, z], -1)
        )

    def rays(self, x: Array, y: Array) -> Array:
        """Directions through pixels (not of unit length: one unit of depth each)."""
        q = np.stack([(x - self.w / 2) / self.zoom, (self.h / 2 - y) / self.zoom, -np.ones_like(x)], axis=-1)
        return f32(q @ self.axes)


def _backdrop(scene: Scene, view: _View, lamps: Lamps, width: int, height: int) -> tuple[Array, Array]:
    """The table and the wall with the shadows on them, without any thing."""
    width, height = min(width * 2 // 3, view.w), min(height * 2 // 3, view.h)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    way = view.rays(f32((x + 0.5) * view.w / width), f32((y + 0.5) * view.h / height)).reshape(-1, 3)
    fall = np.minimum(way[:, 1], -1e-4)
    far = -view.eye[1] / fall
    a = np.radians(scene.camera.azimuth)
    target = f32(scene.camera.target)
    limit = scene.camera.distance * np.cos(np.radians(scene.camera.elevation)) + scene.wall_at
    ahead = np.maximum(-way @ f32([np.sin(a), 0, np.cos(a)]), 1e-4)
    reach = far * ahead
    table = (way[:, 1] < -1e-4) & (reach < limit)
    far = np.where(table, far, limit / ahead)
    spot = view.eye + way * far[:, None]
    light = _table_light(lamps, spot[:, 0], spot[:, 2])
    ground = scene.ground(f32(spot[:, 0]), f32(spot[:, 2]))
    along = (spot[:, 0] - target[0]) * np.cos(a) - (spot[:, 2] - target[2]) * np.sin(a)
    glow = 1.0 - 0.11 * np.clip(along / 4, -1.5, 1.5) - 0.05 * np.clip(reach - scene.camera.distance, 0, 6)
    wall = scene.wall * (2.3 - 0.12 * np.clip(along, -4, 4) - 0.05 * np.clip(spot[:, 1], 0, 6))[:, None]
    colour = np.where(table[:, None], ground * light * glow[:, None], wall)
    if scene.ground_gloss:
        mirror = way * f32([1, -1, 1])
        mirror /= np.linalg.norm(mirror, axis=1, keepdims=True)
        facing = np.abs(way[:, 1]) / np.linalg.norm(way, axis=1)
        fresnel = (0.04 + 0.5 * (1 - facing) ** 5) * scene.ground_gloss
        shine = lamps.reflection(f32(mirror), 0.5, scene.wall) * (light.mean(axis=1, keepdims=True) / 3)
        colour += np.where(table, fresnel, 0)[:, None] * shine
    image = np.stack(
        [resize(colour[:, c].reshape(height, width), view.w, view.h).ravel() for c in range(3)], -1
    )
    depth = resize(f32(far).reshape(height, width), view.w, view.h)
    return f32(image), f32(depth.ravel()).copy()


def _table_light(lamps: Lamps, x: Array, z: Array) -> Array:
    """Light on the table at x, z: worked out on a coarse grid, because shadows there are soft."""
    if not lamps.maps:
        return np.ones((len(x), 3), np.float32) * lamps.gather(f32([[0, 0, 0]]), None)[0]
    side = lamps.reach * 2.6
    count = 300
    axis = np.linspace(-side, side, count)
    gx, gz = np.meshgrid(axis + lamps.middle[0], axis + lamps.middle[2], indexing="ij")
    points = f32(np.stack([gx.ravel(), np.zeros(count * count), gz.ravel()], axis=-1))
    grid = lamps.gather(points, None)[0].reshape(count, count, 3)
    grid = np.stack([soften(grid[..., c], 1) for c in range(3)], axis=-1)
    px = np.clip((x - lamps.middle[0] + side) / (2 * side) * (count - 1), 0, count - 1.01)
    pz = np.clip((z - lamps.middle[2] + side) / (2 * side) * (count - 1), 0, count - 1.01)
    ix, iz = px.astype(int), pz.astype(int)
    tx, tz = f32(px - ix)[:, None], f32(pz - iz)[:, None]
    return mix(mix(grid[ix, iz], grid[ix + 1, iz], tx), mix(grid[ix, iz + 1], grid[ix + 1, iz + 1], tx), tz)


def _shade(scene: Scene, view: _View, lamps: Lamps, meshes: list[Mesh], cells: Cells, seen: Visible) -> Array:
    """The colour of every pixel that shows a solid thing."""
    p = interpolate(cells.points, cells, seen)
    n = interpolate(cells.normals, cells, seen)
    n /= np.linalg.norm(n, axis=1, keepdims=True) + 1e-9
    away = view.eye - p
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    mesh_of = cells.mesh[seen.cell]
    sheet = np.array([not m.closed for m in meshes])[mesh_of]
    turned = sheet & (
        (cells.flat[seen.cell] * away).sum(axis=1) * np.sign((cells.flat[seen.cell] * n).sum(axis=1)) < 0
    )
    n = np.where(turned[:, None], -n, n)
    u, v = interpolate(cells.u, cells, seen), interpolate(cells.v, cells, seen)
    albedo = np.zeros_like(p)
    for i, mesh in enumerate(meshes):
        mine = np.flatnonzero(mesh_of == i)
        if len(mine) == 0:
            continue
        m = mesh.material
        hit = Hit(u[mine], v[mine], cells.copy[seen.cell[mine]], p[mine])
        albedo[mine] = m.colour(hit) if callable(m.colour) else m.colour
        if m.bump:
            n[mine] += _bumps(p[mine] * m.bump_scale, m.bump)
    n /= np.linalg.norm(n, axis=1, keepdims=True) + 1e-9

    def per_pixel(name: str) -> Array:
        return f32([getattr(m.material, name) for m in meshes])[mesh_of]

    thin = per_pixel("thin")
    light, window = _object_light(view, lamps, seen, p, f32(n), thin if thin.any() else None)
    bounce = scene.ground(p[:, 0], p[:, 2]) * np.clip(0.5 - 0.5 * n[:, 1:2], 0, 1) * 0.55
    light += bounce * np.clip(1 - p[:, 1:2] * 0.25, 0.2, 1)
    glow = per_pixel("glow")[:, None]
    colour = albedo * (light * (1 - glow * 0.5) + glow * 1.7)
    gloss = per_pixel("gloss")
    shiny = np.flatnonzero(gloss > 0)
    if len(shiny):
        facing = np.clip((n[shiny] * away[shiny]).sum(axis=1), 0, 1)
        mirror = 2 * facing[:, None] * n[shiny] - away[shiny]
        rough = per_pixel("rough")[shiny]
        fresnel = (0.04 + 0.9 * (1 - facing) ** 5 * (1 - rough)) * gloss[shiny]
        shine = np.zeros((len(shiny), 3), np.float32)
        for value in np.unique(rough):
            these = np.flatnonzero(rough == value)
            shine[these] = lamps.reflection(f32(mirror[these]), float(value), scene.wall * 0.5)
        open_ = np.clip(light[shiny].mean(axis=1) * 0.35 + 0.65 * window[shiny], 0.05, 1)
        colour[shiny] += fresnel[:, None] * shine * open_[:, None]
    return f32(colour)


def _object_light(
    view: _View, lamps: Lamps, seen: Visible, p: Array, n: Array, thin: Array | None
) -> tuple[Array, Array]:
    """Light on solid things and the window's unshaded share.

    Shadows are looked up for one pixel in four and smoothed, because the window is cut into few directions;
    the light itself follows the surface at full detail.
    """
    x, y = seen.pixel % view.w, seen.pixel // view.w
    some = np.flatnonzero((x % 2 == 0) & (y % 2 == 0))
    lit, window = lamps.gather(p[some], f32(n[some]), None if thin is None else thin[some])
    full = lamps.unshaded(n, thin)
    share = np.clip(lit.mean(axis=1) / (full[some].mean(axis=1) + 1e-4), 0, 1)
    w, h = (view.w + 1) // 2, (view.h + 1) // 2
    at = y[some] // 2 * w + x[some] // 2
    depth = np.full(w * h, 1e6, np.float32)
    depth[at] = seen.depth[some]
    values = np.zeros((w * h, 2), np.float32)
    values[at] = np.stack([share, window], axis=-1)
    smooth = _soften_within(values.reshape(h, w, 2), depth.reshape(h, w), 5).reshape(-1, 2)
    here = y // 2 * w + x // 2
    result = smooth[here]
    # At outlines the coarse pixel belongs to another thing: look those up one by one.
    lost = np.flatnonzero(np.abs(depth[here] - seen.depth) > 0.05)
    lit, window = lamps.gather(p[lost], f32(n[lost]), None if thin is None else thin[lost])
    result[lost, 0] = np.clip(lit.mean(axis=1) / (full[lost].mean(axis=1) + 1e-4), 0, 1)
    result[lost, 1] = window
    return f32(full * result[:, :1]), result[:, 1]


def _soften_within(values: Array, depth: Array, times: int) -> Array:
    """Blur, but not across steps in depth."""
    pairs = []
    for axis in (0, 1):
        near = f32(np.exp(-np.abs(np.diff(depth, axis=axis)) / 0.03))[..., None]
        pairs.append((axis, near))
    for _ in range(times):
        for axis, near in pairs:
            before = (slice(None),) * axis + (slice(None, -1),)
            after = (slice(None),) * axis + (slice(1, None),)
            flow = near * (values[after] - values[before]) * 0.25
            values = values.copy()
            values[before] += flow
            values[after] -= flow
    return values


def _bumps(at: Array, amount: float) -> Array:
    return f32(np.stack([noise3(at, seed) - 0.5 for seed in (91, 92, 93)], axis=-1) * 2 * amount)


def _glaze(scene: Scene, view: _View, lamps: Lamps, mesh: Mesh, image: Array, depth: Array) -> None:
    """Lay one glass thing over the picture: it bends, tints and mirrors."""
    cells = flatten([mesh])
    seen = rasterise(cells, view.project(cells.points), view.w, view.h, depth)
    if len(seen.pixel) == 0:
        return
    p, n = interpolate(cells.points, cells, seen), interpolate(cells.normals, cells, seen)
    n /= np.linalg.norm(n, axis=1, keepdims=True) + 1e-9
    away = view.eye - p
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    facing = np.clip(np.abs((n * away).sum(axis=1)), 0.03, 1)
    n = np.where(((n * away).sum(axis=1) < 0)[:, None], -n, n)
    local = n @ view.axes.T
    bend = 0.02 * view.zoom / seen.depth * (1 - facing)
    x, y = seen.pixel % view.w, seen.pixel // view.w
    fx = np.clip(x - local[:, 0] * bend, 0, view.w - 1).astype(np.int64)
    fy = np.clip(y + local[:, 1] * bend, 0, view.h - 1).astype(np.int64)
    behind = image[fy * view.w + fx]
    through = mesh.material.tint ** np.minimum(3.0 / facing - 2.6, 9.0)[:, None]
    mirror = 2 * (n * away).sum(axis=1, keepdims=True) * n - away
    fresnel = (0.05 + 0.95 * (1 - facing) ** 4) * mesh.material.gloss
    shine = lamps.reflection(f32(mirror), mesh.material.rough, scene.wall)
    clear = behind * through * (1 - fresnel[:, None] * 0.55)
    frost = (0.9 + 1.3 * np.clip(n @ lamps.centre, 0, 1))[:, None] * mesh.material.tint
    image[seen.pixel] = mix(clear, frost, mesh.material.glow) + shine * fresnel[:, None] * 0.75
