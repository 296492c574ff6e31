"""Counting what becomes of the sellers of a build, and telling how far it is."""

from __future__ import annotations

from generator.building.report import BuildOptions, BuildReport, Progress


class Tally:
    """The report of a build under way."""

    def __init__(self, options: BuildOptions, progress: Progress) -> None:
        self.report = BuildReport()
        self._only = options.only
        self._progress = progress
        self._counted: dict[str, str] = {}
        self._done = self._of = 0

    def expect(self, sellers: int) -> None:
        """So many sellers are looked at."""
        self.report.sellers["total"] += sellers
        self._of = sellers

    def count(self, slug: str, status: str) -> None:
        """Count a seller once, also when it is built again because of whom it follows."""
        before = self._counted.get(slug)
        if before:
            self.report.sellers[before] -= 1
        elif self._only and slug not in self._only:
            self.report.sellers["total"] += 1  # a follower that had to be built, too
        self.report.sellers[status] += 1
        self._counted[slug] = status

    def forget(self) -> None:
        """Nobody is counted any more."""
        self._counted.clear()

    def failed(self, slug: str, errors: int, *, kept: bool) -> None:
        """A seller cannot be built; `kept`: its last good pages stay."""
        self.report.failures.append((slug, kept, errors))
        self.report.sellers["kept"] += kept

    def removed(self, slug: str) -> None:
        """A seller went offline, because its folder is gone."""
        self.report.sellers["removed"] += 1
        self.report.removed.append(slug)

    def done(self, sellers: int = 1) -> None:
        """So many sellers more are done with."""
        self._done += sellers
        self._progress(min(self._done, self._of), self._of)
