"""A catalogue of messages (`.po` of gettext) -> its `.mo`, once everything in it can be used."""

from __future__ import annotations

import io
import re

from generator.errors import UnusableError

_LINE = re.compile(r'\s*(?:#.*|(?:(?:msgctxt|msgid(?:_plural)?|msgstr(?:\[[0-9]\])?)\s+)?".*")?\s*')
"""A line as gettext knows it; Babel passes over every other."""
_NAME = re.compile(r"%\((\w+)\)")


class BrokenCatalogueError(UnusableError):
    """A catalogue with a mistake in it; the message says where."""


def compiled(data: bytes, code: str, name: str) -> bytes:
    """The `.mo` of a catalogue in a language; `name` is what its mistakes are told of.

    Raises:
        BrokenCatalogueError: a line is none of gettext's, or a translation does not fit the message's values.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
        if not _LINE.fullmatch(line) or "\ufffd" in line:
            raise BrokenCatalogueError(f"{name}, line {number} cannot be used: {line.strip()}")
    catalogue = read_po(io.BytesIO(data), locale=code)
    for message in catalogue:
        said = message.id if isinstance(message.id, str) else " ".join(message.id)
        values = dict.fromkeys(_NAME.findall(said), 0)
        texts = [message.string] if isinstance(message.string, str) else message.string or ()
        for text in filter(None, texts if values else ()):
            try:
                _ = text % values
            except (KeyError, TypeError, ValueError) as error:
                at = f"{name}, line {message.lineno}"
                raise BrokenCatalogueError(f"{at} cannot be used: {text!r} does not fit {said!r}") from error
    made = io.BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()
