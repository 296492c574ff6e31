"""`etalase bazar candidates`: shops that could be in a bazaar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from generator import apart
from generator.building.checking import check_folder
from generator.building.pool import worker_pool, workers_are_possible
from generator.commands.common import (
    RefusalError,
    jobs_option,
    json_option,
    language_option,
    print_json,
    today_option,
)
from generator.commands.moved import known_terms
from generator.commands.problems import in_english, known_slugs, refuse
from generator.content import places
from generator.content.check_shop import category as read_category
from generator.content.fields import FieldError
from generator.content.hub import Hub, load_hub
from generator.content.readiness import readiness
from generator.errors import MISHAPS, reason_of
from generator.hosting.term import NO_SHOP
from generator.render.theme import theme_names
from generator.terminal import Bold, note, progress_bar, say

_MANY = 40
"""So many sellers are worth a pool of processes."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a curator looks for."""

    readiness: int
    """Percent, at least."""
    category: str
    """A slug; empty for all."""
    kecamatan: str
    """A slug; empty for all."""
    today: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """A shop that qualifies."""

    slug: str
    name: str
    category: str
    """A slug."""
    kecamatan: str
    """A slug."""
    readiness: int
    """Percent."""
    missing: str
    """What would help it most, as the form calls it; empty where nothing is left to do."""


@click.command("candidates")
@click.option(
    "--min-readiness",
    type=click.IntRange(0, 100),
    default=80,
    show_default=True,
    metavar="PERCENT",
    help="What shops have to have of what sells, as the form counts it.",
)
@click.option("--category", "kind", default="", help="Only shops of this category, by its slug or its name.")
@click.option("--kecamatan", "place", default="", help="Only shops of this kecamatan.")
@jobs_option
@today_option
@language_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    min_readiness: int,
    kind: str,
    place: str,
    jobs: int,
    today: date,
    lang: str,
    as_json: bool,
) -> None:
    """List the shops that could be in a bazaar, the most ready first: without errors, and ready enough.

    The last line is ready to be pasted into the bazaar's file.

    \b
    Examples:
      etalase bazar candidates
      etalase bazar candidates --min-readiness 80 --category kuliner
      etalase bazar candidates --kecamatan Tebet --json | jq '.candidates[].slug'
    """
    root: Path = ctx.obj.root
    answer: dict[str, Any] = {
        "version": 1,
        "today": today,
        "min_readiness": min_readiness,
        "category": None,
        "kecamatan": None,
        "candidates": [],
    }
    try:
        hub, problems = load_hub(root, theme_names("hub"))
        if hub is None:
            raise RefusalError("hub.yaml cannot be used", problems)
        wanted = _wanted(hub, min_readiness, kind, place, today)
        terms, slugs = known_terms(root, hub), known_slugs(root, ())
    except RefusalError as refusal:
        refuse(refusal, answer, lang, as_json=as_json)
    except MISHAPS as error:
        refuse(RefusalError(reason_of(error)), answer, lang, as_json=as_json)
    offline = NO_SHOP | {"suspended"}
    open_ones = [slug for slug in slugs if terms.of(slug).state not in offline]
    found: list[Candidate] = []
    with progress_bar("candidates") as progress:
        for done, one in enumerate(_all(root, hub, wanted, open_ones, jobs), 1):
            found += [one] if one else []
            progress(done, len(open_ones))
    found.sort(key=lambda one: (-one.readiness, one.slug))
    if as_json:
        answer |= {"category": wanted.category or None, "kecamatan": wanted.kecamatan or None}
        print_json(answer | {"candidates": [asdict(one) for one in found]})
        return
    for one in found:
        lacks = f" (missing: {one.missing})" if one.missing else ""
        say(f"{one.readiness:3} % ", Bold(one.slug), f": {one.name}, {one.category}, {one.kecamatan}{lacks}")
    note(f"Shops that qualify: {len(found)} of {len(slugs)}.")
    if found:
        say(f"toko: [{', '.join(one.slug for one in found)}]")


def _wanted(hub: Hub, least: int, kind: str, place: str, today: date) -> Wanted:
    """Raises `RefusalError`: there is no such category or kecamatan."""
    try:
        category = read_category(hub.categories, kind) if kind else ""
        return Wanted(least, category, places.kecamatan(place).slug if place else "", today)
    except FieldError as error:
        raise RefusalError(in_english(error)) from error


def _all(root: Path, hub: Hub, wanted: Wanted, slugs: list[str], jobs: int) -> Iterator[Candidate | None]:
    one = partial(_candidate, root, hub, wanted)
    if jobs == 1 or len(slugs) < _MANY or not apart.is_heard() or not workers_are_possible():
        yield from map(one, slugs)
        return
    with worker_pool(jobs) as pool:
        yield from pool.map(one, slugs, chunksize=20)


def _candidate(root: Path, hub: Hub, wanted: Wanted, slug: str) -> Candidate | None:
    """A shop, if it is what a curator looks for."""
    seller, _problems = check_folder(root, hub, slug)
    if seller is None or seller.consent is None or seller.consent > wanted.today:
        return None
    if wanted.category not in ("", seller.category) or wanted.kecamatan not in ("", seller.kecamatan.slug):
        return None
    ready = readiness(seller)
    if ready.percent < wanted.readiness:
        return None
    return Candidate(slug, seller.name, seller.category, seller.kecamatan.slug, ready.percent, ready.next)
