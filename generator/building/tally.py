"""Counting what becomes of the sellers of a build, and telling how far it is."""

from __future__ import annotations

from bisect import bisect_left

from generator.building.report import BuildOptions, BuildReport, Progress
from generator.building.selection import Selection

_STATUSES = ("", "built", "failed", "unpublished", "unchanged", "suspended")
"""What a seller can be counted as, by a number of one byte; first not yet."""


class Tally:
    """The report of a build under way.

    What each seller was counted as is a byte: for all of Jakarta, names and words would be the largest thing
    in memory.
    """

    def __init__(self, options: BuildOptions, progress: Progress) -> None:
        self.report = BuildReport()
        self._only = options.only
        self._progress = progress
        self._unchanged: tuple[str, ...] = ()
        self._jobs: tuple[str, ...] = ()
        self._jobs_counted = bytearray()
        self._others_counted: dict[str, str] = {}
        self._done = self._of = 0

    def expect(self, selection: Selection) -> None:
        """These sellers are looked at; those that need no building are counted."""
        self._unchanged, self._jobs = selection.unchanged, selection.jobs
        self._jobs_counted = bytearray(len(selection.jobs))
        self._of = selection.settled + len(selection.jobs)
        self.report.sellers["total"] += self._of
        self.report.sellers["unchanged"] += len(selection.unchanged)

    def count(self, slug: str, status: str) -> None:
        """Count a seller once, also when it is built again because of whom it follows."""
        before = self._counted_as(slug)
        if before:
            self.report.sellers[before] -= 1
        elif self._only and slug not in self._only:
            self.report.sellers["total"] += 1  # a follower that had to be built, too
        self.report.sellers[status] += 1
        number = _number(self._jobs, slug)
        if number is None:
            self._others_counted[slug] = status
        else:
            self._jobs_counted[number] = _STATUSES.index(status)

    def _counted_as(self, slug: str) -> str:
        if slug in self._others_counted:
            return self._others_counted[slug]
        number = _number(self._jobs, slug)
        if number is not None:
            return _STATUSES[self._jobs_counted[number]]
        return "" if _number(self._unchanged, slug) is None else "unchanged"

    def forget(self) -> None:
        """Nobody is counted any more."""
        self._unchanged, self._jobs = (), ()
        self._jobs_counted.clear()
        self._others_counted.clear()

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


def _number(slugs: tuple[str, ...], slug: str) -> int | None:
    """Where a seller is among these, which are in their order."""
    number = bisect_left(slugs, slug)
    return number if slugs[number : number + 1] == (slug,) else None
