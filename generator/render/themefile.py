"""theme.yaml: what a theme says of itself, judged before anything is made with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

from msgspec import Struct, json

from generator.disk import compiled
from generator.errors import UnusableError, reason_of

REQUIRED = ("nama", "jenis", "warna", "css", "js", "ikon")
KINDS = ("storefront", "hub")
WORDS = frozenset({"nama", "jenis", "judul", "keterangan", "warna"})
"""Keys that are texts; every other names a file in static/, or several that become one."""
_FILE = "theme.yaml"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class ThemeError(UnusableError):
    """A theme that cannot be used; the message says why."""


class ThemeFile(Struct, frozen=True):
    """What a theme says of itself."""

    kind: str
    """`storefront` or `hub`."""
    accent: str
    files: Mapping[str, tuple[str, ...]]
    """What static files are for -> their names in static/, in the order in which they are joined."""


@cache
def themes_folder() -> Path:
    """Where themes lie: inside the wheel, or beside the package in a checkout."""
    inside = Path(__file__).parents[1] / "themes"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "themes"


@cache
def installed() -> tuple[str, ...]:
    """The folders of all themes, sorted.

    Raises:
        ThemeError: there are none, or their folder cannot be read.
    """
    folder = themes_folder()
    try:
        found = sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name[0] not in "._")
    except OSError as error:
        raise ThemeError(f"the themes cannot be read: {reason_of(error)}") from error
    if not found:
        raise ThemeError(f"there is no theme in {folder}")
    return tuple(found)


@cache
def settings(name: str) -> ThemeFile:
    """What the theme in the folder `name` says of itself.

    Raises:
        ThemeError: its theme.yaml is missing, cannot be read, or does not say what it has to.
    """
    said = f"{name}/{_FILE}"
    text = _text(themes_folder() / name / _FILE, said)
    folder, made_of = (
        compiled.program_folder(),
        sha256(Path(__file__).read_bytes() + text.encode()).hexdigest(),
    )
    kept = folder / f"{name}.theme" if folder else None
    if kept and (found := compiled.read(kept, made_of)):
        return json.decode(found, type=ThemeFile)
    judged = _judged(_read(text, said), said)
    if kept:
        compiled.write(kept, made_of, json.encode(judged))
    return judged


def _judged(loaded: object, said: str) -> ThemeFile:
    if not isinstance(loaded, dict):
        raise ThemeError(f"{said} holds no keys (nama: …)")
    found = {key: value for key, value in loaded.items() if value not in (None, "", [])}
    if missing := [key for key in REQUIRED if key not in found]:
        quotes = '; write the colour in quotes: "#8a1c1c"' if "warna" in missing and "warna" in loaded else ""
        raise ThemeError(f"{said} has no {', '.join(missing)}{quotes}")
    texts = {key: _texts(said, key, value) for key, value in found.items()}
    for key in texts.keys() - WORDS:
        if outside := [file for file in texts[key] if not _inside(file)]:
            raise ThemeError(f"{said}: {key} has to name a file in static/, not {outside[0]!r}")
    kind, accent = (" ".join(texts[key]) for key in ("jenis", "warna"))
    if kind not in KINDS:
        raise ThemeError(f"{said}: jenis is {' or '.join(KINDS)}, not {kind!r}")
    if not _COLOUR.fullmatch(accent):
        raise ThemeError(f'{said}: warna is a colour like "#8a1c1c", not {accent!r}')
    return ThemeFile(kind, accent, {key: files for key, files in texts.items() if key not in WORDS})


def _texts(said: str, key: object, value: object) -> tuple[str, ...]:
    """The texts of a key: one, or of static files several."""
    texts = value if isinstance(value, list) and key not in WORDS else [value]
    if not isinstance(key, str) or not all(
        isinstance(text, str) and _is_whole(text) for text in (key, *texts)
    ):
        raise ThemeError(f"{said}: the value of {key} has to be a text, not {value!r}")
    return tuple(texts)


def _text(file: Path, said: str) -> str:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError as error:
        raise ThemeError(f"there is no {said} in {file.parents[1]}") from error
    except OSError as error:
        raise ThemeError(f"{said} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ThemeError(f"{said} is not UTF-8 text") from error


def _read(text: str, said: str) -> object:
    import yaml  # 15 ms that a build does not need as long as no theme changes

    try:
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = f" in line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise ThemeError(f"{said} is no YAML{line}: {error.problem}") from error
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise ThemeError(f"{said} is no YAML that can be used: {error}") from error


def _is_whole(text: str) -> bool:
    """Whether a text has no halves of characters in it, which YAML can spell and no file can hold."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _inside(name: str) -> bool:
    """Whether a name stays in the folder in which it is looked up."""
    parts = PurePosixPath(name).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts and "\0" not in name
