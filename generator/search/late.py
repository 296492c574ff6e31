"""The lists of keys as they are now, and keys whose lists wait to be published."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from generator.search.lists import is_common, list_text
from generator.search.settings import SearchSettings
from generator.search.word_index import WordIndex


class Lists:
    """Asks the index for lists; empty is one that shall not be there."""

    def __init__(self, words: WordIndex, settings: SearchSettings) -> None:
        self._words = words
        self._settings = settings
        self._common: dict[str, bool] = {}

    def all(self, keys: Iterable[str]) -> dict[str, str]:
        """Each key with its list."""
        return {key: self._list(key) for key in sorted(keys)}

    def _list(self, key: str) -> str:
        if key[0] == "&":
            common = all(map(self._is_common, key[1:].split(":")))
            return list_text(*self._words.best(key)) if common else ""
        if key[0] in "#$":
            region, colon, word = key.partition(":")
            only = self._settings.only(region + colon)
            return list_text(*self._words.best(word, only)) if self._is_common(word) else ""
        return list_text(*self._words.best(key))

    def _is_common(self, word: str) -> bool:
        if word not in self._common:
            _, counts = self._words.best(word)
            self._common[word] = is_common(counts)
        return self._common[word]


class LateLists:
    """Keys whose lists are not published as they are now."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def put(self, keys: Iterable[str]) -> None:
        """Let them wait."""
        self._db.executemany("INSERT OR IGNORE INTO search_late VALUES(?)", [(key,) for key in sorted(keys)])

    def take(self, limit: int) -> list[str]:
        """Take up so many that wait, words first; -1: all."""
        found = self._db.execute("SELECT key FROM search_late ORDER BY key DESC LIMIT ?", (limit,)).fetchall()
        self._db.executemany("DELETE FROM search_late WHERE key=?", found)
        return [key for (key,) in found]
