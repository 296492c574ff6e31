"""Themes: folders with theme.yaml, templates/ and static/, loaded as they lie there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache
from rjsmin import jsmin

from generator import templates
from generator.disk import sealed
from generator.errors import reason_of
from generator.language import Language
from generator.render.output import FOREVER, Output
from generator.render.themefile import WORDS, ThemeError, installed, settings, themes_folder

__all__ = ["Theme", "ThemeError", "environment", "load_theme", "theme_names", "themes_folder"]

_NESTED = re.compile(rb"`[^`]*\$\{[^}`]*`")
_SHARED = "_shared"
"""Templates that every theme can include: the head of a page."""


@dataclass(frozen=True, slots=True)
class Theme:
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
    return tuple(name for name in installed() if settings(name)["jenis"] == kind)


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
    for role, file_name in said.items():
        path = folder / "static" / file_name
        if role not in WORDS:
            if not path.is_file():
                raise ThemeError(f"{name}/theme.yaml names static/{file_name}, which is not there")
            data = _published(path)
            named = f"aset/{path.stem}-{hashlib.sha256(data).hexdigest()[:8]}{path.suffix}"
            roles[role] = named
            assets[named] = Output(named, data, FOREVER)
    digest = hashlib.sha256()
    own, shared = folder.rglob("*"), (folder.parent / _SHARED).rglob("*")
    for path in sorted(p for p in (*own, *shared) if p.is_file()):
        digest.update(f"{path.relative_to(folder.parent)}\0".encode() + path.read_bytes() + b"\0")
    return Theme(
        name,
        said["jenis"],
        said["warna"],
        folder,
        roles,
        tuple(assets.values()),
        digest.hexdigest(),
    )


def _published(path: Path) -> bytes:
    """A static file as browsers get it: scripts without their comments, which are a third of them."""
    data = path.read_bytes()
    if path.suffix != ".js":
        return data
    if _NESTED.search(data):
        raise ThemeError(f"{path.name} has a text in backticks within another: jsmin would change it")
    return bytes(jsmin(data))


def environment(theme: Theme, words: Language, compiled: Path) -> Environment:
    """The templates of a theme.

    `compiled` is a folder for compiled templates: without it, every start compiles for 0.3 s (measured).
    What is compiled holds words and icons, so another theme or catalogue has a folder of its own in it, and
    another compiler, too.
    """
    made_of = theme.digest, words.code, words.digest, templates.compiler_digest()
    compiled /= hashlib.sha256("\0".join(made_of).encode()).hexdigest()[:16]
    compiled.mkdir(parents=True, exist_ok=True)
    folders = (theme.folder / "templates", themes_folder() / _SHARED)
    return templates.environment(folders, words, Compiled(compiled))


class Compiled(BytecodeCache):
    """Compiled templates in a folder. Python would run whatever lies there, so what is damaged is a miss."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """See `BytecodeCache`."""
        found = sealed.read(self._file(bucket))
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """See `BytecodeCache`."""
        sealed.write(self._file(bucket), bucket.bytecode_to_string())

    def _file(self, bucket: Bucket) -> Path:
        return self.folder / f"{bucket.key}.bin"
