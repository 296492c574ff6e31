"""What things stand on: functions from a place on the table to a colour."""

from __future__ import annotations

import numpy as np

from .geometry import rgb
from .noise import Array, f32, mix, noise2, smoothstep
from .scene import Ground


def plain(colour: str, mottle: float = 0.05) -> Ground:
    """Painted board or paper, with the faintest unevenness."""
    base = rgb(colour)

    def at(x: Array, z: Array) -> Array:
        return f32(base * (1 - mottle / 2 + mottle * noise2(x * 0.6, z * 0.6, 3))[:, None])

    return at


def wood(light: str, dark: str, plank: float = 2.4, angle: float = 0.0, seed: int = 5) -> Ground:
    """Planks with long, quiet grain."""
    pale, deep = rgb(light), rgb(dark)
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))

    def at(x: Array, z: Array) -> Array:
        along, across = f32(x * c + z * s), f32(z * c - x * s)
        number = np.floor(across / plank)
        shift = number * 7.31
        wave = across * 3.4 + 0.8 * noise2(f32(along * 0.22 + shift), f32(across * 0.9), seed)
        grain = 0.5 + 0.5 * np.sin(wave * 6.0 + 5 * noise2(f32(along * 0.13 + shift), across, seed + 1))
        fine = noise2(f32(along * 0.7 + shift), f32(across * 14), seed + 2)
        tone = 0.3 * grain + 0.4 * fine + 0.3 * noise2(shift, f32(0 * shift), seed + 3)
        colour = mix(pale, deep, tone[:, None])
        edge = np.abs(across / plank - number - 0.5) * 2
        return f32(colour * (1 - 0.45 * smoothstep(0.985, 0.997, f32(edge)))[:, None])

    return at


def linen(colour: str, seed: int = 8) -> Ground:
    """A tablecloth: soft undulations and a weave that is felt more than seen."""
    base = rgb(colour)

    def at(x: Array, z: Array) -> Array:
        weave = np.sin(x * 46) * np.sin(z * 46) * 0.018
        soft = 0.10 * noise2(f32(x * 0.5 + z * 0.3), f32(z * 0.5 - x * 0.2), seed, 2)
        return f32(base * (0.95 + soft + weave)[:, None])

    return at


def marble(seed: int = 4, base: str = "#efece7", vein: str = "#b9b6b2") -> Ground:
    """White stone with a few veins."""
    pale, grey = rgb(base), rgb(vein)

    def at(x: Array, z: Array) -> Array:
        warp = noise2(f32(x * 0.5), f32(z * 0.5), seed, 3)
        line = np.abs(np.sin((x * 0.45 + z * 0.7 + 3.2 * warp) * 1.5))
        fine = np.abs(np.sin((x * 0.9 - z * 0.5 + 4.0 * warp) * 2.1))
        strength = 0.7 * (1 - smoothstep(0.0, 0.22, f32(line))) + 0.25 * (
            1 - smoothstep(0.0, 0.15, f32(fine))
        )
        return mix(pale, grey, (strength * noise2(x, z, seed + 2))[:, None])

    return at


def stone(colour: str, seed: int = 6) -> Ground:
    """Dark slate or concrete: cloudy, matt."""
    base = rgb(colour)

    def at(x: Array, z: Array) -> Array:
        cloud = noise2(f32(x * 0.8), f32(z * 0.8), seed, 3)
        return f32(base * (0.72 + 0.56 * cloud)[:, None])

    return at


def terrazzo(base: str, chips: tuple[str, ...], seed: int = 9) -> Ground:
    """Old Jakarta floor: chips of stone in pale cement."""
    ground = rgb(base)
    colours = np.stack([rgb(c) for c in chips])

    def at(x: Array, z: Array) -> Array:
        out = np.broadcast_to(ground, (len(x), 3)).copy()
        for i, colour in enumerate(colours):
            patch = noise2(f32(x * 3.1 + i * 13.7), f32(z * 3.1 + i * 5.9), seed + i)
            out = mix(out, colour, smoothstep(0.80, 0.84, patch)[:, None] * 0.6)
        return f32(out)

    return at
