"""A seller's job, made from what is known of it: when its turn comes, so that few are in memory at once."""

from __future__ import annotations

from generator.building.job import Job
from generator.building.setup import Setup
from generator.building.state import State
from generator.render.card import FollowedShop


def job_for(setup: Setup, state: State, slug: str, followed: tuple[FollowedShop, ...] | None = None) -> Job:
    """What a worker has to know to build a seller; `followed` is None at the first look."""
    row = state.seller(slug)
    doubtful = row is not None and not row.context
    before = {} if setup.options.force or doubtful else state.files(slug)
    terms = setup.terms
    return Job(
        slug,
        row.dates if row else {},
        before,
        followed,
        terms.of(slug),
        terms.first_slug(slug),
        setup.bazaars.badges.get(slug, ()),
    )
