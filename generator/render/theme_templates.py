"""The templates of a theme, compiled for one language."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

from generator import templates
from generator.disk import sealed
from generator.language import Language
from generator.render.theme import SHARED, Theme, themes_folder


def environment(theme: Theme, words: Language, compiled: Path) -> Environment:
    """The templates of a theme.

    `compiled` is a folder for compiled templates: without it, every start compiles for 0.3 s (measured).
    What is compiled holds words and icons, so another theme or catalogue has a folder of its own in it, and
    another compiler, too.
    """
    made_of = theme.digest, words.code, words.digest, templates.compiler_digest()
    compiled /= hashlib.sha256("\0".join(made_of).encode()).hexdigest()[:16]
    compiled.mkdir(parents=True, exist_ok=True)
    folders = (theme.folder / "templates", themes_folder() / SHARED)
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
