"""Sellers whose pages speak of others: built once the others are known, and again when these have changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import chain

from generator.building import fingerprint
from generator.building.intake import Intake
from generator.building.jobs import job_for
from generator.building.state import State
from generator.render.card import FollowedShop
from generator.timed import timed


@timed
def rebuild_followers(intake: Intake) -> None:
    """Build the sellers whose pages speak of others, until none speaks of something outdated.

    Those that were deferred waited for that. One round is enough, unless one of them fails for something
    else.
    """
    state = intake.state
    others = _followers(state.changes.slugs(card=True), intake)
    # A build that was killed, or an edit while it ran, may have left pages with other names in them.
    own = state.circles.changed_followers(fingerprint.followed_shops(()))
    _rebuild(_outdated({slug for slug in chain(others, own) if slug not in state.deferred}, intake), intake)


@timed
def write_redirects(intake: Intake) -> None:
    """Lead from the old addresses of shops to their new ones; no other shop's page names the old ones."""
    intake.absences.redirect_moved()
    moved = (term.slug for term in intake.setup.terms.moved())
    _rebuild(_outdated(set(_followers(moved, intake)), intake), intake)


def _rebuild(outdated: set[str], intake: Intake) -> None:
    """Build these and the deferred shops; then whatever says something outdated because of that."""
    setup, state = intake.setup, intake.state
    deferred = state.deferred
    while outdated or deferred:
        todo = merge(deferred.slugs(), sorted(outdated))
        jobs = (job_for(setup, state, slug, _followed(slug, state)) for slug in todo)
        for job, outcome in state.committing(intake.build(jobs)):
            intake.take(job, outcome)
        others = _followers(chain(deferred.slugs(), outdated), intake)
        others_once = {slug for slug in others if slug not in outdated and slug not in deferred}
        outdated = _outdated(chain(deferred.slugs(), outdated, others_once), intake)
        deferred.clear()


def _followed(slug: str, state: State) -> tuple[FollowedShop, ...]:
    """The shops a seller follows that are online, or are about to be."""
    follows = state.deferred.follows(slug)
    found: list[FollowedShop] = []
    for other in state.follows(slug) if follows is None else sorted(follows):
        pending = state.deferred.as_followed(other)
        found += (pending,) if pending else state.followed_shops([other])
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
