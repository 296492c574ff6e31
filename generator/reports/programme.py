"""Figures of the programme: totals by kota, kecamatan and category, without anybody's name or number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct, field

from generator.content.fields import slugify
from generator.content.hub import Hub
from generator.content.places import all_kecamatan
from generator.hosting.cells import safe_cell
from generator.language import Language
from generator.reports.mentors import PAGES
from generator.reports.shops import ReportShop
from generator.templates import lone_page

EXPIRING = timedelta(days=90)
COUNTED = ("registered", "published", "photos", "qris", "permits", "english", "export", "expiring_90")
FIGURES = (*COUNTED, "readiness")
"""What is told of every group: so many shops, and the median of their readiness."""
CHANGES = ("started", "suspended")
"""What has happened since a day: shops that were first online, and shops that were taken down."""
WORDS = {
    "registered": "Shops registered",
    "published": "Online",
    "photos": "With photos",
    "qris": "With QRIS",
    "permits": "With a permit",
    "english": "In English",
    "export": "Ready for export",
    "expiring_90": "Ending within 90 days",
    "readiness": "Readiness, median",
    "started": "First online since %(day)s",
    "suspended": "Taken down since %(day)s",
}
"""Figures and changes as people read them, as message ids."""
COLUMNS = ("group", "slug", "name", *FIGURES)
_BINS = 10
"""Bars of readiness."""
_WIDE = 340
"""Units of a chart across."""


class Tally(Struct):
    """The figures of one group, shop by shop: memory does not grow with them."""

    slug: str
    name: str
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*COUNTED, *CHANGES), 0))
    scores: list[int] = field(default_factory=lambda: [0] * 101)
    """How many shops have each readiness."""

    def add(self, shop: ReportShop, today: date, since: date | None) -> None:
        """One more shop."""
        for name in _counted(shop, today, since):
            self.counts[name] += 1
        self.scores[shop.facts.readiness] += 1

    @property
    def readiness(self) -> int | float:
        """The median; 0 without shops."""
        count = sum(self.scores)
        low, high = self._nth((count - 1) // 2), self._nth(count // 2)
        return (low + high) // 2 if (low + high) % 2 == 0 else (low + high) / 2

    def _nth(self, number: int) -> int:
        seen = 0
        for score, shops in enumerate(self.scores):
            seen += shops
            if seen > number:
                return score
        return 0

    def figures(self) -> dict[str, int | float]:
        """By the names in `FIGURES`."""
        return {name: self.counts[name] for name in COUNTED} | {"readiness": self.readiness}


def _counted(shop: ReportShop, today: date, since: date | None) -> Iterator[str]:
    facts = shop.facts
    yield "registered"
    there = {
        "published": shop.published,
        "photos": facts.photos,
        "qris": facts.qris,
        "permits": facts.permits,
        "english": facts.english,
        "export": facts.export,
        "expiring_90": shop.ends_by(today + EXPIRING),
    }
    yield from (name for name, so in there.items() if so)
    if since:
        days = {"started": shop.term.starts_on, "suspended": shop.term.suspended_on}
        yield from (name for name, day in days.items() if day and since <= day <= today)


class Programme(Struct, frozen=True):
    """What is told of a hub, or of one kecamatan of it."""

    total: Tally
    kota: Sequence[Tally]
    kecamatan: Sequence[Tally]
    categories: Sequence[Tally]
    today: date
    since: date | None
    broken: Sequence[str]
    """Slugs of shops whose folders have errors; they count with what can be read."""

    def groups(self) -> Mapping[str, Sequence[Tally]]:
        """By their keys in JSON."""
        return {"kota": self.kota, "kecamatan": self.kecamatan, "categories": self.categories}


def programme(
    shops: Iterable[ReportShop],
    hub: Hub,
    today: date,
    words: Language,
    *,
    since: date | None = None,
    kecamatan: str = "",
) -> Programme:
    """Count shops, all or those of one kecamatan. Who names no place or no category is in a group of its own.

    Places and categories without shops are told, too: somebody may want to know just that.
    """
    there = [place for place in all_kecamatan() if kecamatan in ("", place.slug)]
    kota_of = {place.slug: slugify(place.kota, 40) for place in there}
    kota = {kota_of[place.slug]: Tally(kota_of[place.slug], place.kota) for place in there}
    places = {place.slug: Tally(place.slug, place.name) for place in there}
    english = words.code == "en"
    kinds = {one.slug: Tally(one.slug, one.english if english else one.name) for one in hub.categories}
    total, unknown, broken = Tally("", ""), words.gettext("unknown"), []
    for shop in shops:
        place, kind = shop.facts.kecamatan, shop.facts.category
        if kecamatan not in ("", place):
            continue
        groups = (
            total,
            kota.setdefault(kota_of.get(place, ""), Tally("", unknown)),
            places.setdefault(place, Tally("", unknown)),
            kinds.setdefault(kind, Tally("", unknown)),
        )
        for group in groups:
            group.add(shop, today, since)
        if shop.broken:
            broken.append(shop.slug)
    return Programme(
        total, [*kota.values()], [*places.values()], [*kinds.values()], today, since, sorted(broken)
    )


def programme_json(found: Programme) -> dict[str, Any]:
    """The answer of `report programme --json`."""
    answer: dict[str, Any] = {"version": 1, "today": found.today, "total": _row(found.total, found.since)}
    for name, tallies in found.groups().items():
        answer[name] = [{"slug": one.slug, "name": one.name} | _row(one, found.since) for one in tallies]
    if found.since:
        answer["since"] = found.since
    return answer


def _row(tally: Tally, since: date | None) -> dict[str, Any]:
    changes = {"change": {name: tally.counts[name] for name in CHANGES}} if since else {}
    return tally.figures() | changes


def programme_cells(found: Programme) -> Iterator[list[str]]:
    """The table that opens in a spreadsheet, its names first."""
    yield [*COLUMNS, *(CHANGES if found.since else ())]
    for group, tallies in {"total": [found.total], **found.groups()}.items():
        for one in tallies:
            changes = [one.counts[name] for name in CHANGES] if found.since else []
            yield [group, one.slug, safe_cell(one.name), *map(str, (*one.figures().values(), *changes))]


def programme_lines(found: Programme, words: Language) -> list[tuple[str, str]]:
    """The figures of all shops as people read them, each after its name."""
    counts = {name: words.number(found.total.counts[name]) for name in COUNTED}
    counts["readiness"] = _score(found.total, words)
    if found.since:
        counts |= {name: words.number(found.total.counts[name]) for name in CHANGES}
    day = words.date(found.since) if found.since else ""
    return [(words.gettext(WORDS[name]) % {"day": day}, text) for name, text in counts.items()]


class Bar(Struct, frozen=True):
    """A bar of a chart, in units of its width."""

    name: str
    value: str
    whole: float
    """How long the light bar is."""
    part: float
    """How long the dark bar in it is."""


def programme_page(found: Programme, hub: Hub, place: str, words: Language) -> bytes:
    """The page for partners, with charts; `place` is what it is about."""
    return lone_page(
        PAGES,
        "programme.html",
        words,
        style="report.css",
        language=words.code,
        hub=hub.name,
        place=place,
        day=words.date(found.today),
        figures=programme_lines(found, words),
        kota=_bars(found.kota, words),
        categories=_bars(found.categories, words),
        readiness=_histogram(found.total, words),
        places=found.kecamatan,
        number=words.number,
        score=lambda tally: _score(tally, words),
    )


def _bars(tallies: Sequence[Tally], words: Language) -> list[Bar]:
    """Shops online of those registered."""
    longest = max((one.counts["registered"] for one in tallies), default=0) or 1
    return [
        Bar(
            one.name,
            f"{words.number(one.counts['published'])} / {words.number(one.counts['registered'])}",
            round(_WIDE * one.counts["registered"] / longest, 1),
            round(_WIDE * one.counts["published"] / longest, 1),
        )
        for one in tallies
    ]


def _histogram(tally: Tally, words: Language) -> list[Bar]:
    """Shops by readiness, in tens; a hundred is in the last."""
    bins = [0] * _BINS
    for score, shops in enumerate(tally.scores):
        bins[min(score // _BINS, _BINS - 1)] += shops
    longest = max(bins) or 1
    ends = [10 * at + 9 for at in range(_BINS - 1)] + [100]
    return [
        Bar(f"{10 * at}–{ends[at]}%", words.number(shops), 0, round(_WIDE * shops / longest, 1))
        for at, shops in enumerate(bins)
    ]


def _score(tally: Tally, words: Language) -> str:
    text = f"{tally.readiness:g}%"
    return text.replace(".", ",") if words.code == "id" else text
