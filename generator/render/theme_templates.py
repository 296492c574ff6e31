"""The templates of a theme, compiled for one language."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

from generator import templates
from generator.disk import compiled
from generator.language import Language
from generator.render.theme import SHARED, Theme, themes_folder


def environment(theme: Theme, words: Language, otherwise: Path) -> Environment:
    """The templates of a theme.

    They are compiled once (0.6 s, measured) and kept with the program, or in the folder `otherwise` where
    that is not to be written to.  What is compiled holds words and icons, so another theme, catalogue or
    compiler compiles anew.
    """
    folder = compiled.program_folder() or otherwise
    folder.mkdir(parents=True, exist_ok=True)
    parts = theme.digest, words.code, words.digest, templates.compiler_digest()
    made_of = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    folders = (theme.folder / "templates", themes_folder() / SHARED)
    return templates.environment(folders, words, Compiled(folder, f"{theme.name}-{words.code}", made_of))


class Compiled(BytecodeCache):
    """Compiled templates in a folder. Python would run whatever lies there, so what is damaged is a miss."""

    def __init__(self, folder: Path, name: str, made_of: str) -> None:
        self.folder = folder
        self.name = name
        self.made_of = made_of

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name alone, so that a theme that is worked on, or copied, leaves no old files behind."""
        return name.replace("/", "-")

    def load_bytecode(self, bucket: Bucket) -> None:
        """See `BytecodeCache`."""
        found = compiled.read(self._file(bucket), self.made_of)
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """See `BytecodeCache`."""
        compiled.write(self._file(bucket), self.made_of, bucket.bytecode_to_string())

    def _file(self, bucket: Bucket) -> Path:
        return self.folder / f"{self.name}-{bucket.key}"
