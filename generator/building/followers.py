"""Sellers whose pages speak of others: built once the others are known, and again when these have changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from generator.building import fingerprint
from generator.building.intake import Intake
from generator.building.job import Deferred
from generator.building.jobs import job_for
from generator.building.state import State
from generator.render.card import FollowedShop
from generator.timed import timed


@timed
def rebuild_followers(deferred: Mapping[str, Deferred], intake: Intake) -> None:
    """Build the sellers whose pages speak of others, until none speaks of something outdated.

    `deferred` waited for that, known by their toko.yaml alone. One round is enough, unless one of them fails
    for something else.
    """
    state = intake.state
    others = _followers(state.changes.slugs(card=True), intake)
    # A build that was killed, or an edit while it ran, may have left pages with other names in them.
    own = state.circles.changed_followers(fingerprint.followed_shops(()))
    todo = deferred.keys() | _outdated({slug for slug in chain(others, own) if slug not in deferred}, intake)
    _rebuild(todo, deferred, intake)


@timed
def write_redirects(intake: Intake) -> None:
    """Lead from the old addresses of shops to their new ones; no other shop's page names the old ones."""
    intake.absences.redirect_moved()
    moved = (term.slug for term in intake.setup.terms.moved())
    _rebuild(_outdated(set(_followers(moved, intake)), intake), {}, intake)


def _rebuild(todo: set[str], deferred: Mapping[str, Deferred], intake: Intake) -> None:
    setup, state = intake.setup, intake.state
    while todo:
        jobs = (job_for(setup, state, slug, _followed(slug, deferred, state)) for slug in sorted(todo))
        for job, outcome in state.committing(intake.build(jobs)):
            intake.take(job, outcome)
        deferred = {}
        todo = _outdated(todo.union(slug for slug in _followers(todo, intake) if slug not in todo), intake)


def _followed(slug: str, deferred: Mapping[str, Deferred], state: State) -> tuple[FollowedShop, ...]:
    """The shops a seller follows that are online, or are about to be."""
    follows = sorted(deferred[slug].follows) if slug in deferred else state.follows(slug)
    found: list[FollowedShop] = []
    for other in follows:
        pending = deferred.get(other)
        if pending and pending.as_followed:
            found.append(pending.as_followed)
        else:
            found += state.followed_shops([other])
    return tuple(found)


def _followers(shops: Iterable[str], intake: Intake) -> Iterator[str]:
    """Whoever follows one of these shops; who follows several, several times."""
    return (follower for slug in shops for follower in intake.state.followers(slug))


def _outdated(followers: Iterable[str], intake: Intake) -> set[str]:
    """Those of these shops whose pages say something of others that is no longer so."""
    state = intake.state
    found = set()
    for slug in followers:
        row = state.seller(slug)
        if row and row.status == "built" and row.card:
            now = fingerprint.followed_shops(state.followed_shops(state.follows(slug)))
            if now != row.followed_shops and (intake.setup.sellers / slug).is_dir():
                found.add(slug)
    return found
