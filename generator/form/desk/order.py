"""Who needs help first, and which shops a mentor wants to see.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal

from generator.form.desk.shop import DeskShop
from generator.reports.mentors import NEAR, need

QUIET = timedelta(days=60)
"""So long without a sign of the seller, a mentor asks how she is."""

Sort = Literal["bantuan", "habis", "diam", "nama"]
Filter = Literal["", "menunggu", "rusak", "habis", "diam", "isi", "luring"]
SORTS: tuple[Sort, ...] = ("bantuan", "habis", "diam", "nama")
FILTERS: tuple[Filter, ...] = ("", "menunggu", "rusak", "habis", "diam", "isi", "luring")


def needs(shop: DeskShop, today: date, news: Collection[str] = ()) -> list[Filter]:
    """What is the matter with a shop: the filters that show it, the most urgent first.

    `news` are the slugs of shops of which there is something to be told.
    """
    told = shop.row.slug in news
    if shop.at_rest:
        return ["menunggu", "luring"] if told else ["luring"]
    found: dict[Filter, bool] = {
        "rusak": shop.shop.broken,
        "habis": shop.shop.ends_by(today + NEAR) or shop.shop.term.state == "suspended",
        "menunggu": shop.waits or told,
        "isi": bool(shop.row.step),
        "diam": is_quiet(shop, today),
        "luring": not (shop.shop.published or shop.row.step),
    }
    return [name for name, there in found.items() if there]


def is_quiet(shop: DeskShop, today: date) -> bool:
    """Whether nobody has seen a sign of the seller for long."""
    return not shop.at_rest and shop.last_on is not None and shop.last_on + QUIET <= today


def in_order(shops: Iterable[DeskShop], sort: Sort, today: date) -> list[DeskShop]:
    """All of them, in the order that was chosen."""
    return sorted(shops, key=_KEYS[sort](today))


def chosen(
    shops: Sequence[DeskShop], wanted: Filter, today: date, news: Collection[str] = ()
) -> list[DeskShop]:
    """Those that a filter shows, in their order."""
    return [shop for shop in shops if not wanted or wanted in needs(shop, today, news)]


def counts(shops: Iterable[DeskShop], today: date, news: Collection[str] = ()) -> Mapping[Filter, int]:
    """How many shops each filter shows."""
    found: dict[Filter, int] = dict.fromkeys(FILTERS, 0)
    for shop in shops:
        for name in ("", *needs(shop, today, news)):
            found[name] += 1
    return found


def _by_need(today: date) -> Callable[[DeskShop], Any]:
    """As in reports, which do not know drafts: of these, when somebody last heard of the seller."""

    def key(shop: DeskShop) -> Any:
        since = shop.shop.changed_on if shop.row.live else str(shop.last_on or "")
        return need(shop.shop, today, waits=shop.waits, since=since)

    return key


def _by_end(_today: date) -> Callable[[DeskShop], Any]:
    return lambda shop: (shop.at_rest, shop.shop.term.expires_on or date.max, *_by_name(shop))


def _by_silence(_today: date) -> Callable[[DeskShop], Any]:
    return lambda shop: (shop.at_rest, *_quietest(shop), *_by_name(shop))


def _quietest(shop: DeskShop) -> tuple[date]:
    return (shop.last_on or date.min,)


def _by_name(shop: DeskShop) -> tuple[str, str]:
    return shop.name.casefold(), shop.row.slug


_KEYS: Mapping[Sort, Callable[[date], Callable[[DeskShop], Any]]] = {
    "bantuan": _by_need,
    "habis": _by_end,
    "diam": _by_silence,
    "nama": lambda _today: _by_name,
}
