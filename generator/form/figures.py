"""The programme's figures for partners, as the last build has left them; counted once, until the next."""

from __future__ import annotations

from datetime import date
from threading import Lock

from generator.form.context import FormContext
from generator.hosting.address import ledger_url
from generator.hosting.ledger import open_ledger
from generator.language import Language
from generator.reports.programme import Programme, programme
from generator.reports.shops import Sources, report_shops

_Key = tuple[str, str, date]
"""Kecamatan, language, day."""


class Figures:
    """Counts for one request at a time, so that no number of readers slows sellers down."""

    def __init__(self, context: FormContext) -> None:
        self._context = context
        self._turn = Lock()
        self._built = 0
        self._known: dict[_Key, Programme] = {}

    def of(self, kecamatan: str, words: Language) -> Programme:
        """The figures of a kecamatan, or of all.  Raises `UnusableError`: they cannot be counted now."""
        context = self._context
        key = kecamatan, words.code, context.today
        with self._turn:
            state = context.root / "build" / "state.db"
            built = state.stat().st_mtime_ns if state.exists() else 0
            if built != self._built or any(day != context.today for _, _, day in self._known):
                self._built = built
                self._known.clear()
            if key not in self._known:
                self._known[key] = self._count(kecamatan, words)
            return self._known[key]

    def _count(self, kecamatan: str, words: Language) -> Programme:
        root, hub = self._context.root, self._context.hub
        with open_ledger(ledger_url(hub.ledger), root, create=False) as ledger:
            shops = report_shops(Sources(root, hub, ledger, live=False))
            return programme(shops, hub, self._context.today, words, kecamatan=kecamatan)
