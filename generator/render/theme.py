"""Themes: folders with theme.yaml, templates/ and static/, loaded as they lie there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field
from rjsmin import jsmin

from generator.errors import reason_of
from generator.render.output import FOREVER, Output
from generator.render.themefile import ThemeError, installed, settings, themes_folder

__all__ = ["SHARED", "Theme", "ThemeError", "load_theme", "theme_names", "themes_folder"]

_NESTED = re.compile(rb"`[^`]*\$\{[^}`]*`")
SHARED = "_shared"
"""Templates that every theme can include: the head of a page."""


class Theme(Struct, frozen=True):
    """One theme."""

    name: str
    kind: str
    """`storefront` or `hub`."""
    accent: str
    """The colour of a shop that names none, `#rrggbb`."""
    folder: Path
    roles: Mapping[str, str] = field(default_factory=dict)
    """What a static file is for: `css`, `js`, `ikon` … -> its fingerprinted path below the site's root."""
    assets: tuple[Output, ...] = ()
    digest: str = ""
    """Changes with every byte of the theme."""

    def content(self, role: str) -> bytes:
        """The bytes of a static file, for the one page that carries them in it."""
        found = next(asset.content for asset in self.assets if asset.path == self.roles[role])
        return found if isinstance(found, bytes) else found.read_bytes()


def theme_names(kind: str) -> tuple[str, ...]:
    """The names of all themes of a kind, sorted.  Raises `ThemeError` where one of them cannot be used."""
    return tuple(name for name in installed() if settings(name).kind == kind)


def load_theme(name: str) -> Theme:
    """Read a theme.  Raises `ThemeError` where it, or a file of it, is missing or cannot be read."""
    try:
        return _load(name)
    except OSError as error:
        raise ThemeError(f"the theme {name} cannot be read: {reason_of(error)}") from error


def _load(name: str) -> Theme:
    folder = themes_folder() / name
    said = settings(name)
    roles: dict[str, str] = {}
    assets: dict[str, Output] = {}
    for role, names in said.files.items():
        path = folder / "static" / names[0]
        data = b"".join(_published(folder, file) for file in names)
        named = f"aset/{path.stem}-{hashlib.sha256(data).hexdigest()[:8]}{path.suffix}"
        roles[role] = named
        assets[named] = Output(named, data, FOREVER)
    digest = hashlib.sha256()
    own, shared = folder.rglob("*"), (folder.parent / SHARED).rglob("*")
    for path in sorted(p for p in (*own, *shared) if p.is_file()):
        digest.update(f"{path.relative_to(folder.parent)}\0".encode() + path.read_bytes() + b"\0")
    return Theme(
        name,
        said.kind,
        said.accent,
        folder,
        roles,
        tuple(assets.values()),
        digest.hexdigest(),
    )


def _published(theme: Path, name: str) -> bytes:
    """A static file as browsers get it: scripts without their comments, which are a third of them."""
    path = theme / "static" / name
    if not path.is_file():
        raise ThemeError(f"{theme.name}/theme.yaml names static/{name}, which is not there")
    data = path.read_bytes()
    if path.suffix != ".js":
        return data
    if _NESTED.search(data):
        raise ThemeError(f"{name} has a text in backticks within another: jsmin would change it")
    return bytes(jsmin(data))
