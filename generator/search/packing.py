"""All lists of an index in the order of their keys, from one walk through its words."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile

from generator.search.document import TIERS, block_of
from generator.search.lists import is_common, list_text
from generator.search.settings import SearchSettings
from generator.search.word_index import NUMBERS, WordIndex

_IN_MEMORY = 32 * 1024
"""Bytes of one region's lists that are kept in memory."""
_PAIRS, _WORDS, _END = "&", "'", "\U0010ffff"
"""Terms of pairs start with the first, words come after the second."""


class _Regions:
    """Lists by what their keys start with: they come by words, and are read by regions."""

    def __init__(self, files: ExitStack) -> None:
        self._files = files
        self._spools: dict[str, SpooledTemporaryFile[bytes]] = {}

    def write(self, region: str, word: str, text: str) -> None:
        if region not in self._spools:
            self._spools[region] = self._files.enter_context(SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115
        self._spools[region].write(f"{region}{word} {text}\n".encode())

    def read(self, regions: Sequence[str]) -> Iterator[tuple[str, str]]:
        for region in sorted(regions):
            spool = self._spools[region]
            spool.seek(0)
            for line in spool:
                key, _, text = line.decode().rstrip("\n").partition(" ")
                yield key, text

    @property
    def names(self) -> list[str]:
        return [*self._spools]


def packed(words: WordIndex, settings: SearchSettings) -> Iterator[tuple[str, str]]:
    """Every key with its list."""
    with ExitStack() as files:
        regions = _Regions(files)
        common: set[str] = set()
        for word, rows in words.terms(_WORDS, _END):
            counts = [len(found) for found in rows]
            regions.write("", word, list_text(rows, counts))
            if is_common(counts):
                common.add(word)
                for region, part in _by_region(rows, settings).items():
                    regions.write(region, word, list_text(part, [len(found) for found in part]))
        yield from regions.read([name for name in regions.names if name])
        for term, rows in words.terms(_PAIRS, _WORDS):
            if common.issuperset(term.removeprefix(_PAIRS).split(":")):
                yield term, list_text(rows, [len(found) for found in rows])
        if "" in regions.names:
            yield from regions.read([""])


def _by_region(rows: Sequence[Sequence[int]], settings: SearchSettings) -> dict[str, list[array[int]]]:
    """The documents of a word by category and by kecamatan."""
    parts: dict[str, list[array[int]]] = {}
    for tier, found in enumerate(rows):
        for row in found:
            for region in settings.keys_of(block_of(row) % settings.groups):
                if region not in parts:
                    parts[region] = [array(NUMBERS) for _ in range(TIERS)]
                parts[region][tier].append(row)
    return parts
