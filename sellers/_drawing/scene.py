"""What one picture is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from .geometry import Mesh, rgb
from .light import Studio
from .noise import Array

Builder = Callable[[np.random.Generator], "Scene"]
"""Puts a scene together from a source of chance."""


Ground = Callable[[Array, Array], Array]
"""The table's colour at x, z."""


@dataclass(frozen=True)
class Camera:
    """Where the picture is taken from."""

    target: tuple[float, float, float] = (0, 0.3, 0)
    distance: float = 9.0
    elevation: float = 35.0
    """Degrees above the table; 90 looks straight down."""
    azimuth: float = 0.0
    """Degrees around the table; 0 looks along -z."""
    view: float = 28.0
    """Height of the view, degrees."""
    blur: float = 0.55
    """How shallow the sharpness is."""
    focus: float = 0.0
    """How far in front of the target the sharpest plane lies."""


@dataclass(frozen=True)
class Scene:
    """Everything in one picture."""

    meshes: list[Mesh]
    ground: Ground
    wall: Array = field(default_factory=lambda: rgb("#e9e2d8"))
    """What stands behind the table."""
    wall_at: float = 7.0
    """How far behind the target the table ends."""
    camera: Camera = field(default_factory=Camera)
    studio: Studio = field(default_factory=Studio)
    ground_gloss: float = 0.0
    seed: int = 1
    exposure: float = 1.0
