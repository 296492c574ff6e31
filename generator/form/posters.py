"""What a shop prints, made when its seller or mentor asks for it, one shop at a time."""

from __future__ import annotations

import threading
from collections import OrderedDict

from generator.disk.atomic_folder import holding
from generator.form.context import FormContext
from generator.hosting import built
from generator.printing.printables import Printable, printables

_KEPT = 16
"""Answers in memory, of some hundred kilobytes each."""
_PATIENCE_SECONDS = 20

_Key = tuple[str, str, str, str, bool]


class PostersBusyError(Exception):
    """Others print just now."""


class Posters:
    """Prints live shops.

    Making one takes up to a second, so what was made is kept until the shop or the day is another one:
    whoever asks again and again, with a link that was stolen, gets the same bytes.
    """

    def __init__(self, context: FormContext) -> None:
        self._context = context
        self._turn = threading.Lock()
        self._made: OrderedDict[_Key, tuple[Printable, ...]] = OrderedDict()

    def is_published(self, slug: str) -> bool:
        """Whether the shop's address leads somewhere."""
        return built.shows(self._context.root / "build", slug)

    def files(self, slug: str, size: str) -> tuple[Printable, ...]:
        """The files of a shop.

        Raises:
            FieldError: it is not published, or its folder has mistakes.
            PostersBusyError: it is not our turn for a long time.
        """
        if not self._turn.acquire(timeout=_PATIENCE_SECONDS):
            raise PostersBusyError
        try:
            return self._files(slug, size)
        finally:
            self._turn.release()

    def _files(self, slug: str, size: str) -> tuple[Printable, ...]:
        context, today = self._context, self._context.today
        with holding(context.live.folder(slug)):
            version = context.live.read(slug).version
            key = (slug, size, version, today.isoformat(), self.is_published(slug))
            if key not in self._made:
                cache = context.data_dir / "cache"
                self._made[key] = printables(context.root, context.hub, slug, size, today, cache)
            self._made.move_to_end(key)
        while len(self._made) > _KEPT:
            self._made.popitem(last=False)
        return self._made[key]
