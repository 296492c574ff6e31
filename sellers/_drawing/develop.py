"""From light to a picture: tone curve, size, blur by distance."""

from __future__ import annotations

import functools
import itertools

import numpy as np
from PIL import Image, ImageFilter

from .noise import Array, f32, smoothstep
from .scene import Scene

WIDTH = 1600
HEIGHT = 1200
_CURVE_STEPS = 8192


def develop(scene: Scene, image: Array, depth: Array, width: int, height: int) -> Image.Image:
    """Light to a picture: tone curve, smaller size, blur by distance, a hint of a darker edge."""
    curve = _tone_curve()
    small = curve[np.clip(image * (_CURVE_STEPS / 6 * scene.exposure), 0, _CURVE_STEPS - 1).astype(np.int32)]
    small += (small.mean(axis=2, keepdims=True) - small) * 0.08
    y, x = np.mgrid[-1 : 1 : small.shape[0] * 1j, -1 : 1 : small.shape[1] * 1j]
    small *= (1 - 0.07 * smoothstep(0.55, 1.6, f32(np.hypot(x, y))))[..., None]
    picture = Image.fromarray((np.clip(small, 0, 1) * 255 + 0.5).astype(np.uint8))
    if picture.size != (width, height):
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    if scene.camera.blur <= 0:
        return picture
    far = soften(resize(f32(depth), width // 2, height // 2), 2)
    focus = scene.camera.distance - scene.camera.focus
    unit = width / WIDTH
    radius = np.maximum(np.abs(1 - focus / far) * 46 * scene.camera.blur - 1.2, 0)
    out = picture
    for low, high in itertools.pairwise((0.0, 2.0, 5.0, 10.0, 18.0)):
        share = np.clip((radius - low) / (high - low), 0, 1)
        if not share.any():
            break
        mask = Image.fromarray((share * 255).astype(np.uint8)).resize(
            (width, height), Image.Resampling.BILINEAR
        )
        out = Image.composite(_blurred(picture, high * unit), out, mask)
    return out


@functools.cache
def _tone_curve() -> Array:
    """Light (0..6 in even steps) to picture values: soft highlights, then sRGB, then a little contrast."""
    light = np.linspace(0, 6, _CURVE_STEPS) * 0.57
    toned = light * (1 + light * 0.12) / (1 + light * 0.55)
    low = toned * 12.92
    toned = np.where(toned <= 0.0031308, low, 1.055 * np.maximum(toned, 1e-6) ** (1 / 2.4) - 0.055)
    return f32(toned + 0.035 * np.sin((toned - 0.5) * np.pi * 2) * (np.abs(toned - 0.5) < 0.5))


def _blurred(picture: Image.Image, radius: float) -> Image.Image:
    """A Gaussian blur; wide ones are made on a smaller copy, where they cost little."""
    part = 1 if radius < 4 else 2 if radius < 8 else 4
    if part == 1:
        return picture.filter(ImageFilter.GaussianBlur(radius))
    little = picture.reduce(part).filter(ImageFilter.GaussianBlur(radius / part))
    return little.resize(picture.size, Image.Resampling.BICUBIC)


def resize(plane: Array, width: int, height: int) -> Array:
    """A plane of numbers at another size."""
    if plane.shape == (height, width):
        return plane
    return f32(
        np.asarray(
            Image.fromarray(plane).resize(
                (width, height),
                Image.Resampling.BOX if plane.shape[0] > height else Image.Resampling.BILINEAR,
            )
        )
    )


def soften(plane: Array, times: int) -> Array:
    """A small blur, repeated."""
    for _ in range(times):
        for axis in (0, 1):
            before, after = np.roll(plane, 1, axis), np.roll(plane, -1, axis)
            plane = f32(plane * 0.5 + before * 0.25 + after * 0.25)
    return plane
