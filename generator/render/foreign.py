"""A seller's own words on a page in another language."""

from __future__ import annotations

from markupsafe import Markup


class Foreign(str):
    """A text in Indonesian within a page in English: a page marks it, all else takes it as the text it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return Markup('<span lang="id">{}</span>').format(str(self))
